"""A run without a network: a real spider and archive, and as much of Scrapy's crawler as a run uses."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from scrapy import Request
from scrapy.settings import Settings as ScrapySettings
from scrapy.statscollectors import MemoryStatsCollector

from newsarchive.crawl.session import SessionHolder
from newsarchive.crawl.shared import SharedAddon
from newsarchive.crawl.spider import OutletSpider
from newsarchive.settings import Settings

HOME = "https://post.example/"
RSS = "https://post.example/rss"


def some_settings(folder: Path, **changes: Any) -> Settings:
    return Settings(root=folder, db=folder / "archive.db", min_free_gb=0, workers=1, **changes)


def an_outlet(**facts: Any) -> type[OutletSpider]:
    """The spider of an outlet that has one feed."""
    known = {"name": "post", "title": "Rivertown Post", "home": HOME, "country": "gb", "language": "en",
             "timezone": "Europe/London", "feeds": [RSS]}  # fmt: skip
    return type("RivertownPost", (OutletSpider,), {"__module__": __name__, **known, **facts})


class KeptRequests:
    """In place of PageRequests: keeps the requests of pages in OneCrawler.requests, and none is ever done."""

    is_busy = False

    def __init__(self, crawler: Any, on_end: Any):
        self._crawler = crawler

    def send(self, requests: list[Request]) -> None:
        self._crawler.requests.extend(requests)


class OneCrawler:
    """Scrapy's crawler of one spider; requests holds what a run sends."""

    def __init__(self, spider_class: type[OutletSpider], user: Settings, **arguments: Any):
        self.settings = ScrapySettings({"NEWSARCHIVE_SETTINGS": user})
        SharedAddon.update_pre_crawler_settings(self.settings)
        self.holder: SessionHolder = self.settings["NEWSARCHIVE_SESSION"]
        crawler: Any = self
        self.stats = MemoryStatsCollector(crawler)
        self.requests: list[Request] = []
        self.engine = SimpleNamespace(running=True, crawl=self.requests.append)
        self.extension: Any = None
        self.robots_txt: str | None = None
        self.spidercls = spider_class
        self.spider = spider_class(**arguments)
        self.spider.crawler = crawler

    def get_downloader_middleware(self, kind: type) -> Any:
        return self

    def get_extension(self, kind: type) -> Any:
        return self.extension

    async def text_for(self, url: str) -> str | None:
        return self.robots_txt

    async def stop_async(self) -> None:
        self.engine.running = False

    @property
    def counts(self) -> dict[str, Any]:
        return {name.removeprefix("newsarchive/"): number for name, number in self.stats.get_stats().items()}
