"""When an article was published and modified: from JSON-LD, meta and time elements, else from printed dates.

The dates of a page are compared: the day that most kinds of places name wins, a printed time completes a day without
a time, and a "Z" that the page contradicts means local time. htmldate is used only if nothing else has a date.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from htmldate import find_date

from newsarchive.extraction.dates.corrections import Corrections
from newsarchive.extraction.dates.date_parsing import parse_date
from newsarchive.extraction.dates.declared_dates import (
    PARSELY,
    address_days,
    declared_modified,
    declared_published,
    times_with_label,
    visible_times,
)
from newsarchive.extraction.dates.gathered_dates import (
    DateCandidate,
    GatheredDates,
    is_day_only,
    is_same_day,
    minute_of,
)
from newsarchive.extraction.dates.hidden_times import times_in_meta, times_in_scripts
from newsarchive.extraction.library_errors import BY_DATE_SEARCH
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import ParsedPage

# These do not say which date they are: some outlets mean the printed issue or the last change.
_VAGUE_META = frozenset(
    {"meta date", "meta dc.date", "meta dcterms.date", "meta datecreated", "meta dcterms.created",
     "meta dc.date.created", "JSON-LD dateCreated"}
)  # fmt: skip
# What a reader sees comes before these if nothing else is declared.
_WEAK = _VAGUE_META | {PARSELY}
_HTMLDATE: dict[str, Any] = {"outputformat": "%Y-%m-%dT%H:%M:%S%z", "original_date": True, "extensive_search": False}


@dataclass(frozen=True)
class PageDates(GatheredDates):
    """When the article of one page was published and changed."""

    @cached_property
    def _corrections(self) -> Corrections:
        return Corrections(self)

    @cached_property
    def published(self) -> DateCandidate | None:
        """When the article was published according to the outlet; after the fetch only within clock and zone errors."""
        if _is_undisputed(self.in_head):
            return self._corrections.corrected(self.in_head[0])
        claimed, shown = self.declared, [*self.shown("published")]
        if claimed:
            seen = [*(_most_exact(one, shown) for one in shown[:1]), *self.read(visible_times(self.visible, "updated"))]
            first: DateCandidate | None = _most_confirmed(claimed, seen, self.declared_changes)
        else:
            first = _first(shown) or _guess(self.printed_as("published", self.visible.printed_elsewhere))
            if first is not None and first.is_relative and first.is_guess:
                # "6 days ago" beside a teaser counts from the day the page was made, not from the fetch.
                first = _first(self.read(address_days(self.parsed.url, self.style))) or first
        if first is None:
            resort = _first(self._last_resorts())
            return self._with_hidden_time(resort) if resort else None
        exact = _most_exact(first, [*claimed, *shown])
        if is_day_only(exact):
            exact = _most_exact(exact, [*self.printed_as("published", self.visible.printed_elsewhere)])
        exact = self._with_hidden_time(exact)
        return self._corrections.corrected(exact)

    @cached_property
    def modified(self) -> DateCandidate | None:
        """When the article was last changed according to the outlet; None if that is not after the publication."""
        found = _first(self.declared_changes) or _first(self.shown("updated"))
        if found is None:
            return None
        found = self._corrections.with_zone(found)
        published = self.published.stamp if self.published else None
        if published is None:
            return found
        if found.stamp.at and published.at:
            return found if found.stamp.at > published.at else None
        return found if found.stamp.on > published.on else None

    def published_candidates(self) -> Iterator[Candidate]:
        """Every publication time that the page declares, prints or has in its address, the most trusted first."""
        yield from declared_published(self.parsed)
        yield from (dated.candidate for dated in self.shown("published"))
        yield from address_days(self.parsed.url, self.style)

    def modified_candidates(self) -> Iterator[Candidate]:
        """Every time of a change that the page declares or prints, the most trusted first."""
        yield from declared_modified(self.parsed)
        yield from (dated.candidate for dated in self.shown("updated"))

    def _last_resorts(self) -> Iterator[DateCandidate]:
        """The address; times in attributes for scripts; a date labelled as a change; htmldate's guess."""
        yield from self.read(address_days(self.parsed.url, self.style))
        for resort in (
            self.read(times_with_label(self.visible.hidden_times, "published", "attribute for scripts")),
            self.read(times_with_label(self.visible.kept_times, "published", "attribute for scripts")),
            self.shown("updated"),
            self.printed_as("updated", self.visible.printed_elsewhere),
            self.read(_guessed(self.parsed, self.fetched_at.date())),
        ):
            yield from (replace(dated, is_guess=True) for dated in resort)

    def _with_hidden_time(self, dated: DateCandidate) -> DateCandidate:
        """dated; if it has only a day, the one time of that day that the page keeps for scripts and not for readers.

        Attributes and script calls beside the text come before data for analytics. Several times are of several
        stories, so none of them counts.
        """
        if not is_day_only(dated):
            return dated
        for hidden in (
            times_with_label(self.visible.hidden_times, "published", "attribute for scripts"),
            times_in_meta(self.parsed),
            times_in_scripts(self.parsed),
        ):
            timed = [one for one in self.read(hidden) if not is_day_only(one) and is_same_day(one, dated)]
            if len({minute_of(one.stamp.at) for one in timed}) == 1:
                return replace(timed[0], is_guess=dated.is_guess)
        return self._with_lone_time(dated)

    def _with_lone_time(self, dated: DateCandidate) -> DateCandidate:
        """dated with the time that the page prints near its headline without a day, as papers do today."""
        time = self.visible.lone_time
        if time is None:
            return dated
        written = parse_date(f"{dated.stamp.on.isoformat()} {time}", self.style)
        return replace(dated, stamp=written.stamp) if written and self.has_passed(written.stamp) else dated


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


