"""What the queue answers: which URLs to request now, and how many have each outcome.

url_states.py writes what is read here.
"""

import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from newsarchive.archive.queue.outcome_groups import CLOSED
from newsarchive.archive.queue.sightings import HINTS, sighting_of
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.dates import format_utc
from newsarchive.records import Outcome, Sighting


@dataclass(frozen=True, slots=True)
class QueuedUrl:
    """A URL to request, with its last sighting and the validators of its last answer."""

    url: str
    outlet: str
    outcome: Outcome
    attempts: int
    sighting: Sighting | None
    etag: str | None = None
    last_modified: str | None = None
    article_id: int | None = None


def due(
    conn: sqlite3.Connection,
    outlet_name: str,
    now: datetime,
    limit: int,
    *,
    since: date | None = None,
    sitemap_days: int | None = None,
) -> list[QueuedUrl]:
    """At most limit URLs of the outlet to request now, newest first: pending ones, and those whose retry is due.

    With since, or else sitemap_days, older and undated addresses from plain sitemaps stay pending. Addresses that only
    another web archive has named (wayback) always stay pending.
    """
    oldest = since or (now.date() - timedelta(days=sitemap_days) if sitemap_days is not None else None)
    params = {
        "outlet": outlet_name,
        "now": format_utc(now),
        "limit": limit,
        "oldest": oldest.isoformat() if oldest else "",
    }
    return select_urls(conn, _DUE, params)


def is_removed(conn: sqlite3.Connection, key: int) -> bool:
    """Whether the address with that key is of a removed article: then it is neither fetched nor captured again."""
    return _has_outcome(conn, key, Outcome.REMOVED)


def is_archived_elsewhere(conn: sqlite3.Connection, key: int) -> bool:
    """Whether the address with that key is of an article that was moved into an archive of its own."""
    return _has_outcome(conn, key, Outcome.ARCHIVED_ELSEWHERE)


def rechecks(conn: sqlite3.Connection, outlet_name: str, now: datetime, limit: int) -> list[QueuedUrl]:
    """At most limit addresses of the outlet's stored articles to check again, longest due first.

    One address an article, preferably one with validators. Addresses that are due in the queue anyway, or that failed,
    are left out.
    """
    return select_urls(conn, _RECHECKS, {"outlet": outlet_name, "now": format_utc(now), "limit": limit})


def outcomes(conn: sqlite3.Connection, outlet_name: str | None = None) -> dict[Outcome, int]:
    """How many URLs have each outcome, at one outlet or all; read from totals, so it is fast."""
    rows = conn.execute(
        "SELECT outcome, sum(urls) FROM url_totals WHERE :outlet IS NULL OR outlet = :outlet GROUP BY outcome",
        {"outlet": outlet_name},
    )
    return {Outcome(outcome): count for outcome, count in rows}


def pending_counts(conn: sqlite3.Connection) -> dict[str, int]:
    """How many URLs of each outlet are pending; read from totals, so it is fast."""
    rows = conn.execute("SELECT outlet, urls FROM url_totals WHERE outcome = 'pending' ORDER BY outlet")
    return dict(rows)


COLUMNS = f"""url, outlet, outcome, attempts, known_from, found_in, {", ".join(HINTS)}, etag, last_modified,
  article_id, coalesce(newest_hint, first_seen_at) AS newest"""
# Three short lists, each read in the order of the index urls_queue, then merged, newest first. A URL without a date
# counts from the day it was first seen.
_DUE = f"""
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint IS NOT NULL AND known_from <> 'wayback' AND (newest_hint >= :oldest OR known_from <> 'sitemap')
  ORDER BY newest_hint DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint IS NULL AND (:oldest = '' OR known_from <> 'sitemap')
  ORDER BY first_seen_at DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome IN (
    {", ".join(f"'{outcome}'" for outcome in Outcome if outcome not in CLOSED)}) AND retry_at <= :now
    AND (known_from <> 'wayback' OR article_id IS NOT NULL)
  ORDER BY newest DESC LIMIT :limit)
ORDER BY newest DESC LIMIT :limit"""  # noqa: S608
_RECHECKS = f"""
WITH articles_due AS (SELECT id AS due_id, url AS own_url, recheck_at FROM articles
  WHERE outlet = :outlet AND recheck_at <= :now ORDER BY recheck_at LIMIT :limit)
SELECT {COLUMNS}, min(2 * (etag IS NULL AND last_modified IS NULL) + (url IS NOT own_url))
FROM articles_due JOIN urls ON article_id = due_id WHERE outcome = 'article'
  AND (retry_at IS NULL OR (retry_at > :now AND attempts = 0))
GROUP BY due_id ORDER BY recheck_at"""  # noqa: S608


def _has_outcome(conn: sqlite3.Connection, key: int, outcome: Outcome) -> bool:
    row = conn.execute("SELECT outcome FROM urls WHERE key = ?", [key]).fetchone()
    return row is not None and row[0] == outcome


def select_urls(conn: sqlite3.Connection, statement: str, params: dict[str, Any]) -> list[QueuedUrl]:
    """The URLs that statement, a SELECT of COLUMNS, gives."""
    return [queued_url(row) for row in rows_by_name(conn.execute(statement, params))]


def queued_url(row: dict[str, Any]) -> QueuedUrl:
    """The URL in a row of COLUMNS."""
    names = ("url", "outlet", "attempts", "etag", "last_modified", "article_id")
    return QueuedUrl(outcome=Outcome(row["outcome"]), sighting=sighting_of(row), **{name: row[name] for name in names})
