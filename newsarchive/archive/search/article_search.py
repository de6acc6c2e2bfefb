"""Search in today's texts: ranked or newest first, by a plan that stays fast at a million articles.

How matches are ranked is in ranking.py. Words that are in most articles, and phrases of such words, give the newest
articles first. Of a phrase of very common words only the newest articles are read for one page; the next page reads on.

Of a cluster of near-duplicates, the first match stands for all.
"""

import sqlite3
from dataclasses import dataclass
from itertools import islice
from typing import Any

from newsarchive.archive.search.clusters_in_results import (
    count_matching_members,
    first_of_each_cluster,
    newest_of_each_cluster,
)
from newsarchive.archive.search.ranked.costs import QueryCosts, costs_of, nth_newest_article
from newsarchive.archive.search.ranked.ranking import Ranking, as_typed, rank
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
    LOWEST_SEARCH_ID,
    SEEK_ROWS,
    WALK_ROWS,
    Scope,
    SearchPlan,
    SearchRequest,
    make_scope,
    typed_conditions,
    typed_params,
)
from newsarchive.archive.search.suggestions import suggest
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.search.typed.understanding import understand
from newsarchive.archive.words.expansion import forms_of

TOO_COMMON = "These words are in too many articles to rank them. The newest articles come first."
ONLY_NEWEST_READ = (
    "These words are so common that only a part of the articles was read, the newest first. The next page reads on."
)
NO_MORE_RANKED = "Only the best {} articles are ranked. Order by newest to see the others."


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
    scope = make_scope(conn, request, plan)
    parsed = scope.parsed
    if scope.match is None and request.query.strip() and not parsed.has_filters:
        return SearchResult((), 0, False, False, "", parsed.notes, suggestions=parsed.suggestions)
    notes = parsed.notes if request.query.strip() else ()
    costs = costs_of(conn, parsed.root) if parsed.root else QueryCosts((), 0)
    floor = _floor(conn, scope, costs, plan, request.before)
    of_all = floor if request.before is None else _floor(conn, scope, costs, plan)
    total, is_capped = _count(conn, scope, request, plan, of_all)
    ranking = None
    if request.order == "relevance" and scope.match is not None:
        if floor is None and not _is_too_common(conn, scope, plan):
            ranking = rank(conn, scope, costs, plan, _depth(request, plan))
        if ranking is None:
            notes = (*notes, TOO_COMMON)
    page = _newest_page(conn, scope, request, floor) if ranking is None else _ranked_page(conn, ranking, request, plan)
    if ranking and not page.has_more and (page.is_cut or total > _depth(request, plan)):
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    if page.reads_on_below is not None:
        notes = (*notes, ONLY_NEWEST_READ)
    return SearchResult(
        hits=_load_hits(conn, scope, page.ids, plan, is_by_time=ranking is None),
        total=total,
        is_capped=is_capped,
        is_ranked=ranking is not None,
        understood=parsed.understood,
        notes=notes,
        next_offset=request.offset + len(page.ids) if page.has_more and ranking else None,
        next_before=_next_before(page) if ranking is None else None,
        forms=forms_of(parsed.terms),
        suggestions=(*parsed.suggestions, *suggest(conn, scope, total)),
    )


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
    scope = Scope(parsed, (), tuple(typed), {**Scope(parsed).params, **typed_params(parsed)})
    floor = _nth_newest(conn, scope, plan.window)
    join = f" CROSS JOIN articles a ON {' AND '.join(['a.search_id = articles_fts.rowid', *typed])}" if typed else ""
    matches = f"""SELECT articles_fts.rowid FROM articles_fts{join}
      WHERE articles_fts MATCH :search_match AND articles_fts.rowid >= :search_floor"""  # noqa: S608
    newest = f" (newest {plan.window:,})" if floor is not None else ""
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


def _floor(
    conn: sqlite3.Connection, scope: Scope, costs: QueryCosts, plan: SearchPlan, before: int | None = None
) -> int | None:
    """The search_id down to which one page reads, when all matches are too much to read; None when they are not."""
    if costs.least <= plan.steps:
        return None
    highest = scope.params["highest"] if before is None else min(scope.params["highest"], before - 1)
    return nth_newest_article(conn, costs.articles * plan.steps // costs.least, highest)


def _newest_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, floor: int | None) -> PageOfIds:
    """The search_ids of one page, newest first."""
    # When near-duplicates share one hit, the page also reads past the other members of their clusters, however many.
    limit = request.page_size + 1 if request.all_copies else -1
    params = {**scope.params, "match": scope.match, "limit": limit}
    if request.before is not None:
        params["highest"] = min(scope.params["highest"], request.before - 1)
    if floor is not None:
        params["lowest"] = max(scope.params["lowest"], floor)
    found = (row[0] for row in conn.execute(scope.newest("LIMIT :limit"), params))
    shown = found if request.all_copies else newest_of_each_cluster(conn, scope, found, request.before)
    ids = list(islice(shown, request.page_size + 1))
    has_more = len(ids) > request.page_size
    is_read_on = floor is not None and not has_more and floor > scope.params["lowest"]
    return PageOfIds(ids[: request.page_size], has_more, reads_on_below=floor if is_read_on else None)


def _next_before(page: PageOfIds) -> int | None:
    return page.ids[-1] if page.has_more else page.reads_on_below


def _ranked_page(conn: sqlite3.Connection, ranking: Ranking, request: SearchRequest, plan: SearchPlan) -> PageOfIds:
    """The search_ids of one page, best first; one for each cluster, unless all copies are asked for."""
    # The number of candidates is the same for every page. If it grew, a hit could move from one page to another.
    last = plan.candidates
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    shown = iter(ranking.ids)
    if not request.all_copies:
        shown = (search_id for search_id, _ in first_of_each_cluster(conn, ranking.ids))
    found = list(islice(shown, begin, end + 1))
    ids = found[: end - begin]
    is_further = len(found) > len(ids)
    is_cut = ranking.is_cut or (is_further and end == last)
    return PageOfIds(ids, has_more=is_further and end < last, is_cut=is_cut)


def _depth(request: SearchRequest, plan: SearchPlan) -> int:
    """How many of the best matches are read to show plan.candidates of them and to know whether there are more."""
    return plan.candidates + 1 if request.all_copies else plan.depth


def _count(
    conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan, floor: int | None
) -> tuple[int, bool]:
    """How many articles match, and whether there may be more than were counted: below floor none is.

    Each match of a filter that is a join is looked up in the table, so only a quarter is counted.
    """
    most = plan.count_cap // 4 if scope.match and scope.conditions else plan.count_cap
    if scope.match is None and request.is_whole_archive and not scope.parsed.has_filters:
        return count_articles(conn), False
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
    return tuple(sorted(hits, key=lambda hit: search_ids.index(hit.search_id)))


def _hit(row: dict[str, Any], marked: dict[int, tuple[str, str]], members: dict[int, int]) -> Hit:
    headline, snippet = marked.get(row["search_id"], (row["headline"], row["opening"]))
    return make_hit(row, headline, snippet, copies=max(0, members.get(row["cluster"], 0) - 1))
