"""Days and periods in the names of sitemaps and the addresses of articles, and what lies in a span of days. Pure.

A name that is read wrongly loses articles, one that is not read costs a request: what may mean two things is not read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from newsarchive.records import Sighting

# What a month's sitemap holds undated is asked for when a part of the month is wanted; what a year's holds is not.
MOST_UNDATED_DAYS = 31
# Files are cut into days in UTC, or by the day of the last change; outlets count days where they are.
_SLACK = timedelta(days=1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?<!\d)(?P<y>(?:19|20)\d\d)"
_NAMED_MONTH = rf"(?P<w>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})"
# Single digits count as path segments only: sitemap-2024-1.xml may be a year's first part, and so may -2024-01-1.xml.
_DAYS = (
    re.compile(_YEAR + r"(?P<sep>[-_.]?)(?P<m>\d\d)(?P=sep)(?P<d>\d\d)(?!\d)"),
    re.compile(r"/" + _YEAR + r"/(?P<m>\d\d?)/(?P<d>\d\d?)(?!\d)"),
    re.compile(r"/" + _YEAR + rf"/{_NAMED_MONTH}/(?P<d>\d\d?)(?!\d)", re.IGNORECASE),
)
_MONTH_SEGMENTS = (
    re.compile(r"/" + _YEAR + r"/(?P<m>\d\d?)(?=/)"),
    re.compile(r"/" + _YEAR + rf"/{_NAMED_MONTH}(?=/)", re.IGNORECASE),
)
_NAMED_MONTHS = (
    re.compile(_YEAR + r"[-_.]?(?P<m>\d\d)(?!\d|[-_.]\d)"),
    re.compile(r"/" + _YEAR + r"/(?P<m>\d\d?)(?![\d/]\d)"),
    re.compile(_YEAR + rf"[-_./]?{_NAMED_MONTH}(?![a-z])", re.IGNORECASE),
    re.compile(rf"(?<![a-z]){_NAMED_MONTH}[-_./]?{_YEAR}(?!\d)", re.IGNORECASE),
)
_QUARTERS = (
    re.compile(_YEAR + r"[-_./]?q(?P<q>[1-4])(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![a-z])q(?P<q>[1-4])[-_./]?" + _YEAR + r"(?!\d)", re.IGNORECASE),
)
_YEARS = (re.compile(_YEAR + r"(?!\d)"),)
# As a widespread plugin for WordPress names a day's sitemap: sitemap.xml?yyyy=2024&mm=01&dd=15
_QUERY_NAMES = {"y": ("yyyy", "year", "y"), "m": ("mm", "month", "m"), "d": ("dd", "day", "d")}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from first to last, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Whether day is one of them."""
        return self.first <= day <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Whether a day is in both."""
        return self.first <= other.last and other.first <= self.last

    def is_within(self, other: "Span") -> bool:
        """Whether all of its days are in other."""
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def sitemap_periods(urls: Iterable[str]) -> dict[str, Span | None]:
    """The period that the name of each sitemap says, None where it says none; urls are those of one index.

    Names that differ in their numbers only are of one make, and a number is a year or month only if it can be one in
    all of them: sitemap-2024.xml is a year's among sitemap-2023.xml, and the next after sitemap-2.xml, of parts.
    """
    makes: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        makes[re.sub(r"\d+", "0", url)].append(url)
    return {url: period for make in makes.values() for url, period in _periods_of_make(make)}


def address_period(url: str) -> Span | None:
    """The day, else the month, in an article's address, such as /2024/05/03/, /20240503- or /2024/may/; else None.

    A year alone is none: in a headline it may be any year.
    """
    path = urlsplit(url).path
    return _first_read(path, _DAYS) or _first_read(path, _MONTH_SEGMENTS)


def may_contain(period: Span | None, modified: date | None, span: Span) -> bool:
    """Whether a sitemap of that period, None for unknown, last changed on modified, may name articles of span."""
    if period is not None:
        return Span(period.first - _SLACK, period.last + _SLACK).overlaps(span)
    # Nothing in it is newer than itself.
    return modified is None or modified >= span.first - _SLACK


def is_in_span(sighting: Sighting, span: Span, period: Span | None) -> bool | None:
    """Whether an article was published in span, by what a sitemap of period says of it; None where that is not said.

    The time of publication counts first, then the day in the address, then the last change: nothing is published
    after that. What was changed after span, or is undated, is of the sitemap's period.
    """
    published = Span(sighting.published.on, sighting.published.on) if sighting.published else None
    said = published or address_period(sighting.url)
    if said is not None:
        return said.overlaps(span)
    if sighting.modified is not None and sighting.modified.on <= span.last:
        return sighting.modified.on >= span.first
    if period is None:
        return None
    if not period.overlaps(span):
        return False
    return True if period.is_within(span) or period.days <= MOST_UNDATED_DAYS else None


def sorting_day(sighting: Sighting, period: Span | None) -> date:
    """The day by which an article's address is put in order; the earliest there is where nothing is known."""
    if sighting.published is not None:
        return sighting.published.on
    said = address_period(sighting.url)
    if said is not None:
        return said.first
    if sighting.modified is not None:
        return sighting.modified.on
    return period.first if period is not None else date.min


