"""When an article was published and modified: from JSON-LD, meta and time elements, else from printed dates.

The dates of a page are compared: the day that most kinds of places name wins, a printed time completes a day without
a time, and a "Z" that the page contradicts means local time. htmldate is used only if nothing else has a date.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from typing import Any

from htmldate import find_date
from lxml.etree import XPath

from newsarchive.dates import parse_time, stamp_of
from newsarchive.extraction.dates.date_parsing import DateStyle, parse_date
from newsarchive.extraction.dates.declared_dates import (
    address_days,
    declared_modified,
    declared_published,
    modified_in_elements,
    modified_in_head,
    published_in_head,
    times_with_label,
    visible_times,
)
from newsarchive.extraction.dates.hidden_times import times_in_scripts
from newsarchive.extraction.dates.printed_dates import PrintedDate, VisibleDates, date_style
from newsarchive.extraction.library_errors import BY_DATE_SEARCH
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Stamp

# These do not say which date they are: some outlets mean the printed issue or the last change.
_VAGUE_META = frozenset(
    {"meta date", "meta dc.date", "meta dcterms.date", "meta datecreated", "meta dcterms.created",
     "meta dc.date.created", "JSON-LD dateCreated"}
)  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MIDNIGHT = re.compile(r"[T ]00:00(?::00|(?![:\d]))")
_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$", re.IGNORECASE)
# A clock with nothing but a.m. or p.m. behind it.
_NO_ZONE = re.compile(r"\d:\d\d(?::\d{1,2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?\s*$", re.IGNORECASE)
_ISO_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)? ?(?:Z|[+-]\d\d:?\d\d|UTC|GMT)$")
_HTMLDATE: dict[str, Any] = {"outputformat": "%Y-%m-%dT%H:%M:%S%z", "original_date": True, "extensive_search": False}
# If a framework renders the page again in the browser, the server has often printed times in its own zone.
_IS_RENDERED_AGAIN = XPath(
    "boolean(//*[@id='__next' or @id='__nuxt' or @data-reactroot or @data-reactid or @data-server-rendered "
    "or @ng-version or @ngh or @data-hydrate or @data-svelte-h] | //astro-island)"
)
# What a program shows for a missing date.
_CLOCK_STARTS = (date(1970, 1, 1), date(1969, 12, 31))
# Outlets' clocks run a little fast, and some stories have the date of tomorrow's paper.
_FUTURE_DAYS = 2
_FAST_CLOCK = timedelta(minutes=10)
_FARTHEST_ZONE, _ZONE_STEP = timedelta(hours=14), timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A stamp with the candidate that it was read from.

    family: the kind of place, because places of one kind repeat each other. other: the day if day and month are
    swapped. clock: a printed time without its zone. is_guess: nothing on the page says that it is this date.
    """

    stamp: Stamp
    candidate: Candidate
    family: str = ""
    other: date | None = None
    clock: datetime | None = None
    is_guess: bool = False


