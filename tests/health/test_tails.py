"""Probabilities of counts."""

from math import comb, exp

import pytest

from newsarchive.health.tails import count_at_most, share_at_least, share_at_most


@pytest.mark.parametrize(("count", "total", "share"), [(0, 6, 0.95), (3, 10, 0.5), (7, 40, 0.3), (40, 40, 0.9)])
def test_a_share_is_as_unlikely_as_its_terms_say(count: int, total: int, share: float):
    terms = [comb(total, number) * share**number * (1 - share) ** (total - number) for number in range(total + 1)]
    assert share_at_most(count, total, share) == pytest.approx(sum(terms[: count + 1]))
    assert share_at_least(count, total, share) == pytest.approx(sum(terms[count:]))


def test_what_is_certain_has_no_chance():
    assert (share_at_most(0, 5, 1.0), share_at_most(5, 5, 1.0), share_at_most(3, 5, 0.0)) == (0.0, 1.0, 1.0)


def test_counts_without_waves_are_poisson_and_with_waves_low_counts_are_likelier():
    assert count_at_most(0, 9.0, 1e-9) == pytest.approx(exp(-9), rel=1e-3)
    assert count_at_most(2, 20.0, 0.3) > 100 * count_at_most(2, 20.0, 0.01)
    assert count_at_most(500, 20.0, 0.3) == pytest.approx(1.0)


def test_large_numbers_do_not_overflow():
    assert share_at_most(1000, 100_000, 0.5) == 0.0
    assert 0 < count_at_most(9_000, 10_000, 0.02) < 1
