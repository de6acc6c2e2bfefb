"""Crawls outlets with workers elsewhere: hands out parts, takes in journals, and alone writes the archive.

At any time, each host is asked by one process at most. docs/architecture.md says why; the rules are:

- a part is handed out to one worker, and to another one only after that attempt is known to have ended;
- an attempt has ended when its answer is here, or when its worker is lost and the kernel of its machine has killed it;
- that time is counted on the clock of the worker's machine, as read before this process got the reading.
"""

import secrets
import signal
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import FrameType
from typing import Any

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.ledger import forget_source
from newsarchive.archive.queue import url_states
from newsarchive.archive.queue.lent_queue import lend
from newsarchive.crawl.fleet.intake import take_in
from newsarchive.crawl.fleet.parts import CrawlPart, next_parts, parts_of
from newsarchive.crawl.fleet.task import CrawlTask, MachineTime, PartCrawled, crawl_part, machine_time, outlet_digest
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import TIME_IS_UP, CrawlOptions, CrawlReport
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.session import Session, open_session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import FleetError, SegmentError
from newsarchive.records import RunCounts
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import send_parcel
from newsarchive.segments.segment import SegmentName, remove_segment
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool
from newsarchive.workers.lifetime import boot_seconds

# What a part may take beside its pages: the start of its process, robots.txt, feeds and sitemaps.
_BEGINNING_SECONDS = 120.0
# Of a page, beside the delay of its host.
_ANSWER_SECONDS = 1.0
# How often it is looked whether workers came or went, and how long there may be none.
_LOOK_SECONDS = 1.0
_ALONE_SECONDS = 120.0
_SAME_SIGNAL_SECONDS = 0.5
# The ledger's name for the journals of crawls. Those of the last crawl stay in it.
LEDGER_SOURCE = "crawl"


def crawl_with_fleet(
    settings: Settings,
    spiders: Sequence[type[OutletSpider]],
    options: CrawlOptions,
    pool: TaskPool,
    folder: SegmentFolder,
    *,
    task_seconds: float | None = None,
    told: Callable[[str], None] = lambda line: None,
) -> CrawlReport:
    """As crawl_outlets, with the workers of pool; folder is for this archive alone and is cleared.

    task_seconds is how long a part may ask; by default it follows from the number of pages. told is called with a line
    for each outlet that was crawled. Ctrl-C and SIGTERM end it cleanly, a second one at once.

    Raises:
        ArchiveError: the archive is locked, cannot be opened or written, or its disk is almost full.
        FleetError: no worker is left, or a worker cannot work. What was taken in stays.
    """
    began_at = clock.now()
    session = open_session(settings, options.command, options.wait_minutes)
    driver = _Driver(settings, session, options, pool, folder, task_seconds, told)
    try:
        for outcome in options.retry:
            url_states.reopen(session.archive, [spider.name for spider in spiders], outcome)
        by_name = {spider.name: spider for spider in spiders}
        ordered = [by_name[name] for name in runs.longest_unvisited(session.archive.conn, by_name)]
        with driver.stopped_by_signals():
            driver.run(ordered)
    except BaseException as error:
        session.has_failed = True
        session.stop(str(error) or type(error).__name__)
        raise
    finally:
        session.abandon()
    return CrawlReport(
        crawl_id=session.crawl_id,
        began_at=began_at,
        ended_at=clock.now(),
        outlets=tuple(session.reports),
        untried=tuple(spider.name for spider in ordered if spider.name not in session.reported),
        stop_reason=session.stop_reason,
        signal_number=driver.signal_number,
        has_failed=session.has_failed,
    )


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Parts that a worker has: the loan of their hosts, and when it is over at the latest, in our boot_seconds()."""

    name: str
    parcel: str
    parts: tuple[CrawlPart, ...]
    ends_at: float
    future: "Future[PartCrawled]"


@dataclass(slots=True)
class _Member:
    """A worker: what it does, and a reading of its machine's clock with our boot_seconds() when that was here."""

    executor: Executor
    clock: "Future[MachineTime] | None" = None
    read: MachineTime | None = None
    read_at: float = 0.0
    attempt: _Attempt | None = None

    def time_at(self, ours: float) -> MachineTime:
        """A time of its machine that is not later than ours, because the reading is older than its arrival here."""
        assert self.read is not None
        return MachineTime(self.read.boot, self.read.seconds + ours - self.read_at)