@dataclass(frozen=True)
class PageDates:
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

    @cached_property
    def published(self) -> DateCandidate | None:
        """When the article was published according to the outlet; after the fetch only within clock and zone errors."""
        if _is_undisputed(self.in_head):
            return self._before_the_change(self._with_corrected_zone(self.in_head[0]))
        claimed, shown = self.declared, [*self._shown("published")]
        if claimed:
            seen = [*shown[:1], *self.read(visible_times(self.visible, "updated"))]
            first: DateCandidate | None = _most_confirmed(claimed, seen, self.declared_changes)
        else:
            first = _first(shown) or _guess(self._printed_as("published", self.visible.printed_elsewhere))
        if first is None:
            resort = _first(self._last_resorts())
            return self._with_hidden_time(resort) if resort else None
        exact = _most_exact(first, [*claimed, *shown])
        if _is_day_only(exact):
            exact = _most_exact(exact, [*self._printed_as("published", self.visible.printed_elsewhere)])
        exact = self._with_hidden_time(exact)
        return self._before_the_change(self._with_corrected_zone(exact))

    @cached_property
    def modified(self) -> DateCandidate | None:
        """When the article was last changed according to the outlet; None if that is not after the publication."""
        found = _first(self.declared_changes) or _first(self._shown("updated"))
        if found is None:
            return None
        found = self._with_corrected_zone(found)
        published = self.published.stamp if self.published else None
        if published is None:
            return found
        if found.stamp.at and published.at:
            return found if found.stamp.at > published.at else None
        return found if found.stamp.on > published.on else None

    def published_candidates(self) -> Iterator[Candidate]:
        """Every publication time that the page declares, prints or has in its address, the most trusted first."""
        yield from declared_published(self.parsed)
        yield from (dated.candidate for dated in self._shown("published"))
        yield from address_days(self.parsed.url, self.style)

    def modified_candidates(self) -> Iterator[Candidate]:
        """Every time of a change that the page declares or prints, the most trusted first."""
        yield from declared_modified(self.parsed)
        yield from (dated.candidate for dated in self._shown("updated"))

    def read(self, candidates: Iterable[Candidate]) -> Iterator[DateCandidate]:
        """The candidates with a readable date that is not after the fetch."""
        for candidate in candidates:
            dated = self._read_one(candidate)
            if dated is not None and self._has_passed(dated.stamp):
                yield dated

    def _read_one(self, candidate: Candidate) -> DateCandidate | None:
        family = _family(candidate.where)
        stamp = parse_time(candidate.value, self.outlet.zone)
        if stamp is not None:
            return DateCandidate(stamp, candidate, family)
        written = parse_date(candidate.value, self.style)
        return DateCandidate(written.stamp, candidate, family, written.other, written.clock) if written else None

    def _has_passed(self, stamp: Stamp) -> bool:
        if stamp.on in _CLOCK_STARTS:
            return False
        return stamp.on <= self.fetched_at.astimezone(self.outlet.zone).date() + timedelta(days=_FUTURE_DAYS)

    def _shown(self, label: str) -> Iterator[DateCandidate]:
        """The dates that readers see with this label: in time elements, then printed."""
        yield from self.read(visible_times(self.visible, label))
        printed = [*self._printed_as(label, self.visible.printed)]
        yield from self._with_year(printed)

    def _with_year(self, printed: Sequence[DateCandidate]) -> Iterator[DateCandidate]:
        """printed; a day without a year comes after the same day with its year, which the page has elsewhere."""
        if printed and printed[0].is_guess and not _YEAR.search(printed[0].candidate.value):
            day = printed[0].stamp.on
            for other in self._printed_as("published", self.visible.printed_elsewhere):
                is_same = (other.stamp.on.month, other.stamp.on.day) == (day.month, day.day)
                if is_same and _YEAR.search(other.candidate.value):
                    yield other
        yield from printed

    def _printed_as(self, label: str, dates: Iterable[PrintedDate]) -> Iterator[DateCandidate]:
        mine = [printed for printed in dates if _is_labelled(printed, label)]
        mine.sort(key=lambda printed: printed.date.label is None)
        for printed in mine:
            if self._has_passed(printed.date.stamp):
                yield _of_printed(printed)

    def _last_resorts(self) -> Iterator[DateCandidate]:
        """The address; times in attributes for scripts; a date labelled as a change; htmldate's guess."""
        yield from self.read(address_days(self.parsed.url, self.style))
        for resort in (
            self.read(times_with_label(self.visible.hidden_times, "published", "attribute for scripts")),
            self.read(times_with_label(self.visible.kept_times, "published", "attribute for scripts")),
            self._shown("updated"),
            self._printed_as("updated", self.visible.printed_elsewhere),
            self.read(_guessed(self.parsed, self.fetched_at.date())),
        ):
            yield from (replace(dated, is_guess=True) for dated in resort)

    def _with_hidden_time(self, dated: DateCandidate) -> DateCandidate:
        """dated; if it has only a day, the one time of that day that the page keeps for scripts and not for readers.

        Attributes and script calls beside the text come before data for analytics. Several times are of several
        stories, so none of them counts.
        """
        if not _is_day_only(dated):
            return dated
        for hidden in (
            times_with_label(self.visible.hidden_times, "published", "attribute for scripts"),
            times_in_scripts(self.parsed),
        ):
            timed = [one for one in self.read(hidden) if not _is_day_only(one) and _same_day(one, dated)]
            if len({_minute(one.stamp.at) for one in timed}) == 1:
                return replace(timed[0], is_guess=dated.is_guess)
        return self._with_lone_time(dated)

    def _with_lone_time(self, dated: DateCandidate) -> DateCandidate:
        """dated with the time that the page prints near its headline without a day, as papers do today."""
        time = self.visible.lone_time
        if time is None:
            return dated
        written = parse_date(f"{dated.stamp.on.isoformat()} {time}", self.style)
        return replace(dated, stamp=written.stamp) if written and self._has_passed(written.stamp) else dated

    def _before_the_change(self, dated: DateCandidate) -> DateCandidate:
        """dated; if it is also the declared time of the last change, an earlier time that the page declares and prints.

        Some outlets write the last change into both, and the publication elsewhere. One place alone does not show it:
        other stories, and earlier drafts, have earlier times too.
        """
        at = _minute(dated.stamp.at)
        if at is None or at not in {_minute(change.stamp.at) for change in self.declared_changes}:
            return dated
        earlier = {
            minute: claim for claim in self.declared if (minute := _minute(claim.stamp.at)) is not None and minute < at
        }
        printed = {_minute(one.date.stamp.at) for one in self.visible.printed} if earlier else set()
        found = next((claim for minute, claim in earlier.items() if minute in printed), None)
        return found or self._printed_before(at) or dated

    def _printed_before(self, change: datetime) -> DateCandidate | None:
        """The printed time with the label "published", if the page prints that change with the label "updated".

        A label alone does not show it: some pages label the time of the print edition.
        """
        timed = [(printed, minute) for printed in self.visible.printed if (minute := _minute(printed.date.stamp.at))]
        if not any(printed.date.label == "updated" and minute == change for printed, minute in timed):
            return None
        firsts = (printed for printed, minute in timed if printed.date.label == "published" and minute < change)
        first = next(firsts, None)
        return _of_printed(first) if first else None

    def _with_corrected_zone(self, dated: DateCandidate) -> DateCandidate:
        """dated with its zone, or its day and month, corrected if the page shows that they were read wrongly."""
        if dated.other is not None:
            dated = self._with_day_and_month_swapped(dated)
        at, written = dated.stamp.at, self._written(dated)
        if at is None or written is None or _MIDNIGHT.search(dated.candidate.value):
            return dated
        is_utc = _UTC.search(dated.candidate.value) is not None
        sure = self._time_with_zone(at, written, has_no_zone=not is_utc)
        if sure is not None:
            return replace(dated, stamp=stamp_of(sure + timedelta(seconds=at.second), self.outlet.zone))
        if not is_utc:
            return dated
        local = stamp_of(at.replace(tzinfo=None), self.outlet.zone)
        if local.at is None or local.at == at:
            return dated
        if self._is_local(at, local.at):
            return replace(dated, stamp=local)
        return replace(dated, stamp=Stamp(self._day_shown(at) or dated.stamp.on, at))

    def _written(self, dated: DateCandidate) -> datetime | None:
        """The clock of a time that is written as UTC or without a zone; None for every other date."""
        at, value = dated.stamp.at, dated.candidate.value
        if at is None:
            return None
        if dated.clock is None and _UTC.search(value):
            return _minute(at.replace(tzinfo=None))
        has_no_zone = dated.clock is not None or _NO_ZONE.search(value)
        return _minute(at.astimezone(self.outlet.zone).replace(tzinfo=None)) if has_no_zone else None

    def _time_with_zone(self, at: datetime, written: datetime, *, has_no_zone: bool) -> datetime | None:
        """The minute that a written clock means, if the page has the same clock or the same moment with a zone.

        A printed zone ("4:08 pm EST") tells what readers are told; programs write Z or nothing behind local times and
        behind UTC alike.
        """
        zoned = [
            (one.date.clock.replace(second=0), _minute(one.date.stamp.at))
            for one in self.visible.printed
            if one.date.clock and one.date.has_zone
        ]
        if has_no_zone:
            twins = (*self.declared, *self.read(visible_times(self.visible, "published")))
            zoned += [(clock, _minute(one.stamp.at)) for one in twins if (clock := _clock_with_zone(one))]
        moments = {moment for _, moment in zoned}
        if _minute(at) in moments:
            return None
        as_utc = written.replace(tzinfo=UTC)
        if has_no_zone and (as_utc in moments or self._is_printed_as_utc(written)):
            return as_utc
        return next((moment for clock, moment in zoned if clock == written), None)

    def _is_printed_as_utc(self, written: datetime) -> bool:
        """Whether the page prints the local time of written as if it were UTC, and not written itself."""
        local = written.replace(tzinfo=UTC).astimezone(self.outlet.zone).replace(tzinfo=None)
        return local in self._clocks and written not in self._clocks

    def _is_local(self, at: datetime, local: datetime) -> bool:
        """Whether a time written as UTC is local time: it is after the fetch, or the page shows it elsewhere."""
        latest = self.fetched_at + _FAST_CLOCK
        if at > latest or local > latest:
            return local <= latest
        # Two moments that differ by the outlet's offset, to the second, are one: the earlier clock is the local one.
        utc = (one for one in (*self.declared, *self.declared_changes) if _UTC.search(one.candidate.value))
        if any(other.stamp.at == local for other in utc):
            return True
        exact = {_minute(other.stamp.at) for other in (*self.in_head, *self.declared_changes) if _has_offset(other)}
        if exact:
            return _minute(local) in exact and _minute(at) not in exact
        return self._is_printed_as_written(at)

    def _is_printed_as_written(self, at: datetime) -> bool:
        """Whether the page prints the same clock time without a zone, which readers take for local time."""
        as_read = _minute(at.astimezone(self.outlet.zone).replace(tzinfo=None))
        if _minute(at.replace(tzinfo=None)) not in self._clocks or as_read in self._clocks:
            return False
        return not _IS_RENDERED_AGAIN(self.parsed.tree)

    @cached_property
    def _clocks(self) -> set[datetime]:
        """The times printed near the headline without a zone."""
        written = [printed.date for printed in self.visible.printed]
        return {one.clock.replace(second=0) for one in written if one.clock and not one.has_zone}

    def _day_shown(self, at: datetime) -> date | None:
        """The printed day of a time, if the outlet prints times in another zone than its declared one."""
        utc = at.replace(tzinfo=None, second=0)  # as the printed clocks are: without zone and seconds
        apart = {clock: clock - utc for clock in self._clocks}
        shown = [clock for clock, offset in apart.items() if abs(offset) <= _FARTHEST_ZONE and not offset % _ZONE_STEP]
        return shown[0].date() if shown else None

    def _with_day_and_month_swapped(self, dated: DateCandidate) -> DateCandidate:
        """dated with day and month swapped, if another date of the page is that day and none is this day."""
        plain = [*self.declared, *self.declared_changes]
        plain += [
            *self.read(visible_times(self.visible, "published")),
            *self.read(address_days(self.parsed.url, self.style)),
        ]
        plain += [_of_printed(printed) for printed in self.visible.printed]
        days = {one.stamp.on for one in plain if one.other is None}
        if dated.other is None or dated.other not in days or dated.stamp.on in days:
            return dated
        at = dated.stamp.at
        if at is None or dated.clock is None:
            return replace(dated, stamp=Stamp(on=dated.other), other=None)
        moved = datetime.combine(dated.other, dated.clock.time())
        return replace(dated, stamp=stamp_of(moved, self.outlet.zone), other=None)


