"""The browser that all crawlers of a process share: started at first use, and restarted when it has ended."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from newsarchive.crawl.http.failures import BrowserCrashed, BrowserUnavailable
from newsarchive.crawl.rendering.chromium import CLOSE_SECONDS, NO_HOSTS, ChromiumProcess, problem_of

# Types only: playwright is an extra.
if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext

# Pages that are rendered at the same time in the whole process. Each takes a core while its scripts run.
MAX_TABS = 2
# A process of the browser that takes more is ended, and its page with it.
MAX_PROCESS_BYTES = 1_000_000_000
_MEMORY_CHECK_SECONDS = 0.5
INSTALL_HINT = "pages of this outlet need a browser: install it with `pip install 'newsarchive[browser]'`"


def missing() -> str | None:
    """What is not installed that rendering needs, in one line; None if nothing."""
    return INSTALL_HINT if find_spec("playwright") is None else None


class Browser:
    """The browser that all crawlers of a process share; executable is the setting `browser`.

    proxy and hosts are for tests that watch what the browser sends by itself.
    """

    def __init__(self, executable: str | None = None, proxy: str | None = None, hosts: str = NO_HOSTS):
        self._executable, self._proxy, self._hosts = executable, proxy, hosts
        self._turns = asyncio.Semaphore(MAX_TABS)
        self._starting = asyncio.Lock()
        self._process: ChromiumProcess | None = None
        self._chromium: Chromium | None = None
        self._watching: asyncio.Task[None] | None = None
        self._problem: str | None = None
        # How many of its processes took too much memory and were ended.
        self.ended_processes = 0
        self.starts = 0
        self._users: set[object] = set()

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        # Scrapy copies its settings, and with them this value, for every crawler.
        return self

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Waits until a page may be rendered."""
        async with self._turns:
            yield

    @asynccontextmanager
    async def context(self, user_agent: str) -> AsyncIterator["BrowserContext"]:
        """A new profile for one page: no cookies, no storage, no service workers, no downloads.

        Raises:
            BrowserUnavailable: no browser starts on this machine; the message says what to do.
            BrowserCrashed: the browser ended meanwhile.
        """
        from playwright.async_api import Error

        chromium = await self._started()
        try:
            context = await chromium.new_context(
                user_agent=user_agent,
                service_workers="block",
                accept_downloads=False,
                permissions=[],
                viewport={"width": 1280, "height": 1024},
            )
        except Error as error:
            raise BrowserCrashed.ended() from error
        try:
            yield context
        finally:
            await self._close_context(chromium, context)

    def join(self, user: object) -> None:
        """Keeps the browser open until user leaves."""
        self._users.add(user)

    async def leave(self, user: object) -> None:
        """The last user that leaves closes the browser."""
        if user in self._users:
            self._users.discard(user)
            if not self._users:
                await self.close()

    async def close(self) -> None:
        """Ends the browser and Playwright's own process; a later page starts them again."""
        watching, self._watching = self._watching, None
        if watching is not None:
            watching.cancel()
        process, self._process, self._chromium = self._process, None, None
        if process is not None:
            await process.close()

    async def _close_context(self, chromium: "Chromium", context: "BrowserContext") -> None:
        try:
            await asyncio.wait_for(context.close(), CLOSE_SECONDS)
        except Exception:
            # A timeout, or the browser has ended. Either way the next page gets a new one, unless it has one already.
            if self._chromium is chromium:
                await self.close()

    async def _started(self) -> "Chromium":
        async with self._starting:
            if self._problem is not None:
                raise BrowserUnavailable(self._problem)
            if self._chromium is None or not self._chromium.is_connected():
                await self.close()
                try:
                    self._chromium = await self._launch()
                except Exception as error:
                    self._problem = problem_of(error)
                    await self.close()
                    raise BrowserUnavailable(self._problem) from error
                self.starts += 1
                self._watching = asyncio.ensure_future(self._watch_memory(self._chromium))
            return self._chromium

    async def _launch(self) -> "Chromium":
        if (problem := missing()) is not None:
            raise BrowserUnavailable(problem)
        self._process = ChromiumProcess()
        return await self._process.start(self._executable, self._proxy, self._hosts)

    async def _watch_memory(self, chromium: "Chromium") -> None:
        """Ends each process of the browser that takes too much memory; Linux only, since only it has /proc."""
        if not Path("/proc/self/statm").exists():
            return
        session = await chromium.new_browser_cdp_session()
        while True:
            await asyncio.sleep(_MEMORY_CHECK_SECONDS)
            found = await session.send("SystemInfo.getProcessInfo")
            for process in found["processInfo"]:
                if process["type"] == "renderer" and resident_bytes(process["id"]) > MAX_PROCESS_BYTES:
                    self.ended_processes += 1
                    with suppress(OSError):
                        os.kill(process["id"], signal.SIGKILL)


def resident_bytes(pid: int) -> int:
    """The memory of a process that is not shared with a file, in bytes; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0
