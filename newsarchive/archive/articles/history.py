"""A page older than the last look at its article, as an imported file has it: it never replaces what stands there.

A text that differs is put among the revisions, at its place in time. Every function runs inside a transaction.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.articles.article_rows import Version, add_revision, date_revisions
from newsarchive.archive.articles.versions import list_versions
from newsarchive.dates import format_utc
from newsarchive.records import ArticleVersion


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The version of an article that was there at a moment, and the one that was seen next."""

    article_id: int
    at: datetime
    before: ArticleVersion | None
    after: ArticleVersion | None


def is_earlier(conn: sqlite3.Connection, article_id: int, at: datetime) -> bool:
    """Whether the archive has looked at the article after at."""
    row = conn.execute("SELECT coalesce(checked_at, first_seen_at) FROM articles WHERE id = ?", [article_id]).fetchone()
    return row is not None and format_utc(at) < row[0]


def neighbours(conn: sqlite3.Connection, article_id: int, at: datetime) -> Neighbours:
    """The versions seen before and after at, which counts to the second as the archive does."""
    moment = at.replace(microsecond=0)
    versions = list_versions(conn, article_id)
    before = [one for one in versions if one.seen_at <= moment]
    after = [one for one in versions if one.seen_at > moment]
    return Neighbours(article_id, moment, before[-1] if before else None, after[0] if after else None)


def fits_between(version: Version, there: Neighbours) -> bool:
    """Whether version is a further version: another text than those seen before and after it.

    One that lies after today's text was first seen is none: today's was there before it and again after it.
    """
    if there.after is None or not version.differs_from(there.after):
        return False
    return there.before is None or version.differs_from(there.before)


def place(conn: sqlite3.Connection, version: Version, there: Neighbours, capture_id: int | None) -> None:
    """Puts version among the revisions; fits_between said that it belongs there."""
    article, after = version.article, there.after
    if after is None:
        raise ValueError("no later version is there")
    _make_room(conn, there.article_id, after.number)
    cause = "theirs" if version.read_by and version.read_by == after.read_by else "unknown"
    earlier = ArticleVersion(
        after.number, there.at, article.headline, article.standfirst, article.body, version.read_by, cause
    )
    add_revision(conn, there.article_id, earlier, capture_id)
    date_revisions(conn, there.article_id)
    _note_first_seen(conn, there)


def note_earlier_look(conn: sqlite3.Connection, version: Version, there: Neighbours) -> None:
    """Where the text is that of the version that comes after it, that version has been there since then."""
    if there.after is None or version.differs_from(there.after):
        return
    params = {"id": there.article_id, "number": there.after.number, "at": format_utc(there.at)}
    conn.execute("UPDATE revisions SET seen_at = :at WHERE article_id = :id AND number = :number", params)
    conn.execute("UPDATE articles SET revised_at = :at WHERE id = :id AND revision = :number AND revision > 1", params)
    date_revisions(conn, there.article_id)
    if there.before is None:
        _note_first_seen(conn, there)


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


def _note_first_seen(conn: sqlite3.Connection, there: Neighbours) -> None:
    conn.execute(
        "UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?",
        [format_utc(there.at), there.article_id],
    )
