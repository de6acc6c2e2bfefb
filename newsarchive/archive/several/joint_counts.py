"""What is counted beside the results of several archives: totals, facets, and the histogram over time.

As in one archive, facets count the newest matches of all, and the histogram counts as long as its time lasts.
"""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from newsarchive.archive.search import facets as of_one
from newsarchive.archive.search import histogram as over_time
from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.facets import FIELDS, VALUES_SHOWN, FacetName, Facets
from newsarchive.archive.search.histogram import BUDGET_SECONDS, Histogram, TimeSpan
from newsarchive.archive.search.opened.opened_search import NO_MATCHES, NewestMatches
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import (
    OutletTotal,
    articles_per_day,
    count_articles,
    outlet_titles,
    outlet_totals,
)
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.parts import SearchedArchive, open_parts, with_newest_together

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


def sum_of_days(counts: Iterable[Mapping[date, int]]) -> dict[date, int]:
    """The sums of the numbers of several archives, by day."""
    days = Counter[date]()
    for one in counts:
        days.update(one)
    return dict(days)


def newest_of_all(parts: Sequence[SearchedArchive[AnySelection]]) -> list[SearchedArchive[AnySelection]]:
    """The parts with their newest matches, of all together the newest plan.window."""
    window = parts[0].opened.plan.window
    read = with_newest_together(parts, window)
    found = [part.opened.newest or NO_MATCHES for part in read]
    newest = sorted((one for some in found for one in some.ids), reverse=True)[:window]
    is_all = all(some.is_all for some in found) and sum(len(some.ids) for some in found) == len(newest)
    counts = [sum(1 for one in some.ids if newest and one >= newest[-1]) for some in found]
    limited = [NewestMatches(some.ids[:count], is_all) for some, count in zip(found, counts, strict=True)]
    return [replace(part, opened=replace(part.opened, newest=some)) for part, some in zip(read, limited, strict=True)]


def count_facets(
    parts: Sequence[SearchedArchive[AnySelection]],
    *,
    names: Sequence[FacetName] = tuple(FIELDS),
    most: int | None = VALUES_SHOWN,
) -> Facets:
    """The facets of an opened search of several archives, as facets.count_facets of one archive."""
    if len(parts) == 1:
        return of_one.count_facets_of(parts[0].conn, parts[0].opened, names=names, most=most)
    counts: dict[FacetName, Counter[str]] = {name: Counter() for name in names}
    capped: dict[str, int] = {}
    selections = [of_one.without_own_filter(part.conn, part.opened, names) for part in parts]
    for some in zip(*selections, strict=True):
        counted = newest_of_all([replace(part, opened=opened) for part, (opened, _) in zip(parts, some, strict=True)])
        for part, (_, together) in zip(counted, some, strict=True):
            found, newest = of_one.count_values(part.conn, part.opened, together)
            for name, counter in found.items():
                counts[name].update(counter)
            for facet, number in newest.items():
                capped[facet] = capped.get(facet, 0) + number
    selection = parts[0].opened.selection
    if "set" in counts:
        counts["set"] = of_one.count_sets(parts[0].conn, selection, counts["set"])
    chosen = {name: getattr(selection, FIELDS[name]) for name in names}
    return Facets({name: of_one.most_frequent(counts[name], chosen[name], most) for name in names}, capped)


def count_all_facets(archives: OpenArchives, parts: Sequence[SearchedArchive[AnySelection]], *, most: int) -> Facets:
    """The facets of an opened search; with several archives, how many of the articles each has comes first."""
    if len(archives) == 1:
        return count_facets(parts, most=most)
    parts = newest_of_all(parts)
    selection = parts[0].opened.selection
    is_counted = not selection.archives and not selection.is_whole_archive
    first = counted_archives(parts) if is_counted else count_archives(archives, selection, parts[0].opened.plan)
    facets = count_facets(parts, most=most)
    return Facets({**first.counts, **facets.counts}, {**first.capped, **facets.capped})


