"""How many articles of a search are in each period of a timeline: quickly, also if a million match.

Each period is a range of search_ids, so the index counts it without reading a row. What its UTC days put into the wrong
period is corrected afterwards.
"""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from newsarchive.archive.analysis.period_borders import DAY_SECONDS, OTHER_DAY, PeriodBorders
from newsarchive.archive.search.scope import Scope, day_params

# To begin a search takes as long as to count so many matches in one pass over all of them.
_MATCHES_PER_SEARCH = 150
_MOVED = f"""SELECT a.search_id FROM articles a INDEXED BY articles_other_day
  WHERE {OTHER_DAY} AND a.search_id BETWEEN :lowest AND :highest"""  # noqa: S608
_CLUSTERED = """SELECT {columns} FROM articles a INDEXED BY articles_clustered
  WHERE a.cluster_id IS NOT NULL AND a.search_id BETWEEN :lowest AND :highest"""


def count_by_period(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, clusters: Mapping[int, int] | None = None
) -> list[int]:
    """How many articles of scope each period has. scope has no condition on days, since borders has the span.

    With clusters, as read_clusters gives them, all but the first match of each cluster are left out.
    """
    in_one_pass = _is_one_pass_quicker(conn, scope, borders)
    counts = _in_one_pass(conn, scope, borders) if in_one_pass else _in_ranges(conn, scope, borders)
    for search_id in _moved_matches(conn, scope, borders, in_one_pass=in_one_pass):
        before, after = borders.moved[search_id]
        if before is not None:
            counts[before] -= 1
        if after is not None:
            counts[after] += 1
    return counts if clusters is None else without_repeated(counts, conn, scope, borders, clusters)


def without_repeated(
    counts: Sequence[int],
    conn: sqlite3.Connection,
    scope: Scope,
    borders: PeriodBorders,
    clusters: Mapping[int, int],
) -> list[int]:
    """The counts of scope without the articles whose cluster has an earlier match in the span."""
    repeated = count_repeated(conn, scope, borders, clusters)
    return [number - more for number, more in zip(counts, repeated, strict=True)]


def count_repeated(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, clusters: Mapping[int, int]
) -> list[int]:
    """How many articles of scope in each period are of a cluster with an earlier match in the span."""
    found = _in_span(_clustered_matches(conn, scope, borders, clusters), borders)
    # From the last one to the first: the first stays.
    firsts = {clusters[search_id]: search_id for search_id in reversed(found)}.values()
    return [some - one for some, one in zip(_counted(found, borders), _counted(sorted(firsts), borders), strict=True)]


def read_clusters(conn: sqlite3.Connection, borders: PeriodBorders) -> dict[int, int]:
    """The cluster of each article of the span that is in one, by search_id, in the order of time."""
    statement = f"{_CLUSTERED.format(columns='a.search_id, a.cluster_id')} ORDER BY 1"
    return dict(conn.execute(statement, day_params(borders.since, borders.until)).fetchall())


def _clustered_matches(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, clusters: Mapping[int, int]
) -> list[int]:
    """The matches that are in a cluster, in the order of time."""
    if scope.match is None and not scope.conditions and not scope.row_lists:
        return list(clusters)
    params = {**scope.params, **day_params(borders.since, borders.until), "match": scope.match}
    rows = conn.execute(_both(scope, _CLUSTERED.format(columns="a.search_id")), params)
    # A crawl may have stored some since the clusters were read.
    return [row[0] for row in rows if row[0] in clusters]


def _in_span(ids: list[int], borders: PeriodBorders) -> list[int]:
    """Those of ids, in order, whose own day is in one of the periods."""
    first, last = bisect_left(ids, borders.seconds[0][0]), bisect_right(ids, borders.seconds[-1][1])
    came = [{one for one in some if one in borders.moved} for some in (ids[:first], ids[last:])]
    went = {one for one, (_, after) in borders.moved.items() if after is None}
    return [*sorted(came[0] - went), *(one for one in ids[first:last] if one not in went), *sorted(came[1] - went)]


def _counted(ids: list[int], borders: PeriodBorders) -> list[int]:
    """How many of ids, as _in_span gives them, each period has."""
    ends = [0, *(bisect_right(ids, last) for _, last in borders.seconds[:-1]), len(ids)]
    counts = [end - begin for begin, end in pairwise(ends)]
    last = len(counts) - 1
    for one in ids:
        if one in borders.moved:
            before, after = borders.moved[one]
            # By their seconds, those that came into the span were counted in its first or last period.
            counts[(0 if one < borders.seconds[0][0] else last) if before is None else before] -= 1
            counts[last if after is None else after] += 1
    return counts


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
    statement = _both(scope, _MOVED)
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


def _both(scope: Scope, of_index: str) -> str:
    """A statement for the search_ids that scope and another statement find, in order.

    Both are in order, so SQLite merges them. To look up each match in the other's index would take three times as long.
    """
    return f"{_select(scope, _rowid(scope))} INTERSECT {of_index} ORDER BY 1"


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
