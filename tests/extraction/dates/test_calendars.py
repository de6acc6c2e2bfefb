"""Days of other calendars become Gregorian days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extraction.dates.calendars import from_jalali


@pytest.mark.parametrize(
    ("jalali", "day"),
    [
        pytest.param((1403, 2, 14), date(2024, 5, 3), id="a day in spring"),
        pytest.param((1403, 1, 1), date(2024, 3, 20), id="new year of a leap year"),
        pytest.param((1404, 1, 1), date(2025, 3, 21), id="the new year behind it"),
        pytest.param((1399, 12, 30), date(2021, 3, 20), id="the leap day"),
        pytest.param((1357, 11, 22), date(1979, 2, 11), id="before the anchor"),
    ],
)
def test_a_persian_date_is_a_day(jalali, day):
    assert from_jalali(*jalali) == day


@pytest.mark.parametrize(
    "jalali", [(1400, 12, 30), (1403, 13, 1), (1403, 7, 31), (1403, 1, 0), (0, 1, 1), (9999, 1, 1)]
)
def test_an_invalid_persian_date_is_an_error(jalali):
    with pytest.raises(ValueError, match="not a valid day of the Persian calendar"):
        from_jalali(*jalali)


@given(st.integers(1178, 1632))
def test_every_year_follows_the_one_before(year):
    length = (from_jalali(year + 1, 1, 1) - from_jalali(year, 1, 1)).days
    assert length in (365, 366)
    assert (from_jalali(year, 12, length - 336) - from_jalali(year, 1, 1)).days == length - 1
