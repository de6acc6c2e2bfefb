"""One search in each of several archives: what it means there, what it costs, and where reading must stop.

A word has the other forms that the archive's own texts have, so the words of a search can differ between archives. The
combination of its terms is the same in all.
"""

from collections.abc import Generator, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from heapq import merge
from typing import Any, Generic

from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.opened.costs import QueryCosts
from newsarchive.archive.search.opened.opened_search import NewestMatches, OpenedSearch, open_search, with_newest
from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.scope import DEFAULT_PLAN, HIGHEST_SEARCH_ID, LOWEST_SEARCH_ID, Scope, SearchPlan
from newsarchive.archive.search.totals import articles_per_day
from newsarchive.archive.several.archives import OpenArchives, chosen_of
from newsarchive.archive.several.joint_outlets import with_known_outlets

# There are matches, and none of them was read.
NOT_READ = NewestMatches([], is_all=False)
_DAY_SECONDS = 86_400


@dataclass(frozen=True, slots=True)
class SearchedArchive(Generic[AnySelection]):
    """A search that was opened in one of the archives. number is the place of the archive among all.

    in_titles says that only matches in headline and standfirst are wanted.
    """

    number: int
    name: str | None
    conn: Any
    opened: OpenedSearch[AnySelection]
    in_titles: bool = False

    @property
    def scope(self) -> Scope:
        """The words and filters as this archive understands them."""
        return self.opened.scope

    @property
    def costs(self) -> QueryCosts:
        """What it costs to find the words in this archive."""
        return self.opened.costs

    def with_scope(self, scope: Scope, **changes: Any) -> "SearchedArchive[AnySelection]":
        """The same part with another scope of the same words; its newest matches are not known yet."""
        return replace(self, opened=replace(self.opened, scope=scope, newest=None), **changes)

    def newest(self, limit: int) -> Iterator[int]:
        """The search_ids of the newest matches."""
        if self.opened.newest is not None and not self.in_titles:
            known = self.opened.newest.first(limit)
            if known is not None:
                return iter(known[:limit])
        match = self.scope.titles_match if self.in_titles else self.scope.match
        params = {**self.scope.params, "match": match, "limit": limit}
        return (row[0] for row in self.conn.execute(self.scope.newest("LIMIT :limit"), params))


def open_parts(
    archives: OpenArchives,
    selection: AnySelection,
    plan: SearchPlan = DEFAULT_PLAN,
    *,
    newest: int = 0,
) -> list[SearchedArchive[AnySelection]]:
    """The search for selection in each of the archives that it chooses, in their order: see open_search.

    So many of the newest matches of all are read, and not below the floor of all together.
    """
    selection = with_known_outlets(archives, selection)
    parts = [
        SearchedArchive(number, one.name, one.conn, open_search(one.conn, selection, plan))
        for number, one in enumerate(chosen_of(archives, selection.archives))
    ]
    if len(parts) > 1:
        floor = part_to_read(parts, plan.steps)
        parts = [replace(part, opened=replace(part.opened, floor=floor)) for part in parts]
    return with_newest_together(parts, newest) if newest else parts


def with_newest_together(
    parts: Sequence[SearchedArchive[AnySelection]], most: int
) -> list[SearchedArchive[AnySelection]]:
    """The parts with their newest matches, of all together at least the newest `most`.

    A part is not read if so many newer matches are known: of archives that follow each other in time, one is read.
    """
    read: dict[int, SearchedArchive[AnySelection]] = {}
    found: list[int] = []
    for newest, part in sorted(((_newest_article(part), part) for part in parts), key=lambda pair: -pair[0]):
        if len(found) >= most and found[most - 1] > newest:
            opened = replace(part.opened, newest=part.opened.newest or NOT_READ)
        else:
            opened = with_newest(part.conn, part.opened, most)
            ids = opened.newest.ids if opened.newest else []
            found = sorted((*found, *ids), reverse=True)[:most]
        read[part.number] = replace(part, opened=opened)
    return [read[part.number] for part in parts]


def _newest_article(part: SearchedArchive[Any]) -> int:
    (search_id,) = part.conn.execute("SELECT max(search_id) FROM articles").fetchone()
    return LOWEST_SEARCH_ID if search_id is None else int(search_id)


def connected(
    parts: Sequence[SearchedArchive[AnySelection]], archives: OpenArchives
) -> list[SearchedArchive[AnySelection]]:
    """The parts with the connections of these archives: for another thread, or for a later time."""
    conns = {archive.name: archive.conn for archive in archives}
    return [replace(part, conn=conns[part.name]) for part in parts]


def with_words(parts: Sequence[SearchedArchive[AnySelection]]) -> list[SearchedArchive[AnySelection]]:
    """The parts in which there is something to find."""
    return [part for part in parts if not part.scope.has_nothing_to_find]


def shared_parsed_notes(parsed: Sequence[ParsedQuery]) -> tuple[str, ...]:
    """What the reader must know about the words; of typed names that an archive does not have, those that none has."""
    are_names = any(one.has_filters for one in parsed)
    found = (note for one in parsed for note in one.notes)
    return tuple(dict.fromkeys(note for note in found if not are_names or all(note in one.notes for one in parsed)))


@contextmanager
def newest_together(
    parts: Sequence[SearchedArchive[Any]], limit: int
) -> Iterator[Iterator[tuple[int, SearchedArchive[Any]]]]:
    """The search_ids of the newest matches of all parts, newest first, each with its part.

    Read as far as asked: of archives that follow each other in time, mostly the newest is read.
    """
    with ExitStack() as stack:
        rows = [_with_part(part.newest(limit), part) for part in parts]
        # A cursor that is not read to its end holds the state of its archive.
        for one in rows:
            stack.callback(one.close)
        yield ((search_id, part) for search_id, _, part in merge(*rows, key=_place, reverse=True))


def _with_part(
    search_ids: Iterator[int], part: SearchedArchive[Any]
) -> Generator[tuple[int, int, SearchedArchive[Any]], None, None]:
    for search_id in search_ids:
        yield search_id, -part.number, part


def _place(row: tuple[int, int, SearchedArchive[Any]]) -> tuple[int, int]:
    return row[:2]


def part_to_read(
    parts: Sequence[SearchedArchive[Any]], most: int, cost: int | None = None, *, is_oldest_first: bool = False
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


def _bounds(parts: Sequence[SearchedArchive[Any]]) -> tuple[date, date]:
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
