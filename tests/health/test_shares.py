"""A share that falls or rises."""

import pytest

from newsarchive.health.shares import CountedDay, fallen, risen
from newsarchive.records import FindingKind
from tests.health.invented import at


def days_with(*pairs: tuple[int, int]) -> list[CountedDay]:
    return [CountedDay(at(n).date(), count, total, at(n, 23)) for n, (count, total) in enumerate(pairs)]


def words(count: int, total: int, share: float) -> str:
    return f"{count} of {total}, usually {share:.0%}"


def fallen_in(*pairs: tuple[int, int]):
    return [(one.told_at, one.ended_at) for one in fallen(FindingKind.BLIND, "byline", days_with(*pairs), words)]


def risen_in(*pairs: tuple[int, int]):
    return [(one.told_at, one.ended_at) for one in risen(FindingKind.REFUSED, "", days_with(*pairs), words)]


def test_a_share_that_falls_to_nothing_is_told_on_the_same_day():
    usual = [(9, 10)] * 20
    assert fallen_in(*usual, (0, 10)) == [(at(20, 23), None)]
    (episode,) = fallen(FindingKind.BLIND, "byline", days_with(*usual, (0, 10)), words)
    assert (episode.since, episode.summary) == (at(20), "0 of 10, usually 90%")


def test_few_articles_say_it_after_some_days():
    assert fallen_in(*[(19, 20)] * 10, *[(1, 2)] * 2) == []
    ((begun, ended),) = fallen_in(*[(2, 2)] * 30, *[(0, 1)] * 3)
    assert (begun, ended) == (at(32, 23), None)


def test_it_is_over_when_the_share_is_back():
    assert fallen_in(*[(9, 10)] * 20, (0, 10), (0, 10), *[(9, 10)] * 4) == [(at(20, 23), at(24, 23))]


def test_what_happened_before_is_not_reported_again():
    swinging = [(9, 10), (9, 10), (9, 10), (0, 10)] * 20
    assert len(fallen_in(*swinging)) <= 1


def test_a_small_change_is_no_finding():
    assert fallen_in(*[(95, 100)] * 30, *[(70, 100)] * 20) == []
    assert fallen_in(*[(1, 10)] * 30, *[(0, 10)] * 20) == [], "a field that was nearly always missing"


def test_after_a_month_the_new_share_is_the_usual_one():
    ((begun, ended),) = fallen_in(*[(9, 10)] * 20, *[(0, 10)] * 60)
    assert (begun, ended) == (at(20, 23), at(48, 23))


@pytest.mark.parametrize("known", [0, 30])
def test_refusals_of_all_pages_are_told_at_once_even_of_a_new_outlet(known: int):
    ((begun, ended),) = risen_in(*[(0, 20)] * known, *[(6, 6)] * 60)
    assert (begun, ended) == (at(known, 23), None), "and it is no new normal"


def test_an_outlet_that_always_refuses_some_is_left_alone():
    assert risen_in(*[(3, 20), (5, 20), (1, 20)] * 20) == []


def test_refusals_are_over_when_pages_come_again():
    assert risen_in(*[(1, 20)] * 30, (18, 20), (19, 20), *[(0, 20)] * 4) == [(at(30, 23), at(34, 23))]


def test_days_without_pages_say_nothing():
    assert fallen_in(*[(9, 10)] * 20, *[(0, 0)] * 9) == []
