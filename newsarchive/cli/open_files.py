"""How many files this process may have open: as many as the system allows it, and enough for what it does."""

import os
import resource

from newsarchive.errors import UsageError

# The archive with its write-ahead log, a WARC file, pipes to workers, and what libraries open while they load.
BASE_FILES = 64
# More are never needed, and some libraries go through all possible numbers.
_MOST_FILES = 8_192


def files_of_crawl(outlets: int, workers: int | None) -> int:
    """How many open files a crawl of so many outlets at a time needs: connections, and pipes to its workers."""
    return BASE_FILES + 2 * outlets + 4 * (workers or os.cpu_count() or 1)


def files_allowed() -> int:
    """How many files this process may have open, at most."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    return _MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, _MOST_FILES)


def ensure_open_files(wanted: int = BASE_FILES) -> None:
    """Raises the limit of this process to what the system allows.

    Raises:
        UsageError: it stays below `wanted`.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = files_allowed()
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft != resource.RLIM_INFINITY and soft < wanted:
        raise UsageError(
            f"this process may open only {soft} files and needs {wanted}; allow more with `ulimit -n 4096` in the "
            "shell, or with LimitNOFILE= in a systemd unit"
        )
