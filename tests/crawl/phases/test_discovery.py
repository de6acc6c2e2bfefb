"""Discovery: which sitemaps of a long index are asked, and what a spider reads in a page outside of a run.

What discovery asks and remembers in whole crawls is tested in test_crawl_end_to_end.py and test_crawl_changes.py.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest
from one_run import RSS, OneCrawler, an_outlet, some_settings
from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.crawl.found import DiscoverySource
from newsarchive.crawl.phases.discovery import DiscoveryPhase, choose_nested, read_source
from newsarchive.discovery.sitemaps import NestedSitemap
from newsarchive.records import Page, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><item><title>The bridge opens</title>
<link>https://post.example/1</link><pubDate>Sun, 22 Nov 2026 09:00:00 GMT</pubDate></item></channel></rss>"""


def undated(*numbers: int) -> list[NestedSitemap]:
    return [NestedSitemap(f"https://rivertownpost.example/sitemap-{number}.xml", None) for number in numbers]


@pytest.mark.parametrize(
    ("limit", "numbers"),
    [
        pytest.param(9, [1, 2, 3, 4, 5, 6, 7], id="more than enough"),
        pytest.param(7, [1, 2, 3, 4, 5, 6, 7], id="just enough"),
        pytest.param(4, [1, 2, 6, 7], id="both ends"),
        pytest.param(3, [1, 2, 7], id="an odd number"),
        pytest.param(0, [], id="nothing left"),
    ],
)
def test_of_undated_sitemaps_both_ends_are_asked_for(limit, numbers):
    assert choose_nested(undated(1, 2, 3, 4, 5, 6, 7), limit) == undated(*numbers)


def test_news_and_dated_sitemaps_come_before_undated_ones():
    news = NestedSitemap("https://rivertownpost.example/news.xml", None)
    dated = NestedSitemap("https://rivertownpost.example/november.xml", Stamp(on=date(2026, 11, 2)))
    assert choose_nested([news, dated, *undated(1, 2, 3, 4)], 4) == [news, dated, *undated(1, 4)]
    assert choose_nested([news, dated, *undated(1)], 1) == [news]


def test_sitemaps_are_chosen_without_comparing_them_with_each_other(monkeypatch: pytest.MonkeyPatch):
    dated = [
        NestedSitemap(f"https://rivertownpost.example/{number}", Stamp(on=date(2026, 11, 2))) for number in range(9)
    ]
    monkeypatch.setattr(NestedSitemap, "__eq__", lambda *_: pytest.fail("an index of 50,000 would take minutes"))
    assert [one.url[-1] for one in choose_nested([*dated, *undated(1)], 3)] == ["0", "1", "2"]


@pytest.fixture
def crawler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OneCrawler]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    one = OneCrawler(an_outlet(), some_settings(tmp_path))
    one.holder.open(some_settings(tmp_path), "a test")
    yield one
    assert one.holder.session is not None
    one.holder.session.abandon()


def a_phase(crawler: OneCrawler, **facts: Any) -> DiscoveryPhase:
    spider = OneCrawler(an_outlet(**facts), some_settings(Path("unused"))).spider
    spider.crawler = crawler
    assert crawler.holder.session is not None
    return DiscoveryPhase(spider, crawler.holder.session, None, sitemap_days=7)


def feed_days_in(crawler: OneCrawler) -> list[tuple[Any, ...]]:
    assert crawler.holder.session is not None
    return crawler.holder.session.archive.conn.execute(
        "SELECT url, asked, unchanged, failures, entries, new_urls, newest_at, problem FROM feed_days"
    ).fetchall()


async def first_urls(phase: DiscoveryPhase) -> list[str]:
    return [request.url async for request in phase.first_requests()]


async def answered(phase: DiscoveryPhase, request: Request, body: bytes, status: int = 200) -> list[Request]:
    response = Response(request.url, status=status, body=body, headers={"ETag": '"a"'})
    return [further async for further in phase.on_answer(response, request.cb_kwargs["source"])]


async def test_declared_sources_are_asked_first(crawler: OneCrawler) -> None:
    assert await first_urls(a_phase(crawler, sitemaps=["https://post.example/map.xml"])) == [
        RSS,
        "https://post.example/map.xml",
    ]


