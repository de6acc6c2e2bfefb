"""The state of a feed or sitemap, judged from one poll. Crawls of invented outlets are in test_outlets.py."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.crawl.http.failures import NO_ANSWER_IN_TIME, UNKNOWN_HOST
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.check.diagnosis import OutletCheck, PolledSource, TriedPage
from newsarchive.outlet_tools.verify.findings import (
    MEANINGS,
    PageState,
    SourceFinding,
    SourceState,
    findings_of,
    was_interrupted,
)
from newsarchive.records import Article, Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
FEED = "https://quay.example/news.rss"
MAP = "https://quay.example/map.xml"
QUAY = Outlet(
    "quay", "The Quay", "https://quay.example/", "en", "UTC", "gb", ("quay.example",), (FEED,), (MAP,), (r"/2026/",)
)


def entry(path: str = "/2026/wall", at: datetime | None = NOW, kind: str = "feed") -> Sighting:
    stamp = Stamp(at.date(), at) if at else None
    return Sighting(f"https://quay.example{path}", FEED, kind, published=stamp)


def polled(url: str = FEED, *entries: Sighting, root: str = "", **facts: object) -> PolledSource:
    return PolledSource(url, "feed", entries, root=root or url, **facts)


def finding(*sources: PolledSource, tried: tuple[TriedPage, ...] = ()) -> SourceFinding:
    (found,) = findings_of(OutletCheck(QUAY, sources, tried, NOW)).sources
    return found


def test_every_state_is_explained():
    assert MEANINGS.keys() == set(SourceState)


@pytest.mark.parametrize(
    ("outcome", "problem", "state"),
    [
        (Outcome.NOT_FOUND, "HTTP 404: not found", SourceState.GONE),
        (Outcome.RATE_LIMITED, "HTTP 429: too many requests", SourceState.REFUSED),
        (Outcome.REFUSED, "bot wall: Cloudflare", SourceState.REFUSED),
        (Outcome.ROBOTS_UNAVAILABLE, "robots.txt: HTTP 503: the server failed", SourceState.ROBOTS),
        (Outcome.TIMED_OUT, NO_ANSWER_IN_TIME, SourceState.TIMED_OUT),
        (Outcome.ROBOTS_UNAVAILABLE, f"robots.txt: {NO_ANSWER_IN_TIME}", SourceState.TIMED_OUT),
        (Outcome.UNREACHABLE, UNKNOWN_HOST, SourceState.UNKNOWN_HOST),
        (Outcome.UNREACHABLE, "the certificate is for another host name", SourceState.UNREACHABLE),
        (Outcome.TOO_LARGE, "larger than the size limit (page_max_mb)", SourceState.FAILED),
        (None, "not RSS, Atom or JSON Feed but JSON", SourceState.NOT_A_FEED),
    ],
)
def test_a_feed_that_cannot_be_read_has_a_state(outcome: Outcome | None, problem: str, state: SourceState):
    found = finding(polled(outcome=outcome, problem=problem))
    assert (found.state, found.detail) == (state, problem)


def test_the_address_of_a_private_network_is_not_told():
    found = finding(polled(outcome=Outcome.PRIVATE_ADDRESS, problem="quay.example leads to 192.168.1.5, an address …"))
    assert (found.state, found.detail) == (SourceState.UNREACHABLE, "the host name leads to a private network")


@pytest.mark.parametrize(("days", "state"), [(90, SourceState.OK), (91, SourceState.STALE)])
def test_a_feed_is_stale_after_90_days(days: int, state: SourceState):
    found = finding(polled(FEED, entry(at=NOW - timedelta(days=days)), entry("/2026/quay", at=None)))
    assert (found.state, found.newest_on) == (state, (NOW - timedelta(days=days)).date())


def test_a_date_in_the_future_counts_as_today():
    assert finding(polled(FEED, entry(at=NOW + timedelta(days=400)))).newest_on == date(2026, 11, 29)


def test_a_feed_without_dates_works_but_a_sitemap_without_dates_does_not():
    assert finding(polled(FEED, entry(at=None))).state is SourceState.OK
    assert finding(polled(MAP, entry(at=None, kind="sitemap"))).state is SourceState.UNDATED


def test_the_rule_that_refuses_the_first_entry_is_named():
    found = finding(polled(FEED, entry("/video/1"), entry("/video/2")))
    assert (found.state, found.entries, found.wanted) == (SourceState.UNWANTED, 2, 0)
    assert found.detail == "such as https://quay.example/video/1: it matches none of article_urls"


def test_a_sitemap_index_is_judged_by_what_it_lists():
    index = polled(MAP, leads_on=True)
    nested = [f"https://quay.example/map-{number}.xml" for number in (1, 2)]
    gone = polled(nested[0], root=MAP, outcome=Outcome.NOT_FOUND, problem="HTTP 404: not found")
    assert finding(index, gone, polled(nested[1], entry(), root=MAP)).state is SourceState.OK
    assert finding(index, gone).state is SourceState.GONE
    assert finding(index).state is SourceState.EMPTY


MOVED = "https://quay.example/feed/"


def test_a_move_is_proposed_if_the_feed_works_there():
    found = finding(polled(FEED, entry(), moved_to=MOVED))
    assert (found.state, found.proposed) == (SourceState.MOVED, MOVED)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param(polled(FEED, entry("/video/1"), moved_to=MOVED), id="has no wanted article there"),
        pytest.param(polled(FEED, entry(at=NOW - timedelta(days=99)), moved_to=MOVED), id="stale"),
        pytest.param(polled(FEED, entry(), moved_to="http://quay.example/feed/"), id="not https"),
        pytest.param(polled(FEED, problem="not RSS but an HTML page", moved_to=MOVED), id="no feed there"),
        pytest.param(polled("https://quay.example/other.rss", entry(), moved_to=MOVED), id="not in the file"),
    ],
)
def test_other_moves_are_only_reported(source: PolledSource):
    found = finding(source)
    assert found.proposed is None
    assert "permanently moved to " in (found.detail or "")


ARTICLE = Article("quay", "Wall", "x" * 3_000)


@pytest.mark.parametrize(
    ("tried", "state", "detail"),
    [
        (TriedPage("u", Outcome.ARTICLE, article=ARTICLE), PageState.FULL, "3,000 characters"),
        (
            TriedPage("u", Outcome.ARTICLE, article=Article("quay", "Wall", "x", completeness="stub")),
            PageState.PAYWALL,
            None,
        ),
        (
            TriedPage("u", Outcome.TOO_SHORT, "only 3 words", has_headline=True),
            PageState.STUB,
            "too_short: only 3 words",
        ),
        (TriedPage("u", Outcome.TOO_SHORT, "no headline"), PageState.NOTHING, "too_short: no headline"),
        (TriedPage("u", Outcome.REFUSED, "HTTP 403"), PageState.NOTHING, "refused: HTTP 403"),
    ],
)
def test_a_page_is_full_or_says_why_not(tried: TriedPage, state: PageState, detail: str | None):
    page = findings_of(OutletCheck(QUAY, (polled(FEED, entry()),), (tried,), NOW)).page
    assert page is not None
    assert (page.state, page.detail) == (state, detail)


def test_a_stop_is_no_fault_of_the_outlet():
    stopped = polled(outcome=Outcome.PENDING, problem="the crawl was stopped")
    assert was_interrupted(OutletCheck(QUAY, (stopped,), (), NOW))
    assert not was_interrupted(OutletCheck(QUAY, (polled(FEED, entry()),), (), NOW))
