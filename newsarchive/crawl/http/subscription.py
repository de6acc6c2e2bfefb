"""Requests with the cookies of the user's own subscription (the setting cookies).

They go to hosts of the outlet over https alone, and stay in this process: neither they nor what the outlet sets are in
a stored answer, and the request loses them as soon as it is answered.
"""

from typing import Any, Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response
from scrapy.spiderloader import get_spider_loader

from newsarchive import clock
from newsarchive.crawl.cookies.cookie_file import cookie_file_of, read_cookies
from newsarchive.crawl.cookies.session_cookies import SessionCookies
from newsarchive.crawl.http.chain_cookies import KEPT_COOKIES
from newsarchive.crawl.http.failures import NotFetched
from newsarchive.crawl.scrapy_settings import user_settings
from newsarchive.errors import OutletError, SettingsError
from newsarchive.outlet import Outlet

# In a request's meta: the outlet whose subscription it may use. In a crawl it is the spider's outlet.
SUBSCRIBER_OF = "subscriber_of"
# In a request's meta: not part of the session, as for robots.txt.
ANONYMOUS = "is_anonymous"


class ShowsCookie(NotFetched):
    """Raised by SubscriptionCookies for a redirect whose address has a cookie's value in it; it would be stored."""


class SubscriptionCookies:
    """Innermost downloader middleware: adds the cookies when a request is sent, and removes all of an answer."""

    def __init__(self, crawler: Crawler):
        self._crawler = crawler
        self._settings = user_settings(crawler.settings)
        if not self._settings.cookies:
            raise NotConfigured
        self._sessions: dict[str, SessionCookies | None] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Adds the outlet's cookies to those of the chain of redirects."""
        session = self.session_of(request)
        sent = session.header(request.url, clock.now()) if session is not None else None
        if sent is not None:
            request.headers["Cookie"] = _joined(sent, request.headers.get("Cookie"))

    def process_response(self, request: Request, response: Response) -> Response:
        """Keeps what the outlet renews for this crawl, and removes the cookies from the request and its answer.

        Raises:
            ShowsCookie: the answer redirects to an address that has a cookie's value in it.
        """
        session = self.session_of(request)
        if session is None:
            return response
        request.headers.pop("Cookie", None)
        cookies = response.headers.getlist("Set-Cookie")
        if cookies:
            session.renew(request.url, cookies, clock.now())
            # ChainCookies, which would send them to other schemes and hosts, and the archive do not see them.
            del response.headers["Set-Cookie"]
            response.flags.append(KEPT_COOKIES)
        if session.is_in(response.headers.get("Location") or b""):
            raise ShowsCookie("redirects to an address with the value of a cookie in it, which would be stored")
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Removes the cookies from a request without an answer."""
        if self.session_of(request) is not None:
            request.headers.pop("Cookie", None)

    def session_of(self, request: Request) -> SessionCookies | None:
        """The session that request is part of; None where it is part of none, also if the file cannot be used.

        Whoever begins a crawl or a check reports what is wrong with a file.
        """
        outlet = request.meta.get(SUBSCRIBER_OF) or getattr(self._crawler.spidercls, "outlet", None)
        if outlet is None or request.meta.get(ANONYMOUS):
            return None
        if outlet.name not in self._sessions:
            self._sessions[outlet.name] = self._opened(outlet)
        session = self._sessions[outlet.name]
        return session if session is not None and session.goes_to(request.url) else None

    def _opened(self, outlet: Outlet) -> SessionCookies | None:
        file = cookie_file_of(self._settings, outlet)
        if file is None:
            return None
        try:
            # Asked through Scrapy: the registry of outlet files loads this package.
            loader: Any = get_spider_loader(self._crawler.settings)
            others = loader.hosts_of_others(outlet)
            return SessionCookies(outlet, read_cookies(file, outlet, others), others)
        except (SettingsError, OutletError):
            return None


class MaskCookies:
    """Downloader middleware behind Decompression: masks the values of the session's cookies in answers."""

    def __init__(self, crawler: Crawler):
        if not user_settings(crawler.settings).cookies:
            raise NotConfigured
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """The answer without any value of a cookie in its headers and its body."""
        cookies = self._crawler.get_downloader_middleware(SubscriptionCookies)
        session = cookies.session_of(request) if cookies is not None else None
        if session is None:
            return response
        for name in list(response.headers):
            values = [session.masked(value) for value in response.headers.getlist(name)]
            if values != response.headers.getlist(name):
                response.headers[name] = values
        body = session.masked(response.body)
        return response if body == response.body else response.replace(body=body)


def _joined(sent: bytes, of_chain: bytes | None) -> bytes:
    """The session's cookies, and those of the chain with other names."""
    names = {pair.partition(b"=")[0] for pair in sent.split(b"; ")}
    more = [pair for pair in (of_chain or b"").split(b"; ") if pair and pair.partition(b"=")[0] not in names]
    return b"; ".join([sent, *more])
