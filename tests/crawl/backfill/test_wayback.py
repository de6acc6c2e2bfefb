"""Backfills by the Wayback Machine, against a stand-in on loopback: what is requested, and what is stored."""

import gzip
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from desk import JANUARY, Desk, Filled, backfill, filled, long_text, put_stories, urlset_of
from wayback_standin import Wayback

from newsarchive.crawl.backfill.wayback import moments_of
from newsarchive.discovery.periods import Span
from newsarchive.discovery.wayback import ROWS_PER_ANSWER

# Each backfill is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def page(headline: str, day: str) -> bytes:
    paragraphs = "".join(f"<p>{one}</p>" for one in long_text(headline))
    return (
        f"<html lang='en'><head><title>{headline}</title><meta property='og:title' content='{headline}'>"
        f"<meta property='article:published_time' content='{day}T08:00:00Z'></head>"
        f"<body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    ).encode()


def opened(desk: Desk, site: Any) -> Wayback:
    """A stand-in that the backfills of desk ask, without a pause."""
    desk.environ |= {"NEWSARCHIVE_WAYBACK_URL": site.url(""), "NEWSARCHIVE_WAYBACK_DELAY_SECONDS": "0"}
    return Wayback(site)


def by_wayback(desk: Desk, outlet: str, *more: str) -> Filled:
    return filled(desk, outlet, *JANUARY, "--by", "wayback", *more)


@dataclass
class Twice:
    """One backfill and the same again, and the requests of each."""

    desk: Desk
    outlet: Any
    wayback: Wayback
    first: Filled
    second: Filled
    asked: list[str]
    asked_again: list[str]


def hold_january(wayback: Wayback, site: Any) -> None:
    """Snapshots of January and around: articles, and one of each kind that is not fetched or not stored."""
    hold = wayback.hold
    hold("20240110063000", site.url("/bridge"), page("The bridge opens", "2024-01-10"))
    hold("20240112063000", site.url("/bridge"), page("The bridge opens, with pictures", "2024-01-10"))
    hold("20240121070000", site.url("/touched"), page("An older piece", "2018-03-04"))
    hold("20240115070000", site.url("/2024/01/15/ferry"), page("The ferry is late", "2024-01-15"))
    hold("20240115070000", site.url("/2019/05/01/old"), page("Of another year", "2019-05-01"))
    hold("20231201070000", site.url("/before"), page("Captured before", "2023-12-01"))
    hold("20240105070000", site.url("/closed/1"), page("What robots may not read", "2024-01-05"))
    hold("20240105070000", site.url("/video/clip"), page("A clip", "2024-01-05"))
    hold("20240105070000", site.url("/photo.jpg"), b"\xff\xd8", mimetype="image/jpeg")
    hold("20240105070000", site.url("/moved"), b"", statuscode="301")
    hold("20240105070000", site.url("/short"), b"<html><title>Short</title><body><p>Closed.</p></body></html>")
    hold("20240118070000", site.url("/framed"), page("With the archive's own additions", "2024-01-18"))
    hold("20240118070000", site.url("/nearby"), page("Shown a day later", "2024-01-18"))


def lead_on(arrival: Any, number: int) -> dict[str, Any] | None:
    """Redirects: /nearby to a snapshot of another time, and /framed to a page with the archive's own frame."""
    if arrival.path.endswith("/framed"):
        return {"status": 302, "headers": {"Location": arrival.path.replace("id_", "")}}
    if arrival.path.startswith("/web/20240118070000id_/") and arrival.path.endswith("/nearby"):
        target = arrival.path.replace("20240118070000", "20240119080000")
        return {"status": 302, "headers": {"Location": target}}
    return None


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Twice:
    desk, site = Desk(tmp_path_factory.mktemp("wayback")), serve()
    site.routes["/robots.txt"] = {"body": b"User-agent: *\nDisallow: /closed/\n"}
    desk.declare("olden", site, feeds=[site.url("/rss")], skip_urls=["/video/"])
    wayback = opened(desk, serve())
    hold_january(wayback, site)
    wayback.hold("20240119080000", site.url("/nearby"), page("Shown a day later", "2024-01-18"))
    wayback.fails = lead_on
    first = by_wayback(desk, "olden")
    asked = wayback.site.paths()
    second = by_wayback(desk, "olden")
    return Twice(desk, site, wayback, first, second, asked, wayback.site.paths()[len(asked) :])


def test_the_first_snapshot_of_each_article_of_the_span_is_stored(twice: Twice) -> None:
    assert twice.first.exit_code == 0, twice.first.stderr
    assert twice.desk.headlines("olden") == {
        "The bridge opens",
        "An older piece",
        "The ferry is late",
        "Shown a day later",
    }
    assert twice.first.run["other_days"] == 1


def test_only_possible_articles_of_the_span_are_fetched(twice: Twice) -> None:
    asked = {path.rpartition("id_/")[2].partition(str(twice.outlet.port))[2] for path in twice.wayback.snapshots()}
    assert asked == {"/bridge", "/touched", "/2024/01/15/ferry", "/short", "/framed", "/nearby"}


def test_articles_have_the_outlets_address_and_the_time_of_the_capture(twice: Twice) -> None:
    rows = twice.desk.rows("SELECT url, first_seen_at, published_on FROM articles WHERE headline = 'The bridge opens'")
    assert rows == [(twice.outlet.url("/bridge"), "2024-01-10T06:30:00Z", "2024-01-10")]


def test_a_snapshot_of_another_time_is_stored_with_that_time(twice: Twice) -> None:
    rows = twice.desk.rows("SELECT fetched_at FROM captures WHERE url LIKE '%/nearby'")
    assert rows == [("2024-01-19T08:00:00Z",)]


def test_the_capture_names_the_snapshot_and_the_time_of_the_request(twice: Twice) -> None:
    records = b"".join(gzip.decompress(file.read_bytes()) for file in captures(twice.desk))
    source = f"{twice.wayback.site.url('')}/web/20240110063000id_/{twice.outlet.url('/bridge')}"
    (record,) = [part for part in records.split(b"WARC/1.1\r\n") if source.encode() in part]
    assert f"WARC-Target-URI: {twice.outlet.url('/bridge')}\r\n".encode() in record
    assert b"WARC-Date: 2024-01-10T06:30:00Z\r\n" in record
    assert f"WARC-Source-URI: {source}\r\n".encode() in record
    assert b"WARC-Creation-Date: 20" in record
    assert b"Memento-Datetime: Wed, 10 Jan 2024 06:30:00 GMT\r\n" in record


def captures(desk: Desk) -> list[Path]:
    return sorted((desk.folder / "captures").glob("*.warc.gz"))


def test_a_page_that_is_not_an_article_has_its_outcome(twice: Twice) -> None:
    outcomes = twice.desk.outcomes("olden")
    assert outcomes["short"][0] == "too_short"
    assert outcomes["closed/1"] == ("robots_forbids", "robots.txt forbids it")
    assert outcomes["framed"][0] == "not_article"
    assert outcomes["framed"][1].endswith(f"{twice.outlet.url('/framed')}, which is not a Wayback snapshot of a page")
    assert twice.first.run["refused"] == {"robots_forbids": 1, "too_short": 1, "not_article": 1}


def test_the_outlet_is_asked_only_for_robots_txt(twice: Twice) -> None:
    assert set(twice.outlet.paths()) == {"/robots.txt"}


def test_the_request_to_the_index_follows_its_protocol_and_names_us(twice: Twice) -> None:
    (listing,) = [one for one in twice.wayback.site.arrivals if one.path.startswith("/cdx/")]
    assert "url=127.0.0.1&matchType=domain&from=20240101000000&to=20240131235959" in listing.path
    assert listing.headers["user-agent"].startswith("newsarchive/")


def test_the_same_backfill_again_sends_no_request(twice: Twice) -> None:
    assert twice.second.exit_code == 0
    assert [path for path in twice.asked_again if path != "/robots.txt"] == []


def test_a_list_is_continued_where_reading_ended(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("large", site, skip_urls=["/tag/"])
    wayback = opened(desk, serve())
    for number in range(ROWS_PER_ANSWER):
        wayback.hold("20240105070000", site.url(f"/tag/{number}"), b"a list")
    for number in range(2):
        wayback.hold("20240105070000", site.url(f"/z/{number}"), page(f"The last piece, part {number}", "2024-01-05"))
    wayback.fails = lambda arrival, number: {"status": 503} if "resumeKey" in arrival.path else None
    broken = by_wayback(desk, "large")
    assert "HTTP 503" in broken.run["problem"]
    assert desk.headlines("large") == set()
    wayback.fails = None
    before = len(wayback.listings())
    assert by_wayback(desk, "large", "--limit", "1").exit_code == 0
    assert by_wayback(desk, "large").exit_code == 0
    (resumed,) = wayback.listings()[before:]
    assert "&resumeKey=" in resumed
    assert len(desk.headlines("large")) == 2
    assert len(wayback.snapshots()) == 2


def test_after_a_requested_pause_the_next_backfill_fetches_the_rest(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("limited", site)
    wayback = opened(desk, serve())
    for number in range(20):
        wayback.hold("20240105070000", site.url(f"/{number}"), page(f"What happened, part {number}", "2024-01-05"))
    pause = {"status": 429, "headers": {"Retry-After": "7200"}}
    wayback.fails = lambda arrival, number: pause if arrival.path.startswith("/web/") else None
    limited = by_wayback(desk, "limited")
    asked = len(wayback.snapshots())
    assert asked <= 2, "without a delay a second request may already be sent"
    assert "left alone" in limited.run["problem"]
    wayback.fails = None
    by_wayback(desk, "limited")
    assert len(desk.headlines("limited")) == 20 - asked, "the page that was refused is tried again later"


def test_after_kill_9_the_next_backfill_fetches_only_the_rest(desk: Desk, serve: Callable[..., Any]) -> None:
    site, reached = serve(), Event()
    desk.declare("slow", site)
    wayback = opened(desk, serve())
    for number in range(10):
        wayback.hold("20240105070000", site.url(f"/{number}"), page(f"What happened, part {number}", "2024-01-05"))

    def slowly(arrival: Any, number: int) -> None:
        if len(wayback.snapshots()) >= 6:
            reached.set()

    wayback.fails = slowly
    wayback.site.routes["GET"] = lambda arrival, number: {**wayback.answer(arrival, number), "seconds": 0.2}
    process = backfill(desk, "slow", *JANUARY, "--by", "wayback")
    assert reached.wait(60)
    process.kill()
    process.communicate(timeout=60)
    stored, before = desk.headlines("slow"), len(wayback.snapshots())
    assert len(stored) < 10
    assert by_wayback(desk, "slow").exit_code == 0
    assert len(desk.headlines("slow")) == 10
    assert len(wayback.snapshots()) - before == 10 - len(stored), "no stored page again"
    assert len(wayback.listings()) == 1, "how far the list was read is remembered"


def test_by_both_the_wayback_machine_is_asked_only_for_missing_articles(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    put_stories(site, {"/live": "2024-01-05"})
    site.routes["/map.xml"] = urlset_of(site, {"/live": "2024-01-05", "/dead": "2024-01-06"})
    desk.declare("half", site, sitemaps=[site.url("/map.xml")])
    wayback = opened(desk, serve())
    for name in ("live", "dead"):
        wayback.hold("20240107070000", site.url(f"/{name}"), page(f"The copy of {name}", "2024-01-06"))
    both = filled(desk, "half", *JANUARY, "--by", "both")
    assert both.exit_code == 0, both.stderr
    assert desk.headlines("half") == {"Report at /live", "The copy of dead"}
    assert [path.rpartition("/")[2] for path in wayback.snapshots()] == ["dead"]


def test_a_waiting_snapshot_is_fetched_when_the_outlet_has_no_page(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    site.routes["/map.xml"] = urlset_of(site, {"/a": "2024-01-05", "/b": "2024-01-06"})
    desk.declare("half", site, sitemaps=[site.url("/map.xml")])
    wayback = opened(desk, serve())
    for name in ("a", "b"):
        wayback.hold("20240107070000", site.url(f"/{name}"), page(f"The copy of {name}", "2024-01-06"))
    by_wayback(desk, "half", "--limit", "1")
    filled(desk, "half", *JANUARY, "--by", "both")
    assert desk.headlines("half") == {"The copy of a", "The copy of b"}
    assert len(wayback.listings()) == 1
    assert {"/a", "/b"}.isdisjoint(site.paths())


def test_an_unreachable_wayback_machine_is_reported_in_one_line(desk: Desk, serve: Callable[..., Any]) -> None:
    desk.declare("olden", serve())
    desk.environ["NEWSARCHIVE_WAYBACK_URL"] = "http://127.0.0.1:1"
    process = backfill(desk, "olden", *JANUARY, "--by", "wayback")
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert stderr.count("\n") == 1
    assert "olden: http://127.0.0.1:1/cdx/search/cdx: robots.txt: the connection was refused" in stderr


def test_days_begin_and_end_in_the_outlets_time_zone() -> None:
    first, last = moments_of(Span(date(2024, 1, 1), date(2024, 1, 31)), ZoneInfo("Asia/Tokyo"))
    assert (first.isoformat(), last.isoformat()) == ("2024-01-01T00:00:00+09:00", "2024-01-31T23:59:59+09:00")
