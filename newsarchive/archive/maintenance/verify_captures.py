"""Whether every WARC record is where the archive says and is what was stored, and every WARC file reads through."""

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
from newsarchive.archive.maintenance.problem import Finding
from newsarchive.dates import format_utc
from newsarchive.errors import CaptureError, CaptureGone

# Records read by one process before it reports: some 5 s of work, and little enough to hold in memory.
BATCH = 500
CHUNK_BYTES = 65_536
# A process more than reads now, so that none waits for the next batch.
AHEAD = 2

_Row = tuple[int, CaptureRef]
# A capture's id, what is wrong with it, and whether its record is there no more.
_Wrong = tuple[int, str, bool]


def check_captures(
    archive: Archive, now: datetime, *, repair: bool, note: Callable[[int], None] = lambda _: None
) -> Iterator[Finding]:
    """Captures not given up whose record cannot be read back; note is told how many were read since.

    A repair marks as expired those whose record is there no more. It leaves a damaged record alone, and all of them
    while the folder itself is absent: a disk that is not mounted is no loss.
    """
    folder = archive.captures.folder
    is_there = folder.is_dir()
    for count, wrong in _read_all(folder, _batches(archive.conn)):
        for capture_id, problem, is_gone in wrong:
            mends = repair and is_gone and is_there
            if mends:
                with archive.transaction():
                    archive.conn.execute(
                        "UPDATE captures SET expired_at = ? WHERE id = ?", [format_utc(now), capture_id]
                    )
            advice = "restore captures/ from a backup, or let `--repair` mark it as expired" if is_gone else _RESTORE
            yield Finding("captures", f"captures {capture_id}", problem, advice, mends)
        note(count)


def check_files(archive: Archive, note: Callable[[int], None] = lambda _: None) -> Iterator[Finding]:
    """WARC files that do not read through to the last record that a row points to.

    What a crash tore off behind it is legal, as is a record that no row names. note is told the bytes read since.
    """
    for path in sorted(archive.captures.folder.glob("*.warc.gz")):
        broken_at = _first_broken(path)
        note(path.stat().st_size)
        last = archive.conn.execute(
            "SELECT max(offset) FROM captures WHERE file = ? AND expired_at IS NULL", [path.name]
        ).fetchone()[0]
        if broken_at is not None and last is not None and last >= broken_at:
            yield Finding("files", path.name, f"cannot be read from byte {broken_at} on", _RESTORE)


_RESTORE = "restore the file from a backup"


def _batches(conn: sqlite3.Connection) -> Iterator[list[_Row]]:
    """By id, a statement each, so that nothing stays open while rows are mended."""
    last = 0
    while rows := conn.execute(
        """SELECT id, file, offset, length, digest FROM captures WHERE id > ? AND expired_at IS NULL
           ORDER BY id LIMIT ?""",
        [last, BATCH],
    ).fetchall():
        last = rows[-1][0]
        yield [(row[0], CaptureRef(*row[1:])) for row in rows]


def _read_all(folder: Path, batches: Iterator[list[_Row]]) -> Iterator[tuple[int, list[_Wrong]]]:
    """How many captures each batch had and what is wrong with them, read by as many processes as there are cores."""
    first = list(next(batches, []))
    cores = os.cpu_count() or 1
    if len(first) < BATCH or cores == 1:
        yield from ((len(batch), _wrong_in(folder, batch)) for batch in chain([first], batches))
        return
    # Spawned: a forked child would share the archive's open file.
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
    """Where the first gzip member begins that cannot be read whole; None when all can. Holds one chunk at a time."""
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
