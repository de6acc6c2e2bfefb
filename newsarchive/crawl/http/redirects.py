"""Redirects, by status or by the page itself: which are followed, and in which form.

A redirect of an article's page that leaves the outlet, or ends on its home page, is not followed. A page that leads at
once to another is a redirect too.
"""

import re
from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsarchive.crawl.http.answers import charset
from newsarchive.crawl.http.chain_cookies import keep_cookies
from newsarchive.crawl.http.failures import NotFetched
from newsarchive.discovery.refresh import instant_refresh, may_refresh
from newsarchive.discovery.wayback import snapshot_at
from newsarchive.errors import ReadingError
from newsarchive.outlet import Outlet, is_home
from newsarchive.records import Outcome
from newsarchive.urls import is_web_address, url_key, without_credentials

# Validators belong to the address that was asked before (RFC 9110 §13.1).
_CONDITIONS = ("If-None-Match", "If-Modified-Since")

# RFC 9110 §15.4.2 and §15.4.9: the answers that say that an address has changed for good.
_PERMANENT = (301, 308)


def permanent_address(response: Response) -> str | None:
    """Where permanent redirects alone have led; None without a redirect, or if one of them was temporary."""
    reasons = response.request.meta.get("redirect_reasons", []) if response.request else []
    return response.url if reasons and all(reason in _PERMANENT for reason in reasons) else None


_LEADS_AWAY = "redirects to {}, which is not on the outlet's domains"
_LED_AWAY = re.compile(re.escape(_LEADS_AWAY).replace(r"\{\}", "(.+)"))


def address_elsewhere(reason: str | None) -> str | None:
    """Where a page redirects, on a host of another outlet, as its outcome's reason says; None for other reasons."""
    match = _LED_AWAY.fullmatch(reason or "")
    return match[1] if match and is_web_address(match[1]) else None


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
            raise LeftOutlet(_LEADS_AWAY.format(address))
        if is_home(address, outlet.home):
            raise LeftOutlet("redirects to the home page")


class PlainAddress:
    """Downloader middleware: sends a request without the user name and password in its address.

    Redirects bring them. They would stand in reasons and in the archive, and the host with them looks like another
    host. No article needs them.
    """

    def process_request(self, request: Request) -> Request | None:
        """The same request with a plain address; None where it has one."""
        url = without_credentials(request.url)
        return None if url == request.url else request.replace(url=url)


class InstantRefresh:
    """Downloader middleware: follows a page that leads at once to another, once, as if it were a redirect."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The request for the page that an article's page leads to, or the answer itself."""
        meta = request.meta
        is_page = "queued" in request.cb_kwargs and response.status == 200 and not meta.get("is_snapshot")
        if not is_page or meta.get("has_refreshed") or not may_refresh(response.body):
            return response
        target = await self._target(response)
        if target is None:
            return response
        has_cookies = keep_cookies(request, response)
        # A page that only reloads itself leads nowhere, unless it sets a cookie.
        leads_on = has_cookies or url_key(target) != url_key(response.url)
        return _following(request, target) if leads_on else response

    async def _target(self, response: Response) -> str | None:
        spider: Any = self._crawler.spider
        try:
            target: str | None = await spider.in_worker(instant_refresh, response.body, response.url, charset(response))
        except ReadingError:
            # The page is read as it is, and says what is wrong with it.
            return None
        return target


def _following(request: Request, target: str) -> Request:
    """The request for target, with what Scrapy's redirects leave in meta."""
    following = request.replace(url=target, priority=request.priority + 1)
    for name in _CONDITIONS:
        following.headers.pop(name, None)
    following.meta["has_refreshed"] = True
    following.meta["redirect_times"] = request.meta.get("redirect_times", 0) + 1
    following.meta["redirect_urls"] = [*request.meta.get("redirect_urls", []), request.url]
    return following
