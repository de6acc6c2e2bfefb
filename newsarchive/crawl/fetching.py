"""Fetching a few pages by themselves, as politely as in a crawl; nothing is stored."""

from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any, TypeVar

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http.request import NO_CALLBACK

from newsarchive.crawl import failures
from newsarchive.crawl.asking import page_of
from newsarchive.crawl.robots import SafeRobots
from newsarchive.crawl.runs import scrapy_settings
from newsarchive.errors import FetchError, NewsArchiveError
from newsarchive.records import Page
from newsarchive.settings import Settings

Result = TypeVar("Result")


class Fetch:
    """What a plan fetches with: `await fetch(url)`. Requests of a plan may run side by side."""

    def __init__(self, spider: scrapy.Spider):
        self._crawler = spider.crawler

    async def __call__(self, url: str, max_bytes: int | None = None) -> Page:
        """The page at url, redirects followed; max_bytes instead of the setting's bound, for sitemaps.

        Raises:
            FetchError: it could not be fetched, or the host answered with another status than 200.
        """
        assert self._crawler.engine is not None
        meta = {"download_maxsize": max_bytes} if max_bytes else {}
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except Exception as error:
            raise FetchError(url, *failures.outcome_of(error)) from error
        page = page_of(response, url)
        if response.status != 200:
            raise FetchError(url, *failures.outcome_of_status(response.status), page)
        return page

    async def robots_text(self, url: str) -> str | None:
        """The robots.txt that governs url; None where there is none, or none that can be read."""
        robots = self._crawler.get_downloader_middleware(SafeRobots)
        return await robots.text_for(url) if robots is not None else None


Plan = Callable[[Fetch], Awaitable[Result]]


class Planned(scrapy.Spider):
    """Runs a plan; result or problem is what came of it."""

    name = "planned"

    def __init__(self, plan: Plan[Any]):
        super().__init__()
        self.plan = plan
        self.results: list[Any] = []
        self.problem: Exception | None = None

    async def start(self) -> AsyncIterator[Request]:
        """The whole plan; there are no requests beside it."""
        beside: tuple[Request, ...] = ()
        try:
            self.results.append(await self.plan(Fetch(self)))
        except Exception as error:
            self.problem = error
        for request in beside:
            yield request


def fetch_pages(settings: Settings, plan: Plan[Result]) -> Result:
    """What plan returns, which is given a Fetch; robots.txt, pace, limits and certificates are as in a crawl.

    Once in the life of a process.

    Raises:
        NewsArchiveError: the process was told to stop before plan had ended.
        Exception: what plan itself raised.
    """
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawler = process.create_crawler(Planned)
    process.crawl(crawler, plan=plan)
    process.start()
    spider = crawler.spider
    if isinstance(spider, Planned) and spider.problem is not None:
        raise spider.problem
    if not isinstance(spider, Planned) or not spider.results:
        raise NewsArchiveError("stopped before everything was fetched; run the command again")
    result: Result = spider.results[0]
    return result


def fetch_page(settings: Settings, url: str) -> Page:
    """The page at url, fetched as fetch_pages does.

    Raises:
        FetchError: it could not be fetched, and why.
    """
    return fetch_pages(settings, lambda fetch: fetch(url))
