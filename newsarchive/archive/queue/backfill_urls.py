"""The queue as a backfill reads it: addresses of older articles, which a crawl leaves pending."""

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import datetime

from newsarchive.archive.queue.outcome_groups import CLOSED, RETRIED
from newsarchive.archive.queue.queued_urls import COLUMNS, QueuedUrl, select_urls
from newsarchive.dates import format_utc
from newsarchive.urls import url_key

_CLOSED = ", ".join(f"'{outcome}'" for outcome in CLOSED)
_DUE = f"""
SELECT {COLUMNS} FROM urls WHERE key IN (SELECT value FROM json_each(:keys))
  AND article_id IS NULL AND outcome NOT IN ({_CLOSED})
  AND (outcome = 'pending' OR retry_at <= :now)"""  # noqa: S608

# Two lists, each read in the order of the index urls_queue: snapshots never requested, and those to request again.
_DUE_SNAPSHOTS = f"""
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome = 'pending' AND retry_at IS NULL
    AND newest_hint BETWEEN :first AND :last AND known_from = 'wayback'
  ORDER BY newest_hint DESC LIMIT :limit)
UNION ALL
SELECT * FROM (SELECT {COLUMNS} FROM urls WHERE outlet = :outlet AND outcome IN ({RETRIED}) AND retry_at <= :now
    AND newest_hint BETWEEN :first AND :last AND known_from = 'wayback' AND article_id IS NULL LIMIT :limit)
ORDER BY newest DESC LIMIT :limit"""  # noqa: S608


def due_of_keys(conn: sqlite3.Connection, keys: Sequence[int], now: datetime) -> list[QueuedUrl]:
    """The addresses with these keys that are to be requested now, in the order of keys.

    Addresses that are stored, closed or to be retried later are left out.
    """
    found = select_urls(conn, _DUE, {"keys": json.dumps(list(keys)), "now": format_utc(now)})
    order = {key: number for number, key in enumerate(keys)}
    return sorted(found, key=lambda queued: order[url_key(queued.url)])


def stored_keys(conn: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """The keys under which an article is stored, or was removed."""
    return _keys_where(conn, keys, "article_id IS NOT NULL")


def snapshot_keys(conn: sqlite3.Connection, keys: Iterable[int]) -> set[int]:
    """The keys under which a snapshot of another web archive is pending, or is to be retried."""
    return _keys_where(conn, keys, "known_from = 'wayback' AND article_id IS NULL")


def due_snapshots(
    conn: sqlite3.Connection, outlet_name: str, first: datetime, last: datetime, now: datetime, limit: int
) -> list[QueuedUrl]:
    """At most limit snapshots of the outlet's pages, captured from first to last, that are to be requested now.

    The sighting's found_in is the address of the snapshot.
    """
    moments = {"first": format_utc(first), "last": format_utc(last), "now": format_utc(now)}
    return select_urls(conn, _DUE_SNAPSHOTS, {**moments, "outlet": outlet_name, "limit": limit})


def _keys_where(conn: sqlite3.Connection, keys: Iterable[int], condition: str) -> set[int]:
    rows = conn.execute(
        f"SELECT key FROM urls WHERE key IN (SELECT value FROM json_each(?)) AND {condition}",  # noqa: S608
        [json.dumps(list(keys))],
    )
    return {key for (key,) in rows}
