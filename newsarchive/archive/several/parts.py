"""One search in each of several archives: what it means there, what it costs, and where reading must stop.

A word has the other forms that the archive's own texts have, so the words of a search can differ between archives. The
combination of its terms is the same in all.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from heapq import merge
from typing import Any, Generic

from newsarchive.archive.search.desk_selection import AnySelection, DeskFiltered, read_desk_filters
from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.ranked.costs import QueryCosts, costs_of
from newsarchive.archive.search.scope import HIGHEST_SEARCH_ID, LOWEST_SEARCH_ID, Scope, SearchPlan, make_scope
from newsarchive.archive.search.totals import articles_per_day
from newsarchive.archive.several.archives import OpenArchives

NO_COSTS = QueryCosts((), 0)
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class Part(Generic[AnySelection]):
    """A search in one of the archives.

    number is the place of the archive among all. chosen.selection is the request with the ids of the articles of its
    collections and tags. in_titles says that only matches in headline and standfirst are wanted.
    """

    number: int
    name: str
    conn: Any
    chosen: DeskFiltered[AnySelection]
    scope: Scope
    costs: QueryCosts = NO_COSTS
    in_titles: bool = False

    def with_scope(self, scope: Scope) -> "Part":
        """The same part with another scope, and its costs."""
        costs = costs_of(self.conn, scope.parsed.root) if scope.parsed.root else NO_COSTS
        return replace(self, scope=scope, costs=costs)

    def newest(self, limit: int) -> Any:
        """A cursor over the search_ids of the newest matches."""
        match = self.scope.titles_match if self.in_titles else self.scope.match
        values = {**self.scope.params, "match": match, "limit": limit}
        return self.conn.execute(self.scope.newest("LIMIT :limit"), values)


def parts_of(archives: OpenArchives, request: AnySelection, plan: SearchPlan) -> list[Part[AnySelection]]:
    """The search in each archive, in their order."""
    parts = []
    for number, archive in enumerate(archives):
        chosen = read_desk_filters(archive.conn, request)
        scope = make_scope(archive.conn, chosen.selection, plan)
        parts.append(Part(number, archive.name, archive.conn, chosen, scope).with_scope(scope))
    return parts


def shared_parsed_notes(parsed: Sequence[ParsedQuery]) -> tuple[str, ...]:
    """What the reader must know about the words; of typed names that an archive does not have, those that none has."""
    are_names = any(one.has_filters for one in parsed)
    found = (note for one in parsed for note in one.notes)
    return tuple(dict.fromkeys(note for note in found if not are_names or all(note in one.notes for one in parsed)))


@contextmanager
def newest_together(parts: Sequence[Part], limit: int) -> Iterator[Iterator[tuple[int, Part]]]:
    """The search_ids of the newest matches of all parts, newest first, each with its part.

    Read as far as asked: of archives that follow each other in time, mostly the newest is read.
    """
    with ExitStack() as stack:
        cursors = [(stack.enter_context(closing(part.newest(limit))), part) for part in parts]
        rows = [_with_part(cursor, part) for cursor, part in cursors]
        yield ((search_id, part) for search_id, _, part in merge(*rows, key=_place, reverse=True))


def _with_part(cursor: Any, part: Part) -> Iterator[tuple[int, int, Part]]:
    return ((row[0], -part.number, part) for row in cursor)


def _place(row: tuple[int, int, Part]) -> tuple[int, int]:
    return row[:2]


def part_to_read(
    parts: Sequence[Part], most: int, cost: int | None = None, *, is_oldest_first: bool = False
) -> int | None:
    """The search_id at which reading stops when all matches of all parts are too much to read; None when they are not.

    most is the cost that may be spent; cost is what everything would cost, by default to find every match. The
    stop is the beginning of a day (or its end, when is_oldest_first), from the stored totals of the days, and never
    beyond the first day that is left to read.
    """
    cost = sum(part.costs.least for part in parts) if cost is None else cost
    if cost <= most:
        return None
    wanted = sum(part.costs.articles for part in parts) * most // cost
    first, last = _bounds(parts)
    days: dict[date, int] = {}
    for part in parts:
        for day, articles in articles_per_day(part.conn, first, last).items():
            days[day] = days.get(day, 0) + articles
    counted = 0
    for day in sorted(days, reverse=not is_oldest_first):
        counted += days[day]
        if counted >= wanted:
            return _second(day) + (_DAY_SECONDS - 1 if is_oldest_first else 0)
    return None


def _bounds(parts: Sequence[Part]) -> tuple[date, date]:
    """The first and last day of the scopes."""
    lowest, highest = parts[0].scope.params["lowest"], parts[0].scope.params["highest"]
    first = date.min if lowest == LOWEST_SEARCH_ID else _day(lowest)
    return first, date.max if highest == HIGHEST_SEARCH_ID else _day(highest)


def _day(second: int) -> date:
    try:
        return datetime.fromtimestamp(second, UTC).date()
    except (ValueError, OverflowError, OSError):
        return date.max if second > 0 else date.min


def _second(day: date) -> int:
    return (day - date(1970, 1, 1)).days * _DAY_SECONDS
