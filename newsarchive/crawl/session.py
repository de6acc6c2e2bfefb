"""What all crawlers of a process share: the archive under its lock, the pool of readers, the crawl's row, the stop.

The first spider that opens opens the session and the last one closes it; runs.py keeps it open over a whole crawl. The
state is module level because Scrapy makes its components anew for every crawler.
"""

import asyncio
import logging
import os
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.settings import BaseSettings
from scrapy.statscollectors import MemoryStatsCollector

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.retention import delete_old_captures
from newsarchive.crawl.http import politeness
from newsarchive.errors import ArchiveError, ArchiveFull
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts
from newsarchive.settings import Settings, load_settings
from newsarchive.workers.pool import ReaderPool

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

logger = logging.getLogger(__name__)

# Modules with the functions that are run in the pool: imported once for all workers.
READERS = (
    "newsarchive.ingest",
    *(f"newsarchive.discovery.{name}" for name in ("feeds", "homepage", "sitemaps", "wayback")),
)
# Pages kept between two looks at the free disk: a few MB.
KEPT_PER_DISK_CHECK = 20


@dataclass(frozen=True)
class RunReport:
    """What one outlet's run came to: finished, stopped or failed; answered says whether any feed could be read."""

    outlet: str
    title: str
    outcome: str
    counts: RunCounts
    answered: bool = False
    problem: str | None = None
    # What a backfill counts beside: see backfill.py.
    apart: Mapping[str, int] = field(default_factory=dict)


class Session:
    """The archive, the pool and the crawl's row of one process, from the first spider to the last."""

    def __init__(self, settings: Settings, archive: Archive, crawl_id: int, release: Callable[[], None]):
        self.settings = settings
        self.archive = archive
        self.crawl_id = crawl_id
        self.users = 0
        self.reports: list[RunReport] = []
        # Why no further request is begun, in one line; None while the crawl goes on.
        self.stop_reason: str | None = None
        self.has_failed = False
        self._release = release
        self._pool: ReaderPool | None = None
        self._crawlers: set[Crawler] = set()
        self._stopping: list[asyncio.Future[None]] = []
        self._kept = 0

    @property
    def pool(self) -> ReaderPool:
        """The readers; made at first use, inside the running loop."""
        if self._pool is None:
            limit_seconds = self.settings.extraction_timeout_seconds
            pool = self._pool = ReaderPool(self.settings.workers, limit_seconds, preload=READERS)
            politeness.in_flight_bytes = lambda: pool.in_flight_bytes
        return self._pool

    def begin_run(self, crawler: Crawler, outlet: Outlet) -> int:
        """A new row for one outlet's run."""
        self._crawlers.add(crawler)
        with self.archive.transaction():
            saving.register_outlets(self.archive, [outlet])
            return runs.begin_run(self.archive, self.crawl_id, outlet.name, clock.now())

    def end_run(self, crawler: Crawler, run_id: int, report: RunReport) -> None:
        """Completes a run's row; if even that cannot be written, the next crawl marks it interrupted."""
        self._crawlers.discard(crawler)
        self.reports.append(report)
        try:
            runs.end_run(self.archive, run_id, report.outcome, report.counts, clock.now(), report.problem)
        except ArchiveError as error:
            self.fail(str(error))

    def stop(self, reason: str) -> None:
        """Ends the crawl cleanly: requests under way are finished and stored, nothing further is begun."""
        if self.stop_reason is None:
            self.stop_reason = reason
            # One whose engine is only starting would never end if stopped now (its stop_async does nothing, and then
            # nothing any more): it finds stop_reason set, and ends by itself.
            running = [crawler for crawler in self._crawlers if crawler.engine.running]
            self._stopping = [asyncio.ensure_future(crawler.stop_async()) for crawler in running]

    def fail(self, reason: str) -> None:
        """Stops because nothing can be written any more."""
        self.has_failed = True
        if self.stop_reason is None:
            logger.error("%s", reason)
        self.stop(reason)

    def count_kept(self) -> None:
        """Notes that something was stored; now and then looks whether the disk has room for more."""
        self._kept += 1
        if self._kept % KEPT_PER_DISK_CHECK == 0:
            try:
                check_disk(self.settings)
            except ArchiveFull as error:
                self.fail(str(error))

    async def close(self) -> None:
        """Ends readers, crawl row and archive, and lets go of the lock."""
        try:
            if self._pool is not None:
                await self._pool.close()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """What close does without a loop, after a second Ctrl-C: no page is waited for; harmless after close."""
        global _current
        if _current is self:
            _current = None
            if self._pool is not None:
                self._pool.kill()
            try:
                self._end_crawl()
                self.archive.close(checkpoint=True)
            finally:
                self._release()

    def _end_crawl(self) -> None:
        outcome = "failed" if self.has_failed else "stopped" if self.stop_reason else "finished"
        try:
            runs.end_crawl(self.archive, self.crawl_id, outcome, clock.now(), self.stop_reason)
            limits = {"max_gb": self.settings.captures_max_gb, "keep_days": self.settings.captures_keep_days}
            delete_old_captures(self.archive, clock.now(), **limits)
        except ArchiveError as error:
            logger.error("%s", error)


_current: Session | None = None


def current() -> Session:
    """The process's session; raises RuntimeError where no spider is open."""
    if _current is None:
        raise RuntimeError("no session is open: this is used by open spiders only")
    return _current