def count_archives(archives: OpenArchives, selection: Selection, plan: SearchPlan = DEFAULT_PLAN) -> Facets:
    """How many of the found articles each archive has, whichever are chosen; in the order of the archives."""
    others = replace(selection, archives=())
    if others.is_whole_archive:
        return Facets({ARCHIVE: tuple((archive.name or "", count_articles(archive.conn)) for archive in archives)})
    return counted_archives(newest_of_all(open_parts(archives, others, plan)))


def counted_archives(parts: Sequence[SearchedArchive[Any]]) -> Facets:
    """How many of the articles of a search in all archives each of them has; of parts that newest_of_all gave."""
    found = [part.opened.newest or NO_MATCHES for part in parts]
    pairs = tuple((part.name or "", len(some.ids)) for part, some in zip(parts, found, strict=True))
    is_all = all(some.is_all for some in found)
    return Facets({ARCHIVE: pairs}, {} if is_all else {ARCHIVE: sum(count for _, count in pairs)})


def count_by_time(
    parts: Sequence[SearchedArchive[AnySelection]],
    *,
    budget_seconds: float = BUDGET_SECONDS,
    timer: Callable[[], float] = time.thread_time,
) -> Histogram | None:
    """The histogram of the articles that an opened search finds in several archives; None if it finds none."""
    if len(parts) == 1:
        (part,) = parts
        return over_time.count_by_time(part.conn, part.opened, budget_seconds=budget_seconds, timer=timer)
    selection = parts[0].opened.selection
    if selection.is_whole_archive:
        today = max(over_time.last_day(part.conn) for part in parts)
        return over_time.histogram_of_days(sum_of_days(articles_per_day(part.conn, date.min, today) for part in parts))
    parts = newest_of_all(parts)
    newest = [part.opened.newest or NO_MATCHES for part in parts]
    if all(some.is_all for some in newest):
        counts = Counter(search_id // over_time.DAY_SECONDS for some in newest for search_id in some.ids)
        return over_time.histogram_of_days(over_time.days_within(counts, selection))
    oldest = [one for part in parts if (one := _oldest(part)) is not None]
    ends = (min(oldest), max(some.ids[0] for some in newest if some.ids))
    first, last = (over_time.nearest_day(over_time.day_of(search_id), selection) for search_id in ends)
    unit = over_time.unit_of(first, last)
    # Without the conditions on days, which are on other columns, the index alone can count.
    anytime = [(part.conn, part.scope.without_days) for part in parts]
    if any(part.opened.words.has_prefix for part in parts):
        counted = [over_time.count_in_one_pass(conn, scope, first, last, unit) for conn, scope in anytime]
        return Histogram(unit, tuple(_sum(spans) for spans in zip(*counted, strict=True)))
    deadline = timer() + budget_seconds

    def count(begin: date, end: date) -> int:
        return sum(over_time.count_span(conn, scope, begin, end) for conn, scope in anytime)

    return Histogram(unit, over_time.count_each_span(count, first, last, unit, lambda: timer() < deadline))


def _oldest(part: SearchedArchive[Any]) -> int | None:
    """The search_id of the oldest match; of the oldest article, where it would take too long to find a match."""
    scope = part.scope
    if part.opened.floor is None:
        row = part.conn.execute(scope.oldest("LIMIT 1"), {**scope.params, "match": scope.match}).fetchone()
    else:
        statement = "SELECT min(search_id) FROM articles WHERE search_id >= :lowest"
        row = part.conn.execute(statement, scope.params).fetchone()
    return row[0] if row else None


def _sum(spans: Sequence[TimeSpan]) -> TimeSpan:
    """The same stretch of time in several archives; not counted if one of them was not."""
    counts = [span.count for span in spans if span.count is not None]
    return replace(spans[0], count=sum(counts) if len(counts) == len(spans) else None)
