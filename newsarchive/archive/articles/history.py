"""The earlier versions of an article: their headlines, and versions that are inserted at their own time.

Every function runs inside a transaction.
"""

import sqlite3
from datetime import datetime

from newsarchive.archive.articles.article_rows import add_revision, date_revisions
from newsarchive.archive.articles.read import list_versions
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc
from newsarchive.deciding.earlier_pages import Neighbours, neighbours_at
from newsarchive.deciding.held_back import PastHeadline
from newsarchive.deciding.versions import Version
from newsarchive.records import ArticleVersion, Cause


def load_headlines(conn: sqlite3.Connection, article_id: int) -> tuple[PastHeadline, ...]:
    """The headline of each version, oldest first, the current one last."""
    rows = conn.execute(
        "SELECT seen_at, headline, cause FROM article_versions WHERE article_id = ? ORDER BY number", [article_id]
    )
    return tuple(PastHeadline(time_at(seen_at), headline, cause) for seen_at, headline, cause in rows)


def load_neighbours(conn: sqlite3.Connection, article_id: int, at: datetime) -> Neighbours:
    """The versions of the article that were seen before and after at."""
    return neighbours_at(article_id, list_versions(conn, article_id), at)


def insert_revision(
    conn: sqlite3.Connection, version: Version, neighbours: Neighbours, cause: Cause, capture_id: int | None
) -> None:
    """Puts version between its neighbours; fits_between has said that it belongs there."""
    article, after = version.article, neighbours.after
    if after is None:
        raise ValueError("no later version is there")
    _make_room(conn, neighbours.article_id, after.number)
    earlier = ArticleVersion(
        after.number,
        neighbours.at,
        article.headline,
        article.standfirst,
        article.body,
        version.read_by,
        cause,
        article.structure,
    )
    add_revision(conn, neighbours.article_id, earlier, capture_id)
    date_revisions(conn, neighbours.article_id)
    _set_first_seen(conn, neighbours)


def record_earlier_check(conn: sqlite3.Connection, version: Version, neighbours: Neighbours) -> None:
    """Where version has the text of the version seen after it, that version was already there at this time."""
    if neighbours.after is None or version.differs_from(neighbours.after):
        return
    params = {"id": neighbours.article_id, "number": neighbours.after.number, "at": format_utc(neighbours.at)}
    conn.execute("UPDATE revisions SET seen_at = :at WHERE article_id = :id AND number = :number", params)
    conn.execute("UPDATE articles SET revised_at = :at WHERE id = :id AND revision = :number AND revision > 1", params)
    date_revisions(conn, neighbours.article_id)
    if neighbours.before is None:
        _set_first_seen(conn, neighbours)


def _make_room(conn: sqlite3.Connection, article_id: int, number: int) -> None:
    """Every version from number on gets the next number, by way of negative ones, since no two may be equal."""
    params = {"id": article_id, "number": number}
    conn.execute("UPDATE revisions SET number = -number - 1 WHERE article_id = :id AND number >= :number", params)
    conn.execute("UPDATE revisions SET number = -number WHERE article_id = :id AND number < 0", params)
    conn.execute(
        """UPDATE articles SET revision = revision + 1, revised_at = coalesce(revised_at, first_seen_at)
           WHERE id = :id""",
        params,
    )


def _set_first_seen(conn: sqlite3.Connection, neighbours: Neighbours) -> None:
    conn.execute(
        "UPDATE articles SET first_seen_at = min(first_seen_at, ?) WHERE id = ?",
        [format_utc(neighbours.at), neighbours.article_id],
    )
