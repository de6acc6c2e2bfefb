"""Folders for temporary files that go with their process: it removes them at its end, or after kill -9 a later process.

In each folder is a file that the process has locked. The system releases the lock when the process ends, however it
ends.
"""

import fcntl
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

_LOCK = "lock"


class TemporaryFolder:
    """A new folder in $TMPDIR whose name begins with prefix, locked while this process lives.

    Raises:
        OSError: it cannot be made or locked.
    """

    def __init__(self, prefix: str) -> None:
        self.path, self._lock = _new_folder(prefix)

    def remove(self) -> None:
        """Removes the folder with all that is in it; what a process writes meanwhile may stay for remove_abandoned."""
        shutil.rmtree(self.path, ignore_errors=True)
        os.close(self._lock)


def remove_abandoned(prefix: str) -> None:
    """Removes the folders of this user in $TMPDIR whose processes have ended."""
    for folder in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
        # Not to be read, or removed by another process at the same time.
        with suppress(OSError):
            if folder.lstat().st_uid == os.geteuid() and (lock := _locked(folder)) is not None:
                shutil.rmtree(folder, ignore_errors=True)
                os.close(lock)


def _new_folder(prefix: str) -> tuple[Path, int]:
    """A new folder and its lock."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix))
        # None where another process took it for abandoned before it was locked.
        if (lock := _locked(path)) is not None:
            return path, lock


def _locked(folder: Path) -> int | None:
    """The open lock file of folder, once this process has its lock; None if another process has it or removed it."""
    file = folder / _LOCK
    try:
        lock = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Who had the lock before may have removed the folder.
        if os.path.samestat(os.fstat(lock), file.stat()):
            return lock
    except (BlockingIOError, FileNotFoundError):
        pass
    except OSError:
        os.close(lock)
        raise
    os.close(lock)
    return None
