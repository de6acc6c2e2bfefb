"""Loads the daily numbers of outlets as values that newsarchive/health/ judges and web pages show."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.health.days import FeedDay, FeedHistory, OutletDay, OutletHistory

# A year and a month: the same weeks of last year are known.
HISTORY_DAYS = 400


def outlet_histories(
    conn: sqlite3.Connection, now: datetime, outlet_names: Iterable[str] | None = None, days: int = HISTORY_DAYS
) -> list[OutletHistory]:
    """The last days of each outlet that was crawled in them, in the order of names; of outlet_names, or of all."""
    names = None if outlet_names is None else json.dumps(sorted(set(outlet_names)))
    scope = {"since": (now - timedelta(days=days)).date().isoformat(), "names": names}
    outlets = conn.execute(_OUTLETS, scope).fetchall()
    by_outlet = _grouped(rows_by_name(conn.execute(_DAYS, scope)), "outlet")
    feeds = _feed_histories(conn, scope)
    return [
        OutletHistory(name, title, country, tuple(map(_outlet_day, by_outlet[name])), tuple(feeds[name]))
        for name, title, country in outlets
    ]


def _feed_histories(conn: sqlite3.Connection, scope: dict[str, Any]) -> dict[str, list[FeedHistory]]:
    """The feeds of each outlet in the order of their addresses."""
    by_url = _grouped(rows_by_name(conn.execute(_FEED_DAYS, scope)), "url")
    found: dict[str, list[FeedHistory]] = defaultdict(list)
    for url, rows in by_url.items():
        due_at = time_or_none(rows[-1]["due_at"])
        found[rows[-1]["outlet"]].append(FeedHistory(url, rows[-1]["kind"], tuple(map(_feed_day, rows)), due_at))
    return found


def _grouped(rows: Iterable[dict[str, Any]], column: str) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row[column]].append(row)
    return found


def _outlet_day(row: dict[str, Any]) -> OutletDay:
    return OutletDay(
        day=date.fromisoformat(row["day"]),
        last_run_at=time_or_none(row["last_run_at"]),
        bytes_received=row["bytes"],
        refused=json.loads(row["refused"]),
        first_at=time_or_none(row["first_at"]),
        newest_at=time_or_none(row["newest_at"]),
        by_hour=tuple(json.loads(row["by_hour"])) if row["by_hour"] else (),
        **{name: row[name] for name in _SAME_NAMES},
    )


def _feed_day(row: dict[str, Any]) -> FeedDay:
    return FeedDay(
        day=date.fromisoformat(row["day"]),
        asked=row["asked"],
        asked_at=time_at(row["asked_at"]),
        unchanged=row["unchanged"],
        failures=row["failures"],
        entries=row["entries"],
        new_urls=row["new_urls"],
        newest_at=time_or_none(row["newest_at"]),
        read_at=time_or_none(row["read_at"]),
        problem=row["problem"],
        moved_to=row["moved_to"],
    )


_SAME_NAMES = (
    *("runs", "requests", "new_urls", "articles", "older_articles", "revised", "same", "errors"),
    *("with_byline", "with_time", "with_section", "with_full_text", "median_chars", "answers", "median_ms"),
)
_NAMED = "(:names IS NULL OR outlet IN (SELECT value FROM json_each(:names)))"
_OUTLETS = f"""SELECT name, title, country FROM outlets
WHERE name IN (SELECT outlet FROM health_days WHERE day >= :since AND runs > 0 AND {_NAMED}) ORDER BY name"""  # noqa: S608
_DAYS = f"SELECT * FROM health_days WHERE {_NAMED} AND day >= :since ORDER BY outlet, day"  # noqa: S608
# Nested sitemaps are not recorded, so all feeds are known in the table feeds.
_FEED_DAYS = f"""SELECT d.*, coalesce(max(f.due_at, f.poll_at), f.due_at, f.poll_at) AS due_at
FROM feed_days d LEFT JOIN feeds f ON f.url = d.url
WHERE {_NAMED.replace("outlet", "d.outlet")} AND d.day >= :since ORDER BY d.url, d.day"""  # noqa: S608
