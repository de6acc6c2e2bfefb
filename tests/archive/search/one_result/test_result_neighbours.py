"""From result to result: forwards all results in the order of the pages, backwards the same."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from newsarchive.archive.search.one_result.result_neighbours import find_neighbours
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import search_versions
from tests.archive.search.invented import SMALL, every_page

SUMMER = date(2026, 8, 1)
REQUESTS = [
    pytest.param(SearchRequest("council", page_size=7), id="ranked"),
    pytest.param(SearchRequest("council", page_size=7, order="newest"), id="newest"),
    pytest.param(SearchRequest("the", since=date(2026, 10, 1), page_size=15), id="too common to rank"),
    pytest.param(SearchRequest("harbour", page_size=25), id="more than are ranked"),
    pytest.param(SearchRequest(sources=("Reuters",), since=SUMMER, page_size=10, order="newest"), id="filters alone"),
    pytest.param(SearchRequest("zeppelin", page_size=2, order="newest"), id="a cluster"),
    pytest.param(SearchRequest("zeppelin", page_size=2, order="oldest"), id="a cluster, oldest first"),
    pytest.param(SearchRequest("council", page_size=7, order="oldest"), id="oldest"),
    pytest.param(SearchRequest("zeppelin", page_size=2, order="newest", all_copies=True), id="all copies"),
]


def is_article(hit):
    return lambda other: other.id == hit.id


def at(request, place):
    return replace(request, offset=place.offset, before=place.before, after=place.after)


@pytest.mark.parametrize("request_", REQUESTS)
def test_every_result_follows_the_one_before_it(conn, request_):
    hits = [hit for page in every_page(conn, request_, SMALL) for hit in page.hits]
    assert len(hits) > request_.page_size
    page, seen = request_, [hits[0].id]
    for hit, following in pairwise(hits):
        around = find_neighbours(conn, page, is_article(hit), plan=SMALL)
        assert around.following.hit.id == following.id
        seen.append(around.following.hit.id)
        page = at(page, around.following)
    last = find_neighbours(conn, page, is_article(hits[-1]), plan=SMALL)
    assert last.following is None
    for hit, before in pairwise(reversed(hits)):
        around = find_neighbours(conn, page, is_article(hit), plan=SMALL)
        assert around.previous.hit.id == before.id, hit
        page = at(page, around.previous)
    assert find_neighbours(conn, page, is_article(hits[0]), plan=SMALL).previous is None


def test_an_article_that_the_page_does_not_show_has_no_neighbours(conn):
    for request in (SearchRequest("council"), SearchRequest("council", order="newest"), SearchRequest("...")):
        assert find_neighbours(conn, request, lambda hit: hit.id == 4711, plan=SMALL) is None


def test_a_copy_behind_a_newer_one_is_no_result(conn):
    """Backwards over the end of a page, the cluster's newest article stands for it, as on the page."""
    request = SearchRequest("zeppelin", order="newest", page_size=1)
    first, second, *_ = [page.hits[0] for page in every_page(conn, request, SMALL)]
    around = find_neighbours(conn, replace(request, before=first.search_id), is_article(second), plan=SMALL)
    assert around.previous.hit.id == first.id


@pytest.mark.parametrize("order", ["relevance", "newest"])
def test_earlier_versions_have_neighbours_too(conn, order):
    request = SearchRequest("council", order=order)
    assert search_versions(conn, request).hits == ()
    assert find_neighbours(conn, request, lambda hit: True, in_versions=True) is None
