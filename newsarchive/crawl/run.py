"""The run of one outlet: its phases one after the other, and its row in the archive.

RunExtension is the Scrapy component. It opens the process's session when a spider opens, gives the spider its run, and
completes the run's row when the spider closes. OutletRun drives the phases: discovery first, then the pages that are
due. Which requests a phase sends is the phase's own matter.
"""

import logging
import os
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from statistics import median
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, NotConfigured
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl import registry
from newsarchive.crawl.backfill import plan
from newsarchive.crawl.cookies.cookie_file import state_of
from newsarchive.crawl.http.answers import PART_OF_PAGE
from newsarchive.crawl.listed.page_phase import ListedPagePhase
from newsarchive.crawl.page_flow.page_requests import PageRequests
from newsarchive.crawl.phases.discovery import DiscoveryPhase, NoDiscovery
from newsarchive.crawl.phases.pages import PagePhase
from newsarchive.crawl.phases.pictures import PicturePhase
from newsarchive.crawl.rendering import browser
from newsarchive.crawl.reporting.run_report import RunReport, counts_apart, counts_of
from newsarchive.crawl.scrapy_settings import user_settings
from newsarchive.crawl.session import Session, SessionHolder
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import ArchiveError, OutletError

logger = logging.getLogger(__name__)

# Why a spider is closed before its first request: Scrapy's reason, and ours.
_NO_COOKIES = "cookies"
# A report names the first few problems: a log line has no room for more.
_MAX_PROBLEMS = 3
# Of so many latest answers of a run the time is known; a backfill may have hundreds of thousands.
_MAX_TIMES = 1000
# Scrapy's reason for closing the spider of an outlet whose pages need a browser that is not installed.
NO_BROWSER = "no_browser"
_NEVER_BEGAN = ("start_error", _NO_COOKIES, NO_BROWSER)


class OutletRun:
    """One outlet's run under way: discovery, then one phase of pages; a backfill has one for each way it searches.

    A list of pages needs no discovery.
    """

    def __init__(self, spider: OutletSpider, session: Session, page_requests: PageRequests):
        self.spider = spider
        self.session = session
        self._page_requests = page_requests
        self.discovery = self._discovery_phase()
        # The phase of pages that is under way, or was the last; None during discovery.
        self.pages: PagePhase | None = None
        # The phase behind discovery that is under way.
        self._phase: PagePhase | PicturePhase | None = None
        self._phases: Iterator[PagePhase | PicturePhase] | None = None

    async def first_requests(self) -> AsyncIterator[Request]:
        """The requests that discovery begins with; none when the crawl is being stopped."""
        if self.session.stop_reason is None:
            async for request in self.discovery.first_requests():
                yield request

    def record_unchanged(self, queued: QueuedUrl) -> None:
        """The server says that a page has not changed."""
        assert self.pages is not None
        self.pages.record_unchanged(queued)

    def on_idle(self) -> None:
        """Scrapy has no request in progress: sends the next pages, or lets the spider close.

        Raises:
            DontCloseSpider: there was something to send, or a page is in progress.
        """
        if self._page_requests.is_busy:
            raise DontCloseSpider
        if self._phases is None:
            if self.session.stop_reason is None and self._send(self.discovery.last_requests()):
                raise DontCloseSpider
            self._phases = self._later_phases()
            self._begin(next(self._phases))
        while not self._send_next():
            following = next(self._phases, None)
            if following is None:
                return
            self._begin(following)
        raise DontCloseSpider

    def _begin(self, phase: PagePhase | PicturePhase) -> None:
        self._phase = phase
        if isinstance(phase, PagePhase):
            if self.pages is not None and self.pages.problem:
                self.discovery.problems.append(self.pages.problem)
            self.pages = phase

    def on_page_end(self) -> None:
        """A page or picture is done: sends the next ones."""
        if self._phase is not None:
            self._send_next()

    @property
    def problems(self) -> list[str]:
        """What went wrong so far, in the order in which it happened."""
        of_pages = [self.pages.problem] if self.pages is not None and self.pages.problem else []
        return [*self.discovery.problems, *of_pages]

    def _discovery_phase(self) -> DiscoveryPhase:
        if self.spider.listed is not None:
            return NoDiscovery(self.spider, self.session)
        if self.spider.backfill is not None:
            return plan.discovery_phase(self.spider, self.session, self.spider.backfill)
        return DiscoveryPhase(
            self.spider,
            self.session,
            self.spider.since,
            self.session.settings.sitemap_days,
            asks_all=not self.spider.due_only,
        )

    def _later_phases(self) -> Iterator[PagePhase | PicturePhase]:
        keeps_pictures = self.session.settings.keeps_pictures(self.spider.outlet.name)
        if self.spider.listed is not None:
            yield ListedPagePhase(self.spider, self.session, self.spider.listed, self.discovery)
        elif self.spider.backfill is not None:
            yield from plan.page_phases(self.spider, self.session, self.spider.backfill, self.discovery)
            if keeps_pictures:
                yield PicturePhase(self.spider, self.session, self.spider.limit, of_old_articles=True)
        else:
            limit = self.spider.limit or self.session.settings.pages_per_run
            yield PagePhase(self.spider, self.session, limit)
            if keeps_pictures:
                yield PicturePhase(self.spider, self.session, limit)

    def _send_next(self) -> int:
        assert self._phase is not None
        requests = self._phase.next_requests()
        self._page_requests.send(requests)
        return len(requests)

    def _send(self, requests: list[Request]) -> int:
        for request in requests:
            self.spider.crawler.engine.crawl(request)
        return len(requests)


