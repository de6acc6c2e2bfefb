"""Facts in a file beside the archive: remembered, and forgotten without harm."""

from pathlib import Path

import pytest

from newsarchive.archive.progress_file import ProgressFile, delete_progress
from newsarchive.errors import ArchiveError, ArchiveFull
from tests.cli.support import files_of_at_most


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


def test_a_full_disk_keeps_the_old_file_and_is_one_line(db: Path) -> None:
    file = ProgressFile(db, "imports")
    file.save("a", 1)
    with files_of_at_most(20), pytest.raises(ArchiveFull, match=r"archive\.db\.imports\.json: no room on its disk"):
        file.save("b", "long" * 20)
    assert ProgressFile(db, "imports").get("a") == 1
    assert [path.name for path in db.parent.iterdir()] == ["archive.db.imports.json"]


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be written"):
        ProgressFile(tmp_path / "nosuch" / "archive.db", "imports").save("a", 1)


def test_a_link_and_its_file_have_one_progress(db: Path) -> None:
    (db.parent / "link.db").symlink_to("archive.db")
    ProgressFile(db, "imports").save("a", 1)
    assert ProgressFile(db.parent / "link.db", "imports").get("a") == 1
