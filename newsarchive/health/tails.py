"""Probabilities of counts: how unlikely it is that a count is as low or as high as what was seen."""

from collections.abc import Sequence
from math import exp, lgamma, log, log1p

# Terms smaller than this share of the sum no longer change it.
_NEGLIGIBLE = 1e-9


def share_at_most(count: int, total: int, share: float) -> float:
    """The probability that at most count of total have what each has with the probability share (binomial)."""
    if count >= total or share <= 0:
        return 1.0
    if share >= 1:
        return 0.0
    term = exp(_choose(total, count) + count * log(share) + (total - count) * log1p(-share))
    sum_of_terms, odds = term, (1 - share) / share
    for number in range(count, 0, -1):
        term *= number / (total - number + 1) * odds
        sum_of_terms += term
        if term < sum_of_terms * _NEGLIGIBLE:
            break
    return min(sum_of_terms, 1.0)


def share_at_least(count: int, total: int, share: float) -> float:
    """The probability that at least count of total have what each has with the probability share."""
    return share_at_most(total - count, total, 1 - share)


def count_below(count: int, mean: float, dispersion: float) -> float:
    """The probability of less than count events where mean are expected, and half of that of just count.

    A negative binomial distribution, whose variance is mean + dispersion * mean²: news come in waves, so it is larger
    than a Poisson distribution's. With the half, a typical count has the probability 0.5, also if mean is small.
    """
    if mean <= 0:
        return 0.5
    size = 1 / dispersion
    hit = mean / (mean + size)
    term = exp(lgamma(count + size) - lgamma(size) - lgamma(count + 1) + size * log1p(-hit) + count * log(hit))
    sum_of_terms = term / 2
    for number in range(count, 0, -1):
        term *= number / ((number + size - 1) * hit)
        sum_of_terms += term
        if term < sum_of_terms * _NEGLIGIBLE:
            break
    return min(sum_of_terms, 1.0)


def all_at_most(chances: Sequence[float]) -> float:
    """How likely several independent probabilities are as low as these together (Fisher's method)."""
    evidence = -sum(log(max(chance, _NEGLIGIBLE)) for chance in chances)
    term = sum_of_terms = exp(-evidence)
    for number in range(1, len(chances)):
        term *= evidence / number
        sum_of_terms += term
    return min(sum_of_terms, 1.0)


def _choose(total: int, count: int) -> float:
    """The logarithm of the number of ways to choose count of total."""
    return lgamma(total + 1) - lgamma(count + 1) - lgamma(total - count + 1)
