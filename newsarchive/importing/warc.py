"""Imports pages from WARC files, our own and other people's, through the same ingest as a crawl.

One process reads the files and writes the archive, the workers read the pages. While all of them are busy, an import
is as fast as reading pages. The bytes are captured again, so that the archive does not depend on the file. Pages are
stored in groups, each in one transaction; how far a file is stored is noted after it.
"""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from newsarchive import ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.captures.warc_reader import Position, WarcRecord, read_records
from newsarchive.archive.database import Archive
from newsarchive.errors import ArchiveError, WarcError
from newsarchive.importing.positions import WarcPositions, file_identity
from newsarchive.importing.warc_pages import (
    PENDING_PER_WORKER,
    PRELOAD,
    is_known,
    may_be_page,
    page_to_keep,
    place_of,
    prepare_in_pool,
    requested_url,
    why_not,
)
from newsarchive.importing.warc_report import (
    DAMAGED,
    KNOWN,
    NO_WEB_ADDRESS,
    WarcReport,
)
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.records import Ingested
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address
from newsarchive.workers.pool import WorkerPool

_PENDING_BYTES = 64_000_000
# A group is stored when it has so many pages, or half a second after its first one. After a crash, at most a group
# and a second are read a second time.
_MOST_IN_GROUP = 100
_GROUP_BYTES = 16_000_000
_GROUP_SECONDS = 0.5
_SAVE_SECONDS = 1.0
BYTES_PER_MB = 1_000_000


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
