"""Years and days of other calendars in newspapers, converted to the Gregorian calendar. Arithmetic only, no words."""

from datetime import date, timedelta

# The year before the first of each era: Japan counts from an accession, Taiwan from the republic.
ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
BUDDHIST_YEARS = 543

# In these years, leap years of the Persian calendar repeat in cycles of 33, as the astronomical rule does (Borkowski,
# "The Persian calendar for 3000 years", 1996). Newspapers print no other years.
FIRST_JALALI, LAST_JALALI = 1178, 1633
_LEAP_CYCLE, _LEAPS_IN_CYCLE = 33, (1, 5, 9, 13, 17, 22, 26, 30)
_ANCHOR_YEAR, _ANCHOR_DAY = 1403, date(2024, 3, 20).toordinal()

# Umm al-Qura, the calendar of Saudi Arabia, which Arabic papers print. It is a table, not a rule: a number of twelve
# bits for each year from 1410, the first month first: a month with 1 has 30 days, a month with 0 has 29.
FIRST_HIJRI = 1410
_HIJRI_NEW_YEAR = date(1989, 8, 3)
_HIJRI_MONTHS = (
    0xDA4, 0xDB2, 0xAB9, 0x4BA, 0xA5B, 0x52B, 0xA95, 0xB2A, 0xB55, 0x55C, 0x4BD, 0x23D, 0x91D, 0xA95, 0xB4A, 0xB5A,
    0x56D, 0x2B6, 0x93B, 0x49B, 0x655, 0x6A9, 0x754, 0xB6A, 0x56C, 0xAAD, 0x555, 0xB29, 0xB92, 0xBA9, 0x5D4, 0xADA,
    0x55A, 0xAAB, 0x595, 0x749, 0x764, 0xBAA, 0x5B5, 0x2B6, 0xA56, 0xE4D, 0xB25, 0xB52, 0xB6A, 0x5AD, 0x2AE, 0x92F,
    0x497, 0x64B, 0x6A5, 0x6AC, 0xAD6, 0x55D, 0x49D, 0xA4D, 0xD16, 0xD95, 0x5AA, 0x5B5, 0x2DA,
)  # fmt: skip
LAST_HIJRI = FIRST_HIJRI + len(_HIJRI_MONTHS) - 1


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


def from_hijri(year: int, month: int, day: int) -> date:
    """The day of a date of the Islamic calendar, by Umm al-Qura; another country may begin a month a day apart.

    Raises:
        ValueError: the day does not exist, or the year is not in the table.
    """
    if not FIRST_HIJRI <= year <= LAST_HIJRI or not 1 <= month <= 12 or not 1 <= day <= _hijri_days(year, month):
        raise ValueError(f"{year}/{month}/{day} is not a valid day of the Islamic calendar")
    passed = sum(_hijri_days(earlier, every) for earlier in range(FIRST_HIJRI, year) for every in range(1, 13))
    passed += sum(_hijri_days(year, earlier) for earlier in range(1, month))
    return _HIJRI_NEW_YEAR + timedelta(days=passed + day - 1)


def _hijri_days(year: int, month: int) -> int:
    return 30 if _HIJRI_MONTHS[year - FIRST_HIJRI] >> (12 - month) & 1 else 29
