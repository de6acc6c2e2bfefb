"""The feeds of outlets as an OPML file for feed readers, in a folder for each country."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TextIO

from newsarchive.discovery.opml import Subscription, write_opml
from newsarchive.outlet import Outlet

# The folder of outlets without a country, as among the outlet files.
_INTERNATIONAL = "int"


@dataclass(frozen=True, slots=True)
class OpmlWritten:
    """How many feeds of how many outlets were written, and the outlets that have no feed, such as only sitemaps."""

    feeds: int
    outlets: int
    without_feeds: tuple[str, ...]


def write_feeds(outlets: Iterable[Outlet], out: TextIO, now: datetime) -> OpmlWritten:
    """Writes the feeds of outlets, by country and title."""
    ordered = sorted(outlets, key=lambda one: (one.country or "~", one.title.casefold(), one.name))
    feeds = [
        Subscription(feed, outlet.title, outlet.home, (outlet.country or _INTERNATIONAL,))
        for outlet in ordered
        for feed in outlet.feeds
    ]
    out.writelines(f"{line}\n" for line in write_opml(feeds, "Feeds of newsarchive's outlets", now))
    without = tuple(outlet.name for outlet in ordered if not outlet.feeds)
    return OpmlWritten(len(feeds), len(ordered) - len(without), without)
