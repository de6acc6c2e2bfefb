"""The class Credit, and credits in a first line such as "Sputnik, 08 Dec 2016"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from newsarchive.dates import is_plausible
from newsarchive.extraction.dates.date_words import month_of
from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.names.known_outlets import outlet_named
from newsarchive.text import parts_of

# A month's name is looked for in these languages first, since some names mean another month elsewhere.
_LANGUAGES = ("en", "de", "fr", "es", "pt", "it", "nl", "sv", "ru")
_WORD = r"(?P<month>[^\W\d_]{3,10}\.?)"
_DAYS = (
    rf"(?P<day>\d{{1,2}})\.?\s(?:de\s)?{_WORD},?\s(?:de\s)?(?P<year>\d{{4}})",
    rf"{_WORD}\s(?P<day>\d{{1,2}}),?\s(?P<year>\d{{4}})",
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})",
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)",
)
_SOURCE_LINES = tuple(re.compile(rf"^(?P<source>[^\d,!?:][^,!?:]{{1,59}}),\s{day}\.?$") for day in _DAYS)
_DAY_LINES = tuple(re.compile(rf"^(?:[-–•*]\s*)?{day}\.?$") for day in _DAYS)


@dataclass(frozen=True, slots=True)
class Credit:
    """The source of a text: its canonical name, the printed words, their place, and the printed day if there is one.

    is_own: the source is the page's own outlet.
    """

    source: str
    printed: str
    where: str
    on: date | None = None
    is_own: bool = False


def source_line(lines: Sequence[str]) -> tuple[Credit | None, int]:
    """The credit in the first line, or in the second after a line with only a day; and the number of these lines."""
    for at in range(min(2, len(lines) - 1)):
        if credit := read_source_line(lines[at]):
            return credit, at + 1
        if _day_in(lines[at], _DAY_LINES) is None:
            break
    return None, 0


def read_source_line(line: str) -> Credit | None:
    """The credit in a line such as "Sputnik, 08 Dec 2016"; None if the words before the day are not an outlet's name.

    Otherwise "Oslo, 20 Nov 2026" or "Friday, 20 Nov 2026" would become sources.
    """
    if len(line) > 100:
        return None
    found = _day_in(line, _SOURCE_LINES)
    if found is None:
        return None
    match, day = found
    source = agency_named(match["source"]) or outlet_named(match["source"])
    return Credit(source, line, "first line", day) if source else None


def without_source_line(body: str) -> str:
    """body (the result of clean_body) without its source line, such as "Outlet, D Mon YYYY"."""
    lines = parts_of(body)
    _, count = source_line(lines)
    return "\n\n".join(lines[count:]) if count else body


def _day_in(line: str, forms: Sequence[re.Pattern[str]]) -> tuple[re.Match[str], date] | None:
    for form in forms:
        match = form.match(line) if len(line) <= 100 else None
        if match is None:
            continue
        printed = match["month"]
        month = int(printed) if printed.isdecimal() else month_of(printed, _LANGUAGES, anywhere=True)
        if month is None:
            continue
        try:
            day = date(int(match["year"]), month, int(match["day"]))
        except ValueError:
            continue
        return (match, day) if is_plausible(day) else None
    return None
