"""A page older than the last look at its article, as an imported file has it: it never replaces what stands there.

A text that differs is put among the revisions, at its place in time. Every function runs inside a transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.writing import Version, insert
from newsarchive.dates import format_utc


@dataclass(frozen=True, slots=True)
class _Seen:
    """One version of an article, and when it was first seen."""

    number: int
    seen_at: str
    headline: str
    standfirst: str | None
    body: str
    read_by: str | None


def is_earlier(conn: sqlite3.Connection, article_id: int, at: datetime) -> bool:
    """Whether the archive has looked at the article after at."""
    row = conn.execute("SELECT coalesce(checked_at, first_seen_at) FROM articles WHERE id = ?", [article_id]).fetchone()
    return row is not None and format_utc(at) < row[0]


def fits_between(conn: sqlite3.Connection, article_id: int, version: Version, at: datetime) -> bool:
    """Whether version, seen at that time, is a further version: another text than those seen before and after it.

    One that lies after today's text was first seen is none: today's was there before it and again after it.
    """
    before, after = _neighbours(conn, article_id, at)
    return after is not None and not _same(version, after) and not (before is not None and _same(version, before))


def place(conn: sqlite3.Connection, article_id: int, version: Version, capture_id: int | None, at: datetime) -> None:
    """Puts version among the revisions; fits_between said that it belongs there."""
    _, after = _neighbours(conn, article_id, at)
    if after is None:
        raise ValueError("no later version is there")
    _make_room(conn, article_id, after.number)
    row = {
        "article_id": article_id,
        "number": after.number,
        "seen_at": format_utc(at),
        "headline": version.article.headline,
        "standfirst": version.article.standfirst,
        "body": version.article.body,
        "read_by": version.read_by,
        "capture_id": capture_id,
        "cause": "theirs" if version.read_by and version.read_by == after.read_by else "unknown",
    }
    insert(conn, "revisions", row)
    _note_first_seen(conn, article_id, at)


def note_earlier_look(conn: sqlite3.Connection, article_id: int, version: Version, at: datetime) -> None:
    """Where the text is that of the version that comes after it, that version has been there since at."""
    before, after = _neighbours(conn, article_id, at)
    if after is None or not _same(version, after):
        return
    params = {"id": article_id, "number": after.number, "at": format_utc(at)}
    conn.execute("UPDATE revisions SET seen_at = :at WHERE article_id = :id AND number = :number", params)
    conn.execute("UPDATE articles SET revised_at = :at WHERE id = :id AND revision = :number AND revision > 1", params)
    if before is None:
        _note_first_seen(conn, article_id, at)


def _neighbours(conn: sqlite3.Connection, article_id: int, at: datetime) -> tuple[_Seen | None, _Seen | None]:
    """The version that was there at that time, and the one that was seen next."""
    rows = conn.execute(
        """SELECT number, seen_at, headline, standfirst, body, read_by FROM article_versions
           WHERE article_id = ? ORDER BY number""",
        [article_id],
    )
    versions = [_Seen(*row) for row in rows]
    moment = format_utc(at)
    before = [one for one in versions if one.seen_at <= moment]
    after = [one for one in versions if one.seen_at > moment]
    return (before[-1] if before else None), (after[0] if after else None)


def _same(version: Version, seen: _Seen) -> bool:
    article = version.article
    is_other_standfirst = article.standfirst is not None and article.standfirst != seen.standfirst
    return not is_other_standfirst and (article.headline, article.body) == (seen.headline, seen.body)


def _make_room(conn: sqlite3.Connection, article_id: int, number: int) -> None:
    """Every version from number on becomes the next one; by way of negative numbers, since no two may be equal."""
    params = {"id": article_id, "number": number}
    conn.execute("UPDATE revisions SET number = -number - 1 WHERE article_id = :id AND number >= :number", params)
    conn.execute("UPDATE revisions SET number = -number WHERE article_id = :id AND number < 0", params)
    conn.execute(
        """UPDATE articles SET revision = revision + 1, revised_at = coalesce(revised_at, first_seen_at)
           WHERE id = :id""",
        params,
    )


def _note_first_seen(conn: sqlite3.Connection, article_id: int, at: datetime) -> None:
    conn.execute("UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?", [format_utc(at), article_id])
