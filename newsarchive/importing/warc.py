"""Imports pages from WARC files, our own and other people's, through the same ingest as a crawl.

One process reads the files and writes the archive, the workers read the pages. While all of them are busy, an import
is as fast as reading pages. The bytes are captured again, so that the archive does not depend on the file. Pages are
stored in groups, each in one transaction; how far a file is stored is noted after it.
"""

import asyncio
import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from newsarchive import ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.record_pages import page_of_record
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.captures.warc_packing import REQUESTED_URI
from newsarchive.archive.captures.warc_reader import Position, WarcRecord, read_records
from newsarchive.archive.database import Archive
from newsarchive.errors import ArchiveError, ReaderCrashed, ReadingError, WarcError, WarcRecordError
from newsarchive.importing.positions import WarcPositions, file_identity
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.records import Ingested, Verdict
from newsarchive.settings import Settings
from newsarchive.urls import MAX_URL_LENGTH, host_of, is_web_address
from newsarchive.workers.pool import WorkerPool

# Pages that wait for a worker, or to be stored: enough that one slow page does not hold up the others for long.
PENDING_PER_WORKER = 16
_PENDING_BYTES = 64_000_000
# A group is stored when it has so many pages, or half a second after its first one. After a crash, at most a group
# and a second are read a second time.
_MOST_IN_GROUP = 100
_GROUP_BYTES = 16_000_000
_GROUP_SECONDS = 0.5
_SAVE_SECONDS = 1.0
BYTES_PER_MB = 1_000_000
# Problems of single pages that a report lists. The others are only counted.
MOST_PAGE_PROBLEMS = 20
# Other records hold requests and facts about the crawl; other schemes, such as dns: and urn:, name no pages.
_KINDS_WITH_PAGES = ("response", "revisit", "resource")
_WEB_SCHEMES = ("http:", "https:")
PRELOAD = ("newsarchive.importing.warc",)

# Why a page of the file is not imported, in the words of the report.
UNKNOWN_HOST = "no outlet has the host"
NOT_WANTED = "not an article's address, by the outlet's rules"
NO_PAGE = "an answer without a page (redirects, errors, revisits)"
TOO_LARGE = "larger than page_max_mb, or cut off by who fetched it"
DAMAGED = "damaged, or not readable as a page"
KNOWN = "imported before"
# A problem of a single page.
NO_WEB_ADDRESS = "not a web address"


@dataclass
class WarcReport:
    """The results of one file so far; every page is counted once. problem says why reading ended early."""

    file: Path
    pages: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    unknown_hosts: Counter[str] = field(default_factory=Counter)
    resumed_at: int = 0
    was_finished: bool = False
    problem: str | None = None
    # Problems of single pages with their positions. The first few are enough to see what is wrong.
    page_problems: list[str] = field(default_factory=list)

    def count(self, kept: Ingested) -> None:
        """Counts a page that was stored, or refused when it was read."""
        if kept.verdict is None or kept.verdict is Verdict.REMOVED:
            self.refused[kept.outcome.value] += 1
        else:
            self.verdicts[kept.verdict.value] += 1

    def refuse(self, url: str, reason: str) -> None:
        """Counts a page that is not imported."""
        self.refused[reason] += 1
        if reason == UNKNOWN_HOST:
            self.unknown_hosts[host_of(url)] += 1

    def add(self, other: "WarcReport") -> None:
        """Adds the counts of another part of the same file."""
        self.pages += other.pages
        self.verdicts += other.verdicts
        self.refused += other.refused
        self.unknown_hosts += other.unknown_hosts
        self.page_problems += other.page_problems[: MOST_PAGE_PROBLEMS - len(self.page_problems)]

    def note_damage(self, problem: str) -> None:
        """Counts a page that cannot be read, and keeps the first few problems."""
        self.refused[DAMAGED] += 1
        if len(self.page_problems) < MOST_PAGE_PROBLEMS:
            self.page_problems.append(problem)


@dataclass(frozen=True, slots=True)
class _PendingRecord:
    """One record that a worker reads."""

    record: WarcRecord
    outlet: Outlet
    prepared: "asyncio.Task[Prepared | str]"


@dataclass
class _PageGroup:
    """The pages that are stored next, in the order of the file, and the record with which they begin."""

    first: WarcRecord | None = None
    pages: list[PageToKeep] = field(default_factory=list)
    size: int = 0
    began: float = 0.0

    def add(self, record: WarcRecord, page: PageToKeep) -> None:
        if self.first is None:
            self.first, self.began = record, time.monotonic()
        self.pages.append(page)
        self.size += len(page.prepared.capture.record)

    @property
    def is_due(self) -> bool:
        is_full = len(self.pages) >= _MOST_IN_GROUP or self.size >= _GROUP_BYTES
        return is_full or (bool(self.pages) and time.monotonic() - self.began >= _GROUP_SECONDS)


