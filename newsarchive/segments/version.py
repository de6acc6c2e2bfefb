"""The version that all machines of a fleet must have in common."""

import socket

from newsarchive.errors import FleetError
from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import IMPORTED


def this_reading_version() -> str:
    """The reading version of this installation, without the rules of an outlet.

    Two installations with the same one read every page in the same way.
    """
    return reading_version(IMPORTED)


def check_reading_version(theirs: str) -> None:
    """Raises FleetError, on a worker, if the machine that sent a task has another reading version."""
    ours = this_reading_version()
    if theirs != ours:
        raise FleetError(
            f"{socket.gethostname()}: the worker reads pages with {ours}, the archive's machine with {theirs}; "
            "install the same newsarchive on all machines and start the workers again"
        )
