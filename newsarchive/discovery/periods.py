"""Days and periods in the names of sitemaps and the addresses of articles, and what is in a span of days. Pure.

A misread name loses articles; an unread name only costs a request. So an ambiguous name is not read.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from newsarchive.records import Sighting

# Undated articles of a month's sitemap are fetched when a part of the month is wanted; those of a year's sitemap not.
MOST_UNDATED_DAYS = 31
# Some sitemaps use days in UTC, or the day of the last change; others use days in the outlet's zone.
_SLACK = timedelta(days=1)

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_YEAR = r"(?<!\d)(?P<y>(?:19|20)\d\d)"
_NAMED_MONTH = rf"(?P<w>(?:{'|'.join(_MONTHS)})[a-z]{{0,6}})"
# Single digits count only as path segments: sitemap-2024-1.xml and -2024-01-1.xml may be numbered parts.
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
# A common WordPress plugin names a day's sitemap sitemap.xml?yyyy=2024&mm=01&dd=15.
_QUERY_NAMES = {"y": ("yyyy", "year", "y"), "m": ("mm", "month", "m"), "d": ("dd", "day", "d")}


@dataclass(frozen=True, slots=True)
class Span:
    """The days from first to last, both included."""

    first: date
    last: date

    def contains(self, day: date) -> bool:
        """Whether day is in the span."""
        return self.first <= day <= self.last

    def overlaps(self, other: "Span") -> bool:
        """Whether some day is in both spans."""
        return self.first <= other.last and other.first <= self.last

    def is_within(self, other: "Span") -> bool:
        """Whether all days of this span are in other."""
        return other.first <= self.first and self.last <= other.last

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def sitemap_periods(urls: Iterable[str]) -> dict[str, Span | None]:
    """The period in the name of each sitemap, or None; urls: all sitemaps of one index.

    Names that differ only in their numbers are a series. A number is a year or month only if it can be one in the whole
    series: sitemap-2024.xml is a year next to sitemap-2023.xml, but a numbered part next to sitemap-2.xml.
    """
    series: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        series[re.sub(r"\d+", "0", url)].append(url)
    return {url: period for one in series.values() for url, period in _periods_of_series(one)}


def address_period(url: str) -> Span | None:
    """The day, else the month, in an article's address, such as /2024/05/03/, /20240503- or /2024/may/; else None.

    A year alone does not count, because a headline may contain any year.
    """
    path = urlsplit(url).path
    return _first_read(path, _DAYS) or _first_read(path, _MONTH_SEGMENTS)


def may_contain(period: Span | None, modified: date | None, span: Span) -> bool:
    """Whether a sitemap may list articles of span, given its period (None: unknown) and the day of its last change."""
    if period is not None:
        return Span(period.first - _SLACK, period.last + _SLACK).overlaps(span)
    # No article in a sitemap is newer than the sitemap.
    return modified is None or modified >= span.first - _SLACK


def is_in_span(sighting: Sighting, span: Span, period: Span | None) -> bool | None:
    """Whether an article was published in span, as far as its sighting in a sitemap of period shows; else None.

    The publication time counts first, then the day in the address, then the last change, since an article is never
    published after its last change. An article that was changed after span, or has no date, counts as the period's.
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
    """The day by which an article's address is sorted; the earliest possible day if nothing is known."""
    if sighting.published is not None:
        return sighting.published.on
    said = address_period(sighting.url)
    if said is not None:
        return said.first
    if sighting.modified is not None:
        return sighting.modified.on
    return period.first if period is not None else date.min


def _periods_of_series(urls: list[str]) -> Iterator[tuple[str, Span | None]]:
    """Each sitemap of a series with its period, in the finest form that fits all of them."""
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
    """The days in the name; for two days, such as 2024-01-01-2024-01-31, the span between them."""
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
    """The days of a year, a month or quarter, or a day; None if the date does not exist."""
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
