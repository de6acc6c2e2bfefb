"""Times: from the text of outlets to UTC, and to and from the text in the archive. Pure; knows no clock."""

import re
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from newsarchive.records import Stamp

# A date outside these years is a mistake of the page. Real feeds state the years 0, 1 and 9999.
FIRST_YEAR, LAST_YEAR = 1900, 2100

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_COMPACT_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)")
_EPOCH = re.compile(r"\d{9,10}(?:\.\d+)?|\d{12,13}")
# ISO 8601 as pages write it: a space for the T, up to nine digits of a second, a space before the offset, +0100, +01.
_ISO = re.compile(
    r"(\d{4}-\d\d-\d\d)[T ]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?(?::\d\d)?)?",
    re.IGNORECASE,
)
# Time zone names that news feeds use, with their offsets in hours. email.utils reads them as UTC, wrong by hours.
# The second table has the names that RFC 822 defines.
_NAMED_ZONES = {
    "BST": 1, "IST": 5.5, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2, "EEST": 3, "WET": 0, "WEST": 1, "MSK": 3,
    "JST": 9, "KST": 9, "HKT": 8, "SGT": 8, "WIB": 7, "AEST": 10, "AEDT": 11, "ACST": 9.5, "AWST": 8, "NZST": 12,
    "NZDT": 13, "SAST": 2, "EAT": 3, "WAT": 1, "PKT": 5, "BRT": -3, "ART": -3, "AKST": -9, "AKDT": -8, "HST": -10,
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
_YEAR_ZERO = re.compile(r"(?<![+-])\b0000\b")
_ZONE_NAME = re.compile(r"\b([A-Z]{1,5})\)?\s*$")


def is_plausible(day: date) -> bool:
    """Whether day is in the years that a news page can mean."""
    return FIRST_YEAR <= day.year <= LAST_YEAR


def parse_time(text: str | None, zone: ZoneInfo) -> Stamp | None:
    """The date that text states; None if it states none, or one outside 1900 to 2100.

    Reads ISO 8601 (and its common misspellings), RFC 822 / 2822 dates, seconds or milliseconds since 1970, and
    a day without a time, which stays a day. A time without an offset is read in zone. Stamp.on is the day in zone, or
    the day as written if the text has an offset.
    """
    text = " ".join((text or "").split())
    if not text or len(text) > 100:
        return None
    for reader in (_read_day, _read_iso, _read_epoch, _read_rfc):
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
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def format_stamp(stamp: Stamp | None) -> str | None:
    """A stamp as text for people and programs: its time as format_utc writes it, else its day; None for None."""
    if stamp is None:
        return None
    return format_utc(stamp.at) if stamp.at else stamp.on.isoformat()


def parse_utc(text: str) -> datetime:
    """The moment of a text that format_utc wrote."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _read_day(text: str, zone: ZoneInfo) -> Stamp | None:
    match = _DAY.fullmatch(text) or _COMPACT_DAY.fullmatch(text)
    return Stamp(on=date(*map(int, match.groups()))) if match else None


def _read_iso(text: str, zone: ZoneInfo) -> Stamp | None:
    match = _ISO.match(text)
    if match is None:
        return None
    day, hour, minute, second, offset = match.groups()
    moment = datetime.fromisoformat(f"{day}T{int(hour):02}:{minute}:{second or '00'}")
    if offset is None:
        return stamp_of(moment, zone)
    offset = "+00:00" if offset.upper() in ("Z", "UTC", "GMT") else offset
    return stamp_of(datetime.fromisoformat(moment.isoformat() + offset), zone)


def _read_epoch(text: str, zone: ZoneInfo) -> Stamp | None:
    if _EPOCH.fullmatch(text) is None:
        return None
    seconds = float(text)
    return stamp_of(datetime.fromtimestamp(seconds / 1000 if seconds > 1e11 else seconds, UTC), zone)


def _read_rfc(text: str, zone: ZoneInfo) -> Stamp | None:
    if _YEAR_ZERO.search(text):
        return None
    has_time = re.search(r"\d:\d\d", text) is not None
    moment = parsedate_to_datetime(text if has_time else f"{text} 00:00:00")
    if not has_time:
        return Stamp(on=moment.date())
    name = _ZONE_NAME.search(text)
    if name and name.group(1) in _NAMED_ZONES:
        moment = moment.replace(tzinfo=None) - timedelta(hours=_NAMED_ZONES[name.group(1)])
        moment = moment.replace(tzinfo=UTC)
    elif name and name.group(1) not in _RFC_ZONES and not moment.utcoffset():
        moment = moment.replace(tzinfo=None)
    return stamp_of(moment, zone)
