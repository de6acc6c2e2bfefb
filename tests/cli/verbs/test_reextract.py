"""`newsarchive reextract` as a user runs it."""

import io
import json
import sqlite3
import sys
from pathlib import Path

import pytest

from newsarchive.archive.lock import write_lock
from newsarchive.cli.verbs import reextract as reextracting
from tests.cli.support import write_own_outlet
from tests.importing.conftest import WarcMaker, a_body


@pytest.fixture
def pages(run, tmp_path: Path) -> Path:
    """An archive with an article that an older version read with another headline, and a page without an article."""
    write_own_outlet(tmp_path)
    made = WarcMaker(tmp_path / "news.warc.gz").page("https://post.example/news/1", a_body())
    made.page("https://post.example/news/2", b"<html><body><p>Short.</p></body></html>").save()
    assert run("import", "news.warc.gz").status == 0
    archive = tmp_path / "archive.db"
    alter(archive, "UPDATE articles SET read_by = '0+older', headline = 'Bridge opens - Rivertown Post'")
    return archive


def alter(archive: Path, statement: str) -> None:
    with sqlite3.connect(archive) as conn:
        conn.execute(statement)
    conn.close()


def headlines(archive: Path) -> list[str]:
    conn = sqlite3.connect(archive)
    rows = conn.execute("SELECT headline FROM article_versions ORDER BY number").fetchall()
    conn.close()
    return [headline for (headline,) in rows]


OLD, NEW = "Bridge opens - Rivertown Post", "Bridge opens after nine years"
FOUND = f"""\
1 outlets, 2 pages read again, 0 unchanged
1 articles read differently:
        1  headline
             article 1: “{OLD}” → “{NEW}”
1 pages without an article still have none
"""


def test_without_a_terminal_or_yes_nothing_is_written(run, pages: Path):
    result = run("reextract")
    assert (result.status, result.out) == (0, f"{FOUND}nothing was written; use --yes to write it\n")
    assert headlines(pages) == [OLD]


def test_a_dry_run_writes_nothing_even_with_yes(run, pages: Path):
    assert run("reextract", "--dry-run", "--yes").out == f"{FOUND}nothing was written\n"
    assert headlines(pages) == [OLD]


def test_with_yes_it_is_written_and_the_next_run_has_nothing_to_do(run, pages: Path):
    assert run("reextract", "rivertown_post", "--yes").out == f"{FOUND}written: 1 new versions\n"
    assert headlines(pages) == [OLD, NEW]
    assert "nothing to read again" in run("reextract", "--outlet", "rivertown_post", "--yes").out
    assert run("verify").status == 0


def test_a_set_chooses_outlets(run, pages: Path):
    assert run("reextract", "--set", "gb").out == f"{FOUND}nothing was written; use --yes to write it\n"
    result = run("reextract", "--set", "rivertown_post", "--yes")
    assert (result.status, headlines(pages)) == (0, [OLD, NEW])
    # Other outlets are left alone.
    result = run("reextract", "--set", "country:fr")
    assert (result.status, result.out) == (2, "")
    assert "the archive has no outlets of this set" in result.err


@pytest.mark.parametrize(("answer", "left"), [("y", [OLD, NEW]), ("n", [OLD])])
def test_on_a_terminal_it_asks(run, pages: Path, monkeypatch: pytest.MonkeyPatch, answer: str, left: list[str]):
    monkeypatch.setattr(reextracting, "_is_terminal", lambda: True)
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{answer}\n"))
    result = run("reextract")
    assert result.status == 0
    assert result.out.startswith(FOUND)
    assert "Write this? [y/N]" in result.err
    assert headlines(pages) == left


def test_programs_get_one_object_and_are_never_asked(run, pages: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(reextracting, "_is_terminal", lambda: True)
    row = json.loads(run("reextract", "--json").out)
    assert (row["pages"], row["changed"], row["still_refused"], row["is_written"]) == (2, 1, 1, False)
    assert row["fields"]["headline"]["count"] == 1
    row = json.loads(run("reextract", "--json", "--yes").out)
    assert (row["is_written"], row["revised"]) == (True, 1)


def test_articles_of_an_outlet_that_is_no_longer_declared_are_counted(run, pages: Path, tmp_path: Path):
    (tmp_path / "own" / "gb" / "rivertown_post.py").unlink()
    result = run("reextract", "--yes")
    assert "1 articles of rivertown_post stay unchanged: no outlet has this name" in result.out
    assert headlines(pages) == [OLD]


def test_another_writer_stops_only_a_run_that_writes(run, pages: Path):
    with write_lock(pages):
        assert run("reextract").status == 0
        result = run("reextract", "--yes")
    assert result.status == 1
    assert "another newsarchive is writing" in result.err


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["nowhere"], 2, "nowhere: no outlet has that name", id="unknown outlet"),
        pytest.param(["--since", "may"], 2, "'may' is not a valid date. Use YYYY-MM-DD.", id="no day"),
        pytest.param(["--db", "absent.db", "--yes"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["--db", "absent/absent.db", "--yes"], 1, "no archive there", id="no folder"),
    ],
)
def test_wrong_use_gets_one_line(run, pages: Path, words: list[str], status: int, complaint: str):
    result = run("reextract", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
    assert not (pages.parent / "absent.db").exists()


@pytest.mark.slow
def test_local_workers_read_as_this_process_does(run, pages: Path):
    assert run("reextract", "--dry-run", "--fleet", "1").out == f"{FOUND}nothing was written\n"


def test_an_address_without_encryption_is_refused_before_anything_is_read(run, pages: Path):
    result = run("reextract", "--fleet", "tcp://10.0.0.1:1")
    assert (result.status, result.out, result.err.count("\n")) == (2, "", 1)
