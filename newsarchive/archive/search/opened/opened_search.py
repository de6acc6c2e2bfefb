"""A search that was opened: what it means in this archive, for everything that is read of it.

A page has results, facets and a histogram of the same words. To look the words up in the vocabulary, and to read the
newest matches, costs as much as each of these three. So it is done once, and the value is passed on. It can be used
with another connection to the same archive.
"""

import sqlite3
from dataclasses import dataclass, replace
from typing import Any, Generic

from newsarchive.archive.search.desk_selection import AnySelection, DeskFiltered, read_desk_filters
from newsarchive.archive.search.opened.costs import QueryCosts, costs_of, nth_newest_article
from newsarchive.archive.search.opened.index_rows import read_newest
from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.results import PageOfIds
from newsarchive.archive.search.scope import DEFAULT_PLAN, Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import SearchRequest


@dataclass(frozen=True, slots=True)
class NewestMatches:
    """The search_ids of the newest matches, newest first; is_all says that there are no others."""

    ids: list[int]
    is_all: bool

    def first(self, number: int) -> list[int] | None:
        """The newest of them, or all when there are fewer; None when more were not read."""
        return self.ids[:number] if self.is_all or len(self.ids) >= number else None


NO_MATCHES = NewestMatches([], is_all=True)


@dataclass(frozen=True, slots=True)
class OpenedSearch(Generic[AnySelection]):
    """A selection with its scope and plan, and what it costs to read its matches.

    floor is the search_id down to which matches are read when all are too much to read; None when they are not. newest
    is None as long as no matches were read.
    """

    chosen: DeskFiltered[AnySelection]
    scope: Scope
    plan: SearchPlan
    costs: QueryCosts
    floor: int | None = None
    newest: NewestMatches | None = None

    @property
    def selection(self) -> AnySelection:
        """What is looked for; its collections and tags have become ids of articles."""
        return self.chosen.selection

    @property
    def words(self) -> ParsedQuery:
        """The words as this archive understands them."""
        return self.scope.parsed

    def page_after(
        self: "OpenedSearch[SearchRequest]", page: PageOfIds[Any], page_size: int
    ) -> "OpenedSearch[SearchRequest]":
        """The same search at the page of its results that follows another one."""
        request = replace(
            self.selection,
            page_size=page_size,
            offset=page.next_offset or 0,
            before=page.next_before,
            after=page.next_after,
        )
        return replace(self, chosen=replace(self.chosen, selection=request))


def open_search(
    conn: sqlite3.Connection,
    selection: AnySelection,
    plan: SearchPlan = DEFAULT_PLAN,
    *,
    newest: int = 0,
    like: OpenedSearch[Any] | None = None,
) -> OpenedSearch[AnySelection]:
    """The search for selection. So many of its newest matches are read at once, unless newest is 0.

    like is an opened search with the same words, which are then not looked up again.

    Raises:
        DeskError: the selection names collections or tags, and the desk cannot be read.
    """
    chosen = read_desk_filters(conn, selection)
    # The languages that are chosen decide which forms of a word are searched for.
    is_alike = like is not None and tuple(like.selection.languages) == tuple(chosen.selection.languages)
    scope = make_scope(conn, chosen.selection, plan, like.words if like and is_alike else None)
    costs = costs_of(conn, scope)
    floor = floor_of(conn, costs, plan, scope.params["highest"])
    opened = OpenedSearch(chosen, scope, plan, costs, floor)
    return with_newest(conn, opened, newest) if newest else opened


def floor_of(conn: sqlite3.Connection, costs: QueryCosts, plan: SearchPlan, highest: int) -> int | None:
    """The search_id down to which matches up to highest are read, when all are too much; None when they are not."""
    if costs.least <= plan.steps:
        return None
    return nth_newest_article(conn, costs.articles * plan.steps // costs.least, highest)


def with_newest(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], most: int) -> OpenedSearch[AnySelection]:
    """The opened search with its newest matches, at most so many and not below its floor; itself if it has some."""
    if opened.newest is not None:
        return opened
    scope = opened.scope
    if scope.has_nothing_to_find:
        return replace(opened, newest=NO_MATCHES)
    lowest = scope.params["lowest"]
    params = {**scope.params, "lowest": lowest if opened.floor is None else max(lowest, opened.floor)}
    ids = read_newest(conn, scope.newest("LIMIT :most"), {**params, "match": scope.match, "most": most + 1})
    is_all = len(ids) <= most and (opened.floor is None or opened.floor <= lowest)
    return replace(opened, newest=NewestMatches(ids[:most], is_all))


def newest_ids(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], number: int) -> list[int]:
    """The search_ids of so many of the newest matches, newest first."""
    known = opened.newest.first(number) if opened.newest else None
    if known is not None:
        return known
    scope = opened.scope
    params = {**scope.params, "match": scope.match, "number": number}
    return read_newest(conn, scope.newest("LIMIT :number"), params)
