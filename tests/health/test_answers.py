"""Servers that refuse, do not answer, or are slow."""

import pytest

from newsarchive.health.answers import refusal_episodes, slow_episodes
from newsarchive.health.expected import Surroundings
from newsarchive.records import FindingKind
from tests.health.invented import a_day, a_history, at, days_of

NOW = at(60)
ALONE = Surroundings()


@pytest.mark.parametrize("outcome", ["refused", "rate_limited"])
def test_a_bot_wall_is_named_on_its_first_day(outcome: str):
    days = days_of(45, lambda number: a_day(number, 2, refused={outcome: 40}) if number >= 40 else a_day(number))
    (episode,) = refusal_episodes(a_history(days), NOW)
    assert (episode.kind, episode.since, episode.told_at) == (FindingKind.REFUSED, at(40), at(40, 23))
    assert episode.summary == "120 of 132 pages were refused where 0% is usual"


def test_six_of_six_refused_pages_of_a_new_outlet_are_named():
    history = a_history((a_day(0, 0, refused={"refused": 6}),))
    assert [one.told_at for one in refusal_episodes(history, NOW)] == [at(0, 23)]


def test_missing_pages_are_no_refusal():
    days = days_of(45, lambda number: a_day(number, 2, refused={"not_found": 40}) if number >= 40 else a_day(number))
    assert refusal_episodes(a_history(days), NOW) == []


def test_a_slow_server_is_named_and_later_over():
    def day(number):
        return a_day(number, median_ms=2_000 if 40 <= number < 44 else 200 + number % 9)

    (episode,) = slow_episodes(a_history(days_of(50, day)), ALONE, NOW)
    assert (episode.kind, episode.subject, episode.since) == (FindingKind.SLOW, "", at(40))
    assert (episode.told_at, episode.ended_at) == (at(40, 23), at(45, 23))
    (still,) = slow_episodes(a_history(days_of(42, day)), ALONE, NOW)
    assert still.summary == "an answer takes 2.0 s where 0.2 s is usual"


def test_pages_without_an_answer_are_named_unless_it_was_our_network():
    days = days_of(45, lambda number: a_day(number, 2, refused={"timed_out": 40}) if number >= 40 else a_day(number))
    (episode,) = slow_episodes(a_history(days), ALONE, NOW)
    assert (episode.subject, episode.told_at) == ("answers", at(40, 23))
    ours = Surroundings(our_days=frozenset(at(number).date() for number in range(40, 45)))
    assert slow_episodes(a_history(days), ours, NOW) == []
