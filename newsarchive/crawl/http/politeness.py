"""The middlewares that keep the pace: each request waits in HostGate before it reaches the network.

A request waits for its host's turn and delay, for a pause the host asked for (Retry-After), and for the process's
download limit. pace.py holds that state. Knows nothing of what is asked for, or of robots.txt's rules.
"""

import asyncio
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
from scrapy.http import Response
from scrapy.robotstxt import RobotParser
from twisted.internet.error import ConnectError, ConnectionDone, ConnectionLost

from newsarchive import clock
from newsarchive.crawl.http.answers import PART_OF_PAGE
from newsarchive.crawl.http.failures import Stopping, is_lasting
from newsarchive.crawl.http.pace import LONGEST_PAUSE_SECONDS, HostPace, ProcessPace

# For a 429 that names no pause.
UNNAMED_PAUSE_SECONDS = 600.0
# How soon a waiting request notices that the crawl is being stopped.
_POLL_SECONDS = 0.25

_CONNECTION_FAILURES = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
)


def pace_of(crawler: Crawler) -> ProcessPace:
    """The pace that crawler shares with the other crawlers of its process.

    Raises:
        KeyError: the setting ADDONS lacks newsarchive.crawl.shared.SharedAddon, which makes the pace.
    """
    pace: ProcessPace | None = crawler.settings["NEWSARCHIVE_PACE"]
    if pace is None:
        raise KeyError("NEWSARCHIVE_PACE is not set: ADDONS must list newsarchive.crawl.shared.SharedAddon")
    return pace


class HostGate:
    """Downloader middleware next to the network: holds a request until its turn, or refuses it (failures.py)."""

    def __init__(self, crawler: Crawler, pace: ProcessPace):
        self._crawler, self._pace = crawler, pace
        self._delay_seconds = crawler.settings.getfloat("NEWSARCHIVE_DELAY_SECONDS")
        self._max_delay_seconds = crawler.settings.getfloat("NEWSARCHIVE_MAX_DELAY_SECONDS")
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        # By request and not in its meta: a retry copies the meta, and would give back a turn it never had.
        self._in_progress: dict[Request, HostPace] = {}
        self._parts: set[Request] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        gate = cls(crawler, pace_of(crawler))
        crawler.signals.connect(gate.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(gate.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(gate.request_left_downloader, signals.request_left_downloader)
        return gate

    async def process_request(self, request: Request) -> None:
        """Returns when the request may be sent; raises HostBlocked, ForeignHost or Stopping."""
        self._pace.refuse_foreign(request.url, self._crawler)
        host = self._host(request)
        if request.meta.get(PART_OF_PAGE):
            await self._let_part_through(host, request)
            return
        host.refuse_if_blocked(self._pace.now(), self._max_delay_seconds)
        await host.turn.acquire()
        try:
            await self._wait(host)
            await self._pace.limit.acquire(self._check_running)
            self._refuse_if_over()
        except BaseException:
            host.turn.release()
            raise
        host.asked_at = self._pace.now()
        self._in_progress[request] = host

    async def _let_part_through(self, host: HostPace, request: Request) -> None:
        """What a script of a page asks for is part of that page: it takes no turn, but delays the host's next page."""
        host.refuse_if_blocked(self._pace.now(), 0)
        await self._pace.limit.acquire(self._check_running)
        host.asked_at = self._pace.now()
        self._parts.add(request)

    def response_downloaded(self, request: Request, response: Response) -> None:
        """Records the answer and a pause the host asks for, before the next request gets its turn."""
        host, now = self._host(request), self._pace.now()
        host.record_answer(response.status < 500, now)
        seconds = pause_seconds(response)
        if seconds is not None:
            host.block(now, seconds, f"HTTP {response.status}: the host asked for a pause")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Counts failed connections; what this gate raised itself is not a failure of the host."""
        if isinstance(exception, _CONNECTION_FAILURES):
            self._host(request).record_answer(False, self._pace.now())

    def request_left_downloader(self, request: Request) -> None:
        """Ends the request's turn and download; sent once for every request that came through, answered or not."""
        host = self._in_progress.pop(request, None)
        if host is not None:
            host.turn.release()
        if host is not None or request in self._parts:
            self._parts.discard(request)
            self._pace.limit.release()

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Applies Crawl-delay, which Scrapy reads but does not apply."""
        delay_seconds = robotparser.crawl_delay(self._agent)
        if delay_seconds:
            self._host(request).slow_down(min(delay_seconds, self._max_delay_seconds))

    async def _wait(self, host: HostPace) -> None:
        while True:
            self._check_running()
            now = self._pace.now()
            host.refuse_if_blocked(now, self._max_delay_seconds)
            seconds = host.wait_seconds(now)
            if seconds <= 0:
                return
            await asyncio.sleep(min(seconds, _POLL_SECONDS))

    def _refuse_if_over(self) -> None:
        """Looks once more after all waiting, because the process may have been stopped meanwhile."""
        try:
            self._pace.refuse_if_over()
        except BaseException:
            self._pace.limit.release()
            raise

    def _check_running(self) -> None:
        self._pace.refuse_if_over()
        # False from the moment a stop begins, whoever began it: no signal handler of ours is needed.
        if self._crawler.engine is None or not self._crawler.engine.running:
            raise Stopping("the crawl was stopped")

    def _host(self, request: Request) -> HostPace:
        return self._pace.host(request.url, self._delay_seconds)


class PoliteRetry(RetryMiddleware):
    """Scrapy's retries, except where a retry cannot help: bad certificates, and hosts that ask for a long pause."""

    def process_response(self, request: Request, response: Response, spider: Any = None) -> Request | Response:
        if response.status in (429, 503):
            seconds = retry_after_seconds(response.headers.get("Retry-After"), clock.now())
            if seconds is None or seconds > self.crawler.settings.getfloat("NEWSARCHIVE_MAX_DELAY_SECONDS"):
                return response
        answer: Request | Response = super().process_response(request, response)
        return answer

    def process_exception(
        self, request: Request, exception: Exception, spider: Any = None
    ) -> Request | Response | None:
        if is_lasting(exception):
            return None
        answer: Request | Response | None = super().process_exception(request, exception)
        return answer


def pause_seconds(response: Response) -> float | None:
    """How long the host asks to be left alone with this answer; None when it does not ask."""
    if response.status not in (429, 503):
        return None
    seconds = retry_after_seconds(response.headers.get("Retry-After"), clock.now())
    return UNNAMED_PAUSE_SECONDS if seconds is None and response.status == 429 else seconds


def retry_after_seconds(value: bytes | None, now: datetime) -> float | None:
    """The seconds that Retry-After names, in either form (RFC 9110 §10.2.3); 0 for a past date, None for nonsense."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST_PAUSE_SECONDS)
