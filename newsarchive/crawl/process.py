"""Crawling many outlets in one process: at most `window` crawlers at a time, one session, one report."""

import asyncio
import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil
from types import FrameType
from typing import Any

# Loaded here because few modules are loaded yet. For deprecated names it looks through all of them, once for each frame
# of the stack: a tenth of the CPU of starting a crawl, if the first crawler loads it.
import scrapy.core.downloader.contextfactory  # noqa: F401
from scrapy import Spider
from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.extension import ExtensionManager
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.misc import build_from_crawler, load_object

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.queue import url_states
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.listed.by_outlet import ListedByOutlet
from newsarchive.crawl.options import Backfill
from newsarchive.crawl.reporting.progress import Progress
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.scrapy_settings import scrapy_settings
from newsarchive.crawl.session import Session, SessionHolder, open_session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.records import Outcome, RunCounts
from newsarchive.settings import Settings

logger = logging.getLogger(__name__)

# The exit status of a process that a signal ended is 128 and the signal's number, as in a shell.
_SIGNALLED = 128
TIME_IS_UP = "the time of --for was up"
STOPPED = "stopped by a signal"


@dataclass(frozen=True)
class CrawlOptions:
    """What one crawl should do; where an option is None, the settings decide.

    since is the first day that counts as recent in plain sitemaps, limit the pages per outlet, retry the outcomes whose
    URLs are fetched again, window the outlets at a time, command the text that the archive stores with the crawl.
    due_only leaves out the feeds that by their rhythm have nothing new. backfill fetches older articles instead of new
    ones, listed a list of pages, whose outlets it names itself.
    """

    since: date | None = None
    limit: int | None = None
    for_minutes: float | None = None
    wait_minutes: float = 0
    retry: tuple[Outcome, ...] = ()
    window: int | None = None
    command: str = "newsarchive crawl"
    due_only: bool = False
    backfill: Backfill | None = None
    listed: ListedByOutlet | None = None


@dataclass(frozen=True)
class CrawlReport:
    """What a crawl came to: a report for each outlet in the order in which they ended, and the outlets without a turn.

    stop_reason says in one line why it ended early, signal_number which signal ended it, has_failed that the archive
    could not be written any more.
    """

    crawl_id: int
    began_at: datetime
    ended_at: datetime
    outlets: tuple[RunReport, ...]
    untried: tuple[str, ...] = ()
    stop_reason: str | None = None
    signal_number: int | None = None
    has_failed: bool = False

    @property
    def exit_code(self) -> int:
        """0: done, or the time was up; 1: no outlet answered, or nothing could be written; 129, 130, 143: a signal."""
        if self.signal_number is not None:
            return _SIGNALLED + self.signal_number
        # A run that was stopped had no time to be answered.
        has_failures = any(report.outcome == "failed" for report in self.outlets)
        nothing_answered = has_failures and not any(report.answered for report in self.outlets)
        return 1 if self.has_failed or nothing_answered else 0


def crawl_outlets(
    settings: Settings,
    spiders: Sequence[type[OutletSpider]],
    options: CrawlOptions | None = None,
    progress: Progress | None = None,
) -> CrawlReport:
    """Crawl the outlets of spiders, the ones visited longest ago first; once in the life of a process.

    Ctrl-C, SIGTERM or SIGHUP (a closed terminal) ends it cleanly with everything stored, a second Ctrl-C or SIGTERM at
    once; both leave a report.

    Raises:
        ArchiveError: the archive is locked, cannot be opened or written, or its disk is almost full.
    """
    options = options or CrawlOptions()
    began_at = clock.now()
    session = open_session(settings, options.command, options.wait_minutes)
    process: OutletsProcess | None = None
    try:
        ordered = in_turn(session, spiders, options)
        process = OutletsProcess(scrapy_settings(settings), session, progress)
        process.run(_not_lent(settings, ordered), options)
        if process.signal_number is not None:
            _ignore_further_signals()
    finally:
        session.abandon()
    untried = [spider.name for spider in ordered if spider.name not in process.tried]
    return crawl_report(session, began_at, untried, process.signal_number)


