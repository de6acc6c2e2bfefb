"""The ids of all articles of a selection, for an export: a list at a time, so that no read stays open."""

import sqlite3
from collections.abc import Iterator

from newsarchive.archive.search.scope import Scope, make_scope
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError

# Ids in memory at a time: some 300 kB. Each read collects the words of a prefix again, so there should be few reads.
IDS_HELD = 10_000


def select_ids(conn: sqlite3.Connection, selection: Selection) -> Iterator[list[int]]:
    """The ids of the selected articles, newest first, at most IDS_HELD at a time.

    No read stays open between two lists, so a long export does not block a writer or keep it from emptying the WAL.
    Articles that are saved meanwhile may be included. An article whose publication time changes meanwhile may be
    missing or come twice.

    Raises:
        UsageError: query contains nothing to search for.
    """
    return _lists(conn, _checked_scope(conn, selection))


def select_ids_before(
    conn: sqlite3.Connection, selection: Selection, before: int | None, limit: int = IDS_HELD
) -> list[tuple[int, int]]:
    """The next ids of the selected articles, newest first, each with its search_id.

    before is the search_id of the last article of the list before this one; None for the first list.

    Raises:
        UsageError: query contains nothing to search for.
    """
    return _ids_before(conn, _checked_scope(conn, selection), before, limit)


def _checked_scope(conn: sqlite3.Connection, selection: Selection) -> Scope:
    scope = make_scope(conn, selection)
    if scope.has_nothing_to_find:
        raise UsageError(f"--search {selection.query!r}: {' '.join(scope.parsed.notes)}")
    return scope


def _lists(conn: sqlite3.Connection, scope: Scope) -> Iterator[list[int]]:
    before = None
    while rows := _ids_before(conn, scope, before, IDS_HELD):
        yield [article_id for article_id, _ in rows]
        before = rows[-1][1]


def _ids_before(conn: sqlite3.Connection, scope: Scope, before: int | None, limit: int) -> list[tuple[int, int]]:
    # Materialized: the index gives the order, and only these few rows are looked up and sorted again.
    statement = f"""WITH newest(search_id) AS MATERIALIZED ({scope.newest("LIMIT :limit")})
      SELECT a.id, a.search_id FROM newest CROSS JOIN articles a ON a.search_id = newest.search_id
      ORDER BY newest.search_id DESC"""  # noqa: S608
    params = {**scope.params, "match": scope.match, "limit": limit}
    if before is not None:
        params["highest"] = min(scope.params["highest"], before - 1)
    return [(article_id, search_id) for article_id, search_id in conn.execute(statement, params)]
