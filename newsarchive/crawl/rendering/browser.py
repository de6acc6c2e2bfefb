"""The Chromium of a process: started at first use, without a network of its own, restarted when it has ended.

Playwright decides about the first request of a chain of redirects only, and Chromium resolves host names itself. So no
rule about addresses could hold for what the browser sends. Therefore it can send nothing: no host name is resolved, and
its proxy is a port at which nobody listens. Everything that it shows is handed to it (tab.py).
"""

import asyncio
import os
import re
import shutil
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from newsarchive.crawl.http.failures import BrowserCrashed, BrowserUnavailable

# Types only: playwright is an extra.
if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import BrowserContext, Playwright

# Pages that are rendered at the same time in the whole process. Each takes a core while its scripts run.
MAX_TABS = 2
# A process of the browser that takes more is ended, and its page with it.
MAX_PROCESS_BYTES = 1_000_000_000
_MEMORY_CHECK_SECONDS = 0.5
# V8's own limit on the objects of scripts, in MiB.
_MAX_HEAP_MB = 512
_START_SECONDS = 60
# A page whose script never ends may not close; then the browser is ended.
_CLOSE_SECONDS = 5
# Debian's Chromium without any window. It renders a page with a quarter of the CPU and two thirds of the memory.
HEADLESS_SHELL = "chromium-headless-shell"
_SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
INSTALL_HINT = "pages of this outlet need a browser: install it with `pip install 'newsarchive[browser]'`"
_ARGUMENTS = (
    "--disable-3d-apis",
    "--disable-domain-reliability",
    # Debian's Chromium loads those of the system.
    "--disable-extensions",
    # Without it, each page is painted by a software that imitates a graphics card.
    "--disable-gpu",
    "--disable-quic",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    f"--js-flags=--max-old-space-size={_MAX_HEAP_MB}",
    "--no-pings",
    # Without it, Chromium sends requests to this machine past the proxy.
    "--proxy-bypass-list=<-loopback>",
)
# What Chromium says before it ends, such as [87:87:1130/023142.892132:FATAL:process_singleton_posix.cc:315] Reason.
_FATAL = re.compile(r":FATAL:[^\]\n]*\] (.+)")
_NO_HOSTS = "MAP * ~NOTFOUND"


def missing() -> str | None:
    """What is not installed that rendering needs, in one line; None if nothing."""
    return INSTALL_HINT if find_spec("playwright") is None else None


class Browser:
    """The browser that all crawlers of a process share; executable is the setting `browser`.

    proxy and hosts are for tests that watch what the browser sends by itself.
    """

    def __init__(self, executable: str | None = None, proxy: str | None = None, hosts: str = _NO_HOSTS):
        self._executable, self._proxy, self._hosts = executable, proxy, hosts
        self._turns = asyncio.Semaphore(MAX_TABS)
        self._starting = asyncio.Lock()
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._watching: asyncio.Task[None] | None = None
        # Bound and never listening: whoever connects to it is refused, and no other program can take the port.
        self._nowhere: socket.socket | None = None
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
            await self._close_context(context)

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
        chromium, self._chromium = self._chromium, None
        if chromium is not None:
            with suppress(Exception):
                await asyncio.wait_for(chromium.close(), _CLOSE_SECONDS)
        playwright, self._playwright = self._playwright, None
        if playwright is not None:
            with suppress(Exception):
                await asyncio.wait_for(playwright.stop(), _CLOSE_SECONDS)
        if self._nowhere is not None:
            self._nowhere.close()
            self._nowhere = None

    async def _close_context(self, context: "BrowserContext") -> None:
        try:
            await asyncio.wait_for(context.close(), _CLOSE_SECONDS)
        except Exception:
            # A timeout, or the browser has ended. Either way the next page gets a new one.
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
        from playwright.async_api import async_playwright

        self._playwright = await async_playwright().start()
        chromium = self._playwright.chromium
        return await chromium.launch(
            executable_path=self._executable or _installed(chromium.executable_path),
            args=[*_ARGUMENTS, f"--host-resolver-rules={self._hosts}", f"--proxy-server={self._proxy_address()}"],
            # Without it, a script may open windows only after a click.
            ignore_default_args=["--disable-popup-blocking"],
            # Chromium refuses its sandbox to root; all others keep it.
            chromium_sandbox=not is_root(),
            # The first Ctrl-C ends a crawl cleanly: pages in progress are finished.
            handle_sigint=False,
            handle_sigterm=False,
            handle_sighup=False,
            timeout=_START_SECONDS * 1000,
        )

    def _proxy_address(self) -> str:
        if self._proxy is not None:
            return self._proxy
        self._nowhere = socket.socket()
        self._nowhere.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"

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


def is_root() -> bool:
    """Whether this process runs as root, whom Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def resident_bytes(pid: int) -> int:
    """The memory of a process that is not shared with a file, in bytes; 0 if it has ended."""
    try:
        fields = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()
        return (int(fields[1]) - int(fields[2])) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return 0


def system_browser() -> str | None:
    """The path of the system's browser, the quickest first; None if there is none."""
    return next(filter(None, map(shutil.which, (HEADLESS_SHELL, *_SYSTEM_NAMES))), None)


def _installed(playwrights_own: str) -> str | None:
    """The headless shell, else Playwright's Chromium, else the system's; None lets Playwright say what is missing."""
    own = playwrights_own if Path(playwrights_own).is_file() else None
    return shutil.which(HEADLESS_SHELL) or own or system_browser()


def problem_of(error: Exception) -> str:
    """Why no browser starts, in one line that says what to do."""
    text = str(error)
    if isinstance(error, BrowserUnavailable):
        return text
    # Its own command line is among the lines, and has the word sandbox for root.
    lines = [line.strip() for line in text.splitlines() if line.strip() and "<launching>" not in line]
    said = "\n".join(lines)
    if "sandbox" in said.lower():
        return (
            "Chromium cannot start its sandbox here, and without it no page is rendered; allow user namespaces to this "
            "user, as the guide to rendered pages says"
        )
    if "executable doesn't exist" in said.lower():
        return "no Chromium was found: install it, run `playwright install chromium`, or set `browser` to its path"
    if "Socket path too long" in said:
        return "the browser does not start: the path of the temporary folder is too long; set TMPDIR to a shorter one"
    fatal = _FATAL.search(said)
    reason = fatal[1] if fatal else lines[0] if lines else type(error).__name__
    return f"the browser does not start: {reason}"[:300]
