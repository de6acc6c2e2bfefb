"""One open desk: finds the file beside its archive, opens it, migrates it, runs transactions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from newsarchive.archive.desk.desk_schema import DESK_APPLICATION_ID, DESK_SCHEMA_VERSION, migrate_desk
from newsarchive.archive.sqlite_errors import translate
from newsarchive.archive.sqlite_files import connect
from newsarchive.errors import ArchiveError, DeskError
from newsarchive.settings import real_file

DESK_NAME = "desk.db"
_USUAL_ARCHIVE = "archive.db"
# Codes of SQLite for a file that cannot be a database any more.
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


class Desk:
    """An open desk. Made by Desk.open; a context manager that closes itself.

    Each change is a short transaction that takes SQLite's own lock, so the desk can be changed during a crawl.
    """

    def __init__(self, path: Path, conn: sqlite3.Connection, *, write: bool = False) -> None:
        self.path = path
        self.conn = conn
        self.is_writer = write
        self.db = Database(conn, execute_plugins=False)

    @classmethod
    def open(cls, archive_path: Path, *, write: bool = False) -> Self:
        """The desk of the archive at archive_path. A writer makes a missing file; for a reader it is an empty desk.

        Raises:
            DeskError: the file is not a desk, is damaged, or a newer version of newsarchive wrote it.
        """
        path = desk_file(archive_path)
        with desk_errors(path):
            if not write and not _has_content(path):
                return cls._empty(path)
            conn = connect(path, write=write)
            try:
                desk = cls(path, conn, write=write)
                desk._prepare(write)
            except BaseException:
                conn.close()
                raise
        return desk

    @classmethod
    def is_made(cls, archive_path: Path) -> bool:
        """Whether the archive at archive_path has a desk."""
        return _has_content(desk_file(archive_path))

    @classmethod
    def _empty(cls, path: Path) -> Self:
        """A desk without anything in it, in memory."""
        desk = cls(path, sqlite3.connect(":memory:", isolation_level=None))
        migrate_desk(desk.db)
        return desk

    def _prepare(self, write: bool) -> None:
        application = self.conn.execute("PRAGMA application_id").fetchone()[0]
        version = self.conn.execute("PRAGMA user_version").fetchone()[0]
        has_tables = self.conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
        if application != DESK_APPLICATION_ID and (has_tables or not write):
            raise DeskError(f"{self.path}: not a desk of newsarchive; move it away, or restore a backup")
        if version > DESK_SCHEMA_VERSION:
            raise DeskError(
                f"{self.path}: written by a newer newsarchive (schema {version}, this one knows "
                f"{DESK_SCHEMA_VERSION}); update newsarchive"
            )
        if not write:
            return
        self.conn.execute("PRAGMA journal_mode = WAL").fetchone()
        # A note that was deleted must not stay readable in the file.
        self.conn.execute("PRAGMA secure_delete = ON")
        if version != DESK_SCHEMA_VERSION:
            with self.transaction():
                migrate_desk(self.db)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none; a nested transaction is a part of the outer one.

        Raises:
            DeskError, ArchiveBusy, ArchiveFull: SQLite refused, with a one-line message. Nothing was written.
        """
        if self.conn.in_transaction:
            yield
            return
        with desk_errors(self.path):
            self.conn.execute("BEGIN IMMEDIATE" if self.is_writer else "BEGIN")
            try:
                yield
                self.conn.execute("COMMIT")
            except BaseException:
                # SQLite ends the transaction itself after some errors, such as a full disk.
                self.db.rollback()
                raise

    def close(self) -> None:
        """Closes the file."""
        self.conn.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def desk_file(archive_path: Path) -> Path:
    """The file of the desk: desk.db beside archive.db, and NAME-desk.db beside an archive of another name.

    Otherwise two archives in one folder, or two backups, would share one desk.
    """
    file = real_file(archive_path)
    return file.with_name(DESK_NAME if file.name == _USUAL_ARCHIVE else f"{file.stem}-{DESK_NAME}")


def archive_file_of(conn: sqlite3.Connection) -> Path:
    """The file of the archive that conn has opened."""
    name = next(str(row[2]) for row in conn.execute("PRAGMA database_list") if row[1] == "main")
    return Path(name)


def _has_content(path: Path) -> bool:
    # The process that makes a desk may be killed before its first transaction ends.
    return path.exists() and path.stat().st_size > 0


@contextmanager
def desk_errors(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the desk at path into ours; mistakes in our SQL are raised as they are.

    Raises:
        DeskError, ArchiveBusy, ArchiveFull: with the file, what is wrong and what to do.
    """
    try:
        yield
    except sqlite3.Error as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF in _DAMAGED:
            raise DeskError(
                f"{path}: the file is damaged; restore it from a backup, or move it away: the archive does not need it "
                f"(SQLite: {error})"
            ) from error
        translated = translate(error, path)
        if translated is None:
            raise
        # A busy file and a full disk have their own kinds.
        raise (DeskError(str(translated)) if type(translated) is ArchiveError else translated) from error
    except OSError as error:
        raise DeskError(f"{path}: cannot be read ({error.strerror}); check its permissions") from error