@pytest.mark.parametrize(
    ("robots_txt", "asked"),
    [
        pytest.param(
            "Sitemap: https://post.example/news.xml", "https://post.example/news.xml", id="robots.txt's sitemap"
        ),
        pytest.param("User-agent: *\nDisallow:", "https://post.example/", id="the home page where it names none"),
        pytest.param(None, "https://post.example/", id="the home page without robots.txt"),
    ],
)
async def test_without_declared_sources_others_are_asked(
    crawler: OneCrawler, robots_txt: str | None, asked: str
) -> None:
    crawler.robots_txt = robots_txt
    assert await first_urls(a_phase(crawler, feeds=[])) == [asked]


async def test_a_feed_is_queued_remembered_and_next_time_asked_conditionally(crawler: OneCrawler) -> None:
    phase = a_phase(crawler)
    (request,) = [request async for request in phase.first_requests()]
    assert await answered(phase, request, FEED) == []
    assert (phase.read, phase.problems, crawler.counts["seen"]) == (1, [], 1)
    again = a_phase(crawler)
    (request,) = [request async for request in again.first_requests()]
    assert request.headers.get("If-None-Match") == b'"a"'
    await answered(again, request, b"", status=304)
    assert again.read == 1
    assert crawler.counts["sources_unchanged"] == 1
    assert feed_days_in(crawler) == [(RSS, 2, 1, 0, 1, 1, "2026-11-22T09:00:00Z", None)]


async def test_a_feed_is_read_again_in_full_when_the_outlets_rules_have_changed(crawler: OneCrawler) -> None:
    phase = a_phase(crawler)
    (request,) = [request async for request in phase.first_requests()]
    await answered(phase, request, FEED)
    (request,) = [request async for request in a_phase(crawler, skip_urls=["/video/"]).first_requests()]
    assert request.headers.get("If-None-Match") is None


async def test_when_the_only_source_is_gone_the_home_page_is_asked_and_the_problem_reported(
    crawler: OneCrawler,
) -> None:
    phase = a_phase(crawler)
    (request,) = [request async for request in phase.first_requests()]
    failure = Failure(HttpError(Response(RSS, status=404)))
    failure.request = request
    assert [further.url async for further in phase.on_failure(failure)] == ["https://post.example/"]
    assert phase.problems == [f"{RSS}: HTTP 404: not found"]
    assert feed_days_in(crawler) == [(RSS, 1, 0, 1, None, 0, None, f"{RSS}: HTTP 404: not found")]


async def test_a_source_that_only_failed_is_not_replaced(crawler: OneCrawler) -> None:
    phase = a_phase(crawler)
    (request,) = [request async for request in phase.first_requests()]
    failure = Failure(HttpError(Response(RSS, status=503)))
    failure.request = request
    assert [further async for further in phase.on_failure(failure)] == []


async def test_nested_sitemaps_have_no_days_of_their_own(crawler: OneCrawler) -> None:
    phase = a_phase(crawler)
    request = Request(RSS, cb_kwargs={"source": DiscoverySource(RSS, "feed", depth=1)})
    await answered(phase, request, FEED)
    assert (phase.read, feed_days_in(crawler)) == (1, [])


def test_of_a_plain_sitemap_only_recent_articles_are_queued(crawler: OneCrawler) -> None:
    phase = a_phase(crawler)
    days = {"fresh": date(2026, 11, 20), "old": date(2026, 11, 1)}
    found = [Sighting(f"https://post.example/{name}", RSS, "sitemap", None, Stamp(day)) for name, day in days.items()]
    assert phase.add_sightings(found) is None
    assert crawler.counts["seen"] == 1


def test_a_plain_sitemap_without_dates_is_reported(crawler: OneCrawler) -> None:
    undated_one = Sighting("https://post.example/1", RSS, "sitemap")
    assert (
        a_phase(crawler).add_sightings([undated_one])
        == "none of its 1 addresses has a lastmod, so none counts as recent"
    )


async def test_a_page_is_read_by_the_outlets_own_parse_method_in_the_pool() -> None:
    class Pool:
        functions: ClassVar[list[str]] = []

        async def run(self, function: Any, *args: Any) -> Any:
            self.functions.append(function.__name__)
            return function(*args)

    pool: Any = Pool()
    page = Page(RSS, RSS, NOW, 200, (("Content-Type", "application/rss+xml"),), FEED)
    found = await read_source(an_outlet(), page, "feed", pool)
    assert [sighting.url for sighting in found.sightings] == ["https://post.example/1"]
    assert pool.functions == ["parse_feed"]
