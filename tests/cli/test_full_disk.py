"""Commands that write, on a disk without room: one line, nothing half written, and the next run completes it."""

import json
from pathlib import Path

import pytest

from tests.cli.support import a_document, files_of_at_most


@pytest.fixture
def long_letters(tmp_path: Path) -> Path:
    """A folder of documents that are together larger than the disk."""
    folder = tmp_path / "long"
    folder.mkdir()
    for number in range(12):
        body = " ".join(f"Word {number} {place}." for place in range(9_000))
        (folder / f"{number:02}.txt").write_text(a_document(f"Report {number}", body), encoding="utf-8")
    return folder


def assert_one_line(err: str) -> None:
    complaint = [line for line in err.splitlines() if line.startswith("newsarchive: ")]
    assert len(complaint) == 1, err
    assert "raise the limit" in complaint[0] or "make room" in complaint[0] or "cannot be written" in complaint[0]
    assert "Traceback" not in err


def stored(run) -> int:
    return len(run("export", "--format", "jsonl").out.splitlines())


@pytest.mark.parametrize("form", ["documents", "jsonl"])
def test_an_import_keeps_what_it_stored_and_is_completed_later(run, tmp_path: Path, long_letters: Path, form: str):
    source = long_letters
    if form == "jsonl":
        assert run("import", long_letters, "--db", "other.db").status == 0
        assert run("export", "--format", "jsonl", "--output", "all.jsonl", "--db", "other.db").status == 0
        source = tmp_path / "all.jsonl"
    with files_of_at_most(2_000_000):
        result = run("import", source)
    assert result.status == 1
    assert_one_line(result.err)
    # A new archive in which nothing was stored is deleted again.
    if (tmp_path / "archive.db").exists():
        assert run("verify").status == 0
    assert stored(run) < 12
    assert run("import", source).status == 0
    assert stored(run) == 12
    assert run("verify").status == 0


def test_a_backup_leaves_nothing_and_the_archive_as_it_was(run, tmp_path: Path, long_letters: Path):
    assert run("import", long_letters).status == 0
    with files_of_at_most(500_000):
        result = run("backup", "copy.db")
    assert result.status == 1
    assert_one_line(result.err)
    assert list(tmp_path.glob("copy.db*")) == []
    assert stored(run) == 12


def test_a_removal_that_cannot_be_written_removes_nothing(run, archive: Path):
    ferry = json.loads(run("export", "--format", "jsonl", "--search", "ferry").out)["id"]
    with files_of_at_most(20_000):
        result = run("remove", ferry, "--yes", "--reason", "asked for")
    assert result.status == 1
    assert_one_line(result.err)
    assert stored(run) == 3
    assert run("verify").status == 0
