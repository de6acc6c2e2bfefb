"""Fetching pages outside of a crawl, and just as politely; nothing is stored.

A plan is a function that fetches pages and returns a result: what it fetches next may depend on the pages before. The
rules for robots.txt, pace, limits, certificates and private addresses are those of a crawl: the same middlewares run.
"""

import asyncio
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

from newsarchive.crawl.cookies.cookie_file import cookie_file_of, read_cookies
from newsarchive.crawl.http import failures
from newsarchive.crawl.http.answers import RENDER, page_of
from newsarchive.crawl.http.redirects import permanent_address
from newsarchive.crawl.http.robots import robots_problem as problem_of_robots
from newsarchive.crawl.http.robots import robots_text
from newsarchive.crawl.http.subscription import SUBSCRIBER_OF
from newsarchive.crawl.rendering.browser import missing
from newsarchive.crawl.scrapy_settings import scrapy_settings
from newsarchive.errors import FetchError, NewsArchiveError
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Page
from newsarchive.settings import Settings

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FetchFailure:
    """Why an address gave no page; an answer is a Page, whatever its status. is_unreachable: no host answered."""

    url: str
    outcome: Outcome
    reason: str
    is_unreachable: bool = False


@dataclass(frozen=True, slots=True)
class FetchLimits:
    """How much one plan may fetch; further requests give a FetchFailure, so that the plan can still finish."""

    requests: float = inf
    seconds: float = inf


class Fetcher:
    """Fetches the pages that a plan asks for. A plan may send several requests at the same time."""

    def __init__(self, crawler: Any, limits: FetchLimits):
        self._crawler = crawler
        self._limits = limits
        self._ends_at = monotonic() + limits.seconds
        self.requests = 0
        self._moved: dict[str, str] = {}

    async def page(
        self, url: str, max_bytes: int | None = None, *, subscriber_of: Outlet | None = None, render: bool = False
    ) -> Page | FetchFailure:
        """The answer of url, whatever its status, after redirects; max_bytes replaces the setting's limit.

        With subscriber_of, requests to that outlet's hosts have the cookies of the user's subscription. With render, a
        browser runs its scripts, and the page is the HTML that it has then.
        """
        if self.requests >= self._limits.requests:
            return FetchFailure(
                url, Outcome.PENDING, f"not fetched: {self._limits.requests:.0f} requests are the limit"
            )
        if monotonic() >= self._ends_at:
            return FetchFailure(url, Outcome.PENDING, f"not fetched: {self._limits.seconds:.0f} s are the limit")
        self.requests += 1
        meta: dict[str, Any] = {RENDER: render}
        meta |= {"download_maxsize": max_bytes} if max_bytes is not None else {}
        if subscriber_of is not None:
            meta[SUBSCRIBER_OF] = subscriber_of
        try:
            response = await self._crawler.engine.download_async(Request(url, callback=NO_CALLBACK, meta=meta))
        except Exception as error:
            return _failure(url, error)
        if (address := permanent_address(response)) is not None:
            self._moved[url] = address
        return page_of(response, url)

    def moved_to(self, url: str) -> str | None:
        """Where permanent redirects alone (RFC 9110 §15.4.2, §15.4.9) led when url was fetched; else None."""
        return self._moved.get(url)

    async def good_page(
        self, url: str, max_bytes: int | None = None, *, subscriber_of: Outlet | None = None, render: bool = False
    ) -> Page:
        """The page at url, as page() gets it.

        Raises:
            FetchError: it could not be fetched, or its status is not 2xx; the message says why.
        """
        answer = await self.page(url, max_bytes, subscriber_of=subscriber_of, render=render)
        failure = failure_of(answer)
        if isinstance(answer, Page) and failure is None:
            return answer
        assert failure is not None
        page = answer if isinstance(answer, Page) else None
        raise FetchError(url, failure.outcome, failure.reason, page, is_unreachable=failure.is_unreachable)

    async def robots_text(self, url: str) -> str | None:
        """The robots.txt of url's host; None where it is missing or cannot be read."""
        return await robots_text(self._crawler, url)

    async def robots_problem(self, url: str, seconds: float) -> str | None:
        """Why the robots.txt of url's host cannot be read in so many seconds; None where it was read or is missing."""
        try:
            return await asyncio.wait_for(problem_of_robots(self._crawler, url), seconds)
        except TimeoutError:
            return f"no answer in {seconds:g} seconds"


