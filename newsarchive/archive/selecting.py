"""Articles for an export: a selection, and the words that they must match."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from newsarchive.archive.articles import BATCH, Selection, iterate
from newsarchive.archive.query import parse_query
from newsarchive.errors import UsageError
from newsarchive.records import StoredArticle

_MATCHES = """SELECT a.id FROM articles_fts f CROSS JOIN articles a ON a.search_id = f.rowid
WHERE articles_fts MATCH ? ORDER BY f.rowid DESC"""


def select(conn: sqlite3.Connection, selection: Selection, query: str | None = None) -> Iterator[StoredArticle]:
    """The selected articles that match query, newest first; of a million matches only the ids are held.

    Raises:
        UsageError: query holds nothing to search for.
    """
    if query is None:
        yield from iterate(conn, selection)
        return
    parsed = parse_query(query)
    if parsed.match is None:
        raise UsageError(f"--search {query!r}: {' '.join(parsed.notes)}")
    ids = [row[0] for row in conn.execute(_MATCHES, [parsed.match])]
    for start in range(0, len(ids), BATCH):
        yield from iterate(conn, replace(selection, ids=ids[start : start + BATCH]))
