"""The phases of a backfill: how the sitemaps and the Wayback Machine follow one another."""

from collections.abc import Iterator
from math import inf

from newsarchive.crawl.backfill.sitemaps import SitemapDiscovery, SitemapPagePhase
from newsarchive.crawl.backfill.wayback import WaybackPagePhase
from newsarchive.crawl.options import Backfill
from newsarchive.crawl.phases.discovery import DiscoveryPhase, NoDiscovery
from newsarchive.crawl.phases.pages import PagePhase
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider


def discovery_phase(spider: OutletSpider, session: Session, backfill: Backfill) -> DiscoveryPhase:
    """The discovery phase of a backfill."""
    if backfill.by == "wayback":
        return NoDiscovery(spider, session)
    return SitemapDiscovery(spider, session, backfill.span, leaves_snapshots=backfill.by == "both")


def page_phases(
    spider: OutletSpider, session: Session, backfill: Backfill, discovery: DiscoveryPhase
) -> Iterator[PagePhase]:
    """The page phases of a backfill, one after the other; the spider's limit holds for all of them together."""
    remaining: float = spider.limit or inf
    if isinstance(discovery, SitemapDiscovery):
        by_sitemaps = SitemapPagePhase(spider, session, backfill.span, discovery.found, remaining)
        yield by_sitemaps
        remaining = by_sitemaps.remaining
    if backfill.by != "sitemaps":
        yield WaybackPagePhase(spider, session, backfill.span, discovery, remaining)
