"""The version that all machines of a fleet must have in common."""

from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import IMPORTED


def this_reading_version() -> str:
    """The reading version of this installation, without the rules of an outlet.

    Two installations with the same one read every page in the same way.
    """
    return reading_version(IMPORTED)
