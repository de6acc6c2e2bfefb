"""The results before and after one article in a list of results, across the ends of a page."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace

from newsarchive.archive.search.article_search import read_hits, read_ids, search
from newsarchive.archive.search.clusters_in_results import PassedBy, clusters_of, count_matching_members
from newsarchive.archive.search.opened.opened_search import OpenedSearch, open_search
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    Scope,
    SearchPlan,
)
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import search_versions

# Articles that are passed while the result before a page is looked for: other members of a cluster, and ranked ones.
MOST_PASSED = 400


@dataclass(frozen=True, slots=True)
class PlaceInResults:
    """A result, and where the page of results begins that shows it, as in a SearchRequest."""

    hit: Hit
    offset: int = 0
    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ResultNeighbours:
    """The results before and after one result; None at the ends of the list."""

    previous: PlaceInResults | None
    following: PlaceInResults | None


def find_neighbours(
    conn: sqlite3.Connection,
    request: SearchRequest,
    is_sought: Callable[[Hit], bool],
    *,
    in_versions: bool = False,
    plan: SearchPlan = DEFAULT_PLAN,
) -> ResultNeighbours | None:
    """The results around the one that is_sought accepts; None if the page of request does not show it.

    request is the page of results on which it is; in_versions: of a search in earlier versions.
    """
    if in_versions or (request.order == "relevance" and request.before is None):
        wider = replace(request, offset=max(0, request.offset - 1), page_size=request.page_size + 2)
        found = search_versions(conn, wider, plan) if in_versions else search(conn, wider, plan)
        if in_versions or found.is_ranked:
            return _by_offset(conn, found, wider, request, is_sought, plan)
    return _by_time(conn, replace(request, offset=0), is_sought, plan)


def _by_offset(
    conn: sqlite3.Connection,
    found: SearchResult,
    wider: SearchRequest,
    request: SearchRequest,
    is_sought: Callable[[Hit], bool],
    plan: SearchPlan,
) -> ResultNeighbours | None:
    at = next((number for number, hit in enumerate(found.hits) if is_sought(hit)), None)
    if at is None:
        return None

    def place(number: int) -> PlaceInResults | None:
        if not 0 <= number < len(found.hits):
            return None
        position = wider.offset + number
        return PlaceInResults(found.hits[number], position - position % request.page_size)

    following = place(at + 1)
    if following is None and found.next_before is not None:
        following = _first(conn, replace(request, offset=0, before=found.next_before), plan)
    return ResultNeighbours(place(at - 1), following)


def _first(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan) -> PlaceInResults | None:
    """The first result of a page that begins at a position in time."""
    hits = search(conn, replace(request, page_size=1), plan).hits
    return PlaceInResults(hits[0], 0, request.before, request.after) if hits else None


def _by_time(
    conn: sqlite3.Connection, request: SearchRequest, is_sought: Callable[[Hit], bool], plan: SearchPlan
) -> ResultNeighbours | None:
    found = search(conn, replace(request, page_size=request.page_size + 1), plan)
    hits = found.hits
    at = next((number for number, hit in enumerate(hits[: request.page_size]) if is_sought(hit)), None)
    if at is None:
        return None
    following = previous = None
    if at + 1 < request.page_size and at + 1 < len(hits):
        following = PlaceInResults(hits[at + 1], 0, request.before, request.after)
    elif at + 1 < len(hits):
        page = _page_after(request, hits[at].search_id)
        following = PlaceInResults(hits[at + 1], 0, page.before, page.after)
    elif (found.next_before, found.next_after) != (None, None):
        # Of very common words only a part of the articles was read.
        following = _first(conn, replace(request, before=found.next_before, after=found.next_after), plan)
    if at > 0:
        previous = PlaceInResults(hits[at - 1], 0, request.before, request.after)
    elif (request.before, request.after) != (None, None):
        previous = _last_before(conn, request, hits[at].search_id, plan)
    return ResultNeighbours(previous, following)


def _page_after(request: SearchRequest, search_id: int) -> SearchRequest:
    """The page of results that begins behind search_id in the order of request."""
    is_oldest_first = request.order == "oldest"
    return replace(request, before=None if is_oldest_first else search_id, after=search_id if is_oldest_first else None)


def _last_before(
    conn: sqlite3.Connection, request: SearchRequest, search_id: int, plan: SearchPlan
) -> PlaceInResults | None:
    """The last result before the one with search_id, with which a page begins; its own page begins with it."""
    opened, is_oldest_first = open_search(conn, request, plan), request.order == "oldest"
    ranked = _ranked_ids(conn, opened)
    clusters = set() if request.all_copies else clusters_of(conn, ranked)
    for one in _passed(conn, opened.scope, search_id, is_oldest_first=is_oldest_first):
        is_shown = request.all_copies or _stands_for_its_cluster(conn, opened.scope, one, request, clusters)
        if one not in ranked and is_shown:
            return _first(conn, _page_after(request, one - 1 if is_oldest_first else one + 1), plan)
    if not ranked:
        return None
    (hit,) = read_hits(conn, opened, ranked[-1:])
    return PlaceInResults(hit, (len(ranked) - 1) // request.page_size * request.page_size)


def _ranked_ids(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> list[int]:
    """The search_ids of the ranked results, which come before all others; none in an order of time."""
    if opened.selection.order != "relevance":
        return []
    page = read_ids(conn, opened.page_after(PageOfIds([]), opened.plan.candidates))
    return page.ids if page.is_ranked else []


def _passed(conn: sqlite3.Connection, scope: Scope, search_id: int, *, is_oldest_first: bool) -> list[int]:
    """The search_ids of the matches just before the one with search_id in the order of time, the nearest first."""
    params = {**scope.params, "match": scope.match}
    if is_oldest_first:
        params["highest"] = min(search_id - 1, scope.params["highest"])
    else:
        params["lowest"] = max(search_id + 1, scope.params["lowest"])
    nearest_first = scope.newest if is_oldest_first else scope.oldest
    return [row[0] for row in conn.execute(nearest_first("LIMIT :most"), {**params, "most": MOST_PASSED})]


def _stands_for_its_cluster(
    conn: sqlite3.Connection, scope: Scope, search_id: int, request: SearchRequest, ranked: set[int]
) -> bool:
    """Whether no other member of its cluster comes before the article; ranked are the clusters that were ranked."""
    (cluster,) = conn.execute("SELECT cluster_id FROM articles WHERE search_id = ?", [search_id]).fetchone()
    if cluster is None:
        return True
    is_oldest_first = request.order == "oldest"
    earlier = (
        PassedBy(LOWEST_SEARCH_ID, search_id - 1) if is_oldest_first else PassedBy(search_id + 1, HIGHEST_SEARCH_ID)
    )
    return cluster not in ranked and not count_matching_members(conn, scope, [cluster], earlier)