def _guessed(parsed: ParsedPage, fetched: date) -> Iterator[Candidate]:
    """The date that htmldate finds in texts and scripts. Without the address, because it reads /2026/11/6-things."""
    try:
        found = find_date(parsed.tree, max_date=fetched.isoformat(), **_HTMLDATE)
    except BY_DATE_SEARCH:
        # Without a date the article is still an article.
        return
    if found:
        # It writes midnight if it knows only the day.
        day_only = "T00:00:00" in found
        yield Candidate(found[:10] if day_only else found, "htmldate")


def _is_labelled(printed: PrintedDate, label: str) -> bool:
    return (printed.date.label or "published") == label


def _of_printed(printed: PrintedDate) -> DateCandidate:
    written = printed.date
    where = printed.where + (", updated" if written.label == "updated" else "")
    candidate = Candidate(printed.line, where)
    return DateCandidate(written.stamp, candidate, "shown", written.other, written.clock, printed.is_guess)


def _family(where: str) -> str:
    kind = where.split(" ")[0]
    return "shown" if kind in ("itemprop", "time", "printed") else kind


def _is_undisputed(claimed: Sequence[DateCandidate]) -> bool:
    """Whether the first date has a time and a clear meaning, and no other date is another day."""
    if not claimed or _is_day_only(claimed[0]) or claimed[0].other or claimed[0].candidate.where in _VAGUE_META:
        return False
    return all(_same_day(claim, claimed[0]) for claim in claimed[1:])


