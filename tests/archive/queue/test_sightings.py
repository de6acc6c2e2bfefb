"""Sightings as columns of urls, and when one says that a page has changed."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.queue.sightings import as_row, changes_of, due_after_hint, sighting_of
from newsarchive.dates import format_utc
from newsarchive.records import Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
FEED, OTHER_FEED = "https://post.example/rss", "https://post.example/news.xml"


def stamp(hours: float = 0) -> Stamp:
    at = NOW + timedelta(hours=hours)
    return Stamp(at.date(), at)


def a_sighting(**facts) -> Sighting:
    given = {"url": "https://post.example/a", "found_in": FEED, "kind": "feed", "headline": "Harbour opens"}
    return Sighting(**{**given, "published": stamp(), **facts})


def a_row(**columns):
    return {**as_row(a_sighting()), "first_seen_at": format_utc(NOW), **columns}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({}, id="all that a feed says"),
        pytest.param({"modified": Stamp(date(2026, 11, 23))}, id="a day without a time"),
        pytest.param({"headline": None, "published": None}, id="a bare address"),
        pytest.param({"kind": "news_sitemap"}, id="a news sitemap"),
    ],
)
def test_a_sighting_comes_back_from_its_columns(facts):
    assert sighting_of(as_row(a_sighting(**facts))) == a_sighting(**facts)


def test_a_url_that_no_feed_named_has_no_sighting():
    assert sighting_of(a_row(found_in=None)) is None


def test_a_url_that_a_link_led_to_first_has_the_sighting_of_the_feed():
    assert sighting_of(a_row(known_from="link")) == a_sighting()


@pytest.mark.parametrize(
    ("facts", "has_changed"),
    [
        pytest.param({}, False, id="the same again"),
        pytest.param({"headline": "Port opens"}, True, id="another headline"),
        pytest.param({"headline": "HARBOUR opens"}, False, id="the headline in other letters"),
        pytest.param({"headline": "Port opens", "found_in": OTHER_FEED}, False, id="another feed's headline"),
        pytest.param({"headline": "Port opens", "kind": "home"}, False, id="another headline on the home page"),
        pytest.param({"modified": stamp(1)}, True, id="a later time"),
        pytest.param({"modified": stamp(1), "found_in": OTHER_FEED}, True, id="a later time in another feed"),
        pytest.param({"published": stamp(-1)}, False, id="an earlier time"),
        pytest.param({"published": Stamp(date(2026, 11, 22))}, False, id="the day of the known time"),
    ],
)
def test_a_later_time_or_another_headline_says_that_the_page_has_changed(facts, has_changed):
    assert changes_of(a_row(), a_sighting(**facts))[1] is has_changed


def test_hints_only_get_better():
    hints, _ = changes_of(a_row(), a_sighting(headline=None, published=Stamp(date(2026, 11, 20)), modified=stamp(2)))
    assert hints["hint_headline"] == "Harbour opens"
    assert hints["hint_published_at"] == "2026-11-22T12:00:00Z"
    assert hints["hint_modified_at"] == "2026-11-22T14:00:00Z"


def test_a_day_becomes_a_time_when_one_is_known():
    day_only = a_row(hint_published_at=None)
    assert changes_of(day_only, a_sighting())[0]["hint_published_at"] == "2026-11-22T12:00:00Z"


@pytest.mark.parametrize(
    ("unmet", "hints_from", "retry_at", "next_from"),
    [
        pytest.param(0, None, "2026-11-22T12:00:00Z", "2026-11-22T14:00:00Z", id="the first hint"),
        pytest.param(1, "2026-11-22T14:00:00Z", "2026-11-22T14:00:00Z", "2026-11-22T18:00:00Z", id="one too early"),
        pytest.param(1, "2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z", "2026-11-22T16:00:00Z", id="one late enough"),
        pytest.param(90, "2026-11-22T11:00:00Z", "2026-11-22T12:00:00Z", "2026-11-29T12:00:00Z", id="after very many"),
    ],
)
def test_each_hint_that_the_page_does_not_keep_makes_the_next_one_wait_longer(unmet, hints_from, retry_at, next_from):
    row = {"unmet_hints": unmet, "hints_from": hints_from}
    assert due_after_hint(row, NOW) == {"retry_at": retry_at, "unmet_hints": unmet + 1, "hints_from": next_from}
