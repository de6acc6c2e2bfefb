"""Probabilities of counts."""

from math import comb, exp, log

import pytest

from newsarchive.health.tails import all_at_most, count_below, share_at_least, share_at_most


@pytest.mark.parametrize(("count", "total", "share"), [(0, 6, 0.95), (3, 10, 0.5), (7, 40, 0.3), (40, 40, 0.9)])
def test_a_share_is_as_unlikely_as_its_terms_say(count: int, total: int, share: float):
    terms = [comb(total, number) * share**number * (1 - share) ** (total - number) for number in range(total + 1)]
    assert share_at_most(count, total, share) == pytest.approx(sum(terms[: count + 1]))
    assert share_at_least(count, total, share) == pytest.approx(sum(terms[count:]))


def test_what_is_certain_has_no_chance():
    assert (share_at_most(0, 5, 1.0), share_at_most(5, 5, 1.0), share_at_most(3, 5, 0.0)) == (0.0, 1.0, 1.0)


def test_counts_without_waves_are_poisson_and_with_waves_low_counts_are_likelier():
    assert count_below(0, 9.0, 1e-9) == pytest.approx(exp(-9) / 2, rel=1e-3), "half of the chance of just this count"
    assert count_below(2, 20.0, 0.3) > 100 * count_below(2, 20.0, 0.01)
    assert count_below(500, 20.0, 0.3) == pytest.approx(1.0)
    assert count_below(0, 0.0, 0.3) == 0.5


def test_two_poor_days_are_less_likely_than_one():
    assert all_at_most([0.01]) == pytest.approx(0.01)
    assert all_at_most([0.01, 0.01]) == pytest.approx(1e-4 * (1 - 2 * log(0.01)))
    assert all_at_most([0.01, 0.9]) > 0.01, "an ordinary day speaks against it"


def test_large_numbers_do_not_overflow():
    assert share_at_most(1000, 100_000, 0.5) == 0.0
    assert 0 < count_below(9_000, 10_000, 0.02) < 1
