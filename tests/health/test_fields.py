"""Missing fields and short texts."""

import pytest

from newsarchive.health.fields import FIELDS, field_episodes, length_episodes
from newsarchive.records import FindingKind
from tests.health.invented import a_day, a_history, at, days_of

NOW = at(60)


@pytest.mark.parametrize(("field", "column"), FIELDS.items())
def test_a_field_that_disappears_is_named(field: str, column: str):
    days = days_of(45, lambda number: a_day(number, **({column: 1} if number >= 40 else {})))
    (episode,) = field_episodes(a_history(days), NOW)
    assert (episode.kind, episode.subject, episode.since) == (FindingKind.BLIND, field, at(40))
    assert (episode.told_at, episode.ended_at) == (at(40, 23), None)
    assert "where 99% is usual" in episode.summary or "where 100% is usual" in episode.summary


def test_pages_that_give_no_article_any_more_are_named():
    days = days_of(45, lambda number: a_day(number, **({"refused": {"not_article": 30}} if number >= 40 else {})))
    (episode,) = field_episodes(a_history(days), NOW)
    assert (episode.subject, episode.told_at) == ("article", at(40, 23))
    assert episode.summary.startswith("90 of 150 pages gave no article where")


def test_texts_that_shrink_are_named_until_they_are_long_again():
    def day(number):
        return a_day(number, median_chars=133 if 40 <= number < 45 else 3000 + number % 5)

    assert [one.ended_at for one in length_episodes(a_history(days_of(42, day)), NOW)] == [None]
    (episode,) = length_episodes(a_history(days_of(50, day)), NOW)
    assert (episode.kind, episode.since, episode.told_at, episode.ended_at) == (
        FindingKind.SHORT,
        at(40),
        at(40, 23),
        at(46, 23),
    )


def test_a_redesign_that_cuts_a_little_is_harmless():
    days = days_of(50, lambda number: a_day(number, median_chars=2400 if number >= 40 else 3000))
    assert length_episodes(a_history(days), NOW) == []


def test_a_few_short_texts_on_one_day_are_chance():
    days = days_of(50, lambda number: a_day(number, 3, median_chars=200) if number == 45 else a_day(number))
    assert length_episodes(a_history(days), NOW) == []


def test_pages_that_are_too_short_to_be_stored_are_named():
    days = days_of(45, lambda number: a_day(number, **({"refused": {"too_short": 40}} if number >= 40 else {})))
    (episode,) = length_episodes(a_history(days), NOW)
    assert (episode.kind, episode.subject) == (FindingKind.SHORT, "pages")
