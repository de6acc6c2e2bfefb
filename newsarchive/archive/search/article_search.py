"""Search: ranked or newest first, by a plan that stays quick at a million articles.

Full ranking walks every match, which takes seconds for common words. So: words in most articles are answered
newest first; few matches are all ranked; of many, the newest are, and the titles of all time. Near-copies stand
together under the first of them.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain, islice
from typing import Any, Literal

from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.search.clusters_in_results import matching_members, newest_of_each, one_of_each
from newsarchive.archive.search.query import ParsedQuery, parse_query
from newsarchive.archive.search.scope import (
    LOWEST,
    RANK,
    Scope,
    SearchPlan,
    SearchRequest,
    count_articles,
    make_scope,
)
from newsarchive.dates import parse_utc
from newsarchive.text import unspaced

# What is found stands between these in headlines and snippets. Texts hold no control characters, so whoever shows
# them escapes the text first and then puts tags in their place.
FOUND, END_FOUND = "\x02", "\x03"
# Characters of the text shown where nothing is marked.
OPENING = 280

TOO_COMMON = "These words are in so many articles that ranking says little: newest first."
NO_MORE_RANKED = "Only the best {} are ranked; order by newest to see the rest."


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The version of an article that was found where a later one replaced it, whose change that was (theirs, unknown),
    and whether today's text matches too.
    """

    number: int
    seen_at: datetime
    replaced_at: datetime | None
    cause: str
    matches_today: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One article found. headline and snippet have FOUND and END_FOUND around what was sought.

    copies counts the other articles of its cluster of near-copies that the request finds too. earlier is set where
    headline and snippet are not today's (version_search.py).
    """

    id: int
    search_id: int
    headline: str
    snippet: str
    outlet: str
    outlet_title: str
    url: str | None
    authors: str | None
    source: str | None
    language: str | None
    section: str | None
    kind: str
    completeness: str
    published_at: datetime | None
    published_on: date | None
    first_seen_at: datetime
    gone_at: datetime | None
    revision: int
    copies: int = 0
    earlier: EarlierText | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, how they were ordered, and where the next page begins.

    total counts articles, near-copies included, and is exact unless is_capped: then there are more. next_offset is set
    when ranked, next_before when newest first; both None on the last page. notes are sentences for the reader.
    """

    hits: tuple[Hit, ...]
    total: int
    is_capped: bool
    is_ranked: bool
    understood: str
    notes: tuple[str, ...] = ()
    next_offset: int | None = None
    next_before: int | None = None


@dataclass(frozen=True, slots=True)
class TableFilter:
    """A condition on the table articles for a text search in its own page, with its parameters and its wording."""

    where: str
    params: dict[str, object]
    description: str


DEFAULT_PLAN = SearchPlan()

MARKED = """
SELECT rowid, highlight(articles_fts, 0, :found, :end), snippet(articles_fts, 1, :found, :end, '…', :tokens),
  snippet(articles_fts, 3, :found, :end, '…', :tokens)
FROM articles_fts WHERE articles_fts MATCH :match AND """
# One seek for each hit is quickest when hits are far apart. Hits that lie together are walked past in one go, and so
# is a prefix, whose words would be gathered anew for each seek: 20 of them took 1,900 ms where one walk takes 115.
SEEK = "rowid IN (SELECT value FROM json_each(:ids))"
WALK = "rowid BETWEEN :oldest AND :newest AND +rowid IN (SELECT value FROM json_each(:ids))"

_FACTS = """
SELECT a.id, a.search_id, a.headline, coalesce(a.standfirst, substr(b.body, 1, :opening), '') AS opening, a.outlet,
  coalesce(o.title, a.outlet) AS outlet_title, a.url, a.authors, a.source, a.language, a.section, a.kind,
  a.completeness, a.published_at, a.published_on, a.first_seen_at, a.gone_at, a.revision,
  a.cluster_id AS cluster
FROM articles a LEFT JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet"""


