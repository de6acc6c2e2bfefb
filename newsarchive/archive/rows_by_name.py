"""Rows as dictionaries with any row factory: Datasette's connections have another one than ours."""

import sqlite3
from typing import Any


def rows_by_name(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """All remaining rows of cursor, each as a dictionary by column name."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]
