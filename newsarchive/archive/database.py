"""One open archive file and the captures beside it: opens it, migrates it, runs transactions. Knows no article."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.schema.migrations import (
    APPLICATION_ID,
    MIGRATIONS,
    PAGE_BYTES,
    SCHEMA_VERSION,
    SEARCH_INDEXES,
    migrate,
)
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.archive.sqlite_files import connect
from newsarchive.errors import ArchiveError, ArchiveMissing, ArchiveTooNew, ArchiveTooOld
from newsarchive.settings import real_file

# A merge of 200 pages takes at most some 30 ms; one every 64 changes keeps up with the crawl (search-and-storage
# figures: no save of 6,000 took over 23 ms. With SQLite's own merging some took 979 ms).
MERGE_PAGES = 200
CHANGES_PER_MERGE = 64
# At the end of a crawl there is a second or so for larger merges.
CLOSING_MERGES = 5
CLOSING_MERGE_PAGES = 1000
_MAKERS = "`newsarchive crawl` or `newsarchive import`"


class Archive:
    """An open archive. Made by Archive.open; a context manager that closes itself.

    For one thread and one process. The caller of a writer holds lock.write_lock.
    """

    def __init__(self, path: Path, conn: sqlite3.Connection, *, write: bool) -> None:
        self.path = path
        self.conn = conn
        self.db = Database(conn, execute_plugins=False)
        self.captures = CaptureFiles(path.parent / "captures")
        self.is_writer = write
        self._changes = 0
        # Whether a part of the transaction has failed.
        self._has_failed = False

    @classmethod
    def open(cls, path: Path, *, write: bool = False) -> Self:
        """The archive at path. A writer creates or migrates it, in one transaction: all or nothing.

        Of a symbolic link, it is the file behind the link, with the captures beside that file.

        Raises:
            ArchiveMissing: a reader finds no file there.
            ArchiveTooNew: a newer version of newsarchive wrote it.
            ArchiveTooOld: a reader finds the schema of an older version.
            ArchiveBusy, ArchiveFull: as everywhere in archive/.
            ArchiveError: it is not an archive, or cannot be read or written.
        """
        path = real_file(path)
        is_new = not _is_there(path)
        if is_new and not write:
            raise ArchiveMissing(f"{path}: no archive there; {_MAKERS} makes one, --db names another")
        try:
            return cls._opened(path, write=write)
        except BaseException:
            if is_new:
                remove_files(path)
            raise

    @classmethod
    def _opened(cls, path: Path, *, write: bool) -> Self:
        with in_one_line(path):
            conn = connect(path, write=write)
            try:
                is_empty = _check(path, conn, write=write)
                archive = cls(path, conn, write=write)
                if write:
                    archive._prepare(is_empty)
            except BaseException:
                conn.close()
                raise
        return archive

    def _prepare(self, is_empty: bool) -> None:
        if is_empty:
            self.conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
        if self.conn.execute("PRAGMA journal_mode = WAL").fetchone()[0] != "wal":
            raise ArchiveError(f"{self.path}: its file system cannot share memory (WAL); keep archives on a local disk")
        # WAL with NORMAL loses nothing when the process dies. Only a power cut may lose the last transactions.
        self.conn.execute("PRAGMA synchronous = NORMAL")
        # Deleted and replaced rows are overwritten: a removed text must not stay readable in the file.
        self.conn.execute("PRAGMA secure_delete = ON")
        if self.conn.execute("PRAGMA user_version").fetchone()[0] != SCHEMA_VERSION:
            self._migrate()

    def _migrate(self) -> None:
        try:
            with self.transaction():
                migrate(self.db)
        except sqlite3.Error as error:
            raise ArchiveError(
                f"{self.path}: cannot be migrated to schema {SCHEMA_VERSION} ({error}) and was left unchanged; "
                "restore a backup, or name another file with --db"
            ) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All writes inside happen, or none. The captures that were appended inside are on the disk before it ends.

        A nested transaction is a part of the outer one. If it fails, the outer one cannot be stored either, also where
        the error is caught. There are no savepoints, because at each of them FTS5 writes the words of the last
        articles as a piece of the index of their own: one piece for each article instead of one for hundreds.

        Raises:
            ArchiveBusy, ArchiveFull, ArchiveError: SQLite refused, with a one-line message. Nothing was written.
        """
        with in_one_line(self.path):
            is_outermost = not self.conn.in_transaction
            with self._outer() if is_outermost else self._inner():
                yield
        while is_outermost and self._changes >= CHANGES_PER_MERGE:
            left = self._changes - CHANGES_PER_MERGE
            self.merge()
            self._changes = left

    @contextmanager
    def _outer(self) -> Iterator[None]:
        self.conn.execute("BEGIN IMMEDIATE")
        self._has_failed = False
        try:
            yield
            if self._has_failed:
                raise RuntimeError("a part of this transaction failed, so nothing of it can be stored")
            self.captures.sync()
            self.conn.execute("COMMIT")
        except BaseException:
            self.db.rollback()
            raise

    @contextmanager
    def _inner(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self._has_failed = True
            raise

    def note_index_change(self) -> None:
        """Counts one article added to or deleted from the search index, so that the index is merged in time."""
        self._changes += 1

    def merge(self, pages: int = MERGE_PAGES) -> bool:
        """Whether a search index had something to merge. Writes about that many pages of each index."""
        self._changes = 0
        # Merge each of them, also after one had something to merge.
        merged = [self._merge(index, pages) for index in SEARCH_INDEXES]
        return any(merged)

    def _merge(self, index: str, pages: int) -> bool:
        with in_one_line(self.path):
            before = self.conn.total_changes
            self.conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('merge', ?)", [pages])  # noqa: S608
            # SQLite's manual (FTS5 §6.8): fewer than 2 changes mean that there was nothing to do.
            return self.conn.total_changes - before >= 2

    @property
    def is_unused(self) -> bool:
        """Whether nothing was ever stored: no article, no address, no crawl."""
        tables = ("articles", "urls", "captures", "crawls", "removals")
        return not any(self.conn.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone() for table in tables)  # noqa: S608

    def optimize(self) -> None:
        """Merge each search index into one piece, in small steps: for the end of a bulk import, and after a removal.

        Takes some 40 s for a million articles.
        """
        is_unfinished = self.merge(-CLOSING_MERGE_PAGES)
        while is_unfinished:
            is_unfinished = self.merge(CLOSING_MERGE_PAGES)

    def checkpoint(self) -> None:
        """Copy what was written into the main file and empty the WAL, as far as no reader still needs it."""
        with in_one_line(self.path):
            # Of this archive alone: another one that is attached may be read-only.
            self.conn.execute("PRAGMA main.wal_checkpoint(TRUNCATE)").fetchall()

    def close(self, checkpoint: bool = True) -> None:
        """Close file and captures; a writer first merges a little and empties the WAL.

        Where SQLite refuses, that is skipped: everything stored is safe without it.
        """
        try:
            if self.is_writer and checkpoint:
                self._tidy()
        finally:
            self.conn.close()
            self.captures.close()

    def _tidy(self) -> None:
        try:
            if self._changes:
                any(not self.merge(CLOSING_MERGE_PAGES) for _ in range(CLOSING_MERGES))
            self.checkpoint()
        except ArchiveError:
            return

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_file(path: Path) -> None:
    """Raises as Archive.open does if the file at path is not an archive; it may be missing, empty or old.

    For writers, before they lock: the file of the lock stays beside whatever is locked.
    """
    with suppress(ArchiveMissing, ArchiveTooOld):
        Archive.open(path).close()


def _is_there(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    except OSError as error:
        # NotADirectoryError too: a part of the path is a file.
        raise ArchiveError(f"{path}: cannot be opened ({error.strerror}); check path and permissions") from error
    if stat.S_ISDIR(mode):
        raise ArchiveError(f"{path}: a folder, not an archive; name the file in it with --db")
    if not stat.S_ISREG(mode):
        raise ArchiveError(f"{path}: not a regular file, so not an archive; name another with --db")
    return True


def _check(path: Path, conn: sqlite3.Connection, *, write: bool) -> bool:
    """Whether the file is empty, so that a writer may fill it.

    Raises: see Archive.open.
    """
    application = conn.execute("PRAGMA application_id").fetchone()[0]
    version = conn.execute("PRAGMA user_version").fetchone()[0]
    has_tables = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] > 0
    if not has_tables and application in (0, APPLICATION_ID) and write:
        return True
    if not has_tables and application in (0, APPLICATION_ID):
        # The process that creates an archive may be killed before its first transaction ends.
        raise ArchiveMissing(f"{path}: an empty file, no archive yet; {_MAKERS} makes it one")
    if application != APPLICATION_ID:
        raise ArchiveError(f"{path}: a database, but not an archive of newsarchive; name another file with --db")
    if version > SCHEMA_VERSION:
        raise ArchiveTooNew(
            f"{path}: written by a newer newsarchive (schema {version}{_unknown_steps(conn)}; "
            f"this one knows {SCHEMA_VERSION}); update newsarchive"
        )
    if version < SCHEMA_VERSION and not write:
        raise ArchiveTooOld(
            f"{path}: written by an older newsarchive (schema {version}, this one reads {SCHEMA_VERSION}); "
            "run `newsarchive verify --repair`, or any verb that writes: that brings it up to date"
        )
    return False


def _unknown_steps(conn: sqlite3.Connection) -> str:
    """The names of the migrations that the file has and this program does not know, as a part of a sentence."""
    known = {step.name for step in MIGRATIONS.pending(Database(memory=True))}
    has_list = conn.execute("SELECT 1 FROM sqlite_master WHERE name = '_sqlite_migrations'").fetchone()
    rows = conn.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall() if has_list else []
    steps = [name for (name,) in rows if name not in known]
    return f" with {', '.join(steps)}" if steps else ""


def remove_files(path: Path) -> None:
    """Deletes the file of an archive that was made in vain; the caller holds its lock."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
