"""The file of a desk: where it is, what is no desk, and what happens to a damaged one."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from newsarchive.archive import sqlite_files
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collections import add_to_collection, list_collections
from newsarchive.archive.desk.desk_file import Desk, archive_file_of, desk_file
from newsarchive.errors import ArchiveBusy, DeskError
from tests.archive.desk.rows import NOW


@pytest.mark.parametrize(
    ("archive", "name"), [("archive.db", "desk.db"), ("courier.db", "courier-desk.db"), ("copy", "copy-desk.db")]
)
def test_each_archive_of_a_folder_has_a_desk_of_its_own(tmp_path: Path, archive: str, name: str):
    assert desk_file(tmp_path / archive) == tmp_path / name


def test_behind_a_link_the_desk_is_beside_the_file(tmp_path: Path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "disk" / "archive.db").touch()
    (tmp_path / "news.db").symlink_to(tmp_path / "disk" / "archive.db")
    assert desk_file(tmp_path / "news.db") == tmp_path / "disk" / "desk.db"


def test_a_connection_to_the_archive_leads_to_its_desk(archive: Archive):
    assert archive_file_of(archive.conn) == archive.path


def test_a_missing_desk_is_empty_for_a_reader_and_no_file_is_made(tmp_path: Path):
    path = tmp_path / "archive.db"
    with Desk.open(path) as desk:
        assert list_collections(desk) == []
    assert not Desk.is_made(path)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_an_empty_desk_as_after_a_kill(tmp_path: Path):
    (tmp_path / "desk.db").touch()
    with Desk.open(tmp_path / "archive.db") as desk:
        assert list_collections(desk) == []
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        add_to_collection(desk, "flood", [1], NOW)
    assert Desk.is_made(tmp_path / "archive.db")


def test_what_a_failed_transaction_wrote_is_undone(tmp_path: Path):
    with Desk.open(tmp_path / "archive.db", write=True) as desk:
        with suppress(ZeroDivisionError), desk.transaction():
            add_to_collection(desk, "flood", [1], NOW)
            raise ZeroDivisionError
        assert list_collections(desk) == []


def test_a_second_writer_waits_and_then_gets_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.05)
    path = tmp_path / "archive.db"
    with Desk.open(path, write=True) as one, Desk.open(path, write=True) as other, one.transaction():
        with pytest.raises(ArchiveBusy, match=r"desk\.db: stayed locked"):
            add_to_collection(other, "flood", [1], NOW)
        with Desk.open(path) as reader:
            assert list_collections(reader) == []


def test_damage_is_one_line_that_says_what_to_do(tmp_path: Path):
    (tmp_path / "desk.db").write_bytes(b"not a database, but long enough to be read as one" * 100)
    for write in (False, True):
        with pytest.raises(DeskError, match=r"desk\.db: the file is damaged; restore it from a backup"):
            Desk.open(tmp_path / "archive.db", write=write)


def test_another_database_is_left_alone(tmp_path: Path):
    with closing(sqlite3.connect(tmp_path / "desk.db")) as conn:
        conn.execute("CREATE TABLE photos(id)")
    before = (tmp_path / "desk.db").read_bytes()
    for write in (False, True):
        with pytest.raises(DeskError, match="not a desk of newsarchive"):
            Desk.open(tmp_path / "archive.db", write=write)
    assert (tmp_path / "desk.db").read_bytes() == before


def test_a_newer_desk_is_not_touched(tmp_path: Path):
    path = tmp_path / "archive.db"
    Desk.open(path, write=True).close()
    with closing(sqlite3.connect(tmp_path / "desk.db")) as conn:
        conn.execute("PRAGMA user_version = 99")
    with pytest.raises(DeskError, match="newer newsarchive"):
        Desk.open(path, write=True)
    with pytest.raises(DeskError, match="newer newsarchive"):
        Desk.open(path)


def test_a_file_that_may_not_be_read_is_one_line(tmp_path: Path):
    (tmp_path / "desk.db").mkdir()
    with pytest.raises(DeskError):
        Desk.open(tmp_path / "archive.db", write=True)
