"""The filters typed into the search box (`outlet:`, `country:`, `source:`, `section:`, `language:`): what they mean.

People type a name or a title, in capitals or not, with or without accents, or a language or a country in English. A
value that the archive does not have stays, so nothing is found by it; the reader is told the nearest values.
"""

import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from newsarchive.archive.search.query import ParsedQuery, Suggestion
from newsarchive.archive.search.totals import Dimension, total_values
from newsarchive.archive.search.typed.countries import known_countries, outlets_in
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.expansion import STEMMERS
from newsarchive.archive.words.vocabulary import primary
from newsarchive.text import fold

# Values of a filter that a typed value is compared with, most articles first: comparing takes time.
COMPARED = 5_000
NEAREST = 3
# Of 100: `reuter` and `Reuters` have 92, `bcc` and `bbc` 67.
MIN_LIKENESS = 60
UNKNOWN_VALUE = "{}: the archive has no {} “{}”."
WRITE_A_COUNTRY = "Write the code or the name of a country with an outlet, such as {} or {}."
# No outlet has this name. It stands for the outlets of a country that has none.
NO_OUTLET = ""
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


def with_known_values(conn: sqlite3.Connection, parsed: ParsedQuery) -> ParsedQuery:
    """parsed with its filters as the archive has them; for a value that it does not have, a note and a suggestion."""
    if not parsed.has_filters:
        return parsed
    notes, nearest = list[str](), dict[tuple[str, str], str]()
    found = []
    for typed_filters in (parsed.filters, parsed.excluded_filters):
        known: dict[str, tuple[str, ...]] = {}
        for name, typed_values in typed_filters.items():
            values = _values(conn, name)
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


def with_outlets_of_countries(conn: sqlite3.Connection, parsed: ParsedQuery) -> ParsedQuery:
    """parsed with the outlets of its countries in place of these, which no article has in a column."""
    if not ("country" in parsed.filters or "country" in parsed.excluded_filters):
        return parsed
    wanted, unwanted = ({**filters} for filters in (parsed.filters, parsed.excluded_filters))
    if countries := wanted.pop("country", ()):
        there = outlets_in(conn, countries)
        chosen = tuple(name for name in there if name in wanted.get("outlet", there))
        wanted["outlet"] = chosen or (NO_OUTLET,)
    if elsewhere := outlets_in(conn, unwanted.pop("country", ())):
        unwanted["outlet"] = tuple(dict.fromkeys((*unwanted.get("outlet", ()), *elsewhere)))
    shown = (parsed.filters, parsed.excluded_filters)
    return replace(parsed, filters=wanted, excluded_filters=unwanted, shown=shown)


def _unknown(name: str, typed: str, near: Iterable[str], remedy: str) -> str:
    line = UNKNOWN_VALUE.format(name, name, typed)
    others = " or ".join(f"“{value}”" for value in near)
    return " ".join(filter(None, (line, f"The nearest: {others}." if others else remedy)))


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
