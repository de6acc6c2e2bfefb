"""What all runs of a process share: the open archive and its lock, the pool of workers, the crawl's row, the stop.

`newsarchive crawl` opens a session before the first outlet and closes it after the last. With plain `scrapy crawl` the
first spider opens the session and the last one closes it. Scrapy makes its components anew for every crawler, so they
find the session in the SessionHolder of the crawler's settings.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, Self, TypeVar

from scrapy.crawler import Crawler

from newsarchive import clock, ingest
from newsarchive.archive import runs
from newsarchive.archive.articles import saving
from newsarchive.archive.articles.adopted_sites import adopt_sites
from newsarchive.archive.articles.saving import CurrentVersion
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import Archive, check_file
from newsarchive.archive.health import disk_days, feed_days, outlet_days
from newsarchive.archive.health.feed_days import FeedAnswer
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.retention import delete_old_captures
from newsarchive.archive.queue import feed_states, url_states
from newsarchive.crawl.page_flow.store_groups import StoreGroups
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.errors import ArchiveError, ArchiveFull
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState, Ingested, Outcome, Sighting
from newsarchive.settings import Settings, real_file
from newsarchive.workers.pool import WorkerPool

logger = logging.getLogger(__name__)

# Modules of the functions that run in the pool: loaded once for all workers.
WORKER_MODULES = (
    "newsarchive.ingest",
    *(f"newsarchive.discovery.{name}" for name in ("feeds", "homepage", "sitemaps", "wayback")),
)
# After this many stored pages, a few MB, the free disk space is checked again.
PAGES_PER_DISK_CHECK = 20

_T = TypeVar("_T")


class Session:
    """The archive, the pool and the crawl's row of one process, from the first run to the last."""

    def __init__(self, settings: Settings, archive: Archive, crawl_id: int, release: Callable[[], None]):
        self.settings = settings
        self.archive = archive
        self.crawl_id = crawl_id
        # How many runs, and processes of many runs, still need the session.
        self.users = 0
        self.reports: list[RunReport] = []
        # The outlets that have a report.
        self.reported: set[str] = set()
        # Why no further request is sent, in one line; None while the crawl goes on.
        self.stop_reason: str | None = None
        self.has_failed = False
        self.is_closed = False
        self._release = release
        self._pool: WorkerPool | None = None
        self._groups = StoreGroups(archive, self._is_reading)
        self._crawlers: set[Crawler] = set()
        self._stopping: list[asyncio.Future[None]] = []
        self._stored = 0

    @property
    def pool(self) -> WorkerPool:
        """The workers that read pages; made at first use, inside the running loop."""
        if self._pool is None:
            limit_seconds = self.settings.extraction_timeout_seconds
            self._pool = WorkerPool(self.settings.workers, limit_seconds, preload=WORKER_MODULES)
        return self._pool

    async def in_worker(self, function: Callable[..., _T], /, *args: Any) -> _T:
        """What function returns for args, run in the pool: feeds and pages may be broken, and take time to read.

        Raises:
            ReadingError: it took too long, or its worker process died.
        """
        return await self.pool.run(function, *args)

    @property
    def unread_bytes(self) -> int:
        """The bytes that were handed to workers and are not read yet."""
        return self._pool.in_flight_bytes if self._pool is not None else 0

    def needs_reextraction(self, prepared: Prepared) -> CurrentVersion | None:
        """As ingest.needs_reextraction, for the archive in which the page will be stored."""
        return ingest.needs_reextraction(self.archive, prepared)

    def save_feed(self, state: FeedState, answer: FeedAnswer | None) -> None:
        """Stores the state of a feed, and in the same transaction what its answer adds to the day's numbers."""
        with self.archive.transaction():
            feed_states.save_feed_state(self.archive, state)
            if answer is not None:
                feed_days.record_answer(self.archive, answer)

    def add_sightings(self, outlet_name: str, sightings: Sequence[Sighting]) -> int:
        """How many of the URLs are new; all of them are put into the queue."""
        return url_states.add_sightings(self.archive, outlet_name, sightings, clock.now())

    def record_outcome(
        self,
        outlet_name: str,
        url: str,
        outcome: Outcome,
        reason: str | None,
        *,
        article_id: int | None = None,
        status: int | None = None,
        wait_seconds: float | None = None,
    ) -> None:
        """Stores the outcome of a URL of an outlet that gave no page; see url_states.record_outcome."""
        url_states.record_outcome(
            self.archive,
            url,
            outcome,
            reason,
            clock.now(),
            article_id=article_id,
            status=status,
            wait_seconds=wait_seconds,
        )

    async def store(self, page: PageToKeep) -> Ingested:
        """What became of a page, once it is stored; from time to time checks that the disk has room for more.

        Raises:
            ArchiveError: it could not be written; then nothing of it was.
        """
        stored = await self._groups.store(page)
        self._count_stored()
        return stored

    def _is_reading(self) -> bool:
        """Whether workers are busy and the crawl goes on, so that it is worth to wait for a further page to store."""
        return self.stop_reason is None and self._pool is not None and self._pool.in_flight > 0

    def begin_run(self, crawler: Crawler, outlet: Outlet) -> int:
        """The id of a new row for one outlet's run."""
        self._crawlers.add(crawler)
        with self.archive.transaction():
            saving.register_outlets(self.archive, [outlet])
            adopt_sites(self.archive, outlet)
            return runs.begin_run(self.archive, self.crawl_id, outlet.name, clock.now())

    def add_report(self, report: RunReport) -> None:
        """Adds what one outlet's run came to."""
        self.reports.append(report)
        self.reported.add(report.outlet)

    def end_run(self, crawler: Crawler, run_id: int, report: RunReport) -> None:
        """Completes a run's row and the numbers of the outlet's day.

        If they cannot be written, the next crawl marks the run as interrupted.
        """
        self._crawlers.discard(crawler)
        self.add_report(report)
        now = clock.now()
        try:
            with self.archive.transaction():
                runs.end_run(self.archive, run_id, report.outcome, report.counts, now, report.problem)
                outlet_days.record_run(self.archive, run_id, now)
        except ArchiveError as error:
            self.fail(str(error))

    def stop(self, reason: str) -> None:
        """Ends the crawl cleanly: requests in progress are finished and stored, no further request is sent."""
        if self.stop_reason is None:
            self.stop_reason = reason
            # A crawler whose engine is still starting is not stopped: Scrapy's stop_async would do nothing then, and
            # nothing on later calls either. It finds stop_reason set, and ends by itself.
            running = [crawler for crawler in self._crawlers if crawler.engine.running]
            self._stopping = [asyncio.ensure_future(crawler.stop_async()) for crawler in running]

    def fail(self, reason: str) -> None:
        """Stops because the archive cannot be written any more."""
        self.has_failed = True
        if self.stop_reason is None:
            logger.error("%s", reason)
        self.stop(reason)

    def _count_stored(self) -> None:
        self._stored += 1
        if self._stored % PAGES_PER_DISK_CHECK == 0:
            try:
                check_disk(self.settings)
            except ArchiveFull as error:
                self.fail(str(error))

    async def close(self) -> None:
        """Ends the pool and the crawl's row, closes the archive and releases its lock."""
        try:
            if self._pool is not None:
                await self._pool.close()
        finally:
            self.abandon()

    def abandon(self) -> None:
        """Closes without a running loop, as after a second Ctrl-C: waits for no page. Does nothing after close."""
        if self.is_closed:
            return
        self.is_closed = True
        if self._pool is not None:
            self._pool.kill()
        try:
            # After a second Ctrl-C, pages may still wait for others.
            self._groups.close()
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
            disk_days.record_disk(self.archive, clock.now())
        except ArchiveError as error:
            logger.error("%s", error)


