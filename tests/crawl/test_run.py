"""A run: when its session is opened, which phase follows which, and what its row says in the end."""

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from one_run import RSS, KeptRequests, OneCrawler, an_outlet, some_settings
from scrapy import Request, Spider
from scrapy.exceptions import CloseSpider, DontCloseSpider, NotConfigured
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.utils.test import get_crawler
from twisted.python.failure import Failure

from newsarchive.archive.lock import write_lock
from newsarchive.archive.runs import list_runs
from newsarchive.crawl import run as run_module
from newsarchive.crawl.backfill.sitemaps import SitemapDiscovery, SitemapPagePhase
from newsarchive.crawl.options import Backfill
from newsarchive.crawl.phases.pages import BATCH
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.run import RunExtension, run_of
from newsarchive.crawl.spider import OutletSpider
from newsarchive.discovery.periods import Span
from newsarchive.errors import ArchiveFull
from newsarchive.records import Sighting
from newsarchive.settings import Settings

PAGE = "https://post.example/2026/11/bridge"


@pytest.fixture(autouse=True)
def kept_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "PageRequests", KeptRequests)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return some_settings(tmp_path)


@pytest.fixture
def crawler(settings: Settings) -> Iterator[OneCrawler]:
    """A crawler whose extension is ready; its spider is not open."""
    one = with_extension(OneCrawler(an_outlet(), settings))
    yield one
    if one.holder.session is not None:
        one.holder.session.abandon()


def with_extension(crawler: Any) -> Any:
    crawler.extension = RunExtension(crawler)
    return crawler


def opened(crawler: OneCrawler) -> Any:
    crawler.extension.spider_opened(crawler.spider)
    return crawler.extension.run


def not_found(run: Any, request: Request) -> None:
    failure: Any = Failure(HttpError(Response(request.url, status=404)))
    failure.request = request
    run.pages.on_failure(failure)


def reports(crawler: OneCrawler) -> list[RunReport]:
    return crawler.extension.run.session.reports


async def test_an_opened_spider_has_a_run_that_begins_with_its_sources(crawler: OneCrawler) -> None:
    run = opened(crawler)
    assert run_of(crawler) is run  # type: ignore[arg-type]
    assert [request.url async for request in crawler.spider.start()] == [RSS]


async def test_a_spider_without_a_run_cannot_start(crawler: OneCrawler) -> None:
    with pytest.raises(RuntimeError, match="the spider has no run"):
        await anext(crawler.spider.start())
    with pytest.raises(RuntimeError, match="no run is open"):
        run_of(crawler)  # type: ignore[arg-type]


def test_no_session_is_opened_for_a_spider_that_is_not_an_outlets(crawler: OneCrawler) -> None:
    crawler.extension.spider_opened(Spider("shell"))
    assert crawler.holder.session is None
    assert crawler.extension.run is None