class _Driver:
    """One crawl under way."""

    def __init__(
        self,
        settings: Settings,
        session: Session,
        options: CrawlOptions,
        pool: TaskPool,
        folder: SegmentFolder,
        task_seconds: float | None,
        told: Callable[[str], None],
    ):
        self.signal_number: int | None = None
        self._settings, self._session, self._options = settings, session, options
        self._pool, self._folder, self._task_seconds, self._told = pool, folder, task_seconds, told
        self._archive = session.archive
        self._lent = LentHosts(settings.db)
        self._workers: dict[str, _Member] = {}
        self._waiting: list[CrawlPart] = []
        self._outlets = 0
        self._journals = 0
        self._attempts = 0
        self._until = None if options.for_minutes is None else boot_seconds() + options.for_minutes * 60
        # The last requests of a part are answered and read in this time.
        self._grace_seconds = settings.page_timeout_seconds + settings.extraction_timeout_seconds
        self._alone_since: float | None = None

    def run(self, spiders: Sequence[type[OutletSpider]]) -> None:
        # What workers of a crawl that was killed have left. Those that still crawl see it and stop.
        self._folder.clear()
        forget_source(self._archive, LEDGER_SOURCE)
        self._outlets = len(spiders)
        self._waiting = parts_of(spiders, self._archive, self._lent, boot_seconds())
        try:
            while self._is_unfinished():
                self._look_at_workers()
                self._hand_out()
                self._wait()
                for worker in list(self._workers.values()):
                    self._take_answer(worker)
        finally:
            self._folder.clear()

    def _is_unfinished(self) -> bool:
        is_under_way = bool(self._attempts_under_way())
        if self._seconds_left() <= 0 and (is_under_way or self._waiting):
            # Workers know it too.
            self._session.stop(TIME_IS_UP)
        return is_under_way or (self._session.stop_reason is None and bool(self._waiting))

    def _attempts_under_way(self) -> list[_Attempt]:
        return [worker.attempt for worker in self._workers.values() if worker.attempt is not None]

    def _seconds_left(self) -> float:
        return float("inf") if self._until is None else self._until - boot_seconds()

    def _look_at_workers(self) -> None:
        """Notes which workers came and went, and what those that went have lost."""
        members = self._pool.members()
        for name in self._workers.keys() - members.keys():
            worker = self._workers.pop(name)
            if worker.attempt is not None:
                self._lose(worker.attempt)
        for name in members.keys() - self._workers.keys():
            self._workers[name] = _Member(members[name])
        for worker in self._workers.values():
            self._read_clock(worker)
        self._refuse_to_be_alone(members)

    def _read_clock(self, worker: _Member) -> None:
        if worker.clock is None:
            worker.clock = worker.executor.submit(machine_time, None)
        elif worker.read is None and worker.clock.done():
            worker.read, worker.read_at = worker.clock.result(), boot_seconds()

    def _refuse_to_be_alone(self, members: Mapping[str, Executor]) -> None:
        if members:
            self._alone_since = None
            return
        self._alone_since = self._alone_since or time.monotonic()
        if time.monotonic() - self._alone_since > _ALONE_SECONDS:
            raise FleetError(f"{self._pool.name}: no worker is left; start workers, then run the command again")

    def _lose(self, attempt: _Attempt) -> None:
        """The worker of an attempt is gone, or only out of sight: its process may ask until it is killed."""
        attempt.future.cancel()
        # Beside its end, the longest delay that a host may ask for.
        self._put_back(attempt, set(), attempt.ends_at + self._settings.max_delay_seconds)

    def _put_back(self, attempt: _Attempt, done: set[str], not_before: float) -> None:
        """What an attempt did not crawl is handed out again, or reported as failed."""
        for part in attempt.parts:
            left = [spider.name for spider in part.spiders if spider.name not in done]
            again = part.again(left, not_before)
            if again is not None:
                self._waiting.append(again)
                continue
            for spider in part.spiders:
                if spider.name in left:
                    problem = f"its workers were lost {part.attempts + 1} times"
                    report = RunReport(spider.name, spider.outlet.title, "failed", RunCounts(), problem=problem)
                    self._session.add_report(report)

    def _hand_out(self) -> None:
        if self._session.stop_reason is not None:
            return
        for worker in self._workers.values():
            # The second task of a worker would wait for the first one, and its time with it.
            if worker.attempt is None and worker.read is not None and self._seconds_left() > 0:
                parts = next_parts(self._waiting, boot_seconds(), len(self._workers))
                if not parts:
                    return
                worker.attempt = self._attempt(worker, parts)

    def _attempt(self, worker: _Member, parts: list[CrawlPart]) -> _Attempt:
        self._attempts += 1
        # The same workers may have tasks of another archive, with a crawl of the same number.
        name = f"crawl-{self._session.crawl_id}-{self._attempts}-{secrets.token_hex(4)}"
        spiders = [spider for part in parts for spider in part.spiders]
        hosts = Hosts()
        for part in parts:
            hosts |= part.hosts
        pages = int(self._options.limit or self._settings.pages_per_run)
        queues = [
            lend(
                self._archive,
                spider.name,
                clock.now(),
                pages,
                since=self._options.since,
                sitemap_days=self._settings.sitemap_days,
            )
            for spider in spiders
        ]
        parcel = send_parcel(self._folder, name, queues)
        now, seconds = boot_seconds(), min(self._ask_seconds(parts, pages), self._seconds_left())
        ends_at = now + seconds + self._grace_seconds
        # Before the worker gets them: after this process was killed, the next one knows them.
        self._lent.lend(name, hosts, seconds + self._grace_seconds + self._settings.max_delay_seconds)
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
        return _Attempt(name, parcel, tuple(parts), ends_at, worker.executor.submit(crawl_part, task))

    def _ask_seconds(self, parts: list[CrawlPart], pages: int) -> float:
        """How long parts may ask: the outlets of one part may all be on one host, those of several are not."""
        if self._task_seconds is not None:
            return self._task_seconds
        outlets = max(len(part.spiders) for part in parts)
        return _BEGINNING_SECONDS + (self._settings.delay_seconds + _ANSWER_SECONDS) * pages * outlets

    def _wait(self) -> None:
        """Waits for an answer, and at most until workers are to be looked at again."""
        futures: list[Future[Any]] = [one.future for one in self._attempts_under_way()]
        futures += [one.clock for one in self._workers.values() if one.clock is not None and one.read is None]
        if not futures:
            time.sleep(_LOOK_SECONDS)
        else:
            wait(futures, timeout=_LOOK_SECONDS, return_when=FIRST_COMPLETED)

    def _take_answer(self, worker: _Member) -> None:
        attempt = worker.attempt
        if attempt is None or not attempt.future.done():
            return
        worker.attempt = None
        crawled = attempt.future.result()
        if not crawled.has_begun:
            # Its machine was started again, or the engine took too long.
            worker.clock = worker.read = None
        done = {name for name, journal in crawled.journals if self._take(attempt, name, journal)}
        self._folder.remove(attempt.parcel)
        self._lent.give_back(attempt.name)
        if crawled.problem is not None and self._session.stop_reason is None:
            raise FleetError(crawled.problem)
        self._put_back(attempt, done, boot_seconds())

    def _take(self, attempt: _Attempt, outlet_name: str, journal: SegmentName) -> bool:
        """Whether a journal was taken in; False for one that was damaged on the way."""
        outlet = next(one.outlet for part in attempt.parts for one in part.spiders if one.name == outlet_name)
        self._journals += 1
        place = (LEDGER_SOURCE, self._journals)
        try:
            taken = take_in(self._archive, self._folder, journal, outlet, self._session.crawl_id, place, self._settings)
        except SegmentError:
            return False
        if taken.foreign:
            self._lent.learn(outlet_name, taken.foreign)
        remove_segment(self._folder, journal.name)
        self._session.add_report(taken.report)
        new = taken.report.counts.new_articles
        self._told(f"{len(self._session.reported)} of {self._outlets} outlets: {outlet_name}, {new} new articles")
        return True

    @contextmanager
    def stopped_by_signals(self) -> Iterator[None]:
        """The first Ctrl-C or SIGTERM lets workers stop, and takes in what they have; a second one ends at once."""

        stopped_at = 0.0

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal stopped_at
            if self.signal_number is not None:
                # timeout(1) sends its signal twice, to the process and to its group.
                if time.monotonic() - stopped_at > _SAME_SIGNAL_SECONDS:
                    raise KeyboardInterrupt
                return
            self.signal_number, stopped_at = number, time.monotonic()
            self._session.stop("stopped by a signal")
            for attempt in self._attempts_under_way():
                self._folder.remove(attempt.parcel)

        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


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
