"""How many articles outlets published on each day, from stored totals: no article is read."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from newsarchive.archive.search.scope import day_params

_OF_ALL = """SELECT value, articles FROM totals
  WHERE dimension = 'published_on' AND value BETWEEN :since AND :until"""
_OF_OUTLETS = """SELECT d.published_on, d.articles FROM json_each(:outlets) o
  CROSS JOIN outlet_days d ON d.outlet = o.value AND d.published_on BETWEEN :since AND :until"""
_UNDATED = """SELECT date(a.search_id, 'unixepoch'), count(*) FROM articles a INDEXED BY articles_day
  WHERE a.published_on IS NULL AND a.search_id BETWEEN :lowest AND :highest {chosen} GROUP BY 1"""
# A day in the future is a mistake of the outlet: the article counts for the UTC day of search_id (scope.DAY).
_DATED_AHEAD = """SELECT a.published_on, date(a.search_id, 'unixepoch') FROM articles a INDEXED BY articles_dated_ahead
  WHERE a.published_on > date(a.search_id + 86400, 'unixepoch') {chosen}"""
_CHOSEN = "AND a.outlet IN (SELECT value FROM json_each(:outlets))"


def published_by_day(
    conn: sqlite3.Connection, outlets: Sequence[str] | None, since: date, until: date
) -> dict[date, int]:
    """How many articles of these outlets, or of all, each day has: the day that an article counts for everywhere.

    Only articles without a day, or with a day in the future, are looked up, in an index.
    """
    params = {**day_params(since, until), "outlets": json.dumps(list(outlets or ()))}
    chosen = "" if outlets is None else _CHOSEN
    counts: dict[date, int] = {}
    for day, number in _changes(conn, params, _OF_ALL if outlets is None else _OF_OUTLETS, chosen):
        found = _known_day(day)
        if found is not None and since <= found <= until:
            counts[found] = counts.get(found, 0) + number
    return {day: number for day, number in counts.items() if number}


def _changes(
    conn: sqlite3.Connection, params: dict[str, Any], totals: str, chosen: str
) -> Iterator[tuple[str | None, int]]:
    yield from conn.execute(totals, params)
    yield from conn.execute(_UNDATED.format(chosen=chosen), params)
    rows: Iterable[Any] = conn.execute(_DATED_AHEAD.format(chosen=chosen), params)
    for own, utc in rows:
        yield own, -1
        yield utc, 1


def _known_day(day: str | None) -> date | None:
    """The day; None for one that no calendar has."""
    try:
        return date.fromisoformat(day) if day else None
    except ValueError:
        return None
