"""Search in earlier versions: which articles once had these words, in which version, and whether they still do.

Today's texts are in article_search.py. An article is one hit, with its best or newest version that matches.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from newsarchive.archive.search.clusters_in_results import select_matching
from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.opened.costs import QueryCosts
from newsarchive.archive.search.opened.opened_search import OpenedSearch
from newsarchive.archive.search.query import NOTHING_TYPED
from newsarchive.archive.search.results import (
    EarlierText,
    Hit,
    Id,
    PageOfIds,
    SearchResult,
    load_articles,
    make_hit,
    mark_found,
)
from newsarchive.archive.search.scope import DEFAULT_PLAN, Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.suggestions import suggest
from newsarchive.archive.words.expansion import forms_of
from newsarchive.dates import parse_utc

NO_AUTHORS = "Earlier versions are stored without authors, so author: finds nothing in them."
ONLY_NEWEST = "Many earlier versions match. Only {:,} of them were searched, those of the newest articles."
NO_MORE_RANKED = "Only the best {} articles are ranked. Order by newest to see the others."
# A version_id is the id of the article times this, plus the number of the version (schema/migrations.py).
VERSION_ID_STEP = 1_000_000
# The weights of the schema's revisions_fts.
_RANK = "bm25(revisions_fts, 10.0, 4.0, 3.0, 1.0)"

_VERSIONS = """SELECT version_id, number, seen_at, replaced_at, cause FROM revisions
WHERE version_id IN (SELECT value FROM json_each(?))"""


def search_versions(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles with an earlier version that has the words of request; filters apply to today's article.

    Ordered by how well that version matches, or newest article first. When more than plan.versions match, those of
    the newest articles are searched. Every near-duplicate is a hit of its own. Without words nothing is found, and
    neither is a version that only our own extraction changed.
    """
    return search_opened_versions(conn, open_version_search(conn, request, plan))


