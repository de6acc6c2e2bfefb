"""What is counted beside the results of several archives: totals, facets, and the histogram over time.

As in one archive, facets count the newest matches of all, and the histogram counts as long as its time lasts.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from newsarchive.archive.search import facets as of_one
from newsarchive.archive.search import histogram as over_time
from newsarchive.archive.search.facets import FIELDS, VALUES_SHOWN, FacetName, Facets
from newsarchive.archive.search.histogram import BUDGET_SECONDS, Histogram, TimeSpan
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import (
    OutletTotal,
    articles_per_day,
    count_articles,
    outlet_titles,
    outlet_totals,
)
from newsarchive.archive.several.archives import OpenArchives, chosen_of
from newsarchive.archive.several.parts import Part, newest_together, parts_of

# The facet of several archives: how many of the articles each of them has.
ARCHIVE = "archive"


def titles_of_outlets(archives: OpenArchives) -> dict[str, str]:
    """The titles of all outlets of all archives, by name; an outlet has the title that the last archive has."""
    return {name: title for archive in archives for name, title in outlet_titles(archive.conn).items()}


def totals_of_outlets(archives: OpenArchives) -> list[OutletTotal]:
    """Every outlet of all archives with the sum of its articles, most articles first."""
    if len(archives) == 1:
        return outlet_totals(archives[0].conn)
    found: dict[str, OutletTotal] = {}
    for archive in archives:
        for one in outlet_totals(archive.conn):
            before = found.get(one.name)
            found[one.name] = one if before is None else _together(before, one)
    return sorted(found.values(), key=lambda one: (-one.articles, one.title))


def _together(one: OutletTotal, other: OutletTotal) -> OutletTotal:
    newest = max((day for day in (one.newest_on, other.newest_on) if day), default=None)
    later = other if other.newest_on and other.newest_on == newest else one
    return replace(later, articles=one.articles + other.articles, newest_on=newest)


def days_of_articles(archives: OpenArchives, since: date, until: date) -> dict[date, int]:
    """How many articles were published on each day from since to until; days without articles are left out."""
    return sum_of_days(articles_per_day(archive.conn, since, until) for archive in archives)


def sum_of_days(counts: Iterable[Mapping[date, int]]) -> dict[date, int]:
    """The sums of the numbers of several archives, by day."""
    days = Counter[date]()
    for one in counts:
        days.update(one)
    return dict(days)


def newest_of_each(archives: OpenArchives, selection: Selection, plan: SearchPlan) -> list[list[int]]:
    """The search_ids of the newest plan.window matches of all archives, by archive, newest first."""
    found: list[list[int]] = [[] for _ in archives]
    with newest_together(_parts(archives, selection, plan), plan.window) as newest:
        for _, (search_id, part) in zip(range(plan.window), newest, strict=False):
            found[part.number].append(search_id)
    return found


def count_facets(
    archives: OpenArchives,
    selection: Selection,
    plan: SearchPlan = DEFAULT_PLAN,
    *,
    names: Sequence[FacetName] = tuple(FIELDS),
    most: int | None = VALUES_SHOWN,
    newest: list[list[int]] | None = None,
) -> Facets:
    """The facets of the articles that selection finds, as facets.count_facets of one archive.

    newest are the newest_of_each of selection in the chosen archives, if they are known already.
    """
    asked = chosen_of(archives, selection.archives)
    selection = replace(selection, archives=())
    counts: dict[FacetName, Counter[str]] = {}
    capped: set[str] = set()
    for others, together in of_one._without_own_filter(selection, names):
        known = newest if newest is not None and others is selection else newest_of_each(asked, others, plan)
        for archive, ids in zip(asked, known, strict=True):
            found, _ = of_one._count(archive.conn, others, together, ids, plan)
            for name, counter in found.items():
                counts.setdefault(name, Counter()).update(counter)
        if sum(map(len, known)) >= plan.window:
            capped.update(name for name in together if not of_one.is_from_totals(others, name))
    chosen = {name: getattr(selection, FIELDS[name]) for name in names}
    shown = {name: of_one._most_frequent(counts.get(name, Counter()), chosen[name], most) for name in names}
    return Facets(shown, frozenset(capped))


def count_archives(archives: OpenArchives, selection: Selection, plan: SearchPlan = DEFAULT_PLAN) -> Facets:
    """How many of the found articles each archive has, whichever are chosen; in the order of the archives."""
    others = replace(selection, archives=())
    if others.is_whole_archive:
        return Facets({ARCHIVE: tuple((archive.name, count_articles(archive.conn)) for archive in archives)})
    newest = newest_of_each(archives, others, plan)
    is_capped = sum(map(len, newest)) >= plan.window
    pairs = tuple((archive.name, len(ids)) for archive, ids in zip(archives, newest, strict=True))
    return Facets({ARCHIVE: pairs}, frozenset([ARCHIVE] if is_capped else ()))


def count_by_time(
    archives: OpenArchives,
    selection: Selection,
    newest: list[list[int]] | None = None,
    plan: SearchPlan = DEFAULT_PLAN,
    *,
    budget_seconds: float = BUDGET_SECONDS,
    timer: Callable[[], float] = time.thread_time,
) -> Histogram | None:
    """The histogram of the articles that selection finds, over the days of all archives; None if it finds none.

    newest are the newest_of_each of selection in the chosen archives, if they are known already.
    """
    asked = chosen_of(archives, selection.archives)
    selection = replace(selection, archives=())
    if selection.is_whole_archive:
        today = max(over_time._today(archive.conn) for archive in asked)
        return over_time._of_days(days_of_articles(asked, date.min, today))
    newest = newest_of_each(asked, selection, plan) if newest is None else newest
    days = Counter(over_time._within(over_time._day(one), selection) for ids in newest for one in ids)
    if sum(days.values()) < plan.window:
        return over_time._of_days(days)
    scopes = _parts(asked, selection, plan)
    oldest = (_oldest(part) for part in scopes)
    first = over_time._within(over_time._day(min(one for one in oldest if one is not None)), selection)
    last = over_time._within(over_time._day(max(ids[0] for ids in newest if ids)), selection)
    unit = over_time.unit_of(first, last)
    # Without the conditions on days, which are on other columns, the index alone can count.
    anytime = _parts(asked, replace(selection, since=None, until=None), plan)
    if anytime[0].scope.match and any(part.scope.parsed.has_prefix for part in anytime):
        counted = [over_time._of_one_pass(part.conn, part.scope, first, last, unit) for part in anytime]
        return Histogram(unit, tuple(_sum(spans) for spans in zip(*counted, strict=True)))
    deadline = timer() + budget_seconds

    def count(begin: date, end: date) -> int:
        return sum(over_time.count_span(part.conn, part.scope, begin, end) for part in anytime)

    return Histogram(unit, over_time.count_each_span(count, first, last, unit, lambda: timer() < deadline))


def _parts(archives: OpenArchives, selection: Selection, plan: SearchPlan) -> list[Part]:
    """The scopes of a selection that has something to find."""
    return [part for part in parts_of(archives, selection, plan) if not part.scope.has_nothing_to_find]


def _oldest(part: Part) -> int | None:
    params = {**part.scope.params, "match": part.scope.match}
    row = part.conn.execute(part.scope.oldest("LIMIT 1"), params).fetchone()
    return int(row[0]) if row else None


def _sum(spans: Sequence[TimeSpan]) -> TimeSpan:
    """The same stretch of time in several archives; not counted if one of them was not."""
    counts = [span.count for span in spans if span.count is not None]
    return replace(spans[0], count=sum(counts) if len(counts) == len(spans) else None)
