"""Retention: captures that are too old or too many are deleted, and reading one of them says so.

Only whole WARC files are deleted: a file has the captures of one day and one process, and only a whole file frees
space. The rows are marked as expired first, then the file is deleted. A crash in between leaves a file that no row
needs, which the next call deletes, and never a row that points to nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.archive.captures.warc_files import BYTES_PER_GB, CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.errors import ArchiveError, CaptureGone
from newsarchive.records import Page


@dataclass(frozen=True, slots=True)
class DeletedCaptures:
    """What was deleted: the number of files, their bytes, and the captures that were in them."""

    files: int = 0
    file_bytes: int = 0
    captures: int = 0


@dataclass(frozen=True, slots=True)
class _CaptureFile:
    """A WARC file that rows point to; has_current says that the current text of an article was read from it."""

    path: Path
    newest_at: str
    has_current: bool
    file_bytes: int


def delete_old_captures(
    archive: Archive, now: datetime, *, max_gb: float | None = None, keep_days: float | None = None
) -> DeletedCaptures:
    """Deletes files with captures older than keep_days only, then the oldest files until max_gb (10⁹ bytes) is met.

    To meet max_gb, files without the current text of an article go first. The rows stay, with expired_at. The caller
    holds the lock.

    Raises:
        ArchiveError: a row could not be written or a file not deleted; another call continues.
    """
    if max_gb is None and keep_days is None:
        return DeletedCaptures()
    # No file is open for writing while it is deleted; the next capture opens one again.
    archive.captures.close()
    chosen = list(_chosen(_files(archive), now, max_gb, keep_days))
    captures = sum(_expire(archive, one, now) for one in chosen)
    deleted = [_delete(path) for path in _unneeded(archive)]
    return DeletedCaptures(len(deleted), sum(deleted), captures)


def read_capture(archive: Archive, capture_id: int) -> Page:
    """The page of a row of captures.

    Raises:
        CaptureGone: it was deleted or removed, and when; or its record is missing.
        CaptureError: it cannot be read back.
    """
    row = archive.conn.execute(
        "SELECT expired_at, file, offset, length, digest FROM captures WHERE id = ?", [capture_id]
    ).fetchone()
    if row is None:
        raise CaptureGone(f"{archive.path}: no capture {capture_id}")
    expired_at, *ref = row
    if expired_at is not None:
        raise CaptureGone(f"{archive.path}: capture {capture_id} was deleted at {expired_at}; only its row is left")
    return archive.captures.read(CaptureRef(*ref))


def _files(archive: Archive) -> list[_CaptureFile]:
    """The existing files that rows point to, oldest first."""
    current = {
        name
        for (name,) in archive.conn.execute(
            "SELECT DISTINCT c.file FROM articles a JOIN captures c ON c.id = a.capture_id WHERE c.expired_at IS NULL"
        )
    }
    rows = archive.conn.execute(
        "SELECT file, max(fetched_at) FROM captures WHERE expired_at IS NULL GROUP BY file ORDER BY 2, 1"
    )
    paths = [(archive.captures.folder / name, newest_at) for name, newest_at in rows]
    return [
        _CaptureFile(path, newest_at, path.name in current, path.stat().st_size)
        for path, newest_at in paths
        if path.exists()
    ]


def _chosen(
    files: list[_CaptureFile], now: datetime, max_gb: float | None, keep_days: float | None
) -> Iterator[_CaptureFile]:
    if keep_days is not None:
        oldest = format_utc(now - timedelta(days=keep_days))
        yield from (one for one in files if one.newest_at < oldest)
        files = [one for one in files if one.newest_at >= oldest]
    if max_gb is not None:
        too_many = sum(one.file_bytes for one in files) - max_gb * BYTES_PER_GB
        # Files without a current text come first; within both groups the order of time stays.
        for one in sorted(files, key=lambda one: one.has_current):
            if too_many <= 0:
                return
            too_many -= one.file_bytes
            yield one


def _expire(archive: Archive, file: _CaptureFile, now: datetime) -> int:
    """Marks the captures of a file as expired; returns how many they are."""
    with archive.transaction():
        return archive.conn.execute(
            "UPDATE captures SET expired_at = ? WHERE file = ? AND expired_at IS NULL",
            [format_utc(now), file.path.name],
        ).rowcount


def _unneeded(archive: Archive) -> list[Path]:
    """Files whose rows are all expired, including files that a crash or a removal left behind."""
    rows = archive.conn.execute("SELECT file FROM captures GROUP BY file HAVING count(*) = count(expired_at)")
    paths = [archive.captures.folder / name for (name,) in rows]
    folder = archive.captures.folder.resolve()
    return [path for path in paths if path.resolve().parent == folder and path.is_file()]


def _delete(path: Path) -> int:
    """Deletes a file; returns its size."""
    try:
        size = path.stat().st_size
        path.unlink()
    except OSError as error:
        raise ArchiveError(f"{path}: cannot be deleted ({error.strerror}); check the folder's permissions") from error
    return size