def search_opened_versions(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> SearchResult:
    """The page of articles that a search of open_version_search asks for, as search_versions gives it."""
    chosen, request, scope, plan = opened.chosen, opened.selection, opened.scope, opened.plan
    notes = (*chosen.notes, *scope.parsed.notes)
    if scope.match is None:
        return SearchResult(
            (), 0, False, False, "", notes or (NOTHING_TYPED,), suggestions=chosen.restated(scope.parsed.suggestions)
        )
    if any(term.field == "author" for term in scope.parsed.terms):
        notes = (*notes, NO_AUTHORS)
    total, is_capped = count_versions(conn, scope, plan)
    floor = floor_of_versions(conn, scope, plan)
    if floor > 0:
        notes = (*notes, ONLY_NEWEST.format(plan.versions))
    is_ranked = request.order == "relevance"
    last = plan.candidates if is_ranked else plan.versions
    page = page_of_versions(_in_order(conn, scope, request, floor), request, last)
    if is_ranked and not page.has_more and total > last:
        notes = (*notes, NO_MORE_RANKED.format(last))
    return SearchResult(
        hits=read_version_hits(conn, opened, page.ids),
        total=total,
        is_capped=is_capped,
        is_ranked=is_ranked,
        understood=" ".join(filter(None, (scope.parsed.understood, chosen.typed))),
        notes=notes,
        next_offset=page.next_offset,
        forms=forms_of(scope.parsed.terms),
        suggestions=chosen.restated((*scope.parsed.suggestions, *suggest(conn, scope, total))),
    )


def open_version_search(
    conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN
) -> OpenedSearch[SearchRequest]:
    """The search for request in earlier versions."""
    chosen = read_desk_filters(conn, request)
    # Every filter is a join: the index of earlier versions has no words for outlets and languages.
    scope = make_scope(conn, chosen.selection, replace(plan, key_share=0.0))
    return OpenedSearch(chosen, scope, plan, QueryCosts((), 0))


def read_version_ids(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> PageOfIds[int]:
    """The version_ids of the page that an opened search asks for, in its order: for a result that is read in parts.

    At most plan.window of them, the best or those of the newest articles. More are not ranked: see search_versions.
    """
    scope, request, plan = opened.scope, opened.selection, opened.plan
    if scope.match is None:
        return PageOfIds([], notes=scope.parsed.notes)
    return page_of_versions(_in_order(conn, scope, request, floor_of_versions(conn, scope, plan)), request, plan.window)


def read_version_hits(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], version_ids: list[int]
) -> tuple[Hit, ...]:
    """The hits of version_ids that read_version_ids found, in their order; what is gone is left out."""
    if not version_ids:
        return ()
    scope = opened.scope
    marked = mark_found(conn, "revisions_fts", scope.match, version_ids, opened.plan.snippet_tokens)
    versions = {row[0]: tuple(row)[1:] for row in conn.execute(_VERSIONS, [json.dumps(version_ids)])}
    article_ids = [version_id // VERSION_ID_STEP for version_id in version_ids]
    articles = {row["id"]: row for row in load_articles(conn, "id", article_ids)}
    today = select_matching(conn, scope, [row["search_id"] for row in articles.values()]) if articles else set()
    hits = []
    for version_id, article_id in zip(version_ids, article_ids, strict=True):
        # Between two reads of a result, an article can be removed.
        if article_id in articles and version_id in versions and version_id in marked:
            row = articles[article_id]
            earlier = _earlier(*versions[version_id], matches_today=row["search_id"] in today)
            hits.append(make_hit(row, *marked[version_id], earlier=earlier))
    return tuple(hits)


def _in_order(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, floor: int) -> Iterator[int]:
    if request.order == "relevance":
        return _ranked(conn, scope, floor)
    found = versions_by_time(conn, scope, floor, is_oldest_first=request.order == "oldest")
    return (version_id for version_id, _ in found)


def matching_versions(conn: sqlite3.Connection, scope: Scope, floor: int, tail: str = "") -> Iterator[int]:
    """The version_ids in scope from floor on, in no order unless tail gives one."""
    params = {**scope.params, "match": scope.match, "floor": floor}
    rows = conn.execute(_matches(scope, "revisions_fts.rowid", f"AND revisions_fts.rowid >= :floor {tail}"), params)
    return (row[0] for row in rows)


def versions_by_time(
    conn: sqlite3.Connection, scope: Scope, floor: int, *, is_oldest_first: bool
) -> Iterator[tuple[int, int]]:
    """The newest version_id that matches of each article with the article's search_id, in the order of the latter."""
    direction = "ASC" if is_oldest_first else "DESC"
    tail = f"AND revisions_fts.rowid >= :floor GROUP BY a.id ORDER BY a.search_id {direction}"
    params = {**scope.params, "match": scope.match, "floor": floor}
    rows = conn.execute(_matches(scope, "max(revisions_fts.rowid), a.search_id", tail), params)
    return ((row[0], row[1]) for row in rows)


def _matches(scope: Scope, columns: str, tail: str) -> str:
    # The plus: each version's article is found by its id, not by its place in the order of lists.
    filters = scope.where_articles("+a.search_id")
    return f"""SELECT {columns} FROM revisions_fts
      CROSS JOIN articles a ON a.id = revisions_fts.rowid / {VERSION_ID_STEP} AND {filters}
      WHERE revisions_fts MATCH :match {tail}"""  # noqa: S608


def count_versions(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> tuple[int, bool]:
    """How many articles match, and whether there are more than were counted."""
    statement = _matches(scope, "DISTINCT a.id", "LIMIT :cap")
    params = {**scope.params, "match": scope.match, "cap": plan.count_cap + 1}
    (total,) = conn.execute(f"SELECT count(*) FROM ({statement})", params).fetchone()  # noqa: S608
    return min(total, plan.count_cap), total > plan.count_cap


def floor_of_versions(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> int:
    """The lowest version_id of the newest plan.versions matches; 0 when there are fewer."""
    row = conn.execute(
        _matches(scope, "revisions_fts.rowid", "ORDER BY revisions_fts.rowid DESC LIMIT 1 OFFSET :window"),
        {**scope.params, "match": scope.match, "window": plan.versions - 1},
    ).fetchone()
    return row[0] if row else 0


def _ranked(conn: sqlite3.Connection, scope: Scope, floor: int) -> Iterator[int]:
    """version_ids, best first, one for each article."""
    seen = set[int]()
    for version_id in matching_versions(conn, scope, floor, f"ORDER BY {_RANK}"):
        if version_id // VERSION_ID_STEP not in seen:
            seen.add(version_id // VERSION_ID_STEP)
            yield version_id


def page_of_versions(version_ids: Iterable[Id], request: SearchRequest, last: int) -> PageOfIds[Id]:
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    found = list(islice(version_ids, begin, end + 1))
    ids = found[: end - begin]
    has_more = len(found) > len(ids) and end < last
    return PageOfIds(ids, next_offset=request.offset + len(ids) if has_more else None)


def _earlier(number: int, seen_at: str, replaced_at: str | None, cause: str, *, matches_today: bool) -> EarlierText:
    return EarlierText(
        number, parse_utc(seen_at), parse_utc(replaced_at) if replaced_at else None, cause, matches_today
    )
