"""Search in today's texts: ranked or newest first, by a plan that stays fast at a million articles.

To rank every match of a common word takes seconds. So:
- words that are in most articles give the newest articles first;
- when few articles match, all of them are ranked;
- when many match, the newest matches are ranked, together with the best matches in headlines and standfirsts of all
  time.

Of a cluster of near-duplicates, the first match stands for all.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Any

from newsarchive.archive.search.clusters_in_results import (
    NOTHING_PASSED,
    PassedBy,
    clusters_of,
    count_matching_members,
    first_in_time_of_each_cluster,
    first_of_each_cluster,
)
from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.query import ParsedQuery, parse_query
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    RANK,
    SEEK_ROWS,
    WALK_ROWS,
    Scope,
    SearchPlan,
    make_scope,
)
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.totals import count_articles

TOO_COMMON = "These words are in too many articles to rank them. The newest articles come first."
# The newest matches that the filter of a table lets pass; the table, its count and its facets each look them up.
MOST_IN_TABLE = 2_000
NO_MORE_RANKED = "Only the best {} articles are ranked. The others follow, newest first."


@dataclass(frozen=True, slots=True)
class TableFilter:
    """A condition on the table articles for a text search in Datasette's page of the table.

    params are the condition's parameters; description is its wording on the page.
    """

    where: str
    params: dict[str, object]
    description: str


def search(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles that request asks for; without words, the newest articles that pass its filters.

    When the words contain nothing to search for, the result is empty and a note says why.
    """
    chosen = read_desk_filters(conn, request)
    request = chosen.selection
    scope = make_scope(conn, request, plan)
    if scope.match is None and request.query.strip():
        return SearchResult((), 0, False, False, "", (*chosen.notes, *scope.parsed.notes))
    total, is_capped = _count(conn, scope, request, plan)
    page = _page_of_ids(conn, scope, request, plan)
    notes = (*chosen.notes, *(scope.parsed.notes if request.query.strip() else ()), *page.notes)
    if page.is_cut and page.next_offset is None:
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    return SearchResult(
        hits=_load_hits(conn, scope, page.ids, plan, is_by_time=not page.is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=page.is_ranked,
        understood=" ".join(filter(None, (scope.parsed.understood, chosen.typed))),
        notes=notes,
        next_offset=page.next_offset,
        next_before=page.next_before,
        next_after=page.next_after,
    )


def read_ids(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> PageOfIds:
    """The search_ids of the page that request asks for, without hits and totals: for a result that is read in parts."""
    request = read_desk_filters(conn, request).selection
    scope = make_scope(conn, request, plan)
    if scope.match is None and request.query.strip():
        return PageOfIds([], notes=scope.parsed.notes)
    return _page_of_ids(conn, scope, request, plan)


def read_hits(
    conn: sqlite3.Connection, request: SearchRequest, search_ids: list[int], plan: SearchPlan = DEFAULT_PLAN
) -> tuple[Hit, ...]:
    """The hits of search_ids that read_ids found for request, in their order; an article that is gone is left out."""
    return _load_hits(conn, make_scope(conn, request, plan), search_ids, plan, is_by_time=True)


def table_filter(conn: sqlite3.Connection, text: str, plan: SearchPlan = DEFAULT_PLAN) -> TableFilter | None:
    """The condition for `_search` on the table articles; None when nothing was typed.

    Only the newest matches pass: an IN over all matches of a common word takes a second at a million articles.
    """
    if not text.strip():
        return None
    parsed = parse_query(text)
    if parsed.match is None:
        return TableFilter("0", {}, f"search for {text.strip()!r}: {' '.join(parsed.notes)}")
    most = min(plan.window, MOST_IN_TABLE)
    floor = _nth_newest(conn, Scope(parsed), most)
    matches = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :search_match AND rowid >= :search_floor"
    newest = f" (newest {most:,})" if floor is not None else ""
    params = {"search_match": parsed.match, "search_floor": LOWEST_SEARCH_ID if floor is None else floor}
    return TableFilter(f"search_id IN ({matches})", params, f"search matches {parsed.understood}{newest}")


def _is_too_common(conn: sqlite3.Connection, parsed: ParsedQuery, plan: SearchPlan) -> bool:
    """Whether the words, without any filter, are in too many of the newest articles for their rank to mean much."""
    words = Scope(parsed)
    oldest = _nth_newest(conn, words, plan.common_sample - 1)
    if oldest is None:
        return False
    (among,) = conn.execute("SELECT count(*) FROM articles_fts_docsize WHERE id >= ?", (oldest,)).fetchone()
    return bool(plan.common_sample / among > plan.common_density)


def _nth_newest(conn: sqlite3.Connection, scope: Scope, n: int) -> int | None:
    """The search_id of the match after the n newest ones; None when there are no more than n."""
    row = conn.execute(scope.newest("LIMIT 1 OFFSET :n"), {**scope.params, "match": scope.match, "n": n}).fetchone()
    return row[0] if row else None


def _page_of_ids(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> PageOfIds:
    if request.order != "relevance" or scope.match is None:
        return _page_by_time(conn, scope, request)
    if _is_too_common(conn, scope.parsed, plan):
        page = _page_by_time(conn, scope, request)
        return replace(page, notes=(TOO_COMMON, *page.notes))
    if request.before is not None:
        # The pages after the ranked ones.
        ranked = list(islice(_ranked(conn, scope, request, plan)[0], plan.candidates))
        return _page_by_time(conn, scope, request, ranked)
    return _ranked_page(conn, scope, request, plan)


def _page_by_time(
    conn: sqlite3.Connection, scope: Scope, request: SearchRequest, without: Collection[int] = ()
) -> PageOfIds:
    """The search_ids of one page, newest or oldest first; those in without and their clusters are left out."""
    is_oldest_first = request.order == "oldest"
    # When near-duplicates share one hit, the page also reads past the other members of their clusters, however many.
    limit = request.page_size + 1 + len(without) if request.all_copies else -1
    params = {**scope.params, "match": scope.match, "limit": limit}
    passed = NOTHING_PASSED
    if is_oldest_first and request.after is not None:
        params["lowest"] = max(scope.params["lowest"], request.after + 1)
        passed = PassedBy(LOWEST_SEARCH_ID, request.after)
    if not is_oldest_first and request.before is not None:
        params["highest"] = min(scope.params["highest"], request.before - 1)
        passed = PassedBy(request.before, HIGHEST_SEARCH_ID)
    statement = (scope.oldest if is_oldest_first else scope.newest)("LIMIT :limit")
    found = (row[0] for row in conn.execute(statement, params))
    shown = found if request.all_copies else _one_of_each(conn, scope, found, passed, clusters_of(conn, without))
    left_out = set(without)
    ids = list(islice((one for one in shown if one not in left_out), request.page_size + 1))
    has_more, ids = len(ids) > request.page_size, ids[: request.page_size]
    return PageOfIds(
        ids,
        next_before=ids[-1] if has_more and not is_oldest_first else None,
        next_after=ids[-1] if has_more and is_oldest_first else None,
    )


def _one_of_each(
    conn: sqlite3.Connection, scope: Scope, found: Iterable[int], passed: PassedBy, without: set[int]
) -> Iterator[int]:
    """The first of each cluster that is not in without."""
    for search_id, cluster in first_in_time_of_each_cluster(conn, scope, found, passed):
        if cluster not in without:
            yield search_id


def _ranked_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> PageOfIds:
    """The search_ids of one page, best first. After the last one, the other matches follow by time."""
    # The number of candidates is the same for every page. If it grew, a hit could move from one page to another.
    last = plan.candidates
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    ranked, are_many = _ranked(conn, scope, request, plan)
    found = list(islice(ranked, begin, end + 1))
    ids = found[: end - begin]
    is_further = len(found) > len(ids)
    has_more = is_further and end < last
    is_cut = are_many or (is_further and end == last)
    if not has_more and not is_cut:
        # Copies of a few texts can fill all that is read.
        is_cut = _nth_newest(conn, scope, _depth(request, plan)) is not None
    newest = _nth_newest(conn, scope, 0) if is_cut and ids and not has_more else None
    return PageOfIds(
        ids,
        is_ranked=True,
        is_cut=is_cut,
        next_offset=request.offset + len(ids) if has_more else None,
        next_before=None if newest is None else newest + 1,
    )


def _ranked(
    conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan
) -> tuple[Iterator[int], bool]:
    """The search_ids of the best matches, best first, and whether there are too many matches to rank all of them."""
    floor = _nth_newest(conn, scope, plan.window)
    statement = scope.matches(f"{scope.best_first} LIMIT :depth")
    params = {**scope.params, "match": scope.match, "depth": _depth(request, plan)}
    if floor is not None:
        params["candidates"] = json.dumps(_candidates(conn, scope, floor, request, plan))
        # The plus makes FTS5 walk the matches once, and rank only those of the list.
        among = "AND +articles_fts.rowid IN (SELECT value FROM json_each(:candidates))"
        statement = scope.matches(f"{among} ORDER BY {RANK} LIMIT :depth")
    return _best(conn, statement, params, request), floor is not None


def _candidates(
    conn: sqlite3.Connection, scope: Scope, floor: int, request: SearchRequest, plan: SearchPlan
) -> list[int]:
    """The best of the newest matches, and the best by headline and standfirst of all time."""
    statement = scope.matches(f"{scope.best_first} LIMIT :depth")
    params = {**scope.params, "depth": _depth(request, plan)}
    newest = {**params, "match": scope.match, "lowest": floor}
    titles = {**params, "match": scope.titles_match}
    best = (islice(_best(conn, statement, wanted, request), plan.candidates) for wanted in (newest, titles))
    return list(set(chain.from_iterable(best)))


def _best(conn: sqlite3.Connection, statement: str, params: dict[str, Any], request: SearchRequest) -> Iterator[int]:
    """The search_ids that statement finds, in its order; one for each cluster, unless all copies are asked for."""
    found = (row[0] for row in conn.execute(statement, params))
    return found if request.all_copies else (search_id for search_id, _ in first_of_each_cluster(conn, found))


def _depth(request: SearchRequest, plan: SearchPlan) -> int:
    """How many of the best matches are read to show plan.candidates of them and to know whether there are more."""
    return plan.candidates + 1 if request.all_copies else plan.depth


def _count(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> tuple[int, bool]:
    """How many articles match, and whether there are more than were counted."""
    if request.is_whole_archive:
        return count_articles(conn), False
    statement = scope.matches if scope.match else scope.listing
    params = {**scope.params, "match": scope.match, "cap": plan.count_cap + 1}
    counted = f"SELECT count(*) FROM ({statement('LIMIT :cap', columns='1')})"  # noqa: S608
    (total,) = conn.execute(counted, params).fetchone()
    return min(total, plan.count_cap), total > plan.count_cap


def _load_hits(
    conn: sqlite3.Connection, scope: Scope, search_ids: list[int], plan: SearchPlan, *, is_by_time: bool
) -> tuple[Hit, ...]:
    """The hits of these articles, in their order."""
    if not search_ids:
        return ()
    marked = {}
    if scope.parsed.match:
        rows = WALK_ROWS if is_by_time or scope.parsed.has_prefix else SEEK_ROWS
        marked = mark_found(conn, "articles_fts", scope.parsed.match, search_ids, plan.snippet_tokens, rows)
    articles = load_articles(conn, "search_id", search_ids)
    members = count_matching_members(conn, scope, {row["cluster"] for row in articles if row["cluster"] is not None})
    hits = [_hit(row, marked, members) for row in articles]
    place = {search_id: number for number, search_id in enumerate(search_ids)}
    return tuple(sorted(hits, key=lambda hit: place[hit.search_id]))


def _hit(row: dict[str, Any], marked: dict[int, tuple[str, str]], members: dict[int, int]) -> Hit:
    headline, snippet = marked.get(row["search_id"], (row["headline"], row["opening"]))
    return make_hit(row, headline, snippet, copies=max(0, members.get(row["cluster"], 0) - 1))
