"""Search in the texts that later versions replaced: which articles once said it, in which version, and whether still.

Today's texts are search.py's. One article is one hit, by its best or newest version that matches.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from newsarchive.archive.search.article_search import (
    DEFAULT_PLAN,
    END_FOUND,
    FOUND,
    NO_MORE_RANKED,
    EarlierText,
    Hit,
    SearchResult,
    list_facts,
    make_hit,
)
from newsarchive.archive.search.clusters_in_results import matching
from newsarchive.archive.search.scope import Scope, SearchPlan, SearchRequest, make_scope
from newsarchive.dates import parse_utc

NO_AUTHORS = "Authors are not kept with earlier versions: author: finds none."
ONLY_NEWEST = "So many earlier versions match that only the {:,} of the newest articles were looked at."
# What version_id is made of (schema.py).
NUMBERS = 1_000_000

_MARKED = """
SELECT rowid, highlight(revisions_fts, 0, :found, :end), snippet(revisions_fts, 1, :found, :end, '…', :tokens),
  snippet(revisions_fts, 3, :found, :end, '…', :tokens)
FROM revisions_fts WHERE revisions_fts MATCH :match AND rowid IN (SELECT value FROM json_each(:ids))"""
_VERSIONS = """SELECT version_id, number, seen_at, replaced_at, cause FROM revisions
WHERE version_id IN (SELECT value FROM json_each(?))"""


@dataclass(frozen=True, slots=True)
class _Page:
    """version_ids in their order, and whether more follow."""

    ids: list[int]
    has_more: bool


def search_versions(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan = DEFAULT_PLAN) -> SearchResult:
    """The page of articles of which an earlier version matches request; its filters are about the article today.

    Ordered by how well that version matches, or by the article's place in time. Of more than plan.window matches,
    those of the newest articles are looked at. Every copy is a hit of its own. Without words nothing is found, nor is
    what only our reading changed.
    """
    # Every filter is a join: earlier versions have no keys in their index.
    scope = make_scope(conn, request, replace(plan, key_share=0.0))
    notes = scope.parsed.notes
    if scope.match is None:
        return SearchResult((), 0, False, False, "", notes)
    if any(term.field == "author" for group in scope.parsed.groups for term in group):
        notes = (*notes, NO_AUTHORS)
    total, is_capped = _count(conn, scope, plan)
    params = {**scope.params, "match": scope.match, "floor": _floor(conn, scope, plan)}
    if params["floor"] > 0:
        notes = (*notes, ONLY_NEWEST.format(plan.window))
    is_ranked = request.order == "relevance"
    reach = plan.candidates if is_ranked else plan.window
    page = _page(_ranked(conn, scope, params) if is_ranked else _newest(conn, scope, params), request, reach)
    if is_ranked and not page.has_more and total > reach:
        notes = (*notes, NO_MORE_RANKED.format(reach))
    return SearchResult(
        hits=_show(conn, scope, page.ids, plan),
        total=total,
        is_capped=is_capped,
        is_ranked=is_ranked,
        understood=scope.parsed.understood,
        notes=notes,
        next_offset=request.offset + len(page.ids) if page.has_more else None,
    )


def _matches(scope: Scope, columns: str, tail: str) -> str:
    conditions = " AND ".join(["a.id = revisions_fts.rowid / 1000000", *scope.conditions])
    return f"""SELECT {columns} FROM revisions_fts CROSS JOIN articles a ON {conditions}
      WHERE revisions_fts MATCH :match AND a.search_id BETWEEN :lowest AND :highest {tail}"""  # noqa: S608


def _count(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> tuple[int, bool]:
    """How many articles match, and whether there are more than were counted."""
    statement = _matches(scope, "DISTINCT a.id", "LIMIT :cap")
    params = {**scope.params, "match": scope.match, "cap": plan.count_cap + 1}
    (total,) = conn.execute(f"SELECT count(*) FROM ({statement})", params).fetchone()  # noqa: S608
    return min(total, plan.count_cap), total > plan.count_cap


def _floor(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> int:
    """The version_id from which on there are plan.window matches; 0 where there are fewer."""
    row = conn.execute(
        _matches(scope, "revisions_fts.rowid", "ORDER BY revisions_fts.rowid DESC LIMIT 1 OFFSET :window"),
        {**scope.params, "match": scope.match, "window": plan.window - 1},
    ).fetchone()
    return row[0] if row else 0


def _ranked(conn: sqlite3.Connection, scope: Scope, params: dict[str, Any]) -> Iterator[int]:
    """version_ids, best first, each article once."""
    rank = "bm25(revisions_fts, 10.0, 4.0, 3.0, 1.0)"
    rows = conn.execute(
        _matches(scope, "revisions_fts.rowid", f"AND revisions_fts.rowid >= :floor ORDER BY {rank}"), params
    )
    seen = set[int]()
    for (version_id,) in map(tuple, rows):
        if version_id // NUMBERS not in seen:
            seen.add(version_id // NUMBERS)
            yield version_id


def _newest(conn: sqlite3.Connection, scope: Scope, params: dict[str, Any]) -> Iterator[int]:
    """version_ids in the order of the articles, newest first, of each article the newest that matches."""
    tail = "AND revisions_fts.rowid >= :floor GROUP BY a.id ORDER BY a.search_id DESC"
    rows = conn.execute(_matches(scope, "max(revisions_fts.rowid)", tail), params)
    return (row[0] for row in rows)


def _page(version_ids: Iterable[int], request: SearchRequest, reach: int) -> _Page:
    begin, end = min(request.offset, reach), min(request.offset + request.page_size, reach)
    found = list(islice(version_ids, begin, end + 1))
    return _Page(found[: end - begin], len(found) > end - begin and end < reach)


def _show(conn: sqlite3.Connection, scope: Scope, ids: list[int], plan: SearchPlan) -> tuple[Hit, ...]:
    """The hits of these versions, in their order."""
    if not ids:
        return ()
    marks = {"match": scope.match, "found": FOUND, "end": END_FOUND, "tokens": plan.snippet_tokens}
    marked = {row[0]: tuple(row)[1:] for row in conn.execute(_MARKED, {**marks, "ids": json.dumps(ids)})}
    versions = {row[0]: tuple(row)[1:] for row in conn.execute(_VERSIONS, [json.dumps(ids)])}
    articles = {row["id"]: row for row in list_facts(conn, "id", [version_id // NUMBERS for version_id in ids])}
    today = matching(conn, scope, [row["search_id"] for row in articles.values()])
    hits = []
    for version_id in ids:
        facts = articles[version_id // NUMBERS]
        headline, standfirst, body = marked[version_id]
        snippet = standfirst if FOUND in (standfirst or "") and FOUND not in body else body
        earlier = _earlier(*versions[version_id], matches_today=facts["search_id"] in today)
        hits.append(make_hit(facts, headline, snippet, earlier=earlier))
    return tuple(hits)


def _earlier(number: int, seen_at: str, replaced_at: str | None, cause: str, *, matches_today: bool) -> EarlierText:
    return EarlierText(
        number, parse_utc(seen_at), parse_utc(replaced_at) if replaced_at else None, cause, matches_today
    )
