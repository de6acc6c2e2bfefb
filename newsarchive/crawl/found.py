"""What one answer of a feed, sitemap or home page names, whichever way a parse method returned it."""

import inspect
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from scrapy import Request

from newsarchive.discovery.listing import Listing
from newsarchive.discovery.polling import NO_PAUSE, StatedPause
from newsarchive.discovery.sitemaps import NestedSitemap, SitemapListing
from newsarchive.records import DiscoveryKind, Sighting


@dataclass(frozen=True)
class DiscoverySource:
    """One address where an outlet lists what it has published; depth counts the sitemap indexes above it.

    changed_at is when it changed last, as the index above it says.
    """

    url: str
    kind: DiscoveryKind
    depth: int = 0
    changed_at: datetime | None = None


@dataclass
class Found:
    """What one answer of a discovery source names."""

    sightings: list[Sighting] = field(default_factory=list)
    nested: list[NestedSitemap] = field(default_factory=list)
    feeds: list[str] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)
    problem: str | None = None
    is_news: bool = False
    pause: StatedPause = NO_PAUSE

    @property
    def leads_on(self) -> bool:
        """Whether the answer names further sources: those may change while the answer stays the same."""
        return bool(self.nested or self.feeds or self.requests)

    @property
    def newest_item_at(self) -> datetime | None:
        """The newest time that a sighting claims; None where none claims a time of day."""
        stamps = (sighting.newest for sighting in self.sightings)
        return max((stamp.at for stamp in stamps if stamp is not None and stamp.at is not None), default=None)


async def collect(result: Any) -> Found:
    """What a parse method returned, as a Found.

    A parse method may return a listing, a Found, or an iterable of Sightings and Requests, awaitable or not.
    """
    if inspect.isawaitable(result):
        result = await result
    if isinstance(result, Found):
        return result
    if isinstance(result, SitemapListing):
        nested = list(result.nested)
        return Found(list(result.sightings), nested=nested, problem=result.problem, is_news=result.is_news)
    if isinstance(result, Listing):
        return Found(list(result.sightings), problem=result.problem, pause=result.pause)
    items = [item async for item in result] if hasattr(result, "__aiter__") else list(result or ())
    requests = [item for item in items if isinstance(item, Request)]
    return Found([item for item in items if isinstance(item, Sighting)], requests=requests)
