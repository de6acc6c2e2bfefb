"""OutletSpider: what an outlet file declares, checked when the class is made, and the crawl of that one outlet.

A run has two phases. First the feeds and sitemaps are asked, and what they name goes into the archive's queue
(finding.py); once nothing of that is under way, the pages that are due are asked for (asking.py).
"""

import os
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Self, TypeVar

import scrapy
from scrapy import Request, signals
from scrapy.exceptions import DontCloseSpider

from newsarchive.crawl.declaration import FACTS, check_reader, declare
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet

# What a crawl needs is loaded when one begins: a list of hundreds of outlets would wait a second for it.
if TYPE_CHECKING:
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from newsarchive.archive.queue.url_states import QueuedUrl
    from newsarchive.crawl import session
    from newsarchive.crawl.backfill.plan import Backfill
    from newsarchive.crawl.phases.discovery import Finding
    from newsarchive.crawl.phases.pages import Asking
    from newsarchive.records import Page, Sighting

# What Scrapy itself knows of a spider, beside the facts.
_SCRAPYS_OWN = frozenset(vars(scrapy.Spider)) | {"outlet"}

_T = TypeVar("_T")


class OutletSpider(scrapy.Spider):
    """The base of every outlet file. A subclass with a `name` is an outlet; one without is a platform's base.

    An outlet may override parse_feed, parse_sitemap and parse_home, which give Sightings (and Requests) for one
    answer, and parse_article, which gives Pages; `read(page, article)` corrects what was read, in the worker.

    Raises, when a subclass is made:
        OutletError: a fact is unknown, missing or wrong; the message names the file, the fact and what may stand there.
    """

    outlet: ClassVar[Outlet]
    # What `scrapy check` runs; made for each outlet.
    check_source: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if getattr(cls, "name", None) is not None:
            facts, beside = _declared(cls)
            where = f"{_file_of(cls)}: class {cls.__name__}"
            cls.outlet = replace(declare(facts, where, beside), reader=_reader_of(cls, where))
            cls.check_source = _contract(cls.outlet)

    def __init__(
        self,
        name: str | None = None,
        since: date | str | None = None,
        limit: int | str | None = None,
        backfill: "Backfill | None" = None,
    ):
        super().__init__(name)
        self.since = _day(since)
        self.limit = _positive(limit)
        self.backfill = backfill
        self.finding: Finding | None = None
        self.asking: Asking | None = None
        self._askings: Iterator[Asking] | None = None

    @classmethod
    def from_crawler(cls, crawler: "Crawler", *args: Any, **kwargs: Any) -> Self:
        spider: Self = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider.on_empty, signals.scheduler_empty)
        crawler.signals.connect(spider.on_idle, signals.spider_idle)
        return spider

    @property
    def session(self) -> "session.Session":
        """The process's session: there is one from the moment the spider is opened."""
        from newsarchive.crawl import session

        return session.current()

    async def start(self) -> AsyncIterator[Any]:
        """The finding phase's first requests."""
        self.finding = self._finding()
        if self.session.stop_reason is None:
            async for request in self.finding.first_requests():
                yield request

    async def parse_feed(self, response: "Response") -> Any:
        """The listing of a feed. An override may yield Sightings and Requests instead, as Scrapy's callbacks do."""
        from newsarchive.discovery import feeds

        content_type = _content_type(response)
        return await self.in_worker(feeds.parse_feed, response.body, response.url, self.outlet.zone, content_type)

    async def parse_sitemap(self, response: "Response") -> Any:
        """The listing of a sitemap or sitemap index, gzipped or not."""
        from newsarchive.discovery import sitemaps

        return await self.in_worker(sitemaps.parse_sitemap, response.body, response.url, self.outlet.zone)

    async def parse_home(self, response: "Response") -> Any:
        """The article links of the home page, and the feeds it declares."""
        from newsarchive.crawl.phases.discovery import Found
        from newsarchive.discovery import homepage

        charset = _charset(response)
        links = await self.in_worker(homepage.find_links, response.body, response.url, self.outlet, charset)
        declared = await self.in_worker(homepage.find_feeds, response.body, response.url, charset)
        return Found(links, feeds=declared)

    def parse_article(self, response: "Response", queued: "QueuedUrl") -> "Iterator[Page]":
        """The page that answered, for the pipelines to read and keep; nothing where it has not changed."""
        from newsarchive.crawl.phases.pages import page_of

        assert self.asking is not None
        if response.status == 304:
            self.asking.is_unchanged(queued)
        else:
            yield page_of(response, queued.url)

    def on_idle(self) -> None:
        """Nothing is under way: time for the pages that are due, then for the end."""
        if self.finding is None:
            return
        if self._askings is None:
            if self.session.stop_reason is None and self._crawl(self.finding.last_requests()):
                raise DontCloseSpider
            self._askings = self._page_phases(self.finding)
            self.asking = next(self._askings)
        while not self._ask():
            following = next(self._askings, None)
            if following is None:
                return
            if self.asking and self.asking.problem:
                self.finding.problems.append(self.asking.problem)
            self.asking = following
        raise DontCloseSpider

    def on_empty(self) -> None:
        """The scheduler has run dry while pages are under way: put the next ones into it."""
        if self.asking is not None:
            self._ask()

    def _finding(self) -> "Finding":
        if self.backfill is not None:
            from newsarchive.crawl.backfill import plan

            return plan.finding_of(self, self.backfill)
        from newsarchive.crawl.phases.discovery import Finding

        return Finding(self, self.since, self.session.settings.sitemap_days)

    def _page_phases(self, finding: "Finding") -> "Iterator[Asking]":
        """A crawl has one phase of pages, a backfill one for each way; the next begins when nothing is under way."""
        if self.backfill is not None:
            from newsarchive.crawl.backfill import plan

            yield from plan.askings_of(self, self.backfill, finding)
        else:
            from newsarchive.crawl.phases.pages import Asking

            yield Asking(self, self.limit or self.session.settings.pages_per_run)

    def _ask(self) -> int:
        assert self.asking is not None
        return self._crawl(self.asking.more())

    def _crawl(self, requests: "list[Request]") -> int:
        for request in requests:
            self.crawler.engine.crawl(request)
        return len(requests)

    def count(self, name: str, number: int = 1) -> None:
        """Adds to one of the run's numbers."""
        self.crawler.stats.inc_value(f"newsarchive/{name}", number)

    async def in_worker(self, read: Callable[..., _T], *args: Any) -> _T:
        """What read makes of args, in the pool: feeds and pages are other people's bytes, and cost time.

        Raises:
            ReadingError: it took too long, or took its process down.
        """
        if _is_contract_check():
            return read(*args)
        return await self.session.pool.run(read, *args)

    async def robots_text(self, url: str) -> str | None:
        """The robots.txt that governs url; None where there is none, or none that can be read."""
        from newsarchive.crawl.http.robots import SafeRobots

        robots = self.crawler.get_downloader_middleware(SafeRobots)
        return await robots.text_for(url) if robots is not None else None


