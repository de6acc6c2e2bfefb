"""When the pages were captured from which the versions of articles were read. A capture's row outlives its record."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.times import time_at

_CURRENT = """SELECT a.id, a.revision, c.fetched_at FROM articles a JOIN captures c ON c.id = a.capture_id
  WHERE a.id IN (SELECT value FROM json_each(?))"""
_VERSIONS = """SELECT v.number, v.seen_at, c.fetched_at, v.headline, v.standfirst, v.body
  FROM article_versions v LEFT JOIN captures c ON c.id = v.capture_id WHERE v.article_id = ? ORDER BY v.number"""


@dataclass(frozen=True, slots=True)
class DatedVersion:
    """The text of one version, when it was first seen, and when its page was captured; None without a page."""

    number: int
    seen_at: datetime
    captured_at: datetime | None
    headline: str
    standfirst: str | None
    body: str


def capture_times(conn: sqlite3.Connection, article_ids: list[int]) -> dict[tuple[int, int], datetime]:
    """By article and number of its current version, when the page was captured; nothing for a version without a page.

    The number is part of the key because the article may have a newer version than the text that the caller read.
    """
    rows = conn.execute(_CURRENT, [json.dumps(article_ids)])
    return {(article_id, number): time_at(fetched_at) for article_id, number, fetched_at in rows}


def dated_versions(conn: sqlite3.Connection, article_id: int) -> list[DatedVersion]:
    """Every version of the article, oldest first."""
    return [
        DatedVersion(number, time_at(seen_at), time_at(fetched_at) if fetched_at else None, *texts)
        for number, seen_at, fetched_at, *texts in conn.execute(_VERSIONS, [article_id])
    ]
