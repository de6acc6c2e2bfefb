"""Articles counted once for each cluster of near-duplicates: the earliest match of the span.

A quarter of a million articles may be in clusters. Whether a match is one of them follows from two ordered lists of
search_ids, so that no row is looked up.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from newsarchive.archive.analysis.period_borders import PeriodBorders
from newsarchive.archive.analysis.period_counts import found_in_both
from newsarchive.archive.search.scope import Scope, day_params

_CLUSTERED = """SELECT {columns} FROM articles a INDEXED BY articles_clustered
  WHERE a.cluster_id > 0 AND a.search_id BETWEEN :lowest AND :highest"""


def read_clusters(conn: sqlite3.Connection, borders: PeriodBorders) -> dict[int, int]:
    """The cluster of each article of the span that is in one, by search_id, in the order of time."""
    statement = f"{_CLUSTERED.format(columns='a.search_id, a.cluster_id')} ORDER BY 1"
    return dict(conn.execute(statement, day_params(borders.since, borders.until)).fetchall())


def count_repeated(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, clusters: Mapping[int, int]
) -> list[int]:
    """How many articles of scope in each period are of a cluster with an earlier match in the span.

    clusters are those that read_clusters gives in the same transaction.
    """
    found = _in_span(_clustered_matches(conn, scope, borders, clusters), borders)
    # From the last one to the first: the first stays.
    firsts = {clusters[search_id]: search_id for search_id in reversed(found)}.values()
    return [some - one for some, one in zip(_counted(found, borders), _counted(sorted(firsts), borders), strict=True)]


def _clustered_matches(
    conn: sqlite3.Connection, scope: Scope, borders: PeriodBorders, clusters: Mapping[int, int]
) -> list[int]:
    """The matches that are in a cluster, in the order of time."""
    if scope.match is None and not scope.conditions and not scope.row_lists:
        return list(clusters)
    params = {**scope.params, **day_params(borders.since, borders.until), "match": scope.match}
    # As one array, they are here twice as fast as in rows.
    found = conn.execute(f"SELECT json_group_array(search_id) FROM ({_matches(scope)})", params)  # noqa: S608
    ids: list[int] = json.loads(found.fetchone()[0])
    return ids


def _matches(scope: Scope) -> str:
    # Without a limit, SQLite leaves out the order, and with it the quick way to find what is in both.
    return f"{found_in_both(scope, _CLUSTERED.format(columns='a.search_id'))} LIMIT -1"


def _in_span(ids: list[int], borders: PeriodBorders) -> list[int]:
    """Those of ids, in order, whose own day is in one of the periods."""
    first, last = bisect_left(ids, borders.seconds[0][0]), bisect_right(ids, borders.seconds[-1][1])
    came = {one for one, (before, _) in borders.moved.items() if before is None}
    went = {one for one, (_, after) in borders.moved.items() if after is None}
    inside = [one for one in ids[first:last] if one not in went]
    return [*_of(came, ids[:first]), *inside, *_of(came, ids[last:])]


def _of(some: set[int], ids: list[int]) -> Iterator[int]:
    return (one for one in ids if one in some)


def _counted(ids: Sequence[int], borders: PeriodBorders) -> list[int]:
    """How many of ids, as _in_span gives them, each period has."""
    ends = [0, *(bisect_right(ids, last) for _, last in borders.seconds[:-1]), len(ids)]
    counts = [end - begin for begin, end in pairwise(ends)]
    last = len(counts) - 1
    for one in filter(borders.moved.__contains__, ids):
        before, after = borders.moved[one]
        # By their seconds, those that came into the span were counted in its first or last period.
        counts[(0 if one < borders.seconds[0][0] else last) if before is None else before] -= 1
        counts[last if after is None else after] += 1
    return counts
