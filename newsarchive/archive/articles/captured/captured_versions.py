"""The captured pages from which the versions of an article were read: which there are, and where their records are."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.errors import CaptureGone, CaptureMissing

_CAPTURES = """SELECT v.number, c.url, c.fetched_at, c.status, c.expired_at, c.file, c.offset, c.length, c.digest
FROM (SELECT revision AS number, capture_id FROM articles WHERE id = :id
      UNION ALL SELECT number, capture_id FROM revisions WHERE article_id = :id) v
JOIN captures c ON c.id = v.capture_id ORDER BY v.number"""


@dataclass(frozen=True, slots=True)
class CapturedVersion:
    """The capture from which a version was read: what was requested, when, and the answer's HTTP status.

    ref is where the record is. After expired_at it is deleted; None while it can be read.
    """

    number: int
    url: str
    fetched_at: datetime
    status: int
    ref: CaptureRef
    expired_at: datetime | None = None


def list_captured_versions(conn: sqlite3.Connection, article_id: int) -> list[CapturedVersion]:
    """The captures of an article's versions, oldest first; a version that came without a page is left out."""
    rows = conn.execute(_CAPTURES, {"id": article_id})
    return [
        CapturedVersion(number, url, time_at(fetched_at), status, CaptureRef(*ref), time_or_none(expired_at))
        for number, url, fetched_at, status, expired_at, *ref in map(tuple, rows)
    ]


def find_captured_version(conn: sqlite3.Connection, article_id: int, number: int | None = None) -> CapturedVersion:
    """The capture of one version of an article; without a number, of the current one.

    Raises:
        CaptureMissing: there is no such article or version, or it came without a page.
        CaptureGone: the article was removed, or the record was deleted.
    """
    article = conn.execute("SELECT revision FROM articles WHERE id = ?", [article_id]).fetchone()
    if article is None:
        raise _without_article(conn, article_id)
    newest = article[0]
    wanted = newest if number is None else number
    if not 1 <= wanted <= newest:
        raise CaptureMissing(f"article {article_id} has no version {wanted}; its newest is {newest}")
    found = next((one for one in list_captured_versions(conn, article_id) if one.number == wanted), None)
    if found is None:
        raise CaptureMissing(
            f"version {wanted} of article {article_id} has no captured page; imported texts come without one"
        )
    return _kept(found, article_id)


def find_capture_of_time(conn: sqlite3.Connection, article_id: int, at: datetime) -> CapturedVersion:
    """The capture of an article that was made in that second, whatever number its version has now.

    Raises:
        CaptureMissing, CaptureGone: as find_captured_version.
    """
    if conn.execute("SELECT 1 FROM articles WHERE id = ?", [article_id]).fetchone() is None:
        raise _without_article(conn, article_id)
    # Of two in the same second, the newer version.
    for one in reversed(list_captured_versions(conn, article_id)):
        if one.fetched_at == at:
            return _kept(one, article_id)
    raise CaptureMissing(f"article {article_id} has no page that was captured at {at:%Y-%m-%d %H:%M:%S} UTC")


def _kept(found: CapturedVersion, article_id: int) -> CapturedVersion:
    if found.expired_at is not None:
        raise CaptureGone(
            f"the captured page of version {found.number} of article {article_id} was deleted at "
            f"{found.expired_at:%Y-%m-%d %H:%M:%S} UTC; its text is still stored"
        )
    return found


def _without_article(conn: sqlite3.Connection, article_id: int) -> CaptureMissing | CaptureGone:
    removed = conn.execute("SELECT removed_at FROM removals WHERE article_id = ?", [article_id]).fetchone()
    if removed is None:
        file = moved_to(conn, article_id)
        where = f"article {article_id} was moved to {Path(file).name}" if file else f"there is no article {article_id}"
        return CaptureMissing(where)
    return CaptureGone(f"article {article_id} was removed at {removed[0]}, and its captured pages were erased")
