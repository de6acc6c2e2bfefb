"""Rows as dictionaries, whatever row factory the connection has: Datasette's is another than ours."""

import sqlite3
from typing import Any


def rows_by_name(cursor: sqlite3.Cursor) -> list[dict[str, Any]]:
    """All that cursor has still to give, each row's values by the names of their columns."""
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]
