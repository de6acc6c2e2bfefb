"""The lead pictures of articles: which are wanted, what became of each, and where the record of one is.

A picture that could not be stored is noted, so that it is asked for once.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.articles.saving import Capture, record_capture
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.times import time_or_none
from newsarchive.dates import format_utc

# How many of an outlet's articles are looked through at once: for a crawl the newest ones alone, so that its cost does
# not grow with the archive.
_ARTICLES_AT_ONCE = 2000
_BEYOND_ALL = 2**63 - 1
# Outlets that sign the addresses of pictures give one article a new one with each version.
_MOST_OF_AN_ARTICLE = 3
# The picture of so many articles is a logo or a stock picture.
_MOST_ARTICLES = 3

_WANTED = """SELECT n.id, b.image_url, (SELECT count(*) FROM pictures o WHERE o.url = b.image_url)
FROM (SELECT id, search_id, first_seen_at FROM articles WHERE outlet = ? AND search_id < ?
      ORDER BY search_id DESC LIMIT ?) n
  CROSS JOIN bodies b ON b.article_id = n.id
WHERE n.first_seen_at >= ? AND b.image_url IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM pictures p WHERE p.article_id = n.id AND p.url = b.image_url)
  AND (SELECT count(*) FROM pictures p WHERE p.article_id = n.id) < ?
ORDER BY n.search_id DESC"""
# Where the next articles begin.
_LAST = "SELECT search_id FROM articles WHERE outlet = ? AND search_id < ? ORDER BY search_id DESC LIMIT 1 OFFSET ?"


@dataclass(frozen=True, slots=True)
class WantedPicture:
    """A picture that was not asked for yet. is_shared: several other articles have the same one."""

    article_id: int
    url: str
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """The picture of an article's current version, where its record is, and since when that is deleted."""

    url: str
    media_type: str
    ref: CaptureRef
    expired_at: datetime | None = None


def wanted_pictures(
    conn: sqlite3.Connection, outlet: str, since: datetime, *, among_all: bool = False
) -> Iterator[WantedPicture]:
    """The pictures to ask for: those of articles first seen since then, newest articles first.

    They are looked for among the outlet's newest articles, or with among_all, for a backfill, among all. The archive is
    read in steps as the pictures are taken.
    """
    before = _BEYOND_ALL
    while True:
        rows = conn.execute(
            _WANTED, [outlet, before, _ARTICLES_AT_ONCE, format_utc(since), _MOST_OF_AN_ARTICLE]
        ).fetchall()
        yield from (WantedPicture(article_id, url, others >= _MOST_ARTICLES) for article_id, url, others in rows)
        last = conn.execute(_LAST, [outlet, before, _ARTICLES_AT_ONCE - 1]).fetchone()
        if last is None or not among_all:
            return
        before = last[0]


def keep_picture(archive: Archive, wanted: WantedPicture, capture: Capture, media_type: str, now: datetime) -> None:
    """Stores a picture: its record and its row, in one transaction.

    Raises:
        ArchiveError: it could not be written; then no row of it was.
    """
    with archive.transaction():
        _insert(archive.conn, wanted, now, record_capture(archive, capture), media_type, None)


def note_problem(archive: Archive, wanted: WantedPicture, problem: str, now: datetime) -> None:
    """Notes that a picture cannot be stored, and why; it is not asked for again."""
    with archive.transaction():
        _insert(archive.conn, wanted, now, None, None, problem)


def find_picture(conn: sqlite3.Connection, article_id: int) -> StoredPicture | None:
    """The stored picture of the article's current version; None where there is none."""
    row = conn.execute(
        """SELECT p.url, p.media_type, c.expired_at, c.file, c.offset, c.length, c.digest
           FROM bodies b JOIN pictures p ON p.article_id = b.article_id AND p.url = b.image_url
           JOIN captures c ON c.id = p.capture_id WHERE b.article_id = ?""",
        [article_id],
    ).fetchone()
    if row is None:
        return None
    url, media_type, expired_at, *ref = row
    return StoredPicture(url, media_type, CaptureRef(*ref), time_or_none(expired_at))


def _insert(
    conn: sqlite3.Connection,
    wanted: WantedPicture,
    now: datetime,
    capture_id: int | None,
    media_type: str | None,
    problem: str | None,
) -> None:
    conn.execute(
        """INSERT OR REPLACE INTO pictures(article_id, url, asked_at, capture_id, media_type, problem)
           VALUES (?, ?, ?, ?, ?, ?)""",
        [wanted.article_id, wanted.url, format_utc(now), capture_id, media_type, problem],
    )