def _most_confirmed(
    claimed: Sequence[DateCandidate], shown: Sequence[DateCandidate], changed: Sequence[DateCandidate]
) -> DateCandidate:
    """The declared date whose day most kinds of places name; the first of several. Vague places do not count.

    A shown date may be the day of the last change. Then it confirms only a declared time of the same minute.
    """
    first = claimed[0]
    if all(one.candidate.where in _VAGUE_META for one in claimed):
        timed = [one for one in shown if one.stamp.at and not one.candidate.where.endswith(", updated")]
        return next((one for one in timed if _is_day_only(first) or not one.is_guess), first)
    clear = [one for one in claimed if one.candidate.where not in _VAGUE_META]
    last_days = {one.stamp.on for one in changed}
    minutes = {_minute(one.stamp.at) for one in clear if one.stamp.at}
    voters = [one for one in (*clear, *shown) if one.stamp.on not in last_days or _minute(one.stamp.at) in minutes]
    return max(clear, key=lambda claim: len({one.family for one in voters if _same_day(one, claim)}), default=first)


def _most_exact(chosen: DateCandidate, others: Sequence[DateCandidate]) -> DateCandidate:
    """chosen; if it has only a day or midnight, another date of the same day with a time."""
    if not _is_day_only(chosen):
        return chosen
    return next((other for other in others if not _is_day_only(other) and _same_day(other, chosen)), chosen)


