"""From a page to the archive, in two steps: extract it in the pool, store the result."""

import logging
from dataclasses import replace
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsarchive import clock, ingest
from newsarchive.crawl.reporting.run_report import number_of
from newsarchive.crawl.run import OutletRun, run_of
from newsarchive.errors import ArchiveError, ReaderCrashed, ReadingError
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.records import Ingested, Outcome, Page, Sighting

logger = logging.getLogger(__name__)

# The longest reason that is stored, in characters: pages choose some of these words.
_REASON_LENGTH = 300


class _Pipeline:
    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _run(self) -> OutletRun:
        return run_of(self._crawler)


class ReadPipeline(_Pipeline):
    """Page → Prepared, in a worker; a page that ends its worker, or takes too long, is stored unread."""

    async def process_item(self, item: Any) -> Any:
        """A Page becomes a Prepared; every other item passes."""
        if not isinstance(item, Page):
            return item
        run = self._run
        outlet = run.spider.outlet
        try:
            prepared = await run.session.in_worker(ingest.prepare, item, outlet)
            if prepared.version is None and item.raw is not None and item.raw.missing is not None:
                # Such a page has no text today, and may have one when its server answers.
                return replace(prepared, outcome=Outcome.SERVER_ERROR, reason=item.raw.missing[:_REASON_LENGTH])
            return await self._compared(prepared)
        except ReadingError as error:
            return ingest.prepare_unread(item, outlet, error)
        except Exception as error:
            # A mistake of ours or of the outlet's `read`: it is logged, and the page is stored until it is corrected.
            logger.exception("%s: reading it failed", item.requested_url)
            run.spider.count("errors")
            return ingest.prepare_unread(item, outlet, ReaderCrashed(f"{type(error).__name__}: {error}"))

    async def _compared(self, prepared: Prepared) -> Prepared:
        """prepared; if another extractor version read the stored version, that is read again first."""
        session, outlet = self._run.session, self._run.spider.outlet
        stored = session.needs_reextraction(prepared)
        if stored is None:
            return prepared
        try:
            folder = session.archive.captures.folder.absolute()
            again = await session.in_worker(ingest.reextract, folder, stored.capture, outlet)
        except ReadingError:
            # Without a new reading the stored one is compared; nobody can say whether outlet or extractor changed.
            return prepared
        return ingest.with_reextracted(prepared, stored, again)


class StorePipeline(_Pipeline):
    """Prepared → Ingested, in the archive; a Sighting from an outlet's own callback goes into the queue."""

    async def process_item(self, item: Any) -> Any:
        """A Prepared becomes an Ingested; every other item passes."""
        if isinstance(item, Sighting):
            self._run.discovery.add_sightings([item])
        return await self._stored(item) if isinstance(item, Prepared) else item

    async def _stored(self, prepared: Prepared) -> Ingested:
        run = self._run
        pages = run.pages
        try:
            stored = await run.session.store(self._page_to_keep(prepared))
        except ArchiveError as error:
            run.session.fail(str(error))
            raise DropItem(str(error)) from error
        finally:
            # Not before: until it has an outcome, its address is due and would be fetched a second time.
            if pages:
                pages.finish(prepared.requested_url)
        counted_as = number_of(stored)
        if counted_as:
            run.spider.count(counted_as)
        if pages:
            pages.record_stored(prepared, stored)
        return stored

    def _page_to_keep(self, prepared: Prepared) -> PageToKeep:
        run, pages = self._run, self._run.pages
        if pages is None:
            return PageToKeep(prepared, run.spider.outlet, clock.now())
        queued = pages.in_progress(prepared.requested_url)
        to_store, now = pages.to_store(prepared)
        return PageToKeep(to_store, run.spider.outlet, now, queued.sighting if queued else None)
