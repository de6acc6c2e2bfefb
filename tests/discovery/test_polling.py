"""When a feed is asked again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.discovery.polling import (
    DEAD_AFTER,
    DEAD_FAILURES,
    DEAD_PAUSE,
    LONGEST,
    LONGEST_STATED,
    MOST_REPLACED,
    SHORTEST,
    Poll,
    Rhythm,
    StatedPause,
    after_poll,
    dump_rhythm,
    is_dead,
    load_rhythm,
    next_poll,
    next_try,
)

# A Monday.
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def watched(days: int, entries_at: Sequence[int], *, weekdays: Sequence[int] = range(7), listed: int = 50) -> Rhythm:
    """The rhythm of a feed that was polled every hour, and had one entry in each of these hours of those weekdays."""
    rhythm = after_poll(None, Poll(NOON - days * 24 * HOUR, 0))
    for step in range(1, days * 24 + 1):
        at = NOON - (days * 24 - step) * HOUR
        entry = at - HOUR / 2
        new = [entry] if entry.hour in entries_at and entry.weekday() in weekdays else []
        rhythm = after_poll(rhythm, Poll(at, listed, new, len(new)))
    return rhythm


def gap(rhythm: Rhythm) -> timedelta:
    return next_poll(rhythm) - rhythm.as_of


def test_a_feed_with_an_entry_every_hour_is_asked_every_hour():
    assert HOUR / 2 < gap(watched(14, range(24))) <= HOUR


def test_a_feed_with_one_entry_a_day_is_asked_when_that_is_likely():
    rhythm = watched(28, [14])
    assert next_poll(rhythm).hour in (13, 14, 15)
    # The entry has come: the next one is likely tomorrow, at the same time.
    later = after_poll(rhythm, Poll(NOON + 3 * HOUR, 50, [NOON + 2.5 * HOUR], 1))
    assert gap(later) > 12 * HOUR


def test_a_feed_that_never_has_an_entry_is_asked_once_a_day():
    assert gap(watched(60, [])) == LONGEST


def test_a_feed_that_pauses_at_weekends_is_asked_less_then():
    weekdays = watched(56, [8, 12, 16], weekdays=range(5))
    saturday = replace(weekdays, as_of=NOON + 5 * 24 * HOUR - 6 * HOUR)
    monday = replace(weekdays, as_of=NOON - 6 * HOUR)
    assert next_poll(saturday) - saturday.as_of > 2 * (next_poll(monday) - monday.as_of)


def test_a_burst_makes_the_next_poll_earlier():
    quiet = watched(28, [14])
    burst = after_poll(quiet, Poll(NOON + HOUR, 50, [NOON + HOUR / 2] * 6, 6))
    assert gap(burst) < gap(quiet) / 2


def test_the_first_poll_teaches_the_rhythm_from_the_times_of_the_entries():
    busy = after_poll(None, Poll(NOON, 24, [NOON - hours * HOUR for hours in range(24)]))
    quiet = after_poll(None, Poll(NOON, 3, [NOON - days * 24 * HOUR for days in (1, 3, 6)]))
    assert gap(busy) < 2 * HOUR < gap(quiet)


def test_a_first_poll_without_times_assumes_a_few_entries_a_day():
    assert HOUR < gap(after_poll(None, Poll(NOON, 20, [None] * 20))) < 12 * HOUR


def test_a_short_feed_is_asked_before_its_entries_are_replaced():
    rhythm = after_poll(watched(14, range(24), listed=10), Poll(NOON + HOUR, 10, [], 8))
    assert SHORTEST <= gap(rhythm) < HOUR


def test_a_feed_whose_entries_are_all_new_was_overrun():
    rhythm = watched(14, range(24), listed=10)
    assert not rhythm.is_overrun
    overrun = after_poll(rhythm, Poll(NOON + HOUR, 10, [NOON + HOUR / 2] * 10, 10))
    assert overrun.is_overrun
    assert SHORTEST <= gap(overrun) < HOUR / 2
    assert not after_poll(overrun, Poll(NOON + 2 * HOUR, 10, [NOON + HOUR], 1)).is_overrun


def test_entries_of_a_redundant_feed_that_others_had_before_do_not_make_it_due():
    # Every hour four entries are replaced, but another feed always had them first.
    rhythm = after_poll(None, Poll(NOON - 240 * HOUR, 100))
    for step in range(1, 241):
        rhythm = after_poll(rhythm, Poll(NOON - (240 - step) * HOUR, 100, [], 4))
    assert gap(rhythm) == 100 * MOST_REPLACED / 2 * HOUR


@pytest.mark.parametrize(
    ("pause", "at_least"),
    [
        pytest.param(3 * HOUR, 3 * HOUR, id="obeyed"),
        pytest.param(timedelta(days=365), LONGEST_STATED, id="a year is not obeyed"),
    ],
)
def test_a_stated_pause_is_obeyed_within_reason(pause: timedelta, at_least: timedelta):
    rhythm = replace(watched(14, range(24)), stated=StatedPause(pause))
    assert gap(rhythm) == at_least


def test_a_stated_pause_does_not_lose_entries():
    # Four of twelve entries were replaced within an hour.
    rhythm = after_poll(watched(14, range(24)), Poll(NOON + HOUR, 12, [], 4, StatedPause(LONGEST_STATED)))
    assert gap(rhythm) == 12 * MOST_REPLACED / 2 * HOUR


def test_hours_and_weekdays_without_polls_are_left_out():
    hourly = watched(14, range(24))
    assert next_poll(replace(hourly, stated=StatedPause(hours=frozenset({12, 13})))) == NOON + 2 * HOUR
    assert next_poll(replace(hourly, stated=StatedPause(weekdays=frozenset({0})))) == NOON + 12 * HOUR


def test_never_being_polled_is_not_obeyed():
    never = StatedPause(hours=frozenset(range(24)))
    assert gap(replace(watched(14, range(24)), stated=never)) <= LONGEST


def test_a_feed_that_fails_is_asked_every_hour_on_the_first_day_then_less():
    rhythm = watched(14, [14])
    pauses = [next_try(1, rhythm, NOON + hours * HOUR) - (NOON + hours * HOUR) for hours in (1, 20, 48, 240)]
    assert pauses == [HOUR, HOUR, 12 * HOUR, LONGEST]


def test_a_fast_feed_that_fails_is_asked_as_often_as_its_entries_are_replaced():
    fast = after_poll(watched(14, range(24), listed=10), Poll(NOON + HOUR, 10, [], 8))
    assert next_try(1, fast, NOON + 2 * HOUR) - (NOON + 2 * HOUR) < HOUR


def test_a_feed_that_failed_for_a_month_is_dead_and_tried_once_a_month():
    rhythm = watched(14, [14])
    month_later = NOON + DEAD_AFTER
    assert is_dead(40, rhythm, month_later)
    assert next_try(40, rhythm, month_later) == month_later + DEAD_PAUSE
    # Nobody polled for a month: that is not the feed's failure.
    assert not is_dead(0, rhythm, month_later)


def test_a_feed_that_never_answered_is_dead_after_a_month_of_failures():
    now, failures = NOON, 1
    while not is_dead(failures, None, now):
        now, failures = next_try(failures, None, now), failures + 1
    assert failures == DEAD_FAILURES
    assert timedelta(days=25) < now - NOON < timedelta(days=35)


def test_a_clock_that_was_set_back_is_survived():
    rhythm = watched(14, range(24))
    earlier = after_poll(rhythm, Poll(NOON - 48 * HOUR, 50, [NOON - 50 * HOUR], 1))
    assert SHORTEST <= gap(earlier) <= LONGEST


def test_a_rhythm_is_stored_as_text():
    rhythm = replace(
        watched(3, [9, 10]), stated=StatedPause(HOUR, frozenset({1, 2}), frozenset({6})), fastest=2.5, is_overrun=True
    )
    stored = load_rhythm(dump_rhythm(rhythm))
    assert stored is not None
    assert stored.stated == rhythm.stated
    assert stored.by_hour == pytest.approx(rhythm.by_hour, abs=0.001)
    assert (stored.as_of, stored.fastest, stored.is_overrun) == (rhythm.as_of, 2.5, True)
    assert len(dump_rhythm(rhythm)) < 500


@pytest.mark.parametrize(
    "text",
    [None, "", "{", "[]", "{}", '{"as_of": 1}', '{"as_of":"2026-11-23T12:00:00","by_hour":[],"by_weekday":[]}'],
)
def test_what_is_not_a_rhythm_counts_as_none(text: str | None):
    assert load_rhythm(text) is None