def import_warc_files(
    archive: Archive,
    files: list[Path],
    outlet_for_url: Callable[[str], Outlet | None],
    settings: Settings,
    *,
    again: bool = False,
    done: Callable[[WarcReport], None],
    progress: Callable[[WarcReport], None] = lambda report: None,
) -> None:
    """Stores the pages of those files that are articles, in the order of the files.

    outlet_for_url finds the outlet of a page, None where there is none. A file that was read before is read from where
    reading ended, with again from its beginning. done is called with the report of each file, progress after each page.

    Raises:
        ArchiveError: the archive could not be written. What was stored stays, and the next import continues there.
    """
    asyncio.run(_WarcImport(archive, outlet_for_url, settings, again, done, progress).run(files))


def may_be_page(record: WarcRecord) -> bool:
    """Whether a record is one of those that an import counts as pages."""
    return record.kind in _KINDS_WITH_PAGES and record.is_page and record.url.lower().startswith(_WEB_SCHEMES)


def why_not(record: WarcRecord, outlet: Outlet | None) -> str | None:
    """Why a record is not read as a page of outlet, as far as the record itself says; None if it is read."""
    if record.kind == "revisit":
        # The page was the same as in an earlier record, often in another file (ISO 28500, 6.7).
        return NO_PAGE
    if outlet is None:
        return UNKNOWN_HOST
    if not outlet.wants(record.url):
        return NOT_WANTED
    if record.raw is None or record.is_cut:
        return TOO_LARGE
    if record.http_status is None or record.date is None:
        return DAMAGED
    return NO_PAGE if record.http_status // 100 != 2 else None


def requested_url(record: WarcRecord) -> str:
    """The URL that was requested for a record: our own files say it, others name only the final one."""
    return record.headers.get(REQUESTED_URI.lower(), record.url)


def is_known(archive: Archive, url: str, fetched_at: datetime) -> bool:
    """Whether the page of url, as it was fetched in that second, was imported or crawled before."""
    return saving.is_captured(archive.conn, url, fetched_at)


def place_of(file: Path, record: WarcRecord) -> str:
    """The place of a record, as a report names it."""
    return f"{file}: byte {record.position.offset:,}: {record.url[:MAX_URL_LENGTH]}"


async def prepare_in_pool(pool: WorkerPool, raw: bytes, outlet: Outlet, max_bytes: int) -> Prepared | str:
    """As prepare_record, in a worker; a page whose reading fails or takes too long is packed without being read."""
    try:
        return await pool.run(prepare_record, raw, outlet, max_bytes)
    except ReadingError as error:
        return prepare_unread(raw, outlet, max_bytes, error)
    except Exception as error:
        # A mistake of ours or of the outlet's `read` skips this page. Its capture is stored and read again later.
        return prepare_unread(raw, outlet, max_bytes, ReaderCrashed(f"{type(error).__name__}: {error}"))


def page_to_keep(prepared: Prepared, outlet: Outlet) -> PageToKeep:
    """A page to store as a crawl would have at the time of the capture. Its validators are of no use now."""
    prepared = replace(prepared, etag=None, last_modified=None)
    return PageToKeep(prepared, outlet, prepared.capture.fetched_at, adds_address=True)


def prepare_record(raw: bytes, outlet: Outlet, max_bytes: int) -> Prepared | str:
    """A record read as a page of outlet and packed again, or why it has no page; runs in a worker."""
    try:
        page = page_of_record(raw, max_bytes)
    except WarcRecordError as error:
        return str(error)
    return ingest.prepare(page, outlet)


def prepare_unread(raw: bytes, outlet: Outlet, max_bytes: int, error: ReadingError) -> Prepared | str:
    """A record whose reading as an article failed, packed; or why it has no page at all."""
    try:
        return ingest.prepare_unread(page_of_record(raw, max_bytes), outlet, error)
    except WarcRecordError as problem:
        return str(problem)


