"""One writer at a time: every verb that writes takes a lock beside the archive. It ends with its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from newsarchive.errors import ArchiveBusy, ArchiveError
from newsarchive.settings import real_file

POLL_SECONDS = 0.2


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
        lock.acquire(timeout=wait_minutes * 60, poll_interval=POLL_SECONDS)
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
