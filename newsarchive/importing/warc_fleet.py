"""Imports WARC files with workers elsewhere: they read parts of the files, this process alone writes the archive.

Each part is taken in by one transaction with its row in the ledger, in the order of the files. So a part that was read
twice, or whose worker was lost, is in the archive once, and the archive equals one that a single process makes.
"""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from pathlib import Path

from newsarchive import clock, ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.warc_files import ensure_free
from newsarchive.archive.captures.warc_reader import Position
from newsarchive.archive.database import CHANGES_PER_MERGE, Archive
from newsarchive.archive.ledger import LedgerRow, add_to_ledger, forget_source, taken_up_to
from newsarchive.errors import SegmentError
from newsarchive.importing.positions import WarcPositions, file_identity
from newsarchive.importing.warc import BYTES_PER_MB
from newsarchive.importing.warc_pages import is_known, page_to_keep
from newsarchive.importing.warc_range import RangeRead, SegmentPage, WarcRange, pages_of, read_range
from newsarchive.importing.warc_report import KNOWN, WarcReport
from newsarchive.ingest import PageToKeep
from newsarchive.outlet import Outlet
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.outlets import write_outlets
from newsarchive.segments.segment import remove_segment
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import Settings
from newsarchive.workers.executors import TaskPool

# At most so many bytes a part. Some 130 pages of CC-NEWS: a few seconds of reading, which is what a lost worker costs,
# and less than half a second of writing.
RANGE_BYTES = 4_000_000


@dataclass(slots=True)
class _FileInParts:
    """A file and its size in bytes, how many of its parts are still to come, and up to where it was taken in."""

    report: WarcReport
    source: str = ""
    size: int = 0
    parts_left: int = 0
    taken: Position = Position()


def import_warc_files_with_fleet(
    archive: Archive,
    files: Sequence[Path],
    outlets: Sequence[Outlet],
    settings: Settings,
    pool: TaskPool,
    folder: SegmentFolder,
    *,
    again: bool = False,
    range_bytes: int = RANGE_BYTES,
    done: Callable[[WarcReport], None],
    progress: Callable[[WarcReport], None] = lambda report: None,
) -> None:
    """As import_warc_files, with the workers of pool; folder is for this archive alone and is cleared.

    Raises:
        ArchiveError: the archive could not be written.
        FleetError: no worker is left, or a worker cannot work. What was taken in stays, and the next import, on this
            machine or with workers, continues there.
    """
    _FleetImport(archive, outlets, settings, pool, folder, again, range_bytes, done, progress).run(files)


