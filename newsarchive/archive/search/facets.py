"""Facets: how many of the found articles have each value of a filter."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from newsarchive.archive.search.desk_selection import AnySelection
from newsarchive.archive.search.opened.opened_search import OpenedSearch, open_search, with_newest
from newsarchive.archive.search.outlets.chosen_outlets import known_to
from newsarchive.archive.search.scope import DEFAULT_PLAN, VALUES, SearchPlan
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.search.totals import Dimension, total_values
from newsarchive.outlet_sets.named_sets import outlets_of_any
from newsarchive.outlet_sets.set_names import KINDS

FacetName = Literal[
    "outlet", "country", "set", "language", "source", "section", "author", "kind", "completeness", "near_duplicates"
]

# By facet, the field of a Selection that has its chosen values. The order is that of the page.
FIELDS: Mapping[FacetName, str] = {
    "outlet": "outlets",
    "country": "countries",
    "set": "sets",
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
    "set": "a.outlet",
    "language": "a.language",
    "source": "a.source",
    "section": "a.section",
    "kind": "a.kind",
    "completeness": "a.completeness",
    "near_duplicates": "CASE WHEN a.cluster_id IS NULL THEN 'none' WHEN a.copy_of IS NULL THEN 'first' ELSE 'copy' END",
}
# The totals of the whole archive that triggers keep. A country and a set have those of their outlets.
_TOTALS: Mapping[FacetName, Dimension] = {
    "outlet": "outlet",
    "country": "outlet",
    "set": "outlet",
    "language": "language",
    "source": "source",
    "section": "section",
}
_OF_NEWEST = f"FROM json_each(?) newest CROSS JOIN {VALUES} ON a.search_id = newest.value"
_AUTHORS = f"""SELECT w.name, count(DISTINCT w.article_id) {_OF_NEWEST}
  CROSS JOIN article_authors w ON w.article_id = a.id GROUP BY 1"""

Pairs = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Facets:
    """By facet, its values and how many articles have each, most first.

    capped has the facets for which only the newest matches were counted, with the number of these matches.
    """

    counts: dict[str, Pairs]
    capped: Mapping[str, int] = field(default_factory=dict)

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
) -> Facets:
    """The facets of the articles that selection finds: exact for the whole archive, else of the newest matches.

    A facet ignores its own filter and respects all others, so it says what one more value would add. It lists its
    chosen values even when they are not among the `most` most frequent ones, or find nothing. When the words contain
    nothing to search for, there are no values.
    """
    return count_facets_of(conn, open_search(conn, selection, plan), names=names, most=most)


def count_facets_of(
    conn: sqlite3.Connection,
    opened: OpenedSearch[AnySelection],
    *,
    names: Sequence[FacetName] = tuple(FIELDS),
    most: int | None = VALUES_SHOWN,
) -> Facets:
    """The facets of an opened search, as count_facets gives them."""
    counts: dict[FacetName, Counter[str]] = {}
    capped: dict[str, int] = {}
    for others, together in without_own_filter(conn, opened, names):
        found, newest = count_values(conn, others, together)
        counts |= found
        capped |= newest
    if "set" in counts:
        counts["set"] = count_sets(conn, opened.selection, counts["set"])
    chosen = {name: getattr(opened.selection, FIELDS[name]) for name in names}
    return Facets({name: most_frequent(counts[name], chosen[name], most) for name in names}, capped)


def without_own_filter(
    conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], names: Sequence[FacetName]
) -> Iterator[tuple[OpenedSearch[AnySelection], list[FacetName]]]:
    """What each facet counts: one search for all facets without a chosen value, and one for each other facet."""
    chosen = [name for name in names if getattr(opened.selection, FIELDS[name])]
    if free := [name for name in names if name not in chosen]:
        yield opened, free
    for name in chosen:
        without: dict[str, Any] = {FIELDS[name]: ()}
        yield open_search(conn, replace(opened.selection, **without), opened.plan, like=opened), [name]


def count_values(
    conn: sqlite3.Connection, opened: OpenedSearch[AnySelection], names: list[FacetName]
) -> tuple[dict[FacetName, Counter[str]], dict[str, int]]:
    """The counts of each facet, and how many matches were counted for those that count only the newest.

    Those of sets are by outlet: see count_sets.
    """
    from_totals = [name for name in names if opened.selection.is_whole_archive and name in _TOTALS]
    found = {name: Counter({row[0]: row[1] for row in total_values(conn, _TOTALS[name])}) for name in from_totals}
    capped: dict[str, int] = {}
    if rest := [name for name in names if name not in found]:
        newest = with_newest(conn, opened, opened.plan.window).newest
        assert newest is not None  # with_newest has read them
        found |= _among(conn, newest.ids, rest)
        capped = {} if newest.is_all else dict.fromkeys(rest, len(newest.ids))
    if "country" in found:
        found["country"] = _of_countries(conn, found["country"])
    return found, capped


def _among(conn: sqlite3.Connection, newest: list[int], names: list[FacetName]) -> dict[FacetName, Counter[str]]:
    """The counts of some articles, those of countries and sets by outlet."""
    listed = json.dumps(newest)
    found: dict[FacetName, Counter[str]] = {name: Counter() for name in names}
    distinct = list(dict.fromkeys(_COLUMNS[name] for name in names if name in _COLUMNS))
    if distinct:
        combinations = _combinations(conn, listed, distinct)
        by_column = dict(zip(distinct, zip(*combinations, strict=True), strict=False))
        for name in found:
            values = by_column.get(_COLUMNS.get(name, ""), ())
            for value, articles in zip(values, combinations.values(), strict=False):
                if value is not None:
                    found[name][value] += articles
    if "author" in names:
        found["author"] = Counter(dict(map(tuple, conn.execute(_AUTHORS, [listed]))))
    return found


def _combinations(conn: sqlite3.Connection, listed: str, columns: list[str]) -> dict[tuple[str | None, ...], int]:
    """The combinations of values that the listed articles have, a few hundred, and how many articles have each.

    SQLite takes twice as long to group by so many columns. JSON has no end of line within a value.
    """
    (lines,) = conn.execute(
        f"SELECT group_concat(json_array({', '.join(columns)}), char(10)) {_OF_NEWEST}",
        [listed],
    ).fetchone()
    counts = Counter(lines.split("\n")) if lines else Counter[str]()
    return dict(zip(map(tuple, json.loads(f"[{','.join(counts)}]")), counts.values(), strict=True))


def count_sets(conn: sqlite3.Connection, selection: Selection, by_outlet: Counter[str]) -> Counter[str]:
    """How many of the counted articles are in each list of the user's own, each kind of outlets, each chosen set."""
    known, own = known_to(conn, selection), selection.own_sets
    kinds = (kind if own.name_of(kind) is None else f"kind:{kind}" for kind in KINDS)
    found = Counter[str]()
    for name in dict.fromkeys((*own.written, *kinds, *selection.sets)):
        if articles := sum(by_outlet[outlet] for outlet in outlets_of_any([name], known, own)):
            found[name] = articles
    return found


def _of_countries(conn: sqlite3.Connection, by_outlet: Counter[str]) -> Counter[str]:
    countries = dict(map(tuple, conn.execute("SELECT name, country FROM outlets WHERE country IS NOT NULL")))
    found = Counter[str]()
    for outlet, articles in by_outlet.items():
        if outlet in countries:
            found[countries[outlet]] += articles
    return found


def most_frequent(counter: Counter[str], chosen: Iterable[str], most: int | None) -> Pairs:
    ordered = sorted(counter.items(), key=lambda pair: (-pair[1], pair[0]))
    shown = ordered if most is None else ordered[:most]
    listed = {value for value, _ in shown}
    return (*shown, *((value, counter[value]) for value in dict.fromkeys(chosen) if value not in listed))
