"""Opening what is and is not an archive, grouping writes, closing."""

import errno
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive import database as module
from newsarchive.archive import sqlite_files
from newsarchive.archive.captures import warc_files
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.runs import begin_crawl
from newsarchive.archive.schema.migrations import PAGE_BYTES, SCHEMA_VERSION
from newsarchive.errors import (
    ArchiveBusy,
    ArchiveError,
    ArchiveFull,
    ArchiveMissing,
    ArchiveTooNew,
    ArchiveTooOld,
)
from newsarchive.records import Page

pytestmark = pytest.mark.usefixtures("made_archives")

OUTLET = "INSERT INTO outlets(name, title) VALUES (?, 'Post')"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


def make(path: Path) -> None:
    Archive.open(path, write=True).close()


def with_pragma(path: Path, pragma: str) -> None:
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA {pragma}")
    conn.close()


def outlets(path: Path) -> list[str]:
    with Archive.open(path) as reader:
        return [row[0] for row in reader.conn.execute("SELECT name FROM outlets")]


def write_and_raise(archive: Archive, name: str, error: BaseException) -> None:
    archive.conn.execute(OUTLET, [name])
    raise error


def catch_what_a_nested_one_raises(archive: Archive) -> None:
    archive.conn.execute(OUTLET, ["post"])
    with pytest.raises(ValueError, match="wrong"), archive.transaction():
        write_and_raise(archive, "times", ValueError("wrong"))


def append_and_write(archive: Archive, page: Page, name: str) -> None:
    archive.captures.append(pack(page))
    archive.conn.execute(OUTLET, [name])


def one_line(error: pytest.ExceptionInfo[BaseException]) -> str:
    message = str(error.value)
    assert "\n" not in message
    return message


def test_a_writer_creates_an_archive_that_readers_open(path: Path) -> None:
    make(path)
    with Archive.open(path) as reader:
        assert reader.conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
        assert reader.conn.execute("PRAGMA page_size").fetchone() == (PAGE_BYTES,)
        assert reader.conn.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        with pytest.raises(sqlite3.OperationalError):
            reader.conn.execute(OUTLET, ["post"])