class _FleetImport:
    """One import: the files, the parts that workers read, the archive."""

    def __init__(
        self,
        archive: Archive,
        outlets: Sequence[Outlet],
        settings: Settings,
        pool: TaskPool,
        folder: SegmentFolder,
        again: bool,
        range_bytes: int,
        done: Callable[[WarcReport], None],
        progress: Callable[[WarcReport], None],
    ) -> None:
        self._archive, self._settings, self._pool, self._folder = archive, settings, pool, folder
        self._outlets = {outlet.name: outlet for outlet in outlets}
        self._again, self._range_bytes = again, range_bytes
        self._done, self._progress = done, progress
        self._positions = WarcPositions(archive.path)
        self._registered: set[str] = set()
        self._files: list[_FileInParts] = []
        self._unreported: deque[_FileInParts] = deque()

    def run(self, files: Sequence[Path]) -> None:
        # Segments of an import that was killed are of no use: what was not taken in is read again.
        self._folder.clear()
        self._outlets_file = write_outlets(self._folder, self._outlets.values())
        try:
            for task, future in self._pool.run_in_order(read_range, self._tasks(files)):
                file = self._files[task.number]
                file.parts_left -= 1
                if file.report.problem is None:
                    self._take(file, task, self._pool.result(future))
                self._report_finished()
            self._report_finished()
        finally:
            for file in self._unreported:
                self._save_position(file)
            self._folder.clear()

    def _tasks(self, files: Sequence[Path]) -> Iterator[WarcRange]:
        """The parts of the files. A file is looked at when the parts before it have been handed out."""
        for path in files:
            file = _FileInParts(WarcReport(path))
            self._files.append(file)
            self._unreported.append(file)
            yield from self._parts(file, len(self._files) - 1)

    def _parts(self, file: _FileInParts, number: int) -> list[WarcRange]:
        path = file.report.file
        try:
            file.source, file.size = file_identity(path), path.stat().st_size
        except OSError as error:
            file.report.problem = f"{path}: cannot be read: {error.strerror}"
            return []
        file.taken = self._start(file.source)
        file.report.resumed_at = file.taken.offset
        file.report.was_finished = file.taken.offset >= file.size > 0
        # Equal parts, so that no worker has a short one at the end.
        left = max(file.size - file.taken.offset, 1)
        step = ceil(left / ceil(left / self._range_bytes))
        task = WarcRange(
            number,
            str(path.absolute()),
            file.source,
            file.taken,
            file.taken.offset + step,
            self._folder.address,
            self._outlets_file,
            int(self._settings.page_max_mb * BYTES_PER_MB),
            self._settings.extraction_timeout_seconds,
            this_reading_version(),
            is_exact=True,
        )
        begins = range(file.taken.offset + step, file.size, step)
        rest = [replace(task, begins=Position(at), ends=at + step, is_exact=False) for at in begins]
        parts = [] if file.report.was_finished else [task, *rest]
        file.parts_left = len(parts)
        return parts

    def _start(self, source: str) -> Position:
        if self._again:
            forget_source(self._archive, source)
            return Position()
        taken, position = Position(taken_up_to(self._archive, source)), self._positions.position(source)
        return max(taken, position, key=lambda one: (one.offset, one.records))

    def _take(self, file: _FileInParts, task: WarcRange, read: RangeRead) -> None:
        """Takes a part in. One that does not begin where the last one ended, or cannot be read, is read once more."""
        if read.begins == file.taken:
            try:
                self._store(file, read)
                return
            except SegmentError:
                # Its files were lost or damaged on the way.
                pass
        # What comes before was taken in with the part before, if the bytes of a record looked like another one.
        if file.taken.offset < min(task.ends, file.size):
            exact = replace(task, begins=file.taken, is_exact=True)
            self._store(file, self._pool.result(self._pool.run(read_range, exact)))

    def _store(self, file: _FileInParts, read: RangeRead) -> None:
        if read.segment is None or read.begins is None or read.ends is None:
            file.report.problem = read.problem
            return
        ensure_free(self._archive.path.parent, self._settings.min_free_gb)
        part, registered = WarcReport(file.report.file), set(self._registered)
        with self._archive.transaction():
            pages = pages_of(self._folder, read.segment)
            group = [one for page in pages if (one := self._page_to_keep(page, part, registered))]
            for kept in ingest.keep_group(self._archive, group):
                part.count(kept)
            if read.ends.offset > read.begins.offset:
                row = LedgerRow(file.source, read.begins.offset, read.ends.offset, read.segment.digest, part.pages)
                add_to_ledger(self._archive, row, clock.now())
        self._registered, file.taken = registered, read.ends
        file.report.add(part)
        file.report.problem = read.problem
        remove_segment(self._folder, read.segment.name)
        # As after so many transactions of one article each.
        for _ in range(part.verdicts.total() // CHANGES_PER_MERGE):
            self._archive.merge()
        self._progress(file.report)

    def _page_to_keep(self, page: SegmentPage, report: WarcReport, registered: set[str]) -> PageToKeep | None:
        """The page of a segment as it is stored; None if it is not, and the report then counts it."""
        report.pages += 1
        if page.refused is not None:
            report.refuse(page.url, page.refused)
        elif page.requested_url and page.fetched_at and is_known(self._archive, page.requested_url, page.fetched_at):
            report.refuse(page.url, KNOWN)
        elif page.prepared is None or page.outlet is None:
            report.note_damage(page.problem or "")
        else:
            outlet = self._outlets[page.outlet]
            if outlet.name not in registered:
                saving.register_outlets(self._archive, [outlet])
                registered.add(outlet.name)
            return page_to_keep(page.prepared, outlet)
        return None

    def _report_finished(self) -> None:
        while self._unreported and self._unreported[0].parts_left == 0:
            file = self._unreported.popleft()
            self._save_position(file)
            self._done(file.report)

    def _save_position(self, file: _FileInParts) -> None:
        """Saves how far the file is, so that an import on this machine alone continues there."""
        if file.source and file.taken != Position():
            self._positions.save(file.source, file.taken)
