"""Signals to a crawl while Chromium renders: which processes and temporary files are left, and what is stored."""

import asyncio
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, rss, story

from newsarchive.crawl.rendering.chromium import FOLDER_PREFIX
from tests.web.support import needs_chromium
from tests.workers.other_processes import is_running, wait_until_gone

# Each crawl starts a process and a browser, which takes long on a busy machine.
pytestmark = [
    pytest.mark.timeout(600),
    pytest.mark.browser,
    needs_chromium,
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="there is no /proc, which shows processes"),
]

PAGES = {f"Page {number}": f"/page/{number}" for number in range(2)}


class RenderedSite:
    """An outlet with pages whose scripts wait for data until `released`; `rendering` is set when the first one does."""

    def __init__(self, desk: Desk, site: Any, temporary: Path):
        self.desk, self.site, self.temporary = desk, site, temporary
        self.rendering, self.released = threading.Event(), threading.Event()
        for headline, path in PAGES.items():
            body = story(headline)(Unconditional, 1)["body"]
            script = f"<script>fetch('/data{path}')</script></body>".encode()
            site.routes[path] = {"body": body.replace(b"</body>", script)}
            site.routes[f"/data{path}"] = self._data
        site.routes["/rss"] = {"body": rss([(site.url(path), headline) for headline, path in PAGES.items()])}
        desk.declare("river", site, feeds=[site.url("/rss")], render=True)
        desk.environ["TMPDIR"] = str(temporary)

    async def _data(self, arrival: Any, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.rendering.set()
        await asyncio.to_thread(self.released.wait)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nConnection: close\r\n\r\nx")
        await writer.drain()

    def start(self) -> "subprocess.Popen[str]":
        """A crawl in a process group of its own, as a shell starts it, with a Chromium that renders."""
        process = self.desk.popen(
            sys.executable, "-m", "newsarchive.cli.main", "crawl", "river", start_new_session=True
        )
        assert self.rendering.wait(300), process.communicate()
        return process

    def crawl_the_rest(self) -> None:
        """Crawls again, and looks whether the archive has everything, and the temporary folder nothing more."""
        self.released.set()
        process = self.start()
        assert process.communicate() == ("", "")
        assert process.returncode == 0
        assert self.desk.headlines("river") == PAGES.keys()
        assert self.left() == []

    def processes(self, crawl: "subprocess.Popen[str]") -> set[int]:
        """The processes that crawl has started, as far as they are in process groups with Playwright or Chromium."""
        groups = {os.getpgid(pid) for pid in every_process() if self._knows_folder(pid)}
        found = {pid for pid in every_process() if group_of(pid) in groups} - {crawl.pid}
        assert len({group_of(pid) for pid in found}) == 2, "Chromium is in a group of its own"
        return found

    def _knows_folder(self, pid: int) -> bool:
        name = os.fsencode(self.temporary / FOLDER_PREFIX)
        return name in shown(pid, "environ")

    def left(self) -> list[str]:
        """What is in the temporary folder, without the socket that Python makes for its worker processes."""
        return sorted(name for name in os.listdir(self.temporary) if not name.startswith("pymp-"))


class Unconditional:
    """A request without If-None-Match."""

    headers: dict[str, str] = {}


def every_process() -> list[int]:
    return [int(name) for name in os.listdir("/proc") if name.isdecimal()]


def group_of(pid: int) -> int | None:
    with suppress(ProcessLookupError):
        return os.getpgid(pid)
    return None


def shown(pid: int, name: str) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/{name}").read_bytes()
    return b""


@pytest.fixture
def rendered(desk: Desk, serve: Callable[..., Any]) -> Iterator[RenderedSite]:
    # Chromium makes a socket in it, whose path must be short.
    with tempfile.TemporaryDirectory(prefix="nr-", dir="/tmp", ignore_cleanup_errors=True) as temporary:
        site = RenderedSite(desk, serve(), Path(temporary))
        yield site
        site.released.set()


def test_ctrl_c_lets_pages_that_are_rendered_end(rendered: RenderedSite) -> None:
    crawl = rendered.start()
    browser = rendered.processes(crawl)
    # As in a terminal, all processes but Chromium get it.
    os.killpg(crawl.pid, signal.SIGINT)
    rendered.released.set()
    assert crawl.communicate() == ("", "")
    assert crawl.returncode == 130
    assert not [pid for pid in browser if is_running(pid)]
    assert rendered.left() == []
    assert rendered.desk.headlines("river") == PAGES.keys()


def test_a_closed_terminal_ends_the_browser_and_its_pages_stay_in_the_queue(rendered: RenderedSite) -> None:
    crawl = rendered.start()
    browser = rendered.processes(crawl)
    os.killpg(crawl.pid, signal.SIGHUP)
    assert crawl.communicate() == ("", "")
    assert crawl.returncode == 129
    assert not [pid for pid in browser if is_running(pid)]
    assert rendered.left() == []
    assert {outcome for outcome, _ in rendered.desk.outcomes("river").values()} <= {"pending", "article"}
    rendered.crawl_the_rest()


def test_a_second_ctrl_c_leaves_no_browser_and_no_file(rendered: RenderedSite) -> None:
    crawl = rendered.start()
    browser = rendered.processes(crawl)
    while crawl.poll() is None:  # a signal that arrives before the first one was handled counts as the first
        crawl.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            crawl.wait(0.3)
    assert crawl.communicate() == ("", "")
    assert crawl.returncode == 130
    for pid in browser:
        wait_until_gone(pid)
    assert rendered.left() == []
    assert rendered.desk.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.parametrize("send", [os.kill, os.killpg], ids=["the crawl", "its process group"])
def test_after_kill_9_the_browser_ends_and_the_next_crawl_removes_its_files(
    rendered: RenderedSite, send: Callable[[int, int], None]
) -> None:
    crawl = rendered.start()
    browser = rendered.processes(crawl)
    send(crawl.pid, signal.SIGKILL)
    crawl.communicate()
    for pid in browser:
        wait_until_gone(pid)
    assert rendered.left() != []
    rendered.crawl_the_rest()


def test_when_playwrights_process_is_killed_its_pages_are_rendered_by_another(rendered: RenderedSite) -> None:
    crawl = rendered.start()
    browser = rendered.processes(crawl)
    (driver,) = (pid for pid in browser if b"run-driver" in shown(pid, "cmdline"))
    os.kill(driver, signal.SIGKILL)
    rendered.released.set()
    assert crawl.communicate() == ("", "")
    assert crawl.returncode == 0
    assert rendered.desk.headlines("river") == PAGES.keys()
    for pid in browser:
        wait_until_gone(pid)