def test_an_archive_is_unused_until_a_crawl_begins(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        assert archive.is_unused
        begin_crawl(archive, "newsarchive crawl", datetime(2026, 11, 22, tzinfo=UTC))
        assert not archive.is_unused


def test_a_reader_creates_nothing(path: Path) -> None:
    with pytest.raises(ArchiveMissing, match="newsarchive crawl"):
        Archive.open(path)
    assert not path.exists()


def test_a_file_whose_writer_was_killed_at_once_is_not_an_archive_yet(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    with pytest.raises(ArchiveMissing, match="an empty file, no archive yet"):
        Archive.open(path)
    Archive.open(path, write=True).close()
    Archive.open(path).close()


def test_writer_fills_an_empty_file(path: Path) -> None:
    path.touch()
    make(path)
    assert outlets(path) == []


def test_path_with_blanks_and_marks(tmp_path: Path) -> None:
    path = tmp_path / "my archive? 100% #1.db"
    make(path)
    assert outlets(path) == []


@pytest.mark.parametrize("write", [pytest.param(False, id="reader"), pytest.param(True, id="writer")])
class TestWhatIsNotAnArchive:
    def test_a_folder(self, tmp_path: Path, write: bool) -> None:
        with pytest.raises(ArchiveError, match="a folder"):
            Archive.open(tmp_path, write=write)

    def test_text(self, path: Path, write: bool) -> None:
        path.write_text("headline,date\n" * 1000)
        before = path.read_bytes()
        with pytest.raises(ArchiveError, match="not a database") as error:
            Archive.open(path, write=write)
        assert str(path) in one_line(error)
        assert path.read_bytes() == before

    def test_somebody_elses_database(self, path: Path, write: bool) -> None:
        conn = sqlite3.connect(path)
        conn.execute("CREATE TABLE mine(x)")
        conn.close()
        before = path.read_bytes()
        with pytest.raises(ArchiveError, match="not an archive of newsarchive"):
            Archive.open(path, write=write)
        assert path.read_bytes() == before

    def test_an_archive_of_a_newer_version(self, path: Path, write: bool) -> None:
        make(path)
        with_pragma(path, f"user_version = {SCHEMA_VERSION + 1}")
        with pytest.raises(ArchiveTooNew, match="update newsarchive"):
            Archive.open(path, write=write)

    def test_a_damaged_archive(self, path: Path, write: bool) -> None:
        make(path)
        content = bytearray(path.read_bytes())
        content[100:2_000] = b"\xff" * 1_900
        path.write_bytes(content)
        with pytest.raises(ArchiveError, match="damaged"):
            Archive.open(path, write=write)


def test_reader_of_an_older_archive_says_what_to_run(path: Path) -> None:
    make(path)
    with_pragma(path, f"user_version = {SCHEMA_VERSION - 1}")
    with pytest.raises(ArchiveTooOld, match="newsarchive verify --repair"):
        Archive.open(path)


def test_writer_migrates_an_older_archive_and_keeps_what_is_in_it(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        archive.conn.execute(OUTLET, ["post"])
    with_pragma(path, f"user_version = {SCHEMA_VERSION - 1}")
    make(path)
    assert outlets(path) == ["post"]


def test_failed_migration_leaves_the_file_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path)
    with_pragma(path, f"user_version = {SCHEMA_VERSION - 1}")

    def fail_half_way(db: object) -> None:
        db.execute("CREATE TABLE half_way(x)")  # type: ignore[attr-defined]
        raise sqlite3.OperationalError("no such column: later")

    monkeypatch.setattr(module, "migrate", fail_half_way)
    with pytest.raises(ArchiveError, match="left unchanged"):
        Archive.open(path, write=True)
    conn = sqlite3.connect(path)
    assert conn.execute("SELECT count(*) FROM sqlite_master WHERE name = 'half_way'").fetchone() == (0,)
    assert conn.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION - 1,)


def test_a_failed_creation_leaves_no_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(db: object) -> None:
        raise sqlite3.OperationalError("no such module: fts5")

    monkeypatch.setattr(module, "migrate", fail)
    with pytest.raises(ArchiveError, match="fts5"):
        Archive.open(path, write=True)
    assert list(path.parent.iterdir()) == []


def test_absent_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="cannot be opened"):
        Archive.open(tmp_path / "absent" / "archive.db", write=True)


def test_read_only_file(path: Path) -> None:
    """A query-only connection stands for the file: tests may run as root, whom permissions do not stop."""
    make(path)
    with Archive.open(path, write=True) as archive:
        archive.conn.execute("PRAGMA query_only = ON")
        with pytest.raises(ArchiveError, match="permissions") as error, archive.transaction():
            archive.conn.execute(OUTLET, ["post"])
        one_line(error)


def test_locked_archive_is_busy_not_broken(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(path)
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.05)
    with Archive.open(path, write=True) as first, Archive.open(path, write=True) as second:
        with first.transaction():
            first.conn.execute(OUTLET, ["post"])
            with pytest.raises(ArchiveBusy, match="locked"), second.transaction():
                pass
        with second.transaction():
            second.conn.execute(OUTLET, ["times"])
    assert outlets(path) == ["post", "times"]