def can_render() -> bool:
    """Whether the extra with the browser is installed."""
    return missing() is None


FetchPlan = Callable[[Fetcher], Awaitable[Result]]


class _FetchSpider(scrapy.Spider, Generic[Result]):
    """Runs one plan while its engine runs; a stop cancels the plan."""

    name = "fetch"

    def __init__(self, plan: FetchPlan[Result], limits: FetchLimits):
        super().__init__()
        self._plan, self._limits = plan, limits
        self.result: list[Result] = []
        self.error: Exception | None = None

    async def start(self) -> AsyncIterator[Any]:
        """Runs the plan, which sends its requests to the engine itself; the scheduler gets none."""
        try:
            self.result.append(await self._plan(Fetcher(self.crawler, self._limits)))
        except Exception as error:
            self.error = error
        no_requests: tuple[Any, ...] = ()
        for request in no_requests:
            yield request


class _FetchProcess(AsyncCrawlerProcess):
    """Scrapy's process; it remembers whether a signal stopped it."""

    was_stopped = False

    def _signal_shutdown(self, signum: int, frame: FrameType | None) -> None:
        self.was_stopped = True
        super()._signal_shutdown(signum, frame)


def fetch_pages(settings: Settings, plan: FetchPlan[Result], limits: FetchLimits | None = None) -> Result:
    """The result of plan. Once in the life of a process: Twisted's reactor runs only once.

    Raises:
        KeyboardInterrupt: a signal stopped it.
        Exception: what plan raised.
    """
    process = _FetchProcess(scrapy_settings(settings))
    crawler = process.create_crawler(_FetchSpider)
    process.crawl(crawler, plan=plan, limits=limits or FetchLimits())
    process.start()
    spider: Any = crawler.spider
    if process.was_stopped or spider is None:
        raise KeyboardInterrupt
    if spider.error is not None:
        raise spider.error
    if not spider.result:
        raise NewsArchiveError("nothing was fetched: fetching ended before the first request; the log above says why")
    result: Result = spider.result[0]
    return result


def fetch_page(settings: Settings, url: str, subscriber_of: Outlet | None = None, *, render: bool = False) -> Page:
    """The page at url; with subscriber_of, as the user's subscription shows it. Once in the life of a process.

    With render, a browser runs its scripts, and the page is the HTML that it has then.

    Raises:
        FetchError: it could not be fetched, or its status is not 2xx; the message says why.
        SettingsError: the outlet's cookies file cannot be used.
        OutletError: an outlet file is broken, so that it is not known which hosts are the outlet's own.
    """
    file = cookie_file_of(settings, subscriber_of) if subscriber_of is not None else None
    if file is not None and subscriber_of is not None:
        # Loaded here because most pages are fetched without a subscription.
        from newsarchive.crawl import registry

        read_cookies(file, subscriber_of, registry.hosts_of_others(settings, subscriber_of))
    return fetch_pages(settings, lambda fetcher: fetcher.good_page(url, subscriber_of=subscriber_of, render=render))


def robots_problem(settings: Settings, url: str, seconds: float) -> str | None:
    """As Fetcher.robots_problem. Once in the life of a process."""
    return fetch_pages(settings, lambda fetcher: fetcher.robots_problem(url, seconds))


def _failure(url: str, error: Exception) -> FetchFailure:
    outcome, reason = failures.outcome_of(error)
    if not failures.is_unreachable(error):
        return FetchFailure(url, outcome, reason)
    # robots.txt is only the first thing that was asked for: it is not the reason.
    return FetchFailure(url, Outcome.UNREACHABLE, reason.removeprefix("robots.txt: "), is_unreachable=True)


def failure_of(answer: Page | FetchFailure) -> FetchFailure | None:
    """Why an answer is not a good page; None for a page with status 2xx."""
    if isinstance(answer, FetchFailure):
        return answer
    if answer.status // 100 == 2:
        return None
    return FetchFailure(answer.requested_url, *failures.outcome_of_status(answer.status))
