"""Fewer articles than usual: several days together, and days that are not over."""

from collections.abc import Callable

import pytest

from newsarchive.health.thin import HOURS, NewsDay, ThinJudge
from tests.health.invented import at

# The usual share of articles before 6, 12 and 18 o'clock, and 20 articles in such hours.
SHARES = (0.0, 0.3, 0.75)
HOURLY = (*([0] * 8), *([2] * 10), *([0] * 6))
MORNING = (*([0] * 7), 5, *([0] * 16))
NONE = (0,) * 24


def a_news_day(number: int, articles: int = 20, by_hour: tuple[int, ...] = HOURLY, **changes) -> NewsDay:
    facts = {"usual": 20.0, "runs": 24, "has_peers": True, "by_hour": by_hour, "shares": SHARES}
    return NewsDay(at(number).date(), articles, **{**facts, **changes})


def judged(number: int, day: Callable[[int], NewsDay], spread: float = 0.05) -> ThinJudge:
    """A judge that has seen that many whole days."""
    judge = ThinJudge(lambda: spread)
    for one in map(day, range(number)):
        judge.count_runs(one.runs)
        judge.add(one, at((one.day - at(0).date()).days + 1))
    return judge


def test_two_poor_days_are_thin_although_each_of_them_may_be_chance():
    poor = judged(30, lambda number: a_news_day(number, 5 if number == 20 else 20))
    assert poor.episodes.all == []
    (thin,) = judged(30, lambda number: a_news_day(number, 5 if number in (20, 21) else 20)).episodes.all
    assert (thin.since, thin.told_at, thin.summary) == (at(20), at(22), "10 articles in 2 days where 40 are usual")


def test_an_outlet_that_varies_much_has_days_with_few_articles():
    assert judged(30, lambda number: a_news_day(number, 5 if number in (20, 21) else 20), spread=0.6).episodes.all == []


def test_a_day_that_is_not_over_is_compared_with_what_is_usual_until_then():
    judge = judged(20, lambda number: a_news_day(number) if number < 19 else a_news_day(number, 5, MORNING))
    today = a_news_day(20, 0, NONE, usual=10.0, has_peers=False)
    judge.check(today, at(20, 8))
    assert judge.episodes.all == [], "until 6 o'clock nothing is usual"
    judge.check(today, at(20, 18.5))
    (thin,) = judge.episodes.all
    assert (thin.since, thin.told_at) == (at(19), at(20, 18)), "5 of 20 until midnight, and none of 7 since"


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"runs": 12}, id="half of the crawls ran, so articles may have been missing only then"),
        pytest.param({"by_hour": ()}, id="the hours are not known"),
        pytest.param({"shares": ()}, id="the usual hours are not known"),
    ],
)
def test_a_day_is_not_judged_before_its_end_if_(changes):
    judge = judged(20, lambda number: a_news_day(number) if number < 19 else a_news_day(number, 5, MORNING))
    judge.check(a_news_day(20, **{"articles": 0, "by_hour": NONE, "usual": 10.0, **changes}), at(20, 23))
    assert judge.episodes.all == []


def test_today_alone_may_be_a_holiday():
    judge = judged(20, a_news_day)
    judge.check(a_news_day(20, 0, NONE, has_peers=False), at(20, 23))
    assert judge.episodes.all == []
    assert list(HOURS) == [6, 12, 18]
