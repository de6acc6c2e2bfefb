"""How a page writes days, times, numbers, languages and countries: in English, whatever the locale. Pure."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from markupsafe import Markup

from newsarchive.dates import format_utc
from newsarchive.records import Stamp

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_ENGLISH = Locale("en")
# Languages written from right to left where the tag names no script (Unicode CLDR).
_RIGHT_TO_LEFT = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ks", "lrc", "mzn", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"}
)
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")


class DateLabel(NamedTuple):
    """A day or time as a page shows it: text for people, machine for <time datetime>, title for the tooltip."""

    text: str
    machine: str
    title: str


@dataclass(frozen=True, slots=True)
class TextLanguage:
    """The language of a piece of text, as attributes of its element."""

    tag: str | None

    @property
    def direction(self) -> str:
        """rtl or ltr; auto for an unknown language, so that the browser decides by the first letter."""
        if self.tag is None:
            return "auto"
        primary, *rest = self.tag.lower().split("-")
        script = next((part for part in rest if len(part) == 4), None)
        is_rtl = script in _RIGHT_TO_LEFT_SCRIPTS if script else primary in _RIGHT_TO_LEFT
        return "rtl" if is_rtl else "ltr"

    @property
    def attributes(self) -> Markup:
        """` lang="…" dir="…"`, with the space before it."""
        lang = Markup(' lang="{}"').format(self.tag) if self.tag else Markup("")
        return lang + Markup(' dir="{}"').format(self.direction)


def text_language(tag: str | None) -> TextLanguage:
    """The TextLanguage of a language tag; an invalid tag and `und` count as unknown."""
    known = tag is not None and tag != "und" and _TAG.fullmatch(tag)
    return TextLanguage(tag if known else None)


def format_number(count: int) -> str:
    """1,234,567."""
    return f"{count:,}"


def format_count(count: int, one: str, many: str | None = None) -> str:
    """`1 article`, `2 articles`."""
    return f"{format_number(count)} {one if count == 1 else many or one + 's'}"


def long_day(day: date) -> str:
    """9 December 2016."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """9 Dec 2016."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def day_label(day: date, text: str | None = None) -> DateLabel:
    """A day whose time is not known."""
    return DateLabel(text or short_day(day), day.isoformat(), "only the day is known")


def time_label(time: datetime, text: str | None = None) -> DateLabel:
    """A time in UTC, to the second in the tooltip."""
    utc = time.astimezone(UTC)
    return DateLabel(
        text or f"{short_day(utc.date())}, {utc:%H:%M} UTC", format_utc(utc), f"{utc:%Y-%m-%d %H:%M:%S} UTC"
    )


def second_label(time: datetime) -> DateLabel:
    """A time in UTC, written to the second: 9 Dec 2016, 08:05:30 UTC."""
    utc = time.astimezone(UTC)
    return time_label(utc, f"{short_day(utc.date())}, {utc:%H:%M:%S} UTC")


def stamp_label(stamp: Stamp | None, first_seen_at: datetime | None = None) -> DateLabel:
    """When an article was published: the outlet's time, else its day, else when we first saw it."""
    if stamp is not None:
        return time_label(stamp.at) if stamp.at else day_label(stamp.on)
    if first_seen_at is None:
        return DateLabel("no date", "", "the date is not known")
    seen = time_label(first_seen_at)
    return seen._replace(text=f"seen {seen.text}", title=f"no date; first seen {seen.title}")


@lru_cache(maxsize=1024)
def language_name(tag: str | None) -> str:
    """`Portuguese (Brazil)` for pt-BR; the tag itself where CLDR has no name."""
    if tag is None or tag == "und":
        return "unknown language"
    try:
        return Locale.parse(tag, sep="-").get_display_name("en") or tag
    except (ValueError, UnknownLocaleError):
        return str(_ENGLISH.languages.get(tag.split("-")[0].lower(), tag))


def country_name(code: str | None) -> str:
    """`United Kingdom` for gb, `International` for outlets without a country."""
    if code is None:
        return "International"
    return str(_ENGLISH.territories.get(code.upper(), code.upper()))
