"""The countries of the outlets: their names in English and in the languages spoken there."""

import sqlite3

import pytest

from newsarchive.archive.search.typed.countries import known_countries

OUTLETS = [
    ("heute", "de", "de"),
    ("monitor", "de", "en"),
    ("letempo", "ci", "fr"),
    ("voice", "mm", "my"),
    ("odd", "gb", "x-nonsense"),
    ("world", None, "en"),
    ("new_land", "qq", "en"),
]


@pytest.fixture
def conn():
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE outlets(name, country, language)")
    conn.executemany("INSERT INTO outlets VALUES (?, ?, ?)", OUTLETS)
    yield conn
    conn.close()


def test_names_are_english_and_those_of_the_outlets_languages(conn):
    names = known_countries(conn)
    assert names["de"] == ("Germany", "Deutschland")
    assert "Côte d’Ivoire" in names["ci"]
    assert {"Myanmar", "Burma"} < set(names["mm"])
    assert names["gb"] == ("United Kingdom", "uk", "britain", "great britain")
    assert names["qq"] == ()
    assert None not in names