def test_full_disk_loses_nothing_that_was_stored(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        with archive.transaction():
            archive.conn.execute(OUTLET, ["post"])
        pages = archive.conn.execute("PRAGMA page_count").fetchone()[0]
        archive.conn.execute(f"PRAGMA max_page_count = {pages}")
        with pytest.raises(ArchiveFull, match="make room"), archive.transaction():
            archive.conn.execute(OUTLET, ["t" * 100_000])
        assert not archive.conn.in_transaction
    assert outlets(path) == ["post"]


def test_a_mistake_in_our_own_sql_is_raised(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        with pytest.raises(sqlite3.OperationalError, match="no such table"), archive.transaction():
            archive.conn.execute("SELECT 1 FROM absent")
        assert not archive.conn.in_transaction


def test_transaction_is_all_or_nothing(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        with pytest.raises(KeyboardInterrupt), archive.transaction():
            write_and_raise(archive, "post", KeyboardInterrupt())
        with archive.transaction():
            archive.conn.execute(OUTLET, ["times"])
    assert outlets(path) == ["times"]


def test_a_nested_transaction_that_fails_stores_nothing_of_the_outer_one(path: Path) -> None:
    with Archive.open(path, write=True) as archive:
        with pytest.raises(RuntimeError, match="a part of this transaction failed"), archive.transaction():
            catch_what_a_nested_one_raises(archive)
        with archive.transaction(), archive.transaction():
            archive.conn.execute(OUTLET, ["herald"])
    assert outlets(path) == ["herald"]


def test_captures_are_on_the_disk_before_the_transaction_that_refers_to_them(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = Page("https://post.example/1", "https://post.example/1", datetime(2026, 11, 22, tzinfo=UTC), 200, (), b"x")
    steps: list[str] = []
    with Archive.open(path, write=True) as archive:
        monkeypatch.setattr(warc_files.os, "fsync", lambda descriptor: steps.append("synced"))
        archive.conn.set_trace_callback(steps.append)
        with archive.transaction():
            archive.captures.append(pack(page))
            archive.captures.append(pack(page))
        with archive.transaction():
            archive.conn.execute(OUTLET, ["post"])
        archive.conn.set_trace_callback(None)
    assert [step for step in steps if step in ("synced", "COMMIT")] == ["synced", "COMMIT", "COMMIT", "synced"]


def test_where_captures_cannot_be_synced_nothing_is_stored(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = Page("https://post.example/1", "https://post.example/1", datetime(2026, 11, 22, tzinfo=UTC), 200, (), b"x")

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with Archive.open(path, write=True) as archive:
        with monkeypatch.context() as patch:
            patch.setattr(warc_files.os, "fsync", full)
            with pytest.raises(ArchiveFull, match="no room for another page"), archive.transaction():
                append_and_write(archive, page, "post")
        with archive.transaction():
            archive.conn.execute(OUTLET, ["herald"])
    assert outlets(path) == ["herald"]


def test_reader_beside_a_writer_sees_whole_transactions(path: Path) -> None:
    with Archive.open(path, write=True) as writer, Archive.open(path) as reader:
        count = "SELECT count(*) FROM outlets"
        with writer.transaction():
            writer.conn.execute(OUTLET, ["post"])
            assert reader.conn.execute(count).fetchone() == (0,)
        assert reader.conn.execute(count).fetchone() == (1,)


def test_writer_closes_while_a_reader_reads(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite_files, "BUSY_SECONDS", 0.05)
    writer = Archive.open(path, write=True)
    with Archive.open(path) as reader:
        rows = reader.conn.execute("SELECT name FROM sqlite_master")
        rows.fetchone()
        with writer.transaction():
            writer.conn.execute(OUTLET, ["post"])
        writer.close()
        rows.close()
    assert outlets(path) == ["post"]


def test_closing_empties_the_wal(path: Path) -> None:
    writer = Archive.open(path, write=True)
    other = Archive.open(path)
    writer.conn.execute(OUTLET, ["post"])
    wal = path.with_name("archive.db-wal")
    assert wal.stat().st_size > 0
    writer.close()
    assert wal.stat().st_size == 0
    other.close()


def test_archive_without_wal_is_read_where_nothing_can_be_written(path: Path) -> None:
    """A folder in the place of the shared memory stands for a read-only disk, where SQLite cannot make it."""
    make(path)
    path.with_name("archive.db-shm").mkdir()
    assert outlets(path) == []


def test_behind_a_link_the_file_has_its_log_and_captures_beside_it(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "link.db"
    link.symlink_to("disk/archive.db")
    with Archive.open(link, write=True) as archive:
        assert archive.path == tmp_path / "disk" / "archive.db"
        assert archive.captures.folder == tmp_path / "disk" / "captures"
    assert [file.name for file in tmp_path.iterdir() if file.name not in ("disk", "link.db")] == []
    with Archive.open(link) as archive:
        assert archive.path.name == "archive.db"


def test_links_in_a_circle_are_an_archive_that_is_missing(tmp_path: Path) -> None:
    (tmp_path / "a.db").symlink_to("b.db")
    (tmp_path / "b.db").symlink_to("a.db")
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / "a.db")
    with pytest.raises(ArchiveError):
        Archive.open(tmp_path / "a.db", write=True)
