"""Pages of many kinds in one real Chromium, which is handed everything and asks a proxy that only listens."""

import asyncio
import os
import shutil
import signal
from dataclasses import dataclass, field
from typing import Any

import pytest
from scrapy import Request
from scrapy.http import Response

from newsarchive.crawl.http.failures import NotRendered
from newsarchive.crawl.rendering import browser as browser_module
from newsarchive.crawl.rendering.browser import Browser
from newsarchive.crawl.rendering.chromium import HEADLESS_SHELL
from newsarchive.crawl.rendering.page_parts import PagePart, PageParts
from newsarchive.crawl.rendering.tab import RenderLimits, rendered_html
from newsarchive.records import Outcome
from tests.web.support import CHROMIUM, needs_chromium

pytestmark = [pytest.mark.timeout(600), pytest.mark.browser, needs_chromium]

HOST = "https://news.example"
# For pages that come to an end, however busy this machine is; and for those that do not.
PATIENT, SHORT = RenderLimits(90, 2_000_000), RenderLimits(8, 2_000_000)
SMALL = RenderLimits(90, 100_000)
ARTICLE = "<h1>Ferry</h1><p>The ferry sails again.</p>"


def page(script: str, body: str = ARTICLE) -> str:
    return f"<!DOCTYPE html><html><head><title>x</title></head><body>{body}<script>{script}</script></body></html>"


@dataclass
class Case:
    html: str
    limits: RenderLimits = PATIENT
    parts: dict[str, str] = field(default_factory=dict)


STORIES = """
let number = 0;
const more = async () => { number += 1; const story = await (await fetch(`/story-${number}`)).text();
  const one = document.createElement('article'); one.innerHTML = story; document.getElementById('list').append(one); };
more();
new IntersectionObserver((seen) => { if (seen[0].isIntersecting) more(); }).observe(document.getElementById('end'));
"""
ASKS = """
const told = (what) => { const one = document.createElement('p'); one.textContent = what; document.body.append(one); };
fetch('/data').then((r) => r.text()).then((t) => told('data: ' + t));
fetch('/post', {method: 'POST', body: 'x'}).catch(() => told('no post'));
fetch('https://other.example/data', {headers: {'x-key': 'k'}}).then((r) => r.text()).then((t) => told('other: ' + t));
for (const [tag, name] of [['img', 'src'], ['iframe', 'src'], ['video', 'src'], ['audio', 'src'], ['embed', 'src']]) {
  const one = document.createElement(tag); one[name] = '/' + tag; document.body.append(one); }
for (const rel of ['stylesheet', 'icon', 'preload', 'prefetch', 'manifest', 'dns-prefetch', 'preconnect']) {
  const one = document.createElement('link'); one.rel = rel; one.href = 'https://link.example/' + rel; one.as = 'font';
  one.onload = () => told(rel + ' loaded'); document.head.append(one); }
new FontFace('x', 'url(/font.woff2)').load().catch(() => 0);
new EventSource('/events'); new WebSocket('wss://socket.example/'); navigator.sendBeacon('/beacon', 'x');
new Worker('/worker.js');
document.cookie = 'followed=yes';
told('cookies are on: ' + (localStorage.getItem('seen') || 'first visit'));
localStorage.setItem('seen', 'second visit');
"""
OPENS = """
alert('a'); confirm('b'); prompt('c'); window.open('/popup'); window.onbeforeunload = () => 'stay';
const link = document.createElement('a'); link.href = '/download'; link.download = 'x';
document.body.append(link); link.click();
setTimeout(() => { location.href = '/away'; }, 10); setTimeout(() => location.reload(), 60);
history.pushState({}, '', '/renamed');
"""
LEAVES = """
const there = '127.0.0.1:PORT';
new WebSocket(`ws://${there}/`); new WebSocket(`ws://localhost:PORT/`);
navigator.sendBeacon(`http://${there}/`, 'x');
const link = document.createElement('a'); link.href = `http://${there}/`; link.download = 'x'; link.click();
const turn = {urls: `turn:${there}?transport=tcp`, username: 'x', credential: 'x'};
const peer = new RTCPeerConnection({iceServers: [turn]});
peer.createDataChannel('x'); peer.createOffer().then((offer) => peer.setLocalDescription(offer));
if (window.WebTransport) new WebTransport(`https://${there}/`).ready.catch(() => 0);
const frame = document.createElement('iframe'); frame.src = `http://${there}/`; document.body.append(frame);
location.href = `http://${there}/`;
"""
SERVICE = """
navigator.serviceWorker.register('/service.js').catch(() => 0);
"""
CASES = {
    "lazy text": Case(page("setTimeout(() => document.body.append('Text that came late'), 500);")),
    "text at idle": Case(page("requestIdleCallback(() => document.body.append('Text at idle'));")),
    "consent layer": Case(page("", f"<div id='consent'>We value your privacy <button>Agree</button></div>{ARTICLE}")),
    "infinite scroll": Case(
        page(STORIES, "<div id='list'></div><div id='end'>more</div>"),
        parts={f"/story-{n}": f"<h2>Story {n}</h2>" + "<p>Words of it.</p>" * 60 for n in range(1, 60)},
    ),
    "endless script": Case(page("for (;;) {}"), SHORT),
    "endless timers": Case(page("setInterval(() => { document.title += 'x'; }, 20);"), SHORT),
    "huge text": Case(page("document.body.append('x'.repeat(300000));"), SMALL),
    "many elements": Case(page("document.body.innerHTML += '<b></b>'.repeat(250000);")),
    "odd letters": Case(page(r"document.body.append('h\u00e4 \u{1f600} \ud800!');")),
    "names of elements": Case(
        page("", "<form name='documentElement'></form><img name='readyState'><img name='body'>" + ARTICLE)
    ),
    "asks": Case(page(ASKS), parts={"/data": "given", "https://other.example/data": "from another"}),
    "asks again": Case(page(ASKS), parts={"/data": "given", "https://other.example/data": "from another"}),
    "opens": Case(page(OPENS)),
    "service worker": Case(page(SERVICE)),
    "not HTML": Case("just words"),
}


