"""Fetching pages that a plan asks for one after another, as politely as in a crawl; nothing is stored.

What is fetched next may follow from what was fetched before. robots.txt, pace, limits, certificates and private
addresses are those of a crawl: the same middlewares stand between the plan and the network.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from math import inf
from time import monotonic
from types import FrameType
from typing import Any, Generic, TypeVar

import scrapy
from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http.request import NO_CALLBACK

from newsarchive.crawl.http import failures
from newsarchive.crawl.http.robots import SafeRobots
from newsarchive.crawl.phases.pages import page_of
from newsarchive.crawl.process import scrapy_settings
from newsarchive.errors import FetchError, NewsArchiveError
from newsarchive.records import Outcome, Page
from newsarchive.settings import Settings

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an address gave no answer at all; an answer of any status is a Page."""

    url: str
    outcome: Outcome
    reason: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one plan may ask for; what it asks beyond that is answered with a Problem, and it can end well."""

    requests: float = inf
    seconds: float = inf


class Asker:
    """What a plan is given to ask with. Requests of a plan may run side by side."""

    def __init__(self, crawler: Any, bounds: Bounds):
        self._crawler = crawler
        self._bounds = bounds
        self._ends_at = monotonic() + bounds.seconds
        self.requests = 0

    async def page(self, url: str, max_bytes: int | None = None) -> Page | Problem:
        """The answer of url, whatever its status, after redirects; max_bytes replaces the setting's limit."""
        if self.requests >= self._bounds.requests:
            return Problem(url, Outcome.PENDING, f"not asked: {self._bounds.requests:.0f} requests are enough")
        if monotonic() >= self._ends_at:
            return Problem(url, Outcome.PENDING, f"not asked: {self._bounds.seconds:.0f} s are over")
        self.requests += 1
        meta = {"download_maxsize": max_bytes} if max_bytes is not None else {}
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except Exception as error:
            return Problem(url, *failures.outcome_of(error))
        return page_of(response, url)

    async def good_page(self, url: str, max_bytes: int | None = None) -> Page:
        """The page at url.

        Raises:
            FetchError: it could not be fetched, or its status is not 2xx, and why.
        """
        answer = await self.page(url, max_bytes)
        problem = problem_of(answer)
        if isinstance(answer, Page) and problem is None:
            return answer
        assert problem is not None
        raise FetchError(url, problem.outcome, problem.reason, answer if isinstance(answer, Page) else None)

    async def robots_text(self, url: str) -> str | None:
        """The robots.txt that governs url; None where there is none, or none that can be read."""
        robots = self._crawler.get_downloader_middleware(SafeRobots)
        return await robots.text_for(url) if robots is not None else None


Plan = Callable[[Asker], Awaitable[Result]]


class _Errand(scrapy.Spider, Generic[Result]):
    """Runs one plan while its engine runs; a stop of the crawl cancels the plan."""

    name = "errand"

    def __init__(self, plan: Plan[Result], bounds: Bounds):
        super().__init__()
        self._plan, self._bounds = plan, bounds
        self.result: list[Result] = []
        self.error: Exception | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Nothing for the scheduler: the plan asks the engine itself."""
        try:
            self.result.append(await self._plan(Asker(self.crawler, self._bounds)))
        except Exception as error:
            self.error = error
        no_requests: tuple[Any, ...] = ()
        for request in no_requests:
            yield request


class _Process(AsyncCrawlerProcess):
    """Scrapy's process, which remembers that it was told to stop."""

    was_stopped = False

    def _signal_shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.was_stopped = True
        super()._signal_shutdown(signum, frame)


def fetch_pages(settings: Settings, plan: Plan[Result], bounds: Bounds | None = None) -> Result:
    """What plan makes of the pages it asks for. Once in the life of a process: Twisted's reactor runs only once.

    Raises:
        KeyboardInterrupt: a signal stopped it.
        Exception: what plan raised.
    """
    process = _Process(scrapy_settings(settings))
    crawler = process.create_crawler(_Errand)
    process.crawl(crawler, plan=plan, bounds=bounds or Bounds())
    process.start()
    spider: Any = crawler.spider
    if process.was_stopped or spider is None:
        raise KeyboardInterrupt
    if spider.error is not None:
        raise spider.error
    if not spider.result:
        raise NewsArchiveError("nothing was fetched: the fetching ended before it began; the log above says why")
    result: Result = spider.result[0]
    return result


def fetch_page(settings: Settings, url: str) -> Page:
    """The page at url. Once in the life of a process.

    Raises:
        FetchError: it could not be fetched, or its status is not 2xx, and why.
    """
    return fetch_pages(settings, lambda asker: asker.good_page(url))


def problem_of(answer: Page | Problem) -> Problem | None:
    """Why an answer shows no page; None for one that does."""
    if isinstance(answer, Problem):
        return answer
    if answer.status // 100 == 2:
        return None
    return Problem(answer.requested_url, *failures.outcome_of_status(answer.status))
