"""Times: from the text of outlets to UTC, and to and from the text in the archive. Pure; knows no clock."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from newsarchive.records import Stamp

# A date outside these years is a mistake of the page. Real feeds state the years 0, 1 and 9999.
FIRST_YEAR, LAST_YEAR = 1900, 2100

# Provenance of a publication time begins with it if the page has it only in its text. A feed knows better.
GUESSED = "guessed, "

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_UTC = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
# ISO 8601 as pages write it: a space for the T, or a comma.
_ISO_DAY = re.compile(r"(\d{4})(-?)(\d\d)\2(\d\d)(?:[Tt,] ?| )(?=\d{1,2}:)")
# Without separators, as ISO 8601 allows and templates write: 20261120T081500Z, 20261120081500.
_COMPACT = re.compile(r"^(\d{4})(\d\d)(\d\d)[Tt ]?(\d\d)(\d\d)(\d\d)?(?=$|[ Zz+-])")
# A clock of 24 or of 12 hours, up to nine digits of a second, and behind it an offset (+0100, +01), a zone's name, or
# both (GMT+2). `date` prints the year last.
_CLOCK = re.compile(
    r"(?<![\d:+-])(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?(?![\d:])"
    r"(?: ?(?P<half>[ap])\.? ?m(?:\.|\b))?"
    r" ?[(\[]?(?P<name>[a-z]{1,5}(?![a-z]))?(?: ?(?P<offset>[+-]\d\d?(?::?\d\d)?(?::\d\d)?(?!\d)))?[)\]]?"
    r"(?: (?P<year>\d{4})\b)?",
    re.IGNORECASE,
)
_OFFSET = re.compile(r"([+-])(\d\d?):?(\d\d)?(?::\d\d)?")
# What email.utils does not expect in a day: a weekday without a comma, "16th", a comma or "at" before the time.
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[.,]{0,2} ", re.IGNORECASE)
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b", re.IGNORECASE)
_BEFORE_CLOCK = re.compile(r"(?:[ ,|–—-]|\bat\b)+$", re.IGNORECASE)
# Time zone names that news feeds use, with their offsets in hours.
# The second table has the names that RFC 822 defines.
_NAMED_ZONES = {
    "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "MET": 1, "MEST": 2, "MEZ": 1, "MESZ": 2,
    "EET": 2, "EEST": 3, "WET": 0, "WEST": 1, "MSK": 3,
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "WIB": 7, "WITA": 8, "WIT": 9, "AEST": 10, "AEDT": 11, "ACST": 9.5,
    "AWST": 8, "NZST": 12, "NZDT": 13, "SAST": 2, "EAT": 3, "WAT": 1, "PKT": 5, "BRT": -3, "ART": -3, "AKST": -9,
    "AKDT": -8, "HST": -10,
}  # fmt: skip
_RFC_ZONES = {
    "UT": 0, "UTC": 0, "GMT": 0, "Z": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8,
    "PDT": -7,
}  # fmt: skip
# The names that American papers print in summer and winter alike.
_PRINTED_ZONES = {
    "ET": ZoneInfo("America/New_York"), "CT": ZoneInfo("America/Chicago"), "MT": ZoneInfo("America/Denver"),
    "PT": ZoneInfo("America/Los_Angeles"), "AKT": ZoneInfo("America/Anchorage"), "AEST": ZoneInfo("Australia/Sydney"),
}  # fmt: skip
# email.utils reads the year 0 as 2000.
_YEAR_ZERO = re.compile(r"\b0000\b")


def is_plausible(day: date) -> bool:
    """Whether day is in the years that a news page can mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def parse_time(text: str | None, zone: ZoneInfo) -> Stamp | None:
    """The date that text states; None if it states none, or one outside 1900 to 2100.

    Reads ISO 8601 (and its common misspellings), RFC 822 / 2822 dates and the forms that JavaScript, `date` and
    English templates write, seconds or milliseconds since 1970, and a day without a time, which stays a day. A time
    without an offset or a zone's name is read in zone. Stamp.on is the day in zone, or the day as written if the text
    has an offset.
    """
    text = " ".join((text or "").split())
    if not text or len(text) > 100:
        return None
    for reader in (_read_day, _read_epoch, _read_iso, _read_words):
        try:
            stamp = reader(text, zone)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
        if stamp is not None:
            return stamp if is_plausible(stamp.on) else None
    return None


def stamp_of(moment: datetime, zone: ZoneInfo) -> Stamp:
    """The stamp of a moment; without an offset it is read in zone. Its day is the day where it was written."""
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    elif moment.utcoffset() == timedelta(0):
        # Machines write UTC. The outlet's day is the day of its readers.
        moment = moment.astimezone(zone)
    return Stamp(on=moment.date(), at=moment.astimezone(UTC).replace(microsecond=0))


