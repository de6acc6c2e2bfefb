"""Whether the SQLite of this Python can do what an archive needs."""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

# The first version with STRICT tables (3.37) and unixepoch() (3.38).
LEAST_VERSION = "3.38"
# What each feature is called in a message, and a statement that fails without it, on a database in memory.
_NEEDED = {
    "full-text search (FTS5)": (
        "CREATE VIRTUAL TABLE temp.t USING fts5(x, tokenize=\"unicode61 remove_diacritics 2 categories 'L* N* Co'\")"
    ),
    "the words of an index (fts5vocab)": "CREATE VIRTUAL TABLE temp.v USING fts5vocab('main', 't', 'row')",
    "JSON": "SELECT count(*) FROM json_each('[1]')",
    "STRICT tables": "CREATE TABLE temp.s (x INTEGER) STRICT",
    "unixepoch()": "SELECT unixepoch()",
}


@dataclass(frozen=True, slots=True)
class SqliteFeatures:
    """The version of SQLite, and what of the needed it lacks, in words."""

    version: str
    missing: tuple[str, ...]


def sqlite_features() -> SqliteFeatures:
    """What the SQLite of this Python can do; tried in memory, so no file is touched."""
    return SqliteFeatures(sqlite3.sqlite_version, tuple(_missing()))


def _missing() -> Iterator[str]:
    conn = sqlite3.connect(":memory:")
    try:
        for name, statement in _NEEDED.items():
            try:
                conn.execute(statement).fetchone()
            except sqlite3.Error:
                yield name
    finally:
        conn.close()
