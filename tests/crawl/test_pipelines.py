"""The two steps from a page to the archive: what is stored, counted and taken from the run."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from one_run import RSS, KeptRequests, OneCrawler, an_outlet, some_settings
from scrapy.exceptions import DontCloseSpider, DropItem

from newsarchive import clock, ingest
from newsarchive.archive.queue import queued_urls
from newsarchive.crawl import run
from newsarchive.crawl.pipelines import ReadPipeline, StorePipeline
from newsarchive.crawl.run import RunExtension
from newsarchive.errors import ArchiveError, ReaderTimedOut
from newsarchive.records import Ingested, Outcome, Page, Sighting, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
URL = "https://post.example/2026/11/bridge"
BODY = """<html lang="en"><head><title>The bridge opens</title>
<meta property="article:published_time" content="2026-11-22T09:00:00Z"></head><body><article>
<h1>The bridge opens</h1>
<p>The bridge over the harbour opened to traffic on Friday morning, nine years after the first pile was driven.</p>
<p>Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.</p>
<p>Engineers say that the steel will be painted in spring, when the last of the scaffolding has been removed.</p>
</article></body></html>"""


@pytest.fixture
def crawler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A crawler with an open run, one page of which is in progress."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    monkeypatch.setattr(run, "PageRequests", KeptRequests)
    one: Any = OneCrawler(an_outlet(), some_settings(tmp_path))
    one.extension = RunExtension(one)
    one.extension.spider_opened(one.spider)
    one.extension.run.discovery.add_sightings([Sighting(URL, RSS, "feed")])
    with pytest.raises(DontCloseSpider):
        one.extension.spider_idle()
    monkeypatch.setattr(one.extension.run.session, "in_worker", run_here)
    yield one
    one.extension.run.session.abandon()


async def run_here(function: Any, *args: Any) -> Any:
    return function(*args)


def a_page(**changes: Any) -> Page:
    return replace(Page(URL, URL, NOW, 200, (("Content-Type", "text/html"),), BODY.encode()), **changes)


async def stored(crawler: Any, page: Page) -> Ingested:
    prepared = await ReadPipeline.from_crawler(crawler).process_item(page)
    ingested: Ingested = await StorePipeline.from_crawler(crawler).process_item(prepared)
    return ingested


async def test_a_page_becomes_a_stored_article_and_leaves_the_run(crawler: Any) -> None:
    assert (await stored(crawler, a_page())).verdict is Verdict.NEW
    assert crawler.counts["new"] == 1
    assert crawler.extension.run.pages.finish(URL) is None
    rows = crawler.extension.run.session.archive.conn.execute("SELECT headline FROM articles").fetchall()
    assert rows == [("The bridge opens",)]


async def test_the_same_page_again_is_counted_as_the_same(crawler: Any) -> None:
    await stored(crawler, a_page())
    assert (await stored(crawler, a_page())).verdict is Verdict.UNCHANGED
    assert (crawler.counts["new"], crawler.counts["same"]) == (1, 1)


async def test_a_page_that_is_not_an_article_is_counted_by_its_outcome(crawler: Any) -> None:
    ingested = await stored(crawler, a_page(body=b"<html><title>Short</title><p>Closed.</p></html>"))
    assert ingested.outcome is not Outcome.ARTICLE
    assert crawler.counts[f"refused/{ingested.outcome}"] == 1


async def test_a_page_that_takes_too_long_is_stored_unread(crawler: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    async def too_slow(function: Any, *args: Any) -> Any:
        raise ReaderTimedOut("longer than 3 s")

    monkeypatch.setattr(crawler.extension.run.session, "in_worker", too_slow)
    assert (await stored(crawler, a_page())).outcome is Outcome.READER_TIMED_OUT
    assert "errors" not in crawler.counts
    assert crawler.extension.run.session.archive.conn.execute("SELECT count(*) FROM captures").fetchone() == (1,)


async def test_a_mistake_in_our_code_is_counted_logged_and_keeps_the_page(
    crawler: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def mistaken(function: Any, *args: Any) -> Any:
        raise AttributeError("nonsense")

    monkeypatch.setattr(crawler.extension.run.session, "in_worker", mistaken)
    assert (await stored(crawler, a_page())).outcome is Outcome.READER_CRASHED
    assert crawler.counts["errors"] == 1
    assert f"{URL}: reading it failed" in caplog.text


async def test_an_archive_that_cannot_be_written_stops_the_crawl(crawler: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> Ingested:
        raise ArchiveError("the disk is full")

    prepared = await ReadPipeline.from_crawler(crawler).process_item(a_page())
    monkeypatch.setattr(ingest, "keep_group", refuse)
    with pytest.raises(DropItem, match="the disk is full"):
        await StorePipeline.from_crawler(crawler).process_item(prepared)
    session = crawler.extension.run.session
    assert (session.stop_reason, session.has_failed) == ("the disk is full", True)


async def test_a_sighting_from_an_outlets_own_callback_goes_into_the_queue(crawler: Any) -> None:
    sighting = Sighting("https://post.example/2026/11/ferry", RSS, "feed")
    assert await StorePipeline.from_crawler(crawler).process_item(sighting) is sighting
    assert queued_urls.outcomes(crawler.extension.run.session.archive.conn) == {Outcome.PENDING: 2}


async def test_other_items_pass_through_both_steps(crawler: Any) -> None:
    item = {"any": "item"}
    assert await ReadPipeline.from_crawler(crawler).process_item(item) is item
    assert await StorePipeline.from_crawler(crawler).process_item(item) is item
