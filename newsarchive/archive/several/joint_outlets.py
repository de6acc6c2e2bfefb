"""The outlets of which sets are made, when several archives are read as one."""

from dataclasses import replace

from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.outlets.known_outlets import read_known_outlets_of_all
from newsarchive.archive.several.archives import OpenArchives


def with_known_outlets(archives: OpenArchives, selection: AnySelection) -> AnySelection:
    """The selection with the outlets of all archives, so that a set is the same in each of them.

    An archive that is no longer crawled does not know the kind of an outlet that another one knows. Nothing is read for
    a single archive.
    """
    if len(archives) == 1 or selection.known_outlets is not None:
        return selection
    return replace(selection, known_outlets=read_known_outlets_of_all(archive.conn for archive in archives))
