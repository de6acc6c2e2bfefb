"""Silent and thin outlets."""

from datetime import timedelta

import pytest

from newsarchive.health.expected import Surroundings
from newsarchive.health.volume import volume_episodes
from newsarchive.records import FindingKind
from tests.health.invented import a_day, a_feed_day, a_history, at, days_of

ALONE = Surroundings()
WITH_PEERS = Surroundings({("gb", at(number).date()): 1.0 for number in range(100)})


def told(days, around: Surroundings = WITH_PEERS, now=None):
    """Kind, day number and hour at which each episode was told, and whether it is over."""
    now = now or at(len(days), 0.5)
    episodes = volume_episodes(a_history(days), around, now)
    return [(one.kind, (one.told_at - at(0)).days, one.ended_at is not None) for one in episodes]


def test_a_daily_without_news_is_silent_after_a_day():
    days = days_of(50, lambda number: a_day(number, 0 if number >= 45 else 20))
    episodes = volume_episodes(a_history(days), WITH_PEERS, at(50))
    (silent,) = episodes
    assert (silent.kind, silent.since) == (FindingKind.SILENT, at(44, 21))
    assert timedelta(hours=24) <= silent.told_at - silent.since <= timedelta(hours=30)
    assert silent.ended_at is None
    assert silent.summary == "nothing new since 2026-04-15 21:00 UTC; its longest pause was 9 hours"


def test_an_outlet_whose_feeds_could_never_be_read_is_neither_silent_nor_thin():
    never = a_history(days_of(3), (a_feed_day(0, failures=1, read_at=None, problem="404"),))
    assert volume_episodes(never, ALONE, at(3)) == []


def test_it_is_over_when_news_come():
    days = days_of(50, lambda number: a_day(number, 0 if 40 <= number < 45 else 20))
    assert told(days) == [(FindingKind.SILENT, 41, True)]


def test_a_single_free_day_is_no_silence_if_nobody_knows_whether_it_is_a_holiday():
    days = days_of(50, lambda number: a_day(number, 0 if number == 45 else 20))
    assert told(days, ALONE) == []


def test_a_holiday_of_all_outlets_of_the_country_is_no_silence():
    quiet = {at(number).date() for number in (45, 46)}
    days = days_of(50, lambda number: a_day(number, 0 if number in (45, 46) else 20))
    around = Surroundings({key: 0.02 if key[1] in quiet else share for key, share in WITH_PEERS.volume.items()})
    assert told(days, around) == []
    assert told(days, WITH_PEERS) == [(FindingKind.SILENT, 46, True)], "the others published as usual"


def test_weekends_without_news_are_usual():
    days = days_of(70, lambda number: a_day(number, 0 if number % 7 in (5, 6) else 20))
    assert told(days) == []


def test_days_without_a_crawl_are_our_own_gap():
    days = days_of(60, lambda number: None if 40 <= number < 47 else a_day(number))
    assert told(days) == []


def test_an_outlet_that_appears_weekly_is_silent_after_the_second_missing_issue():
    def weekly(until: int):
        return lambda number: a_day(number, 15 if number % 7 == 3 and number < until else 0)

    assert told(days_of(80, weekly(90))) == []
    assert told(days_of(73, weekly(66))) == [], "one issue is missing"
    assert told(days_of(90, weekly(66))) == [(FindingKind.SILENT, 73, False)]


def test_an_outlet_is_too_young_to_be_judged_for_two_weeks():
    assert told(days_of(13, lambda number: a_day(number, 0 if number > 8 else 20))) == []


@pytest.mark.parametrize(
    ("around", "day"), [pytest.param(WITH_PEERS, 46, id="with others"), pytest.param(ALONE, 47, id="alone")]
)
def test_a_tenth_of_the_usual_articles_is_thin(around: Surroundings, day: int):
    days = days_of(50, lambda number: a_day(number, 2 if number >= 45 else 20))
    assert told(days, around) == [(FindingKind.THIN, day, False)]


def test_thin_begins_once_and_ends_once():
    def day(number):
        return a_day(number, {45: 2, 46: 3, 47: 9, 48: 3}.get(number, 20))

    assert told(days_of(60, day)) == [(FindingKind.THIN, 46, True)]


def test_half_of_the_articles_is_a_quiet_day():
    assert told(days_of(50, lambda number: a_day(number, 10 if number == 45 else 20))) == []


def test_today_is_not_over_and_so_not_thin():
    days = days_of(46, lambda number: a_day(number, 1 if number == 45 else 20))
    assert told(days, now=at(45, 8)) == []


def test_fewer_crawls_explain_fewer_articles():
    days = days_of(50, lambda number: a_day(number, 4, runs=1) if number >= 45 else a_day(number))
    assert told(days) == []


def test_a_silent_outlet_is_not_thin_as_well():
    days = days_of(50, lambda number: a_day(number, {43: 20, 44: 3}.get(number, 20) if number < 45 else 0))
    assert [kind for kind, _, is_over in told(days) if not is_over] == [FindingKind.SILENT]


def test_an_hour_of_a_weekend_with_few_articles_counts_less():
    def day(number):
        return a_day(number, 0 if number >= 47 else 3 if number % 7 in (5, 6) else 20)

    (silent,) = volume_episodes(a_history(days_of(51, day)), WITH_PEERS, at(51))
    assert (silent.since.weekday(), silent.told_at - silent.since) == (4, timedelta(hours=62)), "until Monday is over"
