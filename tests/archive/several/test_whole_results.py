"""Every result of a search of several archives, a batch at a time."""

import pytest

from newsarchive.archive.search import whole_result
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.whole_result import WholeResult
from newsarchive.archive.several.joint_search import search
from newsarchive.archive.several.whole_results import (
    JOINT_HITS,
    JOINT_VERSION_HITS,
    open_joint,
    open_joint_versions,
    search_joint,
    search_joint_versions,
)


@pytest.mark.parametrize("order", ["newest", "oldest", "relevance"])
def test_all_results_come_once_and_in_order(split, order, monkeypatch):
    monkeypatch.setattr(whole_result, "IDS_HELD", 70)
    monkeypatch.setattr(whole_result, "BATCH", 30)
    request = SearchRequest("harbour", order=order, all_copies=True)
    result, hits = WholeResult(open_joint(split.parts, request), JOINT_HITS), []
    while batch := result.next_batch(split.parts):
        hits += batch
    assert len(hits) == len({(hit.archive, hit.id) for hit in hits}) == search(split.parts, request).total
    assert [hit.id for hit in hits[:20]] == [hit.id for hit in search(split.parts, request).hits]


def test_first_page_is_that_of_the_search(split):
    request = SearchRequest("zeppelin", order="newest")
    assert search_joint(split.parts, open_joint(split.parts, request)) == search(split.parts, request)


def test_earlier_versions_are_read_by_the_same_means(split):
    opened = open_joint_versions(split.parts, SearchRequest("harbour"))
    assert search_joint_versions(split.parts, opened).hits == ()
    assert WholeResult(opened, JOINT_VERSION_HITS).next_batch(split.parts) == ()
