"""The names of an archive's outlets, for a shell that completes one: read without opening the archive as a whole."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsarchive.archive.sqlite_files import connect


def outlet_names(path: Path, beginning: str) -> list[str]:
    """The names that begin so; none where the file is missing or no archive, since no message can be shown."""
    try:
        with closing(connect(path, write=False)) as conn:
            rows = conn.execute("SELECT name FROM outlets WHERE substr(name, 1, ?) = ?", (len(beginning), beginning))
            return [name for (name,) in rows]
    except sqlite3.Error:
        return []
