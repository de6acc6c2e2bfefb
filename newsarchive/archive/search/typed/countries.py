"""The countries of the outlets: what people may type for one."""

import sqlite3

from newsarchive.outlet_sets.place_names import OTHER_NAMES, country_names


def known_countries(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """By the code of each country with an outlet, its names: in English, and in the languages of its outlets."""
    languages: dict[str, list[str]] = {}
    rows = conn.execute("SELECT DISTINCT country, language FROM outlets WHERE country IS NOT NULL ORDER BY 1, 2")
    for country, language in rows:
        languages.setdefault(country, ["en"]).append(language or "en")
    return {
        country: tuple(dict.fromkeys((*country_names(country, spoken), *OTHER_NAMES.get(country, ()))))
        for country, spoken in languages.items()
    }
