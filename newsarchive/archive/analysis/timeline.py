"""Attention over time: how many articles of each period have the words of up to five searches, beside all articles."""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from newsarchive.analysis.periods import (
    ONE_DAY,
    Period,
    Step,
    choose_step,
    most_periods,
    periods_between,
    sum_by_period,
)
from newsarchive.archive.analysis.covered_days import covered_days
from newsarchive.archive.analysis.day_counts import (
    LOOKED_UP,
    Borders,
    borders_of,
    can_be_exact,
    count_by_day,
    published_by_day,
)
from newsarchive.archive.search.scope import Scope, make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import OutletTotal
from newsarchive.archive.several.archives import OpenArchive, OpenArchives, chosen_of
from newsarchive.archive.several.joint_counts import sum_of_days, totals_of_outlets
from newsarchive.archive.several.parts import shared_parsed_notes
from newsarchive.errors import UsageError

Split = Literal["outlet", "country"]
MOST_QUERIES = 5
# Small multiples, one for each outlet or country; the outlets with most articles have one.
MOST_PANELS = 12
# 20,000 days are 54 years. With five searches and twelve panels they would be a million numbers.
MOST_PERIODS = 20_000
MOST_NUMBERS = 100_000
# The fields of a Selection that published_by_day knows.
_FROM_TOTALS = ("query", "outlets", "countries", "since", "until", "exact_forms")

UTC_DAYS = (
    f"More than {LOOKED_UP:,} articles would have to be looked up to count them on the outlets' own days. "
    "They are counted on UTC days, so articles around midnight may be in the neighbouring {step}."
)
TOO_MANY_QUERIES = f"At most {MOST_QUERIES} searches can be compared."


