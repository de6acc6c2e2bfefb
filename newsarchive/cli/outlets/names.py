"""Outlets that a user names to select articles or runs: whether the archive or an outlet file has them."""

from collections.abc import Sequence

from newsarchive.archive.database import Archive
from newsarchive.archive.runs import last_visits
from newsarchive.archive.search.totals import outlet_totals
from newsarchive.archive.several.archives import OpenArchive, OpenArchives
from newsarchive.errors import OutletError
from newsarchive.outlet import IMPORTED
from newsarchive.settings import Settings


def check_outlet_names(archive: Archive, settings: Settings, names: Sequence[str]) -> None:
    """Checks that each name is an outlet of the archive or of an outlet file.

    Raises:
        OutletError: there is no such outlet; the message names similar ones.
    """
    check_joint_outlet_names([OpenArchive(None, archive.conn)], settings, names)


def check_joint_outlet_names(archives: OpenArchives, settings: Settings, names: Sequence[str]) -> None:
    """Checks that each name is an outlet of one of the archives or of an outlet file.

    Raises:
        OutletError: as check_outlet_names.
    """
    if not names:
        return
    stored = {IMPORTED.name}
    for archive in archives:
        stored.update(last_visits(archive.conn), (total.name for total in outlet_totals(archive.conn)))
    unknown = [name for name in names if name not in stored]
    if not unknown:
        return
    # Loaded here because Scrapy takes half a second, and a name that the archive has needs no outlet file.
    from newsarchive.crawl import registry

    declared = registry.outlet_files(settings)
    for name in unknown:
        if name not in declared:
            raise OutletError(registry.unknown_outlet(name, {*stored, *declared}))