def zone_named(name: str, moment: datetime, zone: ZoneInfo) -> tzinfo | None:
    """The zone that a name after a time without offset means: the outlet's own if it has that name at that time."""
    name = name.upper()
    if moment.replace(tzinfo=zone).tzname() == name:
        # IST is used in India, Israel and Ireland, and CST in America and China.
        return zone
    if name in _PRINTED_ZONES:
        return _PRINTED_ZONES[name]
    hours = {**_NAMED_ZONES, **_RFC_ZONES}.get(name)
    return None if hours is None else timezone(timedelta(hours=hours))


def format_utc(moment: datetime) -> str:
    """moment as the archive stores it: ISO 8601 in UTC, to the second, with Z."""
    return moment.astimezone(UTC).isoformat(timespec="seconds").removesuffix("+00:00") + "Z"


def format_stamp(stamp: Stamp | None) -> str | None:
    """A stamp as text for people and programs: its time as format_utc writes it, else its day; None for None."""
    if stamp is None:
        return None
    return format_utc(stamp.at) if stamp.at else stamp.on.isoformat()


def parse_utc(text: str) -> datetime:
    """The moment of a text that format_utc wrote.

    Raises:
        ValueError: text is not in that form.
    """
    if _UTC.fullmatch(text):
        # In a tenth of the time that strptime takes.
        return datetime.fromisoformat(text)
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _read_day(text: str, zone: ZoneInfo) -> Stamp | None:
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    return Stamp(on=date(*map(int, match.groups()))) if match else None


def _read_iso(text: str, zone: ZoneInfo) -> Stamp | None:
    text = _COMPACT.sub(_with_separators, text, count=1)
    match = _ISO_DAY.match(text)
    clock = _CLOCK.match(text, match.end()) if match else None
    if match is None or clock is None:
        return None
    return _at_clock(date(int(match[1]), int(match[3]), int(match[4])), clock, zone)


def _with_separators(match: re.Match[str]) -> str:
    year, month, day, hour, minute, second = match.groups("00")
    return f"{year}-{month}-{day}T{hour}:{minute}:{second}"


def _read_epoch(text: str, zone: ZoneInfo) -> Stamp | None:
    if _EPOCH.fullmatch(text) is None:
        return None
    seconds = float(text)
    return stamp_of(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC), zone)


def _read_words(text: str, zone: ZoneInfo) -> Stamp | None:
    """An English day, with or without a clock behind it."""
    clock = _CLOCK.search(text)
    day = text
    if clock is not None:
        day = f"{_BEFORE_CLOCK.sub('', text[: clock.start()])} {clock['year'] or ''}"
    day = _ORDINAL.sub("", _WEEKDAY.sub("", day)).strip(" ,")
    if _YEAR_ZERO.search(day):
        return None
    # email.utils knows only its own zones, offsets without a colon, and no a.m. and p.m.: it reads the day alone.
    on = parsedate_to_datetime(f"{day} 00:00:00").date()
    return Stamp(on=on) if clock is None else _at_clock(on, clock, zone)


def _at_clock(on: date, clock: re.Match[str], zone: ZoneInfo) -> Stamp:
    """The stamp of a day and a match of _CLOCK.

    Raises:
        ValueError: no day has this time, or the offset is a day or more.
    """
    hour, minute, second = int(clock["hour"]), int(clock["minute"]), int(clock["second"] or 0)
    half = (clock["half"] or "").lower()
    # "13:18 PM" and "00:30 PM" have a 24-hour clock.
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    moment = datetime(on.year, on.month, on.day, hour, minute, second)  # noqa: DTZ001  as written, without a zone
    return stamp_of(moment.replace(tzinfo=_zone_written(clock["name"], clock["offset"], moment, zone)), zone)


def _zone_written(name: str | None, offset: str | None, moment: datetime, zone: ZoneInfo) -> tzinfo | None:
    """The zone of a time by the offset or the name behind it. An offset counts more than a name: GMT+2."""
    if offset:
        return fixed_offset(offset)
    if not name:
        return None
    if moment.replace(tzinfo=zone).tzname() != name.upper() and name.upper() in _NAMED_ZONES:
        # Programs mean the standard time of this name, in summer too.
        return timezone(timedelta(hours=_NAMED_ZONES[name.upper()]))
    return zone_named(name, moment, zone)


def fixed_offset(text: str) -> timezone:
    """The zone of an offset such as +02:00, -0530 or +2. RFC 5322 means UTC by -0000.

    Raises:
        ValueError: text is not an offset, or one of a day or more.
    """
    match = _OFFSET.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not an offset from UTC")
    length = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    return timezone(-length if match[1] == "-" else length)
