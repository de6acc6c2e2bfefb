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
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from newsarchive.archive.search.clusters_in_results import (
    count_matching_members,
    first_of_each_cluster,
    newest_of_each_cluster,
)
from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.query import ParsedQuery, parse_query
from newsarchive.archive.search.results import Hit, PageOfIds, SearchResult, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import (
    DEFAULT_PLAN,
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
    chosen = read_desk_filters(conn, request)
    request = chosen.selection
    scope = make_scope(conn, request, plan)
    if scope.match is None and request.query.strip():
        return SearchResult((), 0, False, False, "", (*chosen.notes, *scope.parsed.notes))
    total, is_capped = _count(conn, scope, request, plan)
    notes = (*chosen.notes, *(scope.parsed.notes if request.query.strip() else ()))
    is_ranked = request.order == "relevance" and scope.match is not None
    if is_ranked and _is_too_common(conn, scope.parsed, plan):
        is_ranked, notes = False, (*notes, TOO_COMMON)
    page = _ranked_page(conn, scope, request, plan) if is_ranked else _newest_page(conn, scope, request)
    if is_ranked and not page.has_more and (page.is_cut or total > _depth(request, plan)):
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    return SearchResult(
        hits=_load_hits(conn, scope, page.ids, plan, is_by_time=not is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=is_ranked,
        understood=" ".join(filter(None, (scope.parsed.understood, chosen.typed))),
        notes=notes,
        next_offset=request.offset + len(page.ids) if page.has_more and is_ranked else None,
        next_before=page.ids[-1] if page.has_more and not is_ranked else None,
    )


def table_filter(conn: sqlite3.Connection, text: str, plan: SearchPlan = DEFAULT_PLAN) -> TableFilter | None:
    """The condition for `_search` on the table articles; None when nothing was typed.

    Only the newest matches pass: an IN over all matches of a common word takes a second at a million articles.
    """
    if not text.strip():
        return None
    parsed = parse_query(text)
    if parsed.match is None:
        return TableFilter("0", {}, f"search for {text.strip()!r}: {' '.join(parsed.notes)}")
    floor = _nth_newest(conn, Scope(parsed), plan.window)
    matches = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :search_match AND rowid >= :search_floor"
    newest = f" (newest {plan.window:,})" if floor is not None else ""
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


def _newest_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest) -> PageOfIds:
    """The search_ids of one page, newest first."""
    # When near-duplicates share one hit, the page also reads past the other members of their clusters, however many.
    limit = request.page_size + 1 if request.all_copies else -1
    params = {**scope.params, "match": scope.match, "limit": limit}
    if request.before is not None:
        params["highest"] = min(scope.params["highest"], request.before - 1)
    found = (row[0] for row in conn.execute(scope.newest("LIMIT :limit"), params))
    shown = found if request.all_copies else newest_of_each_cluster(conn, scope, found, request.before)
    ids = list(islice(shown, request.page_size + 1))
    return PageOfIds(ids[: request.page_size], len(ids) > request.page_size)


def _ranked_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> PageOfIds:
    """The search_ids of one page, best first."""
    # The number of candidates is the same for every page. If it grew, a hit could move from one page to another.
    last = plan.candidates
    begin, end = min(request.offset, last), min(request.offset + request.page_size, last)
    floor = _nth_newest(conn, scope, plan.window)
    statement = scope.matches(f"{scope.best_first} LIMIT :depth")
    params = {**scope.params, "match": scope.match, "depth": _depth(request, plan)}
    if floor is not None:
        params["candidates"] = json.dumps(_candidates(conn, scope, floor, request, plan))
        # The plus makes FTS5 walk the matches once, and rank only those of the list.
        among = "AND +articles_fts.rowid IN (SELECT value FROM json_each(:candidates))"
        statement = scope.matches(f"{among} ORDER BY {RANK} LIMIT :depth")
    found = list(islice(_best(conn, statement, params, request), begin, end + 1))
    ids = found[: end - begin]
    is_further = len(found) > len(ids)
    is_cut = floor is not None or (is_further and end == last)
    return PageOfIds(ids, has_more=is_further and end < last, is_cut=is_cut)


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
    return tuple(sorted(hits, key=lambda hit: search_ids.index(hit.search_id)))


def _hit(row: dict[str, Any], marked: dict[int, tuple[str, str]], members: dict[int, int]) -> Hit:
    headline, snippet = marked.get(row["search_id"], (row["headline"], row["opening"]))
    return make_hit(row, headline, snippet, copies=max(0, members.get(row["cluster"], 0) - 1))
