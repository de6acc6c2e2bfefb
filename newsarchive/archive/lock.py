"""One writer at a time: every verb that writes takes a lock beside the archive. It ends with its process."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from newsarchive.errors import ArchiveBusy, ArchiveError
from newsarchive.settings import real_file

POLL_SECONDS = 0.2
# A writer that does not wait still tries twice: lock_holder may hold the lock for an instant.
LEAST_SECONDS = 0.3
# The kernel's list of locks (proc(5)); only Linux has it.
_LOCKS = Path("/proc/locks")
_MOST_COMMAND = 100


@dataclass(frozen=True, slots=True)
class LockHolder:
    """The process that is writing, and its command line; None where the system does not say."""

    pid: int | None
    command: str | None


def lock_file(path: Path) -> Path:
    """The lock file of the archive at path; one file has one lock, also behind a symbolic link."""
    file = real_file(path)
    return file.with_name(file.name + ".lock")


@contextmanager
def write_lock(path: Path, wait_minutes: float = 0) -> Iterator[None]:
    """Locks the archive at path for this process. The system releases the lock even after kill -9.

    Raises:
        ArchiveBusy: another process still holds it after wait_minutes.
        ArchiveError: the folder is missing or cannot be written.
    """
    file = lock_file(path)
    if not file.parent.is_dir():
        raise ArchiveError(f"{path}: there is no folder {file.parent}; make it, or name another file with --db")
    lock = FileLock(file)
    try:
        lock.acquire(timeout=max(wait_minutes * 60, LEAST_SECONDS), poll_interval=POLL_SECONDS)
    except Timeout as error:
        raise ArchiveBusy(
            f"{path}: another newsarchive is writing (it holds {file}); try later, or wait with --wait MINUTES"
        ) from error
    except (OSError, NotImplementedError) as error:
        raise ArchiveError(
            f"{file}: cannot be locked ({getattr(error, 'strerror', None) or error}); "
            "check the folder's owner, permissions and file system"
        ) from error
    try:
        yield
    finally:
        lock.release()


def lock_holder(path: Path) -> LockHolder | None:
    """Who holds the lock of the archive at path; None where nobody does. Makes no file and does not wait.

    Raises:
        OSError: the lock file may not be read.
    """
    file = lock_file(path)
    try:
        with file.open("rb") as opened:
            pid = _pid_of_holder(opened.fileno())
            if pid is not None:
                return LockHolder(pid, _command_of(pid))
            # A shared lock, so that several may look at the same time.
            fcntl.flock(opened, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except FileNotFoundError:
        return None
    except BlockingIOError:
        return LockHolder(None, None)
    return None


def _pid_of_holder(descriptor: int) -> int | None:
    """The process that has a lock on the open file, from lines such as `1: FLOCK ADVISORY WRITE 42 fe:01:77 0 EOF`."""
    status = os.fstat(descriptor)
    wanted = f"{os.major(status.st_dev):02x}:{os.minor(status.st_dev):02x}:{status.st_ino}"
    try:
        lines = _LOCKS.read_text(encoding="ascii").splitlines()
    except OSError:
        return None
    words = [line.split() for line in lines]
    found = (one[4] for one in words if len(one) == 8 and one[1] == "FLOCK" and one[5] == wanted)
    # Another namespace of processes, as in a container, has the number 0 or -1.
    return next((int(pid) for pid in found if pid.isdecimal() and pid != "0"), None)


def _command_of(pid: int) -> str | None:
    """The command line of a process, from `newsarchive` on."""
    try:
        raw = Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return None
    words = [word for word in raw.decode(errors="replace").split("\0") if word]
    at = next((number for number, word in enumerate(words) if Path(word).name == "newsarchive"), None)
    shown = " ".join(words if at is None else ["newsarchive", *words[at + 1 :]])
    return shown[:_MOST_COMMAND] or None
