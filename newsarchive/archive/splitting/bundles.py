"""What belongs to an article, as rows of both archives: copied, compared and deleted for a batch of articles at a time.

Each of the two connections knows the other archive under a name. The articles at work are in the temporary table batch,
their captures in batch_captures. So SQLite moves and compares rows, and no text passes through Python.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable

from newsarchive.archive.articles.article_rows import free_search_id
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.near_duplicates import assignment

# Under these names a connection knows the archive that articles leave, and the one into which they move.
ORIGIN, DESTINATION = "origin", "destination"

# Tables with one row for each article, and those with any number. Captures and fingerprints have no column for it.
# Rows of urls are copied as they are: what an outcome becomes is decided in archive/queue/url_states.py alone.
_BODIES = "bodies"
_LISTS = ("article_authors", "revisions", "urls", "pictures")
# The place in lists may differ: a second split into the same archive can meet a second that is taken there.
_PLACED = ("search_id", "cluster_id", "copy_of", "similarity")
# Where the record is may differ.
_CAPTURE = ("url", "url_key", "fetched_at", "status", "length", "digest")
# Captures of the batch that are missing in the new archive, or not the same there.
_OTHER_CAPTURES = f"""temp.batch_captures b CROSS JOIN {{old}}.captures o ON o.id = b.id
  LEFT JOIN {{new}}.captures n ON n.id = b.id
  WHERE ({", ".join(f"o.{name}" for name in _CAPTURE)}) IS NOT ({", ".join(f"n.{name}" for name in _CAPTURE)})"""
_IN_BATCH = "article_id IN (SELECT id FROM temp.batch)"

_TEMPORARY = (
    """CREATE TEMP TABLE IF NOT EXISTS batch(id INTEGER PRIMARY KEY, cluster_id INTEGER, copy_of INTEGER,
         similarity REAL, search_id INTEGER)""",
    "CREATE TEMP TABLE IF NOT EXISTS batch_captures(id INTEGER, article_id INTEGER, PRIMARY KEY(id, article_id))",
)
# Every capture of any address of the articles, including fetches that found nothing new, as in a removal.
_FILL_CAPTURES = """INSERT OR IGNORE INTO temp.batch_captures(id, article_id)
  SELECT c.id, c.article_id FROM (
    SELECT a.capture_id AS id, a.id AS article_id FROM temp.batch b CROSS JOIN {old}.articles a ON a.id = b.id
    UNION SELECT r.capture_id, r.article_id FROM temp.batch b CROSS JOIN {old}.revisions r ON r.article_id = b.id
    UNION SELECT p.capture_id, p.article_id FROM temp.batch b CROSS JOIN {old}.pictures p ON p.article_id = b.id
    UNION SELECT c.id, b.id FROM temp.batch b CROSS JOIN {old}.urls u ON u.article_id = b.id
      CROSS JOIN {old}.captures c ON c.url_key = u.key) c WHERE c.id IS NOT NULL"""


def attach(conn: sqlite3.Connection, file: str, name: str) -> None:
    """Lets conn read the archive at file, a URI, under that name."""
    conn.execute(f"ATTACH ? AS {name}", [f"{file}?mode=ro"])
    for statement in _TEMPORARY:
        conn.execute(statement)


def fill_hashes(conn: sqlite3.Connection, old: str, condition: str, params: dict[str, object]) -> None:
    """Collects the fingerprints of the articles that meet condition; the table of them has no index of articles."""
    conn.execute("DROP TABLE IF EXISTS temp.moving_hashes")
    conn.execute(
        """CREATE TEMP TABLE moving_hashes(article_id INTEGER, hash INTEGER, PRIMARY KEY(article_id, hash))
           WITHOUT ROWID"""
    )
    conn.execute(
        f"""INSERT INTO temp.moving_hashes SELECT f.article_id, f.hash FROM {old}.fingerprints f
            WHERE f.article_id IN (SELECT a.id FROM {old}.articles a WHERE {condition})
            ORDER BY f.article_id, f.hash""",  # noqa: S608
        params,
    )


def fill_batch(conn: sqlite3.Connection, old: str, article_ids: Collection[int], *, keeps_clusters: bool) -> None:
    """Makes the articles of the archive named old the batch, each with the cluster that it has in the new archive.

    It keeps its cluster if the head and another member are in the batch too, else it has none. Without keeps_clusters
    no article has one.
    """
    conn.execute("DELETE FROM temp.batch")
    conn.execute("DELETE FROM temp.batch_captures")
    conn.executemany("INSERT INTO temp.batch(id) VALUES (?)", [(one,) for one in article_ids])
    if keeps_clusters:
        conn.execute(
            f"""UPDATE temp.batch SET (cluster_id, copy_of, similarity) =
                  (SELECT a.cluster_id, a.copy_of, a.similarity FROM {old}.articles a WHERE a.id = batch.id)"""  # noqa: S608
        )
        conn.execute(
            """UPDATE temp.batch SET cluster_id = NULL, copy_of = NULL, similarity = NULL WHERE cluster_id IN (
                 SELECT cluster_id FROM temp.batch WHERE cluster_id IS NOT NULL GROUP BY cluster_id
                 HAVING count(*) = 1 OR sum(id = cluster_id) = 0)"""
        )
    conn.execute(_FILL_CAPTURES.format(old=old))


def drop_changed_captures(conn: sqlite3.Connection) -> None:
    """Takes captures of the batch out of the new archive if their rows are not the same, to copy them once more."""
    conn.execute(
        f"DELETE FROM main.captures WHERE id IN (SELECT b.id FROM {_OTHER_CAPTURES})".format(old=ORIGIN, new="main")  # noqa: S608
    )


def missing_captures(conn: sqlite3.Connection) -> list[tuple[int, str, CaptureRef, str | None]]:
    """The captures of the batch that the new archive lacks: id, fetched_at, place of the record, expired_at.

    In the order of the day on which they were fetched, so that they are written file by file.
    """
    rows = conn.execute(
        f"""SELECT c.id, c.fetched_at, c.expired_at, c.file, c.offset, c.length, c.digest
            FROM (SELECT DISTINCT id FROM temp.batch_captures) b CROSS JOIN {ORIGIN}.captures c ON c.id = b.id
            WHERE NOT EXISTS (SELECT 1 FROM main.captures t WHERE t.id = c.id)
            ORDER BY substr(c.fetched_at, 1, 10), c.id"""  # noqa: S608
    ).fetchall()
    return [(one, fetched_at, CaptureRef(*ref), expired_at) for one, fetched_at, expired_at, *ref in rows]


def copy_rows(conn: sqlite3.Connection) -> None:
    """Copies the rows of the batch into the new archive, which has none of them. Its captures are there already.

    Articles come before their bodies, because the body puts an article into the search index.
    """
    _copy_articles(conn)
    for table in (_BODIES, *_LISTS):
        names = ", ".join(columns(conn, table))
        conn.execute(
            f"INSERT INTO main.{table}({names}) SELECT {names} FROM {ORIGIN}.{table} WHERE {_IN_BATCH}"  # noqa: S608
        )
    conn.execute(
        f"""INSERT INTO main.fingerprints(hash, article_id) SELECT h.hash, h.article_id FROM temp.moving_hashes h
            WHERE h.{_IN_BATCH} ORDER BY h.hash"""  # noqa: S608
    )
    _write_missing_fingerprints(conn)


def _copy_articles(conn: sqlite3.Connection) -> None:
    placed = {"search_id": "coalesce(b.search_id, a.search_id)"}
    names = columns(conn, "articles")
    values = [placed.get(name, f"{'b' if name in _PLACED else 'a'}.{name}") for name in names]
    statement = f"""INSERT INTO main.articles({", ".join(names)}) SELECT {", ".join(values)}
      FROM temp.batch b CROSS JOIN {ORIGIN}.articles a ON a.id = b.id WHERE"""  # noqa: S608
    taken = conn.execute(
        f"""SELECT b.id, a.search_id FROM temp.batch b CROSS JOIN {ORIGIN}.articles a ON a.id = b.id
            WHERE EXISTS (SELECT 1 FROM main.articles t WHERE t.search_id = a.search_id)"""  # noqa: S608
    ).fetchall()
    if not taken:
        conn.execute(f"{statement} 1")
        return
    others = {article_id for article_id, _ in taken}
    for (article_id,) in conn.execute("SELECT id FROM temp.batch").fetchall():
        if article_id not in others:
            conn.execute(f"{statement} b.id = ?", [article_id])
    for article_id, search_id in taken:
        free = free_search_id(conn, search_id)
        conn.execute("UPDATE temp.batch SET search_id = ? WHERE id = ?", [free, article_id])
        conn.execute(f"{statement} b.id = ?", [article_id])


def _write_missing_fingerprints(conn: sqlite3.Connection) -> None:
    """An article that was a near-duplicate of a head, and is in no cluster now, needs a fingerprint of its own."""
    rows = conn.execute(
        f"""SELECT a.id, t.body, a.word_count, a.completeness FROM temp.batch b
              CROSS JOIN {ORIGIN}.articles a ON a.id = b.id CROSS JOIN main.bodies t ON t.article_id = b.id
            WHERE a.copy_of IS NOT NULL AND b.copy_of IS NULL"""  # noqa: S608
    )
    hashes = [
        (number, article_id) for article_id, *text in rows.fetchall() for number in assignment.fingerprint_of(*text)
    ]
    conn.executemany("INSERT OR IGNORE INTO main.fingerprints(hash, article_id) VALUES (?, ?)", hashes)


def delete_copies(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Takes articles out of the new archive again, to copy them once more. Their captures stay.

    Articles that were near-duplicates of one of them are assigned to clusters again.
    """
    ids, released = list(article_ids), list[int]()
    for article_id in ids:
        released += assignment.remove_from_cluster(conn, article_id)
    delete_rows(conn, ids)
    conn.execute("DELETE FROM main.urls WHERE article_id IN (SELECT value FROM json_each(?))", [json.dumps(ids)])
    assignment.assign_clusters(conn, [one for one in released if one not in ids])


