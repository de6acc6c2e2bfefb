"""What a poll changes in the state of a feed, and when the feed is due again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from scrapy.http import Response

from newsarchive.crawl.found import Found
from newsarchive.crawl.phases.feed_polls import after_answer, after_failure, is_due
from newsarchive.discovery.polling import StatedPause, load_rhythm
from newsarchive.records import FeedState, Sighting, Stamp

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
RSS = "https://post.example/rss"
STATE = FeedState(RSS, "post", "feed")


def sighting(number: int, at: datetime | None) -> Sighting:
    return Sighting(f"https://post.example/{number}", RSS, "feed", None, Stamp(at.date(), at) if at else None)


def answer(status: int = 200, **headers: str) -> Response:
    return Response(RSS, status=status, headers={name.replace("_", "-"): value for name, value in headers.items()})


def polled(state: FeedState = STATE, now: datetime = NOW, hours_old: tuple[float, ...] = (1, 5, 9), **found: Any):
    sightings = [sighting(number, now - hours * HOUR) for number, hours in enumerate(hours_old)]
    return after_answer(state, Found(sightings, **found), sightings, answer(), now)


@pytest.mark.parametrize(
    ("changes", "asks_all", "changed_at", "expected"),
    [
        pytest.param({}, False, None, True, id="never asked"),
        pytest.param({"poll_at": NOW + HOUR}, False, None, False, id="not due"),
        pytest.param({"poll_at": NOW + timedelta(minutes=4)}, False, None, True, id="due in a moment"),
        pytest.param({"poll_at": NOW + HOUR}, True, None, True, id="not due, but all are asked"),
        pytest.param({"due_at": NOW + HOUR}, True, None, False, id="its host asked us to wait"),
        pytest.param({"poll_at": NOW + HOUR, "polled_at": NOW - HOUR}, False, NOW, True, id="changed since"),
        pytest.param({"poll_at": NOW + HOUR, "polled_at": NOW}, False, NOW - HOUR, False, id="changed before"),
        pytest.param({"due_at": NOW + HOUR}, False, NOW, False, id="changed, but its host asked us to wait"),
    ],
)
def test_whether_a_source_is_due(
    changes: dict[str, Any], asks_all: bool, changed_at: datetime | None, expected: bool
) -> None:
    assert is_due(replace(STATE, **changes), NOW, asks_all=asks_all, changed_at=changed_at) is expected


def test_an_answer_makes_a_feed_due_by_its_rhythm():
    state = polled(replace(STATE, failures=3, due_at=NOW - HOUR))
    assert (state.polled_at, state.failures, state.due_at) == (NOW, 0, None)
    assert state.poll_at is not None
    assert HOUR / 2 < state.poll_at - NOW < 12 * HOUR


def test_an_unchanged_feed_is_asked_later_and_later():
    state, now, gaps = polled(), NOW, []
    for _ in range(8):
        assert state.poll_at is not None
        gaps.append(state.poll_at - now)
        now = state.poll_at
        state = after_answer(state, None, (), answer(304, ETag='"7"'), now)
    assert gaps[-1] > 3 * gaps[0]
    assert state.etag == '"7"'


def test_an_old_entry_that_only_this_archive_had_not_seen_does_not_count_as_replaced():
    state = polled()
    again = [sighting(9, NOW - 40 * HOUR)]
    state = after_answer(state, Found(again), again, answer(), NOW + HOUR)
    rhythm = load_rhythm(state.rhythm)
    assert rhythm is not None
    assert rhythm.fastest <= 1


def test_a_feed_that_replaced_all_entries_says_so():
    state = polled(polled(), NOW + 4 * HOUR, (1, 2, 3))
    assert state.problem == "all its 3 entries are new since the last poll, so others may be missed; crawl more often"
    assert polled(replace(state, problem=None), NOW + 5 * HOUR, (0.5, 3, 4)).problem is None


def test_a_source_that_leads_to_others_is_always_due():
    index = Found(feeds=["https://post.example/other.rss"])
    state = after_answer(polled(), index, (), answer(), NOW + HOUR)
    assert (state.poll_at, state.rhythm) == (None, None)


@pytest.mark.parametrize(
    ("cache_control", "pause"),
    [
        pytest.param("public, max-age=10800", timedelta(hours=3), id="max-age"),
        pytest.param("no-cache, max-age=10800", timedelta(hours=2), id="not to be kept"),
        pytest.param("max-age=60", timedelta(hours=2), id="shorter than what the feed states"),
        pytest.param("s-maxage=99999", timedelta(hours=2), id="for caches that others share"),
        pytest.param("max-age=" + "9" * 500, timedelta(seconds=999_999_999), id="500 digits"),
    ],
)
def test_the_longer_of_two_stated_pauses_counts(cache_control: str, pause: timedelta):
    found = Found([sighting(1, NOW - HOUR)], pause=StatedPause(timedelta(hours=2)))
    state = after_answer(STATE, found, found.sightings, answer(Cache_Control=cache_control), NOW)
    rhythm = load_rhythm(state.rhythm)
    assert rhythm is not None
    assert rhythm.stated.pause == pause


def test_an_unchanged_feed_keeps_what_it_stated():
    found = Found([sighting(1, NOW - HOUR)], pause=StatedPause(timedelta(hours=5)))
    state = after_answer(STATE, found, found.sightings, answer(), NOW)
    later = after_answer(state, None, (), answer(304), NOW + 6 * HOUR)
    assert later.poll_at is not None
    assert later.poll_at >= NOW + 11 * HOUR


def test_a_failure_makes_a_feed_due_in_an_hour_and_keeps_what_its_host_asks():
    failed = after_failure(polled(), "HTTP 503", None, NOW + HOUR)
    assert (failed.failures, failed.problem, failed.poll_at, failed.due_at) == (1, "HTTP 503", NOW + 2 * HOUR, None)
    assert after_failure(polled(), "HTTP 429", 7200, NOW + HOUR).due_at == NOW + 3 * HOUR


def test_a_feed_that_failed_for_a_month_is_said_to_be_dead():
    failed = after_failure(replace(polled(), failures=60), "HTTP 404", None, NOW + timedelta(days=31))
    assert failed.problem == "HTTP 404; it has failed for a month and is asked once a month now"
    assert failed.poll_at == NOW + timedelta(days=61)


def test_a_rhythm_that_cannot_be_read_is_learned_anew():
    state = polled(replace(STATE, rhythm="{broken"))
    assert load_rhythm(state.rhythm) is not None
