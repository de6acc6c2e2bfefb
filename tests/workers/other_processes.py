"""Whether other processes of this machine still run."""

import os
import select


def is_running(pid: int) -> bool:
    """Whether the process runs or is stopped; a zombie, which nobody has waited for, is over."""
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def wait_until_gone(pid: int) -> None:
    """Returns when the process has ended, also if it is a child of another process."""
    try:
        handle = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        ended = select.poll()
        ended.register(handle, select.POLLIN)
        ended.poll()
    finally:
        os.close(handle)
