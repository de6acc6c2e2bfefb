"""Search in today's texts: ranked or newest first, by a plan that stays fast at a million articles.

How matches are ranked is in ranking.py. Words that are in most articles, and phrases of such words, give the newest
articles first. Of a phrase of very common words only the newest articles are read for one page; the next page reads on.

Of a cluster of near-duplicates, the first match stands for all.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
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
from newsarchive.archive.search.opened.costs import nth_newest_article, nth_oldest_article
from newsarchive.archive.search.opened.opened_search import OpenedSearch, floor_of, newest_ids, open_search, with_newest
from newsarchive.archive.search.ranked.ranking import Ranking, as_typed, rank
from newsarchive.archive.search.results import Hit, Id, PageOfIds, SearchResult, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    SEEK_ROWS,
    VALUES,
    WALK_ROWS,
    Scope,
    SearchPlan,
    typed_conditions,
    typed_params,
)
from newsarchive.archive.search.selection import SearchRequest, Selection
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
    return search_opened(conn, open_search(conn, request, plan))


def search_opened(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> SearchResult:
    """The page of articles that an opened search asks for, as search gives it."""
    chosen, request, words = opened.chosen, opened.selection, opened.words
    if opened.scope.has_nothing_to_find:
        notes = (*chosen.notes, *words.notes)
        return SearchResult((), 0, False, False, "", notes, suggestions=chosen.restated(words.suggestions))
    opened, total, is_capped = _count(conn, opened)
    page = _page_of_ids(conn, opened)
    notes = (*chosen.notes, *(words.notes if request.query.strip() else ()), *page.notes)
    if page.is_cut and page.next_offset is None:
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else opened.plan.candidates))
    return SearchResult(
        hits=load_hits(conn, opened, page.ids, is_by_time=not page.is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=page.is_ranked,
        understood=" ".join(filter(None, (words.understood, chosen.typed))),
        notes=notes,
        next_offset=page.next_offset,
        next_before=page.next_before,
        next_after=page.next_after,
        forms=forms_of(words.terms),
        suggestions=chosen.restated((*words.suggestions, *suggest(conn, opened.scope, total))),
    )


def read_ids(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> PageOfIds[int]:
    """The search_ids of the page that an opened search asks for, without hits and totals: to read a result in parts."""
    if opened.scope.has_nothing_to_find:
        return PageOfIds([], notes=opened.words.notes)
    return _page_of_ids(conn, opened)


def read_hits(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], search_ids: list[int]) -> tuple[Hit, ...]:
    """The hits of search_ids that read_ids found, in their order; an article that is gone is left out."""
    return load_hits(conn, opened, search_ids, is_by_time=True)


def table_filter(conn: sqlite3.Connection, text: str, plan: SearchPlan = DEFAULT_PLAN) -> TableFilter | None:
    """The condition for `_search` on the table articles; None when nothing was typed.

    Only the newest matches pass: an IN over all matches of a common word takes a second at a million articles.
    """
    if not text.strip():
        return None
    parsed = understand(conn, Selection(text))
    typed = typed_conditions(parsed)
    if parsed.match is None and typed:
        of_filters = f"search_id IN (SELECT a.search_id FROM articles a WHERE {' AND '.join(typed)})"  # noqa: S608
        return TableFilter(of_filters, typed_params(parsed), f"search matches {parsed.understood}")
    if parsed.match is None:
        return TableFilter("0", {}, f"search for {text.strip()!r}: {' '.join(parsed.notes)}")
    scope = Scope(parsed, conditions=tuple(typed), params={**Scope(parsed).params, **typed_params(parsed)})
    most = min(plan.window, MOST_IN_TABLE)
    # The first match that is not among the newest.
    statement = scope.newest("LIMIT 1 OFFSET :most")
    floor = conn.execute(statement, {**scope.params, "match": scope.match, "most": most}).fetchone()
    join = f" CROSS JOIN {VALUES} ON {' AND '.join(['a.search_id = articles_fts.rowid', *typed])}" if typed else ""
    matches = f"""SELECT articles_fts.rowid FROM articles_fts{join}
      WHERE articles_fts MATCH :search_match AND articles_fts.rowid >= :search_floor"""  # noqa: S608
    newest = f" (newest {most:,})" if floor is not None else ""
    params: dict[str, object] = {
        **typed_params(parsed),
        "search_match": parsed.match,
        "search_floor": LOWEST_SEARCH_ID if floor is None else floor[0],
    }
    return TableFilter(f"search_id IN ({matches})", params, f"search matches {parsed.understood}{newest}")


def _is_too_common(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> bool:
    """Whether the words, without any filter, are in too many of the newest articles for their rank to mean much."""
    scope, plan = opened.scope, opened.plan
    typed = as_typed(scope)
    if typed is not scope or not scope.is_words_alone:
        opened = replace(opened, scope=Scope(typed.parsed), newest=None)
    oldest = nth_newest_article(conn, int(plan.common_sample / plan.common_density))
    matches = newest_ids(conn, opened, plan.common_sample)
    return len(matches) == plan.common_sample and (oldest is None or matches[-1] > oldest)


def _part_to_read(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], bounds: dict[str, Any], *, is_oldest_first: bool
) -> int | None:
    """The search_id at which one page by time stops to read; None when it can read all within bounds."""
    costs, plan = opened.costs, opened.plan
    if costs.least <= plan.steps:
        return None
    if is_oldest_first:
        return nth_oldest_article(conn, costs.articles * plan.steps // costs.least, bounds["lowest"])
    if bounds["highest"] == opened.scope.params["highest"]:
        return opened.floor
    return floor_of(conn, costs, plan, bounds["highest"])


def _page_of_ids(conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]) -> PageOfIds[int]:
    request, plan = opened.selection, opened.plan
    if request.order != "relevance" or opened.scope.match is None:
        return page_by_time(conn, opened)
    ranking = None
    if opened.floor is None and not _is_too_common(conn, opened):
        ranking = rank(conn, opened, depth_to_read(request, plan))
    if ranking is None:
        page = page_by_time(conn, opened)
        return replace(page, notes=(TOO_COMMON, *page.notes))
    if request.before is not None:
        # The pages after the ranked ones.
        ranked = list(islice(_shown(conn, ranking, request), plan.candidates))
        return page_by_time(conn, opened, ranked)
    return _ranked_page(conn, opened, ranking)


def page_by_time(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], without: Collection[int] = ()
) -> PageOfIds[int]:
    """The search_ids of one page, newest or oldest first; those in without and their clusters are left out."""
    request, scope = opened.selection, opened.scope
    is_oldest_first = request.order == "oldest"
    passed = NOTHING_PASSED
    rest = dict(scope.params)
    if is_oldest_first and request.after is not None:
        rest["lowest"] = max(scope.params["lowest"], request.after + 1)
        passed = PassedBy(LOWEST_SEARCH_ID, request.after)
    if not is_oldest_first and request.before is not None:
        rest["highest"] = min(scope.params["highest"], request.before - 1)
        passed = PassedBy(request.before, HIGHEST_SEARCH_ID)
    stop = _part_to_read(conn, opened, rest, is_oldest_first=is_oldest_first)
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
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], ranking: Ranking[int]
) -> PageOfIds[int]:
    def nth_newest(n: int) -> int | None:
        ids = newest_ids(conn, opened, n + 1)
        return ids[n] if len(ids) > n else None

    shown = _shown(conn, ranking, opened.selection)
    return ranked_page(shown, opened.selection, opened.plan, nth_newest, is_cut=ranking.is_cut)


def ranked_page(
    shown: Iterable[Id],
    request: SearchRequest,
    plan: SearchPlan,
    nth_newest: Callable[[int], int | None],
    *,
    is_cut: bool,
) -> PageOfIds[Id]:
    """The ids of one page of shown, best first. After the last one, the other matches follow by time.

    is_cut says that a ranking does not have all matches; nth_newest gives the search_id of the match after the n newest
    ones, None if there are no more than n.
    """
    # The number of candidates is the same for every page. If it grew, a hit could move from one page to another.
    last = plan.candidates
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    found = list(islice(shown, begin, end + 1))
    ids = found[: end - begin]
    is_further = len(found) > len(ids)
    has_more = is_further and end < last
    is_cut = is_cut or (is_further and end == last)
    if not has_more and not is_cut:
        # Copies of a few texts can fill all that is read.
        is_cut = nth_newest(depth_to_read(request, plan)) is not None
    newest = nth_newest(0) if is_cut and ids and not has_more else None
    return PageOfIds(
        ids,
        is_ranked=True,
        is_cut=is_cut,
        next_offset=request.offset + len(ids) if has_more else None,
        next_before=None if newest is None else newest + 1,
    )


def _shown(conn: sqlite3.Connection, ranking: Ranking[int], request: SearchRequest) -> Iterator[int]:
    """The search_ids of a ranking; one for each cluster, unless all copies are asked for."""
    if request.all_copies:
        return iter(ranking.ids)
    return (search_id for search_id, _ in first_of_each_cluster(conn, ranking.ids))


def depth_to_read(request: SearchRequest, plan: SearchPlan) -> int:
    """How many of the best matches are read to show plan.candidates of them and to know whether there are more."""
    return plan.candidates + 1 if request.all_copies else plan.depth


def _count(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest]
) -> tuple[OpenedSearch[SearchRequest], int, bool]:
    """The search with its newest matches, how many articles match, and whether there are more than were counted.

    Each match of a filter that is a join is looked up in the table, so only a quarter is counted.
    """
    if opened.selection.is_whole_archive:
        return opened, count_articles(conn), False
    scope, cap = opened.scope, opened.plan.count_cap
    opened = with_newest(conn, opened, cap // 4 if scope.match and scope.conditions else cap)
    assert opened.newest is not None  # with_newest has read them
    return opened, len(opened.newest.ids), not opened.newest.is_all


def load_hits(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], search_ids: list[int], *, is_by_time: bool
) -> tuple[Hit, ...]:
    """The hits of these articles, in their order."""
    if not search_ids:
        return ()
    marked, scope = {}, opened.scope
    if scope.parsed.match:
        rows = WALK_ROWS if is_by_time or scope.parsed.has_prefix else SEEK_ROWS
        marked = mark_found(conn, "articles_fts", scope.parsed.match, search_ids, opened.plan.snippet_tokens, rows)
    articles = load_articles(conn, "search_id", search_ids)
    members = count_matching_members(conn, scope, {row["cluster"] for row in articles if row["cluster"] is not None})
    hits = [_hit(row, marked, members) for row in articles]
    place = {search_id: number for number, search_id in enumerate(search_ids)}
    return tuple(sorted(hits, key=lambda hit: place[hit.search_id]))


def _hit(row: dict[str, Any], marked: dict[int, tuple[str, str]], members: dict[int, int]) -> Hit:
    headline, snippet = marked.get(row["search_id"], (row["headline"], row["opening"]))
    return make_hit(row, headline, snippet, copies=max(0, members.get(row["cluster"], 0) - 1))
