"""OutletSpider: the base of every outlet file. It checks what the file declares, and parses the outlet's answers.

What is asked for, and when, is the run's work (run.py). This module stays light to import: `newsarchive outlets` loads
hundreds of outlet files.
"""

import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, TypeVar

import scrapy
from scrapy import Request

from newsarchive.crawl.declaration import FACTS, check_reader, declare
from newsarchive.crawl.http.answers import charset, content_type, page_of
from newsarchive.errors import OutletError
from newsarchive.outlet import Outlet

# Types only: at run time they would load the archive.
if TYPE_CHECKING:
    from collections.abc import Iterator

    from scrapy.http import Response

    from newsarchive.archive.queue.queued_urls import QueuedUrl
    from newsarchive.crawl.options import Backfill, ListedPages
    from newsarchive.records import Page, Sighting

# The names that Scrapy's own Spider uses; all others in an outlet's class are facts.
_SCRAPYS_OWN = frozenset(vars(scrapy.Spider)) | {"outlet"}

_T = TypeVar("_T")


class SpiderRun(Protocol):
    """What a spider needs from the run that drives it."""

    def first_requests(self) -> AsyncIterator[Request]:
        """The requests that the run begins with."""
        ...

    def record_unchanged(self, queued: "QueuedUrl") -> None:
        """The server says that a page has not changed."""
        ...


class InWorker(Protocol):
    """Runs a function somewhere else, such as in a worker process, and returns its result."""

    async def __call__(self, function: Callable[..., _T], /, *args: Any) -> _T: ...


async def _run_here(function: Callable[..., _T], /, *args: Any) -> _T:
    return function(*args)


class OutletSpider(scrapy.Spider):
    """The base of every outlet file. A subclass with a `name` is an outlet; one without is a platform's base.

    An outlet may override parse_feed, parse_sitemap and parse_home, which return the Sightings (and Requests) of one
    answer, and parse_article, which returns Pages; `read(page, article)` corrects an extracted article, in a worker.

    Raises, when a subclass is made:
        OutletError: a fact is unknown, missing or wrong; the message names the file, the fact and the allowed values.
    """

    outlet: ClassVar[Outlet]
    # What `scrapy check` runs; made for each outlet.
    check_source: ClassVar[Callable[..., Any]]

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if getattr(cls, "name", None) is not None:
            facts, platform_names = _declared(cls)
            where = f"{_file_of(cls)}: class {cls.__name__}"
            cls.outlet = replace(declare(facts, where, platform_names), reader=_reader_of(cls, where))
            cls.check_source = _contract(cls.outlet)

    def __init__(
        self,
        name: str | None = None,
        since: date | str | None = None,
        limit: int | str | None = None,
        backfill: "Backfill | None" = None,
        listed: "ListedPages | None" = None,
        *,
        due_only: bool = False,
    ):
        super().__init__(name)
        self.since = _day(since)
        self.limit = _positive(limit)
        self.backfill = backfill
        self.listed = listed
        # Whether to leave out the feeds that by their rhythm have nothing new.
        self.due_only = due_only
        # Set when the spider is opened for a run. Without a run, as in `scrapy check`, answers are parsed right here.
        self.run: SpiderRun | None = None
        self.in_worker: InWorker = _run_here

    async def start(self) -> AsyncIterator[Any]:
        """The run's first requests."""
        if self.run is None:
            raise RuntimeError(f"{self.name}: the spider has no run; EXTENSIONS must list newsarchive.crawl.run")
        async for request in self.run.first_requests():
            yield request

    # The parsers are loaded when a first answer comes: at the top they would cost a list of outlets 40 ms.

    async def parse_feed(self, response: "Response") -> Any:
        """The listing of a feed. An override may yield Sightings and Requests instead, as Scrapy's callbacks do."""
        from newsarchive.discovery import feeds

        facts = (self.outlet.zone, content_type(response), self.outlet.language)
        return await self.in_worker(feeds.parse_feed, response.body, response.url, *facts)

    async def parse_sitemap(self, response: "Response") -> Any:
        """The listing of a sitemap or sitemap index, gzipped or not."""
        from newsarchive.discovery import sitemaps

        return await self.in_worker(sitemaps.parse_sitemap, response.body, response.url, self.outlet.zone)

    async def parse_home(self, response: "Response") -> Any:
        """The article links of the home page, and the feeds it declares."""
        from newsarchive.crawl.found import Found
        from newsarchive.discovery import homepage

        encoding = charset(response)
        links = await self.in_worker(homepage.find_links, response.body, response.url, self.outlet, encoding)
        declared = await self.in_worker(homepage.find_feeds, response.body, response.url, encoding)
        return Found(links, feeds=declared)

    def parse_article(self, response: "Response", queued: "QueuedUrl") -> "Iterator[Page]":
        """The page, for the pipelines to extract and store; nothing where it has not changed."""
        if response.status == 304 and self.run is not None:
            self.run.record_unchanged(queued)
        else:
            yield page_of(response, queued.url)

    def count(self, name: str, number: int = 1) -> None:
        """Adds to one of the run's numbers."""
        self.crawler.stats.inc_value(f"newsarchive/{name}", number)


