"""Runs crawlers in this process, as JSON on stdin says, and prints the result of every URL; see conftest.crawl.

A reactor runs once, so every crawl of the tests is a process. Uses the project's Scrapy settings whole, save what
stores: no pipelines, no extension, no outlets.
"""

import asyncio
import json
import socket
import sys
from collections.abc import AsyncIterator
from typing import Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from scrapy.settings import Settings
from twisted.python.failure import Failure

from newsarchive.crawl.http.failures import outcome_of, wait_seconds_of
from newsarchive.crawl.http.robots import SafeRobots


class JobSpider(Spider):
    name = "job"

    def __init__(self, urls: list[str], stop_on_first_page: bool, robots_of: str | None, **kwargs: Any):
        super().__init__(**kwargs)
        self.urls, self.stop_on_first_page, self.robots_of = urls, stop_on_first_page, robots_of
        self.pages: dict[str, Any] = {}
        self.refused: dict[str, Any] = {}
        self.robots_text: str | None = None

    async def start(self) -> AsyncIterator[Request]:
        if self.robots_of:
            robots = self.crawler.get_downloader_middleware(SafeRobots)
            self.robots_text = await robots.text_for(self.robots_of)
        for url in self.urls:
            yield Request(url, self.parse, errback=self.failed, dont_filter=True, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> None:
        self.pages[asked] = {"status": response.status, "final": response.url, "bytes": len(response.body)}
        if self.stop_on_first_page:
            self.stopping = asyncio.ensure_future(self.crawler.stop_async())

    def failed(self, failure: Failure) -> None:
        outcome, reason = outcome_of(failure)
        asked = failure.request.cb_kwargs["asked"]
        self.refused[asked] = {"outcome": outcome, "reason": reason, "wait": wait_seconds_of(failure)}


def stub_names(names: dict[str, str]) -> None:
    """Resolves these names without a name server; every other name is unknown."""

    def by_name(name: str) -> str:
        if name in names:
            return names[name]
        if name[:1].isdigit():
            return socket.inet_ntoa(socket.inet_aton(name))
        raise socket.gaierror(f"{name} is not known here")

    socket.gethostbyname = by_name


def main() -> None:
    job = json.load(sys.stdin)
    stub_names(job["names"])
    settings = Settings()
    settings.setmodule("newsarchive.crawl.settings")
    alone = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "SPIDER_LOADER_CLASS": "scrapy.spiderloader.SpiderLoader"}
    settings.setdict({**alone, **job["settings"]}, priority="cmdline")
    process = AsyncCrawlerProcess(settings)
    crawlers = {name: process.create_crawler(JobSpider) for name in job["jobs"]}
    for name, crawler in crawlers.items():
        options = {"stop_on_first_page": job.get("stop_on_first_page", False), "robots_of": job.get("robots_of")}
        process.crawl(crawler, urls=job["jobs"][name], **options)
    process.start()
    print(json.dumps({name: report(crawler) for name, crawler in crawlers.items()}))


def report(crawler: Any) -> dict[str, Any]:
    spider = crawler.spider
    return {
        "pages": spider.pages,
        "refused": spider.refused,
        "robots_text": spider.robots_text,
        "finish_reason": crawler.stats.get_value("finish_reason"),
        "extensions": [type(extension).__name__ for extension in crawler.extensions.middlewares],
    }


if __name__ == "__main__":
    main()