def _is_not_of_archive(record: logging.LogRecord) -> bool:
    """Whether a log record is about something else than an archive that cannot be written."""
    return not (record.exc_info and isinstance(record.exc_info[1], ArchiveError))


class RunExtension:
    """Scrapy extension: gives an outlet's spider its run and its session, and keeps the run's row."""

    def __init__(self, crawler: Crawler):
        # Scrapy's own sign of `scrapy check`, which must store nothing.
        if os.environ.get("SCRAPY_CHECK") == "true":
            raise NotConfigured("`scrapy check` stores nothing")
        self._crawler = crawler
        self._holder: SessionHolder = crawler.settings["NEWSARCHIVE_SESSION"]
        self._run_id: int | None = None
        self._answer_seconds: deque[float] = deque(maxlen=_MAX_TIMES)
        self.run: OutletRun | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        extension = cls(crawler)
        # The session says it in one line; Scrapy would add a traceback for each page.
        logging.getLogger("scrapy.core.scraper").addFilter(_is_not_of_archive)
        crawler.signals.connect(extension.spider_opened, signals.spider_opened)
        crawler.signals.connect(extension.spider_idle, signals.spider_idle)
        crawler.signals.connect(extension.spider_closed, signals.spider_closed)
        crawler.signals.connect(extension.request_reached_downloader, signals.request_reached_downloader)
        crawler.signals.connect(extension.response_received, signals.response_received)
        crawler.signals.connect(extension.something_broke, signals.spider_error)
        crawler.signals.connect(extension.something_broke, signals.item_error)
        return extension

    def spider_opened(self, spider: Any) -> None:
        """Begins the run; raises CloseSpider when nothing can be stored, or the crawl is being stopped."""
        if not isinstance(spider, OutletSpider):  # a spider of `scrapy shell`, `fetch` or `runspider`
            return
        try:
            session = self._holder.open(user_settings(self._crawler.settings), f"scrapy crawl {spider.name}")
            self._run_id = session.begin_run(self._crawler, spider.outlet)
            session.users += 1
        except ArchiveError as error:
            logger.error("%s", error)
            opened = self._holder.session
            if opened is not None and opened.users == 0:
                opened.abandon()
            raise CloseSpider("archive") from error
        self.run = OutletRun(spider, session, PageRequests(self._crawler, self.page_ended))
        spider.run, spider.in_worker = self.run, session.in_worker
        try:
            others = registry.hosts_of_others(session.settings, spider.outlet)
        except OutletError as error:
            self.run.discovery.problems.append(f"cookies of {spider.outlet.name}: {error}")
            raise CloseSpider(_NO_COOKIES) from error
        cookies = state_of(session.settings, spider.outlet, clock.now(), others)
        if cookies is not None and cookies.problem:
            # Without the subscription it would store the beginnings of texts.
            self.run.discovery.problems.append(cookies.problem)
            raise CloseSpider(_NO_COOKIES)
        if cookies is not None and cookies.has_ended:
            self.run.discovery.problems.append(f"{cookies.file}: every cookie has expired; export them again")
        if session.stop_reason is not None:
            raise CloseSpider("stopped")
        missing = browser.missing() if spider.outlet.needs_browser else None
        if missing is not None:
            self.run.discovery.problems.append(missing)
            raise CloseSpider(NO_BROWSER)

    def spider_idle(self) -> None:
        """Raises DontCloseSpider while the run has more to send."""
        if self.run is not None:
            with self._stopped_by_archive_errors(self.run):
                self.run.on_idle()

    def page_ended(self) -> None:
        """Sends the next pages."""
        if self.run is not None:
            with self._stopped_by_archive_errors(self.run):
                self.run.on_page_end()

    async def spider_closed(self, reason: str) -> None:
        """Completes the run's row; the last run closes the session."""
        if self.run is None or self._run_id is None or self.run.session.is_closed:
            return
        session = self.run.session
        session.end_run(self._crawler, self._run_id, self._report(self.run, reason))
        session.users -= 1
        if session.users == 0:
            await session.close()

    def request_reached_downloader(self) -> None:
        """Counts the requests that are really sent, after all waiting and refusing."""
        self._crawler.stats.inc_value("newsarchive/requests")

    def response_received(self, request: Request) -> None:
        """Notes how long the server took to answer."""
        seconds = request.meta.get("download_latency")
        if seconds is not None and not request.meta.get(PART_OF_PAGE):
            self._answer_seconds.append(seconds)
            self._crawler.stats.inc_value("newsarchive/answers")

    def something_broke(self, failure: Failure) -> None:
        """Counts what Scrapy logs with a traceback: mistakes of ours or of an outlet's file, never a bad page.

        An archive that cannot be written, as on a full disk, is not a mistake: it ends the crawl.
        """
        if isinstance(failure.value, ArchiveError) and self.run is not None:
            self.run.session.fail(str(failure.value))
            return
        self._crawler.stats.inc_value("newsarchive/errors")

    @staticmethod
    @contextmanager
    def _stopped_by_archive_errors(run: OutletRun) -> Iterator[None]:
        try:
            yield
        except ArchiveError as error:
            run.session.fail(str(error))

    def _report(self, run: OutletRun, reason: str) -> RunReport:
        if self._answer_seconds:
            self._crawler.stats.set_value("newsarchive/median_answer_ms", round(1000 * median(self._answer_seconds)))
        stats = self._crawler.stats.get_stats()
        counts = counts_of(stats)
        answered = run.discovery.answered
        problems = run.problems
        if counts.errors:
            problems.insert(0, f"{counts.errors} errors in our code or the outlet's file; the log shows them")
        is_stopped = reason != "finished" or run.session.stop_reason is not None
        has_failed = bool(counts.errors) or reason in _NEVER_BEGAN or not (answered or is_stopped)
        outcome = "failed" if has_failed else "stopped" if is_stopped else "finished"
        problem = "; ".join(problems[:_MAX_PROBLEMS]) or None
        outlet = run.spider.outlet
        return RunReport(outlet.name, outlet.title, outcome, counts, answered, problem, counts_apart(stats))


def run_of(crawler: Crawler) -> OutletRun:
    """The run of crawler's outlet.

    Raises:
        RuntimeError: there is none; only the spider of an outlet has a run, from the moment it is opened.
    """
    extension = crawler.get_extension(RunExtension)
    if extension is None or extension.run is None:
        raise RuntimeError("no run is open: only an outlet's spider has one, once it is opened")
    return extension.run
