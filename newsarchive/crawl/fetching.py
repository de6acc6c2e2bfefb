"""Fetching one page by itself, as politely as in a crawl; nothing is stored."""

from collections.abc import AsyncIterator

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from newsarchive.crawl import failures
from newsarchive.crawl.asking import page_of
from newsarchive.crawl.runs import scrapy_settings
from newsarchive.errors import NewsArchiveError
from newsarchive.records import Page
from newsarchive.settings import Settings


class OnePage(scrapy.Spider):
    """Asks for one address; page or problem is what came of it."""

    name = "one_page"

    def __init__(self, url: str):
        super().__init__()
        self.url = url
        self.page: Page | None = None
        self.problem: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        """The one request."""
        yield Request(self.url, errback=self.on_failure, dont_filter=True)

    def parse(self, response: Response) -> None:
        """Keeps the answer."""
        self.page = page_of(response, self.url)

    def on_failure(self, failure: Failure) -> None:
        """Keeps the reason."""
        outcome, reason = failures.outcome_of(failure)
        self.problem = f"{outcome}: {reason}"


def fetch_page(settings: Settings, url: str) -> Page:
    """The page at url; robots.txt, pace, limits and certificates are as in a crawl. Once in the life of a process.

    Raises:
        NewsArchiveError: it could not be fetched, and why.
    """
    process = AsyncCrawlerProcess(scrapy_settings(settings))
    crawler = process.create_crawler(OnePage)
    process.crawl(crawler, url=url)
    process.start()
    spider = crawler.spider
    if not isinstance(spider, OnePage) or spider.page is None:
        problem = spider.problem if isinstance(spider, OnePage) else None
        raise NewsArchiveError(f"{url}: not fetched ({problem or 'stopped'})")
    return spider.page
