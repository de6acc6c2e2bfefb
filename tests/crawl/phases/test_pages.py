"""Asking for pages: one host that wants to be left alone does not cost an outlet's other hosts their turn."""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import Request
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.crawl.http.failures import HostBlocked, RobotsUnavailable
from newsarchive.crawl.phases.pages import Asking
from newsarchive.outlet import Outlet
from newsarchive.records import Sighting, Stamp

POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
BLOG = [f"https://blog.post.example/{number}" for number in range(30)]
NEWS = [f"https://www.post.example/{number}" for number in range(3)]


@pytest.fixture
def spider(tmp_path: Path):
    """As much of a spider as Asking needs, on an archive in which the blog's pages are the newest."""
    now = clock.now()
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        for age, url in enumerate([*BLOG, *NEWS]):
            at = now - timedelta(minutes=age + 1)
            url_states.add_sightings(
                archive, POST.name, [Sighting(url, "https://post.example/rss", "feed", None, Stamp(at.date(), at))], now
            )
        settings = SimpleNamespace(sitemap_days=7, recheck=True)
        session = SimpleNamespace(archive=archive, settings=settings, stop_reason=None)
        yield SimpleNamespace(
            outlet=POST,
            session=session,
            since=None,
            parse_article=lambda response: None,
            count=lambda name, number=1: None,
        )


def fail(asking: Asking, request: Request, error: Exception) -> None:
    failure = Failure(error)
    failure.request = request
    asking.on_failure(failure)


@pytest.mark.parametrize("error", [HostBlocked("paused", 90), RobotsUnavailable("robots.txt: HTTP 503")])
def test_a_closed_host_is_passed_over_and_the_others_are_asked(spider, error):
    asking = Asking(spider, 100)
    first = asking.more()
    assert {request.url for request in first} <= set(BLOG)
    for request in first:
        fail(asking, request, error)
    assert [request.url for request in asking.more()] == NEWS
    assert asking.problem == f"{first[-1].url}: {error}"


def test_an_outlet_whose_only_host_is_closed_is_left_for_later(spider):
    asking = Asking(spider, 100)
    for request in asking.more():
        fail(asking, request, HostBlocked("paused", 90))
    for request in asking.more():
        fail(asking, request, HostBlocked("paused", 90))
    assert asking.more() == []
    pending = url_states.outcomes(spider.session.archive.conn)
    assert sum(pending.values()) == len(BLOG) + len(NEWS)
