"""The numbers of one outlet and day, in the table health_days; computed from its runs and articles.

A row is computed again at the end of each run, never added to: a run that was killed is counted as soon as the next one
begins, and nothing is counted twice. Rows of days that are over stay as they are, also if an article is removed.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from newsarchive.archive.database import Archive
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc

# An article that was published longer before it was first seen is not news of that day: it comes from a backfill, an
# import, or a first crawl.
NEWS_DAYS = 7
# How many days of an archive that has none yet are computed.
FIRST_DAYS = 60

# Commands that do not ask for news.
_OTHER_COMMANDS = ("newsarchive backfill%", "newsarchive fetch%")


def record_day(archive: Archive, outlet_name: str, day: date) -> None:
    """Computes the numbers of an outlet's day; nothing is written for a day without a run or an article."""
    numbers = {**_of_runs(archive.conn, outlet_name, day), **_of_articles(archive.conn, outlet_name, day)}
    if not (numbers["runs"] or numbers["articles"] or numbers["older_articles"]):
        return
    values = {"outlet": outlet_name, "day": day.isoformat(), **numbers}
    changes = ", ".join(f"{name} = excluded.{name}" for name in numbers)
    with archive.transaction():
        archive.conn.execute(
            f"INSERT INTO health_days({', '.join(values)}) VALUES ({', '.join(f':{name}' for name in values)}) "  # noqa: S608
            f"ON CONFLICT(outlet, day) DO UPDATE SET {changes}",
            values,
        )


def record_run(archive: Archive, run_id: int, now: datetime) -> None:
    """Computes the day on which a run began, and the next one if the run may have gone on past midnight."""
    outlet_name, began_at = archive.conn.execute("SELECT outlet, began_at FROM runs WHERE id = ?", [run_id]).fetchone()
    first = time_at(began_at).date()
    record_day(archive, outlet_name, first)
    if now.date() > first:
        record_day(archive, outlet_name, first + timedelta(days=1))


def fill_first_days(archive: Archive, now: datetime) -> None:
    """Computes the last days of an archive that has no numbers yet because an older version wrote it."""
    if archive.conn.execute("SELECT 1 FROM health_days LIMIT 1").fetchone():
        return
    days = archive.conn.execute(
        "SELECT DISTINCT outlet, substr(began_at, 1, 10) FROM runs WHERE began_at >= ? ORDER BY 1, 2",
        [format_utc(now - timedelta(days=FIRST_DAYS))],
    ).fetchall()
    with archive.transaction():
        for outlet_name, day in days:
            record_day(archive, outlet_name, date.fromisoformat(day))


def _bounds(day: date) -> list[str]:
    """The first and last second of a UTC day, as times are stored."""
    return [f"{day}T00:00:00Z", f"{day}T23:59:59Z"]


def _of_runs(conn: sqlite3.Connection, outlet_name: str, day: date) -> dict[str, Any]:
    """What the runs counted; backfills and lists of pages are left out, because they do not ask for news."""
    rows = conn.execute(
        """SELECT r.began_at, coalesce(r.ended_at, r.began_at), r.requests, r.bytes, r.new_urls, r.revised, r.same,
             r.errors, r.refused, r.answers, r.median_ms
           FROM runs r LEFT JOIN crawls c ON c.id = r.crawl_id
           WHERE r.outlet = ? AND r.began_at BETWEEN ? AND ? AND coalesce(c.command, '') NOT LIKE ?
             AND coalesce(c.command, '') NOT LIKE ?
           ORDER BY r.began_at""",
        [outlet_name, *_bounds(day), *_OTHER_COMMANDS],
    ).fetchall()
    sums = {name: sum(row[at] for row in rows) for at, name in enumerate(_SUMMED, start=2)}
    return {
        **sums,
        "runs": len(rows),
        "last_run_at": rows[-1][0] if rows else None,
        "refused": json.dumps(_added(row[8] for row in rows), sort_keys=True),
        "answers": sum(row[9] for row in rows),
        "median_ms": weighted_median((row[10], row[9]) for row in rows),
    }


_SUMMED = ("requests", "bytes", "new_urls", "revised", "same", "errors")


def _added(columns: Iterable[str]) -> dict[str, int]:
    """The sum of several columns refused."""
    total: Counter[str] = Counter()
    for column in columns:
        total.update(json.loads(column))
    return dict(total)


def weighted_median(pairs: Iterable[tuple[int | None, int]]) -> int | None:
    """The value at which half of the weight is reached; pairs without a value or weight do not count."""
    known = sorted((value, weight) for value, weight in pairs if value is not None and weight > 0)
    half, passed = sum(weight for _, weight in known) / 2, 0
    for value, weight in known:
        passed += weight
        if passed >= half:
            return value
    return None


# Both conditions on first_seen_at are read from the index articles_first_seen.
_ARTICLES = """SELECT a.first_seen_at, a.published_at, a.published_on, b.byline IS NOT NULL OR a.authors IS NOT NULL,
  a.section IS NOT NULL, a.completeness = 'full', length(b.body)
FROM articles a JOIN bodies b ON b.article_id = a.id
WHERE a.outlet = ? AND a.first_seen_at BETWEEN ? AND ?"""


def _of_articles(conn: sqlite3.Connection, outlet_name: str, day: date) -> dict[str, Any]:
    rows = conn.execute(_ARTICLES, [outlet_name, *_bounds(day)]).fetchall()
    oldest = (day - timedelta(days=NEWS_DAYS)).isoformat()
    news = [row for row in rows if row[2] is None or row[2] >= oldest]
    return {
        "articles": len(news),
        "older_articles": len(rows) - len(news),
        "with_byline": sum(row[3] for row in news),
        "with_time": sum(row[1] is not None for row in news),
        "with_section": sum(row[4] for row in news),
        "with_full_text": sum(row[5] for row in news),
        "median_chars": int(median(row[6] for row in news)) if news else None,
        "first_at": min((row[0] for row in news), default=None),
        "by_hour": json.dumps(_by_hour(row[0] for row in news)),
        "newest_at": max((format_utc(_news_time(*row[:2])) for row in news), default=None),
    }


def _by_hour(times: Iterable[str]) -> list[int]:
    """How many of the times are in each hour of the day."""
    counts = Counter(int(text[11:13]) for text in times)
    return [counts[hour] for hour in range(24)]


def _news_time(first_seen_at: str, published_at: str | None) -> datetime:
    """When an article was published; a time later than our first sight of it is a mistake."""
    seen = time_at(first_seen_at)
    return min(seen, time_at(published_at)) if published_at else seen