def _periods_of_make(urls: list[str]) -> Iterator[tuple[str, Span | None]]:
    """Each with its period, in the finest form in which all of them can be read."""
    for read in _FORMS:
        found = [read(url) for url in urls]
        if all(found):
            return zip(urls, found, strict=True)
    return ((url, None) for url in urls)


def _in_query(url: str) -> Span | None:
    query = parse_qs(urlsplit(url).query)
    given = {part: query[name][0] for part, names in _QUERY_NAMES.items() for name in names if name in query}
    return _span(given) if re.fullmatch(r"(?:19|20)\d\d", given.get("y", "")) else None


def _named_by(patterns: tuple[re.Pattern[str], ...]) -> Callable[[str], Span | None]:
    return lambda url: _first_read(_after_host(url), patterns)


def _from_to(url: str) -> Span | None:
    """The days in the name; of two, such as 2024-01-01-2024-01-31, all between them."""
    spans = [span for match in _matches(_after_host(url), _DAYS) if (span := _span(match))]
    return Span(min(one.first for one in spans), max(one.last for one in spans)) if spans else None


_FORMS: tuple[Callable[[str], Span | None], ...] = (
    _in_query,
    _from_to,
    _named_by(_NAMED_MONTHS),
    _named_by(_QUARTERS),
    _named_by(_YEARS),
)


def _after_host(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _first_read(text: str, patterns: tuple[re.Pattern[str], ...]) -> Span | None:
    return next((span for match in _matches(text, patterns) if (span := _span(match))), None)


def _matches(text: str, patterns: tuple[re.Pattern[str], ...]) -> Iterator[dict[str, str]]:
    for pattern in patterns:
        for match in pattern.finditer(text):
            yield match.groupdict()


def _span(parts: dict[str, str]) -> Span | None:
    """The days that year, month or quarter, and day mean; None where there is no such day."""
    try:
        year = int(parts["y"])
        if parts.get("q"):
            first = int(parts["q"]) * 3 - 2
            return Span(date(year, first, 1), _month_end(year, first + 2))
        month = _MONTHS.index(parts["w"][:3].lower()) + 1 if parts.get("w") else int(parts.get("m") or 0)
        if not month:
            return Span(date(year, 1, 1), date(year, 12, 31))
        if not parts.get("d"):
            return Span(date(year, month, 1), _month_end(year, month))
        day = date(year, month, int(parts["d"]))
    except ValueError:
        return None
    return Span(day, day)


def _month_end(year: int, month: int) -> date:
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
