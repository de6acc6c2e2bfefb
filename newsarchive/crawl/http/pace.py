"""How fast hosts are asked, and how much is downloaded at once: one pace for the whole process.

Scrapy's own limits hold for one crawler each, and a crawl has many. politeness.py applies this pace to requests.
Knows nothing of robots.txt's rules or of what is asked for.
"""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Self

from scrapy.crawler import Crawler

from newsarchive.crawl.http.failures import ForeignHost, HostBlocked, Stopping
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.records import Outcome
from newsarchive.urls import host_key

# The most downloads at once in the whole process: with 60 crawlers this held bodies to 19 MB instead of 104.
MAX_DOWNLOADS = 24
# No further download begins while more bytes than this wait to be read by a worker.
MAX_UNREAD_BYTES = 8 * 1024 * 1024
# The longest pause a host can impose, whatever it says.
LONGEST_PAUSE_SECONDS = 24 * 3600.0
# After this many failures in a row a host is left alone for a while, instead of failing for every page in the queue.
FAILURES_IN_A_ROW = 10
FAILING_PAUSE_SECONDS = 600.0
# How soon a waiting request notices that the crawl is being stopped, or that the workers have caught up.
_POLL_SECONDS = 0.05


@dataclass(eq=False)
class HostPace:
    """What this process remembers of one host. Times are seconds of ProcessPace.now."""

    delay_seconds: float
    asked_at: float = -math.inf
    blocked_until: float = -math.inf
    block_reason: str = ""
    block_outcome: Outcome = Outcome.RATE_LIMITED
    failures: int = 0
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    def wait_seconds(self, now: float) -> float:
        """How long until the host may be asked; 0 or less means now."""
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

    def record_answer(self, is_good: bool, now: float) -> None:
        """Count failures in a row; after too many the host is left alone."""
        self.failures = 0 if is_good else self.failures + 1
        if self.failures >= FAILURES_IN_A_ROW:
            self.failures = 0
            reason = f"the host failed {FAILURES_IN_A_ROW} times in a row"
            self.block(now, FAILING_PAUSE_SECONDS, reason, Outcome.UNREACHABLE)


class DownloadLimit:
    """The limits of the whole process: how many downloads at once, and how many bytes may wait to be read.

    unread_bytes says how many bytes were handed to workers and are not read yet.
    """

    def __init__(
        self,
        unread_bytes: Callable[[], int],
        max_downloads: int = MAX_DOWNLOADS,
        max_unread_bytes: int = MAX_UNREAD_BYTES,
    ):
        self._unread_bytes = unread_bytes
        self._max_unread_bytes = max_unread_bytes
        self._downloads = asyncio.Semaphore(max_downloads)
        # Many requests may wait for the workers; only the one with this lock looks whether they have caught up.
        self._checking = asyncio.Lock()

    async def acquire(self, check: Callable[[], None]) -> None:
        """Wait until a download may begin; check is called while waiting and may raise to give up."""
        await self._downloads.acquire()
        try:
            async with self._checking:
                while self._unread_bytes() > self._max_unread_bytes:
                    check()
                    await asyncio.sleep(_POLL_SECONDS)
        except BaseException:
            self._downloads.release()
            raise

    def release(self) -> None:
        """A download has ended."""
        self._downloads.release()


class ProcessPace:
    """The pace of every host this process talks to, and its download limit; all crawlers share one.

    http and https of one host name are one host. A process that shares the hosts with other processes has a part of
    them: it asks no others, and nothing once is_over. asked_at is when its hosts were asked last by another process, at
    the latest. now is the clock of all of this: its seconds go on whatever the time of day does.
    """

    def __init__(
        self,
        limit: DownloadLimit,
        part: Hosts | None = None,
        asked_at: float = -math.inf,
        is_over: Callable[[], bool] = lambda: False,
        now: Callable[[], float] = time.monotonic,
    ):
        self.limit, self.now = limit, now
        # The hosts of others that were not asked, each with the name of the outlet that wanted to.
        self.foreign: set[tuple[str, str]] = set()
        self._part, self._asked_at, self._is_over = part, asked_at, is_over
        self._hosts: dict[str, HostPace] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Scrapy copies its settings, and with them this value, for every crawler.
        return self

    def host(self, url: str, delay_seconds: float) -> HostPace:
        """The pace of url's host; delay_seconds holds for a host that is new."""
        return self._hosts.setdefault(host_key(url), HostPace(delay_seconds, self._asked_at))

    def note_sent(self, url: str) -> None:
        """A request for url is written to its connection now: the delay to the host's next one begins here."""
        host = self._hosts.get(host_key(url))
        if host is not None:
            host.asked_at = self.now()

    def refuse_foreign(self, url: str, crawler: Crawler) -> None:
        """Raises ForeignHost for a host that another process may be asking."""
        if self._part is not None and not self._part.has(url):
            self.foreign.add((crawler.spidercls.name, host_key(url)))
            raise ForeignHost(f"{host_key(url)} is asked from the next crawl on")

    def refuse_if_over(self) -> None:
        """Raises Stopping once this process may not ask any host any more."""
        if self._is_over():
            raise Stopping("the time in which this process may ask is over")