@dataclass
class Shown:
    """What came of the pages: the HTML or the error, what each asked for, and what the browser sent by itself."""

    results: dict[str, Any] = field(default_factory=dict)
    asked: dict[str, list[Request]] = field(default_factory=dict)
    sent: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    starts: int = 0

    def html(self, name: str) -> str:
        result = self.results[name]
        assert isinstance(result, bytes), result
        return result.decode()

    def urls(self, name: str) -> set[str]:
        return {request.url.removeprefix(HOST) for request in self.asked[name]}


async def _show_all(shown: Shown, executable: str) -> None:
    async def listen(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        shown.sent.append((await reader.readline()).decode("latin-1").strip())
        writer.close()

    async def outside(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        shown.outside.append((await reader.readline()).decode("latin-1").strip())
        writer.close()

    server = await asyncio.start_server(outside, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    CASES["leaves"] = Case(page(LEAVES.replace("PORT", str(port))))
    proxy = await asyncio.start_server(listen, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}"
    browser = Browser(executable, address, "MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    try:
        await asyncio.gather(*(_show(browser, shown, name, case) for name, case in CASES.items()))
        shown.starts = browser.starts
        await _end_browser(browser)
        # The first page after it may still meet the browser that has ended.
        for _ in range(2):
            await _show(browser, shown, "after a crash", Case(page("")))
        await _show_hungry(browser, shown)
    finally:
        await browser.close()
        proxy.close()
        server.close()


async def _show(browser: Browser, shown: Shown, name: str, case: Case) -> None:
    asked = shown.asked[name] = []

    async def download(request: Request) -> Response:
        asked.append(request)
        body = case.parts.get(request.url, case.parts.get(request.url.removeprefix(HOST)))
        headers = {"Content-Type": "text/html", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "*"}
        return Response(request.url, 404 if body is None else 200, headers, (body or "").encode())

    answer = PagePart(200, {"Content-Type": "text/html; charset=utf-8"}, case.html.encode())
    parts = PageParts(f"{HOST}/article", download)
    try:
        shown.results[name] = await rendered_html(
            browser, f"{HOST}/article", answer, parts, case.limits, "newsarchive/1"
        )
    except NotRendered as error:
        shown.results[name] = error


async def _end_browser(browser: Browser) -> None:
    session = await browser._chromium.new_browser_cdp_session()
    found = await session.send("SystemInfo.getProcessInfo")
    os.kill(next(one["id"] for one in found["processInfo"] if one["type"] == "browser"), signal.SIGKILL)


async def _show_hungry(browser: Browser, shown: Shown) -> None:
    usual, browser_module.MAX_PROCESS_BYTES = browser_module.MAX_PROCESS_BYTES, 1
    try:
        await _show(browser, shown, "too much memory", Case(page("setInterval(() => { document.title += 'x'; }, 20);")))
    finally:
        browser_module.MAX_PROCESS_BYTES = usual


@pytest.fixture(scope="module", params=["chromium", HEADLESS_SHELL])
def shown(request: pytest.FixtureRequest) -> Shown:
    """All pages, rendered once by each of the browsers that differ: with windows, and made without them."""
    executable = shutil.which(request.param) or (CHROMIUM if request.param == "chromium" else None)
    if executable is None:
        pytest.skip(f"{request.param} is not installed")
    shown = Shown()
    asyncio.run(_show_all(shown, executable))
    return shown


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("lazy text", "Text that came late"),
        ("text at idle", "Text at idle"),
        ("consent layer", "The ferry sails again."),
        ("odd letters", "hä 😀 ?!"),
        ("names of elements", "The ferry sails again."),
        ("opens", "The ferry sails again."),
        ("not HTML", "just words"),
        ("endless timers", "The ferry sails again."),
        ("after a crash", "The ferry sails again."),
    ],
)
def test_the_html_has_what_scripts_made(shown: Shown, name: str, text: str) -> None:
    assert text in shown.html(name)


def test_the_document_type_is_kept(shown: Shown) -> None:
    assert shown.html("lazy text").startswith("<!DOCTYPE html><html>")


@pytest.mark.parametrize(
    ("name", "outcome", "limit"),
    [
        ("endless script", Outcome.TIMED_OUT, "page_timeout_seconds"),
        ("huge text", Outcome.TOO_LARGE, "page_max_mb"),
        ("many elements", Outcome.TOO_LARGE, "page_max_mb"),
        ("too much memory", Outcome.TOO_LARGE, "memory"),
    ],
)
def test_a_page_without_end_is_an_outcome(shown: Shown, name: str, outcome: Outcome, limit: str) -> None:
    error = shown.results[name]
    assert isinstance(error, NotRendered)
    assert error.outcome is outcome
    assert limit in str(error)


def test_only_the_first_screen_of_an_endless_list_is_loaded(shown: Shown) -> None:
    assert "<h2>Story 1</h2>" in shown.html("infinite scroll")
    assert len(shown.asked["infinite scroll"]) < 10


def test_only_scripts_and_data_are_fetched(shown: Shown) -> None:
    html = shown.html("asks")
    assert "data: given" in html
    assert "other: from another" in html
    assert "no post" in html
    assert "stylesheet loaded" in html
    assert shown.urls("asks") == {"/data", "https://other.example/data", "/worker.js"}


def test_requests_say_nothing_about_other_requests(shown: Shown) -> None:
    sent = {name.lower(): value for one in shown.asked["asks"] for name, value in one.headers.items()}
    assert sent.keys() <= {b"accept", b"origin", b"x-key", b"pragma", b"cache-control"}
    other = next(one for one in shown.asked["asks"] if "other.example" in one.url)
    assert other.headers["X-Key"] == b"k"
    assert other.headers["Origin"] == HOST.encode()


def test_a_page_does_not_know_of_the_pages_before(shown: Shown) -> None:
    assert "cookies are on: first visit" in shown.html("asks")
    assert "cookies are on: first visit" in shown.html("asks again")


def test_a_page_leads_nowhere(shown: Shown) -> None:
    assert shown.urls("opens") == set()


def test_service_workers_are_refused(shown: Shown) -> None:
    assert "The ferry sails again." in shown.html("service worker")
    assert shown.urls("service worker") == set()


def test_what_the_browser_sends_by_itself_goes_to_the_proxy(shown: Shown) -> None:
    # Downloads and sockets pass no route; in a crawl, nobody listens at the proxy.
    assert any("socket.example" in line for line in shown.sent)
    assert any("/download" in line or "news.example" in line for line in shown.sent)
    assert shown.outside == []


def test_one_browser_serves_all_pages(shown: Shown) -> None:
    # The page whose script never ends may take the browser with it.
    assert shown.starts <= 2
