"""Outlets as they travel to workers: a JSON file in the shared folder, with the hash of each outlet's rules."""

import hashlib
import socket
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import msgspec

from newsarchive.errors import FleetError
from newsarchive.outlet import Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.segments.folder import SegmentFolder
from newsarchive.settings import shipped_spiders

# The folder of the shipped outlets differs between machines.
_SHIPPED = "shipped:"


@dataclass(frozen=True, slots=True)
class OutletInTransit:
    """The facts of an outlet, and the hash that its rules must have on every machine."""

    outlet: Outlet
    rules_hash: str


def write_outlets(folder: SegmentFolder, outlets: Iterable[Outlet]) -> str:
    """The name of a new file with the outlets for the workers. Other outlets have another name.

    Raises:
        FleetError: the folder cannot be written.
    """
    data = msgspec.json.encode([OutletInTransit(_packed(one), one.rules_hash) for one in outlets])
    name = f"outlets-{hashlib.blake2b(data, digest_size=8).hexdigest()}.json"
    with folder.writing(name) as file:
        file.write(data)
    return name


@lru_cache(maxsize=2)
def outlet_index(address: str, name: str) -> OutletIndex:
    """The outlets in the file of that name in the folder at address, by their hosts. Read once in each process.

    Raises:
        FleetError: they cannot be read, or the file of an outlet with its own `read` differs on this machine.
    """
    return OutletIndex(_outlets_in(address, name).values())


def outlet_named(address: str, name: str, outlet_name: str) -> Outlet:
    """The outlet of that name in the file of outlet_index; raises FleetError as outlet_index does."""
    return _outlets_in(address, name)[outlet_name]


@lru_cache(maxsize=2)
def _outlets_in(address: str, name: str) -> dict[str, Outlet]:
    with SegmentFolder(address).reading(name) as file:
        travelling = msgspec.json.decode(file.read(), type=list[OutletInTransit])
    return {one.outlet.name: _unpacked(one) for one in travelling}


def _packed(outlet: Outlet) -> Outlet:
    if outlet.reader is None:
        return outlet
    file, class_name = Path(outlet.reader[0]).resolve(), outlet.reader[1]
    shipped = shipped_spiders().resolve()
    place = f"{_SHIPPED}{file.relative_to(shipped)}" if file.is_relative_to(shipped) else str(file)
    return replace(outlet, reader=(place, class_name))


def _unpacked(one: OutletInTransit) -> Outlet:
    outlet = one.outlet
    if outlet.reader is None:
        return outlet
    place, class_name = outlet.reader
    inside = place.removeprefix(_SHIPPED)
    file = shipped_spiders() / inside if place != inside else Path(inside)
    outlet = replace(outlet, reader=(str(file), class_name))
    try:
        is_same = outlet.rules_hash == one.rules_hash
    except OSError:
        is_same = False
    if not is_same:
        raise FleetError(
            f"{outlet.name}: the file of this outlet is missing or different on {socket.gethostname()} ({file}); "
            "install the same files on all machines"
        )
    return outlet
