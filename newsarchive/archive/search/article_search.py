"""Search in today's texts: ranked or newest first, by a plan that stays fast at a million articles.

How matches are ranked is in ranking.py. Words that are in most articles, and phrases of such words, give the newest
articles first. Of a phrase of very common words only the newest articles are read for one page; the next page reads on.

Of a cluster of near-duplicates, the first match stands for all.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
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
from newsarchive.archive.search.ranked.costs import QueryCosts, costs_of, nth_newest_article, nth_oldest_article
from newsarchive.archive.search.ranked.ranking import Ranking, as_typed, rank
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    SEEK_ROWS,
    WALK_ROWS,
    Scope,
    SearchPlan,
    make_scope,
    typed_conditions,
    typed_params,
)
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.suggestions import suggest
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.search.typed.understanding import understand
from newsarchive.archive.words.expansion import forms_of

TOO_COMMON = "These words are in too many articles to rank them. The newest articles come first."
# The newest matches that the filter of a table lets pass; the table, its count and its facets each look them up.
MOST_IN_TABLE = 2_000
ONLY_PART_READ = (
    "These words are so common that only a part of the articles was read, the {} first. The next page reads on."
)
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
    parsed = scope.parsed
    if scope.has_nothing_to_find:
        notes = (*chosen.notes, *parsed.notes)
        return SearchResult((), 0, False, False, "", notes, suggestions=chosen.restated(parsed.suggestions))
    costs = _costs(conn, scope)
    total, is_capped = _count(conn, scope, request, plan, _floor(conn, scope, costs, plan))
    page = _page_of_ids(conn, scope, request, costs, plan)
    notes = (*chosen.notes, *(parsed.notes if request.query.strip() else ()), *page.notes)
    if page.is_cut and page.next_offset is None:
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    return SearchResult(
        hits=_load_hits(conn, scope, page.ids, plan, is_by_time=not page.is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=page.is_ranked,
        understood=" ".join(filter(None, (parsed.understood, chosen.typed))),
        notes=notes,
        next_offset=page.next_offset,
        next_before=page.next_before,
        next_after=page.next_after,
        forms=forms_of(parsed.terms),
        suggestions=chosen.restated((*parsed.suggestions, *suggest(conn, scope, total))),
    )


def read_ids(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> PageOfIds[int]:
    """The search_ids of the page that request asks for, without hits and totals: for a result that is read in parts."""
    request = read_desk_filters(conn, request).selection
    scope = make_scope(conn, request, plan)
    if scope.has_nothing_to_find:
        return PageOfIds([], notes=scope.parsed.notes)
    return _page_of_ids(conn, scope, request, _costs(conn, scope), plan)


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
    parsed = understand(conn, text)
    typed = typed_conditions(parsed)
    if parsed.match is None and typed:
        of_filters = f"search_id IN (SELECT a.search_id FROM articles a WHERE {' AND '.join(typed)})"  # noqa: S608
        return TableFilter(of_filters, typed_params(parsed), f"search matches {parsed.understood}")
    if parsed.match is None:
        return TableFilter("0", {}, f"search for {text.strip()!r}: {' '.join(parsed.notes)}")
    scope = Scope(parsed, conditions=tuple(typed), params={**Scope(parsed).params, **typed_params(parsed)})
    most = min(plan.window, MOST_IN_TABLE)
    floor = _nth_newest(conn, scope, most)
    join = f" CROSS JOIN articles a ON {' AND '.join(['a.search_id = articles_fts.rowid', *typed])}" if typed else ""
    matches = f"""SELECT articles_fts.rowid FROM articles_fts{join}
      WHERE articles_fts MATCH :search_match AND articles_fts.rowid >= :search_floor"""  # noqa: S608
    newest = f" (newest {most:,})" if floor is not None else ""
    params: dict[str, object] = {
        **typed_params(parsed),
        "search_match": parsed.match,
        "search_floor": LOWEST_SEARCH_ID if floor is None else floor,
    }
    return TableFilter(f"search_id IN ({matches})", params, f"search matches {parsed.understood}{newest}")


def _is_too_common(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> bool:
    """Whether the words, without any filter, are in too many of the newest articles for their rank to mean much."""
    words = Scope(as_typed(scope).parsed)
    oldest = nth_newest_article(conn, int(plan.common_sample / plan.common_density))
    match = _nth_newest(conn, words, plan.common_sample - 1)
    return match is not None and (oldest is None or match > oldest)


def _nth_newest(conn: sqlite3.Connection, scope: Scope, n: int) -> int | None:
    """The search_id of the match after the n newest ones; None when there are no more than n."""
    row = conn.execute(scope.newest("LIMIT 1 OFFSET :n"), {**scope.params, "match": scope.match, "n": n}).fetchone()
    return row[0] if row else None


def _costs(conn: sqlite3.Connection, scope: Scope) -> QueryCosts:
    return costs_of(conn, scope.parsed.root) if scope.parsed.root else QueryCosts((), 0)


def _floor(conn: sqlite3.Connection, scope: Scope, costs: QueryCosts, plan: SearchPlan) -> int | None:
    """The search_id down to which matches are read, when all are too much to read; None when they are not."""
    if costs.least <= plan.steps:
        return None
    return nth_newest_article(conn, costs.articles * plan.steps // costs.least, scope.params["highest"])


def _part_to_read(
    conn: sqlite3.Connection, scope: Scope, costs: QueryCosts, plan: SearchPlan, *, is_oldest_first: bool
) -> int | None:
    """The search_id at which one page by time stops to read; None when it can read all of scope."""
    if not is_oldest_first or costs.least <= plan.steps:
        return _floor(conn, scope, costs, plan)
    return nth_oldest_article(conn, costs.articles * plan.steps // costs.least, scope.params["lowest"])


def _page_of_ids(
    conn: sqlite3.Connection, scope: Scope, request: SearchRequest, costs: QueryCosts, plan: SearchPlan
) -> PageOfIds[int]:
    if request.order != "relevance" or scope.match is None:
        return _page_by_time(conn, scope, request, costs, plan)
    ranking = None
    if _floor(conn, scope, costs, plan) is None and not _is_too_common(conn, scope, plan):
        ranking = rank(conn, scope, costs, plan, _depth(request, plan))
    if ranking is None:
        page = _page_by_time(conn, scope, request, costs, plan)
        return replace(page, notes=(TOO_COMMON, *page.notes))
    if request.before is not None:
        # The pages after the ranked ones.
        ranked = list(islice(_shown(conn, ranking, request), plan.candidates))
        return _page_by_time(conn, scope, request, costs, plan, ranked)
    return _ranked_page(conn, scope, ranking, request, plan)


def _page_by_time(
    conn: sqlite3.Connection,
    scope: Scope,
    request: SearchRequest,
    costs: QueryCosts,
    plan: SearchPlan,
    without: Collection[int] = (),
) -> PageOfIds[int]:
    """The search_ids of one page, newest or oldest first; those in without and their clusters are left out."""
    is_oldest_first = request.order == "oldest"
    passed = NOTHING_PASSED
    rest = dict(scope.params)
    if is_oldest_first and request.after is not None:
        rest["lowest"] = max(scope.params["lowest"], request.after + 1)
        passed = PassedBy(LOWEST_SEARCH_ID, request.after)
    if not is_oldest_first and request.before is not None:
        rest["highest"] = min(scope.params["highest"], request.before - 1)
        passed = PassedBy(request.before, HIGHEST_SEARCH_ID)
    stop = _part_to_read(conn, replace(scope, params=rest), costs, plan, is_oldest_first=is_oldest_first)
    # When near-duplicates share one hit, the page also reads past the other members of their clusters, however many.
    limit = request.page_size + 1 + len(without) if request.all_copies else -1
    params = {**rest, "match": scope.match, "limit": limit}
    if stop is not None:
        bound, nearer = ("highest", min) if is_oldest_first else ("lowest", max)
        params[bound] = nearer(rest[bound], stop)
    statement = (scope.oldest if is_oldest_first else scope.newest)("LIMIT :limit")
    found = (row[0] for row in conn.execute(statement, params))
    shown = found if request.all_copies else _one_of_each(conn, scope, found, passed, clusters_of(conn, without))
    left_out = set(without)
    ids = list(islice((one for one in shown if one not in left_out), request.page_size + 1))
    has_more, ids = len(ids) > request.page_size, ids[: request.page_size]
    following = ids[-1] if has_more else None
    notes: tuple[str, ...] = ()
    if not has_more and stop is not None and _is_anything_beyond(rest, stop, is_oldest_first=is_oldest_first):
        following, notes = stop, (ONLY_PART_READ.format("oldest" if is_oldest_first else "newest"),)
    return PageOfIds(
        ids,
        notes=notes,
        next_before=None if is_oldest_first else following,
        next_after=following if is_oldest_first else None,
    )


def _is_anything_beyond(bounds: dict[str, Any], stop: int, *, is_oldest_first: bool) -> bool:
    return bool(stop < bounds["highest"] if is_oldest_first else stop > bounds["lowest"])


def _one_of_each(
    conn: sqlite3.Connection, scope: Scope, found: Iterable[int], passed: PassedBy, without: set[int]
) -> Iterator[int]:
    """The first of each cluster that is not in without."""
    for search_id, cluster in first_in_time_of_each_cluster(conn, scope, found, passed):
        if cluster not in without:
            yield search_id


def _ranked_page(
    conn: sqlite3.Connection, scope: Scope, ranking: Ranking, request: SearchRequest, plan: SearchPlan
) -> PageOfIds[int]:
    """The search_ids of one page, best first. After the last one, the other matches follow by time."""
    # The number of candidates is the same for every page. If it grew, a hit could move from one page to another.
    last = plan.candidates
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    found = list(islice(_shown(conn, ranking, request), begin, end + 1))
    ids = found[: end - begin]
    is_further = len(found) > len(ids)
    has_more = is_further and end < last
    is_cut = ranking.is_cut or (is_further and end == last)
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


def _shown(conn: sqlite3.Connection, ranking: Ranking, request: SearchRequest) -> Iterator[int]:
    """The search_ids of a ranking; one for each cluster, unless all copies are asked for."""
    if request.all_copies:
        return iter(ranking.ids)
    return (search_id for search_id, _ in first_of_each_cluster(conn, ranking.ids))


def _depth(request: SearchRequest, plan: SearchPlan) -> int:
    """How many of the best matches are read to show plan.candidates of them and to know whether there are more."""
    return plan.candidates + 1 if request.all_copies else plan.depth


def _count(
    conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan, floor: int | None
) -> tuple[int, bool]:
    """How many articles match, and whether there may be more than were counted: below floor none is.

    Each match of a filter that is a join is looked up in the table, so only a quarter is counted.
    """
    if request.is_whole_archive:
        return count_articles(conn), False
    most = plan.count_cap // 4 if scope.match and scope.conditions else plan.count_cap
    statement = scope.matches if scope.match else scope.listing
    params = {**scope.params, "match": scope.match, "cap": most + 1}
    if floor is not None:
        params["lowest"] = max(scope.params["lowest"], floor)
    counted = f"SELECT count(*) FROM ({statement('LIMIT :cap', columns='1')})"  # noqa: S608
    (total,) = conn.execute(counted, params).fetchone()
    return min(total, most), total > most or floor is not None


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
