"""Cookies within one chain of redirects: sent back on its way, and forgotten at its end.

Some sites set a cookie, redirect to the same address, and show the page only to those who send the cookie back (RFC
6265 §5). No cookie is kept from one request to another, so no site can follow a crawl.
"""

from scrapy import Request
from scrapy.http import Response
from scrapy.http.cookies import CookieJar

_JAR = "chain_cookies"
# A flag of an answer whose cookies SubscriptionCookies has taken.
KEPT_COOKIES = "kept_cookies"
_REDIRECTS = (301, 302, 303, 307, 308)
# Servers choose these bytes: what a browser must at least keep (RFC 6265 §6.1), and what servers accept in a request.
_MOST_SET_BYTES = 50 * 4096
_MOST_SENT_BYTES = 8192


class ChainCookies:
    """Downloader middleware: keeps the cookies of a redirect for the requests that follow from it."""

    def process_request(self, request: Request) -> None:
        """Adds the cookies of the chain that fit the request's address."""
        jar: CookieJar | None = request.meta.get(_JAR)
        if jar is None:
            return
        request.headers.pop("Cookie", None)
        jar.add_cookie_header(request)
        if len(request.headers.get("Cookie") or b"") > _MOST_SENT_BYTES:
            del request.headers["Cookie"]

    def process_response(self, request: Request, response: Response) -> Response:
        """Keeps the cookies of a redirect."""
        if response.status in _REDIRECTS:
            keep_cookies(request, response)
        return response


def keep_cookies(request: Request, response: Response) -> bool:
    """Whether response sets cookies; they are kept for the requests made from request by replacing its address.

    Those of a subscription are kept already.
    """
    if KEPT_COOKIES in response.flags:
        return True
    cookies = response.headers.getlist("Set-Cookie")
    if not cookies or sum(map(len, cookies)) > _MOST_SET_BYTES:
        return False
    # A copy of the request shares the jar.
    jar = request.meta.setdefault(_JAR, CookieJar())
    jar.extract_cookies(response, request)
    return True
