"""Facets count the values of the articles that a request finds: all of them, or the newest of many."""

from newsarchive.archive.search.facets import VALUES_SHOWN, count_facets
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.search.invented import ARTICLES, SMALL


def test_facets_count_the_found_articles(conn):
    facets = count_facets(conn, SearchRequest("zeppelin"))
    assert not facets.is_capped
    assert facets.counts["language"] == (("en", 6),)
    assert sum(count for _, count in facets.counts["outlet"]) == 6


def test_when_many_articles_match_facets_count_the_newest(conn):
    facets = count_facets(conn, SearchRequest("the"), SMALL)
    assert facets.is_capped
    assert sum(count for _, count in facets.counts["outlet"]) == SMALL.window


def test_without_words_facets_follow_the_filters(conn):
    whole = count_facets(conn, SearchRequest())
    assert dict(whole.counts["language"])["ja"] == 1
    assert sum(count for _, count in whole.counts["outlet"]) == ARTICLES
    french = count_facets(conn, SearchRequest(languages=("fr",)))
    assert french.counts["language"] == (("fr", 100),)
    assert count_facets(conn, SearchRequest("?!")).counts["outlet"] == ()


def test_values_are_listed_most_first_and_an_absent_value_is_not_counted(conn):
    for request in (SearchRequest(), SearchRequest("zeppelin OR harbour")):
        counts = count_facets(conn, request).counts
        for values in counts.values():
            assert list(values) == sorted(values, key=lambda pair: (-pair[1], pair[0]))
            assert len(values) <= VALUES_SHOWN
        # Every second article has no section.
        assert [value for value, _ in counts["section"]] == ["world"]
