"""The queue as a backfill asks it: addresses of a time that is past, which a crawl leaves pending."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.sightings import as_row
from newsarchive.archive.queue.url_states import COLUMNS, QueuedUrl
from newsarchive.dates import format_utc
from newsarchive.records import Outcome, Sighting
from newsarchive.urls import url_key

_CLOSED = ", ".join(f"'{outcome}'" for outcome in url_states.CLOSED)
_NOT_SHOWN = ", ".join(f"'{outcome}'" for outcome in Outcome if outcome.is_retried)
_DUE = f"""
SELECT {COLUMNS} FROM urls WHERE key IN (SELECT value FROM json_each(:keys))
  AND article_id IS NULL AND outcome NOT IN ({_CLOSED})
  AND (outcome = 'pending' OR retry_at <= :now)"""  # noqa: S608

# A copy is of use where the outlet was not asked for the page, being old, or did not show it. What a feed named and was
# not asked for yet is the next crawl's. A claim later than the copy is of a later page.
_SIGHT = f"""
INSERT INTO urls(key, url, outlet, known_from, found_in, hint_modified_at, hint_modified_on, first_seen_at,
  last_seen_at, outcome, reason)
VALUES (:key, :url, :outlet, :known_from, :found_in, :hint_modified_at, :hint_modified_on, :now, :now, :outcome,
  :reason)
ON CONFLICT(key) DO UPDATE SET known_from = excluded.known_from, found_in = excluded.found_in,
  hint_modified_at = excluded.hint_modified_at, hint_modified_on = excluded.hint_modified_on,
  hint_published_at = iif(hint_published_at > excluded.hint_modified_at, NULL, hint_published_at),
  hint_published_on = iif(hint_published_on > excluded.hint_modified_on, NULL, hint_published_on),
  last_seen_at = excluded.last_seen_at, outcome = excluded.outcome, reason = excluded.reason, attempts = 0,
  retry_at = NULL
WHERE urls.article_id IS NULL AND ((urls.outcome = 'pending' AND urls.known_from IN ('sitemap', 'wayback'))
  OR (urls.known_from <> 'wayback' AND urls.outcome IN ({_NOT_SHOWN})))"""  # noqa: S608
# Two lists, each read in the order of the index urls_queue: what was never asked for, and what is to be tried again.
_COPIES = f"""
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint BETWEEN :first AND :last AND known_from = 'wayback'
  ORDER BY newest_hint DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome IN ({_NOT_SHOWN}) AND retry_at <= :now
    AND newest_hint BETWEEN :first AND :last AND known_from = 'wayback' AND article_id IS NULL LIMIT :limit)
ORDER BY newest DESC LIMIT :limit"""  # noqa: S608


def due_of(conn: sqlite3.Connection, keys: Sequence[int], now: datetime) -> list[QueuedUrl]:
    """Those of the addresses under keys that are to be asked for now, in the order of keys.

    What is stored, refused for good or to be tried again later is left out.
    """
    found = url_states.listed(conn, _DUE, {"keys": json.dumps(list(keys)), "now": format_utc(now)})
    place = {key: number for number, key in enumerate(keys)}
    return sorted(found, key=lambda one: place[url_key(one.url)])


def stored(conn: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """Those of keys under which an article is stored, or was removed."""
    return _of_keys(conn, keys, "article_id IS NOT NULL")


def waiting_copies(conn: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """Those of keys under which a copy waits, or is to be tried again."""
    return _of_keys(conn, keys, "known_from = 'wayback' AND article_id IS NULL")


def sight_copies(
    archive: Archive,
    outlet_name: str,
    copies: Iterable[Sighting],
    now: datetime,
    outcome: Outcome = Outcome.PENDING,
) -> int:
    """How many copies of pages, as another archive lists them, are new to the queue, or of use where the page is not.

    What is stored, or refused for good, stays as it is. With outcome robots_forbids they are closed instead.
    """
    reason = "robots.txt forbids it" if outcome is Outcome.ROBOTS_FORBIDS else None
    facts = {"outlet": outlet_name, "now": format_utc(now), "outcome": outcome, "reason": reason}
    with archive.transaction():
        rows = ({**as_row(one), **facts, "key": url_key(one.url)} for one in copies)
        return archive.conn.executemany(_SIGHT, rows).rowcount


def due_copies(
    conn: sqlite3.Connection, outlet_name: str, first: datetime, last: datetime, now: datetime, limit: int
) -> list[QueuedUrl]:
    """At most limit copies of the outlet's pages captured from first to last that are to be asked for now.

    The sighting's found_in is where the copy stands.
    """
    moments = {"first": format_utc(first), "last": format_utc(last), "now": format_utc(now)}
    return url_states.listed(conn, _COPIES, {**moments, "outlet": outlet_name, "limit": limit})


def _of_keys(conn: sqlite3.Connection, keys: Iterable[int], condition: str) -> set[int]:
    rows = conn.execute(
        f"SELECT key FROM urls WHERE key IN (SELECT value FROM json_each(?)) AND {condition}",  # noqa: S608
        [json.dumps(list(keys))],
    )
    return {key for (key,) in rows}
