"""Near-copies among what a search finds: one hit stands for its cluster, and the others that match are counted.

Which articles are copies is read from articles.cluster_id alone; a head names itself there.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice

from newsarchive.archive.search.scope import Scope

# Articles whose clusters are looked up together: a page of hits and some.
BATCH = 50

# The plus keeps the planner on search_id: the index of clusters would be walked whole.
_CLUSTERS = """SELECT search_id, cluster_id FROM articles
WHERE search_id IN (SELECT value FROM json_each(?)) AND +cluster_id IS NOT NULL"""


def one_of_each(conn: sqlite3.Connection, search_ids: Iterable[int]) -> Iterator[tuple[int, int | None]]:
    """The first article of each cluster and every article in none, with its cluster; reads no further than asked."""
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


def newest_of_each(
    conn: sqlite3.Connection, scope: Scope, search_ids: Iterable[int], before: int | None
) -> Iterator[int]:
    """Of each cluster the newest match alone, of search_ids that lie below before in falling order.

    A cluster whose newest match lies above stood on an earlier page.
    """
    for search_id, cluster in one_of_each(conn, search_ids):
        if before is None or cluster is None or not matching_members(conn, scope, [cluster], lowest=before):
            yield search_id


def matching_members(
    conn: sqlite3.Connection, scope: Scope, clusters: Iterable[int], *, lowest: int | None = None
) -> dict[int, int]:
    """By cluster, how many of its articles scope lets through, with a search_id from lowest on."""
    params = {**scope.params, "clusters": json.dumps(list(clusters))}
    if lowest is not None:
        params["lowest"] = max(lowest, scope.params["lowest"])
    members = [tuple(row) for row in conn.execute(scope.members(), params)]
    if scope.match and members:
        found = matching(conn, scope, [search_id for search_id, _ in members])
        members = [member for member in members if member[0] in found]
    counts: dict[int, int] = {}
    for _, cluster in members:
        counts[cluster] = counts.get(cluster, 0) + 1
    return counts


# One seek for each; a prefix would gather its words anew for each, so its matches are walked past in one go.
_SEEK = "rowid IN (SELECT value FROM json_each(:ids))"
_WALK = "rowid BETWEEN :oldest AND :newest AND +rowid IN (SELECT value FROM json_each(:ids))"


def matching(conn: sqlite3.Connection, scope: Scope, search_ids: list[int]) -> set[int]:
    """Those of some articles whose words match."""
    which = _WALK if scope.parsed.has_prefix else _SEEK
    rows = conn.execute(
        f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match AND {which}",  # noqa: S608
        {
            "match": scope.match,
            "ids": json.dumps(search_ids),
            "oldest": min(search_ids),
            "newest": max(search_ids),
        },
    )
    return {row[0] for row in rows}
