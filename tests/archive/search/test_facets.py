"""Facets count the values of the articles that a request finds: all of them, or the newest of many."""

import json
from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.facets import FIELDS, VALUES_SHOWN, count_facets
from newsarchive.archive.search.scope import make_scope
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
    assert not whole.is_capped
    french = count_facets(conn, SearchRequest(languages=("fr",)))
    assert sum(count for _, count in french.counts["outlet"]) == 100
    assert count_facets(conn, SearchRequest("?!")).counts["outlet"] == ()


def test_a_facet_ignores_its_own_filter_and_respects_the_others(conn):
    request = SearchRequest("harbour", languages=("fr",), outlets=("hill_times",))
    counts = count_facets(conn, request).counts
    assert counts["outlet"] == count_facets(conn, replace(request, outlets=())).counts["outlet"]
    assert counts["language"] == count_facets(conn, replace(request, languages=())).counts["language"]
    both = search(conn, replace(request, all_copies=True)).total
    assert dict(counts["language"])["fr"] == dict(counts["outlet"])["hill_times"] == both
    assert sum(count for _, count in counts["kind"]) == both


@pytest.mark.parametrize("query", ["", "harbour"], ids=["no words", "words"])
@pytest.mark.parametrize("name", FIELDS)
def test_a_count_is_what_the_filter_finds(conn, name, query):
    request = SearchRequest(query, since=date(2020, 3, 1), all_copies=True)
    for value, count in count_facets(conn, request).counts[name]:
        assert search(conn, replace(request, **{FIELDS[name]: (value,)})).total == count


def test_chosen_values_are_listed_even_if_nothing_has_them(conn):
    request = SearchRequest("zeppelin", outlets=("hill_times", "closed_paper"), kinds=("gallery",))
    counts = count_facets(conn, request, most=1).counts
    assert {value for value, _ in counts["outlet"]} >= {"hill_times", "closed_paper"}
    assert dict(counts["outlet"])["closed_paper"] == 0
    assert ("gallery", 0) in counts["kind"]


def test_of_the_whole_archive_only_what_has_no_totals_is_counted_in_the_newest(conn):
    whole = count_facets(conn, SearchRequest(), SMALL)
    assert whole.capped == dict.fromkeys(("author", "kind", "completeness", "near_duplicates"), SMALL.window)
    assert sum(count for _, count in whole.counts["country"]) == ARTICLES
    assert sum(count for _, count in whole.counts["kind"]) == SMALL.window


def test_no_row_of_articles_is_read_to_count_values(conn):
    """Matches of a rare word are far apart: each row is another page of a large file."""
    statements = []
    conn.set_trace_callback(statements.append)
    try:
        count_facets(conn, SearchRequest("zeppelin"))
    finally:
        conn.set_trace_callback(None)
    counting = [one for one in statements if "articles a" in one and not one.startswith("--")]
    steps = [row["detail"] for one in counting for row in conn.execute(f"EXPLAIN QUERY PLAN {one}")]
    of_articles = [step for step in steps if step.split()[1] == "a"]
    assert len(of_articles) == 3  # the languages of the word, combinations of values, and authors
    assert all("USING COVERING INDEX articles_values (search_id=?)" in step for step in of_articles)


@pytest.mark.parametrize("request_", [SearchRequest("zeppelin OR harbour"), SearchRequest("filler -harbour")])
def test_counts_are_those_of_a_plain_count(conn, request_):
    scope = make_scope(conn, request_)
    ids = json.dumps([row[0] for row in conn.execute(scope.matches(), {**scope.params, "match": scope.match})])
    counts = count_facets(conn, request_, most=None).counts
    for name in ("outlet", "language", "source", "section", "kind", "completeness"):
        statement = f"""SELECT {name}, count(*) FROM articles NOT INDEXED
          WHERE search_id IN (SELECT value FROM json_each(?)) AND {name} IS NOT NULL GROUP BY 1"""
        assert dict(counts[name]) == dict(map(tuple, conn.execute(statement, [ids])))


def test_values_are_listed_most_first_and_an_absent_value_is_not_counted(conn):
    for request in (SearchRequest(), SearchRequest("zeppelin OR harbour")):
        counts = count_facets(conn, request).counts
        for values in counts.values():
            assert list(values) == sorted(values, key=lambda pair: (-pair[1], pair[0]))
            assert len(values) <= VALUES_SHOWN
        # Every second article has no section.
        assert [value for value, _ in counts["section"]] == ["world"]
