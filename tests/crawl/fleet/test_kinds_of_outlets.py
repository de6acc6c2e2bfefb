"""Outlets with a subscription, and outlets whose pages need a browser, are crawled by workers too."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from archive_rows import rows_without_times
from desk import Desk, long_text, rss, today

from newsarchive.crawl.fleet.driver import crawl_with_fleet
from newsarchive.crawl.process import CrawlOptions, CrawlReport
from newsarchive.crawl.registry import spider_by_name
from newsarchive.segments.folder import SegmentFolder
from newsarchive.settings import load_settings
from newsarchive.workers.executors import TaskPool
from tests.web.support import needs_chromium

# A process crawls, and another one reads or is a browser.
pytestmark = [pytest.mark.timeout(300), pytest.mark.slow]

KEY = "k3yOfTheSubscription"
SHELL = b"<!doctype html><html lang='en'><body><div id='root'></div><script src='/app.js'></script></body></html>"
APP = b"""fetch('/story.json').then((answer) => answer.json()).then((story) => {
  document.getElementById('root').innerHTML =
    `<article><h1>${story.headline}</h1><time datetime="${story.at}"></time>` +
    story.text.map((one) => `<p>${one}</p>`).join('') + '</article>'; });"""


def crawl(desk: Desk, *outlets: str) -> CrawlReport:
    settings = load_settings(desk.db, environ={**desk.ours(), **desk.environ})
    folder = SegmentFolder(str(desk.folder / "segments"))
    with ThreadPoolExecutor(1) as worker:
        pool = TaskPool(worker, lambda: 1, "the test", lambda: {"one": worker})
        spiders = [spider_by_name(settings, name) for name in outlets]
        return crawl_with_fleet(settings, spiders, CrawlOptions(), pool, folder)


def for_subscribers(arrival: Any, number: int) -> dict[str, Any]:
    text = long_text("harbour")
    if KEY in arrival.headers.get("cookie", ""):
        text = [*text, f"For subscribers: {KEY}."]
    body = "".join(f"<p>{one}</p>" for one in text)
    return {"body": f"<html><body><article><h1>Flood closes the road</h1>{body}</article></body></html>".encode()}


def test_a_worker_sends_the_cookies_of_a_subscription_and_hands_none_in(desk: Desk, serve: Any, authority: Any):
    ours = authority("ours")
    post, echo = (serve(tls=ours.context("127.0.0.1")) for _ in range(2))
    post.routes["/flood"] = for_subscribers
    post.routes["/rss"] = {"body": rss([(post.url("/flood"), "Flood")])}
    desk.declare("post", post, feeds=[post.url("/rss")], domains=["127.0.0.1"])
    desk.declare("echo", echo, feeds=[echo.url("/rss")])
    file = desk.folder / "post-cookies.txt"
    file.write_text(f"# Netscape HTTP Cookie File\n#HttpOnly_127.0.0.1\tFALSE\t/\tTRUE\t0\tsid\t{KEY}\n")
    file.chmod(0o600)
    cookies = f"post={file},echo={desk.folder / 'missing.txt'}"
    desk.environ |= {"NEWSARCHIVE_CA_FILE": str(ours.pem), "NEWSARCHIVE_COOKIES": cookies}
    reports = {report.outlet: report for report in crawl(desk, "post", "echo").outlets}
    assert reports["post"].counts.new_articles == 1
    ((url, status, page),) = rows_without_times(desk.db)["captures"]
    assert (url, status, KEY.encode() in page) == (post.url("/flood"), 200, False)
    assert b"For subscribers: ****" in page
    # A worker without the file does not crawl this outlet, and says so in one line.
    assert (reports["echo"].outcome, echo.arrivals) == ("failed", [])
    assert "missing.txt" in reports["echo"].problem


@pytest.mark.browser
@needs_chromium
def test_a_worker_renders_pages(desk: Desk, serve: Callable[..., Any]):
    site = serve()
    data = {"headline": "Ferry brought by a script", "at": f"{today():%Y-%m-%dT06:00:00Z}", "text": long_text("Ferry")}
    site.routes |= {
        "/app.js": {"body": APP, "headers": {"Content-Type": "text/javascript"}},
        "/story.json": {"body": json.dumps(data).encode(), "headers": {"Content-Type": "application/json"}},
        "/ferry": {"body": SHELL},
        "/rss": {"body": rss([(site.url("/ferry"), "Ferry")])},
    }
    desk.declare("river", site, feeds=[site.url("/rss")], render=True)
    (report,) = crawl(desk, "river").outlets
    assert (report.problem, report.counts.new_articles) == (None, 1)
    assert desk.headlines("river") == {"Ferry brought by a script"}
    # As the server sent it, and as the scripts left it.
    ((_, _, page),) = rows_without_times(desk.db)["captures"]
    assert b"Ferry brought by a script" in page
