"""Reads one part of a WARC file on a worker elsewhere, and leaves what it read as a segment in the shared folder.

Which records are pages, and how they are read, is in warc_pages.py, as for an import on one machine.
"""

import asyncio
import socket
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsarchive.archive.captures.warc_reader import Position, WarcRecord, first_record_from, read_records
from newsarchive.errors import FleetError, WarcError
from newsarchive.importing.warc_pages import (
    PENDING_PER_WORKER,
    PRELOAD,
    may_be_page,
    place_of,
    prepare_in_pool,
    requested_url,
    why_not,
)
from newsarchive.importing.warc_report import DAMAGED, NO_WEB_ADDRESS
from newsarchive.ingest import Prepared
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.outlets import outlet_index
from newsarchive.segments.segment import SegmentName, SegmentWriter, read_segment
from newsarchive.segments.version import check_reading_version
from newsarchive.urls import is_web_address
from newsarchive.workers.pool import WorkerPool


@dataclass(frozen=True, slots=True)
class WarcRange:
    """The task: the records of a file that begin at the byte begins.offset or after it, and before the byte ends.

    is_exact says that a record begins at begins; otherwise the first one is looked for. folder is the address of the
    shared folder, outlets the name of the file with the outlets in it. read_by is the reading version that the worker
    must have.
    """

    number: int
    file: str
    source: str
    begins: Position
    ends: int
    folder: str
    outlets: str
    max_bytes: int
    limit_seconds: float
    read_by: str
    is_exact: bool = False

    @property
    def name(self) -> str:
        return f"{self.source}-{self.begins.offset}"


@dataclass(frozen=True, slots=True)
class RangeRead:
    """The answer: the segment, where its first record begins, and where the next one does; both None if it has none.

    problem says why the rest of the file cannot be read.
    """

    begins: Position | None = None
    ends: Position | None = None
    segment: SegmentName | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """One page of the input: prepared by the rules of outlet, refused for a reason, or damaged with a problem.

    requested_url and fetched_at say which capture it is. In a segment, the record of the capture is beside it.
    """

    url: str = ""
    outlet: str | None = None
    requested_url: str | None = None
    fetched_at: datetime | None = None
    prepared: Prepared | None = None
    refused: str | None = None
    problem: str | None = None

    def with_record(self, record: bytes) -> "SegmentPage":
        """The same page with other bytes of its capture."""
        if self.prepared is None:
            return self
        return replace(self, prepared=replace(self.prepared, capture=replace(self.prepared.capture, record=record)))


def pages_of(folder: SegmentFolder, segment: SegmentName) -> Iterator[SegmentPage]:
    """The pages of a segment as read_range wrote them; raises SegmentError as read_segment does."""
    for page, record in read_segment(folder, segment, SegmentPage):
        yield page.with_record(record)


def read_range(task: WarcRange) -> RangeRead:
    """The records of task, read by a process of this worker and written as a segment.

    Raises:
        FleetError: the worker has another version, does not see the file, or cannot write to the shared folder.
    """
    check_reading_version(task.read_by)
    if not Path(task.file).is_file():
        host = socket.gethostname()
        raise FleetError(f"{task.file}: not there on {host}; all machines must see the file under the same path")
    try:
        begins = task.begins if task.is_exact else first_record_from(Path(task.file), task.begins.offset)
    except WarcError as error:
        return RangeRead(problem=str(error))
    return RangeRead() if begins is None else asyncio.run(_RangeReading(task, begins).run())


class _RangeReading:
    """One task that is being read: pages that a process reads, in the order of the file."""

    def __init__(self, task: WarcRange, begins: Position) -> None:
        self._task, self._begins, self._ends = task, begins, begins
        self._path = Path(task.file)
        self._outlets = outlet_index(task.folder, task.outlets)
        # A page that needs no reading has no future.
        self._pending: deque[tuple[SegmentPage, WarcRecord | None, asyncio.Task[Prepared | str] | None]] = deque()

    async def run(self) -> RangeRead:
        problem = None
        async with WorkerPool(1, limit_seconds=self._task.limit_seconds, preload=PRELOAD) as self._pool:
            with SegmentWriter(SegmentFolder(self._task.folder), self._task.name) as self._writer:
                try:
                    await self._read_records()
                except WarcError as error:
                    problem = str(error)
                while self._pending:
                    await self._write_first()
        return RangeRead(self._begins, self._ends, self._writer.finished, problem)

    async def _read_records(self) -> None:
        if self._begins.offset >= self._task.ends:
            return
        for record in read_records(self._path, self._begins, self._task.max_bytes, self._add_damage):
            if record.position.offset >= self._task.ends:
                self._ends = record.position
                return
            self._take(record)
            self._ends = record.next
            await self._until_room()

    def _take(self, record: WarcRecord) -> None:
        if not may_be_page(record):
            return
        page = SegmentPage(record.url)
        if not is_web_address(record.url):
            self._add(replace(page, problem=f"{place_of(self._path, record)}: {NO_WEB_ADDRESS}"))
            return
        outlet = self._outlets.outlet_for_url(record.url)
        reason = why_not(record, outlet)
        if reason is not None or outlet is None or record.raw is None:
            self._add(replace(page, refused=reason or DAMAGED))
            return
        page = replace(page, outlet=outlet.name, requested_url=requested_url(record), fetched_at=record.date)
        prepared = asyncio.ensure_future(prepare_in_pool(self._pool, record.raw, outlet, self._task.max_bytes))
        self._pending.append((page, replace(record, raw=None), prepared))

    def _add_damage(self, problem: str) -> None:
        self._add(SegmentPage(problem=problem))

    def _add(self, page: SegmentPage) -> None:
        self._pending.append((page, None, None))

    async def _until_room(self) -> None:
        await asyncio.sleep(0)
        while self._pending and (self._is_first_ready() or len(self._pending) >= PENDING_PER_WORKER):
            await self._write_first()

    def _is_first_ready(self) -> bool:
        prepared = self._pending[0][2]
        return prepared is None or prepared.done()

    async def _write_first(self) -> None:
        page, source, reading = self._pending.popleft()
        if reading is not None and source is not None:
            prepared = await reading
            if isinstance(prepared, str):
                page = replace(page, problem=f"{place_of(self._path, source)}: {prepared}")
            else:
                page = replace(page, prepared=prepared)
        record = page.prepared.capture.record if page.prepared is not None else b""
        self._writer.add(page.with_record(b""), record)