def join_clusters(conn: sqlite3.Connection, article_ids: Collection[int]) -> None:
    """Assigns articles of the new archive that are in no cluster to the clusters there."""
    for article_id in article_ids:
        # Its fingerprint goes: only a head, or an article without a cluster, gets one again.
        assignment.remove_from_cluster(conn, article_id)
    assignment.assign_clusters(conn, article_ids)


def delete_rows(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Deletes the rows of articles that are in no cluster, except addresses, captures and fingerprints."""
    ids = json.dumps(list(article_ids))
    for table in (_BODIES, "revisions", "article_authors", "pictures"):
        conn.execute(f"DELETE FROM main.{table} WHERE article_id IN (SELECT value FROM json_each(?))", [ids])  # noqa: S608
    conn.execute("DELETE FROM main.articles WHERE id IN (SELECT value FROM json_each(?))", [ids])


def differing(conn: sqlite3.Connection, old: str, new: str, *, with_clusters: bool = False) -> set[int]:
    """The articles of the batch that are not the same in both archives, or are missing in the new one.

    with_clusters also compares clusters and fingerprints.
    """
    found = {
        *_differing_pairs(conn, old, new, "articles", "id"),
        *_differing_pairs(conn, old, new, _BODIES, "article_id"),
        *(one for table in _LISTS for one in _differing_lists(conn, old, new, table)),
        *_without_capture(conn, old, new),
    }
    if with_clusters:
        found |= set(_differing_clusters(conn, new))
    return found


def _differing_pairs(conn: sqlite3.Connection, old: str, new: str, table: str, key: str) -> list[int]:
    names = [name for name in columns(conn, table) if name not in _PLACED]
    olds, news = (", ".join(f"{alias}.{name}" for name in names) for alias in ("o", "n"))
    rows = conn.execute(
        f"""SELECT b.id FROM temp.batch b CROSS JOIN {old}.{table} o ON o.{key} = b.id
            LEFT JOIN {new}.{table} n ON n.{key} = b.id WHERE ({olds}) IS NOT ({news})"""  # noqa: S608
    )
    return [row[0] for row in rows]


def _differing_lists(conn: sqlite3.Connection, old: str, new: str, table: str) -> list[int]:
    names = ", ".join(columns(conn, table))
    olds, news = (f"SELECT {names} FROM {schema}.{table} WHERE {_IN_BATCH}" for schema in (old, new))  # noqa: S608
    rows = conn.execute(
        f"""SELECT article_id FROM (SELECT * FROM ({olds}) EXCEPT {news})
            UNION SELECT article_id FROM (SELECT * FROM ({news}) EXCEPT {olds})"""  # noqa: S608
    )
    return [row[0] for row in rows]


def _without_capture(conn: sqlite3.Connection, old: str, new: str) -> list[int]:
    """A capture that is expired in one of them alone counts as the same: then there is no record to compare."""
    rows = conn.execute(f"SELECT b.article_id FROM {_OTHER_CAPTURES}".format(old=old, new=new))  # noqa: S608
    return [row[0] for row in rows]


def _differing_clusters(conn: sqlite3.Connection, new: str) -> list[int]:
    rows = conn.execute(
        f"""SELECT b.id FROM temp.batch b CROSS JOIN {new}.articles n ON n.id = b.id
            WHERE (n.cluster_id, n.copy_of, n.similarity) IS NOT (b.cluster_id, b.copy_of, b.similarity)
            UNION SELECT h.article_id FROM temp.moving_hashes h WHERE h.{_IN_BATCH} AND NOT EXISTS
              (SELECT 1 FROM {new}.fingerprints f WHERE f.hash = h.hash AND f.article_id = h.article_id)"""  # noqa: S608
    )
    return [row[0] for row in rows]


def columns(conn: sqlite3.Connection, table: str) -> list[str]:
    """The names of the columns of a table that can be written."""
    return [name for (name,) in conn.execute("SELECT name FROM pragma_table_info(?)", [table])]
