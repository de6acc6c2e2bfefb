"""A span of days divided: by day, ISO week, month and year, at every border of a calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.analysis.periods import (
    STEPS,
    Period,
    choose_step,
    most_periods,
    period_name,
    periods_between,
    sum_by_period,
)

DAYS = st.dates(date(1, 1, 1), date.max)


@pytest.mark.parametrize(
    ("days", "step"), [(1, "day"), (120, "day"), (121, "week"), (750, "week"), (751, "month"), (6000, "year")]
)
def test_the_step_follows_from_the_length_of_the_span(days: int, step: str):
    since = date(2001, 3, 1)
    assert choose_step(since, since + timedelta(days=days - 1)) == step


def test_weeks_are_those_of_iso_8601():
    # The year 2026 has 53 weeks; its last week ends in 2027.
    weeks = periods_between(date(2026, 12, 24), date(2027, 1, 5), "week")
    assert weeks == [
        Period("2026-W52", date(2026, 12, 24), date(2026, 12, 27)),
        Period("2026-W53", date(2026, 12, 28), date(2027, 1, 3)),
        Period("2027-W01", date(2027, 1, 4), date(2027, 1, 5)),
    ]
    assert [week.days for week in weeks] == [4, 7, 2]


def test_months_and_years_end_where_the_calendar_says():
    months = periods_between(date(2024, 1, 31), date(2024, 3, 1), "month")
    assert [(month.name, month.days) for month in months] == [("2024-01", 1), ("2024-02", 29), ("2024-03", 1)]
    years = periods_between(date(2023, 12, 31), date(2025, 1, 1), "year")
    assert [(year.name, year.days) for year in years] == [("2023", 1), ("2024", 366), ("2025", 1)]


@given(DAYS, st.integers(0, 2000), st.sampled_from(STEPS))
def test_periods_follow_each_other_without_a_hole(since: date, length: int, step):
    until = min(since + timedelta(days=min(length, (date.max - since).days)), date.max)
    periods = periods_between(since, until, step)
    assert periods[0].since == since
    assert periods[-1].until == until
    for one, following in pairwise(periods):
        assert following.since - one.until == timedelta(days=1)
        assert one.name < following.name
    assert len(periods) <= most_periods(since, until, step)
    assert all(period.name == period_name(period.until, step) for period in periods)


def test_sums_leave_out_days_outside_the_span():
    periods = periods_between(date(2026, 1, 30), date(2026, 2, 2), "month")
    by_day = {date(2026, 1, 29): 100, date(2026, 1, 30): 1, date(2026, 1, 31): 2, date(2026, 2, 2): 4}
    by_day[date(2026, 2, 3)] = 100
    assert sum_by_period(by_day, periods) == [3, 4]
