"""Clusters of near-duplicates in search results: one hit stands for its cluster, and the other matches are counted.

articles.cluster_id alone says which articles belong together; a head has its own id there.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from newsarchive.archive.search.opened.index_rows import in_runs
from newsarchive.archive.search.scope import (
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    VALUES,
    WALK_ROWS,
    Scope,
    row_params,
)

# Articles whose clusters are looked up together: a page of hits and some more.
BATCH = 50

_CLUSTERS = f"""SELECT a.search_id, a.cluster_id FROM {VALUES}
WHERE a.search_id IN (SELECT value FROM json_each(?)) AND a.cluster_id IS NOT NULL"""  # noqa: S608


@dataclass(frozen=True, slots=True)
class PassedBy:
    """The search_ids of earlier pages, both ends included: a range that is empty on the first page."""

    lowest: int = HIGHEST_SEARCH_ID
    highest: int = LOWEST_SEARCH_ID


NOTHING_PASSED = PassedBy()


def first_of_each_cluster(conn: sqlite3.Connection, search_ids: Iterable[int]) -> Iterator[tuple[int, int | None]]:
    """The first article of each cluster and every article without one, each with its cluster; reads only as asked."""
    ahead, seen = iter(search_ids), set[int]()
    while batch := list(islice(ahead, BATCH)):
        clusters = dict(map(tuple, conn.execute(_CLUSTERS, [json.dumps(batch)])))
        for search_id in batch:
            cluster = clusters.get(search_id)
            if cluster in seen:
                continue
            if cluster is not None:
                seen.add(cluster)
            yield search_id, cluster


def first_in_time_of_each_cluster(
    conn: sqlite3.Connection, scope: Scope, search_ids: Iterable[int], passed: PassedBy
) -> Iterator[tuple[int, int | None]]:
    """The first match of each cluster in the order of time, and every match without one, each with its cluster.

    search_ids come after those that passed describes. A cluster that also has a match among these is left out: it was
    on an earlier page.
    """
    for search_id, cluster in first_of_each_cluster(conn, search_ids):
        is_new = cluster is None or passed == NOTHING_PASSED
        if is_new or not count_matching_members(conn, scope, [cluster], passed):
            yield search_id, cluster


def clusters_of(conn: sqlite3.Connection, search_ids: Iterable[int]) -> set[int]:
    """The clusters that these articles are in."""
    return {row[1] for row in conn.execute(_CLUSTERS, [json.dumps(list(search_ids))])}


def count_matching_members(
    conn: sqlite3.Connection, scope: Scope, clusters: Iterable[int | None], within: PassedBy | None = None
) -> dict[int, int]:
    """By cluster, how many of its articles are in scope, and within a range of search_ids if there is one."""
    params = {**scope.params, "clusters": json.dumps(list(clusters))}
    if within is not None:
        params["lowest"] = max(within.lowest, scope.params["lowest"])
        params["highest"] = min(within.highest, scope.params["highest"])
    members = [tuple(row) for row in conn.execute(scope.members(), params)]
    if scope.match and members:
        found = select_matching(conn, scope, [search_id for search_id, _ in members])
        members = [member for member in members if member[0] in found]
    counts: dict[int, int] = {}
    for _, cluster in members:
        counts[cluster] = counts.get(cluster, 0) + 1
    return counts


def select_matching(conn: sqlite3.Connection, scope: Scope, search_ids: list[int]) -> set[int]:
    """The search_ids, of those given, whose articles match the words of scope; search_ids are not empty.

    Each statement looks up all words of the query again. The members of a cluster are of nearly the same time, so there
    are fewer statements than articles.
    """
    runs = [search_ids] if scope.parsed.has_prefix else in_runs(search_ids)
    statement = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match AND {WALK_ROWS}"  # noqa: S608
    found = (conn.execute(statement, {**row_params(run), "match": scope.match}) for run in runs)
    return {row[0] for rows in found for row in rows}