def _is_day_only(dated: DateCandidate) -> bool:
    return dated.stamp.at is None or (dated.clock is None and _MIDNIGHT.search(dated.candidate.value) is not None)


def _same_day(one: DateCandidate, other: DateCandidate) -> bool:
    return one.stamp.on == other.stamp.on or one.candidate.value[:10] == other.candidate.value[:10]


def _has_offset(dated: DateCandidate) -> bool:
    """Whether a date is written with an offset from UTC other than zero."""
    return dated.clock is None and re.search(r"[+-](?!00:?00)\d\d:?\d\d\s*$", dated.candidate.value) is not None


def _clock_with_zone(dated: DateCandidate) -> datetime | None:
    """The clock of an ISO time that has Z or an offset, without its zone."""
    at, match = dated.stamp.at, _ISO_WITH_ZONE.match(dated.candidate.value)
    return datetime.fromisoformat(f"{match[1]}T{match[2]}") if at and match else None


def _minute(moment: datetime | None) -> datetime | None:
    return moment.replace(second=0, microsecond=0) if moment else None


def _first_of_each(dated: Iterable[DateCandidate]) -> list[DateCandidate]:
    found: dict[str, DateCandidate] = {}
    for one in dated:
        found.setdefault(one.candidate.where, one)
    return [*found.values()]


def _guess(dated: Iterable[DateCandidate]) -> DateCandidate | None:
    found = _first(dated)
    return replace(found, is_guess=True) if found else None


def _first(dated: Iterable[DateCandidate]) -> DateCandidate | None:
    return next(iter(dated), None)
