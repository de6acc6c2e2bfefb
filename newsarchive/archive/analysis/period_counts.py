"""How many articles of a search are in each period of a timeline: quickly, also if a million match.

Each period is a range of search_ids, so the index counts it without reading a row. What its UTC days put into the wrong
period is corrected afterwards.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from newsarchive.archive.analysis.period_borders import DAY_SECONDS, OTHER_DAY, PeriodBorders
from newsarchive.archive.search.scope import Scope

# To begin a statement takes as long as counting so many more matches in one pass over all of them.
_MATCHES_PER_SEARCH = 150
_MOVED = f"""SELECT a.search_id FROM articles a INDEXED BY articles_other_day
  WHERE {OTHER_DAY} AND a.search_id BETWEEN :lowest AND :highest"""  # noqa: S608


def count_by_period(conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders) -> list[int]:
    """How many articles of scope each period has. scope has no condition on days, since borders has the span."""
    in_one_pass = _is_one_pass_quicker(conn, scope, borders)
    counts = _in_one_pass(conn, scope, borders) if in_one_pass else _in_ranges(conn, scope, borders)
    for search_id in _moved_matches(conn, scope, borders, in_one_pass=in_one_pass):
        before, after = borders.moved[search_id]
        if before is not None:
            counts[before] -= 1
        if after is not None:
            counts[after] += 1
    return counts


def found_in_both(scope: Scope, of_index: str) -> str:
    """A statement for the search_ids that scope and another statement find, in order.

    Both are in order, so SQLite merges them. To look up each match in the other's index would take three times as long.
    """
    return f"{_select(scope, f'{_rowid(scope)} AS search_id')} INTERSECT {of_index} ORDER BY 1"


def _is_one_pass_quicker(conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders) -> bool:
    """Whether to count all matches in one statement, instead of one for each period."""
    if scope.row_lists or scope.parsed.has_prefix:
        # Each statement would read the list, or collect the words of the prefix, again.
        return True
    if scope.match is None or scope.conditions:
        return scope.match is not None
    most = _MATCHES_PER_SEARCH * len(borders.periods)
    counted = f"SELECT count(*) FROM ({scope.matches('LIMIT :most', columns='1')})"  # noqa: S608
    (matches,) = conn.execute(counted, {**_params(scope, borders), "most": most}).fetchone()
    return bool(matches < most)


def _in_one_pass(conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders) -> list[int]:
    # SQLite's division rounds towards 0.
    day = f"({_rowid(scope)} - ({_rowid(scope)} < 0) * {DAY_SECONDS - 1}) / {DAY_SECONDS}"
    rows = conn.execute(_select(scope, f"{day}, count(*)", "GROUP BY 1"), _params(scope, borders))
    counts = [0] * len(borders.periods)
    for utc, number in rows:
        if (at := borders.period_of(utc)) is not None:
            counts[at] += number
    return counts


def _in_ranges(conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders) -> list[int]:
    statement, params = scope.counting(), _params(scope, borders)
    ranges = ({**params, "lowest": first, "highest": last} for first, last in borders.seconds)
    return [conn.execute(statement, one).fetchone()[0] for one in ranges]


def _moved_matches(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, *, in_one_pass: bool
) -> Iterator[int]:
    """The articles of borders.moved that are in scope."""
    ids = sorted(borders.moved)
    if not ids:
        return
    statement = found_in_both(scope, _MOVED)
    for lowest, highest in [(ids[0], ids[-1])] if in_one_pass else _runs(ids):
        params = {**_params(scope, borders), "lowest": lowest, "highest": highest}
        yield from (row[0] for row in conn.execute(statement, params) if row[0] in borders.moved)


def _runs(ids: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and last of ids that are less than a day apart from each other."""
    first = ids[0]
    for one, following in pairwise(ids):
        if following - one > DAY_SECONDS:
            yield first, one
            first = following
    yield first, ids[-1]


def _rowid(scope: Scope) -> str:
    return "a.search_id" if scope.match is None else "articles_fts.rowid"


def _select(scope: Scope, columns: str, tail: str = "") -> str:
    return (scope.listing if scope.match is None else scope.matches)(tail, columns=columns)


def _params(scope: Scope, borders: PeriodBorders) -> dict[str, Any]:
    """The parameters of scope for the UTC days of the span."""
    return {
        **scope.params,
        "match": scope.match,
        "lowest": borders.seconds[0][0],
        "highest": borders.seconds[-1][1],
    }