def in_turn(session: Session, spiders: Sequence[type[OutletSpider]], options: CrawlOptions) -> list[type[OutletSpider]]:
    """The spiders in the order in which they are crawled; the URLs that options.retry names are fetched again."""
    by_name = {spider.name: spider for spider in spiders}
    for outcome in options.retry:
        url_states.reopen(session.archive, list(by_name), outcome)
    return [by_name[name] for name in runs.longest_unvisited(session.archive.conn, by_name)]


def crawl_report(
    session: Session, began_at: datetime, untried: Sequence[str], signal_number: int | None
) -> CrawlReport:
    """What the crawl of session came to, which ends now."""
    return CrawlReport(
        crawl_id=session.crawl_id,
        began_at=began_at,
        ended_at=clock.now(),
        outlets=tuple(session.reports),
        untried=tuple(untried),
        stop_reason=session.stop_reason,
        signal_number=signal_number,
        has_failed=session.has_failed,
    )


def _not_lent(settings: Settings, spiders: Sequence[type[OutletSpider]]) -> list[type[OutletSpider]]:
    """The spiders whose hosts no worker elsewhere may be asking, for a crawl that was killed a few minutes ago."""
    loans = LentHosts(settings.db).open_loans()
    if not loans:
        return list(spiders)
    free = [one for one in spiders if not any(loan.hosts.meets(Hosts.of(one.outlet)) for loan in loans)]
    if len(free) < len(spiders):
        minutes = ceil(max(loan.seconds for loan in loans) / 60)
        logger.warning(
            "%d outlets are left out: workers of a crawl with --fleet that was killed may still ask their hosts for %d "
            "minutes",
            len(spiders) - len(free),
            minutes,
        )
    return free


def _ignore_further_signals() -> None:
    """From here on the process only stores, reports and ends.

    An interpreter that is ending gives its signals back to the system: one more Ctrl-C would kill it there, and its
    exit status would not be ours any more.
    """
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


