"""Lists of rows of a search index: read from it at once, and looked up in it in few steps. Knows no words."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

# Rows that are further apart in time are looked for one by one; all others are walked together. Between them, the index
# has matches that are not asked for.
GAP_SECONDS = 6 * 3600


def read_newest(conn: sqlite3.Connection, newest: str, params: Mapping[str, Any]) -> list[int]:
    """The search_ids that a statement such as Scope.newest gives, newest first.

    For each row that SQLite gives to Python, a thread waits until no other thread runs Python. 10,000 ids in one row
    take half the processor time, and need not wait for the pages that other threads make.
    """
    statement = f"WITH newest(search_id) AS ({newest}) SELECT json_group_array(search_id) FROM newest"  # noqa: S608
    (listed,) = conn.execute(statement, params).fetchone()
    return sorted(json.loads(listed), reverse=True)


def in_runs(search_ids: Iterable[int]) -> Iterator[list[int]]:
    """search_ids, each once and in rising order, in runs without a large gap."""
    run: list[int] = []
    for search_id in sorted(set(search_ids)):
        if run and search_id - run[-1] > GAP_SECONDS:
            yield run
            run = []
        run.append(search_id)
    if run:
        yield run
