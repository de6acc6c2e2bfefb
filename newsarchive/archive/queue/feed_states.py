"""What is known about feeds, sitemaps and home pages between two polls. The table feeds."""

import sqlite3
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.archive.times import time_or_none
from newsarchive.dates import format_utc
from newsarchive.records import FeedState

_COLUMNS = tuple(FeedState.__slots__)
_TIMES = ("polled_at", "due_at", "newest_item_at", "poll_at")


def feed_state(conn: sqlite3.Connection, url: str) -> FeedState | None:
    """What is known about the feed at url; None if it was never requested."""
    row = conn.execute(f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE url = ?", [url]).fetchone()  # noqa: S608
    return _state(row) if row else None


def feed_states(conn: sqlite3.Connection, outlet_name: str) -> list[FeedState]:
    """What is known about an outlet's feeds, sitemaps and home page, sorted by URL."""
    rows = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE outlet = ? ORDER BY url",  # noqa: S608
        [outlet_name],
    )
    return [_state(row) for row in rows]


def save_feed_state(archive: Archive, state: FeedState) -> None:
    """Replaces what is known about a feed by state."""
    values = {name: getattr(state, name) for name in _COLUMNS}
    times = {name: format_utc(values[name]) if values[name] else None for name in _TIMES}
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "url")
    # Plain SQL: to upsert, sqlite-utils first makes and drops a table in the archive, to find out what SQLite can do.
    with archive.transaction():
        archive.conn.execute(
            f"INSERT INTO feeds({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "  # noqa: S608
            f"ON CONFLICT(url) DO UPDATE SET {changes}",
            {**values, **times},
        )


def _state(row: tuple[Any, ...]) -> FeedState:
    values = dict(zip(_COLUMNS, row, strict=True))
    return FeedState(**{**values, **{name: time_or_none(values[name]) for name in _TIMES}})
