"""SQL that a visitor wrote, run where it can do no harm: read-only, with limits, in a process that may be killed.

SQLite checks its time limit between the steps of a query. One call of a function, such as instr() on two long texts, is
a single step and may take hours. Only the end of the process stops it. So callers run `run_visitor_query` in a worker
process with a time limit; this module limits memory and what the SQL may touch.
"""

import resource
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from newsarchive.archive.search.query import parse_query

# Largest result, all values together, and largest single value. Texts of articles are far smaller.
RESULT_BYTES = 20_000_000
VALUE_BYTES = 20_000_000
# Address space of the process. A query needs a few MB, and values of VALUE_BYTES fit ten times and more.
MEMORY_BYTES = 500_000_000
# Statements of people have a few hundred characters. Datasette's own, around a visitor's condition, a few thousand.
STATEMENT_CHARACTERS = 100_000
STEPS_PER_CHECK = 1_000

# Reading needs no other action. With all others, such as ATTACH, SQLite refuses the statement.
_ALLOWED = {sqlite3.SQLITE_SELECT, sqlite3.SQLITE_READ, sqlite3.SQLITE_RECURSIVE}
# The schema as Datasette lets visitors ask for it; data_version is FTS5's own.
_PRAGMAS = {
    *("data_version", "database_list", "foreign_key_list", "function_list", "index_info", "index_list", "index_xinfo"),
    *("max_page_count", "page_count", "page_size", "schema_version", "table_info", "table_xinfo"),
}
_REFUSED_FUNCTIONS = {"load_extension", "fts3_tokenizer"}


class ResultTooLarge(sqlite3.OperationalError):
    """Raised by run_visitor_query. Datasette shows the message as it shows SQLite's own."""


@dataclass(frozen=True, slots=True)
class VisitorQuery:
    """A statement with its parameters, the database as a URI of SQLite, and the limits; most_rows None means all."""

    uri: str
    sql: str
    params: Mapping[str, Any] | tuple[Any, ...]
    limit_seconds: float
    most_rows: int | None = None


@dataclass(frozen=True, slots=True)
class VisitorRows:
    """The names of the columns, the rows, and whether there were more rows than most_rows."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    is_cut: bool


def run_visitor_query(query: VisitorQuery) -> VisitorRows:
    """The rows of a query. Limits the memory of the whole process, so it is for a worker process only.

    Raises:
        ResultTooLarge: the values have more than RESULT_BYTES together.
        sqlite3.Error: SQLite or the limits refuse it; "interrupted" if it took longer than limit_seconds.
        MemoryError: it needs more than MEMORY_BYTES.
    """
    _limit_memory()
    conn = sqlite3.connect(query.uri, uri=True)
    try:
        conn.text_factory = _text
        conn.create_function("escape_fts", 1, fts_query, deterministic=True)
        restrict(conn)
        conn.set_progress_handler(_deadline(query.limit_seconds), STEPS_PER_CHECK)
        cursor = conn.execute(query.sql, query.params)
        rows, is_cut = _fetch(cursor, query.most_rows)
        return VisitorRows(tuple(column[0] for column in cursor.description or ()), rows, is_cut)
    finally:
        conn.close()


def restrict(conn: sqlite3.Connection) -> None:
    """Lets the connection read and nothing else, hides where the file is, and limits statements and values."""
    conn.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
    conn.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, STATEMENT_CHARACTERS)
    conn.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    conn.setlimit(sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 200)
    conn.setlimit(sqlite3.SQLITE_LIMIT_COMPOUND_SELECT, 100)
    conn.set_authorizer(_authorize)


def fts_query(text: Any) -> str:
    """The SQL function escape_fts: a search in our syntax as a MATCH string of FTS5."""
    return parse_query(str(text or "")).match or '""'


def _authorize(action: int, first: str | None, second: str | None, database: str | None, source: str | None) -> int:
    if action == sqlite3.SQLITE_READ and (first, second) == ("pragma_database_list", "file"):
        # The path of the archive reads as NULL.
        return sqlite3.SQLITE_IGNORE
    if action == sqlite3.SQLITE_FUNCTION:
        return sqlite3.SQLITE_DENY if second in _REFUSED_FUNCTIONS else sqlite3.SQLITE_OK
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first in _PRAGMAS else sqlite3.SQLITE_DENY
    if action == sqlite3.SQLITE_UPDATE:
        # SQLite asks this when it opens a virtual table such as the search index. The file stays read-only.
        return sqlite3.SQLITE_OK if first == "sqlite_master" else sqlite3.SQLITE_DENY
    return sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY


def _limit_memory() -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    is_below = hard != resource.RLIM_INFINITY and hard < MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (hard if is_below else MEMORY_BYTES, hard))


def _deadline(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def _text(value: bytes) -> str:
    return str(value, "utf-8", "replace")


def _fetch(cursor: sqlite3.Cursor, most_rows: int | None) -> tuple[list[tuple[Any, ...]], bool]:
    rows: list[tuple[Any, ...]] = []
    size = 0
    for row in cursor:
        if most_rows is not None and len(rows) == most_rows:
            return rows, True
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if size > RESULT_BYTES:
            raise ResultTooLarge(f"the result has more than {RESULT_BYTES // 1_000_000} MB; select fewer rows")
        rows.append(row)
    return rows, False
