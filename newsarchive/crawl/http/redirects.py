"""Redirects of article pages: one that leaves the outlet, or ends on its home page, is not followed."""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsarchive.crawl.http.failures import NotFetched
from newsarchive.discovery.wayback import snapshot_at
from newsarchive.outlet import Outlet, is_home
from newsarchive.records import Outcome

# RFC 9110 §15.4.2 and §15.4.9: the answers that say that an address has changed for good.
_PERMANENT = (301, 308)


def permanent_address(response: Response) -> str | None:
    """Where permanent redirects alone have led; None without a redirect, or if one of them was temporary."""
    reasons = response.request.meta.get("redirect_reasons", []) if response.request else []
    return response.url if reasons and all(reason in _PERMANENT for reason in reasons) else None


class LeftOutlet(NotFetched):
    """Raised by RedirectGuard for a redirect that leads away from the outlet's articles; final."""

    outcome = Outcome.NOT_ARTICLE


class RedirectGuard:
    """Downloader middleware: raises LeftOutlet when an article's address redirects out of the outlet."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises LeftOutlet for a page's redirect to another outlet's host or to the home page."""
        if "queued" not in request.cb_kwargs or not request.meta.get("redirect_times"):
            return
        outlet: Outlet = self._crawler.spidercls.outlet  # type: ignore[attr-defined]
        snapshot = snapshot_at(request.url) if request.meta.get("is_snapshot") else None
        if snapshot is None and request.meta.get("is_snapshot"):
            raise LeftOutlet(f"redirects to {request.url}, which is not a Wayback snapshot of a page")
        address = snapshot.url if snapshot else request.url
        if not outlet.has_host(address):
            raise LeftOutlet(f"redirects to {address}, which is not on the outlet's domains")
        if is_home(address, outlet.home):
            raise LeftOutlet("redirects to the home page")
