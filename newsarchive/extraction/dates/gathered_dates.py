"""The dates of one page: those it declares and those it prints, each read once, in the order of trust.

Does not choose among them: see published.py. What a page shows about a wrong one is in corrections.py.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from newsarchive.dates import parse_time
from newsarchive.extraction.dates.date_parsing import DateStyle, parse_date
from newsarchive.extraction.dates.date_style import date_style
from newsarchive.extraction.dates.declared_dates import (
    declared_published,
    modified_in_elements,
    modified_in_head,
    published_in_head,
    visible_times,
)
from newsarchive.extraction.dates.printed_dates import PrintedDate, VisibleDates
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Stamp

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
MIDNIGHT = re.compile(r"[T ]00:00(?::00|(?![:\d]))")
# What a program shows for a missing date.
_CLOCK_STARTS = (date(1970, 1, 1), date(1969, 12, 31))
# Outlets' clocks run a little fast, and some stories have the date of tomorrow's paper.
_FUTURE_DAYS = 2


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A stamp with the candidate that it was read from.

    family: the kind of place, because places of one kind repeat each other. other: the day if day and month are
    swapped. clock: a printed time without its zone. is_guess: nothing on the page says that it is this date.
    is_relative: printed as an age, such as "2 hours ago".
    """

    stamp: Stamp
    candidate: Candidate
    family: str = ""
    other: date | None = None
    clock: datetime | None = None
    is_guess: bool = False
    is_relative: bool = False


@dataclass(frozen=True)
class GatheredDates:
    """The dates of one page. Printed dates are searched only when they are needed."""

    parsed: ParsedPage
    outlet: Outlet
    fetched_at: datetime

    @cached_property
    def style(self) -> DateStyle:
        return date_style(self.parsed, self.outlet, self.fetched_at)

    @cached_property
    def visible(self) -> VisibleDates:
        return VisibleDates(self.parsed, self.style)

    @cached_property
    def in_head(self) -> list[DateCandidate]:
        """The first publication time of each place in JSON-LD and meta elements."""
        return _first_of_each(self.read(published_in_head(self.parsed)))

    @cached_property
    def declared(self) -> list[DateCandidate]:
        """The first declared publication time of each place; further ones belong to other stories."""
        return _first_of_each(self.read(declared_published(self.parsed)))

    @cached_property
    def declared_changes(self) -> list[DateCandidate]:
        """The first declared time of a change of each place."""
        in_head = _first_of_each(self.read(modified_in_head(self.parsed)))
        return in_head or _first_of_each(self.read(modified_in_elements(self.parsed)))

    def read(self, candidates: Iterable[Candidate]) -> Iterator[DateCandidate]:
        """The candidates with a readable date that is not after the fetch."""
        for candidate in candidates:
            dated = self._read_one(candidate)
            if dated is not None and self.has_passed(dated.stamp):
                yield dated

    def _read_one(self, candidate: Candidate) -> DateCandidate | None:
        family = _family(candidate.where)
        stamp = parse_time(candidate.value, self.outlet.zone)
        if stamp is not None:
            return DateCandidate(stamp, candidate, family)
        written = parse_date(candidate.value, self.style)
        return DateCandidate(written.stamp, candidate, family, written.other, written.clock) if written else None

    def has_passed(self, stamp: Stamp) -> bool:
        if stamp.on in _CLOCK_STARTS:
            return False
        return stamp.on <= self.fetched_at.astimezone(self.outlet.zone).date() + timedelta(days=_FUTURE_DAYS)

    def shown(self, label: str) -> Iterator[DateCandidate]:
        """The dates that readers see with this label: in time elements, then printed."""
        yield from self.read(visible_times(self.visible, label))
        printed = [*self.printed_as(label, self.visible.printed)]
        yield from self._with_year(printed)

    def _with_year(self, printed: Sequence[DateCandidate]) -> Iterator[DateCandidate]:
        """printed; a day without a year comes after the same day with its year, which the page has elsewhere."""
        if printed and printed[0].is_guess and not _YEAR.search(printed[0].candidate.value):
            day = printed[0].stamp.on
            for other in self.printed_as("published", self.visible.printed_elsewhere):
                is_same = (other.stamp.on.month, other.stamp.on.day) == (day.month, day.day)
                if is_same and _YEAR.search(other.candidate.value):
                    yield other
        yield from printed

    def printed_as(self, label: str, dates: Iterable[PrintedDate]) -> Iterator[DateCandidate]:
        mine = [printed for printed in dates if _is_labelled(printed, label)]
        mine.sort(key=lambda printed: printed.date.label is None)
        for printed in mine:
            if self.has_passed(printed.date.stamp):
                yield of_printed(printed)

    @cached_property
    def clocks(self) -> set[datetime]:
        """The times printed near the headline without a zone."""
        written = [printed.date for printed in self.visible.printed]
        return {one.clock.replace(second=0) for one in written if one.clock and not one.has_zone}


def _is_labelled(printed: PrintedDate, label: str) -> bool:
    return (printed.date.label or "published") == label


def of_printed(printed: PrintedDate) -> DateCandidate:
    written = printed.date
    where = printed.where + (", updated" if written.label == "updated" else "")
    candidate = Candidate(printed.line, where)
    return DateCandidate(
        written.stamp, candidate, "shown", written.other, written.clock, printed.is_guess, written.is_relative
    )


def _family(where: str) -> str:
    kind = where.split(" ")[0]
    return "shown" if kind in ("itemprop", "time", "printed") else kind


def _first_of_each(dated: Iterable[DateCandidate]) -> list[DateCandidate]:
    found: dict[str, DateCandidate] = {}
    for one in dated:
        found.setdefault(one.candidate.where, one)
    return [*found.values()]


def is_day_only(dated: DateCandidate) -> bool:
    return dated.stamp.at is None or (dated.clock is None and MIDNIGHT.search(dated.candidate.value) is not None)


def is_same_day(one: DateCandidate, other: DateCandidate) -> bool:
    return one.stamp.on == other.stamp.on or one.candidate.value[:10] == other.candidate.value[:10]


def minute_of(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None
