"""What the scripts of a page ask for: which kinds are fetched, how many and how large, and how they are fetched.

Scripts and data are fetched by the crawl's own middlewares, so robots.txt, private addresses, certificates and limits
hold for them and for every redirect. Style sheets and pictures are answered here with empty ones, because many scripts
wait for them. All else is refused. Knows no browser.
"""

import asyncio
import base64
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK

from newsarchive.crawl.declaration import registered_host
from newsarchive.crawl.http.answers import PART_OF_PAGE
from newsarchive.crawl.http.failures import Stopping, outcome_of, outcome_of_status
from newsarchive.records import Outcome

# Of one page. What goes beyond is refused, and the page is shown without it.
MAX_PARTS = 100
MAX_PART_BYTES = 5_000_000
MAX_BYTES = 25_000_000
PART_SECONDS = 10
# Parts of one page that are fetched at the same time, over all hosts.
AT_ONCE = 4
# The scripts of an outlet are the same on each page, so they are fetched once and kept up to this size.
SCRIPT_CACHE_BYTES = 16_000_000
MAX_REDIRECTS = 5

FETCHED = frozenset({"script", "xhr", "fetch"})
# A GIF of one transparent pixel.
_PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
# Servers choose these headers. All others, such as cookies, would let them follow a crawl or change the browser.
_PASSED_ON = (
    "Content-Type",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "Access-Control-Allow-Origin",
    "Access-Control-Allow-Credentials",
    "Access-Control-Expose-Headers",
)
# Of what a script sends: the crawl has its own, and no cookie and no address of a page is sent to anybody.
_NOT_SENT = frozenset(
    {
        "accept-encoding",
        "accept-language",
        "connection",
        "content-length",
        "cookie",
        "host",
        "origin",
        "referer",
        "te",
        "transfer-encoding",
        "upgrade",
        "upgrade-insecure-requests",
        "user-agent",
    }
)
_MOST_HEADER_BYTES = 8192


@dataclass(frozen=True, slots=True)
class Asked:
    """One request of the browser; kind is its destination, such as script, image or fetch."""

    url: str
    method: str
    kind: str
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PagePart:
    """What is handed to the browser."""

    status: int
    headers: Mapping[str, str]
    body: bytes


EMPTY_STYLES = PagePart(200, {"Content-Type": "text/css", "Access-Control-Allow-Origin": "*"}, b"")
EMPTY_PICTURE = PagePart(200, {"Content-Type": "image/gif", "Access-Control-Allow-Origin": "*"}, _PIXEL)


class ScriptCache:
    """The scripts of one outlet, for the pages of one run."""

    def __init__(self, max_bytes: int = SCRIPT_CACHE_BYTES):
        self._max_bytes = max_bytes
        self._parts: dict[str, PagePart] = {}
        self._bytes = 0

    def get(self, url: str) -> PagePart | None:
        return self._parts.get(url)

    def put(self, url: str, part: PagePart) -> None:
        """Keeps a script, as long as there is room."""
        if url not in self._parts and self._bytes + len(part.body) <= self._max_bytes:
            self._parts[url] = part
            self._bytes += len(part.body)


class Download(Protocol):
    """Sends a request through the crawl's middlewares."""

    def __call__(self, request: Request, /) -> Awaitable[Response]: ...


class PageParts:
    """What one page at url asks for; download fetches it."""

    def __init__(self, url: str, download: Download, scripts: ScriptCache | None = None):
        self._origin = _origin(url)
        self._download, self._scripts = download, scripts if scripts is not None else ScriptCache()
        self._at_once = asyncio.Semaphore(AT_ONCE)
        self.asked = 0
        self.bytes = 0
        self.in_progress = 0
        # Whether the crawl was stopped before the page had all that it asked for.
        self.was_stopped = False
        # The first of its own site's parts that may be had later, and why it was not had now.
        self.missing: str | None = None
        self._is_closed = False

    def close(self) -> None:
        """From now on nothing more is fetched: the page is done."""
        self._is_closed = True

    async def answer(self, asked: Asked) -> PagePart | None:
        """What the browser gets; None if the request is refused, or could not be answered."""
        if asked.kind == "stylesheet":
            return EMPTY_STYLES
        if asked.kind == "image":
            return EMPTY_PICTURE
        # A request with a body could change something at the outlet.
        if asked.kind not in FETCHED or asked.method != "GET" or not asked.url.startswith(("http://", "https://")):
            return None
        kept = self._scripts.get(asked.url) if asked.kind == "script" else None
        if kept is not None:
            return kept
        if self.asked >= MAX_PARTS or self.bytes >= MAX_BYTES:
            return None
        self.asked += 1
        self.in_progress += 1
        try:
            return await self._fetched(asked)
        finally:
            self.in_progress -= 1

    async def _fetched(self, asked: Asked) -> PagePart | None:
        async with self._at_once:
            if self._is_closed or self.bytes >= MAX_BYTES:
                return None
            try:
                response = await self._download(self._request(asked))
            except Stopping:
                self.was_stopped = True
                return None
            except Exception as error:
                # Refused by a rule, or no answer: for the page it is an error of the network, as in every browser.
                self._note_missing(asked.url, *outcome_of(error))
                return None
        if response.status == 429 or response.status >= 500:
            self._note_missing(asked.url, *outcome_of_status(response.status))
        self.bytes += len(response.body)
        part = PagePart(response.status, passed_on(response), response.body)
        if asked.kind == "script" and response.status == 200 and _may_be_kept(response):
            self._scripts.put(asked.url, part)
        return part

    def _note_missing(self, url: str, outcome: Outcome, reason: str) -> None:
        """Remembers what the page's own site did not answer, and may answer later."""
        is_own = registered_host(url) == registered_host(self._origin)
        if self.missing is None and is_own and outcome.is_retried and outcome is not Outcome.PRIVATE_ADDRESS:
            self.missing = f"its scripts did not get {url}: {reason}"

    def _request(self, asked: Asked) -> Request:
        headers = {name: value for name, value in asked.headers.items() if _is_sent(name)}
        if sum(len(name) + len(value) for name, value in headers.items()) > _MOST_HEADER_BYTES:
            headers = {}
        if _origin(asked.url) != self._origin:
            # Servers allow other sites to read an answer by this header (Fetch Standard, CORS protocol).
            headers["origin"] = self._origin
        meta = {
            PART_OF_PAGE: True,
            "dont_retry": True,
            "redirect_ttl": MAX_REDIRECTS,
            "download_maxsize": min(MAX_PART_BYTES, MAX_BYTES - self.bytes),
            "download_timeout": PART_SECONDS,
        }
        return Request(asked.url, headers=headers, meta=meta, callback=NO_CALLBACK, dont_filter=True)


def passed_on(response: Response) -> dict[str, str]:
    """The headers of an answer that the browser gets."""
    found = ((name, response.headers.get(name)) for name in _PASSED_ON)
    return {name: value.decode("latin-1") for name, value in found if value}


def _may_be_kept(response: Response) -> bool:
    return b"no-store" not in (response.headers.get("Cache-Control") or b"").lower()


def _is_sent(name: str) -> bool:
    name = name.lower()
    return name not in _NOT_SENT and not name.startswith(("sec-", "proxy-", ":", "if-"))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
