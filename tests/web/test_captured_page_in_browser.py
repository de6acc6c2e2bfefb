"""Captured pages in a real browser: hostile ones run nothing, send nothing and reach nothing, whatever a reader clicks.

A listener on this machine stands for the rest of the world. It records connections, so that also those count that ask
for nothing.
"""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.web.captured_archive import build_captured_archive
from tests.web.hostile_pages import Listener, hostile_page, listening
from tests.web.support import PHONE, WIDE, needs_chromium, overflows, served, take_screenshot

pytestmark = needs_chromium

CLICKED = (
    *("submit", "formaction", "image-button", "to-archive", "other-submit", "top", "blank", "self", "parent", "upper"),
    *("slash", "newline", "entity", "fragment", "script-link", "data", "download", "archive", "blob", "mapped"),
    *("svg-link", "animated", "set", "math", "math-link", "popper", "autofocus"),
)


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with listening() as listener:
        yield listener


@pytest.fixture(scope="module")
def captured(tmp_path_factory, listener):
    path = tmp_path_factory.mktemp("captured") / "archive.db"
    return path, build_captured_archive(path, hostile_page(listener.address))


@pytest.fixture(scope="module")
def address(captured):
    with served(captured[0]) as address:
        yield address


@pytest.fixture
def window(browser, address):
    """A window with a cookie of the archive; the addresses of all requests that left it are in window.sent."""
    context = browser.new_context(viewport={"width": WIDE[0], "height": WIDE[1]}, base_url=address)
    context.add_cookies([{"name": "secret", "value": "of the archive", "url": address}])
    page = context.new_page()
    page.sent = []
    context.on("requestfinished", lambda request: page.sent.append(request.url))
    yield page
    context.close()


def captured_frame(page: Page) -> Frame:
    page.frame_locator("iframe").locator("#later").wait_for()
    return next(frame for frame in page.frames if frame.url.partition("#")[0].endswith("/page.html"))


@pytest.fixture
def raw_server() -> Iterator[tuple[str, dict[str, tuple[dict[str, str], bytes]]]]:
    """A web server for pages with headers of a test's own: its address, and the pages by their paths."""
    pages: dict[str, tuple[dict[str, str], bytes]] = {}
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, pages))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", pages
    server.shutdown()
    server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, pages, *arguments):
        self.pages = pages
        super().__init__(*arguments)

    def do_GET(self):
        headers, body = self.pages.get(self.path, ({}, b""))
        self.send_response(200)
        for name, value in {"content-type": "text/html; charset=utf-8", **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def test_the_listener_hears_the_same_page_without_our_headers(browser, listener, raw_server):
    """Otherwise the silence in the next tests would prove nothing."""
    address, pages = raw_server
    pages["/"] = {}, hostile_page(listener.address)
    listener.requests.clear()
    listener.heard.clear()
    context = browser.new_context()
    context.new_page().goto(address, wait_until="commit")
    assert listener.heard.wait(20)
    context.close()


def test_a_hostile_page_sends_nothing_and_reaches_nothing(window, captured, address, listener):
    listener.requests.clear()
    window.goto(f"/article/{captured[1]['hostile']}/page")
    frame = captured_frame(window)
    # It is shown, with its own styles and its own picture.
    expect(frame.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    assert frame.locator("#own-picture").evaluate("picture => picture.naturalWidth") == 1
    for name in CLICKED:
        frame.locator(f"#{name}").first.click(force=True, no_wait_after=True)
    frame.locator("#top").hover(force=True)
    frame.locator("#self").focus()
    window.keyboard.press("Enter")
    # What a click has begun has happened when the browser has answered once more.
    frame.locator("#later").click()
    assert frame.url.partition("#")[0] == f"{address}/article/{captured[1]['hostile']}/page.html"
    assert window.url == f"{address}/article/{captured[1]['hostile']}/page"
    assert window.title().startswith("As captured: ")
    assert len(window.context.pages) == 1
    assert frame.locator("html").get_attribute("data-ran") is None
    assert listener.requests == []
    own = ("/page", "/page.html", ".css", ".svg")
    assert [url for url in window.sent if not url.startswith("data:") and not url.partition("?")[0].endswith(own)] == []


def test_the_frame_has_an_origin_of_its_own(window, captured):
    """Seen from the page around it: neither can read the other."""
    window.goto(f"/article/{captured[1]['hostile']}/page")
    captured_frame(window)
    assert window.evaluate("document.querySelector('iframe').contentDocument") is None
    assert window.evaluate("navigator.serviceWorker.getRegistrations().then(found => found.length)") == 0


def test_opened_alone_a_hostile_page_gets_its_bar_and_stays_silent(window, captured, address, listener):
    listener.requests.clear()
    window.goto(f"/article/{captured[1]['hostile']}/page.html")
    assert window.url == f"{address}/article/{captured[1]['hostile']}/page"
    captured_frame(window)
    assert listener.requests == []


def test_a_large_page_is_shown_to_its_end(window, captured):
    window.goto(f"/article/{captured[1]['large']}/page")
    links = window.frame_locator("iframe").locator("p a")
    # Not expect(): if it fails, it prints the whole page.
    assert links.count() > 100_000
    links.last.scroll_into_view_if_needed()
    assert links.last.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("size", "width"), [(WIDE, "wide"), (PHONE, "narrow")], ids=["wide", "narrow"])
@pytest.mark.parametrize("java_script", [True, False], ids=["with JavaScript", "without"])
def test_the_bar_and_the_page_fit(open_page, captured, size, width, scheme, java_script):
    page = open_page(size, scheme, java_script_enabled=java_script)
    for name in ("two", "meta"):
        page.goto(f"/article/{captured[1][name]}/page")
        page.frame_locator("iframe").locator("h1").wait_for()
        take_screenshot(page, f"captured-{name}-{width}-{scheme}")
        assert not overflows(page)
        frame, bar = page.locator("iframe").bounding_box(), page.locator(".captured-bar").bounding_box()
        assert frame["y"] == pytest.approx(bar["y"] + bar["height"], abs=1)
        assert frame["height"] > 300
    page.get_by_role("link", name="Article").click()
    page.wait_for_url("**/article/*")


def test_the_record_is_downloaded(open_page, captured):
    page = open_page()
    page.goto(f"/article/{captured[1]['two']}/page")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the WARC record").click()
    assert download.value.suggested_filename == f"article-{captured[1]['two']}-2.warc.gz"
