"""Whether every WARC record is in its place and unchanged, and every WARC file can be read to its end."""

import multiprocessing
import os
import sqlite3
import zlib
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from itertools import chain
from pathlib import Path

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.problem import ArchiveProblem
from newsarchive.dates import format_utc
from newsarchive.errors import CaptureError, CaptureGone

# Records that a process reads before it reports: some 5 s of work, and few enough to keep in memory.
BATCH = 500
CHUNK_BYTES = 65_536
# Batches that wait, beyond one for each process, so that no process waits for its next batch.
AHEAD = 2

_Row = tuple[int, CaptureRef]
# A capture's id, what is wrong with it, and whether its record is missing.
_Wrong = tuple[int, str, bool]


def check_captures(
    archive: Archive, now: datetime, *, repair: bool, note: Callable[[int], None] = lambda _: None
) -> Iterator[ArchiveProblem]:
    """Captures whose record cannot be read, except expired ones; note is called with the number read since.

    A repair marks captures as expired when their record is missing. It never marks a damaged record, and nothing at all
    while the folder is missing: the disk may just not be mounted.
    """
    folder = archive.captures.folder
    has_folder = folder.is_dir()
    for count, wrong in _read_all(folder, _batches(archive.conn)):
        for capture_id, problem, is_gone in wrong:
            is_repaired = repair and is_gone and has_folder
            if is_repaired:
                with archive.transaction():
                    archive.conn.execute(
                        "UPDATE captures SET expired_at = ? WHERE id = ?", [format_utc(now), capture_id]
                    )
            advice = (
                "restore captures/ from a backup, or mark it as expired with `newsarchive verify --repair`"
                if is_gone
                else _RESTORE_FILE
            )
            yield ArchiveProblem("captures", f"captures {capture_id}", problem, advice, is_repaired)
        note(count)


def check_files(archive: Archive, note: Callable[[int], None] = lambda _: None) -> Iterator[ArchiveProblem]:
    """WARC files that cannot be read up to the last record that a row points to.

    An incomplete record after that one, left by a crash, is harmless and not reported, and neither is a record without
    a row. note is called with the bytes read since.
    """
    for path in sorted(archive.captures.folder.glob("*.warc.gz")):
        broken_at = _first_broken(path)
        note(path.stat().st_size)
        last = archive.conn.execute(
            "SELECT max(offset) FROM captures WHERE file = ? AND expired_at IS NULL", [path.name]
        ).fetchone()[0]
        if broken_at is not None and last is not None and last >= broken_at:
            yield ArchiveProblem("files", path.name, f"is damaged from byte {broken_at} on", _RESTORE_FILE)


_RESTORE_FILE = "restore the file from a backup"


def _batches(conn: sqlite3.Connection) -> Iterator[list[_Row]]:
    """Reads by id, one statement for each batch, so that no read is open while rows are repaired."""
    last = 0
    while rows := conn.execute(
        """SELECT id, file, offset, length, digest FROM captures WHERE id > ? AND expired_at IS NULL
           ORDER BY id LIMIT ?""",
        [last, BATCH],
    ).fetchall():
        last = rows[-1][0]
        yield [(row[0], CaptureRef(*row[1:])) for row in rows]


def _read_all(folder: Path, batches: Iterator[list[_Row]]) -> Iterator[tuple[int, list[_Wrong]]]:
    """The size of each batch and what is wrong in it, read by as many processes as there are cores."""
    first = list(next(batches, []))
    cores = os.cpu_count() or 1
    if len(first) < BATCH or cores == 1:
        yield from ((len(batch), _wrong_in(folder, batch)) for batch in chain([first], batches))
        return
    # Spawned, because a forked process would share the archive's open file.
    with ProcessPoolExecutor(cores, multiprocessing.get_context("spawn")) as pool:
        waiting: deque[tuple[int, Future[list[_Wrong]]]] = deque()
        for batch in chain([first], batches):
            waiting.append((len(batch), pool.submit(_wrong_in, folder, batch)))
            if len(waiting) > cores + AHEAD:
                count, done = waiting.popleft()
                yield count, done.result()
        yield from ((count, done.result()) for count, done in waiting)


def _wrong_in(folder: Path, batch: Iterable[_Row]) -> list[_Wrong]:
    files, wrong = CaptureFiles(folder), []
    for capture_id, ref in batch:
        try:
            files.read(ref)
        except CaptureError as error:
            wrong.append((capture_id, str(error), isinstance(error, CaptureGone)))
    return wrong


def _first_broken(path: Path) -> int | None:
    """Where the first gzip member begins that cannot be read to its end, else None. Reads one chunk at a time."""
    begins = read = 0
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    with path.open("rb") as file:
        while chunk := file.read(CHUNK_BYTES):
            read += len(chunk)
            while chunk:
                try:
                    inflater.decompress(chunk)
                except zlib.error:
                    return begins
                chunk = inflater.unused_data
                if inflater.eof:
                    begins, inflater = read - len(chunk), zlib.decompressobj(zlib.MAX_WBITS | 16)
    return begins if begins != read else None
