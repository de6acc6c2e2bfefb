"""What is remembered of feeds, sitemaps and home pages between two polls."""

import sqlite3
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc, parse_utc
from newsarchive.records import FeedState

_COLUMNS = tuple(FeedState.__slots__)
_TIMES = ("polled_at", "due_at", "newest_item_at")


def feed_state(conn: sqlite3.Connection, url: str) -> FeedState | None:
    """What is remembered of the feed at url; None if it was never asked for."""
    row = conn.execute(f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE url = ?", [url]).fetchone()  # noqa: S608
    return _state(row) if row else None


def feed_states(conn: sqlite3.Connection, outlet_name: str) -> list[FeedState]:
    """What is remembered of an outlet's feeds, sitemaps and home page, by address."""
    rows = conn.execute(
        f"SELECT {', '.join(_COLUMNS)} FROM feeds WHERE outlet = ? ORDER BY url",  # noqa: S608
        [outlet_name],
    )
    return [_state(row) for row in rows]


def save_feed_state(archive: Archive, state: FeedState) -> None:
    """Remembers state in the place of what was remembered of its feed."""
    values = {name: getattr(state, name) for name in _COLUMNS}
    changes = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS if name != "url")
    with archive.transaction():
        archive.conn.execute(
            f"INSERT INTO feeds({', '.join(_COLUMNS)}) VALUES ({', '.join(f':{name}' for name in _COLUMNS)}) "  # noqa: S608
            f"ON CONFLICT(url) DO UPDATE SET {changes}",
            {**values, **{name: format_utc(values[name]) if values[name] else None for name in _TIMES}},
        )


def _state(row: tuple[Any, ...]) -> FeedState:
    values = dict(zip(_COLUMNS, row, strict=True))
    return FeedState(**{**values, **{name: parse_utc(values[name]) if values[name] else None for name in _TIMES}})
