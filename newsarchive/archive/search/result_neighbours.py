"""The results before and after one article in a list of results, across the ends of a page."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import islice

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.clusters_in_results import count_matching_members
from newsarchive.archive.search.results import Hit, SearchResult
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan, SearchRequest, make_scope
from newsarchive.archive.search.version_search import search_versions

# Near-duplicates that are passed while the next newer result is looked for; a cluster is one result.
MOST_PASSED = 200


@dataclass(frozen=True, slots=True)
class PlaceInResults:
    """A result, and where the page of results begins that shows it: offset when ranked, else before."""

    hit: Hit
    offset: int
    before: int | None


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
    if in_versions or request.order == "relevance":
        wider = replace(request, offset=max(0, request.offset - 1), page_size=request.page_size + 2)
        found = search_versions(conn, wider, plan) if in_versions else search(conn, wider, plan)
        if in_versions or found.is_ranked:
            return _by_offset(found, wider, request, is_sought)
    return _by_time(conn, replace(request, offset=0), is_sought, plan)


def _by_offset(
    found: SearchResult, wider: SearchRequest, request: SearchRequest, is_sought: Callable[[Hit], bool]
) -> ResultNeighbours | None:
    at = next((number for number, hit in enumerate(found.hits) if is_sought(hit)), None)
    if at is None:
        return None

    def place(number: int) -> PlaceInResults | None:
        if not 0 <= number < len(found.hits):
            return None
        position = wider.offset + number
        return PlaceInResults(found.hits[number], position - position % request.page_size, None)

    return ResultNeighbours(place(at - 1), place(at + 1))


def _by_time(
    conn: sqlite3.Connection, request: SearchRequest, is_sought: Callable[[Hit], bool], plan: SearchPlan
) -> ResultNeighbours | None:
    hits = search(conn, replace(request, page_size=request.page_size + 1), plan).hits
    at = next((number for number, hit in enumerate(hits[: request.page_size]) if is_sought(hit)), None)
    if at is None:
        return None
    following = previous = None
    if at + 1 < len(hits):
        is_on_page = at + 1 < request.page_size
        following = PlaceInResults(hits[at + 1], 0, request.before if is_on_page else hits[at].search_id)
    if at > 0:
        previous = PlaceInResults(hits[at - 1], 0, request.before)
    elif request.before is not None:
        previous = _newer(conn, request, hits[at].search_id, plan)
    return ResultNeighbours(previous, following)


def _newer(conn: sqlite3.Connection, request: SearchRequest, search_id: int, plan: SearchPlan) -> PlaceInResults | None:
    """The result before the one with search_id when the newest comes first; its page begins with it."""
    scope = make_scope(conn, request, plan)
    statement = scope.matches if scope.match else scope.listing
    column = "articles_fts.rowid" if scope.match else "a.search_id"
    params = {**scope.params, "match": scope.match, "lowest": max(search_id + 1, scope.params["lowest"])}
    rows = conn.execute(statement(f"ORDER BY {column}"), params)
    for (newer,) in map(tuple, islice(rows, MOST_PASSED)):
        if request.all_copies or not _has_newer_copy(conn, request, newer, plan):
            before = newer + 1
            hits = search(conn, replace(request, before=before, page_size=1), plan).hits
            return PlaceInResults(hits[0], 0, before) if hits else None
    return None


def _has_newer_copy(conn: sqlite3.Connection, request: SearchRequest, search_id: int, plan: SearchPlan) -> bool:
    """Whether a newer near-duplicate in the results stands for the article."""
    (cluster,) = conn.execute("SELECT cluster_id FROM articles WHERE search_id = ?", [search_id]).fetchone()
    scope = make_scope(conn, request, plan)
    return cluster is not None and bool(count_matching_members(conn, scope, [cluster], lowest=search_id + 1))
