"""When the pages were captured from which the versions of articles were read. A capture's row outlives its record."""

import json
import sqlite3
from datetime import datetime

from newsarchive.archive.times import time_at

_CURRENT = """SELECT a.id, a.revision, c.fetched_at FROM articles a JOIN captures c ON c.id = a.capture_id
  WHERE a.id IN (SELECT value FROM json_each(?))"""


def capture_times(conn: sqlite3.Connection, article_ids: list[int]) -> dict[tuple[int, int], datetime]:
    """By article and number of its current version, when the page was captured; nothing for a version without a page.

    The number is part of the key because the article may have a newer version than the text that the caller read.
    """
    rows = conn.execute(_CURRENT, [json.dumps(article_ids)])
    return {(article_id, number): time_at(fetched_at) for article_id, number, fetched_at in rows}
