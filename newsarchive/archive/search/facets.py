"""Facets: how many of the found articles have which outlet, source, language and section."""

import sqlite3
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.scope import DEFAULT_PLAN, Scope, SearchPlan, make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import Dimension, total_values

DIMENSIONS: tuple[Dimension, ...] = ("outlet", "source", "language", "section")
VALUES_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Facets:
    """By dimension, its values and how many articles have each, most first.

    is_capped says that only the newest matches were counted.
    """

    counts: dict[str, tuple[tuple[str, int], ...]]
    is_capped: bool


def count_facets(conn: sqlite3.Connection, selection: Selection, plan: SearchPlan = DEFAULT_PLAN) -> Facets:
    """The facets of the articles that selection finds: exact for the whole archive, else of the newest matches.

    When the words contain nothing to search for, there are no values.
    """
    selection = read_desk_filters(conn, selection).selection
    if selection.is_whole_archive:
        return Facets({name: tuple(total_values(conn, name, VALUES_SHOWN)) for name in DIMENSIONS}, False)
    scope = make_scope(conn, selection, plan)
    if scope.match is None and selection.query.strip():
        return Facets(dict.fromkeys(DIMENSIONS, ()), False)
    return _of_newest(conn, scope, plan)


def _of_newest(conn: sqlite3.Connection, scope: Scope, plan: SearchPlan) -> Facets:
    # One pass over the rows for all dimensions; there are at most some hundred combinations of their values.
    columns = ", ".join(f"a.{dimension}" for dimension in DIMENSIONS)
    rows = conn.execute(
        f"WITH newest(search_id) AS MATERIALIZED ({scope.newest('LIMIT :window')}) "  # noqa: S608
        f"SELECT count(*), {columns} FROM newest CROSS JOIN articles a ON a.search_id = newest.search_id "
        f"GROUP BY {columns}",
        {**scope.params, "match": scope.match, "window": plan.window},
    ).fetchall()
    counts: dict[str, tuple[tuple[str, int], ...]] = {
        dimension: _most_frequent((row[column], row[0]) for row in rows)
        for column, dimension in enumerate(DIMENSIONS, start=1)
    }
    return Facets(counts, is_capped=sum(row[0] for row in rows) >= plan.window)


def _most_frequent(pairs: Iterable[tuple[str | None, int]]) -> tuple[tuple[str, int], ...]:
    counter = Counter[str]()
    for value, articles in pairs:
        if value is not None:
            counter[value] += articles
    return tuple(sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))[:VALUES_SHOWN])
