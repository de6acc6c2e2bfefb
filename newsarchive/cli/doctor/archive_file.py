"""Checks of the archive: whether it opens and is undamaged, who is writing, the last crawl, and who owns its files."""

import os
import pwd
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.lock import LockHolder, lock_file, lock_holder
from newsarchive.archive.maintenance.file_state import FileState, file_state, quick_check
from newsarchive.cli.doctor.diagnosis import Diagnosis, ok, problem, warning
from newsarchive.errors import ArchiveError, ArchiveMissing, ArchiveTooNew, ArchiveTooOld
from newsarchive.settings import real_file

# Crawls are at most a day apart; one that failed is made up for by the next.
LATE = timedelta(days=2)
# A write-ahead log beyond this is never emptied because some reader stays in one old moment.
LARGE_WAL_BYTES = 10**9
# File systems on which processes of two machines do not see each other's locks, or share no memory (SQLite's WAL).
_REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "fuse.gcsfuse", "fuse.s3fs"}
_ADVICE_RESTORE = "restore a backup, or try `sqlite3 FILE .recover`; `newsarchive verify` lists everything"


def read_state(path: Path) -> tuple[FileState | None, list[Diagnosis]]:
    """The state of the archive at path with lines about its file; None where it cannot be opened."""
    try:
        with Archive.open(path) as archive:
            state, damages = file_state(archive), quick_check(archive)
    except ArchiveMissing as error:
        found, _, _ = str(error).partition("; ")
        return None, [warning("archive", found, "run `newsarchive crawl OUTLET`, or name another file with --db")]
    except ArchiveTooOld as error:
        found, _, advice = str(error).partition("; ")
        return None, [warning("archive", found, advice)]
    except (ArchiveTooNew, ArchiveError) as error:
        found, _, advice = str(error).rpartition("; ")
        return None, [problem("archive", found or str(error), advice)]
    return state, [_opened(state), _damage(damages), _wal(state)]


def _opened(state: FileState) -> Diagnosis:
    size = f"{state.file_bytes / 1e6:,.1f} MB"
    return ok("archive", f"{state.path}: {state.articles:,} articles, {size}, schema {state.schema}")


def _damage(damages: tuple[str, ...] | None) -> Diagnosis:
    if damages is None:
        return ok("quick check", "too large to be checked here; `newsarchive verify` checks everything")
    if damages:
        return problem("quick check", "; ".join(damages).replace("\n", " "), _ADVICE_RESTORE)
    return ok("quick check", "the file is not damaged")


def _wal(state: FileState) -> Diagnosis:
    shown = f"{state.wal_bytes / 1e6:,.1f} MB"
    if state.wal_bytes > LARGE_WAL_BYTES:
        advice = "a program has been reading for long: end it, or restart `newsarchive serve`; a crawl then empties it"
        return warning("write-ahead log", shown, advice)
    return ok("write-ahead log", shown)


def lock_check(path: Path) -> Iterator[Diagnosis]:
    """Who is writing now. A crawl that runs is as it should be."""
    holder = lock_holder(path)
    yield ok("writer", "nobody is writing" if holder is None else held_by(holder))


def held_by(holder: LockHolder) -> str:
    """Who is writing, in words: `process 4711 is writing: newsarchive crawl --all`."""
    if holder.pid is None:
        return "another process is writing"
    return f"process {holder.pid} is writing" + (f": {holder.command}" if holder.command else "")


def crawl_check(state: FileState, now: datetime, is_writing: bool) -> Iterator[Diagnosis]:
    """When the archive was last crawled, and how that ended."""
    crawl = state.crawl
    if crawl is None:
        yield ok("last crawl", "none yet; `newsarchive crawl OUTLET` fetches articles")
        return
    outcome = crawl.outcome or ("is running" if is_writing else "interrupted")
    shown = f"began {crawl.began_at:%Y-%m-%d %H:%M} UTC: {outcome}"
    if now - crawl.began_at > LATE:
        advice = "crawl regularly: `newsarchive schedule` prints lines for cron or systemd"
        yield warning("last crawl", f"{shown}; none since", advice)
    elif crawl.outcome == "failed":
        yield warning(
            "last crawl",
            f"{shown}: {crawl.problem or 'no reason known'}",
            "run `newsarchive runs` and `newsarchive health`",
        )
    else:
        yield ok("last crawl", shown)


def desk_check(path: Path) -> Iterator[Diagnosis]:
    """Whether the file of collections, notes and watches can be opened."""
    if not Desk.is_made(path):
        yield ok("desk", "none yet; it is made for the first collection, note or watch")
        return
    with Desk.open(path) as desk:
        desk.conn.execute("SELECT count(*) FROM watches").fetchone()
        yield ok("desk", str(desk.path))


def permission_check(path: Path) -> Iterator[Diagnosis]:
    """Whether this user may write the archive, and whether all of its files belong to one user."""
    file = real_file(path)
    folder = file.parent
    if not folder.is_dir():
        yield problem("permissions", f"there is no folder {folder}", "make it, or name another file with --db")
        return
    files = [one for one in (file, *_beside(file)) if one.exists()]
    owners = {_owner(one): one for one in reversed(files or [folder])}
    refused = [one for one in files if not os.access(one, os.R_OK | os.W_OK)]
    if not os.access(folder, os.W_OK | os.X_OK):
        refused.insert(0, folder)
    if refused:
        yield problem(
            "permissions",
            f"{refused[0]} cannot be written by {_name(os.getuid())}",
            f"run newsarchive as {next(iter(owners))}, or change the owner with `chown`",
        )
    elif len(owners) > 1:
        shown = ", ".join(f"{one} belongs to {owner}" for owner, one in sorted(owners.items()))
        yield problem("permissions", shown, f"give all files to one user: `chown -R USER {folder}`")
    elif files and _name(os.getuid()) not in owners:
        owner = next(iter(owners))
        advice = f"run newsarchive as {owner}: files that another user makes may stop its crawls"
        yield warning("permissions", f"the archive belongs to {owner}, and this is {_name(os.getuid())}", advice)
    else:
        yield ok("permissions", f"{_name(os.getuid())} may read and write")


def _beside(file: Path) -> Iterator[Path]:
    for suffix in ("-wal", "-shm"):
        yield file.with_name(file.name + suffix)
    yield lock_file(file)
    captures = file.parent / "captures"
    yield captures
    # The newest is the one that is written to.
    yield from sorted(captures.glob("*.warc.gz"))[-1:]


def _owner(path: Path) -> str:
    return _name(path.stat().st_uid)


def _name(user: int) -> str:
    try:
        return pwd.getpwuid(user).pw_name
    except KeyError:
        return f"user {user}"


def file_system_check(path: Path, mounts: str) -> Iterator[Diagnosis]:
    """Whether the archive is on a local disk; mounts is the text of /proc/self/mountinfo, or nothing."""
    folder = os.path.realpath(real_file(path).parent)
    kinds = [(point, kind) for point, kind in _mounts(mounts) if f"{folder}/".startswith(point.rstrip("/") + "/")]
    point, kind = max(kinds, key=lambda one: len(one[0]), default=("", ""))
    if kind in _REMOTE:
        advice = "keep archives on a local disk, and copy them with `newsarchive backup`"
        yield problem("file system", f"{point} is {kind}: SQLite's locks do not hold there", advice)
    elif kind:
        yield ok("file system", f"{kind} at {point}")


def _mounts(text: str) -> Iterator[tuple[str, str]]:
    """Mount point and type of each line (proc(5)); blanks in paths are written as \\040."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        if after and len(before.split()) >= 5:
            yield re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), before.split()[4]), after.split()[0]