@contextmanager
def _hangup_calls(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Calls handler for SIGHUP, which Scrapy leaves to the system; not where it is ignored, as under nohup."""
    is_main = threading.current_thread() is threading.main_thread()
    if not is_main or signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        yield
        return
    before = signal.signal(signal.SIGHUP, handler)
    try:
        yield
    finally:
        if signal.getsignal(signal.SIGHUP) == handler:
            signal.signal(signal.SIGHUP, before)


class OutletCrawler(Crawler):
    """Scrapy's crawler of one outlet, which opens in less time."""

    def _apply_settings(self) -> None:
        """As Scrapy's, without what holds for the whole process, and without a list of 330 settings for the log."""
        if self.settings.frozen:
            return
        self.addons.load_settings(self.settings)
        self.stats = load_object(self.settings["STATS_CLASS"])(self)
        self.logformatter = build_from_crawler(load_object(self.settings["LOG_FORMATTER"]), self)
        self.request_fingerprinter = build_from_crawler(load_object(self.settings["REQUEST_FINGERPRINTER_CLASS"]), self)
        self.extensions = build_from_crawler(ExtensionManager, self)
        self.settings.freeze()


class OutletsProcess(AsyncCrawlerProcess):
    """Scrapy's process with a window of outlets that moves on as outlets end; a stop reaches also the waiting ones."""

    def __init__(self, settings: ScrapySettings, session: Session, progress: Progress | None):
        settings.set("NEWSARCHIVE_SESSION", SessionHolder(session), priority="cmdline")
        if progress is not None and progress.is_shown:
            settings.set("LOG_INSTALL_ROOT_HANDLER", False, priority="cmdline")
        # Scrapy's own extensions: all are off, or count what nobody reads. Each takes time for every outlet.
        settings.set("EXTENSIONS_BASE", {}, priority="cmdline")
        super().__init__(settings)
        # Otherwise Scrapy makes four log records a page, and the handlers of all crawlers drop each of them: 0.15 ms.
        logging.getLogger("scrapy").setLevel(settings["LOG_LEVEL"])
        self.tried: set[str] = set()
        self.signal_number: int | None = None
        self._session = session
        self._progress = progress
        self._crawling: asyncio.Task[None] | None = None
        # Opening an outlet takes the loop 10 ms: one at a time, so that open outlets get their answers in between.
        self._opening = asyncio.Lock()
        self._is_stopping = False

    def create_crawler(self, crawler_or_spidercls: type[Spider] | str | Crawler) -> Crawler:
        """As Scrapy's, but does not give a crawler that was made here the same settings again."""
        if isinstance(crawler_or_spidercls, Crawler):
            return crawler_or_spidercls
        return super().create_crawler(crawler_or_spidercls)

    def _create_crawler(self, spidercls: type[Spider] | str) -> Crawler:
        spider = self.spider_loader.load(spidercls) if isinstance(spidercls, str) else spidercls
        return OutletCrawler(spider, self.settings)

    def run(self, spiders: Sequence[type[OutletSpider]], options: CrawlOptions) -> None:
        """Crawl all of spiders; returns when the last one has ended, or after a stop."""
        self._session.users += 1
        loop = asyncio.get_event_loop()
        self._crawling = loop.create_task(self._crawl_all(spiders, options))
        with self._progress.live(len(spiders)) if self._progress else nullcontext(), _hangup_calls(self._on_hangup):
            self.start(stop_after_crawl=False)

    async def stop(self) -> None:
        """Ends all crawlers, running or waiting; called by Scrapy for a signal, and when the reactor ends.

        Unlike Scrapy's own, it waits until the last page is stored, and reaches crawlers that are still starting.
        """
        if self._is_stopping:
            return
        self._is_stopping = True
        if self.signal_number is not None:
            self._session.stop(STOPPED)
        if self._crawling is not None:
            await asyncio.wait([self._crawling])

    def _signal_shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.signal_number = signum
        super()._signal_shutdown(signum, frame)

    def _on_hangup(self, signum: int, frame: FrameType | None) -> None:
        # Both the shell and the system send it when a terminal is closed, so a second one says nothing new.
        signal.signal(signum, signal.SIG_IGN)
        if self.signal_number is None:
            self._signal_shutdown(signum, frame)

    async def _crawl_all(self, spiders: Sequence[type[OutletSpider]], options: CrawlOptions) -> None:
        window = asyncio.Semaphore(options.window or self._session.settings.window)
        deadline = self._deadline(options.for_minutes)
        try:
            while spiders:
                await asyncio.gather(*(self._crawl_one(spider, window, options) for spider in spiders))
                spiders = options.listed.next_round() if options.listed else ()
        finally:
            deadline()
            await self._session.close()
            self._stop_reactor()

    def _deadline(self, for_minutes: float | None) -> Callable[[], Any]:
        """Stops the crawl when its time is up; returns a function that cancels this."""
        if for_minutes is None:
            return lambda: None
        loop = asyncio.get_running_loop()
        return loop.call_later(for_minutes * 60, self._session.stop, TIME_IS_UP).cancel

    async def _crawl_one(self, spider: type[OutletSpider], window: asyncio.Semaphore, options: CrawlOptions) -> None:
        async with window:
            async with self._opening:
                if self._session.stop_reason is not None:
                    return
                self.tried.add(spider.name)
                crawler = self.create_crawler(spider)
                if self._progress:
                    self._progress.began(crawler)
                arguments = {
                    "since": options.since,
                    "limit": options.limit,
                    "backfill": options.backfill,
                    "listed": options.listed.pages_of(spider.name) if options.listed else None,
                    "due_only": options.due_only,
                }
                crawling = self.crawl(crawler, **arguments)
                await asyncio.sleep(0)  # the outlet opens now
            problem = await self._problem_of(crawling)
            self._report_if_missing(spider, problem)
            if self._progress:
                self._progress.ended(crawler, self._session.reports[-1])

    async def _problem_of(self, crawling: asyncio.Task[None]) -> str | None:
        """What kept a crawler from starting: a mistake in an outlet's file, which stops only that outlet."""
        try:
            await crawling
        except Exception as error:
            return f"{type(error).__name__}: {error}"
        return None

    def _report_if_missing(self, spider: type[OutletSpider], problem: str | None) -> None:
        if spider.name not in self._session.reported:
            outcome = "failed" if problem or self._session.stop_reason is None else "stopped"
            report = RunReport(spider.name, spider.outlet.title, outcome, RunCounts(), problem=problem)
            self._session.add_report(report)
