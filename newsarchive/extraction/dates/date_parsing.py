"""Printed dates → days and times: "3 May 2024, 2.15 pm", 2567 พ.ค., 令和6年5月3日, "vor 2 Stunden".

Knows only the text, not its place on the page.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from typing import Literal
from zoneinfo import ZoneInfo

from newsarchive.dates import fixed_offset, is_plausible, parse_time, stamp_of, zone_named
from newsarchive.extraction.dates.calendars import (
    BUDDHIST_YEARS,
    ERAS,
    FIRST_HIJRI,
    FIRST_JALALI,
    LAST_HIJRI,
    LAST_JALALI,
    from_hijri,
    from_jalali,
)
from newsarchive.extraction.dates.date_words import (
    AM,
    JALALI_LANGUAGES,
    NO_DATE_OF_ARTICLE,
    PM,
    PUBLISHED,
    ROMAN_MONTHS,
    UPDATED,
    arabic_weekday_in,
    hijri_month_of,
    in_plain,
    jalali_month_of,
    month_of,
    plain,
    relative_patterns,
    short_month_of,
    today_and_yesterday,
)
from newsarchive.records import Stamp

Label = Literal["published", "updated", "other"]
# The longest text that is searched: a line with a date, not a paragraph.
MAX_LINE = 300
_FIRST_BUDDHIST = 2400
# The longest relative time before the fetch.
_MOST_AGO = timedelta(days=60)
# For dates that do not depend on the time of the fetch.
_ANY_FETCH = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class DateStyle:
    """How a page writes dates.

    languages: language tags, the page's own first. is_month_first: 04/05/2024 is April 5 unless the page shows
    otherwise. is_year_first: 24/05/03 is 3 May 2024. fetched_at: "2 hours ago" counts from here. any_language: month
    names of all languages are read.
    """

    zone: ZoneInfo
    fetched_at: datetime
    languages: tuple[str, ...] = ("en",)
    is_month_first: bool = False
    is_year_first: bool = False
    any_language: bool = False


@dataclass(frozen=True, slots=True)
class ParsedDate:
    """One date in a text: its stamp, its label, and its position in plain(text).

    other: the day if day and month are swapped. clock: the time as printed, in the printed zone (has_zone) or without a
    zone.
    """

    stamp: Stamp
    start: int
    end: int
    label: Label | None = None
    other: date | None = None
    has_year: bool = True
    clock: datetime | None = None
    has_zone: bool = False
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class _Day:
    """A day found in a text, before the search for its time and label."""

    on: date
    start: int
    end: int
    other: date | None = None
    has_year: bool = True
    needs_company: bool = False


_WORD = r"[^\W\d_][^\s\d,;:|()•·]{0,24}"
_YEAR = r"(?P<y>\d{4})"
_SHORT_YEAR = r"(?P<y>\d{4}|\d{2}(?!\d|[:.h]\d| ?(?:uhr|h\b|am\b|pm\b|a\.|p\.)))(?!\d)"
_ERA = "|".join(ERAS)
_CJK = (
    rf"(?:(?P<era>{_ERA}) ?)?(?P<y>\d{{1,4}}|元) ?[年년] ?(?P<m>\d{{1,2}}) ?[月월] ?(?P<d>\d{{1,2}})"
    r"(?: ?[日일号號])?(?!\d)"
)
# A date or time does not begin within another number, but after the colon of a label: "公開日:2026.11.20".
_NO_NUMBER = r"(?<![\d./-])(?<!\d:)"
_NUMERIC = (
    rf"{_NO_NUMBER}(?P<a>\d{{1,2}}) ?(?P<sep>[-./]) ?(?P<b>\d{{1,2}}) ?(?P=sep) ?(?P<y>\d{{4}}|\d{{2}})(?!\d|[.:/-]\d)"
)
_YEAR_FIRST = rf"{_NO_NUMBER}(?P<y>\d{{4}}) ?(?P<sep>[-./]) ?(?P<m>\d{{1,2}}) ?(?P=sep) ?(?P<d>\d{{1,2}})(?!\d|[/-]\d)"
_ROMAN = (
    rf"{_NO_NUMBER}(?P<d>\d{{1,2}})[ ./-]{{1,2}}(?P<w>{'|'.join(ROMAN_MONTHS[::-1])})[ ./-]{{1,2}}(?P<y>\d{{4}})(?!\d)"
)
# Japan's short form, with the weekday in brackets so that it is not a fraction: 11/20(金).
_CJK_SLASH = rf"{_NO_NUMBER}(?P<m>\d{{1,2}})/(?P<d>\d{{1,2}}) ?\([月火水木金土日]\)"
_ORDINAL = r"(?: ?(?:st|nd|rd|th)(?!\w)|º|ª|°|(?:er|re|o|a|e|-?го|-?a)(?!\w)|er\.|\.)?"
# A year of the Islamic calendar.
_LUNAR_YEAR = re.compile(r"(?<!\d)14[1-7]\d(?!\d)")
# "12 de mayo", but not the first letters of "12 December".
_DAY_OF = rf"(?<![\d./])(?<!\d:)(?P<d>\d{{1,2}}){_ORDINAL}[ .,/-]{{0,3}}(?:(?:de|of|di|del|den) |d['’] ?)?"
_DAY_MONTH, _DAY_LONG_MONTH = rf"{_DAY_OF}(?P<w>{_WORD})", rf"{_DAY_OF}(?P<w>{_WORD}(?:(?: / | ){_WORD})?)"
_PARTS = r"[ .,/-]{1,3}(?:(?:de|del|of|năm|г) )?"
_MONTH_DAY = (
    rf"(?<!\w)(?P<w>{_WORD})[ .-]{{1,2}}(?P<d>\d{{1,2}}){_ORDINAL}(?:, ?| |, of | de | del ){{1,2}}{_YEAR}(?!\d)"
)
_YEAR_MONTH_DAY = rf"(?<!\d){_YEAR}(?:ko|\.|,)? (?:m\. |оны )?(?P<w>{_WORD}(?: сарын)?) (?P<d>\d{{1,2}})(?!\d|:)"
_MONGOLIAN = rf"(?<!\d){_YEAR} оны (?P<m>\d{{1,2}}) ?(?:-?р |дугаар |дүгээр )?сарын (?P<d>\d{{1,2}})(?!\d|:)"
_YEAR_DAY_MONTH = rf"(?<!\d){_YEAR}\. ?gada (?P<d>\d{{1,2}})\. ?(?P<w>{_WORD})"
_MONTH_DAY_TIME_YEAR = rf"(?<!\w)(?P<w>{_WORD}) (?P<d>\d{{1,2}}),? \d\d?:\d\d(?::\d\d)?(?: [a-z]{{2,5}})? {_YEAR}(?!\d)"
_MONTH_DAY_YEARLESS = rf"(?<!\w)(?P<w>{_WORD})[ .]{{1,2}}(?P<d>\d{{1,2}})(?![\d:.]|,? ?\d{{4}})"
_CJK_YEARLESS = r"(?<!\d)(?<!年)(?<!年 )(?P<m>\d{1,2}) ?[月월] ?(?P<d>\d{1,2}) ?[日일]"
_THAI = r"(?<!\d)(?P<d>\d{1,2}) ?(?P<w>[ก-๙.]{3,20}?) ?(?P<y>\d{4}|\d{2})(?![\d:.])"
_VIETNAMESE = r"(?<!\d)(?P<d>\d{1,2}) (?:tháng|thg) ?(?P<m>\d{1,2})(?:,| |năm){1,4}(?P<y>\d{4})"

_TIME = (
    # Chinese, Japanese and Korean have no spaces between day, half of the day and hour.
    rf"(?:(?:(?<!\w)|(?=[^\x00-\u2fff]))(?P<pre>{AM}|{PM}) ?)?{_NO_NUMBER}(?P<h>\d{{1,2}})"
    r"(?: ?(?::|h|時|时|点|點|시|ч|g) ?(?P<m>\d{1,2}(?= ?[分분])|\d{2})(?!\d)(?P<s>:\d\d)?(?: ?[分분])?|"
    r"(?P<dot>\.\d\d)(?!\d|\.\d))?"
    rf"(?: ?(?P<post>{AM}|{PM})(?!\w))?(?P<uhr> ?(?:uhr|uur|h|val|orë)(?!\w))?"
)
_AFTER = in_plain(rf"(?P<gap>\D{{0,24}}?){_TIME}")
_BEFORE = in_plain(_TIME)
_DOT_CUE = in_plain(
    r"(?<!\w)(?:klo|kello|kl|ore|alle|ora|à|às|las|godz|godzina|um|om|at|pukul|jam|o|ob|u)\.?,? ?$|^[ ,|–—-]{1,4}$"
)
_IS_PM = in_plain(PM)
_ZONE = re.compile(
    r" ?[(\[]?(?P<name>z|[a-z]{2,5})(?!\w)(?: ?(?P<sign>[+-])(?P<hours>\d{1,2})(?::?(?P<minutes>\d\d))?)?"
)
# An offset without a name. With a minus it may be the end of an hour's range ("10:00 -11:30"), unless seconds show
# that a program wrote the time.
_OFFSET = re.compile(r" ?(?P<offset>[+-](?:0\d|1[0-4]):?[0134][05])(?![\d:])")
_MAX_GAP_BEFORE = 12
_LABELS: tuple[tuple[Label, re.Pattern[str]], ...] = (
    # "Credited" does not count as "edited", nor "Bildung" as "Bild". Scripts without spaces have no word boundaries.
    ("updated", in_plain(rf"(?<![a-z])(?:{UPDATED})")),
    ("published", in_plain(rf"(?<![a-z])(?:{PUBLISHED})")),
    ("other", in_plain(rf"(?<!\w)(?:{NO_DATE_OF_ARTICLE})(?!\w)")),
)
# Some languages put the label after the date: "2024年5月3日 更新", "güncellenme".
_LABEL_BEHIND = re.compile(
    r"^[^\w]{0,3}(?:更新|公開|掲載|配信|入力|发布|發布|发表|發表|수정|입력|güncellendi|yayınlandı)"
)


def parse_dates(text: str, style: DateStyle, said_before: str = "") -> list[ParsedDate]:
    """The dates in the first MAX_LINE characters of text, in order; said_before is the text just before it."""
    line = plain(text[:MAX_LINE])
    days = _days_in(line, style)
    found = []
    for number, day in enumerate(days):
        since = days[number - 1].end if number else 0
        until = days[number + 1].start if number + 1 < len(days) else len(line)
        label = _label(line[since : day.start], line[day.end : until], plain(said_before) if number == 0 else "")
        clock, zone = _clock(line, day, since, until, style)
        if day.needs_company and clock is None and label is None and line.strip(" .,:") != line[day.start : day.end]:
            continue
        found.append(_parsed(day, clock, zone, label, style))
    found += _relative_dates(line, style) if not found else []
    return found


def parse_date(text: str, style: DateStyle) -> ParsedDate | None:
    """The first date of text that has a year."""
    return next((written for written in parse_dates(text, style) if written.has_year), None)


def parse_listed_date(text: str, zone: ZoneInfo, languages: tuple[str, ...]) -> Stamp | None:
    """The date that a feed states: as parse_time reads it, else in words of these languages or of any other.

    None for what depends on the reader: "yesterday", a day without a year, 04/05/2024.
    """
    if stamp := parse_time(text, zone):
        return stamp
    known = tuple(dict.fromkeys(language.split("-")[0].lower() for language in (*languages, "en") if language))
    written = parse_date(text, DateStyle(zone, _ANY_FETCH, known, any_language=True))
    return written.stamp if written and not (written.is_relative or written.other) else None


def label_in(text: str) -> Label | None:
    """The label for a date after or next to text: the last label in text."""
    return _label(plain(text), "", "")


def _parsed(
    day: _Day, clock: datetime | None, zone: tzinfo | None, label: Label | None, style: DateStyle
) -> ParsedDate:
    if clock is None:
        stamp = Stamp(on=day.on)
    else:
        stamp = stamp_of(clock.replace(tzinfo=zone or style.zone), style.zone)
    has_zone, is_relative = zone is not None, day.needs_company
    return ParsedDate(stamp, day.start, day.end, label, day.other, day.has_year, clock, has_zone, is_relative)


def _days_in(line: str, style: DateStyle) -> list[_Day]:
    """The days in line. If two matches overlap, the earlier and longer one counts."""
    found: list[_Day] = []
    for needed, pattern, reader in _READERS:
        if not needed or any(character in line for character in needed):
            found += _found_by(pattern, reader, line, style)
    found += _today_or_yesterday(line, style)
    chosen: list[_Day] = []
    for day in sorted(found, key=lambda one: (one.start, -one.end)):
        if not chosen or day.start >= chosen[-1].end:
            chosen.append(day)
    # "10 Rajab 1448 – 19 December 2026": countries begin Islamic months on different days.
    solar = [day for day in chosen if _LUNAR_YEAR.search(line, day.start, day.end) is None]
    return solar or chosen


def _found_by(pattern: re.Pattern[str], reader: "_Reader", line: str, style: DateStyle) -> Iterator[_Day]:
    position = 0
    while match := pattern.search(line, position):
        day = _day_of(match, reader, style)
        if day:
            yield day
        # After a wrong match ("12 comments 3 May"), search again from the next character.
        position = match.end() if day else match.start() + 1


_Reader = Callable[[re.Match[str], DateStyle], tuple[date, date | None]]


def _day_of(match: re.Match[str], reader: _Reader, style: DateStyle) -> _Day | None:
    try:
        on, other = reader(match, style)
    except (ValueError, OverflowError):
        return None
    if not is_plausible(on):
        return None
    has_year = "y" in match.groupdict()
    return _Day(on, match.start(), match.end(), other if other != on else None, has_year)


def _read_parts(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    """Year, month and day in a fixed order."""
    return _day_in_calendar(match["y"], int(match["m"]), int(match["d"]), style), None


def _read_cjk(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    year = 1 if match["y"] == "元" else int(match["y"])
    if match["era"]:
        year += ERAS[match["era"]]
    elif year < 100:
        year += 2000
    return date(year, int(match["m"]), int(match["d"])), None


def _read_numeric(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    """04/05/2024 in the page's order; in the other order if the first gives no valid day or a day after the fetch."""
    a, b, year = int(match["a"]), int(match["b"]), match["y"]
    if style.is_year_first and len(year) == 2:
        return date(2000 + a, b, int(year)), None
    month_first = style.is_month_first and match["sep"] != "."
    readings = []
    for day, month in ((b, a), (a, b)) if month_first else ((a, b), (b, a)):
        try:
            readings.append(_day_in_calendar(year, month, day, style))
        except ValueError:
            continue
    if not readings:
        raise ValueError(match[0])
    latest = style.fetched_at.astimezone(style.zone).date()
    readings.sort(key=lambda reading: reading > latest)
    return readings[0], readings[1] if len(readings) > 1 else None