def test_scrapys_check_has_no_run(crawler: OneCrawler, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCRAPY_CHECK", "true")
    with pytest.raises(NotConfigured):
        RunExtension(crawler)  # type: ignore[arg-type]


def test_a_locked_archive_closes_the_spider(crawler: OneCrawler, settings: Settings) -> None:
    with write_lock(settings.db), pytest.raises(CloseSpider) as caught:
        opened(crawler)
    assert caught.value.reason == "archive"


async def test_two_runs_share_a_session_that_the_last_one_closes(crawler: OneCrawler, settings: Settings) -> None:
    second = OneCrawler(an_outlet(name="herald", title="Herald"), settings)
    second.settings.set("NEWSARCHIVE_SESSION", crawler.holder, priority="cmdline")
    with_extension(second)
    first_run, second_run = opened(crawler), opened(second)
    assert first_run.session is second_run.session
    await crawler.extension.spider_closed("finished")
    assert not first_run.session.is_closed
    await second.extension.spider_closed("finished")
    assert first_run.session.is_closed
    with write_lock(settings.db):
        pass


async def test_a_spider_opened_during_a_stop_is_closed_and_its_run_is_stopped(crawler: OneCrawler) -> None:
    session = crawler.holder.open(some_settings(crawler.settings["NEWSARCHIVE_SETTINGS"].root), "a test")
    session.users += 1
    session.stop("stopped by a signal")
    with pytest.raises(CloseSpider):
        opened(crawler)
    assert [request async for request in crawler.extension.run.first_requests()] == []
    await crawler.extension.spider_closed("stopped")
    assert [report.outcome for report in reports(crawler)] == ["stopped"]


def test_pages_follow_discovery_and_then_the_spider_may_close(crawler: OneCrawler) -> None:
    run = opened(crawler)
    run.discovery.add_sightings([Sighting(PAGE, RSS, "feed")])
    assert run.pages is None
    with pytest.raises(DontCloseSpider):
        crawler.extension.spider_idle()
    assert [request.url for request in crawler.requests] == [PAGE]
    not_found(run, crawler.requests[0])
    crawler.extension.spider_idle()
    assert [request.url for request in crawler.requests] == [PAGE], "nothing is left to fetch"


def test_a_spider_stays_open_while_a_page_is_in_progress(crawler: OneCrawler, monkeypatch: pytest.MonkeyPatch) -> None:
    opened(crawler)
    crawler.extension.spider_idle()
    monkeypatch.setattr(KeptRequests, "is_busy", True)
    with pytest.raises(DontCloseSpider):
        crawler.extension.spider_idle()


def test_the_end_of_a_page_sends_the_next_ones(crawler: OneCrawler) -> None:
    run = opened(crawler)
    run.discovery.add_sightings([Sighting(f"{PAGE}/{number}", RSS, "feed") for number in range(BATCH + 4)])
    crawler.extension.page_ended()
    assert crawler.requests == [], "discovery is not over"
    with pytest.raises(DontCloseSpider):
        crawler.extension.spider_idle()
    assert len(crawler.requests) == BATCH
    for request in crawler.requests[:BATCH]:
        not_found(run, request)
    crawler.extension.page_ended()
    assert len({request.url for request in crawler.requests}) == BATCH + 4


def test_a_backfill_has_its_own_phases(settings: Settings) -> None:
    backfill = Backfill(Span(date(2024, 1, 1), date(2024, 1, 31)))
    crawler = with_extension(OneCrawler(an_outlet(), settings, backfill=backfill))
    run = opened(crawler)
    assert isinstance(run.discovery, SitemapDiscovery)
    crawler.extension.spider_idle()
    assert isinstance(run.pages, SitemapPagePhase)
    run.session.abandon()


@pytest.mark.parametrize(
    ("read", "errors", "reason", "outcome"),
    [
        pytest.param(1, 0, "finished", "finished", id="a source could be read"),
        pytest.param(0, 0, "finished", "failed", id="no source could be read"),
        pytest.param(1, 1, "finished", "failed", id="our code or the outlet's made an error"),
        pytest.param(1, 0, "start_error", "failed", id="the first requests failed"),
        pytest.param(0, 0, "shutdown", "stopped", id="stopped before an answer"),
    ],
)
async def test_the_row_of_a_run_says_how_it_ended(
    crawler: OneCrawler, read: int, errors: int, reason: str, outcome: str
) -> None:
    run = opened(crawler)
    run.session.users += 1  # keeps the session open for a look at the row
    run.discovery.read = read
    for _ in range(errors):
        crawler.extension.something_broke(Failure(KeyError("ours")))
    await crawler.extension.spider_closed(reason)
    assert [stored.outcome for stored in list_runs(run.session.archive.conn, 5)] == [outcome]
    assert [(report.outcome, report.answered) for report in reports(crawler)] == [(outcome, read > 0)]


async def test_a_report_names_the_first_problems_and_errors_before_all(crawler: OneCrawler) -> None:
    run = opened(crawler)
    run.discovery.problems += ["first", "second", "third"]
    crawler.extension.something_broke(Failure(KeyError("ours")))
    await crawler.extension.spider_closed("finished")
    (report,) = reports(crawler)
    assert report.problem == "1 errors in our code or the outlet's file; the log shows them; first; second"


async def test_an_archive_that_cannot_be_written_is_no_mistake_of_ours(crawler: OneCrawler, caplog: Any) -> None:
    run = opened(crawler)
    error = ArchiveFull("archive.db: no room on its disk; make room")
    crawler.extension.something_broke(Failure(error))
    crawler.extension.something_broke(Failure(error))
    await crawler.extension.spider_closed("shutdown")
    (report,) = reports(crawler)
    assert (report.outcome, report.problem) == ("stopped", None)
    assert (run.session.has_failed, run.session.stop_reason) == (True, str(error))
    assert caplog.messages == [str(error)]


@pytest.mark.parametrize("event", ["spider_idle", "page_ended"])
async def test_a_disk_that_fills_while_pages_are_chosen_stops_the_crawl(
    crawler: OneCrawler, monkeypatch: pytest.MonkeyPatch, event: str
) -> None:
    run = opened(crawler)

    def full() -> None:
        raise ArchiveFull("archive.db: no room on its disk; make room")

    monkeypatch.setattr(run, {"spider_idle": "on_idle", "page_ended": "on_page_end"}[event], full)
    getattr(crawler.extension, event)()
    assert (run.session.has_failed, run.session.stop_reason) == (True, "archive.db: no room on its disk; make room")


def test_scrapy_logs_no_traceback_for_a_full_disk(crawler: OneCrawler, caplog: Any) -> None:
    RunExtension.from_crawler(get_crawler(settings_dict={"NEWSARCHIVE_SESSION": None}))
    log = logging.getLogger("scrapy.core.scraper")
    for error in (ArchiveFull("full"), KeyError("ours")):
        log.error("Spider error", exc_info=(type(error), error, None))
    assert [record.exc_info[0] for record in caplog.records if record.name == log.name] == [KeyError]


def test_only_sent_requests_are_counted(crawler: OneCrawler) -> None:
    crawler.extension.request_reached_downloader()
    assert crawler.counts["requests"] == 1


async def test_the_times_of_answers_are_measured(crawler: OneCrawler) -> None:
    opened(crawler)
    for seconds in (0.1, 0.2, 0.9):
        crawler.extension.response_received(Request(RSS, meta={"download_latency": seconds}))
    crawler.extension.response_received(Request(RSS))
    await crawler.extension.spider_closed("finished")
    (report,) = reports(crawler)
    assert (report.counts.answers, report.counts.median_answer_ms) == (3, 200)


async def test_a_run_parses_in_its_sessions_pool(crawler: OneCrawler) -> None:
    run = opened(crawler)
    assert crawler.spider.in_worker == run.session.in_worker
    assert await OutletSpider("alone").in_worker(len, "abc") == 3, "without a run it is called right here"
