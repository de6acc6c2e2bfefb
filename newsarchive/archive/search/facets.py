"""Facets: how many of the found articles have each value of a filter."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan, make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import Dimension, total_values

FacetName = Literal[
    "outlet", "country", "language", "source", "section", "author", "kind", "completeness", "near_duplicates"
]

# By facet, the field of a Selection that has its chosen values. The order is that of the page.
FIELDS: Mapping[FacetName, str] = {
    "outlet": "outlets",
    "country": "countries",
    "language": "languages",
    "source": "sources",
    "section": "sections",
    "author": "authors",
    "kind": "kinds",
    "completeness": "completeness",
    "near_duplicates": "near_duplicates",
}
VALUES_SHOWN = 20

_COLUMNS: Mapping[FacetName, str] = {
    "outlet": "a.outlet",
    "country": "a.outlet",
    "language": "a.language",
    "source": "a.source",
    "section": "a.section",
    "kind": "a.kind",
    "completeness": "a.completeness",
    "near_duplicates": "CASE WHEN a.cluster_id IS NULL THEN 'none' WHEN a.copy_of IS NULL THEN 'first' ELSE 'copy' END",
}
# The totals of the whole archive that triggers keep. A country has those of its outlets.
_TOTALS: Mapping[FacetName, Dimension] = {
    "outlet": "outlet",
    "country": "outlet",
    "language": "language",
    "source": "source",
    "section": "section",
}
_AUTHORS = """SELECT w.name, count(DISTINCT w.article_id) FROM json_each(?) newest
  CROSS JOIN articles a ON a.search_id = newest.value
  CROSS JOIN article_authors w ON w.article_id = a.id GROUP BY 1"""

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """By facet, its values and how many articles have each, most first.

    capped has the facets for which only the newest matches were counted.
    """

    counts: dict[str, Pairs]
    capped: frozenset[str] = frozenset()

    @property
    def is_capped(self) -> bool:
        """Whether some facet counts only the newest matches."""
        return bool(self.capped)


def count_facets(
    conn: sqlite3.Connection,
    selection: Selection,
    plan: SearchPlan = DEFAULT_PLAN,
    *,
    names: Sequence[FacetName] = tuple(FIELDS),
    most: int | None = VALUES_SHOWN,
    newest: list[int] | None = None,
) -> Facets:
    """The facets of the articles that selection finds: exact for the whole archive, else of the newest matches.

    A facet ignores its own filter and respects all others, so it says what one more value would add. It lists its
    chosen values even when they are not among the `most` most frequent ones, or find nothing. When the words contain
    nothing to search for, there are no values. newest are the newest_matches of selection, if they are known already.
    """
    counts: dict[FacetName, Counter[str]] = {}
    capped: set[str] = set()
    for others, together in _without_own_filter(selection, names):
        found, counted_newest = _count(conn, others, together, newest if others is selection else None, plan)
        counts |= found
        capped.update(counted_newest)
    chosen = {name: getattr(selection, FIELDS[name]) for name in names}
    return Facets({name: _most_frequent(counts[name], chosen[name], most) for name in names}, frozenset(capped))


def newest_matches(conn: sqlite3.Connection, selection: Selection, plan: SearchPlan = DEFAULT_PLAN) -> list[int]:
    """The search_ids of the newest matches, newest first: all of them when there are fewer than plan.window."""
    scope = make_scope(conn, selection, plan)
    if scope.has_nothing_to_find:
        return []
    params = {**scope.params, "match": scope.match, "window": plan.window}
    return [row[0] for row in conn.execute(scope.newest("LIMIT :window"), params)]


def is_from_totals(selection: Selection, name: FacetName) -> bool:
    """Whether a facet of selection has the stored totals, which are exact."""
    return selection.is_whole_archive and name in _TOTALS


def _without_own_filter(
    selection: Selection, names: Sequence[FacetName]
) -> Iterator[tuple[Selection, list[FacetName]]]:
    """What each facet counts: one selection for all facets without a chosen value, and one for each other facet."""
    chosen = [name for name in names if getattr(selection, FIELDS[name])]
    if free := [name for name in names if name not in chosen]:
        yield selection, free
    for name in chosen:
        without: dict[str, Any] = {FIELDS[name]: ()}
        yield replace(selection, **without), [name]


def _count(
    conn: sqlite3.Connection,
    selection: Selection,
    names: list[FacetName],
    newest: list[int] | None,
    plan: SearchPlan,
) -> tuple[dict[FacetName, Counter[str]], list[FacetName]]:
    """The counts of each facet, and the facets for which only the newest matches were counted."""
    from_totals = [name for name in names if is_from_totals(selection, name)]
    found = {name: Counter({row[0]: row[1] for row in total_values(conn, _TOTALS[name])}) for name in from_totals}
    counted_newest: list[FacetName] = []
    if rest := [name for name in names if name not in found]:
        newest = newest_matches(conn, selection, plan) if newest is None else newest
        found |= _among(conn, newest, rest)
        counted_newest = rest if len(newest) >= plan.window else []
    if "country" in found:
        found["country"] = _of_countries(conn, found["country"])
    return found, counted_newest


def _among(conn: sqlite3.Connection, newest: list[int], names: list[FacetName]) -> dict[FacetName, Counter[str]]:
    """The counts of some articles, a country's by outlet."""
    listed = json.dumps(newest)
    found: dict[FacetName, Counter[str]] = {name: Counter() for name in names}
    columns = [name for name in names if name in _COLUMNS]
    if columns:
        # One pass over the rows for all facets; there are at most some hundred combinations of their values.
        values = ", ".join(_COLUMNS[name] for name in columns)
        groups = ", ".join(str(position) for position in range(2, len(columns) + 2))
        rows = conn.execute(
            f"""SELECT count(*), {values} FROM json_each(?) newest
              CROSS JOIN articles a ON a.search_id = newest.value GROUP BY {groups}""",  # noqa: S608
            [listed],
        )
        for articles, *row in map(tuple, rows):
            for name, value in zip(columns, row, strict=True):
                if value is not None:
                    found[name][value] += articles
    if "author" in names:
        found["author"] = Counter(dict(map(tuple, conn.execute(_AUTHORS, [listed]))))
    return found


def _of_countries(conn: sqlite3.Connection, by_outlet: Counter[str]) -> Counter[str]:
    countries = dict(map(tuple, conn.execute("SELECT name, country FROM outlets WHERE country IS NOT NULL")))
    found = Counter[str]()
    for outlet, articles in by_outlet.items():
        if outlet in countries:
            found[countries[outlet]] += articles
    return found


def _most_frequent(counter: Counter[str], chosen: Iterable[str], most: int | None) -> Pairs:
    ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ordered if most is None else ordered[:most]
    listed = {value for value, _ in shown}
    return (*shown, *((value, counter[value]) for value in dict.fromkeys(chosen) if value not in listed))
