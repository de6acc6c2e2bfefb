"""Facts in a file beside the archive: remembered, and forgotten without harm."""

from pathlib import Path

import pytest

from newsarchive.archive.progress_file import ProgressFile


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def test_what_was_saved_is_there_for_the_next_process(db: Path) -> None:
    ProgressFile(db, "imports").save("a", [1, 2])
    again = ProgressFile(db, "imports")
    again.save("b", {"resume_key": None})
    assert ProgressFile(db, "imports").get("a") == [1, 2]
    assert ProgressFile(db, "imports").get("b") == {"resume_key": None}
    assert [file.name for file in db.parent.iterdir()] == ["archive.db.imports.json"]


def test_files_of_two_names_are_two(db: Path) -> None:
    ProgressFile(db, "imports").save("a", 1)
    assert ProgressFile(db, "backfills").get("a") is None


@pytest.mark.parametrize("text", ["", "{", "[1]", "\0"])
def test_a_damaged_file_is_as_good_as_none(db: Path, text: str) -> None:
    (db.parent / "archive.db.imports.json").write_text(text, encoding="utf-8")
    assert ProgressFile(db, "imports").get("a") is None
