"""A span of days, divided into days, ISO weeks, months or years."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

Step = Literal["day", "week", "month", "year"]
STEPS: tuple[Step, ...] = get_args(Step)
ONE_DAY = timedelta(days=1)
# The longest spans, in days, that are shown by day, by week and by month: some 100 to 200 periods each.
_LONGEST: tuple[tuple[Step, int], ...] = (("day", 120), ("week", 750), ("month", 5_500))
_SHORTEST_DAYS: Mapping[Step, int] = {"day": 1, "week": 7, "month": 28, "year": 365}


@dataclass(frozen=True, slots=True)
class Period:
    """The days since to until, both included, and their name: 2026-11-22, 2026-W47, 2026-11 or 2026.

    The first and the last period of a span may be shorter than their name says.
    """

    name: str
    since: date
    until: date

    @property
    def days(self) -> int:
        """How many days the period has."""
        return (self.until - self.since).days + 1


def choose_step(since: date, until: date) -> Step:
    """The step that shows the span in a number of periods that people can read."""
    days = (until - since).days + 1
    return next((step for step, longest in _LONGEST if days <= longest), "year")


def most_periods(since: date, until: date, step: Step) -> int:
    """At least as many periods as the span has, without making them."""
    return (until - since).days // _SHORTEST_DAYS[step] + 2


def periods_between(since: date, until: date, step: Step) -> list[Period]:
    """The periods from since to until, in order. Weeks are those of ISO 8601: they begin on Monday."""
    periods = []
    first = since
    while first <= until:
        last = min(_last_day(first, step), until)
        periods.append(Period(period_name(first, step), first, last))
        if last == date.max:
            break
        first = last + ONE_DAY
    return periods


def period_name(day: date, step: Step) -> str:
    """The name of the period that day is in."""
    if step == "week":
        year, week, _ = day.isocalendar()
        return f"{year:04}-W{week:02}"
    return day.isoformat()[: {"day": 10, "month": 7, "year": 4}[step]]


def sum_by_period(by_day: Mapping[date, int], periods: Sequence[Period]) -> list[int]:
    """The sum of by_day in each period; days outside of them are left out."""
    sums = [0] * len(periods)
    begins = [period.since for period in periods]
    for day, number in by_day.items():
        at = bisect_right(begins, day) - 1
        if at >= 0 and day <= periods[at].until:
            sums[at] += number
    return sums


def _last_day(day: date, step: Step) -> date:
    """The last day of the period that day is in."""
    if step == "day":
        return day
    if step == "week":
        return day + min(timedelta(days=6 - day.weekday()), date.max - day)
    if step == "month" and day.month < 12:
        return date(day.year, day.month + 1, 1) - ONE_DAY
    return date(day.year, 12, 31)
