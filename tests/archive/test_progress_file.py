"""Facts in a file beside the archive: remembered, and forgotten without harm."""

from pathlib import Path

import pytest

from newsarchive.archive.progress_file import ProgressFile, delete_progress


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def test_a_saved_value_is_there_for_the_next_process(db: Path) -> None:
    ProgressFile(db, "imports").save("a", [1, 2])
    again = ProgressFile(db, "imports")
    again.save("b", {"resume_key": None})
    assert ProgressFile(db, "imports").get("a") == [1, 2]
    assert ProgressFile(db, "imports").get("b") == {"resume_key": None}
    assert [file.name for file in db.parent.iterdir()] == ["archive.db.imports.json"]


def test_two_names_are_two_files(db: Path) -> None:
    ProgressFile(db, "imports").save("a", 1)
    assert ProgressFile(db, "backfills").get("a") is None


def test_all_work_of_one_archive_is_forgotten(db: Path) -> None:
    for name in ("imports", "backfills"):
        ProgressFile(db, name).save("a", 1)
    ProgressFile(db.with_name("archive.db2"), "imports").save("a", 1)
    delete_progress(db)
    assert [file.name for file in db.parent.iterdir()] == ["archive.db2.imports.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "\0"])
def test_a_damaged_file_counts_as_missing(db: Path, text: str) -> None:
    (db.parent / "archive.db.imports.json").write_text(text, encoding="utf-8")
    assert ProgressFile(db, "imports").get("a") is None
