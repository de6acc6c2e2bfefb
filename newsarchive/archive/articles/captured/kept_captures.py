"""All captures whose records are kept, in the order in which they were stored: for an index of the captured pages."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from newsarchive.archive.captures.warc_files import CaptureRef

# Captures in memory at a time.
BATCH = 1000
# Two plus signs keep SQLite to the order of the ids: each capture is looked at once, whatever the filters leave out.
_KEPT = """SELECT c.id, c.file, c.offset, c.length, c.digest FROM captures c
  WHERE c.id > :after AND c.expired_at IS NULL
    AND (:since IS NULL OR +c.fetched_at >= :since) AND (:before IS NULL OR +c.fetched_at < :before)
    AND (:outlets IS NULL OR EXISTS (
      SELECT 1 FROM urls u WHERE u.key = c.url_key AND u.outlet IN (SELECT value FROM json_each(:outlets))))
  ORDER BY c.id LIMIT :limit"""


def iterate_kept_captures(
    conn: sqlite3.Connection,
    outlets: Sequence[str] = (),
    since: date | None = None,
    until: date | None = None,
) -> Iterator[CaptureRef]:
    """Where the record of each capture is, also of pages that gave no article; erased and deleted ones are left out.

    Without outlets, those of all outlets. since and until are days in UTC on which a page was fetched, both included.
    No read stays open between two batches, so a crawl can go on.
    """
    params = {
        "outlets": json.dumps(list(outlets)) if outlets else None,
        "since": since.isoformat() if since else None,
        "before": (until + timedelta(days=1)).isoformat() if until else None,
        "limit": BATCH,
        "after": 0,
    }
    while rows := conn.execute(_KEPT, params).fetchall():
        yield from (CaptureRef(*place) for _, *place in map(tuple, rows))
        params["after"] = rows[-1][0]
