"""Reads a list of captured pages again on a worker elsewhere, which reaches the captures folder under the same path.

What today's extraction makes of them comes back as a segment in the shared folder.
"""

import asyncio
import socket
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.errors import FleetError, SegmentError
from newsarchive.ingest import ReextractedPage
from newsarchive.outlet import Outlet
from newsarchive.reextraction.planning import PRELOAD, CaptureReader, reextract_in_pool
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.outlets import outlet_named, write_outlets
from newsarchive.segments.segment import SegmentName, SegmentWriter, read_segment, remove_segment
from newsarchive.segments.version import check_reading_version, this_reading_version
from newsarchive.workers.executors import TaskPool
from newsarchive.workers.pool import WorkerPool

# Some five seconds of reading, which is what a lost worker costs.
PAGES_PER_TASK = 200


@dataclass(frozen=True, slots=True)
class RereadTask:
    """Captured pages, each with the name of its outlet. folder is the address of the shared folder, outlets a file."""

    captures: tuple[tuple[CaptureRef, str], ...]
    captures_folder: str
    folder: str
    outlets: str
    limit_seconds: float
    read_by: str


@dataclass(frozen=True, slots=True)
class RereadPage:
    """What came of one page: what today's extraction makes of it, or the problem."""

    page: ReextractedPage | None = None
    problem: str | None = None


def reread(task: RereadTask) -> SegmentName:
    """The pages of task, read again by a process of this worker and written as a segment.

    Raises:
        FleetError: the worker has another version, does not see the captures, or cannot write to the shared folder.
    """
    check_reading_version(task.read_by)
    if not Path(task.captures_folder).is_dir():
        host = socket.gethostname()
        raise FleetError(
            f"{task.captures_folder}: not there on {host}; all machines must see the captures under the same path"
        )
    return asyncio.run(_reread(task))


async def _reread(task: RereadTask) -> SegmentName:
    folder = Path(task.captures_folder)
    pages = [(capture, outlet_named(task.folder, task.outlets, name)) for capture, name in task.captures]
    async with WorkerPool(1, limit_seconds=task.limit_seconds, preload=PRELOAD) as pool:
        found = await asyncio.gather(*(reextract_in_pool(pool, folder, *page) for page in pages))
    with SegmentWriter(SegmentFolder(task.folder), "reread") as writer:
        for one in found:
            writer.add(RereadPage(problem=one) if isinstance(one, str) else RereadPage(one))
    return writer.finished


@contextmanager
def fleet_reader(
    pool: TaskPool, folder: SegmentFolder, outlets: Iterable[Outlet], limit_seconds: float
) -> Iterator[CaptureReader]:
    """A CaptureReader whose pages the workers of pool read; folder is for this archive alone and is cleared.

    Raises:
        FleetError: the folder cannot be written; in the reader, the workers are lost or cannot work.
    """
    folder.clear()
    try:
        yield _FleetReader(pool, folder, write_outlets(folder, outlets), limit_seconds)
    finally:
        folder.clear()


@dataclass(frozen=True, slots=True)
class _FleetReader:
    pool: TaskPool
    folder: SegmentFolder
    outlets: str
    limit_seconds: float

    def __call__(
        self, captures: Iterable[tuple[CaptureRef, Outlet]], captures_folder: Path
    ) -> Iterator[ReextractedPage | str]:
        tasks = self._tasks(captures, captures_folder)
        for task, future in self.pool.run_in_order(reread, tasks):
            try:
                found = self._pages(self.pool.result(future))
            except SegmentError:
                # It was lost or damaged on the way.
                found = self._pages(self.pool.result(self.pool.run(reread, task)))
            yield from found

    def _pages(self, segment: SegmentName) -> list[ReextractedPage | str]:
        # All of them, because a damaged segment is noticed at its end.
        found = [page for page, _ in read_segment(self.folder, segment, RereadPage)]
        remove_segment(self.folder, segment.name)
        return [one.problem or "" if one.page is None else one.page for one in found]

    def _tasks(self, captures: Iterable[tuple[CaptureRef, Outlet]], captures_folder: Path) -> Iterator[RereadTask]:
        coming, read_by = ((capture, outlet.name) for capture, outlet in captures), this_reading_version()
        while part := tuple(islice(coming, PAGES_PER_TASK)):
            yield RereadTask(part, str(captures_folder), self.folder.address, self.outlets, self.limit_seconds, read_by)