def _declared(cls: type[OutletSpider]) -> tuple[dict[str, Any], set[str]]:
    """The facts of cls and its bases, and the names that platforms (bases without a name) have added to the facts."""
    facts: dict[str, Any] = {}
    platform_names: set[str] = set()
    for base in reversed(cls.__mro__[: cls.__mro__.index(OutletSpider)]):
        data = {name: value for name, value in vars(base).items() if _is_data(name, value)}
        facts.update(data)
        if getattr(base, "name", None) is None:
            platform_names |= data.keys() - set(FACTS)
    return facts, platform_names


def _is_data(name: str, value: Any) -> bool:
    is_code = callable(value) or isinstance(value, property | classmethod | staticmethod)
    return not name.startswith("_") and not is_code and (name == "name" or name not in _SCRAPYS_OWN)


def _file_of(cls: type) -> str:
    return getattr(sys.modules.get(cls.__module__), "__file__", None) or "<no file>"


def _reader_of(cls: type[OutletSpider], where: str) -> tuple[str, str] | None:
    """File and class of the `read` that cls has or inherits; a worker loads it by these."""
    owner = next((base for base in cls.__mro__ if "read" in vars(base)), None)
    if owner is None:
        return None
    if not callable(getattr(cls, "read", None)):
        raise OutletError(f"{where}: read must be a function of (page, article)")
    check_reader(getattr(cls, "read"), where)  # noqa: B009  (no such attribute on the base class)
    return _file_of(owner), owner.__name__


def _contract(outlet: Outlet) -> Callable[..., Any]:
    """The method that `scrapy check` runs on the outlet's first feed or sitemap, or else on its home page."""
    sources = [(url, "parse_feed") for url in outlet.feeds] + [(url, "parse_sitemap") for url in outlet.sitemaps]
    url, method = (sources or [(outlet.home, "parse_home")])[0]

    async def check_source(self: OutletSpider, response: "Response") -> "AsyncIterator[Sighting | Request]":
        from newsarchive.crawl.found import collect  # loaded late for the same reason as the parsers above

        found = await collect(getattr(self, method)(response))
        for sighting in found.sightings:
            if self.outlet.wants(sighting.url):
                yield sighting
        for further in (*(nested.url for nested in found.nested), *found.feeds):
            yield Request(further)

    check_source.__doc__ = f"Contract of {outlet.name}.\n\n@url {url}\n@leads\n"
    return check_source


def _day(since: date | str | None) -> date | None:
    """The day of `-a since=2026-11-01`; raises ValueError for anything but an ISO day."""
    return date.fromisoformat(since) if isinstance(since, str) else since


def _positive(limit: int | str | None) -> int | None:
    number = None if limit is None else int(limit)
    if number is not None and number < 1:
        raise ValueError(f"limit is {limit}; it must be 1 or more")
    return number
