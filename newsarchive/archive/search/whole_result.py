"""Every result of a search in its order, a batch at a time: for answers that are sent while they are read.

Nothing stays open between two batches, so a slow visitor does not keep a writer from
emptying the WAL, and each batch may be read with another connection.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from newsarchive.archive.search.article_search import read_hits, read_ids
from newsarchive.archive.search.results import Hit, PageOfIds
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import read_version_hits, read_version_ids

Row = TypeVar("Row")


class Opened(Protocol):
    """A search that was opened: in one archive (OpenedSearch), or in several (archive/several/whole_results.py)."""

    @property
    def selection(self) -> SearchRequest:
        """What is looked for."""

    def page_after(self, page: PageOfIds[Any], page_size: int) -> Any:
        """The same search at the page of its results that follows another one."""


# Ids that are read together: enough that a long result has few reads, and each takes well under a second.
IDS_HELD = 5_000
# Articles that are read together, with their texts.
BATCH = 200


@dataclass(frozen=True, slots=True)
class ResultReader(Generic[Row]):
    """How a result is read: its ids in their order, and what a batch of ids stands for.

    Both take a connection, or the open archives, and the opened search.

    rows leaves out what is gone since the ids were read.
    """

    ids: Callable[[Any, Any], PageOfIds[Any]]
    rows: Callable[[Any, Any, list[Any]], Sequence[Row]]


HITS: ResultReader[Hit] = ResultReader(read_ids, read_hits)
VERSION_HITS: ResultReader[Hit] = ResultReader(read_version_ids, read_version_hits)


class WholeResult(Generic[Row]):
    """All results from the place on at which the page of an opened search begins, or the first `limit` of these.

    Once has_all_ids is true, last_page says what follows the results, if something does.
    """

    def __init__(self, opened: Opened, reader: ResultReader[Row], limit: int | None = None) -> None:
        asked = opened.selection
        # As if the page before the first one had been read.
        self.last_page: PageOfIds[Any] = PageOfIds(
            [], next_offset=asked.offset, next_before=asked.before, next_after=asked.after
        )
        self.has_all_ids = False
        self._opened = opened
        self._reader = reader
        self._left = limit
        self._ahead: list[Any] = []

    def read_ids(self, conn: Any) -> None:
        """Reads the ids of some more results, if there are any."""
        size = IDS_HELD if self._left is None else min(self._left, IDS_HELD)
        self.last_page = self._reader.ids(conn, self._opened.page_after(self.last_page, size))
        self._ahead += self.last_page.ids
        if self._left is not None:
            # Of several archives, a page ends with all articles of its last second.
            self._left = max(0, self._left - len(self.last_page.ids))
        self.has_all_ids = not self.last_page.has_more or self._left == 0

    def next_batch(self, conn: Any) -> Sequence[Row]:
        """The next results, at most BATCH; none after the last."""
        while True:
            while not self._ahead and not self.has_all_ids:
                self.read_ids(conn)
            ids, self._ahead = self._ahead[:BATCH], self._ahead[BATCH:]
            if not ids:
                return ()
            # Between two reads articles can be removed, even all of these.
            if rows := self._reader.rows(conn, self._opened, ids):
                return rows
