"""`newsarchive split` as a user runs it."""

import json
import sqlite3
import sys
from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.lock import write_lock
from tests.cli.support import Terminal

BEFORE = ("--before", "2016-12-01")


def test_older_articles_are_in_the_new_archive_and_not_here(run, archive: Path):
    ran = run("split", *BEFORE, "old.db")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out == ("old.db: 1 article before 2016-12-01, 1 version, 0 captures; 0 bytes of capture files freed\n")
    assert run("search", "ferry").out == ""
    assert "Ferry prices rise" in run("search", "ferry", "--db", "old.db").out
    assert "it was moved to old.db, see --db" in run("show", 2).err
    assert "ferry costs more" in run("show", 2, "--db", "old.db").out
    for file in ("archive.db", "old.db"):
        assert run("verify", "--db", file).status == 0


def test_what_moved_is_not_imported_again_until_it_is_forgotten(run, archive: Path, letters: Path):
    run("export", "--format", "jsonl", "--output", "all.jsonl")
    run("split", *BEFORE, "old.db")
    assert "archived elsewhere, article 2" in run("import", letters / "2.txt").out
    assert "1 archived elsewhere" in run("import", "all.jsonl").out
    assert run("split", "--forget", "old.db").out == "addresses of articles in old.db forgotten: 1\n"
    assert "1 new" in run("import", "all.jsonl").out
    assert run("verify").status == 0


def test_a_dry_run_says_how_much_would_move_and_writes_nothing(run, archive: Path):
    ran = run("split", *BEFORE, "old.db", "--dry-run")
    assert ran.status == 0
    assert ran.out.startswith("1 article before 2016-12-01, 1 version, about ")
    assert ran.out.endswith(" bytes of the archive's file; 0 captures, 0 bytes\n")
    size = json.loads(run("split", *BEFORE, "old.db", "--dry-run", "--json").out)
    assert size == {"articles": 1, "versions": 1, "captures": 0, "archive_bytes": size["archive_bytes"],
                    "capture_bytes": 0}  # fmt: skip
    assert not Path("old.db").exists()
    assert run("show", 2).status == 0


def test_the_result_is_json_for_programs(run, archive: Path):
    result = json.loads(run("split", *BEFORE, "old.db", "--json", "--vacuum").out)
    assert result == {"file": "old.db", "articles": 1, "versions": 1, "captures": 0, "freed_bytes": 0,
                      "free_pages_bytes": 0}  # fmt: skip


def test_nothing_older_is_said_and_is_no_failure(run, archive: Path):
    ran = run("split", "--before", "2001-01-01", "old.db")
    assert (ran.status, ran.out) == (0, "no articles before 2001-01-01; nothing moved\n")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        pytest.param(("old.db",), "split: say which articles move, with --before YYYY-MM-DD", id="no day"),
        pytest.param((*BEFORE, "archive.db"), "archive.db: is the archive itself; name another file", id="itself"),
        pytest.param(("--forget", "old.db"), "no finished split moved articles into old.db", id="forget"),
        pytest.param(("--forget", *BEFORE, "old.db"), "leave --before out", id="forget a part"),
        pytest.param(("--before", "2999-01-01", "old.db"), "is in the future", id="future"),
        pytest.param((*BEFORE, "letters"), "letters: is a folder; name a file in it", id="folder"),
    ],
)
def test_wrong_use_is_one_line(run, archive: Path, words: tuple[str, ...], line: str):
    ran = run("split", *words)
    assert (ran.status, ran.err.count("\n")) == (2, 1)
    assert line in ran.err


def test_without_an_archive_none_is_made(run, tmp_path: Path):
    ran = run("split", *BEFORE, "old.db")
    assert ran.status == 1
    assert "no archive there" in ran.err
    assert list(tmp_path.glob("*.db")) == []


def test_another_writer_of_either_archive_is_waited_for(run, archive: Path):
    for file in (archive, archive.with_name("old.db")):
        with write_lock(file):
            ran = run("split", *BEFORE, "old.db")
        assert (ran.status, "another newsarchive is writing" in ran.err) == (1, True)
    assert run("split", *BEFORE, "old.db").status == 0


def test_a_terminal_is_told_how_far_it_is(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    from newsarchive.cli.main import cli
    from newsarchive.cli.reports import status

    monkeypatch.setattr(status.time, "monotonic", iter(range(10**6)).__next__)
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    cli.main(["split", *BEFORE, "old.db"], standalone_mode=False)
    assert "copying 1 of 1" in screen.getvalue()
    assert "merging the index" in screen.getvalue()


def test_much_free_space_in_the_file_is_pointed_out(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("newsarchive.cli.verbs.split._MUCH_FREE_BYTES", -1)
    out = run("split", *BEFORE, "old.db").out.splitlines()
    assert out[1].endswith("run the command with --vacuum to give them back to the disk")


def test_a_damaged_page_is_reported_and_the_status_says_so(run, archive: Path, monkeypatch: pytest.MonkeyPatch):
    from newsarchive.errors import CaptureError

    def damaged(self: CaptureFiles, ref: object) -> bytes:
        raise CaptureError("newsarchive-20160201.warc.gz at 0: the record is damaged")

    conn = sqlite3.connect(archive)
    conn.execute("INSERT INTO captures VALUES (1, '', NULL, '2016-02-01T00:00:00Z', 200, 'a.warc.gz', 0, 9, 'x', NULL)")
    conn.execute("UPDATE articles SET capture_id = 1 WHERE id = 2")
    conn.commit()
    conn.close()
    monkeypatch.setattr(CaptureFiles, "record", damaged)
    ran = run("split", *BEFORE, "old.db")
    assert ran.status == 1
    assert ran.err.startswith("capture 1 is damaged and stays in archive.db: ")
    assert "old.db: 1 article" in ran.out
