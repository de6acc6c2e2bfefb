"""Whether what finds near-copies is that of the texts: every head and every article that stands alone, and no other."""

import sqlite3
from collections.abc import Callable, Iterator

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import Finding
from newsarchive.archive.near_duplicates import assignment

BATCH = 500
REPAIR = "run `newsarchive verify --repair`"

# Articles in order, with how many numbers each is found by and their sum, which tells whether they are the right ones.
_FOUND_BY = """SELECT a.search_id, a.id, a.copy_of IS NULL, a.word_count, a.completeness,
    coalesce(f.numbers, 0), coalesce(f.total, 0), iif(:reads_texts, b.body, NULL)
  FROM articles a JOIN bodies b ON b.article_id = a.id
  LEFT JOIN (SELECT article_id, count(*) AS numbers, sum(hash) AS total FROM fingerprints GROUP BY article_id) f
    ON f.article_id = a.id ORDER BY a.id"""
_ORPHANS = "FROM fingerprints WHERE article_id NOT IN (SELECT id FROM articles)"


def check_copies(
    archive: Archive, *, repair: bool, fast: bool, note: Callable[[int], None] = lambda _: None
) -> Iterator[Finding]:
    """Articles without what finds their copies, such as all those stored before copies were looked for.

    A repair finds their copies; it goes on where it was broken off. fast looks only whether something is there at all.
    note is told how many articles were mended since.
    """
    conn = archive.conn
    conn.execute("CREATE TEMP TABLE IF NOT EXISTS misplaced(search_id INTEGER PRIMARY KEY, id INTEGER)")
    conn.execute("DELETE FROM misplaced")
    conn.executemany("INSERT INTO misplaced(search_id, id) VALUES (?, ?)", _misplaced(conn, reads_texts=not fast))
    count, first = conn.execute("SELECT count(*), min(id) FROM misplaced").fetchone()
    orphans, orphan = conn.execute(f"SELECT count(DISTINCT article_id), min(article_id) {_ORPHANS}").fetchone()
    if (count or orphans) and repair:
        with archive.transaction():
            conn.execute(f"DELETE {_ORPHANS}")
            conn.execute("DELETE FROM fingerprints WHERE article_id IN (SELECT id FROM misplaced)")
        _place_again(archive, note)
    if count:
        problem = f"{_and_more(count)}: copies cannot be found by what stands in fingerprints"
        yield Finding("copies", f"articles {first}", problem, REPAIR, repair)
    if orphans:
        problem = f"{_and_more(orphans)}: in fingerprints, and in the archive no more"
        yield Finding("copies", f"articles {orphan}", problem, REPAIR, repair)


def _and_more(count: int) -> str:
    return f"and {count - 1:,} more" if count > 1 else "alone"


def _misplaced(conn: sqlite3.Connection, *, reads_texts: bool) -> Iterator[tuple[int, int]]:
    """Articles found by something else than their texts give."""
    cursor = conn.cursor()
    rows = cursor.execute(_FOUND_BY, {"reads_texts": reads_texts})
    for search_id, article_id, is_head, words, completeness, count, total, body in rows:
        if body is not None:
            right = assignment.fingerprint_of(body, words, completeness) if is_head else ()
            is_right = (count, total) == (len(right), sum(right))
        else:
            is_right = (count > 0) == (bool(is_head) and assignment.is_compared(words, completeness))
        if not is_right:
            yield search_id, article_id


def _place_again(archive: Archive, note: Callable[[int], None]) -> None:
    """In order of time, so that few heads have to give way; a statement and a transaction each few hundred."""
    rows = [(-1 << 62, 0)]
    while rows := archive.conn.execute(
        "SELECT search_id, id FROM misplaced WHERE search_id > ? ORDER BY search_id LIMIT ?", [rows[-1][0], BATCH]
    ).fetchall():
        with archive.transaction():
            for _, article_id in rows:
                left_behind = assignment.remove_from_cluster(archive.conn, article_id)
                assignment.assign_clusters(archive.conn, [article_id, *left_behind])
        note(len(rows))
