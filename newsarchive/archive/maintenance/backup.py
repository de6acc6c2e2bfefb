"""Backup: a whole copy of an archive while another process writes to it, and of the captures its rows point to."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.errors import ArchiveError, ArchiveFull, UsageError

# Pages copied between two words on how far it is: 64 MB.
PAGES_PER_STEP = 4096


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was copied: bytes of the archive's file; capture files linked or copied, and those already there."""

    archive_bytes: int
    files_new: int = 0
    files_kept: int = 0


def back_up(
    archive: Archive,
    target: Path,
    *,
    captures: bool = False,
    force: bool = False,
    note: Callable[[int, int], None] = lambda done, total: None,
) -> BackedUp:
    """Copies the archive to target, as it was at one moment; the writer goes on meanwhile, and is never waited for.

    It appears under its name when it is whole. With captures, the WARC files that its rows point to come into
    captures/ beside it: hard links where they can be, else copies; what is there already with the same size stays.
    note is told the pages copied and all of them.

    Raises:
        UsageError: target is the archive itself, or is there and force is not given.
        ArchiveError: it cannot be written, or a capture file is not there; no target was made or replaced.
    """
    _check_target(archive, target, force)
    part = target.with_name(target.name + ".part")
    try:
        with in_one_line(target):
            _copy_database(archive.conn, part, note)
            # Files first: a backup under its name has what its rows point to.
            new, kept = _copy_captures(archive, part, target.parent / "captures") if captures else (0, 0)
            size = part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise ArchiveError(f"{target}: cannot be written ({error.strerror}); no backup was made") from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return BackedUp(size, new, kept)


def _check_target(archive: Archive, target: Path, force: bool) -> None:
    if target.is_dir():
        raise UsageError(f"{target}: a folder; name the backup's file in it")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder {target.parent}; make it first")
    if target.exists() and target.samefile(archive.path):
        raise UsageError(f"{target}: the archive itself; name another file")
    if target.exists() and not force:
        raise UsageError(f"{target}: is there already; name another file, or replace it with --force")
    wal = target.with_name(target.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        # Its pages would be taken for the new file's.
        raise UsageError(f"{target}: is in use (it has {wal.name}); close what uses it, or name another file")


def _copy_database(conn: sqlite3.Connection, part: Path, note: Callable[[int, int], None]) -> None:
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part, isolation_level=None)
    # A read transaction holds one moment still: without it SQLite begins the copy again at each write of the crawl.
    conn.execute("BEGIN")
    try:
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
        conn.backup(
            copy, pages=PAGES_PER_STEP, progress=lambda status, remaining, total: note(total - remaining, total)
        )
    finally:
        conn.execute("ROLLBACK")
        copy.close()
    with part.open("rb") as file:
        os.fsync(file.fileno())


def _copy_captures(archive: Archive, part: Path, folder: Path) -> tuple[int, int]:
    """How many files are new in folder, and how many were there: those that the copied rows point to."""
    conn = sqlite3.connect(f"{part.absolute().as_uri()}?immutable=1", uri=True)
    try:
        # Up to where a record ends: files that a crawl still writes to grow.
        ends = conn.execute(
            """SELECT file, max(offset + length) FROM captures WHERE expired_at IS NULL GROUP BY file"""
        ).fetchall()
    finally:
        conn.close()
    if ends:
        folder.mkdir(exist_ok=True)
    made = [_copy_file(archive.captures.folder / name, folder / name, end) for name, end in ends]
    return made.count(True), made.count(False)


def _copy_file(source: Path, target: Path, end_bytes: int) -> bool:
    """Whether target is new or longer than it was; it appears under its name when it is whole."""
    try:
        now = source.stat()
    except FileNotFoundError as error:
        raise ArchiveError(f"{source}: is not there; `newsarchive verify` says what it held") from error
    if now.st_size < end_bytes:
        raise ArchiveError(f"{source}: is cut off; `newsarchive verify` says what it held")
    if target.exists() and _is_same(now, target):
        return False
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        try:
            part.hardlink_to(source)
        except OSError:
            _check_room(target.parent, now.st_size)
            shutil.copy2(source, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return True


def _is_same(now: os.stat_result, target: Path) -> bool:
    """Whether target has the bytes of the source: it is the same file, or one of the same size and time of change.

    An erasure keeps the size and changes the time: it must reach the backup.
    """
    there = target.stat()
    return os.path.samestat(now, there) or (now.st_size, now.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def _check_room(folder: Path, wanted_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted_bytes:
        raise ArchiveFull(f"{folder}: {free:,} bytes free, {wanted_bytes:,} wanted; make room, then run it again")
