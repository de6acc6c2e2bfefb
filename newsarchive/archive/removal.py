"""Removal: an article erased wherever it lies, and what is left so that nothing brings it back."""

import json
import sqlite3
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive import identity, writing
from newsarchive.archive.archive import Archive
from newsarchive.archive.captures import CaptureRef
from newsarchive.dates import format_utc
from newsarchive.errors import CaptureError, UsageError


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed: the captures whose records are erased, and what is wrong with those that could not be."""

    article_id: int
    captures_erased: int
    problems: tuple[str, ...] = ()


def remove_article(archive: Archive, article_id: int, reason: str, now: datetime) -> Removed:
    """Erases an article: text, revisions, authors, index entry, the WARC records of its addresses.

    Its addresses stay, with the outcome removed; so does a hash of its headline and text. What it occupied is
    overwritten in the archive's file. A record that is not where the archive says is reported, and the rest is
    erased all the same. Merging the index takes some 40 s for a million articles.

    Raises:
        UsageError: there is no article with that id.
        ArchiveError: SQLite or the disk refused; calling it again goes on.
    """
    with archive.transaction():
        facts = _facts(archive, article_id)
        erased, problems = _erase_captures(archive, article_id, now)
        _leave_tombstone(archive.conn, article_id, facts, reason, now)
        _erase_rows(archive.conn, article_id)
    # A deleted entry's words stay in the index's older pages until these are merged.
    archive.optimize()
    archive.checkpoint()
    return Removed(article_id, erased, tuple(problems))


def _facts(archive: Archive, article_id: int) -> tuple[str, str, int | None]:
    """Outlet, headline and text_key."""
    row = archive.conn.execute("SELECT outlet, headline, text_key FROM articles WHERE id = ?", [article_id]).fetchone()
    if row is not None:
        return row[0], row[1], row[2]
    removed = archive.conn.execute("SELECT removed_at FROM removals WHERE article_id = ?", [article_id]).fetchone()
    what = f"it was removed at {removed[0]}" if removed else "`newsarchive search` shows the ids there are"
    raise UsageError(f"{archive.path}: no article {article_id}; {what}")


def _erase_captures(archive: Archive, article_id: int, now: datetime) -> tuple[int, list[str]]:
    """How many records were erased, and why others could not be."""
    erased, problems = [], []
    for capture_id, ref in _captures_of(archive.conn, article_id):
        try:
            archive.captures.erase(ref)
            erased.append(capture_id)
        except CaptureError as error:
            problems.append(str(error))
    archive.conn.execute(
        "UPDATE captures SET expired_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        [format_utc(now), json.dumps(erased)],
    )
    return len(erased), problems


def _captures_of(conn: sqlite3.Connection, article_id: int) -> list[tuple[int, CaptureRef]]:
    """Every capture of any of its addresses, also of looks that found nothing new."""
    rows = conn.execute(
        """SELECT id, file, offset, length, digest FROM captures WHERE expired_at IS NULL AND id IN (
             SELECT capture_id FROM articles WHERE id = :id
             UNION SELECT capture_id FROM revisions WHERE article_id = :id
             UNION SELECT c.id FROM urls u JOIN captures c ON c.url_key = u.key WHERE u.article_id = :id)""",
        {"id": article_id},
    )
    return [(capture_id, CaptureRef(file, offset, length, digest)) for capture_id, file, offset, length, digest in rows]


def _leave_tombstone(
    conn: sqlite3.Connection, article_id: int, facts: tuple[str, str, int | None], reason: str, now: datetime
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
    writing.insert(conn, "removals", row)
    # What feeds said of it is text of the article too.
    conn.execute(
        """UPDATE urls SET outcome = 'removed', reason = ?, hint_headline = NULL, retry_at = NULL, etag = NULL,
             last_modified = NULL WHERE article_id = ?""",
        [reason, article_id],
    )


def _erase_rows(conn: sqlite3.Connection, article_id: int) -> None:
    for statement in (
        "DELETE FROM bodies WHERE article_id = ?",
        "DELETE FROM revisions WHERE article_id = ?",
        "DELETE FROM article_authors WHERE article_id = ?",
        "DELETE FROM fingerprints WHERE article_id = ?",
        "UPDATE articles SET cluster_id = NULL, copy_of = NULL, similarity = NULL WHERE cluster_id = ?",
        "DELETE FROM articles WHERE id = ?",
    ):
        conn.execute(statement, [article_id])
