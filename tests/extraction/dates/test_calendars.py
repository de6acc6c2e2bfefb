"""Days of other calendars become Gregorian days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extraction.dates.calendars import FIRST_HIJRI, LAST_HIJRI, from_hijri, from_jalali


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


@pytest.mark.parametrize(
    ("hijri", "day"),
    [
        pytest.param((1420, 1, 1), date(1999, 4, 17), id="a new year"),
        pytest.param((1445, 1, 1), date(2023, 7, 19), id="another new year"),
        pytest.param((1445, 9, 1), date(2024, 3, 11), id="the first of Ramadan"),
        pytest.param((1446, 12, 10), date(2025, 6, 6), id="the feast of sacrifice"),
    ],
)
def test_an_islamic_date_is_a_day(hijri, day):
    assert from_hijri(*hijri) == day


@pytest.mark.parametrize("hijri", [(1445, 13, 1), (1445, 1, 31), (1445, 1, 0), (FIRST_HIJRI - 1, 1, 1), (9999, 1, 1)])
def test_an_invalid_islamic_date_is_an_error(hijri):
    with pytest.raises(ValueError, match="not a valid day of the Islamic calendar"):
        from_hijri(*hijri)


@given(st.integers(FIRST_HIJRI, LAST_HIJRI - 1))
def test_every_islamic_year_has_the_days_of_twelve_moons(year):
    assert (from_hijri(year + 1, 1, 1) - from_hijri(year, 1, 1)).days in (354, 355)