def search(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles that request asks for; without words, the newest in its filters.

    Words that hold nothing to search for find nothing, with a note that says why.
    """
    scope = make_scope(conn, request, plan)
    if scope.match is None and request.query.strip():
        return SearchResult((), 0, False, False, "", scope.parsed.notes)
    total, is_capped = _count(conn, scope, request, plan)
    notes = scope.parsed.notes if request.query.strip() else ()
    is_ranked = request.order == "relevance" and scope.match is not None
    if is_ranked and _is_too_common(conn, scope.parsed, plan):
        is_ranked, notes = False, (*notes, TOO_COMMON)
    page = _ranked_page(conn, scope, request, plan) if is_ranked else _newest_page(conn, scope, request)
    if is_ranked and not page.has_more and (page.is_cut or total > _depth(request, plan)):
        notes = (*notes, NO_MORE_RANKED.format(request.offset + len(page.ids) if page.ids else plan.candidates))
    return SearchResult(
        hits=_show(conn, scope, page.ids, plan, lie_together=not is_ranked),
        total=total,
        is_capped=is_capped,
        is_ranked=is_ranked,
        understood=scope.parsed.understood,
        notes=notes,
        next_offset=request.offset + len(page.ids) if page.has_more and is_ranked else None,
        next_before=page.ids[-1] if page.has_more and not is_ranked else None,
    )


def table_filter(conn: sqlite3.Connection, text: str, plan: SearchPlan = DEFAULT_PLAN) -> TableFilter | None:
    """The condition for `_search` on the table articles; None when nothing was typed.

    Only the newest matches are let through: an IN over all matches of a common word takes a second at a million.
    """
    if not text.strip():
        return None
    parsed = parse_query(text)
    if parsed.match is None:
        return TableFilter("0", {}, f"search for {text.strip()!r}: {' '.join(parsed.notes)}")
    floor = _nth_newest(conn, Scope(parsed), plan.window)
    matches = "SELECT rowid FROM articles_fts WHERE articles_fts MATCH :search_match AND rowid >= :search_floor"
    newest = f" (newest {plan.window:,})" if floor is not None else ""
    params = {"search_match": parsed.match, "search_floor": LOWEST if floor is None else floor}
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


@dataclass(frozen=True, slots=True)
class _Page:
    """The search_ids of one page, whether a further one follows, and whether some matches are on no ranked page."""

    ids: list[int]
    has_more: bool
    is_cut: bool = False


def _newest_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest) -> _Page:
    """One page, newest first."""
    # Without copies as many matches are walked past as there are copies of those shown; the rest is never read.
    limit = request.page_size + 1 if request.all_copies else -1
    params = {**scope.params, "match": scope.match, "limit": limit}
    if request.before is not None:
        params["highest"] = min(scope.params["highest"], request.before - 1)
    found = (row[0] for row in conn.execute(scope.newest("LIMIT :limit"), params))
    one_each = found if request.all_copies else newest_of_each(conn, scope, found, request.before)
    ids = list(islice(one_each, request.page_size + 1))
    return _Page(ids[: request.page_size], len(ids) > request.page_size)


def _ranked_page(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> _Page:
    """One page, best first."""
    # One number of candidates for every page: were it to grow, a hit could move from one page to another.
    reach = plan.candidates
    begin, end = min(request.offset, reach), min(request.offset + request.page_size, reach)
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
    is_cut = floor is not None or (is_further and end == reach)
    return _Page(ids, has_more=is_further and end < reach, is_cut=is_cut)


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
    """What statement finds, in its order; of near-copies the first alone, unless all are asked for."""
    found = (row[0] for row in conn.execute(statement, params))
    return found if request.all_copies else (search_id for search_id, _ in one_of_each(conn, found))


def _depth(request: SearchRequest, plan: SearchPlan) -> int:
    """How many of the best matches are read to show plan.candidates of them and know whether there are more."""
    return plan.candidates + 1 if request.all_copies else plan.depth


def _count(conn: sqlite3.Connection, scope: Scope, request: SearchRequest, plan: SearchPlan) -> tuple[int, bool]:
    """How many articles match, and whether there are more than were counted."""
    if scope.match is None and request.is_whole_archive:
        return count_articles(conn), False
    statement = scope.matches if scope.match else scope.listing
    params = {**scope.params, "match": scope.match, "cap": plan.count_cap + 1}
    counted = f"SELECT count(*) FROM ({statement('LIMIT :cap', columns='1')})"  # noqa: S608
    (total,) = conn.execute(counted, params).fetchone()
    return min(total, plan.count_cap), total > plan.count_cap


def _show(
    conn: sqlite3.Connection, scope: Scope, ids: list[int], plan: SearchPlan, *, lie_together: bool
) -> tuple[Hit, ...]:
    """The hits of ids, in their order."""
    match = scope.parsed.match
    statement = MARKED + (WALK if lie_together or scope.parsed.has_prefix else SEEK)
    marked = _marked(conn, statement, match, ids, plan) if match and ids else {}
    rows = list_facts(conn, "search_id", ids)
    members = matching_members(conn, scope, {row["cluster"] for row in rows if row["cluster"] is not None})
    hits = [_hit(row, marked, members) for row in rows]
    return tuple(sorted(hits, key=lambda hit: ids.index(hit.search_id)))


def list_facts(conn: sqlite3.Connection, key: Literal["id", "search_id"], values: list[int]) -> list[dict[str, Any]]:
    """What a hit says of its article, of those whose key is among values; in no order."""
    cursor = conn.execute(
        f"{_FACTS} WHERE a.{key} IN (SELECT value FROM json_each(:values))",  # noqa: S608
        {"values": json.dumps(values), "opening": OPENING},
    )
    return rows_by_name(cursor)


def _hit(facts: dict[str, Any], marked: dict[int, tuple[str, str]], members: dict[int, int]) -> Hit:
    headline, snippet = marked.get(facts["search_id"], (facts["headline"], facts["opening"]))
    return make_hit(facts, headline, snippet, copies=max(0, members.get(facts["cluster"], 0) - 1))


def make_hit(
    row: dict[str, Any], headline: str, snippet: str, *, copies: int = 0, earlier: EarlierText | None = None
) -> Hit:
    """The hit of a row of list_facts, with the texts to show."""
    facts = {name: value for name, value in row.items() if name not in ("opening", "cluster")}
    facts["headline"], facts["snippet"] = _one_line(headline), _one_line(snippet)
    for name in ("published_at", "first_seen_at", "gone_at"):
        facts[name] = parse_utc(facts[name]) if facts[name] else None
    facts["published_on"] = date.fromisoformat(facts["published_on"]) if facts["published_on"] else None
    return Hit(**facts, copies=copies, earlier=earlier)


def _marked(
    conn: sqlite3.Connection, statement: str, match: str, ids: list[int], plan: SearchPlan
) -> dict[int, tuple[str, str]]:
    """By search_id, the headline and a snippet with what was found marked: of the body, else of the standfirst."""
    marks = {"found": FOUND, "end": END_FOUND, "tokens": plan.snippet_tokens}
    params = {**marks, "match": match, "ids": json.dumps(ids), "oldest": min(ids), "newest": max(ids)}
    return {
        search_id: (headline, standfirst if FOUND in (standfirst or "") and FOUND not in body else body)
        for search_id, headline, standfirst, body in conn.execute(statement, params)
    }


def _one_line(text: str) -> str:
    return " ".join(unspaced(text).split())
