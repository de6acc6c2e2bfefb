"""The filters typed into the search box (`outlet:`, `country:`, `set:`, `source:` and so on): what they mean.

People type a name or a title, in capitals or not, with or without accents, or a language or a country in English. A
value that the archive does not have stays, so nothing is found by it; the reader is told the nearest values.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from newsarchive.archive.search.outlets.chosen_outlets import NO_OUTLET, known_to, outlets_in
from newsarchive.archive.search.query import ParsedQuery, Suggestion
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.archive.search.totals import Dimension, total_values
from newsarchive.archive.search.typed.countries import known_countries
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.expansion import STEMMERS
from newsarchive.archive.words.vocabulary import primary
from newsarchive.outlet_sets.named_sets import nearest_sets, outlets_of, outlets_of_any
from newsarchive.outlet_sets.outlet_facts import NO_OUTLETS, OutletsWithFacts
from newsarchive.outlet_sets.own_sets import NO_OWN_SETS, OwnSets
from newsarchive.outlet_sets.set_names import EXAMPLES
from newsarchive.text import fold

# Values of a filter that a typed value is compared with, most articles first: comparing takes time.
COMPARED = 5_000
NEAREST = 3
# Of 100: `reuter` and `Reuters` have 92, `bcc` and `bbc` 67.
MIN_LIKENESS = 60
UNKNOWN_VALUE = "{}: the archive has no {} “{}”."
WRITE_A_SET = f"Write {EXAMPLES}."
WRITE_A_COUNTRY = "Write the code or the name of a country with an outlet, such as {} or {}."
_DIMENSIONS: Mapping[str, Dimension] = {
    "outlet": "outlet",
    "source": "source",
    "section": "section",
    "language": "language",
}


@dataclass(frozen=True, slots=True)
class _KnownValues:
    """The values that a filter can have, by what may be typed for them."""

    by_name: Mapping[str, tuple[str, ...]]
    remedy: str = ""

    def meant(self, typed: str) -> tuple[str, ...]:
        return self.by_name.get(_plain(typed), ())

    def nearest(self, typed: str) -> list[str]:
        near = process.extract(
            _plain(typed), list(self.by_name), scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS, limit=NEAREST
        )
        return list(dict.fromkeys(value for name, *_ in near for value in self.by_name[name]))[:NEAREST]


@dataclass(frozen=True, slots=True)
class _KnownSets(_KnownValues):
    """The sets of outlets that a selection knows. A name that means something stays as it was typed."""

    known: OutletsWithFacts = NO_OUTLETS
    own: OwnSets = NO_OWN_SETS

    def meant(self, typed: str) -> tuple[str, ...]:
        return () if outlets_of(typed, self.known, self.own) is None else (typed,)

    def nearest(self, typed: str) -> list[str]:
        return nearest_sets(typed, self.known, self.own)[:NEAREST]


def with_known_values(conn: sqlite3.Connection, parsed: ParsedQuery, selection: Selection = EVERYTHING) -> ParsedQuery:
    """parsed with its filters as the archive has them; for a value that it does not have, a note and a suggestion.

    selection says which sets of outlets there are.
    """
    if not parsed.has_filters:
        return parsed
    notes, nearest = list[str](), dict[tuple[str, str], str]()
    found = []
    for typed_filters in (parsed.filters, parsed.excluded_filters):
        known: dict[str, tuple[str, ...]] = {}
        for name, typed_values in typed_filters.items():
            values = _sets(conn, selection) if name == "set" else _values(conn, name)
            for typed in typed_values:
                meant = values.meant(typed)
                if not meant:
                    near = values.nearest(typed)
                    notes.append(_unknown(name, typed, near, values.remedy))
                    nearest |= {(name, typed): near[0]} if near else {}
                known[name] = tuple(dict.fromkeys((*known.get(name, ()), *(meant or (typed,)))))
        found.append(known)
    filters, excluded = found
    suggestions = parsed.suggestions
    if nearest:
        suggestions = (*suggestions, Suggestion("Did you mean", _with_nearest(parsed, nearest)))
    return replace(
        parsed, filters=filters, excluded_filters=excluded, notes=(*parsed.notes, *notes), suggestions=suggestions
    )


def _with_nearest(parsed: ParsedQuery, nearest: Mapping[tuple[str, str], str]) -> str:
    filters, excluded = (
        {name: tuple(nearest.get((name, typed), typed) for typed in values) for name, values in some.items()}
        for some in (parsed.filters, parsed.excluded_filters)
    )
    return replace(parsed, filters=filters, excluded_filters=excluded).understood


def with_outlets_of_groups(
    conn: sqlite3.Connection, parsed: ParsedQuery, selection: Selection = EVERYTHING
) -> ParsedQuery:
    """parsed with outlets in place of its countries and sets, which no article has in a column."""
    if not any(name in some for some in (parsed.filters, parsed.excluded_filters) for name in ("country", "set")):
        return parsed

    def in_sets(names: Iterable[str]) -> tuple[str, ...]:
        found = outlets_of_any(names, known_to(conn, selection), selection.own_sets) if names else ()
        return tuple(sorted(found))

    wanted, unwanted = ({**filters} for filters in (parsed.filters, parsed.excluded_filters))
    countries, sets = wanted.pop("country", ()), wanted.pop("set", ())
    for there in [outlets_in(conn, countries)] * bool(countries) + [in_sets(sets)] * bool(sets):
        chosen = tuple(name for name in there if name in wanted.get("outlet", there))
        wanted["outlet"] = chosen or (NO_OUTLET,)
    if elsewhere := (*outlets_in(conn, unwanted.pop("country", ())), *in_sets(unwanted.pop("set", ()))):
        unwanted["outlet"] = tuple(dict.fromkeys((*unwanted.get("outlet", ()), *elsewhere)))
    shown = (parsed.filters, parsed.excluded_filters)
    return replace(parsed, filters=wanted, excluded_filters=unwanted, shown=shown)


def _unknown(name: str, typed: str, near: Iterable[str], remedy: str) -> str:
    line = UNKNOWN_VALUE.format(name, name, typed)
    others = " or ".join(f"“{value}”" for value in near)
    return " ".join(filter(None, (line, f"The nearest: {others}." if others else remedy)))


def _sets(conn: sqlite3.Connection, selection: Selection) -> _KnownSets:
    return _KnownSets({}, WRITE_A_SET, known_to(conn, selection), selection.own_sets)


def _values(conn: sqlite3.Connection, name: str) -> _KnownValues:
    by_name: dict[str, tuple[str, ...]] = {}

    def add(typed: str, value: str) -> None:
        by_name[_plain(typed)] = (*by_name.get(_plain(typed), ()), value)

    if name == "country":
        names = known_countries(conn)
        for code, others in names.items():
            for typed in {code, *others, *(one.removeprefix("The ") for one in others)}:
                add(typed, code)
        example = next(((code, named[0]) for code, named in names.items() if named), None)
        return _KnownValues(by_name, WRITE_A_COUNTRY.format(*example) if example else "")
    values = [value for value, _ in total_values(conn, _DIMENSIONS[name], COMPARED)]
    for value in values:
        add(value, value)
    if name == "outlet":
        for value, title in conn.execute("SELECT name, title FROM outlets LIMIT ?", [COMPARED]):
            for typed in {value, title, title.removeprefix("The ")}:
                if value not in by_name.get(_plain(typed), ()):
                    add(typed, value)
    if name == "language":
        for value in values:
            for typed in {primary(value), STEMMERS.get(primary(value), "")} - {"", value.lower()}:
                add(typed, value)
    return _KnownValues(by_name)


def _plain(typed: str) -> str:
    letters = unicodedata.normalize("NFD", searched_form(fold(typed)).replace("_", " ").replace("-", " "))
    return " ".join("".join(char for char in letters if not unicodedata.combining(char)).split())
