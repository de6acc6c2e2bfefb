"""One Chromium: how it is started, without a network of its own, and how all that belongs to it ends.

Playwright decides about the first request of a chain of redirects only, and Chromium resolves host names itself. So no
rule about addresses could hold for what the browser sends. Therefore it can send nothing: no host name is resolved, and
its proxy is a port at which nobody listens. Everything that it shows is handed to it (tab.py).

No Chromium outlives its crawl. When Playwright's own process sees that ours has ended, even by kill -9, it ends
Chromium. Chromium ends when Playwright's process has ended.
"""

import asyncio
import atexit
import os
import re
import shutil
import signal
import socket
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from newsarchive.crawl.http.failures import BrowserUnavailable
from newsarchive.crawl.rendering.driver import started_driver
from newsarchive.workers.temporary_folders import TemporaryFolder, remove_abandoned

# Types only: playwright is an extra.
if TYPE_CHECKING:
    from playwright.async_api import Browser as Chromium
    from playwright.async_api import Playwright

# V8's own limit on the objects of scripts, in MiB.
_MAX_HEAP_MB = 512
_START_SECONDS = 60
# A page whose script never ends may not close; then the browser is ended.
CLOSE_SECONDS = 5
# Short, because Chromium makes a socket in it, whose path may have 107 characters.
FOLDER_PREFIX = "newsarchive-browser-"
# Debian's Chromium without any window. It renders a page with a quarter of the CPU and two thirds of the memory.
HEADLESS_SHELL = "chromium-headless-shell"
_SYSTEM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
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
NO_HOSTS = "MAP * ~NOTFOUND"


class ChromiumProcess:
    """A Chromium with the driver that started it, and the folder for the temporary files of both.

    Raises:
        OSError: the folder cannot be made.
    """

    def __init__(self) -> None:
        remove_abandoned(FOLDER_PREFIX)
        self._folder: TemporaryFolder | None = TemporaryFolder(FOLDER_PREFIX)
        self._path = self._folder.path
        self._playwright: Playwright | None = None
        self._chromium: Chromium | None = None
        self._group: int | None = None
        # Bound and never listening: whoever connects to it is refused, and no other program can take the port.
        self._nowhere = socket.socket()
        # For a process that ends without its event loop, as after a second Ctrl-C.
        atexit.register(self.abandon)

    @property
    def is_connected(self) -> bool:
        """Whether Chromium runs."""
        return self._chromium is not None and self._chromium.is_connected()

    async def start(self, executable: str | None, proxy: str | None, hosts: str) -> "Chromium":
        """Starts executable, or else the quickest Chromium of this machine; Playwright's errors are not changed."""
        self._playwright = await started_driver(self._path)
        chromium = self._playwright.chromium
        self._chromium = await chromium.launch(
            executable_path=executable or _installed(chromium.executable_path),
            args=[*_ARGUMENTS, f"--host-resolver-rules={hosts}", f"--proxy-server={proxy or self._refusing_proxy()}"],
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
        self._group = await _process_group(self._chromium)
        return self._chromium

    async def close(self) -> None:
        """Ends Chromium and Playwright's own process, and removes their files."""
        chromium, playwright, self._playwright = self._chromium, self._playwright, None
        if chromium is not None and playwright is not None:
            with suppress(Exception):
                await asyncio.wait_for(chromium.close(), CLOSE_SECONDS)
        if playwright is not None:
            with suppress(Exception):
                await asyncio.wait_for(playwright.stop(), CLOSE_SECONDS)
        self.abandon()

    def abandon(self) -> None:
        """As close, without an event loop."""
        atexit.unregister(self.abandon)
        group, self._group = self._group, None
        # The number of a group that has ended may be that of other processes by now.
        if group is not None and self.is_connected:
            with suppress(OSError):
                os.killpg(group, signal.SIGKILL)
        folder, self._folder = self._folder, None
        if folder is not None:
            folder.remove()
        self._nowhere.close()

    def _refusing_proxy(self) -> str:
        self._nowhere.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{self._nowhere.getsockname()[1]}"


async def _process_group(chromium: "Chromium") -> int | None:
    """The process group of Chromium, which Playwright makes for it; None if it is not its own."""
    session = await chromium.new_browser_cdp_session()
    found = await session.send("SystemInfo.getProcessInfo")
    group = os.getpgid(next(one["id"] for one in found["processInfo"] if one["type"] == "browser"))
    return group if group != os.getpgid(0) else None


def is_root() -> bool:
    """Whether this process runs as root, whom Chromium refuses its sandbox."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


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
