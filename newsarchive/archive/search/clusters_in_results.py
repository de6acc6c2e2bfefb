"""Clusters of near-duplicates in search results: one hit stands for its cluster, and the other matches are counted.

articles.cluster_id alone says which articles belong together; a head has its own id there.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from newsarchive.archive.search.scope import SEEK_ROWS, WALK_ROWS, Scope, row_params

# Articles whose clusters are looked up together: a page of hits and some more.
BATCH = 50

# The plus keeps the planner on search_id: it would read the index of clusters from end to end.
_CLUSTERS = """SELECT search_id, cluster_id FROM articles
WHERE search_id IN (SELECT value FROM json_each(?)) AND +cluster_id IS NOT NULL"""


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


def newest_of_each_cluster(
    conn: sqlite3.Connection, scope: Scope, search_ids: Iterable[int], before: int | None
) -> Iterator[int]:
    """The newest match of each cluster, and every match without one.

    search_ids are in falling order and below before. A cluster that also has a match from before on is left out: it
    was on an earlier page.
    """
    for search_id, cluster in first_of_each_cluster(conn, search_ids):
        if before is None or cluster is None or not count_matching_members(conn, scope, [cluster], lowest=before):
            yield search_id


def count_matching_members(
    conn: sqlite3.Connection, scope: Scope, clusters: Iterable[int], *, lowest: int | None = None
) -> dict[int, int]:
    """By cluster, how many of its articles are in scope and have a search_id of at least lowest."""
    params = {**scope.params, "clusters": json.dumps(list(clusters))}
    if lowest is not None:
        params["lowest"] = max(lowest, scope.params["lowest"])
    members = [tuple(row) for row in conn.execute(scope.members(), params)]
    if scope.match and members:
        found = select_matching(conn, scope, [search_id for search_id, _ in members])
        members = [member for member in members if member[0] in found]
    counts: dict[int, int] = {}
    for _, cluster in members:
        counts[cluster] = counts.get(cluster, 0) + 1
    return counts


def select_matching(conn: sqlite3.Connection, scope: Scope, search_ids: list[int]) -> set[int]:
    """The search_ids, of those given, whose articles match the words of scope; search_ids are not empty."""
    rows = WALK_ROWS if scope.parsed.has_prefix else SEEK_ROWS
    found = conn.execute(
        f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match AND {rows}",  # noqa: S608
        {**row_params(search_ids), "match": scope.match},
    )
    return {row[0] for row in found}
