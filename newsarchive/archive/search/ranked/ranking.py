"""The order of a ranked search: best match first, by a plan that stays fast at a million articles.

SQLite's bm25 reads every article of every word, and again for each statement, so it runs once, over articles that were
chosen without it: all matches when they are few; else the newest, and those with the words in headline or standfirst.
Neither words that are excluded nor filters count for the rank. Words that are too common to be read count only when
there are no others.

A word in its typed form comes before its other forms: articles with the words as typed are ranked first, and when they
are few, the others follow.
"""

import json
import sqlite3
from dataclasses import dataclass, replace
from typing import Generic

from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.opened.costs import costs_of, nth_newest_article
from newsarchive.archive.search.opened.index_rows import read_newest
from newsarchive.archive.search.opened.opened_search import OpenedSearch, newest_ids
from newsarchive.archive.search.results import Id
from newsarchive.archive.search.scope import RANK, Scope
from newsarchive.archive.words.terms import AllOf, without_forms


@dataclass(frozen=True, slots=True)
class Ranking(Generic[Id]):
    """The ids of articles, best first, and whether some matches are not among them."""

    ids: list[Id]
    is_cut: bool

    def followed_by(self, others: "Ranking[Id] | None", depth: int) -> "Ranking[Id]":
        """The best depth ids of both, those of this ranking first; others is None if they could not be ranked."""
        if others is None:
            return replace(self, is_cut=True)
        seen = set(self.ids)
        ids = [*self.ids, *(one for one in others.ids if one not in seen)]
        return Ranking(ids[:depth], self.is_cut or others.is_cut or len(ids) > depth)


def as_typed(scope: Scope) -> Scope:
    """The same scope without other forms of its words; the scope itself when it has none."""
    root = scope.parsed.root
    if root is None:
        return scope
    typed = without_forms(root)
    assert isinstance(typed, AllOf)  # the combination stays
    return scope if typed == root else replace(scope, parsed=replace(scope.parsed, root=typed))


def rank(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], depth: int) -> Ranking[int] | None:
    """The best depth matches; None when every word is too common to rank by."""
    typed = as_typed(opened.scope)
    if typed is opened.scope:
        return _ranked(conn, opened, depth)
    alone = replace(opened, scope=typed, costs=costs_of(conn, typed), newest=None)
    best = _ranked(conn, alone, depth)
    if best is None or len(best.ids) >= depth:
        return best
    return best.followed_by(_ranked(conn, opened, depth), depth)


def _ranked(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], depth: int) -> Ranking[int] | None:
    scope, plan = opened.scope, opened.plan
    ranked_by = opened.costs.rankable(plan.steps)
    if ranked_by is None:
        return None
    # Each match of a filter that is a join is looked up in the table, so fewer are read.
    share = 2 / 3 if scope.conditions else 1
    newest, titles = int(plan.newest * share), int(plan.titles * share)
    chosen = newest_ids(conn, opened, newest + 1)
    is_cut = len(chosen) > newest
    if is_cut:
        chosen = [*chosen, *_in_titles(conn, opened, titles)]
    params = {
        "match": ranked_by.match,
        "oldest": min(chosen, default=0),
        "ids": json.dumps(chosen),
        "depth": depth,
    }
    # The plus makes FTS5 read its list once from end to end. For each single row it would begin again.
    statement = f"""SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match AND rowid >= :oldest
      AND +rowid IN (SELECT value FROM json_each(:ids)) ORDER BY {RANK} LIMIT :depth"""  # noqa: S608
    ids = [row[0] for row in conn.execute(statement, params)] if chosen else []
    return Ranking(ids, is_cut or len(chosen) > depth)


def _in_titles(conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], most: int) -> list[int]:
    """The newest matches in headline and standfirst: of all time, unless that is too much to read."""
    scope, costs = opened.scope, opened.costs
    params = {**scope.params, "match": scope.titles_match, "limit": most}
    # To look a match up in the table costs about as much as to read three.
    steps = opened.plan.steps // 3 if scope.conditions else opened.plan.steps
    if costs.total > steps:
        oldest = nth_newest_article(conn, costs.articles * steps // costs.total, scope.params["highest"])
        params["lowest"] = max(scope.params["lowest"], oldest or scope.params["lowest"])
    return read_newest(conn, scope.newest("LIMIT :limit"), params)