class SessionHolder:
    """The one session that the crawlers of a process share; empty until a first outlet is crawled."""

    def __init__(self, session: Session | None = None):
        self._session = session

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Scrapy copies its settings, and with them this value, for every crawler.
        return self

    @property
    def session(self) -> Session | None:
        """The open session; None where there is none."""
        return self._session if self._session is not None and not self._session.is_closed else None

    def open(self, settings: Settings, command: str) -> Session:
        """The open session, or else a new one.

        Raises:
            ArchiveError: as open_session does.
        """
        self._session = self.session or open_session(settings, command)
        return self._session

    def unread_bytes(self) -> int:
        """The session's unread bytes; 0 without a session."""
        return self._session.unread_bytes if self._session is not None else 0


def open_session(settings: Settings, command: str, wait_minutes: float = 0) -> Session:
    """A new session: the archive's lock is taken, the archive opened, the crawl's row begun.

    Raises:
        ArchiveError: the archive is locked, cannot be opened or written, or its disk is almost full.
    """
    check_file(settings.db)
    check_disk(settings)
    settings.apply_file_mode()
    with ExitStack() as stack:
        stack.enter_context(write_lock(settings.db, wait_minutes))
        archive = Archive.open(settings.db, write=True)
        stack.callback(archive.conn.close)
        _settle_earlier_runs(archive)
        crawl_id = runs.begin_crawl(archive, command, clock.now())
        return Session(settings, archive, crawl_id, stack.pop_all().close)


def _settle_earlier_runs(archive: Archive) -> None:
    """Marks the runs of a process that was killed as interrupted, and counts what they stored."""
    now = clock.now()
    with archive.transaction():
        killed = runs.unfinished(archive.conn)
        runs.interrupt_unfinished(archive, now)
        for run_id in killed:
            outlet_days.record_run(archive, run_id, now)
        outlet_days.fill_first_days(archive, now)


def check_disk(settings: Settings) -> None:
    """Raises ArchiveFull when the archive's disk has less free space than the setting min_free_gb."""
    ensure_free(real_file(settings.db).parent, settings.min_free_gb)
