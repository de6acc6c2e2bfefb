"""Whether the fingerprints fit the texts: heads and articles without a cluster have one, and no other article."""

import sqlite3
from collections.abc import Callable, Iterator

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import REPAIR, ArchiveProblem
from newsarchive.archive.near_duplicates import assignment

BATCH = 500

# All articles with the size and the sum of their fingerprint; the sum shows whether it is the right one.
_FINGERPRINTS = """SELECT a.search_id, a.id, a.copy_of IS NULL, a.word_count, a.completeness,
    coalesce(f.numbers, 0), coalesce(f.total, 0), iif(:reads_texts, b.body, NULL)
  FROM articles a JOIN bodies b ON b.article_id = a.id
  LEFT JOIN (SELECT article_id, count(*) AS numbers, sum(hash) AS total FROM fingerprints GROUP BY article_id) f
    ON f.article_id = a.id ORDER BY a.id"""
_WITHOUT_ARTICLE = "FROM fingerprints WHERE article_id NOT IN (SELECT id FROM articles)"


def check_near_duplicates(
    archive: Archive, *, repair: bool, fast: bool, note: Callable[[int], None] = lambda _: None
) -> Iterator[ArchiveProblem]:
    """Articles with a wrong or missing fingerprint, such as articles of an archive that had none.

    A repair assigns them to clusters again; after an interruption the next repair continues. fast only checks whether
    there is a fingerprint. note is called with the number of articles repaired since.
    """
    conn = archive.conn
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS wrong_articles(search_id INTEGER PRIMARY KEY, id INTEGER)")
    conn.execute("DELETE FROM wrong_articles")
    conn.executemany(
        "INSERT INTO wrong_articles(search_id, id) VALUES (?, ?)", _wrong_articles(conn, reads_texts=not fast)
    )
    count, first = conn.execute("SELECT count(*), min(id) FROM wrong_articles").fetchone()
    orphans, orphan = conn.execute(f"SELECT count(DISTINCT article_id), min(article_id) {_WITHOUT_ARTICLE}").fetchone()
    if (count or orphans) and repair:
        with archive.transaction():
            conn.execute(f"DELETE {_WITHOUT_ARTICLE}")
            conn.execute("DELETE FROM fingerprints WHERE article_id IN (SELECT id FROM wrong_articles)")
        _assign_again(archive, note)
    if count:
        problem = f"has a wrong fingerprint, so near-duplicates are not found{_and_more(count)}"
        yield ArchiveProblem("copies", f"articles {first}", problem, REPAIR, repair)
    if orphans:
        problem = f"has a fingerprint, but is not in the archive{_and_more(orphans)}"
        yield ArchiveProblem("copies", f"articles {orphan}", problem, REPAIR, repair)


def _and_more(count: int) -> str:
    return f" (and {count - 1:,} more)" if count > 1 else ""


def _wrong_articles(conn: sqlite3.Connection, *, reads_texts: bool) -> Iterator[tuple[int, int]]:
    """search_id and id of the articles with a wrong fingerprint."""
    cursor = conn.cursor()
    rows = cursor.execute(_FINGERPRINTS, {"reads_texts": reads_texts})
    for search_id, article_id, is_head, words, completeness, count, total, body in rows:
        if body is not None:
            right = assignment.fingerprint_of(body, words, completeness) if is_head else ()
            is_right = (count, total) == (len(right), sum(right))
        else:
            is_right = (count > 0) == (bool(is_head) and assignment.is_compared(words, completeness))
        if not is_right:
            yield search_id, article_id


def _assign_again(archive: Archive, note: Callable[[int], None]) -> None:
    """In order of time, so that few heads are replaced; one read and one transaction for each batch."""
    rows = [(-1 << 62, 0)]
    while rows := archive.conn.execute(
        "SELECT search_id, id FROM wrong_articles WHERE search_id > ? ORDER BY search_id LIMIT ?", [rows[-1][0], BATCH]
    ).fetchall():
        with archive.transaction():
            for _, article_id in rows:
                released = assignment.remove_from_cluster(archive.conn, article_id)
                assignment.assign_clusters(archive.conn, [article_id, *released])
        note(len(rows))
