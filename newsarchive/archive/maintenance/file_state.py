"""The state of an archive's file in a moment: what `doctor` asks. Nothing here reads all articles or writes."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.health.coverage import CrawlState, last_crawl
from newsarchive.archive.schema.migrations import SCHEMA_VERSION
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.time_limit import time_limit
from newsarchive.archive.times import time_or_none
from newsarchive.errors import QueryTimedOut

# A quick check reads the whole file. Older versions of SQLite cannot be interrupted in it, so a larger one is left out.
QUICK_CHECK_BYTES = 10**9
QUICK_CHECK_SECONDS = 15.0
_MOST_LINES = 3


@dataclass(frozen=True, slots=True)
class FileState:
    """What an archive says of itself; sizes in bytes. newest_row_at is None before anything was fetched or crawled."""

    path: Path
    schema: int
    articles: int
    file_bytes: int
    wal_bytes: int
    newest_row_at: datetime | None
    crawl: CrawlState | None


def file_state(archive: Archive) -> FileState:
    """The state of an open archive."""
    crawl = last_crawl(archive.conn)
    fetched_at = archive.conn.execute("SELECT max(fetched_at) FROM captures").fetchone()[0]
    times = [time for time in (time_or_none(fetched_at), *((crawl.began_at, crawl.ended_at) if crawl else ())) if time]
    return FileState(
        archive.path,
        SCHEMA_VERSION,
        count_articles(archive.conn),
        archive.path.stat().st_size,
        wal_bytes(archive.path),
        max(times, default=None),
        crawl,
    )


def wal_bytes(path: Path) -> int:
    """The size of the write-ahead log beside the archive at path; 0 where there is none."""
    try:
        return path.with_name(path.name + "-wal").stat().st_size
    except FileNotFoundError:
        return 0


def quick_check(archive: Archive, seconds: float = QUICK_CHECK_SECONDS) -> tuple[str, ...] | None:
    """The first damages that SQLite's quick_check finds in the file; None where it did not end in time."""
    if archive.path.stat().st_size > QUICK_CHECK_BYTES:
        return None
    try:
        with time_limit(archive.conn, seconds):
            rows = archive.conn.execute(f"PRAGMA quick_check({_MOST_LINES})").fetchall()
    except QueryTimedOut:
        return None
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return tuple(line for (line,) in rows if line != "ok")
