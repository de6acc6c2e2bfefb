"""From a page to the archive, in two thin steps: read it in the pool, keep what was read."""

import logging
from typing import TYPE_CHECKING, Any, Self, cast

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from newsarchive import clock, ingest
from newsarchive.crawl import session
from newsarchive.errors import ArchiveError, ReaderCrashed, ReadingError
from newsarchive.ingest import Prepared
from newsarchive.records import Ingested, Outcome, Page, Sighting, Verdict

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

logger = logging.getLogger(__name__)

# The number of the run that each verdict adds to.
_COUNTED_AS = {
    Verdict.NEW: "new",
    Verdict.REVISED: "revised",
    Verdict.UNCHANGED: "same",
    Verdict.KNOWN_ELSEWHERE: "same",
    Verdict.WORSE: "same",
}


class _Pipeline:
    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    @property
    def _spider(self) -> "OutletSpider":
        return cast("OutletSpider", self._crawler.spider)


class ReadPipeline(_Pipeline):
    """Page → Prepared, in a worker; a page that takes its worker down, or too long, is kept unread."""

    async def process_item(self, item: Any) -> Any:
        if not isinstance(item, Page):
            return item
        outlet = self._spider.outlet
        try:
            prepared = await session.current().pool.run(ingest.prepare, item, outlet)
            return await self._compared(prepared)
        except ReadingError as error:
            return ingest.prepare_unread(item, outlet, error)
        except Exception as error:
            # A mistake of ours or of the outlet's `read`: said loudly, and the page is kept for the day it is mended.
            logger.exception("%s: reading it failed", item.requested_url)
            self._spider.count("errors")
            return ingest.prepare_unread(item, outlet, ReaderCrashed(f"{type(error).__name__}: {error}"))

    async def _compared(self, prepared: Prepared) -> Prepared:
        """prepared, with the stored version read again where another reader had read it."""
        current, outlet = session.current(), self._spider.outlet
        stored = ingest.needs_reextraction(current.archive, prepared, outlet)
        if stored is None:
            return prepared
        try:
            folder = current.archive.captures.folder.absolute()
            again = await current.pool.run(ingest.reextract, folder, stored.capture, outlet)
        except ReadingError:
            # What cannot be read again is compared as it stands; nobody can say whose change it is.
            return prepared
        return ingest.with_reextracted(prepared, stored, again)


class KeepPipeline(_Pipeline):
    """Prepared → Ingested, in the archive; a Sighting that an outlet's own callback gave goes into the queue."""

    def process_item(self, item: Any) -> Any:
        if isinstance(item, Sighting) and self._spider.finding is not None:
            self._spider.finding.sight([item])
        return self._keep(item) if isinstance(item, Prepared) else item

    def _keep(self, prepared: Prepared) -> Ingested:
        archive = session.current().archive
        asking = self._spider.asking
        queued = asking.done(prepared.requested_url) if asking else None
        sighting = queued.sighting if queued else None
        prepared, now = asking.to_keep(prepared) if asking else (prepared, clock.now())
        try:
            kept = ingest.keep(archive, prepared, self._spider.outlet, now, sighting)
        except ArchiveError as error:
            session.current().fail(str(error))
            raise DropItem(str(error)) from error
        self._count(kept)
        if asking:
            asking.note_kept(prepared, kept)
        session.current().count_kept()
        return kept

    def _count(self, kept: Ingested) -> None:
        counted_as = _COUNTED_AS.get(kept.verdict) if kept.verdict else None
        if counted_as:
            self._spider.count(counted_as)
        elif kept.outcome is not Outcome.ARTICLE:
            self._spider.count(f"refused/{kept.outcome}")