def is_open() -> bool:
    """Whether the process has a session."""
    return _current is not None


def open_session(settings: Settings, command: str, wait_minutes: float = 0) -> Session:
    """A new session of this process, which must not have one: lock taken, archive open, crawl begun.

    Raises:
        ArchiveError: the archive is locked, cannot be opened or written, or its disk is almost full.
    """
    global _current
    check_disk(settings)
    with ExitStack() as stack:
        stack.enter_context(write_lock(settings.db, wait_minutes))
        archive = Archive.open(settings.db, write=True)
        stack.callback(archive.conn.close)
        runs.interrupt_unfinished(archive, clock.now())
        crawl_id = runs.begin_crawl(archive, command, clock.now())
        _current = Session(settings, archive, crawl_id, stack.pop_all().close)
    return _current


def check_disk(settings: Settings) -> None:
    """Raises ArchiveFull when the archive's disk has less room than the setting min_free_gb."""
    ensure_free(settings.db.parent, settings.min_free_gb)


def settings_of(settings: BaseSettings) -> Settings:
    """Our settings inside Scrapy's: those a command gave, else those of the user's file and environment."""
    given: Settings | None = settings.get("NEWSARCHIVE_SETTINGS")
    return given or load_settings()


class Counts(MemoryStatsCollector):
    """Scrapy's counts of one crawler, of which it makes forty a page."""

    # Scrapy's looks at each use for an argument that it no longer wants: 0.15 ms a page.
    __getattribute__ = object.__getattribute__


class SessionExtension:
    """Opens and closes the session with the first and the last outlet's spider, and keeps each run's row."""

    def __init__(self, crawler: Crawler):
        if os.environ.get("SCRAPY_CHECK") == "true":
            raise NotConfigured("contracts store nothing")
        self._crawler = crawler
        self._run_id: int | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        crawler.signals.connect(extension.request_reached_downloader, signals.request_reached_downloader)
        crawler.signals.connect(extension.something_broke, signals.spider_error)
        crawler.signals.connect(extension.something_broke, signals.item_error)
        return extension

    def spider_opened(self, spider: Any) -> None:
        """Raises CloseSpider when nothing can be stored, or the crawl is being stopped."""
        outlet = getattr(spider, "outlet", None)
        if not isinstance(outlet, Outlet):  # scrapy shell, fetch, runspider
            return
        try:
            session = _current or open_session(settings_of(self._crawler.settings), f"scrapy crawl {spider.name}")
            self._run_id = session.begin_run(self._crawler, outlet)
            session.users += 1
        except ArchiveError as error:
            logger.error("%s", error)
            if _current is not None and _current.users == 0:
                _current.abandon()
            raise CloseSpider("archive") from error
        if session.stop_reason is not None:
            raise CloseSpider("stopped")

    async def spider_closed(self, spider: "OutletSpider", reason: str) -> None:
        """Completes the run's row; the last spider closes the session."""
        session = _current
        if session is None or self._run_id is None:
            return
        session.end_run(self._crawler, self._run_id, self._report(spider, reason, session))
        session.users -= 1
        if session.users == 0:
            await session.close()

    def request_reached_downloader(self) -> None:
        """Counts what is really sent, after all waiting and refusing."""
        self._crawler.stats.inc_value("newsarchive/requests")

    def something_broke(self) -> None:
        """Counts what Scrapy logs with a traceback: mistakes of ours or of an outlet file, never a bad page."""
        self._crawler.stats.inc_value("newsarchive/errors")

    def _report(self, spider: "OutletSpider", reason: str, session: Session) -> RunReport:
        stats = self._crawler.stats.get_stats()
        counts = counts_of(stats)
        answered = spider.finding is not None and spider.finding.read > 0
        problems = list(spider.finding.problems) if spider.finding else []
        if spider.asking is not None and spider.asking.problem:
            problems.append(spider.asking.problem)
        if counts.errors:
            problems.insert(0, f"{counts.errors} errors in our code or the outlet's file; the log has them")
        is_stopped = reason != "finished" or session.stop_reason is not None
        has_failed = bool(counts.errors) or reason == "start_error" or not (answered or is_stopped)
        outcome = "failed" if has_failed else "stopped" if is_stopped else "finished"
        problem = "; ".join(problems[:3]) or None
        apart = _numbers(stats, "newsarchive/apart/")
        return RunReport(spider.name, spider.outlet.title, outcome, counts, answered, problem, apart)


def counts_of(stats: Mapping[str, Any]) -> RunCounts:
    """The numbers of a run among what Scrapy has counted."""
    return RunCounts(
        requests=stats.get("newsarchive/requests", 0),
        bytes_received=stats.get("downloader/response_bytes", 0),
        seen=stats.get("newsarchive/seen", 0),
        new_articles=stats.get("newsarchive/new", 0),
        revised=stats.get("newsarchive/revised", 0),
        same=stats.get("newsarchive/same", 0),
        refused=_numbers(stats, "newsarchive/refused/"),
        errors=stats.get("newsarchive/errors", 0),
    )


def _numbers(stats: Mapping[str, Any], prefix: str) -> dict[str, int]:
    """The numbers under a prefix, by what follows it."""
    return {name.removeprefix(prefix): number for name, number in stats.items() if name.startswith(prefix)}
