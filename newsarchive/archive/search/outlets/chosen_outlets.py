"""The outlets that pass the filters of a selection on outlets, countries and sets."""

import json
import sqlite3
from collections.abc import Iterable

from newsarchive.archive.search.outlets.known_outlets import read_known_outlets
from newsarchive.archive.search.selection import Selection
from newsarchive.outlet_sets.named_sets import outlets_of_any
from newsarchive.outlet_sets.outlet_facts import OutletsWithFacts

# No outlet has this name. It stands for the outlets of a country or a set that has none.
NO_OUTLET = ""


def chosen_outlets(conn: sqlite3.Connection, selection: Selection) -> tuple[str, ...] | None:
    """The outlets that may pass: those chosen, of those in the countries and in the sets chosen. None if all may."""
    filters: list[Iterable[str]] = []
    if selection.outlets:
        filters.append(selection.outlets)
    if selection.countries:
        filters.append(outlets_in(conn, selection.countries))
    if selection.sets:
        filters.append(outlets_of_any(selection.sets, known_to(conn, selection), selection.own_sets))
    if not filters:
        return None
    # One list alone keeps its order.
    return tuple(filters[0]) if len(filters) == 1 and selection.outlets else tuple(sorted(_in_all(filters)))


def known_to(conn: sqlite3.Connection, selection: Selection) -> OutletsWithFacts:
    """The outlets of which the sets of selection are made: those that it brings along, else those of the archive."""
    return read_known_outlets(conn) if selection.known_outlets is None else selection.known_outlets


def outlets_in(conn: sqlite3.Connection, countries: Iterable[str]) -> tuple[str, ...]:
    """The names of the outlets in countries, given by their codes."""
    rows = conn.execute(
        "SELECT name FROM outlets WHERE country IN (SELECT value FROM json_each(?)) ORDER BY name",
        [json.dumps(list(countries))],
    )
    return tuple(row[0] for row in rows)


def _in_all(filters: Iterable[Iterable[str]]) -> set[str]:
    return set.intersection(*map(set, filters))
