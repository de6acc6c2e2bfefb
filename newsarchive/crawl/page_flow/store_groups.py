"""Pages that were read wait here for each other, so that a busy crawl stores many of them in one transaction.

A transaction costs the event loop more than a page in it does. A crawl with little to do stores each page at once.
"""

import asyncio
from collections.abc import Callable, Sequence

from newsarchive import ingest
from newsarchive.archive.database import Archive
from newsarchive.errors import ArchiveBusy
from newsarchive.ingest import PageToKeep
from newsarchive.records import Ingested

# A group of this size takes the event loop some 30 ms, in which each worker still has its next page.
MOST_PAGES = 24
# The longest wait of a page for others. A kill loses what waits: it is fetched again.
LONGEST_WAIT_SECONDS = 0.5


class StoreGroups:
    """Stores pages in groups: MOST_PAGES, those of LONGEST_WAIT_SECONDS, or those before is_more_expected is False."""

    def __init__(self, archive: Archive, is_more_expected: Callable[[], bool]):
        self._archive = archive
        self._is_more_expected = is_more_expected
        self._waiting: list[tuple[PageToKeep, asyncio.Future[Ingested]]] = []
        self._timer: asyncio.TimerHandle | None = None

    async def store(self, page: PageToKeep) -> Ingested:
        """What became of page, once it is stored.

        Raises:
            ArchiveError: it could not be written; then nothing of it was. The other pages of the group are stored.
        """
        loop = asyncio.get_running_loop()
        stored: asyncio.Future[Ingested] = loop.create_future()
        self._waiting.append((page, stored))
        if len(self._waiting) >= MOST_PAGES or not self._is_more_expected():
            self._store_waiting()
        elif self._timer is None:
            self._timer = loop.call_later(LONGEST_WAIT_SECONDS, self._store_waiting)
        return await stored

    def close(self) -> None:
        """Stores what still waits, without an event loop: nobody is told what became of it."""
        self._results(self._taken())

    def _store_waiting(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        taken = self._taken()
        for (_, stored), result in zip(taken, self._results(taken), strict=True):
            if stored.done():  # cancelled
                continue
            if isinstance(result, Exception):
                stored.set_exception(result)
            else:
                stored.set_result(result)

    def _taken(self) -> list[tuple[PageToKeep, "asyncio.Future[Ingested]"]]:
        taken, self._waiting = self._waiting, []
        return taken

    def _results(self, taken: Sequence[tuple[PageToKeep, object]]) -> list[Ingested | Exception]:
        """What became of each page; if a group cannot be stored, each of its pages is stored alone."""
        pages = [page for page, _ in taken]
        try:
            return list(ingest.keep_group(self._archive, pages)) if pages else []
        except ArchiveBusy as error:
            # It took many seconds to find this out.
            return [error for _ in pages]
        except Exception as error:
            return [error] if len(pages) == 1 else [self._stored_alone(page) for page in pages]

    def _stored_alone(self, page: PageToKeep) -> Ingested | Exception:
        try:
            return ingest.keep_group(self._archive, [page])[0]
        except Exception as error:
            return error
