"""The queue as a backfill asks it: addresses of a time that is past, which a crawl leaves pending."""

import json
import sqlite3
from collections.abc import Sequence
from datetime import datetime

from newsarchive.archive import queue
from newsarchive.archive.queue import COLUMNS, QueuedUrl
from newsarchive.dates import format_utc
from newsarchive.urls import url_key

_CLOSED = ", ".join(f"'{outcome}'" for outcome in queue.CLOSED)
_DUE = f"""
SELECT {COLUMNS} FROM urls WHERE key IN (SELECT value FROM json_each(:keys))
  AND article_id IS NULL AND outcome NOT IN ({_CLOSED})
  AND (outcome = 'pending' OR retry_at <= :now)"""  # noqa: S608


def due_of(conn: sqlite3.Connection, keys: Sequence[int], now: datetime) -> list[QueuedUrl]:
    """Those of the addresses under keys that are to be asked for now, in the order of keys.

    What is stored, refused for good or to be tried again later is left out.
    """
    found = queue.listed(conn, _DUE, {"keys": json.dumps(list(keys)), "now": format_utc(now)})
    place = {key: number for number, key in enumerate(keys)}
    return sorted(found, key=lambda one: place[url_key(one.url)])
