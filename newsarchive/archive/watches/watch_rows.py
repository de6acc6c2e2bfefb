"""The table watches: saved searches, with how far each was looked through."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from difflib import get_close_matches
from typing import Any

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc
from newsarchive.errors import DeskError, UsageError

# What a watch keeps of a selection beside its query.
_DAYS = ("since", "until")
_NOT_KEPT = ("query", "article_ids", "excluded_ids", "archives", "own_sets", "known_outlets")
_FILTERS = tuple(one.name for one in fields(Selection) if one.name not in _NOT_KEPT)


@dataclass(frozen=True, slots=True)
class Watch:
    """A saved search. Articles up to last_article_id, and versions first seen until looked_at, were tried."""

    id: int
    name: str
    query: str
    filters: str
    made_at: datetime
    last_article_id: int
    looked_at: datetime
    hits: int = 0
    found_at: datetime | None = None

    @property
    def selection(self) -> Selection:
        """What the watch looks for.

        Raises:
            DeskError: its filters were not written by this version of newsarchive.
        """
        return Selection(self.query, **_read_filters(self.name, self.filters))


def add_watch(desk: Desk, conn: sqlite3.Connection, name: str, selection: Selection, now: datetime) -> None:
    """Adds a watch, which begins with what is stored from now on; conn is a connection to the archive.

    Raises:
        UsageError: there is a watch of that name.
    """
    with desk.transaction():
        if desk.conn.execute("SELECT 1 FROM watches WHERE name = ?", [name]).fetchone():
            raise UsageError(f"there is a watch {name} already; name another, or remove it with `watch remove {name}`")
        desk.db.table("watches").insert(
            {
                "name": name,
                "query": selection.query,
                "filters": _written_filters(selection),
                "made_at": format_utc(now),
                "last_article_id": highest_article_id(conn),
                "looked_at": format_utc(now),
            }
        )


def list_watches(desk: Desk) -> list[Watch]:
    """All watches by name, each with how many hits it had and when it had the last one."""
    rows = rows_by_name(
        desk.conn.execute(
            """SELECT w.*, count(h.article_id) AS hits, max(h.found_at) AS found_at
               FROM watches w LEFT JOIN watch_hits h ON h.watch_id = w.id GROUP BY w.id ORDER BY w.name"""
        )
    )
    return [_watch(row) for row in rows]


def get_watch(desk: Desk, name: str) -> Watch:
    """The watch of that name.

    Raises:
        UsageError: there is none; the message names a similar one.
    """
    watches = {one.name: one for one in list_watches(desk)}
    if name not in watches:
        raise UsageError(unknown_watch(name, watches))
    return watches[name]


def unknown_watch(name: str, known: Iterable[str]) -> str:
    """`There is no watch harbor. Did you mean harbour?`"""
    near = get_close_matches(name[:100].lower(), list(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else "`newsarchive watch list` shows all."
    return f"There is no watch {name[:100]}. {hint}"


def remove_watch(desk: Desk, name: str) -> None:
    """Removes a watch and its hits. What it found and no message reported yet is not reported any more.

    Raises:
        UsageError: there is no such watch.
    """
    with desk.transaction():
        watch = get_watch(desk, name)
        desk.conn.execute("DELETE FROM watch_hits WHERE watch_id = ?", [watch.id])
        desk.conn.execute("DELETE FROM watches WHERE id = ?", [watch.id])


def highest_article_id(conn: sqlite3.Connection) -> int:
    """The highest id that an article of the archive ever had; 0 before the first one."""
    row = conn.execute("SELECT seq FROM sqlite_sequence WHERE name = 'articles'").fetchone()
    return row[0] if row else 0


def _watch(row: dict[str, Any]) -> Watch:
    times = {name: time_at(row[name]) for name in ("made_at", "looked_at")}
    found_at = time_at(row["found_at"]) if row["found_at"] else None
    return Watch(**{**row, **times, "found_at": found_at})


def _written_filters(selection: Selection) -> str:
    values = {name: getattr(selection, name) for name in _FILTERS}
    return json.dumps({name: _written(value) for name, value in values.items() if value}, ensure_ascii=False)


def _written(value: Any) -> Any:
    """A day, a flag or several values as JSON has them."""
    if isinstance(value, bool):
        return value
    return str(value) if isinstance(value, date) else list(value)


def _read_filters(name: str, written: str) -> dict[str, Any]:
    try:
        values = dict(json.loads(written))
        if values.keys() - set(_FILTERS):
            raise ValueError(", ".join(sorted(values.keys() - set(_FILTERS))))
        return {key: _read(key, value) for key, value in values.items()}
    except (ValueError, TypeError) as error:
        raise DeskError(
            f"watch {name}: its filters cannot be read ({error}); update newsarchive, or remove the watch"
        ) from error


def _read(name: str, value: Any) -> Any:
    if name in _DAYS:
        return date.fromisoformat(value)
    return bool(value) if name == "exact_forms" else tuple(value)
