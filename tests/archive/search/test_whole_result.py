"""Whole results in batches: in order, each once, up to a limit, and without what is removed meanwhile."""

from dataclasses import replace

import pytest

from newsarchive.archive.articles.read import read_found_articles
from newsarchive.archive.search import whole_result
from newsarchive.archive.search.article_search import read_ids, search
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.whole_result import HITS, ResultReader, WholeResult
from tests.archive.search.invented import ARTICLES

ARTICLES_READER = ResultReader(read_ids, read_found_articles)
SMALL = replace(DEFAULT_PLAN, candidates=10, window=30, common_density=1.1)


@pytest.fixture
def in_small_parts(monkeypatch):
    """Few ids and fewer articles a read."""
    monkeypatch.setattr(whole_result, "IDS_HELD", 300)
    monkeypatch.setattr(whole_result, "BATCH", 70)


def read(conn, request, *, limit=None, reader=HITS, plan=DEFAULT_PLAN):
    """The ids of the results, and the page after which the following ones begin."""
    result, ids = WholeResult(open_search(conn, request, plan), reader, limit), []
    while batch := result.next_batch(conn):
        assert len(batch) <= whole_result.BATCH
        ids += [one.id for one in batch]
    assert result.next_batch(conn) == ()
    return ids, result.last_page


REQUESTS = [
    pytest.param(SearchRequest(), id="everything"),
    pytest.param(SearchRequest("harbour"), id="words"),
    pytest.param(SearchRequest("harbour", order="oldest"), id="oldest first"),
    pytest.param(SearchRequest("?!"), id="nothing to search for"),
]


@pytest.mark.parametrize("request_", REQUESTS)
def test_all_results_come_in_their_order(conn, request_, in_small_parts):
    request_ = replace(request_, all_copies=True)
    found = search(conn, request_)
    ids, last = read(conn, request_)
    assert not last.has_more
    assert ids[:20] == [hit.id for hit in found.hits]
    assert len(ids) == len(set(ids)) == found.total


@pytest.mark.parametrize("reader", [HITS, ARTICLES_READER], ids=["hits", "articles"])
def test_newest_first_it_is_what_an_export_selects(conn, reader, in_small_parts):
    request = SearchRequest(outlets=("hill_times",), order="newest", all_copies=True)
    exported = [one for ids in select_ids(conn, request) for one in ids]
    assert read(conn, request, reader=reader)[0] == exported


@pytest.mark.parametrize("reader", [HITS, ARTICLES_READER], ids=["hits", "articles"])
def test_one_article_stands_for_its_cluster(conn, reader, in_small_parts):
    clusters = dict(map(tuple, conn.execute("SELECT id, cluster_id FROM articles WHERE cluster_id IS NOT NULL")))
    ids, _ = read(conn, SearchRequest(order="newest"), reader=reader)
    shown = [clusters[one] for one in ids if one in clusters]
    assert sorted(shown) == sorted(set(clusters.values()))
    assert len(ids) == ARTICLES - len(clusters) + len(shown)


def test_a_limit_says_what_follows(conn):
    request = SearchRequest("harbour", all_copies=True)
    ids, last = read(conn, request, limit=10)
    assert (len(ids), last.next_offset) == (10, 10)
    more, _ = read(conn, replace(request, offset=10), limit=10)
    assert [*ids, *more] == read(conn, request, limit=20)[0]
    few = SearchRequest("zeppelin", all_copies=True)
    assert not read(conn, few, limit=search(conn, few).total)[1].has_more


def test_after_the_ranked_results_all_others_follow(conn, in_small_parts):
    request = SearchRequest("harbour", all_copies=True)
    ids, _ = read(conn, request, plan=SMALL)
    assert len(ids) == len(set(ids)) == search(conn, request).total
    first, last = read(conn, request, limit=10, plan=SMALL)
    assert (first, last.next_offset) == (ids[:10], None)
    assert read(conn, replace(request, before=last.next_before), limit=10, plan=SMALL)[0] == ids[10:20]


@pytest.mark.parametrize("reader", [HITS, ARTICLES_READER], ids=["hits", "articles"])
def test_what_is_removed_between_two_reads_is_left_out(conn, reader, in_small_parts):
    def with_gone(conn, opened):
        page = read_ids(conn, opened)
        # No article has these places: one whole batch, and some more.
        return replace(page, ids=[*range(1, 74), *page.ids])

    request = SearchRequest("zeppelin", all_copies=True)
    found = read(conn, request, reader=replace(reader, ids=with_gone))[0]
    assert found == [hit.id for hit in search(conn, request).hits]
