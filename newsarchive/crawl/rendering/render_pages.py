"""The downloader middleware that renders pages: behind all others, when an answer has come and nothing follows from it.

So the page itself is fetched as every other page is, with its turn, its limits and its redirects. What scripts ask for
goes through the same middlewares, without a turn of its own.
"""

from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response

from newsarchive.crawl.http.answers import RENDER, RENDERED, content_type
from newsarchive.crawl.http.failures import BrowserCrashed, BrowserUnavailable, Stopping
from newsarchive.crawl.rendering.browser import Browser, missing
from newsarchive.crawl.rendering.page_parts import PagePart, PageParts, ScriptCache, passed_on
from newsarchive.crawl.rendering.tab import RenderLimits, rendered_html

# A page is tried once more if the browser ended: another page may have been the reason.
_TRIES = 2
_KINDS = ("text/html", "application/xhtml+xml")


class RenderPages:
    """Downloader middleware: adds to an answer, in the request's meta, the HTML that a browser makes of it.

    Raises NotRendered, BrowserUnavailable or Stopping, which are outcomes of the page.
    """

    def __init__(self, crawler: Crawler, browser: Browser):
        self._crawler = crawler
        self._browser = browser
        self._scripts = ScriptCache()
        settings = crawler.settings
        self._user_agent = settings["USER_AGENT"]
        self._limits = RenderLimits(settings.getfloat("DOWNLOAD_TIMEOUT"), settings.getint("DOWNLOAD_MAXSIZE"))

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        renderer = cls(crawler, browser_of(crawler))
        crawler.signals.connect(renderer.spider_closed, signals.spider_closed)
        return renderer

    async def process_response(self, request: Request, response: Response) -> Response:
        if request.meta.get(RENDER) and response.status == 200 and _is_html(response):
            request.meta[RENDERED] = await self._rendered(response)
        return response

    async def spider_closed(self) -> None:
        """The browser is closed with the last outlet that needs it."""
        await self._browser.leave(self)

    async def _rendered(self, response: Response) -> tuple[bytes, str | None]:
        """The HTML of the page, and what its scripts did not get."""
        # Before anything imports playwright.
        if (problem := missing()) is not None:
            raise BrowserUnavailable(problem)
        self._browser.join(self)
        for further in reversed(range(_TRIES)):
            parts = PageParts(response.url, self._download, self._scripts)
            try:
                html = await rendered_html(
                    self._browser,
                    response.url,
                    PagePart(response.status, passed_on(response), response.body),
                    parts,
                    self._limits,
                    self._user_agent,
                )
            except (BrowserCrashed, BrowserUnavailable) as error:
                if not self._is_running:
                    # A signal to all processes, as when a terminal is closed, ends the browser too.
                    raise Stopping("the crawl was stopped") from error
                if not further or isinstance(error, BrowserUnavailable):
                    raise
                continue
            if parts.was_stopped:
                raise Stopping("the crawl was stopped")
            return html, parts.missing
        raise AssertionError("unreachable: the last try returns or raises")

    @property
    def _is_running(self) -> bool:
        return self._crawler.engine is not None and self._crawler.engine.running

    async def _download(self, request: Request) -> Response:
        engine = self._crawler.engine
        assert engine is not None
        return await engine.download_async(request)


def browser_of(crawler: Crawler) -> Browser:
    """The browser that crawler shares with the other crawlers of its process."""
    browser: Any = crawler.settings["NEWSARCHIVE_SHARED_BROWSER"]
    if browser is None:
        raise KeyError("NEWSARCHIVE_SHARED_BROWSER is not set: ADDONS must list newsarchive.crawl.shared.SharedAddon")
    shared: Browser = browser
    return shared


def _is_html(response: Response) -> bool:
    kind = (content_type(response) or "text/html").partition(";")[0].strip().lower()
    return kind in _KINDS
