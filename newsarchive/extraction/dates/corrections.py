"""What a page shows about a wrong time of its own: another zone, the other half of the day, a change for publication.

Programs write local time with Z, hours of a clock of twelve, and the last change where the publication belongs. Each
correction needs a second place of the page that shows it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from lxml.etree import XPath

from newsarchive.dates import stamp_of
from newsarchive.extraction.dates.declared_dates import PARSELY, address_days, visible_times
from newsarchive.extraction.dates.gathered_dates import (
    MIDNIGHT,
    DateCandidate,
    GatheredDates,
    minute_of,
    of_printed,
)
from newsarchive.extraction.dates.hidden_times import has_seconds_since_1970, times_in_scripts
from newsarchive.records import Stamp

_UTC = re.compile(r"(?:Z|[+-]00:?00|UTC|GMT)\s*$", re.IGNORECASE)
# A clock with nothing but a.m. or p.m. behind it.
_NO_ZONE = re.compile(r"\d:\d\d(?::\d{1,2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?\s*$", re.IGNORECASE)
_ISO_WITH_ZONE = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:[.,]\d+)?)? ?(?:Z|[+-]\d\d:?\d\d|UTC|GMT)$")
# If a framework renders the page again in the browser, the server has often printed times in its own zone.
_IS_RENDERED_AGAIN = XPath(
    "boolean(//*[@id='__next' or @id='__nuxt' or @data-reactroot or @data-reactid or @data-server-rendered "
    "or @ng-version or @ngh or @data-hydrate or @data-svelte-h] | //astro-island)"
)
_FAST_CLOCK = timedelta(minutes=10)
_FARTHEST_ZONE, _ZONE_STEP = timedelta(hours=14), timedelta(minutes=15)
_HOUR = re.compile(r"(?<![\d:])(\d\d?):\d\d(?:[:.][\d.]+)?(?! ?[ap]\.?m)", re.IGNORECASE)
_HALF_A_DAY = timedelta(hours=12)


@dataclass(frozen=True)
class Corrections:
    """The corrections that the dates of one page show."""

    dates: GatheredDates

    def corrected(self, dated: DateCandidate) -> DateCandidate:
        """dated, a publication, with everything corrected that the page shows to be wrong."""
        return self._before_the_change(self.with_zone(self._in_its_half_of_the_day(dated)))

    def _in_its_half_of_the_day(self, dated: DateCandidate) -> DateCandidate:
        """dated; twelve hours away if it is written with a clock of twelve hours and no half of the day.

        Templates do so by one wrong letter: "h" for "H". Then the page has the same minute of the other half in another
        place. A time without an offset is also compared with what readers see; the others only with what is declared.
        """
        at = minute_of(dated.stamp.at)
        match = _HOUR.search(dated.candidate.value)
        if at is None or match is None or not 1 <= int(match[1]) <= 12:
            return dated
        # This clock never shows an hour after 12, and never 0.
        other = at - _HALF_A_DAY if int(match[1]) == 12 else at + _HALF_A_DAY
        seen = {minute_of(one.stamp.at) for one in self.dates.in_head}
        if other not in seen and not _has_offset(dated):
            seen = {minute_of(printed.date.stamp.at) for printed in self.dates.visible.printed}
            seen = set() if at in seen else seen | {minute_of(one.stamp.at) for one in self._visible_times()}
        if other not in seen or other in {minute_of(change.stamp.at) for change in self.dates.declared_changes}:
            return dated
        stamp = stamp_of(other, self.dates.outlet.zone)
        return replace(dated, stamp=stamp) if stamp.on == dated.stamp.on else dated

    def _visible_times(self) -> Iterator[DateCandidate]:
        return self.dates.read(visible_times(self.dates.visible, "published"))

    def _before_the_change(self, dated: DateCandidate) -> DateCandidate:
        """dated; if it is also the declared time of the last change, an earlier time that the page declares and prints.

        Some outlets write the last change into both, and the publication elsewhere. One place alone does not show it:
        other stories, and earlier drafts, have earlier times too.
        """
        at = minute_of(dated.stamp.at)
        changes = {minute for change in self.dates.declared_changes if (minute := minute_of(change.stamp.at))}
        if at is None or not changes:
            return dated
        if at > max(changes):
            return self._printed_change(changes, at) or dated
        if at not in changes:
            return dated
        earlier = {
            minute: claim
            for claim in self.dates.declared
            if (minute := minute_of(claim.stamp.at)) is not None and minute < at
        }
        printed = {minute_of(one.date.stamp.at) for one in self.dates.visible.printed} if earlier else set()
        found = next((claim for minute, claim in earlier.items() if minute in printed), None)
        return found or self._printed_before(at) or dated

    def _printed_change(self, changes: set[datetime], at: datetime) -> DateCandidate | None:
        """The declared time of the last change, if the page prints it as the publication and not at.

        A story that was finished before it appeared also has its last change before its publication.
        """
        printed = [one for one in self.dates.visible.printed if one.date.stamp.at and one.date.label != "updated"]
        if any(minute_of(one.date.stamp.at) == at for one in printed):
            return None
        sure = (one for one in printed if not one.is_guess and minute_of(one.date.stamp.at) in changes)
        found = next(sure, None)
        return of_printed(found) if found else None

    def _printed_before(self, change: datetime) -> DateCandidate | None:
        """The printed time with the label "published", if the page prints that change with the label "updated".

        A label alone does not show it: some pages label the time of the print edition.
        """
        timed = [
            (printed, minute) for printed in self.dates.visible.printed if (minute := minute_of(printed.date.stamp.at))
        ]
        if not any(printed.date.label == "updated" and minute == change for printed, minute in timed):
            return None
        firsts = (printed for printed, minute in timed if printed.date.label == "published" and minute < change)
        first = next(firsts, None)
        return of_printed(first) if first else None

    def with_zone(self, dated: DateCandidate) -> DateCandidate:
        """dated with its zone, or its day and month, corrected if the page shows that they were read wrongly."""
        if dated.other is not None:
            dated = self._with_day_and_month_swapped(dated)
        at, written = dated.stamp.at, self._written(dated)
        if at is None or written is None or MIDNIGHT.search(dated.candidate.value):
            return dated
        is_utc = _UTC.search(dated.candidate.value) is not None
        sure = self._time_with_zone(at, written, has_no_zone=not is_utc)
        if sure is not None:
            return replace(dated, stamp=stamp_of(sure + timedelta(seconds=at.second), self.dates.outlet.zone))
        if not is_utc:
            return dated
        local = stamp_of(at.replace(tzinfo=None), self.dates.outlet.zone)
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
            return minute_of(at.replace(tzinfo=None))
        has_no_zone = dated.clock is not None or _NO_ZONE.search(value)
        return minute_of(at.astimezone(self.dates.outlet.zone).replace(tzinfo=None)) if has_no_zone else None

    def _time_with_zone(self, at: datetime, written: datetime, *, has_no_zone: bool) -> datetime | None:
        """The minute that a written clock means, if the page has the same clock or the same moment with a zone.

        A printed zone ("4:08 pm EST") tells what readers are told; programs write Z or nothing behind local times and
        behind UTC alike.
        """
        zoned = [
            (one.date.clock.replace(second=0), minute_of(one.date.stamp.at))
            for one in self.dates.visible.printed
            if one.date.clock and one.date.has_zone
        ]
        if has_no_zone:
            twins = (*self.dates.declared, *self._visible_times(), *self._in_scripts(written))
            # Outlets write that one by hand, with a Z behind whatever clock they have.
            twins = tuple(one for one in twins if one.candidate.where != PARSELY)
            zoned += [(clock, minute_of(one.stamp.at)) for one in twins if (clock := _clock_with_zone(one))]
        moments = {moment for _, moment in zoned}
        if minute_of(at) in moments:
            return None
        as_utc = written.replace(tzinfo=UTC)
        if has_no_zone and (as_utc in moments or self._is_printed_as_utc(written)):
            return as_utc
        return next((moment for clock, moment in zoned if clock == written), None)

    def _in_scripts(self, written: datetime) -> Iterator[DateCandidate]:
        """The times in scripts, if the page prints another clock for a moment that may be this one."""
        if written not in self.dates.clocks and self._day_shown(written.replace(tzinfo=UTC)):
            yield from self.dates.read(times_in_scripts(self.dates.parsed))

    def _is_printed_as_utc(self, written: datetime) -> bool:
        """Whether the page prints the local time of written as if it were UTC, and not written itself."""
        local = written.replace(tzinfo=UTC).astimezone(self.dates.outlet.zone).replace(tzinfo=None)
        return local in self.dates.clocks and written not in self.dates.clocks

    def _is_local(self, at: datetime, local: datetime) -> bool:
        """Whether a time written as UTC is local time: it is after the fetch, or the page shows it elsewhere."""
        latest = self.dates.fetched_at + _FAST_CLOCK
        if at > latest or local > latest:
            return local <= latest
        # Two moments that differ by the outlet's offset, to the second, are one: the earlier clock is the local one.
        utc = (one for one in (*self.dates.declared, *self.dates.declared_changes) if _UTC.search(one.candidate.value))
        if any(other.stamp.at == local for other in utc):
            return True
        exact = {
            minute_of(other.stamp.at)
            for other in (*self.dates.in_head, *self.dates.declared_changes)
            if _has_offset(other)
        }
        if exact:
            return minute_of(local) in exact and minute_of(at) not in exact
        return self._is_printed_as_written(at)

    def _is_printed_as_written(self, at: datetime) -> bool:
        """Whether the page prints the same clock time without a zone, which readers take for local time."""
        as_read = minute_of(at.astimezone(self.dates.outlet.zone).replace(tzinfo=None))
        if minute_of(at.replace(tzinfo=None)) not in self.dates.clocks or as_read in self.dates.clocks:
            return False
        parsed = self.dates.parsed
        return not (_IS_RENDERED_AGAIN(parsed.tree) or has_seconds_since_1970(parsed, at))

    def _day_shown(self, at: datetime) -> date | None:
        """The printed day of a time, if the outlet prints times in another zone than its declared one."""
        utc = at.replace(tzinfo=None, second=0)  # as the printed clocks are: without zone and seconds
        apart = {clock: clock - utc for clock in self.dates.clocks}
        shown = [clock for clock, offset in apart.items() if abs(offset) <= _FARTHEST_ZONE and not offset % _ZONE_STEP]
        return shown[0].date() if shown else None

    def _with_day_and_month_swapped(self, dated: DateCandidate) -> DateCandidate:
        """dated with day and month swapped, if another date of the page is that day and none is this day."""
        plain = [*self.dates.declared, *self.dates.declared_changes]
        plain += [
            *self._visible_times(),
            *self.dates.read(address_days(self.dates.parsed.url, self.dates.style)),
        ]
        plain += [of_printed(printed) for printed in self.dates.visible.printed]
        days = {one.stamp.on for one in plain if one.other is None}
        if dated.other is None or dated.other not in days or dated.stamp.on in days:
            return dated
        at = dated.stamp.at
        if at is None or dated.clock is None:
            return replace(dated, stamp=Stamp(on=dated.other), other=None)
        moved = datetime.combine(dated.other, dated.clock.time())
        return replace(dated, stamp=stamp_of(moved, self.dates.outlet.zone), other=None)


def _has_offset(dated: DateCandidate) -> bool:
    """Whether a date is written with an offset from UTC other than zero."""
    return dated.clock is None and re.search(r"[+-](?!00:?00)\d\d:?\d\d\s*$", dated.candidate.value) is not None


def _clock_with_zone(dated: DateCandidate) -> datetime | None:
    """The clock of an ISO time that has Z or an offset, without its zone."""
    at, match = dated.stamp.at, _ISO_WITH_ZONE.match(dated.candidate.value)
    return datetime.fromisoformat(f"{match[1]}T{match[2]}") if at and match else None