def _declared(cls: type[OutletSpider]) -> tuple[dict[str, Any], set[str]]:
    """The facts of cls and its bases, and the names that nameless bases (platforms) have introduced beside them."""
    facts: dict[str, Any] = {}
    beside: set[str] = set()
    for base in reversed(cls.__mro__[: cls.__mro__.index(OutletSpider)]):
        data = {name: value for name, value in vars(base).items() if _is_data(name, value)}
        facts.update(data)
        if getattr(base, "name", None) is None:
            beside |= data.keys() - set(FACTS)
    return facts, beside


def _is_data(name: str, value: Any) -> bool:
    is_code = callable(value) or isinstance(value, property | classmethod | staticmethod)
    return not name.startswith("_") and not is_code and (name == "name" or name not in _SCRAPYS_OWN)


def _file_of(cls: type) -> str:
    return getattr(sys.modules.get(cls.__module__), "__file__", None) or "<no file>"


def _reader_of(cls: type[OutletSpider], where: str) -> tuple[str, str] | None:
    """File and class of the `read` that cls has or inherits, which a worker loads by these."""
    owner = next((base for base in cls.__mro__ if "read" in vars(base)), None)
    if owner is None:
        return None
    if not callable(getattr(cls, "read", None)):
        raise OutletError(f"{where}: read must be a function of (page, article)")
    check_reader(getattr(cls, "read"), where)  # noqa: B009  (no such attribute on the base class)
    return _file_of(owner), owner.__name__


def _contract(outlet: Outlet) -> Callable[..., Any]:
    """The method that `scrapy check` runs: the outlet's first feed, sitemap or home page must name what it wants."""
    named = [(url, "parse_feed") for url in outlet.feeds] + [(url, "parse_sitemap") for url in outlet.sitemaps]
    url, method = (named or [(outlet.home, "parse_home")])[0]

    async def check_source(self: OutletSpider, response: "Response") -> "AsyncIterator[Sighting | Request]":
        from newsarchive.crawl.phases.discovery import collect

        found = await collect(getattr(self, method)(response))
        for sighting in found.sightings:
            if self.outlet.wants(sighting.url):
                yield sighting
        for further in (*(nested.url for nested in found.nested), *found.feeds):
            yield Request(further)

    check_source.__doc__ = f"Contract of {outlet.name}.\n\n@url {url}\n@leads\n"
    return check_source


def _is_contract_check() -> bool:
    """Whether this process is `scrapy check`, which has neither archive nor pool."""
    return os.environ.get("SCRAPY_CHECK") == "true"


def _content_type(response: "Response") -> str | None:
    return (response.headers.get("Content-Type") or b"").decode("latin-1") or None


def _charset(response: "Response") -> str | None:
    _, _, charset = (_content_type(response) or "").partition("charset=")
    return charset.partition(";")[0].strip("\"' ") or None


def _day(since: date | str | None) -> date | None:
    """The day of `-a since=2026-11-01`; raises ValueError for anything but an ISO day."""
    return date.fromisoformat(since) if isinstance(since, str) else since


def _positive(limit: int | str | None) -> int | None:
    number = None if limit is None else int(limit)
    if number is not None and number < 1:
        raise ValueError(f"limit is {limit}; it must be 1 or more")
    return number
