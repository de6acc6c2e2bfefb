"""Results in parts: in order, each once, up to a limit, and without those that are removed meanwhile."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.several.joint_search import search
from newsarchive.web.requests.results_request import ResultsForm
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching import all_results
from newsarchive.web.searching.all_results import AllResults


@pytest.fixture
def opened(archive_path, monkeypatch):
    """The sample archive as the pages read it; few ids and fewer articles a read."""
    monkeypatch.setattr(all_results, "IDS_HELD", 7)
    monkeypatch.setattr(all_results, "HITS_READ", 3)
    with Archive.open(archive_path) as archive:
        yield (OpenArchive(None, archive.conn),)


def read(opened, form):
    results, ids = AllResults(form), []
    while hits := results.next_hits(opened):
        assert len(hits) <= 3
        ids += [hit.id for hit in hits]
    return ids, results.following


@pytest.mark.parametrize("form", [SearchForm(), SearchForm("harbour"), SearchForm("harbour", order="oldest")])
def test_all_results_come_in_their_order(conn, form):
    ids, following = read(opened, ResultsForm(form))
    assert following is None
    assert ids[:20] == [hit.id for hit in search(opened, form.request()).hits]
    assert len(ids) == len(set(ids)) == search(opened, form.request()).total


def test_a_limit_says_what_follows(opened):
    ids, following = read(opened, ResultsForm(SearchForm("harbour"), limit=10))
    assert (len(ids), following) == (10, ResultsForm(SearchForm("harbour"), limit=10, offset=10))
    more, _ = read(opened, following)
    assert [*ids, *more] == read(opened, ResultsForm(SearchForm("harbour"), limit=20))[0]
    assert read(opened, ResultsForm(SearchForm("harbour"), limit=67))[1] is None


def test_after_the_ranked_results_all_others_follow(opened, monkeypatch):
    from dataclasses import replace

    from newsarchive.archive.search.scope import DEFAULT_PLAN
    from newsarchive.archive.several.parts import open_parts

    small = replace(DEFAULT_PLAN, candidates=10, window=30, common_density=1.1)
    monkeypatch.setattr(all_results, "open_parts", lambda archives, request: open_parts(archives, request, small))
    ids, _ = read(opened, ResultsForm(SearchForm("harbour")))
    assert len(ids) == len(set(ids)) == 67
    first, following = read(opened, ResultsForm(SearchForm("harbour"), limit=10))
    assert (first, following.offset) == (ids[:10], 0)
    assert following.search.before is not None
    assert read(opened, following)[0] == ids[10:20]


def test_what_is_removed_between_two_reads_is_left_out(opened):
    results = AllResults(ResultsForm(SearchForm("harbour")))
    results.read_ids(opened)
    results._ahead = [(0, 1), (0, 2), (0, 3), *results._ahead]  # no article has these places
    assert len(results.next_hits(opened)) == 3
