"""Years and days of other calendars in newspapers, converted to the Gregorian calendar. Arithmetic only, no words."""

from datetime import date

# The year before the first of each era: Japan counts from an accession, Taiwan from the republic.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
BUDDHIST_YEARS = 543

# In these years, leap years of the Persian calendar repeat in cycles of 33, as the astronomical rule does (Borkowski,
# "The Persian calendar for 3000 years", 1996). Newspapers print no other years.
FIRST_JALALI, LAST_JALALI = 1178, 1633
_LEAP_CYCLE, _LEAPS_IN_CYCLE = 33, (1, 5, 9, 13, 17, 22, 26, 30)
_ANCHOR_YEAR, _ANCHOR_DAY = 1403, date(2024, 3, 20).toordinal()


def from_jalali(year: int, month: int, day: int) -> date:
    """The day of a date of the Persian solar calendar.

    Raises:
        ValueError: the day does not exist, or the year is not from 1178 to 1633.
    """
    if not FIRST_JALALI <= year <= LAST_JALALI or not 1 <= month <= 12 or not 1 <= day <= _jalali_days(year, month):
        raise ValueError(f"{year}/{month}/{day} is not a valid day of the Persian calendar")
    passed = sum(_jalali_days(year, earlier) for earlier in range(1, month))
    return date.fromordinal(_jalali_new_year(year) + passed + day - 1)


def _jalali_new_year(year: int) -> int:
    if year >= _ANCHOR_YEAR:
        return _ANCHOR_DAY + sum(_jalali_length(between) for between in range(_ANCHOR_YEAR, year))
    return _ANCHOR_DAY - sum(_jalali_length(between) for between in range(year, _ANCHOR_YEAR))


def _jalali_length(year: int) -> int:
    return 366 if year % _LEAP_CYCLE in _LEAPS_IN_CYCLE else 365


def _jalali_days(year: int, month: int) -> int:
    if month <= 6:
        return 31
    return 30 if month < 12 or _jalali_length(year) == 366 else 29
