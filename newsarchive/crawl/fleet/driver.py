"""Crawls outlets with workers elsewhere: hands out parts, takes in journals, and alone writes the archive.

At any time, each host is asked by one process at most. docs/architecture.md says why; the rules are:

- a part is handed out to one worker, and to another one only after that attempt is known to have ended;
- an attempt has ended when its answer is here, or when its worker is lost and the kernel of its machine has killed it;
- that time is counted on the clock of the worker's machine, as read before this process got the reading.
"""

from collections.abc import Callable, Sequence

from newsarchive import clock
from newsarchive.archive.ledger import forget_source
from newsarchive.crawl.fleet.handing_out import HandingOut
from newsarchive.crawl.fleet.intake import take_in
from newsarchive.crawl.fleet.known_workers import Attempt, KnownWorker, KnownWorkers
from newsarchive.crawl.fleet.parts import CrawlPart, next_parts, parts_of
from newsarchive.crawl.fleet.stop_signals import stopped_by_signals
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import STOPPED, TIME_IS_UP, CrawlOptions, CrawlReport, crawl_report, in_turn
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.session import Session, open_session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.errors import FleetError, SegmentError
from newsarchive.records import RunCounts
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.segment import SegmentName, remove_segment
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool
from newsarchive.workers.lifetime import boot_seconds

# How often it is looked whether workers came or went.
_LOOK_SECONDS = 1.0
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
    for each outlet that was crawled. Ctrl-C or SIGTERM ends it cleanly with everything stored, a second signal at once
    with what was taken in; both leave a report.

    Raises:
        ArchiveError: the archive is locked, cannot be opened or written, or its disk is almost full.
        FleetError: no worker is left, or a worker cannot work. What was taken in stays.
    """
    began_at = clock.now()
    session = open_session(settings, options.command, options.wait_minutes)
    driver = _Driver(session, options, pool, folder, task_seconds, told)
    try:
        ordered = in_turn(session, spiders, options)
        with stopped_by_signals(driver.stop):
            driver.run(ordered)
    except KeyboardInterrupt:
        session.stop(STOPPED)
        driver.give_up()
        if driver.signal_number is None:
            raise
    except BaseException as error:
        session.has_failed = True
        driver.give_up()
        session.stop(str(error) or type(error).__name__)
        raise
    finally:
        session.abandon()
    untried = [spider.name for spider in ordered if spider.name not in session.reported]
    return crawl_report(session, began_at, untried, driver.signal_number)


class _Driver:
    """One crawl under way."""

    def __init__(
        self,
        session: Session,
        options: CrawlOptions,
        pool: TaskPool,
        folder: SegmentFolder,
        task_seconds: float | None,
        told: Callable[[str], None],
    ):
        self.signal_number: int | None = None
        self._session, self._settings, self._archive = session, session.settings, session.archive
        self._pool, self._folder, self._told = pool, folder, told
        self._lent = LentHosts(self._settings.db)
        self._workers = KnownWorkers(pool)
        self._handing_out = HandingOut(session, options, folder, self._lent, task_seconds)
        self._waiting: list[CrawlPart] = []
        self._outlets = 0
        self._journals = 0
        self._until = None if options.for_minutes is None else boot_seconds() + options.for_minutes * 60

    def run(self, spiders: Sequence[type[OutletSpider]]) -> None:
        # What workers of a crawl that was killed have left. Those that still crawl see it and stop.
        self._folder.clear()
        forget_source(self._archive, LEDGER_SOURCE)
        self._outlets = len(spiders)
        self._waiting = parts_of(spiders, self._archive, self._lent, boot_seconds())
        try:
            while self._is_unfinished():
                for attempt in self._workers.look():
                    self._lose(attempt)
                self._hand_out()
                self._call_back_if_stopped()
                self._workers.wait(_LOOK_SECONDS)
                for worker in self._workers:
                    self._take_answer(worker)
        finally:
            self._folder.clear()

    def stop(self, signal_number: int) -> None:
        """Lets the crawl end when the workers have handed in what they have. May be called between any two steps."""
        self.signal_number = signal_number
        self._session.stop(STOPPED)

    def give_up(self) -> None:
        """Ends workers of this command at once. Their hosts are free then, which those of other workers are not."""
        if self._pool.end():
            self._handing_out.give_back_all()

    def _call_back_if_stopped(self) -> None:
        # Here and not in stop(), which may be called while parts are being given to a worker.
        if self.signal_number is not None:
            for attempt in self._workers.attempts:
                self._handing_out.call_back(attempt)

    def _is_unfinished(self) -> bool:
        is_under_way = bool(self._workers.attempts)
        if self._seconds_left() <= 0 and (is_under_way or self._waiting):
            # Workers know it too.
            self._session.stop(TIME_IS_UP)
        return is_under_way or (self._session.stop_reason is None and bool(self._waiting))

    def _seconds_left(self) -> float:
        return float("inf") if self._until is None else self._until - boot_seconds()

    def _hand_out(self) -> None:
        for worker in self._workers:
            if self._session.stop_reason is not None or self._seconds_left() <= 0:
                return
            if worker.is_free:
                parts = next_parts(self._waiting, boot_seconds(), len(self._workers))
                if not parts:
                    return
                self._handing_out.give(worker, parts, self._seconds_left())

    def _lose(self, attempt: Attempt) -> None:
        """The worker of an attempt is gone, or only out of sight: its process may ask until it is killed."""
        attempt.future.cancel()
        # Beside its end, the longest delay that a host may ask for.
        self._put_back(attempt, set(), attempt.ends_at + self._settings.max_delay_seconds)

    def _put_back(self, attempt: Attempt, done: set[str], not_before: float) -> None:
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

    def _take_answer(self, worker: KnownWorker) -> None:
        attempt = worker.attempt
        if attempt is None or not attempt.future.done():
            return
        worker.attempt = None
        crawled = self._pool.result(attempt.future)
        if not crawled.has_begun:
            # Its machine was started again, or the engine took too long.
            worker.forget_clock()
        done = {name for name, journal in crawled.journals if self._take(attempt, name, journal)}
        self._handing_out.close(attempt)
        if crawled.problem is not None and self._session.stop_reason is None:
            raise FleetError(crawled.problem)
        self._put_back(attempt, done, boot_seconds())

    def _take(self, attempt: Attempt, outlet_name: str, journal: SegmentName) -> bool:
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