def _is_undisputed(claimed: Sequence[DateCandidate]) -> bool:
    """Whether the first date has a time and a clear meaning, and no other date is another day."""
    if not claimed or is_day_only(claimed[0]) or claimed[0].other or claimed[0].candidate.where in _VAGUE_META:
        return False
    return all(is_same_day(claim, claimed[0]) for claim in claimed[1:])


def _most_confirmed(
    claimed: Sequence[DateCandidate], shown: Sequence[DateCandidate], changed: Sequence[DateCandidate]
) -> DateCandidate:
    """The declared date whose day most kinds of places name; the first of several. Vague places do not count.

    A shown date may be the day of the last change. Then it confirms only a declared time of the same minute.
    """
    first = claimed[0]
    if all(one.candidate.where in _WEAK for one in claimed):
        timed = [one for one in shown if one.stamp.at and not one.candidate.where.endswith(", updated")]
        return next((one for one in timed if is_day_only(first) or not one.is_guess), first)
    clear = [one for one in claimed if one.candidate.where not in _VAGUE_META]
    last_days = {one.stamp.on for one in changed}
    minutes = {minute_of(one.stamp.at) for one in clear if one.stamp.at}
    voters = [one for one in (*clear, *shown) if one.stamp.on not in last_days or minute_of(one.stamp.at) in minutes]
    return max(clear, key=lambda claim: len({one.family for one in voters if is_same_day(one, claim)}), default=first)


def _most_exact(chosen: DateCandidate, others: Sequence[DateCandidate]) -> DateCandidate:
    """chosen; if it has only a day or midnight, another date of the same day with a time."""
    if not is_day_only(chosen):
        return chosen
    return next((other for other in others if not is_day_only(other) and is_same_day(other, chosen)), chosen)


def _guess(dated: Iterable[DateCandidate]) -> DateCandidate | None:
    found = _first(dated)
    return replace(found, is_guess=True) if found else None


def _first(dated: Iterable[DateCandidate]) -> DateCandidate | None:
    return next(iter(dated), None)
