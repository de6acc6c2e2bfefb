"""Removal: an article is erased everywhere, and a tombstone stays so that no crawl stores it again."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.articles import identity
from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates import assignment
from newsarchive.archive.queue.url_states import mark_removed
from newsarchive.dates import format_utc
from newsarchive.errors import CaptureError, CaptureGone, UsageError


@dataclass(frozen=True, slots=True)
class RemovalResult:
    """What was removed: how many captures were erased, and why others could not be."""

    article_id: int
    captures_erased: int
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _ArticleCapture:
    """A capture of the article; is_expired says that its row is already marked as expired."""

    id: int
    is_expired: bool
    ref: CaptureRef


def remove_article(archive: Archive, article_id: int, reason: str, now: datetime) -> RemovalResult:
    """Erases an article: text, versions, authors, index entry, and the WARC records of its addresses and pictures.

    Its addresses stay, with the outcome removed, and so do hashes of its headline and text. The space it used in the
    archive's file is overwritten. A record that cannot be found is reported, and everything else is still erased. To
    merge the index takes some 40 s for a million articles.

    Raises:
        UsageError: there is no article with that id.
        ArchiveError: SQLite or the disk refused; another call continues.
    """
    _facts(archive, article_id)
    # The order matters in a crash. No row that is not expired points to an erased record, and as long as a record is
    # left, the article is too: another call finds it and continues.
    captures = _captures_of(archive.conn, article_id)
    _expire(archive, captures, now)
    erased, problems = _erase_captures(archive, captures)
    with archive.transaction():
        facts = _facts(archive, article_id)
        _leave_tombstone(archive, article_id, facts, reason, now)
        _erase_rows(archive.conn, article_id)
    # The words of a deleted entry stay in older pages of the index until these pages are merged.
    archive.optimize()
    archive.checkpoint()
    return RemovalResult(article_id, erased, tuple(problems))


def check_removable(archive: Archive, article_id: int) -> None:
    """Checks that there is an article with that id.

    Raises:
        UsageError: there is none; the message says whether it was removed.
    """
    _facts(archive, article_id)


def _facts(archive: Archive, article_id: int) -> tuple[str, str, int | None]:
    """Outlet, headline and text_key."""
    row = archive.conn.execute("SELECT outlet, headline, text_key FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is not None:
        return row[0], row[1], row[2]
    removed = archive.conn.execute("SELECT removed_at FROM removals WHERE article_id = ?", [article_id]).fetchone()
    what = f"it was removed at {removed[0]}" if removed else "`newsarchive search` shows the ids of articles"
    if file := moved_to(archive.conn, article_id):
        what = f"it was moved to {file}; remove it there, with --db"
    raise UsageError(f"{archive.path}: no article {article_id}; {what}")


def _expire(archive: Archive, captures: list[_ArticleCapture], now: datetime) -> None:
    with archive.transaction():
        archive.conn.execute(
            """UPDATE captures SET expired_at = ? WHERE expired_at IS NULL
                 AND id IN (SELECT value FROM json_each(?))""",
            [format_utc(now), json.dumps([one.id for one in captures])],
        )


def _erase_captures(archive: Archive, captures: list[_ArticleCapture]) -> tuple[int, list[str]]:
    """How many records were erased, and why others could not be."""
    erased, problems = 0, []
    for one in captures:
        if one.is_expired and _is_gone(archive, one.ref):
            continue
        try:
            archive.captures.erase(one.ref)
            erased += 1
        except CaptureError as error:
            problems.append(str(error))
    return erased, problems


def _is_gone(archive: Archive, ref: CaptureRef) -> bool:
    """Whether the record of an expired capture is missing; an interrupted removal may have left it."""
    try:
        archive.captures.read(ref)
    except CaptureGone:
        return True
    except CaptureError:
        return False
    return False


def _captures_of(conn: sqlite3.Connection, article_id: int) -> list[_ArticleCapture]:
    """Every capture of any of its addresses and its pictures, including fetches that found nothing new."""
    rows = conn.execute(
        """SELECT id, expired_at IS NOT NULL, file, offset, length, digest FROM captures WHERE id IN (
             SELECT capture_id FROM articles WHERE id = :id
             UNION SELECT capture_id FROM revisions WHERE article_id = :id
             UNION SELECT capture_id FROM pictures WHERE article_id = :id
             UNION SELECT c.id FROM urls u JOIN captures c ON c.url_key = u.key WHERE u.article_id = :id)""",
        {"id": article_id},
    )
    return [_ArticleCapture(capture_id, bool(is_expired), CaptureRef(*ref)) for capture_id, is_expired, *ref in rows]


def _leave_tombstone(
    archive: Archive, article_id: int, facts: tuple[str, str, int | None], reason: str, now: datetime
) -> None:
    outlet, headline, text_key = facts
    row = {
        "article_id": article_id,
        "outlet": outlet,
        "headline_key": identity.headline_key(headline),
        "text_key": text_key,
        "reason": reason,
        "removed_at": format_utc(now),
    }
    archive.db.table("removals").insert(row)
    mark_removed(archive.conn, article_id, reason)


def _erase_rows(conn: sqlite3.Connection, article_id: int) -> None:
    left_behind = assignment.remove_from_cluster(conn, article_id)
    for statement in (
        "DELETE FROM bodies WHERE article_id = ?",
        "DELETE FROM revisions WHERE article_id = ?",
        "DELETE FROM article_authors WHERE article_id = ?",
        "DELETE FROM pictures WHERE article_id = ?",
        "DELETE FROM fingerprints WHERE article_id = ?",
        "DELETE FROM articles WHERE id = ?",
    ):
        conn.execute(statement, [article_id])
    assignment.assign_clusters(conn, left_behind)
