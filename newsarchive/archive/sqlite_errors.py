"""SQLite's errors as one line that says which file, what is wrong and what to do."""

import errno
import os
import resource
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsarchive.errors import ArchiveBusy, ArchiveError, ArchiveFull

# SQLite's primary result codes (https://www.sqlite.org/rescode.html). Any other code is a mistake of ours.
_KNOWN: dict[int, tuple[type[ArchiveError], str]] = {
    sqlite3.SQLITE_BUSY: (ArchiveBusy, "stayed locked by another program; close that program, or try again later"),
    sqlite3.SQLITE_LOCKED: (ArchiveBusy, "stayed locked by another program; close that program, or try again later"),
    sqlite3.SQLITE_FULL: (ArchiveFull, "no room on its disk; make room, then run the command again"),
    sqlite3.SQLITE_READONLY: (
        ArchiveError,
        "cannot be written; check the owner and permissions of the file and its folder",
    ),
    sqlite3.SQLITE_PERM: (
        ArchiveError,
        "cannot be written; check the owner and permissions of the file and its folder",
    ),
    sqlite3.SQLITE_CANTOPEN: (ArchiveError, "cannot be opened; check that its folder exists and its permissions"),
    sqlite3.SQLITE_NOTADB: (ArchiveError, "not a database; name the archive with --db"),
    sqlite3.SQLITE_CORRUPT: (ArchiveError, "the file is damaged; restore a backup, or try `sqlite3 FILE .recover`"),
    sqlite3.SQLITE_IOERR: (
        ArchiveError,
        "its disk reported an error; check the disk, then restore a backup if need be",
    ),
}
# With less free space, an I/O error means that the disk is full: SQLite cannot grow its shared memory.
_NO_ROOM_BYTES = 1_000_000


@contextmanager
def in_one_line(path: Path) -> Iterator[None]:
    """Turns SQLite's errors about the file at path into ours; mistakes in our SQL are raised as they are.

    Raises:
        ArchiveBusy, ArchiveFull, ArchiveError: see the table above.
    """
    try:
        yield
    except sqlite3.Error as error:
        translated = translate(error, path)
        if translated is None:
            raise
        raise translated from error


def translate(error: sqlite3.Error, path: Path) -> ArchiveError | None:
    """error as one of ours, or None for a mistake in our SQL."""
    # Extended codes keep the primary one in their lowest byte.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code == sqlite3.SQLITE_IOERR and _is_full(path):
        code = sqlite3.SQLITE_FULL
    if code == sqlite3.SQLITE_IOERR and resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY:
        return ArchiveFull(
            f"{path}: files may not become so large here; raise the limit with `ulimit -f`, then run the command again "
            f"(SQLite: {error})"
        )
    if code not in _KNOWN:
        return None
    kind, advice = _KNOWN[code]
    if code == sqlite3.SQLITE_CANTOPEN and _has_no_file_left():
        advice = "this process may open no more files; allow more with `ulimit -n 4096`"
    return kind(f"{path}: {advice} (SQLite: {error})")


def _has_no_file_left() -> bool:
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return False


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _NO_ROOM_BYTES
    except OSError:
        return False
