"""What is usual for an outlet on a day, and what happened around it."""

from dataclasses import replace

import pytest

from newsarchive.health.expected import Surroundings, Volume, is_whole, looked_days, surroundings
from tests.health.invented import a_day, a_feed_day, a_history, at, days_of

WEEKEND = (5, 6)


def learned(days: int, articles) -> Volume:
    volume = Volume()
    for number in range(days):
        volume.learn(at(number).date(), articles(number))
    return volume


def test_a_weekday_is_compared_with_the_same_weekdays():
    volume = learned(42, lambda number: 4 if number % 7 in WEEKEND else 20)
    assert [volume.expected(at(42 + number).date()) for number in range(7)] == [20, 20, 20, 20, 20, 4, 4]
    assert (volume.usual_weekdays, volume.typical) == (7, 20)


def test_a_young_outlet_has_nothing_usual():
    assert learned(13, lambda number: 20).expected(at(13).date()) is None
    assert learned(14, lambda number: 20).expected(at(14).date()) == 20


def test_the_last_days_say_that_it_is_summer():
    volume = learned(66, lambda number: 12 if number >= 56 else 24)
    assert volume.expected(at(66).date()) == pytest.approx(12, abs=2)


def test_one_burst_changes_nothing():
    assert learned(42, lambda number: 900 if number == 30 else 20).expected(at(42).date()) == 20


def test_waves_of_news_are_spread():
    assert learned(80, lambda number: 5 if number % 3 else 35).spread > learned(80, lambda number: 20).spread


def test_the_others_of_a_country_say_that_it_was_a_holiday():
    def day(number):
        return a_day(number, 4 if number == 30 else 20)

    histories = [a_history(days_of(40, day), outlet=f"outlet_{number}") for number in range(4)]
    around = surroundings(histories, at(40))
    assert around.share("gb", at(30).date()) == pytest.approx(0.2)
    assert around.share("gb", at(31).date()) == 1
    assert around.share("fr", at(31).date()) is None
    assert surroundings(histories[:3], at(40)).share("gb", at(30).date()) is None, "three say too little"


def test_a_day_on_which_hardly_any_outlet_could_be_asked_was_ours():
    broken = a_feed_day(5, failures=24, read_at=None, problem="no network")
    histories = [
        a_history(days_of(8), tuple(broken if n == 5 else a_feed_day(n) for n in range(8)), outlet=f"outlet_{number}")
        for number in range(3)
    ]
    assert surroundings(histories, at(8)).our_days == {at(5).date()}
    alone = surroundings(histories[:2], at(8))
    assert alone == replace(Surroundings(), volume=alone.volume), "two outlets may both be broken"


def test_a_day_counts_only_if_a_feed_could_be_read():
    broken = a_feed_day(1, failures=24, read_at=None)
    history = a_history(days_of(3), (a_feed_day(0), broken, a_feed_day(2)))
    assert [one.day for one in looked_days(history)] == [at(0).date(), at(2).date()]
    assert len(looked_days(a_history(days_of(3)))) == 3, "older archives know nothing of feeds"
    assert looked_days(a_history((a_day(0, runs=0),))) == [], "an import is no crawl"


def test_each_weekday_has_its_own_hours():
    volume = Volume()
    late = (*([0] * 20), 5, 5, 5, 5)
    for number in range(28):
        volume.learn(at(number).date(), 20, late if number % 7 == 0 else (5, 5, 5, 5, *([0] * 20)))
    assert volume.share_until(at(28).date(), (6, 22)) == [0.0, 0.5], "Monday"
    assert volume.share_until(at(29).date(), (6, 22)) == [1.0, 1.0], "Tuesday"
    assert Volume().share_until(at(0).date(), (6, 22)) == (), "too little is known"


def test_a_single_failure_of_a_feed_loses_no_articles_if_it_was_read_afterwards():
    assert is_whole([a_feed_day(0, asked=4, failures=1)])
    assert not is_whole([a_feed_day(0, asked=4, failures=2)])
    assert not is_whole([a_feed_day(0, asked=4, failures=1, read_at=at(0, 20))])
