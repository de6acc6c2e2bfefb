"""Erases in the old archive what the new one has, batch by batch, and leaves a note of where each article is.

Each batch is compared once more before it is erased. What differs stays, and is copied again afterwards.
"""

import json
import sqlite3
from collections.abc import Collection
from pathlib import Path

from newsarchive.archive.articles.identity import headline_key
from newsarchive.archive.near_duplicates import assignment
from newsarchive.archive.queue.url_states import mark_archived_elsewhere
from newsarchive.archive.splitting import bundles
from newsarchive.archive.splitting.bundles import DESTINATION
from newsarchive.archive.splitting.copying import merge_after
from newsarchive.archive.splitting.job import SplitJob
from newsarchive.archive.splitting.split_rows import MovedCounts, add_counts, load_counts

# A record may be needed twice: the address of one article can show the page of another one.
_KEPT_CAPTURES = (
    "DROP TABLE IF EXISTS temp.kept_captures",
    "CREATE TEMP TABLE kept_captures(id INTEGER, article_id INTEGER, PRIMARY KEY(id, article_id)) WITHOUT ROWID",
    """INSERT OR IGNORE INTO temp.kept_captures SELECT c.id, used.article_id FROM (
         SELECT id AS article_id, capture_id FROM main.articles WHERE capture_id IS NOT NULL
         UNION ALL SELECT article_id, capture_id FROM main.revisions WHERE capture_id IS NOT NULL
         UNION ALL SELECT article_id, capture_id FROM main.pictures WHERE capture_id IS NOT NULL) used
       CROSS JOIN main.captures c ON c.id = used.capture_id CROSS JOIN main.urls u ON u.key = c.url_key
       WHERE u.article_id <> used.article_id""",
)
# The captures of the batch that no other article needs and that the new archive has, with a record or without one. A
# record that was damaged has a row there too, but expired: it stays here.
_LEAVING_CAPTURES = f"""SELECT DISTINCT c.id, c.file, c.expired_at FROM temp.batch_captures b
  CROSS JOIN main.captures c ON c.id = b.id CROSS JOIN {DESTINATION}.captures n ON n.id = b.id
  WHERE (c.expired_at IS NOT NULL OR n.expired_at IS NULL) AND NOT EXISTS (
    SELECT 1 FROM temp.kept_captures k WHERE k.id = b.id AND k.article_id NOT IN (SELECT id FROM temp.batch)
      AND EXISTS (SELECT 1 FROM main.articles a WHERE a.id = k.article_id))"""  # noqa: S608


def erase_articles(job: SplitJob) -> None:
    """Erases every article that moves and is the same in the target; each batch is one transaction.

    Raises:
        ArchiveError: the source cannot be written. Another call continues.
    """
    conn = job.source.conn
    bundles.fill_hashes(conn, "main", job.leaving.condition, job.leaving.params)
    for statement in _KEPT_CAPTURES:
        conn.execute(statement)
    for batch in job.leaving.batches(conn, None):
        ids = _unchanged(job, batch.article_ids)
        if ids:
            _erase(job, ids)
        job.note("erasing here", load_counts(conn, job.split).articles, job.total)


def _unchanged(job: SplitJob, article_ids: Collection[int]) -> list[int]:
    """The articles that are the same in both archives, and so are all older members of their clusters.

    They are the batch afterwards. The archive's lock is held, so nothing changes until they are erased.
    """
    conn = job.source.conn
    there = {one for one in article_ids if conn.execute("SELECT 1 FROM articles WHERE id = ?", [one]).fetchone()}
    bundles.fill_batch(conn, "main", there, keeps_clusters=True)
    wrong = bundles.differing(conn, "main", DESTINATION)
    if not wrong:
        return sorted(there)
    left = there - set(job.leaving.with_clusters(conn, wrong))
    bundles.fill_batch(conn, "main", left, keeps_clusters=True)
    return sorted(left)


def _erase(job: SplitJob, article_ids: Collection[int]) -> None:
    conn, ids = job.source.conn, json.dumps(list(article_ids))
    captures = conn.execute(_LEAVING_CAPTURES).fetchall()
    facts = conn.execute(
        """SELECT id, search_id, outlet, headline, text_key, revision FROM articles
           WHERE id IN (SELECT value FROM json_each(?))""",
        [ids],
    ).fetchall()
    with job.source.transaction():
        released = _leave_clusters(conn)
        conn.executemany(
            """INSERT INTO moved_articles(article_id, split_id, search_id, outlet, headline_key, text_key)
               VALUES (?, ?, ?, ?, ?, ?)""",
            [(one, job.split.id, at, outlet, headline_key(text), key) for one, at, outlet, text, key, _ in facts],
        )
        mark_archived_elsewhere(conn, article_ids, f"moved to {Path(job.split.file).name}")
        conn.executemany(
            "INSERT INTO split_files(file) VALUES (?) ON CONFLICT DO NOTHING",
            [(file,) for _, file, expired_at in captures if expired_at is None],
        )
        conn.executemany("DELETE FROM captures WHERE id = ?", [(one,) for one, *_ in captures])
        bundles.delete_rows(conn, article_ids)
        assignment.assign_clusters(conn, released)
        counts = MovedCounts(len(facts), sum(row[-1] for row in facts), len(captures))
        add_counts(conn, job.split, counts)
    merge_after(job.source, len(facts))


def _leave_clusters(conn: sqlite3.Connection) -> list[int]:
    """Takes the batch out of all clusters; returns the articles that stay and lose their head."""
    split = conn.execute(
        """SELECT b.id FROM temp.batch b CROSS JOIN main.articles a ON a.id = b.id
           WHERE EXISTS (SELECT 1 FROM main.articles m WHERE m.cluster_id = a.cluster_id
             AND m.id NOT IN (SELECT id FROM temp.batch))"""
    ).fetchall()
    released = [one for (article_id,) in split for one in assignment.remove_from_cluster(conn, article_id)]
    hashes = conn.execute(
        """SELECT h.hash, h.article_id FROM temp.batch b CROSS JOIN temp.moving_hashes h ON h.article_id = b.id"""
    ).fetchall()
    conn.executemany("DELETE FROM fingerprints WHERE hash = ? AND article_id = ?", hashes)
    leaving = {row[0] for row in conn.execute("SELECT id FROM temp.batch")}
    return [one for one in released if one not in leaving]
