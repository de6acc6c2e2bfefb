"""The pace at which hosts are asked: one for the whole process, because every limit of Scrapy is per crawler.

HostGate is where each request waits before it reaches the network: for its host's turn and delay, for a pause the
host asked for (Retry-After), for room in this process. Knows nothing of what is asked for, or of robots.txt's rules.
"""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
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
from newsarchive.crawl.http.failures import HostBlocked, Stopping, is_lasting
from newsarchive.records import Outcome
from newsarchive.urls import host_key

# Downloads under way at once in the whole process: with 60 crawlers this held bodies to 19 MB instead of 104.
DOWNLOADS = 24
# Bytes handed to extraction and not yet read, above which no further download begins.
BYTES_AHEAD = 8 * 1024 * 1024
# The longest pause a host can impose, whatever it says.
LONGEST_PAUSE_SECONDS = 24 * 3600.0
# For a 429 that names no pause.
UNNAMED_PAUSE_SECONDS = 600.0
# A host that failed this often in a row is left alone for a while, instead of for every page in the queue.
FAILURES_IN_A_ROW = 10
FAILING_PAUSE_SECONDS = 600.0
# How soon a waiting request notices that the crawl is being stopped, or that there is room again.
_POLL_SECONDS = 0.25
_ROOM_POLL_SECONDS = 0.05

_CONNECTION_TROUBLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    ConnectError,
    ConnectionDone,
    ConnectionLost,
)


def _nothing_ahead() -> int:
    return 0


# Bytes handed to extraction and not yet read; the session that owns the pool replaces this.
in_flight_bytes: Callable[[], int] = _nothing_ahead


@dataclass(eq=False)
class Host:
    """What this process remembers of one host. Times are seconds of the clock that the caller uses."""

    delay_seconds: float
    asked_at: float = -math.inf
    blocked_until: float = -math.inf
    block_reason: str = ""
    block_outcome: Outcome = Outcome.RATE_LIMITED
    failures: int = 0
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    def wait_seconds(self, now: float) -> float:
        """How long until the host may be asked; 0 or less: now."""
        return max(self.asked_at + self.delay_seconds, self.blocked_until) - now

    def slow_down(self, delay_seconds: float) -> None:
        """Keep at least this delay from now on, counted from the last request too."""
        self.delay_seconds = max(self.delay_seconds, delay_seconds)

    def block(self, now: float, seconds: float, reason: str, outcome: Outcome = Outcome.RATE_LIMITED) -> None:
        """Leave the host alone for seconds; a longer pause that already holds stays."""
        until = now + min(seconds, LONGEST_PAUSE_SECONDS)
        if until > self.blocked_until:
            self.blocked_until, self.block_reason, self.block_outcome = until, reason, outcome

    def refuse_if_blocked(self, now: float, max_wait_seconds: float) -> None:
        """Raises HostBlocked when the pause is longer than a crawl waits for."""
        seconds = self.blocked_until - now
        if seconds > max_wait_seconds:
            raise HostBlocked(f"{self.block_reason}; left alone for {seconds:.0f} s", seconds, self.block_outcome)

    def answered(self, is_well: bool, now: float) -> None:
        """Count failures in a row; too many and the host is left alone."""
        self.failures = 0 if is_well else self.failures + 1
        if self.failures >= FAILURES_IN_A_ROW:
            self.failures = 0
            reason = f"the host failed {FAILURES_IN_A_ROW} times in a row"
            self.block(now, FAILING_PAUSE_SECONDS, reason, Outcome.UNREACHABLE)


class Hosts:
    """Every host this process talks to, whichever crawler asks. http and https of one name are one host."""

    def __init__(self) -> None:
        self._hosts: dict[str, Host] = {}

    def of(self, url: str, delay_seconds: float) -> Host:
        """The host of url; delay_seconds holds for one that was not asked before."""
        return self._hosts.setdefault(host_key(url), Host(delay_seconds))


class Room:
    """The bounds of the whole process: downloads under way, and bytes on their way through extraction."""

    def __init__(self, downloads: int = DOWNLOADS, bytes_ahead: int = BYTES_AHEAD):
        self._downloads = asyncio.Semaphore(downloads)
        self._bytes_ahead = bytes_ahead
        # Of those that wait for bytes to be read, one looks whether they are.
        self._looking = asyncio.Lock()

    async def enter(self, check: Callable[[], None]) -> None:
        """Wait for room; check is called while waiting and may raise to give up."""
        await self._downloads.acquire()
        try:
            async with self._looking:
                while in_flight_bytes() > self._bytes_ahead:
                    check()
                    await asyncio.sleep(_ROOM_POLL_SECONDS)
        except BaseException:
            self._downloads.release()
            raise

    def leave(self) -> None:
        self._downloads.release()


