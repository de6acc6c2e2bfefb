"""Attention over time: how many articles of each period have the words of up to five searches, beside all articles."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import date, timedelta

from newsarchive.analysis.periods import (
    ONE_DAY,
    Period,
    choose_step,
    most_periods,
    periods_between,
    sum_by_period,
)
from newsarchive.archive.analysis.covered_days import covered_days
from newsarchive.archive.analysis.first_of_clusters import count_repeated, read_clusters
from newsarchive.archive.analysis.period_borders import MOST_LOOKED_UP, PeriodBorders, read_joint_borders
from newsarchive.archive.analysis.period_counts import count_by_period
from newsarchive.archive.analysis.published_days import published_by_day
from newsarchive.archive.analysis.timeline_values import Panel, Timeline, TimelineRequest, check_request
from newsarchive.archive.one_moment import one_moment
from newsarchive.archive.search.outlets.chosen_outlets import NO_OUTLET, chosen_outlets
from newsarchive.archive.search.scope import Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import OutletTotal
from newsarchive.archive.several.archives import OpenArchive, OpenArchives, chosen_of
from newsarchive.archive.several.joint_counts import totals_of_outlets
from newsarchive.archive.several.joint_outlets import with_known_outlets
from newsarchive.archive.several.parts import shared_parsed_notes
from newsarchive.errors import UsageError

# Small multiples, one for each outlet or country; the outlets with most articles have one.
MOST_PANELS = 12
# 20,000 days are 54 years. With five searches and twelve panels they would be a million numbers.
MOST_PERIODS = 20_000
MOST_NUMBERS = 100_000
# To count matches without reading a row, every filter on outlets and languages is a word of the index.
_PLAN = SearchPlan(key_share=1.0)
# The fields of a Selection that published_by_day knows.
_FROM_TOTALS = ("query", "outlets", "countries", "sets", "since", "until", "exact_forms", "archives")

UTC_DAYS = (
    f"More than {MOST_LOOKED_UP:,} articles would have to be looked up to count them on the outlets' own days. "
    "They are counted on UTC days, so articles around midnight may be in the neighbouring {step}."
)


@dataclass(frozen=True, slots=True)
class _PanelOutlets:
    """The outlets of one panel; None for all."""

    name: str | None
    title: str | None
    outlets: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class _CountedArchive:
    """One of the archives, and what every number of it is counted with; clusters if copies are left out."""

    conn: sqlite3.Connection
    borders: PeriodBorders
    clusters: Mapping[int, int] | None


@dataclass(frozen=True, slots=True)
class _PanelNumbers:
    """The numbers of one panel in one archive: articles that pass the filters, those of each search, covered days."""

    passed: Sequence[int]
    articles: Sequence[Sequence[int]]
    covered: set[date]


def read_timeline(conn: sqlite3.Connection, request: TimelineRequest, today: date) -> Timeline:
    """The timeline that request asks for. Without since and until it covers the articles of the chosen outlets.

    Raises:
        UsageError: there is no search or more than five, or too many periods.
    """
    return read_joint_timeline((OpenArchive(None, conn),), request, today)


def read_joint_timeline(archives: OpenArchives, request: TimelineRequest, today: date) -> Timeline:
    """The timeline of several archives: the sums of their numbers, over the days of all of them.

    Each archive is read as of one moment. A day is covered if one archive knows something of it. With all_copies=False,
    one article of each cluster is counted in each archive.

    Raises:
        UsageError: as read_timeline.
    """
    check_request(request)
    with ExitStack() as stack:
        chosen = chosen_of(archives, request.selection.archives)
        for archive in chosen:
            stack.enter_context(one_moment(archive.conn))
        known = replace(request, selection=with_known_outlets(archives, request.selection))
        return replace(_read(chosen, known, today), request=request)


def _read(archives: OpenArchives, request: TimelineRequest, today: date) -> Timeline:
    selection, conns = request.selection, [archive.conn for archive in archives]
    is_by_outlet = selection.outlets or selection.countries or selection.sets or request.split
    known = totals_of_outlets(archives) if is_by_outlet else []
    outlets = _chosen(known, conns, selection)
    since, until = _span(conns, selection, outlets, today)
    step = request.step or choose_step(since, until)
    if most_periods(since, until, step) > MOST_PERIODS:
        raise UsageError(f"by {step} from {since} to {until}: more than {MOST_PERIODS:,} numbers; take a longer step")
    periods = periods_between(since, until, step)
    groups, left_out = _groups(known, request, outlets)
    if (numbers := len(periods) * len(request.queries) * len(groups)) > MOST_NUMBERS:
        raise UsageError(f"by {step} from {since} to {until}: {numbers:,} numbers are too many; take a longer step")
    scopes = [[_scope(conn, selection, query) for conn in conns] for query in request.queries]
    notes = list(_notes_of_searches(request, scopes))
    parts = [
        _CountedArchive(conn, borders, None if request.all_copies else read_clusters(conn, borders))
        for conn, borders in zip(conns, read_joint_borders(conns, periods), strict=True)
    ]
    is_exact = parts[0].borders.is_exact
    if not is_exact:
        notes.append(UTC_DAYS.format(step=step))
    if left_out:
        kind = "outlets" if request.split == "outlet" else "countries"
        notes.append(f"The {MOST_PANELS} {kind} with most articles are shown; {left_out:,} more are not.")
    return Timeline(
        request,
        tuple(of_search[0].parsed.understood for of_search in scopes),
        step,
        tuple(periods),
        tuple(_panel(parts, request, group) for group in groups),
        is_exact,
        tuple(dict.fromkeys(notes)),
    )


def _notes_of_searches(request: TimelineRequest, scopes: Sequence[Sequence[Scope]]) -> Iterator[str]:
    """The notes about each search, with its words if there are several searches."""
    for query, of_search in zip(request.queries, scopes, strict=True):
        for note in shared_parsed_notes([scope.parsed for scope in of_search]) if query.strip() else ():
            yield f"{query}: {note}" if len(request.queries) > 1 else note


def _panel(parts: Sequence[_CountedArchive], request: TimelineRequest, group: _PanelOutlets) -> Panel:
    periods = parts[0].borders.periods
    counted = [_count(part, request, group) for part in parts]
    passed = _sums(one.passed for one in counted)
    articles = tuple(_sums(of_search) for of_search in zip(*(one.articles for one in counted), strict=True))
    # The days of rows that somebody wrote by hand may be far from their search_id. No share is above 1 all the same.
    published = tuple(max(numbers) for numbers in zip(passed, *articles, strict=True))
    covered = set().union(*(one.covered for one in counted))
    by_period = sum_by_period(dict.fromkeys(covered, 1), periods)
    known = [max(number, bool(some)) for number, some in zip(by_period, published, strict=True)]
    return Panel(group.name, group.title, articles, published, tuple(known))


def _count(part: _CountedArchive, request: TimelineRequest, group: _PanelOutlets) -> _PanelNumbers:
    days = published_by_day(part.conn, group.outlets, part.borders.since, part.borders.until)
    passed = _passed(part, request, group, days)
    articles = [_hits(part, request, group, query) if query.strip() else passed for query in request.queries]
    return _PanelNumbers(passed, articles, covered_days(part.conn, group.outlets, _days(part.borders.periods), days))


def _sums(counts: Iterable[Sequence[int]]) -> tuple[int, ...]:
    """The sums of the numbers of several archives, by period."""
    return tuple(map(sum, zip(*counts, strict=True)))


def _hits(part: _CountedArchive, request: TimelineRequest, group: _PanelOutlets, query: str) -> list[int]:
    scope = _scope(part.conn, request.selection, query, group.outlets)
    if scope.has_nothing_to_find:
        return [0] * len(part.borders.periods)
    return _without_repeated(part, scope, count_by_period(part.conn, scope, part.borders))


def _passed(
    part: _CountedArchive, request: TimelineRequest, group: _PanelOutlets, days: Mapping[date, int]
) -> list[int]:
    """All articles that pass the filters: from stored totals if these know the filters, else counted one by one."""
    scope = _scope(part.conn, request.selection, "", group.outlets)
    bare = replace(request.selection, **{name: getattr(Selection(), name) for name in _FROM_TOTALS})
    if bare.has_filters or not part.borders.is_exact:
        counts = count_by_period(part.conn, scope, part.borders)
    else:
        counts = sum_by_period(days, part.borders.periods)
    return _without_repeated(part, scope, counts)


def _without_repeated(part: _CountedArchive, scope: Scope, counts: list[int]) -> list[int]:
    """The counts of scope; if copies are left out, of each cluster only its first match."""
    if part.clusters is None:
        return counts
    repeated = count_repeated(part.conn, scope, part.borders, part.clusters)
    return [number - more for number, more in zip(counts, repeated, strict=True)]


def _scope(conn: sqlite3.Connection, selection: Selection, query: str, outlets: tuple[str, ...] | None = None) -> Scope:
    return make_scope(conn, _in_group(selection, query, outlets), _PLAN)


def _in_group(selection: Selection, query: str, outlets: tuple[str, ...] | None) -> Selection:
    """The selection with these words and only the outlets of a group, without its days: PeriodBorders has them."""
    without_days = replace(selection, query=query, since=None, until=None)
    if outlets is None:
        return without_days
    # If no outlet is left, nothing is counted; an empty filter would let all pass.
    return replace(without_days, outlets=outlets or (NO_OUTLET,), countries=(), sets=())


def _chosen(
    known: Sequence[OutletTotal], conns: Sequence[sqlite3.Connection], selection: Selection
) -> tuple[str, ...] | None:
    """The outlets that the filters on outlets, countries and sets leave; None for all."""
    chosen = [chosen_outlets(conn, selection) for conn in conns]
    passed = {name for some in chosen for name in some or ()}
    return None if None in chosen else tuple(one.name for one in known if one.name in passed)


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
