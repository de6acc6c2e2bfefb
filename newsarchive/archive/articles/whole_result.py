"""Every article of a search, a batch at a time: for answers that are sent while they are read.

Nothing stays open between two batches, and each may be read with another connection.
"""

import json
import sqlite3

from newsarchive.archive.articles.read import BATCH, read_articles
from newsarchive.archive.search.ids.selected_ids import IDS_HELD, select_ids_before
from newsarchive.archive.search.selection import Selection
from newsarchive.records import StoredArticle

_CLUSTERS = """SELECT id, cluster_id FROM articles
  WHERE id IN (SELECT value FROM json_each(?)) AND cluster_id IS NOT NULL"""


class WholeResult:
    """The selected articles, newest first; without all_copies, only the newest match of each cluster."""

    def __init__(self, selection: Selection, *, all_copies: bool) -> None:
        self._selection = selection
        self._all_copies = all_copies
        self._ahead: list[int] = []
        self._before: int | None = None
        self._is_at_end = False
        self._clusters = set[int]()

    def next_batch(self, conn: sqlite3.Connection) -> list[StoredArticle]:
        """The next articles, at most BATCH; an empty list when there are no more.

        Raises:
            UsageError: the selection's query contains nothing to search for.
        """
        while ids := self._next_ids(conn):
            if articles := read_articles(conn, ids):
                return articles
        return []

    def _next_ids(self, conn: sqlite3.Connection) -> list[int]:
        while not self._ahead and not self._is_at_end:
            rows = select_ids_before(conn, self._selection, self._before, IDS_HELD)
            self._is_at_end = len(rows) < IDS_HELD
            if rows:
                self._before = rows[-1][1]
                self._ahead = self._without_copies(conn, [article_id for article_id, _ in rows])
        ids, self._ahead = self._ahead[:BATCH], self._ahead[BATCH:]
        return ids

    def _without_copies(self, conn: sqlite3.Connection, ids: list[int]) -> list[int]:
        if self._all_copies:
            return ids
        clusters: dict[int, int] = dict(map(tuple, conn.execute(_CLUSTERS, [json.dumps(ids)])))
        return [one for one in ids if one not in clusters or self._is_first_of(clusters[one])]

    def _is_first_of(self, cluster: int) -> bool:
        is_first = cluster not in self._clusters
        self._clusters.add(cluster)
        return is_first
