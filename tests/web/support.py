"""What several tests of the web pages share: requests, markup, and a served archive in a real browser."""

import os
import re
import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from html.parser import HTMLParser
from pathlib import Path

import pytest
import uvicorn

from newsarchive.web.serve import make_datasette
from tests.web.sample_archive import NOW

SCREENSHOTS = Path(__file__).resolve().parent.parent / "screenshots"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDE, PHONE, NARROW, NARROWEST = (1280, 900), (390, 844), (360, 740), (320, 640)

# With Datasette's base_url or without.
_OURS = re.compile(r"(/news)?/-/newsarchive/\w+\.js\?\w+")

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None and not os.environ.get("CI"), reason="no chromium on this machine; install it to run these"
)


async def get(datasette, path, status=200, **options):
    """The response to a GET of path; fails if its status is another."""
    response = await datasette.client.get(path, **options)
    assert response.status_code == status, f"{path}: {response.status_code}\n{response.text[:500]}"
    return response


def text_of(html: str) -> str:
    """The visible text of a page, roughly: without tags, and with single spaces."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


class Markup(HTMLParser):
    """The elements of a page with their attributes, as a browser sees them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))


def foreign_scripts(page: str) -> list[dict[str, str | None]]:
    """The attributes of the scripts in a page that are not our own files, allowed by their hash."""
    scripts = [attributes for tag, attributes in Markup(page).elements if tag == "script"]
    return [one for one in scripts if not _OURS.fullmatch(one.get("src") or "") or not one.get("integrity")]


@contextmanager
def served(archive_path: Path) -> Iterator[str]:
    """The address at which a real server serves the archive, with its clock at NOW."""
    patch = pytest.MonkeyPatch()
    patch.setattr("newsarchive.clock.now", lambda: NOW)
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(make_datasette(archive_path).app(), log_level="error", lifespan="on")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=10)
    patch.undo()


def take_screenshot(page, name):
    """Save a picture of the whole page in SCREENSHOTS, for people to look at."""
    SCREENSHOTS.mkdir(exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{name}.png", full_page=True)


def overflows(page) -> bool:
    """Whether the page is wider than the window."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
