"""Takes the journal of an outlet's run in: does to the archive what a run on this machine would have done.

One transaction for a journal, with its row in the ledger. So a run is in the archive as a whole and once, or not at
all.
"""

import asyncio
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from newsarchive import clock, ingest
from newsarchive.archive import runs
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.database import CHANGES_PER_MERGE, Archive
from newsarchive.archive.health import feed_days, outlet_days
from newsarchive.archive.ledger import LedgerRow, add_to_ledger
from newsarchive.archive.queue import feed_states, url_states
from newsarchive.crawl.fleet.journal import Entry, RunEnded, entries_of
from newsarchive.crawl.page_flow.store_groups import MOST_PAGES
from newsarchive.crawl.reporting.run_report import RunReport, number_of
from newsarchive.errors import ReadingError, SegmentError
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.segment import SegmentName
from newsarchive.settings import Settings
from newsarchive.workers.pool import WorkerPool

# Counts that follow from what the archive makes of a page; those of _REFUSED are in a count of their own.
_COUNTS = {"new": "new_articles", "revised": "revised", "same": "same"}
_REFUSED = "refused/"


@dataclass(frozen=True, slots=True)
class Taken:
    """A run that was taken in, and the hosts that its outlet needs and did not get."""

    report: RunReport
    foreign: tuple[str, ...]


def take_in(
    archive: Archive,
    folder: SegmentFolder,
    journal: SegmentName,
    outlet: Outlet,
    crawl_id: int,
    place: tuple[str, int],
    settings: Settings,
) -> Taken:
    """Stores the run of one outlet; place is the crawl's name in the ledger, and the number of the journal in it.

    Raises:
        SegmentError: the journal is missing or damaged; nothing of it was stored.
        ArchiveError: the archive could not be written; nothing of it was.
    """
    ensure_free(archive.path.parent, settings.min_free_gb)
    read_again = _reextracted(archive, folder, journal, outlet, settings)
    with archive.transaction():
        taking = _Taking(archive, outlet, crawl_id, read_again)
        for entry in entries_of(folder, journal):
            taking.take(entry)
        ended = taking.finished()
        source, number = place
        add_to_ledger(archive, LedgerRow(source, number, number + 1, journal.digest, taking.pages), clock.now())
    # As after so many transactions of a few pages each.
    for _ in range(taking.pages // CHANGES_PER_MERGE):
        archive.merge()
    return ended


class _Taking:
    """One journal that is being taken in, inside a transaction."""

    def __init__(self, archive: Archive, outlet: Outlet, crawl_id: int, read_again: dict[str, Prepared]):
        self._archive, self._outlet, self._crawl_id = archive, outlet, crawl_id
        self._read_again = read_again
        self._waiting: list[PageToKeep] = []
        self._counts: Counter[str] = Counter()
        self._taken: Taken | None = None
        # The clocks of two machines differ a little, and nothing in the archive may be later than now.
        self._latest = clock.now()
        self.pages = 0
        saving.register_outlets(archive, [outlet])

    def take(self, entry: Entry) -> None:
        """Does what the entry says. Pages wait for each other, and for nothing else."""
        at = min(entry.at, self._latest)
        if entry.page is not None:
            url = entry.page.prepared.requested_url
            prepared = self._read_again.get(url, entry.page.prepared)
            self._waiting.append(PageToKeep(prepared, self._outlet, at, entry.page.sighting))
            if len(self._waiting) >= MOST_PAGES:
                self._keep_waiting()
            return
        self._keep_waiting()
        if entry.feed is not None:
            feed_states.save_feed_state(self._archive, entry.feed.state)
            if entry.feed.answer is not None:
                feed_days.record_answer(self._archive, entry.feed.answer)
        if entry.sightings is not None:
            new = url_states.add_sightings(self._archive, self._outlet.name, entry.sightings, at)
            self._counts["new_urls"] += new
        if entry.no_page is not None:
            one = entry.no_page
            url_states.record_outcome(
                self._archive,
                one.url,
                one.outcome,
                one.reason,
                at,
                article_id=one.article_id,
                status=one.status,
                wait_seconds=one.wait_seconds,
            )
        if entry.end is not None:
            self._end(entry.end, at)

    def finished(self) -> Taken:
        """What was taken in; raises SegmentError for a journal without an end, which no worker hands in."""
        if self._taken is None:
            raise SegmentError(f"the journal of {self._outlet.name} has no end")
        return self._taken

    def _keep_waiting(self) -> None:
        if not self._waiting:
            return
        for stored in ingest.keep_group(self._archive, self._waiting):
            self._counts[number_of(stored) or ""] += 1
        self.pages += len(self._waiting)
        self._waiting = []

    def _end(self, ended: RunEnded, at: datetime) -> None:
        report = replace(ended.report, counts=self._all_counts(ended.report.counts))
        if ended.foreign:
            waiting = f"from the next crawl on it also asks {', '.join(ended.foreign)}"
            report = replace(report, problem="; ".join(filter(None, (report.problem, waiting))))
        began_at = min(ended.began_at, self._latest)
        run_id = runs.begin_run(self._archive, self._crawl_id, self._outlet.name, began_at)
        runs.end_run(self._archive, run_id, report.outcome, report.counts, at, report.problem)
        outlet_days.record_run(self._archive, run_id, at)
        self._taken = Taken(report, ended.foreign)

    def _all_counts(self, counted: RunCounts) -> RunCounts:
        """What the worker counted, and what the archive made of the pages."""
        refused = Counter(counted.refused)
        for name, number in self._counts.items():
            if name.startswith(_REFUSED):
                refused[name.removeprefix(_REFUSED)] += number
        added = {count: getattr(counted, count) + self._counts[name] for name, count in _COUNTS.items()}
        return replace(counted, **added, refused=dict(refused), new_urls=self._counts["new_urls"])


def _reextracted(
    archive: Archive, folder: SegmentFolder, journal: SegmentName, outlet: Outlet, settings: Settings
) -> dict[str, Prepared]:
    """The pages whose stored version another extraction had read, with that version as today's reads it, by URL.

    Read by worker processes of this machine, where the captures are; few, except after an update of newsarchive.
    """
    pages = (entry.page.prepared for entry in entries_of(folder, journal) if entry.page is not None)
    outdated = ((one, current) for one in pages if (current := ingest.needs_reextraction(archive, one)) is not None)
    reading = _read_again(archive, outdated, outlet, settings)
    return asyncio.run(reading)


async def _read_again(
    archive: Archive,
    outdated: Iterable[tuple[Prepared, saving.CurrentVersion]],
    outlet: Outlet,
    settings: Settings,
) -> dict[str, Prepared]:
    pool: WorkerPool | None = None
    found: dict[str, Prepared] = {}
    try:
        for prepared, current in outdated:
            pool = pool or WorkerPool(1, settings.extraction_timeout_seconds, preload=("newsarchive.ingest",))
            try:
                again = await pool.run(ingest.reextract, archive.captures.folder.absolute(), current.capture, outlet)
            except ReadingError:
                # As in a crawl on one machine: nobody can say then whose change it is.
                continue
            found[prepared.requested_url] = ingest.with_reextracted(prepared, current, again)
    finally:
        if pool is not None:
            await pool.close()
    return found