HOSTS = Hosts()
ROOM = Room()


class HostGate:
    """Innermost downloader middleware: raises HostBlocked or Stopping, otherwise holds a request until its turn."""

    def __init__(
        self, crawler: Crawler, hosts: Hosts = HOSTS, room: Room = ROOM, monotonic: Callable[[], float] = time.monotonic
    ):
        self._crawler = crawler
        self._hosts, self._room, self._monotonic = hosts, room, monotonic
        self._delay_seconds = crawler.settings.getfloat("NEWSARCHIVE_DELAY_SECONDS")
        self._max_delay_seconds = crawler.settings.getfloat("NEWSARCHIVE_MAX_DELAY_SECONDS")
        self._agent = crawler.settings["ROBOTSTXT_USER_AGENT"] or crawler.settings["USER_AGENT"]
        # By request and not in its meta: a retry copies the meta, and would give back a turn it never had.
        self._under_way: dict[Request, Host] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        gate = cls(crawler)
        crawler.signals.connect(gate.robots_parsed, signals.robots_parsed)
        crawler.signals.connect(gate.response_downloaded, signals.response_downloaded)
        crawler.signals.connect(gate.request_left_downloader, signals.request_left_downloader)
        return gate

    async def process_request(self, request: Request) -> None:
        host = self._host(request)
        host.refuse_if_blocked(self._monotonic(), self._max_delay_seconds)
        await host.turn.acquire()
        try:
            await self._wait(host)
            await self._room.enter(self._check_running)
        except BaseException:
            host.turn.release()
            raise
        host.asked_at = self._monotonic()
        self._under_way[request] = host

    def response_downloaded(self, request: Request, response: Response) -> None:
        """Takes note of how the host fares and of a pause it asks for, before the next request gets its turn."""
        host, now = self._host(request), self._monotonic()
        host.answered(response.status < 500, now)
        seconds = pause_seconds(response)
        if seconds is not None:
            host.block(now, seconds, f"HTTP {response.status}: the host asked for a pause")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Counts connections that failed; what this gate itself raised is no failure of the host."""
        if isinstance(exception, _CONNECTION_TROUBLE):
            self._host(request).answered(False, self._monotonic())

    def request_left_downloader(self, request: Request) -> None:
        """Gives back the turn and the room; sent once for every request that came through, answered or not."""
        host = self._under_way.pop(request, None)
        if host is not None:
            host.turn.release()
            self._room.leave()

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Applies Crawl-delay, which Scrapy reads and leaves at that."""
        delay_seconds = robotparser.crawl_delay(self._agent)
        if delay_seconds:
            self._host(request).slow_down(min(delay_seconds, self._max_delay_seconds))

    async def _wait(self, host: Host) -> None:
        while True:
            self._check_running()
            now = self._monotonic()
            host.refuse_if_blocked(now, self._max_delay_seconds)
            seconds = host.wait_seconds(now)
            if seconds <= 0:
                return
            await asyncio.sleep(min(seconds, _POLL_SECONDS))

    def _check_running(self) -> None:
        # False from the moment a stop begins, whoever began it: no signal handler of ours is needed.
        if self._crawler.engine is None or not self._crawler.engine.running:
            raise Stopping("the crawl was stopped")

    def _host(self, request: Request) -> Host:
        return self._hosts.of(request.url, self._delay_seconds)


class PoliteRetry(RetryMiddleware):
    """Scrapy's retries, without those that cannot help now: bad certificates, and hosts that ask for a long pause."""

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
    """The seconds that Retry-After names, in either form (RFC 9110 §10.2.3); a past date is 0, nonsense None."""
    text = (value or b"").decode("latin-1").strip()
    if text.isascii() and text.isdigit():
        return min(float(text), LONGEST_PAUSE_SECONDS)
    try:
        until = parsedate_to_datetime(text)
    except (ValueError, TypeError, OverflowError):
        return None
    aware = until if until.tzinfo else until.replace(tzinfo=UTC)
    return min(max((aware - now).total_seconds(), 0.0), LONGEST_PAUSE_SECONDS)