def _read_named(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    """A day and a month's name, in the calendar of that name."""
    word, year = match["w"], match["y"]
    # Arabic papers give two names of a month: "نيسان / أبريل".
    for name in (word, *word.replace(" / ", " ").split(" ")[:1]):
        if FIRST_JALALI <= int(year) <= LAST_JALALI and (month := jalali_month_of(name)):
            return from_jalali(int(year), month, int(match["d"])), None
        is_lunar = FIRST_HIJRI <= int(year) <= LAST_HIJRI and "ar" in style.languages
        if is_lunar and (month := hijri_month_of(name)):
            return _hijri_day(int(year), month, int(match["d"]), match.string), None
        if month := month_of(name, style.languages, anywhere=style.any_language) or short_month_of(
            name, style.languages
        ):
            return _day_in_calendar(year, month, int(match["d"]), style), None
    raise ValueError(match[0])


def _hijri_day(year: int, month: int, day: int, line: str) -> date:
    """The day of an Islamic date; where the line names the weekday of the day before or after, that day.

    Countries begin a month when its moon is seen, some of them a day before or after the calendar of Saudi Arabia.
    """
    on, weekday = from_hijri(year, month, day), arabic_weekday_in(line)
    around = (on, on - timedelta(days=1), on + timedelta(days=1))
    return next((one for one in around if one.weekday() == weekday), on)


def _read_roman(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    return date(int(match["y"]), ROMAN_MONTHS.index(match["w"]) + 1, int(match["d"])), None


def _read_yearless(match: re.Match[str], style: DateStyle) -> tuple[date, date | None]:
    """The last day with this month and day before the fetch."""
    groups = match.groupdict()
    month = int(groups["m"]) if groups.get("m") else month_of(groups["w"], style.languages)
    if not month:
        raise ValueError(match[0])
    today = style.fetched_at.astimezone(style.zone).date()
    day = date(today.year, month, int(groups["d"]))
    return day if day <= today + timedelta(days=1) else day.replace(year=today.year - 1), None


def _day_in_calendar(year: str, month: int, day: int, style: DateStyle) -> date:
    """The day in a year that may have two digits or be Buddhist or Persian."""
    number = int(year)
    if len(year) == 2:
        number += 2500 if style.languages[0] == "th" and number > 50 else 2000
    if number >= _FIRST_BUDDHIST:
        number -= BUDDHIST_YEARS
    elif FIRST_JALALI <= number < 1500 and JALALI_LANGUAGES.intersection(style.languages):
        return from_jalali(number, month, day)
    elif FIRST_HIJRI <= number <= LAST_HIJRI and "ar" in style.languages:
        return from_hijri(number, month, day)
    return date(number, month, day)


# Each pattern with characters (a line without any of them cannot match) and the function that reads its matches.
_READERS: tuple[tuple[str, re.Pattern[str], _Reader], ...] = tuple(
    (needed, in_plain(pattern), reader)
    for needed, pattern, reader in (
        ("年년", _CJK, _read_cjk),
        ("-./", _YEAR_FIRST, _read_parts),
        ("t", _VIETNAMESE, _read_parts),
        ("о", _MONGOLIAN, _read_parts),
        ("-./", _NUMERIC, _read_numeric),
        ("ivx", _ROMAN, _read_roman),
        ("月火水木金土日", _CJK_SLASH, _read_yearless),
        ("", _DAY_LONG_MONTH + _PARTS + _SHORT_YEAR, _read_named),
        ("", _DAY_MONTH + _PARTS + _SHORT_YEAR, _read_named),
        ("กคจนตธพมยศส", _THAI, _read_named),
        ("", _MONTH_DAY, _read_named),
        (":", _MONTH_DAY_TIME_YEAR, _read_named),
        ("", _YEAR_MONTH_DAY, _read_named),
        ("g", _YEAR_DAY_MONTH, _read_named),
        ("月월", _CJK_YEARLESS, _read_yearless),
        ("", _DAY_MONTH + r"(?!,? ?\d{4})", _read_yearless),
        ("", _MONTH_DAY_YEARLESS, _read_yearless),
    )
)


def _today_or_yesterday(line: str, style: DateStyle) -> Iterator[_Day]:
    today = style.fetched_at.astimezone(style.zone).date()
    for language in style.languages[:1]:
        for days, pattern in enumerate(today_and_yesterday(language)):
            if match := pattern.search(line):
                yield _Day(today - timedelta(days=days), match.start(), match.end(), needs_company=True)


def _relative_dates(line: str, style: DateStyle) -> list[ParsedDate]:
    """The time some minutes or hours before the fetch, or the day some days before it."""
    for pattern, unit in relative_patterns(style.languages):
        match = pattern.search(line)
        ago = _ago(match[1], unit) if match else _MOST_AGO
        if match is None or ago >= _MOST_AGO:
            continue
        moment = (style.fetched_at - ago).replace(second=0, microsecond=0).astimezone(style.zone)
        stamp = Stamp(on=moment.date()) if unit >= timedelta(days=1) else stamp_of(moment, style.zone)
        label = _label(line[: match.start()], line[match.end() :], "")
        return [ParsedDate(stamp, match.start(), match.end(), label, is_relative=True)]
    return []


def _ago(number: str, unit: timedelta) -> timedelta:
    # "An hour" is one hour. A number of five digits is not a number of hours.
    if not number.isdecimal():
        return unit
    return int(number) * unit if len(number) < 5 else _MOST_AGO


def _label(before: str, behind: str, said_before: str) -> Label | None:
    """The label nearest to a date: before it in its line, else in the text just before, else after it."""
    for text in (before, said_before):
        ends = [(match.end(), label) for label, pattern in _LABELS for match in pattern.finditer(text)]
        if ends:
            return max(ends)[1]
    if match := _LABEL_BEHIND.search(behind):
        return next((label for label, pattern in _LABELS if pattern.search(match[0])), None)
    return None


def _clock(line: str, day: _Day, since: int, until: int, style: DateStyle) -> tuple[datetime | None, tzinfo | None]:
    """The time printed after a day, else before it, without a zone; and the zone printed with it, if there is one."""
    match = _AFTER.match(line, day.end, until)
    if match is None or not _is_time(match, match["gap"]) or _is_updated(match["gap"]):
        match = _time_before(line, since, day.start)
    if match is None and ":" in line[day.start : day.end]:
        # "November 20 15:23 2019"
        match = next((one for one in _BEFORE.finditer(line, day.start, day.end) if one["m"]), None)
    if match is None:
        return None, None
    hour = int(match["h"])
    minute = int(match["m"] or (match["dot"] or ".0")[1:])
    half = match["pre"] or match["post"]
    if half and hour <= 12:
        hour = hour % 12 + (12 if _IS_PM.fullmatch(half) else 0)
    if hour > 23 or minute > 59:
        return None, None
    second = min(int((match["s"] or ":0")[1:]), 59)
    clock = datetime(day.on.year, day.on.month, day.on.day, hour, minute, second)  # noqa: DTZ001  as printed
    offset = _OFFSET.match(line, match.end())
    if offset and (match["s"] or offset["offset"].startswith("+")):
        return clock, fixed_offset(offset["offset"])
    return clock, _zone_behind(line, match.end(), clock, style.zone)


def _time_before(line: str, since: int, start: int) -> re.Match[str] | None:
    found = None
    for match in _BEFORE.finditer(line, max(since, start - 30), start):
        gap = line[match.end() : start]
        if _is_time(match, line[since : match.start()]) and len(gap) <= _MAX_GAP_BEFORE and not _is_updated(gap):
            found = match
    return found


def _is_time(match: re.Match[str], before: str) -> bool:
    if match["m"] or match["post"] or (match["uhr"] and match["dot"]):
        return True
    return bool(match["dot"] and _DOT_CUE.search(before))


def _is_updated(text: str) -> bool:
    return any(pattern.search(text) for label, pattern in _LABELS if label != "published")


def _zone_behind(line: str, position: int, clock: datetime, zone: ZoneInfo) -> tzinfo | None:
    match = _ZONE.match(line, position)
    if match is None:
        return None
    if match["sign"] and match["name"] in ("utc", "gmt"):
        offset = timedelta(hours=int(match["hours"]), minutes=int(match["minutes"] or 0))
        return timezone(offset if match["sign"] == "+" else -offset) if offset < timedelta(hours=15) else None
    return zone_named(match["name"], clock, zone)