class _WarcImport:
    """One import: the files, the records that workers read, the archive."""

    def __init__(
        self,
        archive: Archive,
        outlet_for_url: Callable[[str], Outlet | None],
        settings: Settings,
        again: bool,
        done: Callable[[WarcReport], None],
        progress: Callable[[WarcReport], None],
    ) -> None:
        self._archive, self._settings, self._again = archive, settings, again
        self._max_bytes = int(settings.page_max_mb * BYTES_PER_MB)
        self._outlet_for_url = outlet_for_url
        self._done, self._progress = done, progress
        self._positions = WarcPositions(archive.path)
        self._registered: set[str] = set()
        self._pending: deque[_PendingRecord] = deque()
        self._next = Position()
        self._saved_at = time.monotonic()
        self._group = _PageGroup()

    async def run(self, files: list[Path]) -> None:
        limit = self._settings.extraction_timeout_seconds
        async with WorkerPool(self._settings.workers, limit_seconds=limit, preload=PRELOAD) as pool:
            self._pool = pool
            self._most_pending = pool.worker_count * PENDING_PER_WORKER
            for file in files:
                report = WarcReport(file)
                try:
                    await self._read_file(report)
                except (WarcError, OSError) as error:
                    strerror = getattr(error, "strerror", None)
                    report.problem = f"{file}: cannot be read: {strerror}" if strerror else str(error)
                self._done(report)

    async def _read_file(self, report: WarcReport) -> None:
        key = file_identity(report.file)
        start = Position() if self._again else self._positions.position(key)
        report.resumed_at = start.offset
        report.was_finished = start.offset >= report.file.stat().st_size > 0
        if report.was_finished:
            return
        self._next = start
        try:
            await self._take_all(report, key)
        finally:
            # However it ended: records that were not stored yet are read again.
            self._positions.save(key, self._kept_until())

    async def _take_all(self, report: WarcReport, key: str) -> None:
        try:
            on_damage = partial(self._count_damaged, report)
            for record in read_records(report.file, self._next, self._max_bytes, on_damage):
                await self._take(record, report)
                self._next = record.next
                self._remember(key)
        except (WarcError, OSError):
            # What comes before the damaged place is imported.
            await self._keep_all(report)
            raise
        await self._keep_all(report)

    def _remember(self, key: str) -> None:
        """Saves now and then how far everything is stored."""
        if time.monotonic() - self._saved_at >= _SAVE_SECONDS:
            self._saved_at = time.monotonic()
            self._positions.save(key, self._kept_until())

    def _kept_until(self) -> Position:
        if self._group.first is not None:
            return self._group.first.position
        return self._pending[0].record.position if self._pending else self._next

    async def _take(self, record: WarcRecord, report: WarcReport) -> None:
        if not may_be_page(record):
            return
        report.pages += 1
        if not is_web_address(record.url):
            report.note_damage(f"{place_of(report.file, record)}: {NO_WEB_ADDRESS}")
            return
        outlet = self._outlet_for_url(record.url)
        reason = self._why_not(record, outlet)
        if reason is not None or outlet is None or record.raw is None:
            report.refuse(record.url, reason or DAMAGED)
            self._progress(report)
            return
        prepared = asyncio.ensure_future(prepare_in_pool(self._pool, record.raw, outlet, self._max_bytes))
        # The worker has the bytes now. A hundred waiting records must not be in memory twice.
        self._pending.append(_PendingRecord(replace(record, raw=None), outlet, prepared))
        await self._until_room(report)

    def _why_not(self, record: WarcRecord, outlet: Outlet | None) -> str | None:
        reason = why_not(record, outlet)
        if reason is None and record.date is not None and is_known(self._archive, requested_url(record), record.date):
            return KNOWN
        return reason

    async def _until_room(self, report: WarcReport) -> None:
        """Stores what is ready, in the order of the file; waits while too many records are pending."""
        await asyncio.sleep(0)
        while self._pending and (
            self._pending[0].prepared.done()
            or len(self._pending) >= self._most_pending
            or self._pool.in_flight_bytes > _PENDING_BYTES
        ):
            await self._take_first(report)
        if self._group.is_due:
            self._keep_group(report)

    async def _keep_all(self, report: WarcReport) -> None:
        while self._pending:
            await self._take_first(report)
        self._keep_group(report)

    async def _take_first(self, report: WarcReport) -> None:
        """Adds the page of the first pending record to the group, and stores the group where it is due."""
        first = self._pending[0]
        # The task itself is not awaited: Ctrl-C would cancel it, and pending records are still to be stored.
        await asyncio.wait({first.prepared})
        prepared = first.prepared.result()
        if isinstance(prepared, str):
            report.note_damage(f"{place_of(report.file, first.record)}: {prepared}")
            self._progress(report)
        else:
            self._group.add(first.record, page_to_keep(prepared, first.outlet))
        self._pending.popleft()
        if self._group.is_due:
            self._keep_group(report)

    def _keep_group(self, report: WarcReport) -> None:
        """Stores the group; where that fails, its pages one by one, up to the one that cannot be stored."""
        if not self._group.pages:
            return
        ensure_free(self._archive.path.parent, self._settings.min_free_gb)
        try:
            kept = self._keep(self._group.pages)
        except ArchiveError:
            # One page must not lose those before it. They are found when the group is read again.
            kept = [one for page in self._group.pages for one in self._keep([page])]
        for one in kept:
            report.count(one)
        self._group = _PageGroup()
        self._progress(report)

    def _keep(self, pages: Sequence[PageToKeep]) -> list[Ingested]:
        outlets = {page.outlet.name: page.outlet for page in pages if page.outlet.name not in self._registered}
        with self._archive.transaction():
            if outlets:
                saving.register_outlets(self._archive, outlets.values())
            kept = ingest.keep_group(self._archive, pages)
        self._registered.update(outlets)
        return kept

    def _count_damaged(self, report: WarcReport, problem: str) -> None:
        """Counts a record that cannot be read as a page, since nobody knows what it was."""
        report.pages += 1
        report.note_damage(problem)
