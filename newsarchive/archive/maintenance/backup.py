"""Backup: a complete copy of an archive, its desk and its captures, also while another process writes to it."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk, desk_errors, desk_file
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.errors import ArchiveError, ArchiveFull, UsageError
from newsarchive.settings import real_file

# Pages that are copied between two reports of progress: 64 MB.
PAGES_PER_STEP = 4096


@dataclass(frozen=True, slots=True)
class BackupResult:
    """What was copied: bytes of the archive's file, new capture files, and capture files that were there already.

    desk_bytes is the size of the copied desk, 0 if there is none. desk_problem says why a desk was not copied.
    """

    archive_bytes: int
    files_new: int = 0
    files_kept: int = 0
    desk_bytes: int = 0
    desk_problem: str | None = None


def back_up(
    archive: Archive,
    target: Path,
    *,
    captures: bool = False,
    force: bool = False,
    note: Callable[[int, int], None] = lambda done, total: None,
) -> BackupResult:
    """Copies the archive to target, as it is at one moment, and its desk; a writer can go on meanwhile.

    The copy appears under its name when it is complete. With captures, the WARC files that its rows point to are added
    to captures/ beside it, as hard links if possible, else as copies; files that are up to date there stay. note is
    called with the number of pages copied and the number of all pages. A desk that cannot be read is not copied.

    Raises:
        UsageError: target is the archive itself, or exists and force is not given.
        ArchiveError: target cannot be written, or a capture file is missing; no target was made or replaced.
    """
    # Behind a link, the file is replaced and the link stays.
    target = real_file(target)
    _check_target(archive, target, force)
    _check_desk_target(archive, target, force)
    part = target.with_name(target.name + ".part")
    try:
        with in_one_line(target):
            _copy_database(archive.conn, part, note)
            # The captures come first: when the backup gets its name, everything its rows point to is there.
            new, kept = _copy_captures(archive, part, target.parent / "captures") if captures else (0, 0)
            size = part.stat().st_size
            part.replace(target)
    except OSError as error:
        raise ArchiveError(f"{target}: cannot be written ({error.strerror}); no backup was made") from error
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return BackupResult(size, new, kept, *_copy_desk(archive, target))


def _check_target(archive: Archive, target: Path, force: bool) -> None:
    if target.is_dir():
        raise UsageError(f"{target}: is a folder; name a file in it")
    if not target.parent.is_dir():
        raise UsageError(f"{target}: the folder {target.parent} does not exist; make it first")
    if target.exists() and target.samefile(archive.path):
        raise UsageError(f"{target}: is the archive itself; name another file")
    if target.exists() and not force:
        raise UsageError(f"{target}: already exists; name another file, or use --force to replace it")
    _check_unused(target)


def _check_unused(target: Path) -> None:
    wal = target.with_name(target.name + "-wal")
    if wal.exists() and wal.stat().st_size:
        # SQLite would take the pages in it for pages of the new file.
        raise UsageError(
            f"{target}: is in use ({wal.name} exists); close the program that uses it, or name another file"
        )


def _check_desk_target(archive: Archive, target: Path, force: bool) -> None:
    """The desk is copied to the place beside target where a desk belongs, which must not hold another file."""
    there = desk_file(target)
    if not Desk.is_made(archive.path):
        return
    if there.exists() and not force:
        raise UsageError(f"{there}: already exists; name another file, or use --force to replace it")
    _check_unused(there)


def _copy_desk(archive: Archive, target: Path) -> tuple[int, str | None]:
    """The size of the copied desk, and why it was not copied, if so."""
    if not Desk.is_made(archive.path):
        return 0, None
    there = desk_file(target)
    part = there.with_name(there.name + ".part")
    try:
        with Desk.open(archive.path) as desk, desk_errors(desk.path):
            _copy_database(desk.conn, part, lambda done, total: None)
        size = part.stat().st_size
        part.replace(there)
    except (OSError, ArchiveError) as error:
        return 0, str(error)
    finally:
        for suffix in ("", "-wal", "-shm", "-journal"):
            part.with_name(part.name + suffix).unlink(missing_ok=True)
    return size, None


def _copy_database(conn: sqlite3.Connection, part: Path, note: Callable[[int, int], None]) -> None:
    part.unlink(missing_ok=True)
    copy = sqlite3.connect(part, isolation_level=None)
    # A read transaction keeps one moment. Without it SQLite would start the copy again at each write of a crawl.
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
    """How many of the files that the copied rows point to are new in folder, and how many were there."""
    conn = sqlite3.connect(f"{part.absolute().as_uri()}?immutable=1", uri=True)
    try:
        # The end of the last record: files that a crawl still writes to grow.
        ends = conn.execute(
            """SELECT file, max(offset + length) FROM captures WHERE expired_at IS NULL GROUP BY file"""
        ).fetchall()
    finally:
        conn.close()
    if ends:
        folder.mkdir(exist_ok=True)
    is_new = [_copy_file(archive.captures.folder / name, folder / name, end) for name, end in ends]
    return is_new.count(True), is_new.count(False)


def _copy_file(source: Path, target: Path, end_bytes: int) -> bool:
    """Whether target was written; it appears under its name when it is complete."""
    try:
        now = source.stat()
    except FileNotFoundError as error:
        raise ArchiveError(f"{source}: is missing; `newsarchive verify` lists the captures in it") from error
    if now.st_size < end_bytes:
        raise ArchiveError(f"{source}: is cut off; `newsarchive verify` lists the captures that are lost")
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
    """Whether target has the bytes of the source: it is the same file, or has the same size and time of change.

    The time matters: a removal overwrites a record without changing the size, and must reach the backup.
    """
    there = target.stat()
    return os.path.samestat(now, there) or (now.st_size, now.st_mtime_ns) == (there.st_size, there.st_mtime_ns)


def _check_room(folder: Path, wanted_bytes: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < wanted_bytes:
        raise ArchiveFull(
            f"{folder}: has {free:,} bytes free and needs {wanted_bytes:,}; free some space, then run the backup again"
        )
