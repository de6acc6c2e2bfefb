"""The collections and tags that a selection names, in several archives: each archive has a desk of its own."""

from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.errors import UsageError


def check_joint_desk_filters(archives: OpenArchives, selection: Selection) -> None:
    """Checks that one of the archives has the collections and tags of selection.

    Raises:
        UsageError: none has one of them; the message names a similar one.
        DeskError: a desk cannot be read.
    """
    unknown = [read_desk_filters(archive.conn, selection).notes for archive in archives]
    nowhere = [note for note in unknown[0] if all(note in others for others in unknown)]
    if nowhere:
        raise UsageError(" ".join(nowhere))
