"""How large the archive and its captures are, and how much space is free: the table disk_days."""

import os
import shutil
import sqlite3
from datetime import date, datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.errors import ArchiveError
from newsarchive.health.days import DiskDay


def measure(path: Path, now: datetime) -> DiskDay:
    """The sizes now, in bytes, of the archive at path (with its write-ahead log) and of the captures beside it.

    Raises:
        ArchiveError: a folder cannot be read.
    """
    try:
        archive_bytes = sum(_size(Path(f"{path}{suffix}")) for suffix in ("", "-wal"))
        captures_bytes = sum(_size(Path(entry.path)) for entry in _entries(path.parent / "captures"))
        free_bytes = shutil.disk_usage(path.parent).free
    except OSError as error:
        reason = error.strerror or str(error)
        raise ArchiveError(f"{error.filename or path}: its size cannot be read ({reason}); make it readable") from error
    return DiskDay(now.date(), archive_bytes, captures_bytes, free_bytes)


def record_disk(archive: Archive, now: datetime) -> None:
    """Stores the sizes of today; a later crawl of the day replaces them."""
    today = measure(archive.path, now)
    with archive.transaction():
        archive.conn.execute(
            """INSERT INTO disk_days(day, archive_bytes, captures_bytes, free_bytes) VALUES (?, ?, ?, ?)
               ON CONFLICT(day) DO UPDATE SET archive_bytes = excluded.archive_bytes,
                 captures_bytes = excluded.captures_bytes, free_bytes = excluded.free_bytes""",
            [format_utc(now)[:10], today.archive_bytes, today.captures_bytes, today.free_bytes],
        )


def disk_days(conn: sqlite3.Connection, since: date) -> list[DiskDay]:
    """The sizes of each day with a crawl from since on, oldest first."""
    rows = conn.execute(
        "SELECT day, archive_bytes, captures_bytes, free_bytes FROM disk_days WHERE day >= ? ORDER BY day",
        [since.isoformat()],
    )
    return [DiskDay(date.fromisoformat(day), *sizes) for day, *sizes in rows]


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    if not folder.is_dir():
        return []
    with os.scandir(folder) as entries:
        return [entry for entry in entries if entry.is_file()]


def _size(file: Path) -> int:
    """The size of a file; 0 if it was deleted meanwhile."""
    try:
        return file.stat().st_size
    except FileNotFoundError:
        return 0
