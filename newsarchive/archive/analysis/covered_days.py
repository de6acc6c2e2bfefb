"""The days of which the archive can know something: an article of the outlets is from them, or a crawl ran on them."""

import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from datetime import date

# Backfills ask for older articles, so they say nothing about the day on which they run.
_BACKFILL = "newsarchive backfill%"
_CRAWLED = """SELECT EXISTS (SELECT 1 FROM json_each(:outlets) o CROSS JOIN health_days d
  ON d.outlet = o.value AND d.day = :day WHERE d.runs > 0)
OR EXISTS (SELECT 1 FROM json_each(:outlets) o CROSS JOIN runs r
  ON r.outlet = o.value AND r.began_at BETWEEN :begin AND :end LEFT JOIN crawls c ON c.id = r.crawl_id
  WHERE coalesce(c.command, '') NOT LIKE :backfill)"""
_CRAWL_SPAN = """SELECT substr(min(first), 1, 10), substr(max(last), 1, 10) FROM (
  SELECT (SELECT min(began_at) FROM runs WHERE outlet = o.value) AS first,
    (SELECT max(began_at) FROM runs WHERE outlet = o.value) AS last FROM json_each(:outlets) o
  UNION ALL
  SELECT (SELECT min(day) FROM health_days WHERE outlet = o.value),
    (SELECT max(day) FROM health_days WHERE outlet = o.value) FROM json_each(:outlets) o)"""


def covered_days(
    conn: sqlite3.Connection, outlets: Sequence[str] | None, days: Iterable[date], published: Collection[date]
) -> set[date]:
    """Those of days that are covered: in published, the days with articles, or days (UTC) of a crawl of the outlets.

    outlets=None means all. A day that is not covered is a gap: that nothing was found then says nothing. So are days
    whose articles were moved into an archive of their own.
    """
    covered, without = set[date](), list[date]()
    for day in days:
        if day in published:
            covered.add(day)
        else:
            without.append(day)
    if not without:
        return covered
    names = json.dumps(list(_all_outlets(conn) if outlets is None else outlets))
    first, last = conn.execute(_CRAWL_SPAN, {"outlets": names}).fetchone()
    # Most archives begin long before their first crawl: an import, a backfill.
    first = max(first or "", _first_day_here(conn))
    candidates = [day for day in without if last is not None and first <= day.isoformat() <= last]
    covered.update(day for day in candidates if _was_crawled(conn, names, day))
    return covered


def _first_day_here(conn: sqlite3.Connection) -> str:
    """The day before which articles were moved; "" if none were."""
    row = conn.execute("SELECT max(before_day) FROM splits WHERE direction = 'into' AND phase <> 'copying'").fetchone()
    return row[0] or ""


def _was_crawled(conn: sqlite3.Connection, names: str, day: date) -> bool:
    params = {
        "outlets": names,
        "day": day.isoformat(),
        "begin": f"{day}T00:00:00Z",
        "end": f"{day}T23:59:59Z",
        "backfill": _BACKFILL,
    }
    return bool(conn.execute(_CRAWLED, params).fetchone()[0])


def _all_outlets(conn: sqlite3.Connection) -> list[str]:
    return [row[0] for row in conn.execute("SELECT name FROM outlets")]
