"""Near-duplicates in search results: one hit for each cluster, the others counted, nothing lost or twice on pages."""

import sqlite3
from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.scope import SearchPlan, make_scope
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.clusters import join_copies
from tests.archive.search.invented import an_article, every_page, fill

ARTICLES = 600
# As an_article makes them: every fifth has the word harbour, every fiftieth council, all of them the.
CLUSTERS = {
    5: (10, 15, 200, 205),
    50: (100, 101, 102, 150),
    # More than a page of newest results, and than a batch of lookups, in a row.
    300: tuple(range(301, 420)),
    # The newest article of all, and the oldest.
    0: (599, 1),
    560: (565, 570),
}
# Wide enough that all matches are ranked; small enough that "many" are.
WIDE = SearchPlan(common_density=1.1, candidates=ARTICLES)
SMALL = SearchPlan(common_sample=100, common_density=1.1, window=80, candidates=30, depth=120, count_cap=400)


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("grouping") / "archive.db"
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, [an_article(n) for n in range(ARTICLES)])
        for head, copies in CLUSTERS.items():
            join_copies(archive.conn, head + 1, *(copy + 1 for copy in copies))
    with Archive.open(path) as archive:
        # As Datasette opens its connections.
        archive.conn.row_factory = sqlite3.Row
        yield archive.conn


CLUSTER_OF = {copy + 1: head + 1 for head, copies in CLUSTERS.items() for copy in (head, *copies)}


def singly(conn, request, plan=WIDE):
    """The ids of everything that request finds, in its order, copies and all."""
    whole = replace(request, all_copies=True, page_size=ARTICLES)
    return [hit.id for hit in search(conn, whole, plan).hits]


def first_of_each(ids):
    firsts = {}
    for article_id in ids:
        firsts.setdefault(CLUSTER_OF.get(article_id, -article_id), article_id)
    return list(firsts.values())


def ids_of(pages):
    return [hit.id for page in pages for hit in page.hits]


REQUESTS = [
    pytest.param(SearchRequest("the", order="newest"), id="newest first"),
    pytest.param(SearchRequest("harbour", order="newest", page_size=3), id="newest first, small pages"),
    pytest.param(SearchRequest("harbour", order="oldest", page_size=3), id="oldest first, small pages"),
    pytest.param(SearchRequest(), id="no words"),
    pytest.param(SearchRequest(outlets=("rivertown_post",)), id="no words, an outlet"),
    pytest.param(SearchRequest(sources=("Reuters",), languages=("en",), page_size=7), id="no words, joined"),
    pytest.param(SearchRequest("the", order="newest", outlets=("small_gazette",)), id="an outlet of few"),
    pytest.param(SearchRequest("fill*", order="newest", sources=("Reuters",)), id="a prefix"),
    pytest.param(
        SearchRequest("the", order="newest", since=date(2020, 10, 1), until=date(2021, 2, 1)), id="some months"
    ),
    pytest.param(SearchRequest("council"), id="few, ranked"),
    pytest.param(SearchRequest("harbour", page_size=9), id="ranked, small pages"),
    pytest.param(SearchRequest("harbour filler", sources=("Reuters",)), id="ranked, joined"),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_pages_show_the_first_of_each_cluster_and_nothing_twice(conn, request_):
    pages = every_page(conn, request_, WIDE)
    expected = singly(conn, request_)
    shown = ids_of(pages)
    # Equal ranks have no fixed order, so any of the equal members may be the hit.
    if request_.order != "relevance" or not request_.query:
        assert shown == first_of_each(expected)
    assert {CLUSTER_OF.get(one, -one) for one in shown} == {CLUSTER_OF.get(one, -one) for one in expected}
    assert len(shown) == len(first_of_each(expected)) < len(expected)
    assert {page.total for page in pages} == {len(expected)}


@pytest.mark.parametrize("request_", REQUESTS)
def test_a_hit_counts_the_other_matches_of_its_cluster(conn, request_):
    expected = singly(conn, request_)
    for hit in search(conn, request_, WIDE).hits:
        cluster = CLUSTER_OF.get(hit.id)
        others = [one for one in expected if CLUSTER_OF.get(one) == cluster and one != hit.id]
        assert hit.copies == (len(others) if cluster else 0)


def test_with_all_copies_every_member_is_a_hit_and_is_counted(conn):
    request = SearchRequest("harbour", order="newest", all_copies=True)
    shown = ids_of(every_page(conn, request, WIDE))
    assert shown == singly(conn, request)
    copies = {hit.id: hit.copies for page in every_page(conn, request, WIDE) for hit in page.hits}
    assert copies[6] == copies[11] == copies[201] == 4


def test_of_many_matches_each_cluster_is_ranked_once_on_all_pages_together(conn):
    pages = every_page(conn, SearchRequest("harbour", page_size=10), SMALL)
    ranked = [page for page in pages if page.is_ranked]
    shown = ids_of(ranked)
    assert len(shown) == len(first_of_each(shown)) == SMALL.candidates
    assert "are ranked" in ranked[-1].notes[0]
    assert [page.notes for page in ranked[:-1]] == [(), ()]


def test_after_the_ranked_ones_each_other_cluster_follows_once(conn):
    pages = every_page(conn, SearchRequest("harbour", page_size=10), SMALL)
    shown = ids_of(pages)
    everything = first_of_each(singly(conn, SearchRequest("harbour", order="newest")))
    assert {CLUSTER_OF.get(one, -one) for one in shown} == {CLUSTER_OF.get(one, -one) for one in everything}
    assert len(shown) == len(everything) > SMALL.candidates


def test_with_all_copies_everything_follows_the_ranked_ones(conn):
    pages = every_page(conn, SearchRequest("harbour", page_size=10, all_copies=True), SMALL)
    assert sorted(ids_of(pages)) == sorted(singly(conn, SearchRequest("harbour")))


def test_when_all_matches_were_ranked_there_is_no_note(conn):
    pages = every_page(conn, SearchRequest("council", page_size=4), WIDE)
    assert sum(len(page.hits) for page in pages) == len(first_of_each(singly(conn, SearchRequest("council"))))
    assert {page.notes for page in pages} == {()}


def test_when_clusters_fill_the_depth_the_ranking_ends_with_a_note(conn):
    pages = every_page(conn, SearchRequest("the", page_size=30), replace(WIDE, depth=10))
    ranked = [page for page in pages if page.is_ranked]
    shown = ids_of(ranked)
    assert len(shown) == len(first_of_each(shown)) <= 10
    assert ranked[-1].notes == (f"Only the best {len(shown)} articles are ranked. The others follow, newest first.",)


def test_members_are_read_by_the_index_of_clusters(conn):
    for request in (SearchRequest(outlets=("hill_times",), languages=("en",)), SearchRequest(sources=("Reuters",))):
        scope = make_scope(conn, request, SearchPlan())
        params = {**scope.params, "clusters": "[301]"}
        plan = " / ".join(row["detail"] for row in conn.execute("EXPLAIN QUERY PLAN " + scope.members(), params))
        assert "articles_cluster (cluster_id=?)" in plan
        assert "a USING INTEGER PRIMARY KEY" in plan
        assert "SCAN a" not in plan.replace("SCAN articles_fts", "")
