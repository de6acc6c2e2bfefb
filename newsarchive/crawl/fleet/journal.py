"""The journal of an outlet's run on a worker: everything that a run on one machine would have stored, in its order.

It is a segment. intake.py calls with each entry the functions that Session would have called.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime

from scrapy.crawler import Crawler

from newsarchive import clock
from newsarchive.archive.articles.saving import CurrentVersion
from newsarchive.archive.database import Archive
from newsarchive.archive.health.feed_days import FeedAnswer
from newsarchive.archive.queue import lent_queue, url_states
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.session import Session
from newsarchive.errors import ArchiveError, FleetError
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState, Ingested, Outcome, Sighting
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.segment import SegmentName, SegmentWriter, read_segment
from newsarchive.settings import Settings

# Said of each page: what becomes of its article is decided when the journal is taken in, and counted there.
_HANDED_IN = Ingested(Outcome.ARTICLE)


@dataclass(frozen=True, slots=True)
class FeedAsked:
    """A feed was asked: its state from then on, and what is counted."""

    state: FeedState
    answer: FeedAnswer | None


@dataclass(frozen=True, slots=True)
class NoPage:
    """A URL gave no page; the fields are those of Session.record_outcome."""

    url: str
    outcome: Outcome
    reason: str | None
    article_id: int | None = None
    status: int | None = None
    wait_seconds: float | None = None


@dataclass(frozen=True, slots=True)
class PageRead:
    """A page was fetched and read. In a segment, the record of its capture is beside the entry."""

    prepared: Prepared
    sighting: Sighting | None = None


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The last entry. report lacks the numbers that follow from what the archive makes of pages.

    foreign are the hosts that other workers may have been asking, and that the outlet needs.
    """

    began_at: datetime
    report: RunReport
    foreign: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened at that time, by the clock of the worker's machine: exactly one field is set."""

    at: datetime
    feed: FeedAsked | None = None
    sightings: tuple[Sighting, ...] | None = None
    no_page: NoPage | None = None
    page: PageRead | None = None
    end: RunEnded | None = None

    def with_record(self, record: bytes) -> "Entry":
        """The same entry with other bytes of its page's capture."""
        if self.page is None:
            return self
        prepared = self.page.prepared
        capture = replace(prepared.capture, record=record)
        return replace(self, page=replace(self.page, prepared=replace(prepared, capture=capture)))


def entries_of(folder: SegmentFolder, segment: SegmentName) -> Iterator[Entry]:
    """The entries of a journal; raises SegmentError as read_segment does."""
    for entry, record in read_segment(folder, segment, Entry):
        yield entry.with_record(record)


@dataclass
class _Journal:
    """The journal of one outlet that is being crawled."""

    writer: SegmentWriter
    files: ExitStack
    began_at: datetime = field(default_factory=clock.now)


class JournalSession(Session):
    """A session whose archive has a LentQueue for each outlet, and which writes a journal for each run.

    finished is called with the outlet's name and its journal when a run has ended.
    """

    def __init__(
        self,
        settings: Settings,
        archive: Archive,
        crawl_id: int,
        folder: SegmentFolder,
        finished: Callable[[str, SegmentName], None],
        foreign: Callable[[str], Sequence[str]],
    ):
        super().__init__(settings, archive, crawl_id, release=lambda: None)
        self._folder, self._finished, self._foreign = folder, finished, foreign
        self._journals: dict[str, _Journal] = {}

    def begin_run(self, crawler: Crawler, outlet: Outlet) -> int:
        """As Session's; opens the journal too."""
        run_id = super().begin_run(crawler, outlet)
        files = ExitStack()
        try:
            writer = files.enter_context(SegmentWriter(self._folder, f"crawl-{outlet.name}"))
        except FleetError as error:
            raise ArchiveError(str(error)) from error
        self._journals[outlet.name] = _Journal(writer, files)
        return run_id

    def end_run(self, crawler: Crawler, run_id: int, report: RunReport) -> None:
        """As Session's; completes the journal too."""
        super().end_run(crawler, run_id, report)
        journal = self._journals.pop(report.outlet)
        try:
            ended = RunEnded(journal.began_at, report, tuple(self._foreign(report.outlet)))
            journal.writer.add(Entry(clock.now(), end=ended))
            journal.files.close()
        except (FleetError, OSError) as error:
            self.fail(str(error))
            return
        self._finished(report.outlet, journal.writer.finished)

    def needs_reextraction(self, prepared: Prepared) -> CurrentVersion | None:
        """None: the stored version is in the archive that takes the journal in, which looks for itself."""
        return None

    def save_feed(self, state: FeedState, answer: FeedAnswer | None) -> None:
        """As Session's, and writes it down."""
        super().save_feed(state, answer)
        self._add(state.outlet, Entry(clock.now(), feed=FeedAsked(state, answer)))

    def add_sightings(self, outlet_name: str, sightings: Sequence[Sighting]) -> int:
        """As Session's, and writes them down: of addresses that are known here by their keys, too."""
        new = super().add_sightings(outlet_name, sightings)
        if sightings:
            self._add(outlet_name, Entry(clock.now(), sightings=tuple(sightings)))
        return new

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
        """As Session's, and writes it down."""
        super().record_outcome(
            outlet_name, url, outcome, reason, article_id=article_id, status=status, wait_seconds=wait_seconds
        )
        no_page = NoPage(url, outcome, reason, article_id, status, wait_seconds)
        self._add(outlet_name, Entry(clock.now(), no_page=no_page))

    async def store(self, page: PageToKeep) -> Ingested:
        """Writes the page down, and notes here that its addresses are not due any more."""
        prepared, outlet = page.prepared, page.outlet
        entry = Entry(page.now, page=PageRead(prepared, page.sighting))
        self._add(outlet.name, entry.with_record(b""), prepared.capture.record)
        if prepared.addresses is not None:
            lent_queue.settle_fetched(self.archive, outlet, prepared.addresses.distinct, page.now)
        else:
            key = prepared.requested.key
            url_states.record_outcome(
                self.archive, prepared.requested_url, prepared.outcome, prepared.reason, page.now, key=key
            )
        return _HANDED_IN

    def _add(self, outlet_name: str, entry: Entry, record: bytes = b"") -> None:
        try:
            self._journals[outlet_name].writer.add(entry, record)
        except OSError as error:
            # A run knows ArchiveError for a place where nothing can be stored.
            raise ArchiveError(f"{self._folder.address}: cannot be written ({error.strerror})") from error
