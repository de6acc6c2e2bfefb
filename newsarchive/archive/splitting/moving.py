"""Which articles move: those that count for a day before the given one, as --until of a search understands it.

That is the outlet's own day of publication, else the day on which the article was first seen. Articles of one cluster
of near-duplicates move together, as far as they are older.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from newsarchive.archive.search.scope import DAY, LOWEST_SEARCH_ID, day_params

# Articles of one transaction, without those that come along because they are in the same cluster.
BATCH = 250


@dataclass(frozen=True, slots=True)
class MovingBatch:
    """Articles that move in one transaction, and the search_id up to which all are in it or in an earlier one."""

    article_ids: tuple[int, ...]
    up_to: int


@dataclass(frozen=True)
class Moving:
    """The articles before a day. schema is the name under which a connection knows the archive that they leave."""

    before: date
    schema: str = "main"

    @property
    def condition(self) -> str:
        """The condition that a row a of articles moves; its parameters are params."""
        return f"+a.search_id <= :highest AND {DAY} <= :until"

    @property
    def params(self) -> dict[str, Any]:
        return day_params(None, self.before - timedelta(days=1))

    def batches(self, conn: sqlite3.Connection, after: int | None) -> Iterator[MovingBatch]:
        """The articles that move, in the order of time, after a search_id. No read stays open between two batches.

        A batch also has the other moving members of its clusters, so they come twice.
        """
        last = LOWEST_SEARCH_ID if after is None else after
        while rows := self._rows_after(conn, last):
            last = rows[-1][1]
            yield MovingBatch(self.with_clusters(conn, [row[0] for row in rows]), last)

    def count(self, conn: sqlite3.Connection) -> int:
        """How many articles move; reads all that do."""
        return int(conn.execute(f"SELECT count(*) {self._from()}", self.params).fetchone()[0])

    def has_any(self, conn: sqlite3.Connection) -> bool:
        return conn.execute(f"SELECT 1 {self._from()} LIMIT 1", self.params).fetchone() is not None

    def with_clusters(self, conn: sqlite3.Connection, article_ids: Iterable[int]) -> tuple[int, ...]:
        """The articles, and all members of their clusters that move."""
        ids = list(dict.fromkeys(article_ids))
        rows = conn.execute(
            f"""SELECT a.id FROM {self.schema}.articles a WHERE {self.condition} AND a.cluster_id IN
                  (SELECT c.cluster_id FROM json_each(:ids) one CROSS JOIN {self.schema}.articles c ON c.id = one.value
                   WHERE c.cluster_id IS NOT NULL)""",  # noqa: S608
            {**self.params, "ids": json.dumps(ids)},
        )
        return tuple(dict.fromkeys([*ids, *(row[0] for row in rows)]))

    def split_members(self, conn: sqlite3.Connection) -> list[int]:
        """The articles that move while the head of their cluster stays."""
        rows = conn.execute(
            f"""SELECT a.id {self._from()} AND a.copy_of IS NOT NULL AND a.copy_of NOT IN
                  (SELECT a.id {self._from()} AND a.cluster_id = a.id)""",
            self.params,
        )
        return [row[0] for row in rows]

    def _rows_after(self, conn: sqlite3.Connection, last: int) -> list[tuple[int, int]]:
        return conn.execute(
            f"""SELECT a.id, a.search_id {self._from()} AND a.search_id > :last
                ORDER BY a.search_id LIMIT {BATCH}""",
            {**self.params, "last": last},
        ).fetchall()

    def _from(self) -> str:
        return f"FROM {self.schema}.articles a WHERE a.search_id <= :highest AND {self.condition}"
