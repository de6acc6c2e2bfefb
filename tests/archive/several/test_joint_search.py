"""Search in several archives: the results are those of one archive that holds everything."""

from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.search import article_search
from newsarchive.archive.search.scope import SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.several.joint_search import read_hits, read_ids, search
from newsarchive.archive.several.parts import open_parts
from tests.archive.search.invented import SMALL

REQUESTS = {
    "everything": SearchRequest(),
    "oldest first": SearchRequest(order="oldest"),
    "a word, newest first": SearchRequest("harbour", order="newest"),
    "a word, oldest first": SearchRequest("harbour", order="oldest"),
    "a rare word": SearchRequest("zeppelin", order="newest"),
    "all copies": SearchRequest("zeppelin", order="newest", all_copies=True),
    "a phrase": SearchRequest('"first paragraph"', order="newest"),
    "either word": SearchRequest("zeppelin OR council", order="newest"),
    "without a word": SearchRequest("harbour -council", order="newest"),
    "an outlet": SearchRequest(outlets=("small_gazette",)),
    "a word in an outlet": SearchRequest("harbour", outlets=("hill_times",), order="newest"),
    "a country": SearchRequest("harbour", countries=("fr",), order="newest"),
    "some days": SearchRequest("harbour", since=date(2022, 1, 1), until=date(2024, 6, 30), order="newest"),
    "an author": SearchRequest(authors=("Anna Reed",)),
    "words in most articles": SearchRequest("the", order="newest"),
    "a typed outlet": SearchRequest("harbour outlet:hill_times", order="newest"),
    "nothing": SearchRequest("nowhere", order="newest"),
}
RANKED = {
    "a rare word": SearchRequest("zeppelin"),
    "two words": SearchRequest("harbour council"),
    "either word": SearchRequest("zeppelin OR council"),
    "a common word": SearchRequest("harbour"),
    "in the headline": SearchRequest("headline:zeppelin"),
    "a word in an outlet": SearchRequest("council", outlets=("rivertown_post",)),
}


def pages_of(find, request, plan):
    """Every page of a search, as lists of (day, id) of its hits; find is a function of request and plan."""
    result = find(request, plan)
    pages = [result]
    while place := {
        name: value
        for name, value in (
            ("offset", result.next_offset),
            ("before", result.next_before),
            ("after", result.next_after),
        )
        if value is not None
    }:
        result = find(replace(request, **place), plan)
        pages.append(result)
        assert len(pages) < 200
    return pages


def ids_of(pages):
    return [hit.id for page in pages for hit in page.hits]


def whole(split):
    return lambda request, plan: article_search.search(split.whole, request, plan)


def joint(split):
    return lambda request, plan: search(split.parts, request, plan)


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_pages_by_time_are_those_of_one_archive(split, request_):
    expected = pages_of(whole(split), request_, SMALL)
    found = pages_of(joint(split), request_, SMALL)
    assert [[hit.id for hit in page.hits] for page in found] == [[hit.id for hit in page.hits] for page in expected]
    assert [page.hits and page.hits[0].snippet for page in found] == [p.hits and p.hits[0].snippet for p in expected]


@pytest.mark.parametrize("request_", REQUESTS.values(), ids=REQUESTS)
def test_totals_are_sums(split, request_):
    large = replace(SMALL, count_cap=100_000)
    expected, found = whole(split)(request_, large), joint(split)(request_, large)
    assert (found.total, found.is_capped) == (expected.total, False)
    assert found.understood == expected.understood


@pytest.mark.parametrize("request_", RANKED.values(), ids=RANKED)
def test_ranked_pages_have_the_articles_of_one_archive(split, request_):
    expected = pages_of(whole(split), request_, SMALL)
    found = pages_of(joint(split), request_, SMALL)
    ranked = [page for page in expected if page.is_ranked]
    assert ranked
    assert len([page for page in found if page.is_ranked]) == len(ranked)
    assert sorted(ids_of(found)) == sorted(ids_of(expected))


def test_best_match_comes_first_whatever_its_archive(split):
    expected = [hit.id for hit in whole(split)(SearchRequest("zeppelin"), SMALL).hits]
    assert [hit.id for hit in joint(split)(SearchRequest("zeppelin"), SMALL).hits] == expected


def test_each_hit_names_its_archive(split):
    hits = joint(split)(SearchRequest("harbour", order="newest"), SMALL).hits
    assert {hit.archive for hit in hits} <= {"early", "late", "gazette"}
    assert all((hit.archive == "gazette") == (hit.outlet == "small_gazette") for hit in hits)


def test_one_archive_is_searched_as_ever(split):
    late = split.parts[1]
    request = SearchRequest("zeppelin OR harbour")
    expected = article_search.search(late.conn, request)
    assert search([OpenArchive(None, late.conn)], request) == expected
    (chosen,) = {hit.archive for hit in search(split.parts, replace(request, archives=("late",))).hits}
    assert chosen == "late"


def test_common_words_come_newest_first_with_a_note(split):
    plan = replace(SMALL, common_density=0.01)
    found = joint(split)(SearchRequest("the"), plan)
    assert not found.is_ranked
    assert found.notes == whole(split)(SearchRequest("the"), plan).notes


def test_expensive_words_are_read_in_parts_without_losing_any(split):
    few_steps = replace(SMALL, steps=60)
    found = pages_of(joint(split), SearchRequest("harbour", order="newest", page_size=100), few_steps)
    assert ids_of(found) == ids_of(pages_of(whole(split), SearchRequest("harbour", order="newest"), SMALL))
    assert any("only a part" in note for page in found for note in page.notes)
    backwards = pages_of(joint(split), SearchRequest("harbour", order="oldest", page_size=100), few_steps)
    assert ids_of(backwards) == ids_of(pages_of(whole(split), SearchRequest("harbour", order="oldest"), SMALL))


def test_ids_and_hits_can_be_read_apart(split):
    request = SearchRequest("harbour", order="newest", page_size=30)
    parts = open_parts(split.parts, request, SMALL)
    assert read_hits(parts, read_ids(parts).ids) == joint(split)(request, SMALL).hits


def test_misspelt_words_are_put_right_by_the_words_of_all_archives(split):
    found = search(split.parts, SearchRequest("zeppelim"), SearchPlan())
    assert [one.query for one in found.suggestions] == ["zeppelin"]


def test_name_that_one_archive_has_is_not_reported(split):
    assert joint(split)(SearchRequest("harbour outlet:small_gazette"), SMALL).notes == ()
    assert "no outlet" in joint(split)(SearchRequest("harbour outlet:nobody"), SMALL).notes[0]