@dataclass(frozen=True, slots=True)
class TimelineRequest:
    """What to count: the searches, the filters they share (selection, without words), and how.

    step=None chooses it by the length of the span. all_copies=False counts one article of each cluster of
    near-duplicates, the earliest that matches. split makes a panel for each outlet or country.
    """

    queries: tuple[str, ...]
    selection: Selection
    step: Step | None = None
    all_copies: bool = True
    split: Split | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """The numbers of all chosen outlets (name=None), or of one outlet or country, for each period.

    articles has one list for each search. published counts all articles that pass the filters. covered_days counts the
    days that the archive knows something of.
    """

    name: str | None
    title: str | None
    articles: tuple[tuple[int, ...], ...]
    published: tuple[int, ...]
    covered_days: tuple[int, ...]

    def is_gap(self, period: int) -> bool:
        """Whether nothing is known of the period: 0 articles would say nothing."""
        return self.covered_days[period] == 0

    def share(self, search: int, period: int) -> float | None:
        """The part of the published articles that the search finds, 0 to 1; None if none were published."""
        published = self.published[period]
        return self.articles[search][period] / published if published else None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The numbers of a TimelineRequest. understood has the searches as they were understood.

    is_exact=False: days are UTC days. notes are sentences for the reader.
    """

    request: TimelineRequest
    understood: tuple[str, ...]
    step: Step
    periods: tuple[Period, ...]
    panels: tuple[Panel, ...]
    is_exact: bool
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _PanelOutlets:
    """The outlets of one panel; None for all."""

    name: str | None
    title: str | None
    outlets: tuple[str, ...] | None


def read_timeline(conn: sqlite3.Connection, request: TimelineRequest, today: date) -> Timeline:
    """The timeline that request asks for. Without since and until it covers the articles of the chosen outlets.

    Raises:
        UsageError: there is no search or more than five, or too many periods.
    """
    return read_joint_timeline((OpenArchive(None, conn),), request, today)


def read_joint_timeline(archives: OpenArchives, request: TimelineRequest, today: date) -> Timeline:
    """The timeline of several archives: the sums of their numbers, over the days of all of them.

    A day is covered if one archive knows something of it. With all_copies=False, one article of each cluster is counted
    in each archive.

    Raises:
        UsageError: as read_timeline.
    """
    check_request(request)
    selection = request.selection
    archives = chosen_of(archives, selection.archives)
    conns = [archive.conn for archive in archives]
    known = totals_of_outlets(archives)
    outlets = _chosen(known, selection)
    since, until = _span(conns, selection, outlets, today)
    step = request.step or choose_step(since, until)
    if most_periods(since, until, step) > MOST_PERIODS:
        raise UsageError(f"by {step} from {since} to {until}: more than {MOST_PERIODS:,} numbers; take a longer step")
    periods = periods_between(since, until, step)
    groups, left_out = _groups(known, request, outlets)
    if (numbers := len(periods) * len(request.queries) * len(groups)) > MOST_NUMBERS:
        raise UsageError(f"by {step} from {since} to {until}: {numbers:,} numbers are too many; take a longer step")
    scopes = [[make_scope(conn, _in_group(selection, query, None)) for query in request.queries] for conn in conns]
    notes = list(_notes_of_searches(request, scopes))
    borders = borders_of(periods)
    is_exact = all(
        can_be_exact(conn, scope, borders, len(archives))
        for conn, some in zip(conns, scopes, strict=True)
        for scope in some
        if not scope.has_nothing_to_find
    )
    if not is_exact:
        borders = replace(borders, is_exact=False)
        notes.append(UTC_DAYS.format(step=step))
    if left_out:
        kind = "outlets" if request.split == "outlet" else "countries"
        notes.append(f"The {MOST_PANELS} {kind} with most articles are shown; {left_out:,} more are not.")
    return Timeline(
        request,
        tuple(scope.parsed.understood for scope in scopes[0]),
        step,
        tuple(periods),
        tuple(_panel(conns, request, group, periods, borders) for group in groups),
        is_exact,
        tuple(dict.fromkeys(notes)),
    )


def _notes_of_searches(request: TimelineRequest, scopes: Sequence[Sequence[Scope]]) -> Iterator[str]:
    """The notes about each search, with its words if there are several searches."""
    for place, query in enumerate(request.queries):
        parsed = [some[place].parsed for some in scopes]
        for note in shared_parsed_notes(parsed) if query.strip() else ():
            yield f"{query}: {note}" if len(request.queries) > 1 else note


def check_request(request: TimelineRequest) -> None:
    """Raises UsageError if there is no search or more than five."""
    if not request.queries:
        raise UsageError('type at least one search; "" counts all articles')
    if len(request.queries) > MOST_QUERIES:
        raise UsageError(TOO_MANY_QUERIES)


def _panel(
    conns: Sequence[sqlite3.Connection],
    request: TimelineRequest,
    group: _PanelOutlets,
    periods: Sequence[Period],
    borders: Borders,
) -> Panel:
    articles = tuple(
        tuple(sum_by_period(sum_of_days(_hits(conn, request, group, query, borders) for conn in conns), periods))
        for query in request.queries
    )
    days = [published_by_day(conn, group.outlets, borders.since, borders.until) for conn in conns]
    counted = (_published(conn, request, group, borders, own) for conn, own in zip(conns, days, strict=True))
    published = sum_by_period(sum_of_days(counted), periods)
    # An outlet may have dated an article later than the day on which it was seen; it counts for that day.
    published = [max([number, *found]) for number, *found in zip(published, *articles, strict=True)]
    all_days = list(_days(periods))
    covered = set().union(
        *(covered_days(conn, group.outlets, all_days, own) for conn, own in zip(conns, days, strict=True))
    )
    by_period = sum_by_period(dict.fromkeys(covered, 1), periods)
    known = [max(number, bool(some)) for number, some in zip(by_period, published, strict=True)]
    return Panel(group.name, group.title, articles, tuple(published), tuple(known))


def _hits(
    conn: sqlite3.Connection, request: TimelineRequest, group: _PanelOutlets, query: str, borders: Borders
) -> Mapping[date, int]:
    scope = make_scope(conn, _in_group(request.selection, query, group.outlets))
    if scope.has_nothing_to_find:
        return {}
    return count_by_day(conn, scope, borders, once_per_cluster=not request.all_copies)


def _published(
    conn: sqlite3.Connection, request: TimelineRequest, group: _PanelOutlets, borders: Borders, days: Mapping[date, int]
) -> Mapping[date, int]:
    """All articles that pass the filters: from stored totals if these know the filters, else counted one by one."""
    bare = replace(request.selection, **{name: getattr(Selection(), name) for name in _FROM_TOTALS})
    if request.all_copies and borders.is_exact and not bare.has_filters:
        return days
    scope = make_scope(conn, _in_group(request.selection, "", group.outlets))
    return count_by_day(conn, scope, borders, once_per_cluster=not request.all_copies)


def _in_group(selection: Selection, query: str, outlets: tuple[str, ...] | None) -> Selection:
    """The selection with these words, without its days (Borders has them), and only with the outlets of a group."""
    without_days = replace(selection, query=query, since=None, until=None)
    return without_days if outlets is None else replace(without_days, outlets=outlets, countries=())


def _chosen(known: Sequence[OutletTotal], selection: Selection) -> tuple[str, ...] | None:
    """The outlets that the filters on outlets and countries leave; None for all."""
    if not selection.outlets and not selection.countries:
        return None
    return tuple(
        one.name
        for one in known
        if (not selection.outlets or one.name in selection.outlets)
        and (not selection.countries or one.country in selection.countries)
    )


def _groups(
    known: Sequence[OutletTotal], request: TimelineRequest, outlets: tuple[str, ...] | None
) -> tuple[list[_PanelOutlets], int]:
    """The groups of the panels, those with most articles first, and how many groups are left out."""
    if request.split is None:
        return [_PanelOutlets(None, None, outlets)], 0
    groups: dict[str, list[str]] = {}
    titles: dict[str, str] = {}
    for one in known:
        if one.articles and (outlets is None or one.name in outlets):
            key = one.name if request.split == "outlet" else one.country or ""
            groups.setdefault(key, []).append(one.name)
            titles[key] = one.title if request.split == "outlet" else key
    panels = [_PanelOutlets(key, titles[key], tuple(names)) for key, names in groups.items()]
    return panels[:MOST_PANELS], max(0, len(panels) - MOST_PANELS)


def _span(
    conns: Sequence[sqlite3.Connection], selection: Selection, outlets: tuple[str, ...] | None, today: date
) -> tuple[date, date]:
    """The days to show. Where the selection has none: from the first article of the outlets to the newest one."""
    found = [_first_and_last(conn, outlets) for conn in conns]
    first = min((day for day, _ in found if day), default=None)
    last = max((day for _, day in found if day), default=None)
    # A day in the future is a mistake of an outlet, and one tomorrow is another timezone.
    last = min(last, today + ONE_DAY) if last else today
    until = selection.until or max(last, selection.since or date.min)
    since = selection.since or min(first or until, until)
    return since, until


def _first_and_last(conn: sqlite3.Connection, outlets: tuple[str, ...] | None) -> tuple[date | None, date | None]:
    """The first and the last day on which the outlets published something."""
    if outlets is None:
        row = conn.execute("SELECT min(value), max(value) FROM totals WHERE dimension = 'published_on'").fetchone()
        seconds = conn.execute(
            "SELECT min(search_id), max(search_id) FROM articles INDEXED BY articles_day WHERE published_on IS NULL"
        ).fetchone()
    else:
        names = json.dumps(outlets)
        row = conn.execute(
            """SELECT min(first), max(last) FROM (SELECT
                 (SELECT min(published_on) FROM outlet_days WHERE outlet = o.value) AS first,
                 (SELECT max(published_on) FROM outlet_days WHERE outlet = o.value) AS last FROM json_each(?) o)""",
            [names],
        ).fetchone()
        seconds = conn.execute(
            """SELECT min(search_id), max(search_id) FROM articles INDEXED BY articles_day
               WHERE published_on IS NULL AND outlet IN (SELECT value FROM json_each(?))""",
            [names],
        ).fetchone()
    found = [*row, *(_utc_day(second) for second in tuple(seconds))]
    days = [day for text in found if text and (day := _known_day(text))]
    return min(days, default=None), max(days, default=None)


def _known_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _utc_day(second: int | None) -> str | None:
    if second is None:
        return None
    try:
        return (date(1970, 1, 1) + timedelta(seconds=second)).isoformat()
    except OverflowError:
        return None


def _days(periods: Sequence[Period]) -> Iterator[date]:
    day = periods[0].since
    for _ in range((periods[-1].until - day).days + 1):
        yield day
        day = day + ONE_DAY if day < date.max else day
