"""Fetching pages: which pages are next, and what becomes of a page that is not fetched or has not changed."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from scrapy import Request
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from newsarchive import clock
from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import queued_urls, url_states
from newsarchive.archive.queue.queued_urls import QueuedUrl
from newsarchive.crawl.http.failures import HostBlocked, RobotsUnavailable, Stopping
from newsarchive.crawl.phases.pages import PagePhase
from newsarchive.crawl.session import Session
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Stamp

POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
BLOG = [f"https://blog.post.example/{number}" for number in range(30)]
NEWS = [f"https://www.post.example/{number}" for number in range(3)]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """The part of a spider that a PagePhase uses, and a session whose archive has the blog's pages as the newest."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        for age, url in enumerate([*BLOG, *NEWS]):
            at = NOW - timedelta(minutes=age + 1)
            url_states.add_sightings(
                archive, POST.name, [Sighting(url, "https://post.example/rss", "feed", None, Stamp(at.date(), at))], NOW
            )
        settings = SimpleNamespace(sitemap_days=7, recheck=True)
        session = Session(settings, archive, 1, release=lambda: None)
        counted: Counter[str] = Counter()
        spider = SimpleNamespace(
            outlet=POST,
            since=None,
            parse_article=lambda response: None,
            count=lambda name, number=1: counted.update({name: number}),
        )
        yield SimpleNamespace(spider=spider, session=session, counted=counted)


def fail(phase: PagePhase, request: Request, error: Exception) -> None:
    failure = Failure(error)
    failure.request = request
    phase.on_failure(failure)


@pytest.mark.parametrize("error", [HostBlocked("paused", 90), RobotsUnavailable("robots.txt: HTTP 503")])
def test_a_closed_host_is_skipped_and_the_others_are_asked(run, error):
    phase = PagePhase(run.spider, run.session, 100)
    first = phase.next_requests()
    assert {request.url for request in first} <= set(BLOG)
    for request in first:
        fail(phase, request, error)
    assert [request.url for request in phase.next_requests()] == NEWS
    assert phase.problem == f"{first[-1].url}: {error}"


@pytest.mark.parametrize("target", ["http://blog.post.example/1", "https://old.post.example/1"])
def test_rules_that_cannot_be_read_where_a_page_redirects_to_close_no_host(run, target):
    phase = PagePhase(run.spider, run.session, 100)
    first, *_ = phase.next_requests()
    redirected = first.replace(url=target, meta={"redirect_urls": [first.url]})
    fail(phase, redirected, RobotsUnavailable("robots.txt: the connection was refused"))
    assert phase.problem is None
    assert queued_urls.outcomes(run.session.archive.conn)[Outcome.ROBOTS_UNAVAILABLE] == 1
    assert {request.url for request in phase.next_requests()} <= set(BLOG)


def test_a_pause_that_a_redirects_host_asks_for_closes_it(run):
    phase = PagePhase(run.spider, run.session, 100)
    first, *_ = phase.next_requests()
    fail(phase, first.replace(url=NEWS[0], meta={"redirect_urls": [first.url]}), HostBlocked("paused", 90))
    assert phase.problem == f"{NEWS[0]}: paused"


def test_an_outlet_whose_only_host_is_closed_is_left_for_later(run):
    phase = PagePhase(run.spider, run.session, 100)
    for request in phase.next_requests():
        fail(phase, request, HostBlocked("paused", 90))
    for request in phase.next_requests():
        fail(phase, request, HostBlocked("paused", 90))
    assert phase.next_requests() == []
    pending = queued_urls.outcomes(run.session.archive.conn)
    assert sum(pending.values()) == len(BLOG) + len(NEWS)


def test_a_limit_holds_for_all_requests_together(run):
    phase = PagePhase(run.spider, run.session, 2)
    assert [request.url for request in phase.next_requests()] == BLOG[:2]
    assert phase.next_requests() == []
    assert phase.remaining == 0


def test_nothing_further_is_requested_once_the_crawl_is_being_stopped(run):
    phase = PagePhase(run.spider, run.session, 100)
    run.session.stop_reason = "stopped by a signal"
    assert phase.next_requests() == []


def test_a_page_in_progress_is_not_requested_again_and_ends_once(run):
    phase = PagePhase(run.spider, run.session, 100)
    first = phase.next_requests()
    for request in first[:10]:
        queued = phase.finish(request.url)
        assert queued is not None
        assert queued.url == request.url
    assert phase.finish(first[0].url) is None
    assert not {request.url for request in phase.next_requests()} & {request.url for request in first[10:]}


def test_a_page_that_is_not_found_gets_its_outcome_and_is_counted(run):
    phase = PagePhase(run.spider, run.session, 1)
    (request,) = phase.next_requests()
    fail(phase, request, HttpError(Response(request.url, status=404)))
    assert run.counted == {"refused/not_found": 1}
    assert queued_urls.outcomes(run.session.archive.conn)[Outcome.NOT_FOUND] == 1


def test_a_request_that_was_stopped_with_the_crawl_leaves_its_url_pending(run):
    phase = PagePhase(run.spider, run.session, 1)
    (request,) = phase.next_requests()
    fail(phase, request, Stopping("the crawl was stopped"))
    assert run.counted == {}
    assert set(queued_urls.outcomes(run.session.archive.conn)) == {Outcome.PENDING}


def test_only_a_stored_article_is_requested_conditionally(run):
    phase = PagePhase(run.spider, run.session, 1)
    new = QueuedUrl(BLOG[0], POST.name, Outcome.PENDING, 0, None, etag='"a"')
    stored = replace(new, article_id=7)
    assert phase._request(new).headers.get("If-None-Match") is None
    assert phase._request(stored).headers.get("If-None-Match") == b'"a"'
    assert phase._request(stored).meta["handle_httpstatus_list"] == [304]


def test_a_page_that_has_not_changed_is_counted_as_the_same(run):
    phase = PagePhase(run.spider, run.session, 1)
    (request,) = phase.next_requests()
    phase.record_unchanged(request.cb_kwargs["queued"])
    assert run.counted == {"same": 1}
    stored = run.session.archive.conn.execute("SELECT reason FROM urls WHERE url = ?", (request.url,))
    assert stored.fetchall() == [("not modified",)]
