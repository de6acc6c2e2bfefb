"""A cluster read back: from any member, in order of time, page by page, by an index."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.near_duplicates.clusters import find_cluster, list_members
from tests.archive.clusters import join_copies
from tests.archive.search.invented import an_article, fill

HEAD, COPIES = 40, (10, 41, 45, 90)


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("clusters") / "archive.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, [an_article(n) for n in range(100)])
        join_copies(archive.conn, HEAD, *COPIES)
        # A head that does not name itself is a member all the same.
        join_copies(archive.conn, 60, 61)
        archive.conn.execute("UPDATE articles SET cluster_id = NULL WHERE id = 60")
    with Archive.open(path) as archive:
        yield archive.conn


@pytest.mark.parametrize("article_id", [HEAD, *COPIES])
def test_any_member_leads_to_the_cluster(conn, article_id):
    cluster = find_cluster(conn, article_id)
    assert (cluster.head.id, cluster.articles, cluster.outlets) == (HEAD, 5, 2)
    assert cluster.head.similarity is None


@pytest.mark.parametrize("article_id", [60, 61])
def test_a_head_without_a_cluster_id_is_counted(conn, article_id):
    cluster = find_cluster(conn, article_id)
    assert (cluster.head.id, cluster.articles) == (60, 2)
    assert [member.id for member in list_members(conn, 60)[0]] == [60, 61]


def test_an_article_without_near_duplicates_is_a_cluster_of_one(conn):
    cluster = find_cluster(conn, 7)
    assert (cluster.head.id, cluster.articles, cluster.outlets) == (7, 1, 1)
    assert find_cluster(conn, 4711) is None


@pytest.mark.parametrize("limit", [1, 2, 5, 20])
def test_members_come_in_order_of_time_page_by_page(conn, limit):
    found, after, has_more = [], None, True
    while has_more:
        members, has_more = list_members(conn, HEAD, after=after, limit=limit)
        assert len(members) <= limit
        found += [member.id for member in members]
        after = members[-1].search_id
    assert found == sorted([HEAD, *COPIES])


def test_members_are_read_by_the_index_of_clusters(conn):
    traced = []
    conn.set_trace_callback(traced.append)
    find_cluster(conn, COPIES[0])
    list_members(conn, HEAD)
    conn.set_trace_callback(None)
    for statement in traced:
        plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {statement}")]
        assert not [step for step in plan if step.startswith("SCAN")], (statement, plan)
