"""Hands parts out: what a worker needs to know goes into the shared folder, and the hosts are noted as lent first."""

import secrets
from collections.abc import Sequence
from dataclasses import replace

from newsarchive import clock
from newsarchive.archive.queue.lent_queue import LentQueue, lend
from newsarchive.crawl.fleet.known_workers import Attempt, KnownWorker
from newsarchive.crawl.fleet.parts import CrawlPart
from newsarchive.crawl.fleet.task import CrawlTask, crawl_part, outlet_digest
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import CrawlOptions
from newsarchive.crawl.session import Session
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import send_parcel
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.lifetime import boot_seconds

# What a part may take beside its pages: the start of its process, robots.txt, feeds and sitemaps.
_BEGINNING_SECONDS = 120.0
# Of a page, beside the delay of its host.
_ANSWER_SECONDS = 1.0


class HandingOut:
    """The attempts of one crawl, each with a name and a time limit of its own.

    task_seconds is how long a part may ask; None: this follows from its outlets and pages.
    """

    def __init__(
        self,
        session: Session,
        options: CrawlOptions,
        folder: SegmentFolder,
        lent: LentHosts,
        task_seconds: float | None,
    ) -> None:
        self._session, self._options, self._folder, self._lent = session, options, folder, lent
        self._task_seconds = task_seconds
        self._settings = session.settings
        self._pages = int(options.limit or self._settings.pages_per_run)
        self._attempts = 0
        self._loans: set[str] = set()

    def give(self, worker: KnownWorker, parts: Sequence[CrawlPart], seconds_left: float) -> None:
        """Gives parts to a worker that is free; it may ask for seconds_left at the most.

        Raises:
            FleetError: the shared folder cannot be written.
            ArchiveError: the loan of the hosts cannot be noted.
        """
        self._attempts += 1
        # The same workers may have tasks of another archive, with a crawl of the same number.
        name = f"crawl-{self._session.crawl_id}-{self._attempts}-{secrets.token_hex(4)}"
        spiders = [spider for part in parts for spider in part.spiders]
        hosts = Hosts()
        for part in parts:
            hosts |= part.hosts
        parcel = send_parcel(self._folder, name, [self._queue(spider.name) for spider in spiders])
        # The last requests are answered and read in this time.
        grace_seconds = self._settings.page_timeout_seconds + self._settings.extraction_timeout_seconds
        now, seconds = boot_seconds(), min(self._ask_seconds(parts), seconds_left)
        ends_at = now + seconds + grace_seconds
        # Before the worker gets them: after this process was killed, the next one knows them.
        self._loans.add(name)
        self._lent.lend(name, hosts, seconds + grace_seconds + self._settings.max_delay_seconds)
        task = CrawlTask(
            name,
            self._folder.address,
            parcel,
            _for_workers(self._settings),
            replace(self._options, for_minutes=None, retry=()),
            tuple((spider.name, outlet_digest(spider)) for spider in spiders),
            hosts,
            worker.time_at(now + seconds),
            worker.time_at(ends_at),
            this_reading_version(),
        )
        worker.attempt = Attempt(name, parcel, tuple(parts), ends_at, worker.executor.submit(crawl_part, task))

    def call_back(self, attempt: Attempt) -> None:
        """Lets the worker of an attempt stop, and hand in what it has."""
        self._folder.remove(attempt.parcel)

    def close(self, attempt: Attempt) -> None:
        """Notes that an attempt has ended: nobody asks its hosts any more."""
        self._folder.remove(attempt.parcel)
        self._give_back(attempt.name)

    def give_back_all(self) -> None:
        """Notes that no worker asks any host any more."""
        for name in list(self._loans):
            self._give_back(name)

    def _give_back(self, name: str) -> None:
        self._lent.give_back(name)
        self._loans.discard(name)

    def _queue(self, outlet_name: str) -> LentQueue:
        return lend(
            self._session.archive,
            outlet_name,
            clock.now(),
            self._pages,
            since=self._options.since,
            sitemap_days=self._settings.sitemap_days,
        )

    def _ask_seconds(self, parts: Sequence[CrawlPart]) -> float:
        """How long parts may ask: the outlets of one part may all be on one host, those of several are not."""
        if self._task_seconds is not None:
            return self._task_seconds
        outlets = max(len(part.spiders) for part in parts)
        return _BEGINNING_SECONDS + (self._settings.delay_seconds + _ANSWER_SECONDS) * self._pages * outlets


def _for_workers(settings: Settings) -> Settings:
    """Without what only this machine needs: a worker gets no secret."""
    folder = settings.outlets_folder
    return replace(
        settings,
        outlets_folder=folder.absolute() if folder is not None else None,
        alert_urls=(),
        ping_url=None,
        captures_max_gb=None,
        captures_keep_days=None,
    )
