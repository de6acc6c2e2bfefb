"""The countries of the outlets: what people may type for one, and the outlets that are there."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping

# What people write that is neither a code of ISO 3166-1 nor a name in the Unicode CLDR.
_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "gb": ("uk", "britain", "great britain"),
    "us": ("usa", "america", "united states of america"),
    "ae": ("uae",),
    "cz": ("czech republic",),
    "tr": ("turkey",),
}


def known_countries(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """By the code of each country with an outlet, its names: in English, and in the languages of its outlets."""
    languages: dict[str, list[str]] = {}
    rows = conn.execute("SELECT DISTINCT country, language FROM outlets WHERE country IS NOT NULL ORDER BY 1, 2")
    for country, language in rows:
        languages.setdefault(country, ["en"]).append(language or "en")
    return {
        country: tuple(dict.fromkeys((*_names(country, spoken), *_OTHER_NAMES.get(country, ()))))
        for country, spoken in languages.items()
    }


def outlets_in(conn: sqlite3.Connection, countries: Iterable[str]) -> tuple[str, ...]:
    """The names of the outlets in countries, given by their codes."""
    rows = conn.execute(
        "SELECT name FROM outlets WHERE country IN (SELECT value FROM json_each(?)) ORDER BY name",
        [json.dumps(list(countries))],
    )
    return tuple(row[0] for row in rows)


def _names(country: str, languages: Iterable[str]) -> Iterator[str]:
    # Loaded here: most commands need no names of countries, and babel takes a while to load.
    from babel import Locale, UnknownLocaleError

    for language in dict.fromkeys(languages):
        try:
            name = Locale.parse(language, sep="-").territories.get(country.upper())
        except (ValueError, UnknownLocaleError):
            continue
        if name:
            # Myanmar (Burma) is known by both of its names.
            yield from {str(name): None, **{part.strip(" )"): None for part in str(name).split("(")}}
