"""A backfill: what is asked for, and the ways in which an outlet's articles of a time that is past are found."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING, Literal

from newsarchive.crawl.backfill.sitemaps import NothingToFind, SitemapAsking, SitemapFinding
from newsarchive.crawl.backfill.wayback import WaybackAsking
from newsarchive.crawl.phases.discovery import Finding
from newsarchive.crawl.phases.pages import Asking
from newsarchive.discovery.periods import Span

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

Way = Literal["sitemaps", "wayback", "both"]
WAYS: tuple[Way, ...] = ("sitemaps", "wayback", "both")


@dataclass(frozen=True)
class Backfill:
    """What is asked for: the days, and where to look for their articles.

    With both, the outlet is asked for what its sitemaps name, then the Wayback Machine for what is still missing.
    """

    span: Span
    by: Way = "sitemaps"


def finding_of(spider: "OutletSpider", backfill: Backfill) -> Finding:
    """What a backfill's spider finds with."""
    if backfill.by == "wayback":
        return NothingToFind(spider)
    return SitemapFinding(spider, backfill.span, leaves_copies=backfill.by == "both")


def askings_of(spider: "OutletSpider", backfill: Backfill, finding: Finding) -> Iterator[Asking]:
    """What it asks for pages with, one after the other; a limit holds for all of them together."""
    left: float = spider.limit or inf
    if isinstance(finding, SitemapFinding):
        asking = SitemapAsking(spider, backfill.span, finding.found, left)
        yield asking
        left = asking.left
    if backfill.by != "sitemaps":
        yield WaybackAsking(spider, backfill.span, finding, left)
