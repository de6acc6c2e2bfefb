"""A request becomes SQL: which filters are words of the index, which days are read, in which order."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.search.scope import (
    HIGHEST_SEARCH_ID,
    LOWEST_SEARCH_ID,
    RANK,
    SEEK_ROWS,
    WALK_ROWS,
    SearchPlan,
    day_params,
    make_scope,
    row_params,
)
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.version_search import _RANK as VERSIONS_RANK
from tests.archive.search.invented import ARTICLES


def test_a_filter_on_few_articles_is_a_word_of_the_index_and_on_most_a_join(conn):
    few = make_scope(conn, SearchRequest("harbour", outlets=("hill_times",), languages=("fr",)), SearchPlan())
    assert (len(few.keys), few.conditions) == (2, ())
    most = make_scope(conn, SearchRequest("harbour", outlets=("rivertown_post",), languages=("en",)), SearchPlan())
    assert (most.keys, len(most.conditions)) == ((), 2)


@pytest.mark.parametrize(
    "request_",
    [
        pytest.param(SearchRequest(), id="all"),
        pytest.param(SearchRequest(outlets=("hill_times",)), id="an outlet"),
        pytest.param(SearchRequest(outlets=("hill_times", "small_gazette")), id="two outlets"),
        pytest.param(SearchRequest(outlets=("hill_times",), languages=("en",)), id="outlet and language"),
        pytest.param(SearchRequest(sources=("Reuters",)), id="a source"),
        pytest.param(SearchRequest(since=date(2021, 1, 1), until=date(2021, 2, 1)), id="a month"),
    ],
)
def test_lists_are_read_in_the_order_of_an_index(conn, request_):
    scope = make_scope(conn, request_, SearchPlan(sorted_at_most=10))
    plan = conn.execute("EXPLAIN QUERY PLAN " + scope.newest("LIMIT 20"), scope.params).fetchall()
    assert not [row["detail"] for row in plan if "TEMP B-TREE" in row["detail"]]


RARE = [
    pytest.param(SearchRequest(kinds=("video",)), "articles_kind", id="a kind"),
    pytest.param(SearchRequest(kinds=("video", "gallery")), "articles_kind", id="two kinds"),
    pytest.param(SearchRequest(completeness=("stub",)), "articles_stub", id="stubs"),
    pytest.param(SearchRequest(near_duplicates=("first",)), "articles_heads", id="heads"),
    pytest.param(SearchRequest(near_duplicates=("copy",)), "articles_copies", id="copies"),
]


@pytest.mark.parametrize(("request_", "index"), RARE)
def test_values_of_few_articles_are_read_from_their_own_index(conn, request_, index):
    scope = make_scope(conn, request_, SearchPlan())
    plan = conn.execute("EXPLAIN QUERY PLAN " + scope.newest("LIMIT 20"), scope.params).fetchall()
    assert f" {index} " in plan[0]["detail"]


@pytest.mark.parametrize(("request_", "index"), RARE)
def test_with_words_values_of_few_articles_are_a_list_of_rows(conn, request_, index):
    few = make_scope(conn, replace(request_, query="harbour"), SearchPlan())
    assert (few.conditions, len(few.row_lists)) == ((), 1)
    many = make_scope(conn, replace(request_, query="harbour"), SearchPlan(few=0))
    assert (len(many.conditions), many.row_lists) == (1, ())
    found = [
        [row[0] for row in conn.execute(scope.newest(""), {**scope.params, "match": scope.match})]
        for scope in (few, many)
    ]
    assert found[0] == found[1]


def test_several_values_of_few_articles_are_read_by_their_index_and_sorted(conn):
    request = SearchRequest(outlets=("hill_times", "small_gazette"))
    few, many = (make_scope(conn, request, SearchPlan(sorted_at_most=most)) for most in (ARTICLES, 10))
    assert "articles_outlet" in _plan(conn, few.newest("LIMIT 20"), few)
    assert "articles_outlet" not in _plan(conn, many.newest("LIMIT 20"), many)
    assert "articles_outlet" in _plan(conn, many.counting(), many)
    (counted,) = conn.execute(many.counting(), many.params).fetchone()
    lists = [[row[0] for row in conn.execute(scope.newest(""), scope.params)] for scope in (few, many)]
    assert lists[0] == lists[1]
    assert len(lists[0]) == counted


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param({"outlets": ("rivertown_post",)}, id="outlet"),
        pytest.param({"languages": ("en",)}, id="language"),
        pytest.param({"sources": ("Reuters", "Rivertown Post")}, id="sources"),
        pytest.param({"sections": ("world",)}, id="section"),
        pytest.param({"kinds": ("article", "video")}, id="kinds"),
        # Its own index was read from end to end for each match.
        pytest.param({"kinds": ("video",)}, id="a rare kind"),
        pytest.param({"completeness": ("full",)}, id="completeness"),
        pytest.param({"near_duplicates": ("none", "copy")}, id="near-duplicates"),
        pytest.param({"since": date(2021, 1, 1), "until": date(2022, 1, 1)}, id="days"),
        pytest.param({"excluded_ids": (1, 2)}, id="excluded articles"),
        pytest.param({"query": "harbour source:Reuters -section:world"}, id="typed filters"),
    ],
)
def test_filters_of_matches_read_no_row_of_articles(conn, filters):
    scope = make_scope(conn, SearchRequest(**{"query": "harbour", **filters}), SearchPlan(key_share=0.0, few=0))
    assert scope.conditions
    plan = [
        row["detail"]
        for row in conn.execute(f"EXPLAIN QUERY PLAN {scope.newest('')}", {**scope.params, "match": scope.match})
    ]
    (of_articles,) = [step for step in plan if step.split()[1] == "a"]
    assert "USING COVERING INDEX articles_values (search_id=?" in of_articles


def _plan(conn, statement, scope):
    return " / ".join(row["detail"] for row in conn.execute("EXPLAIN QUERY PLAN " + statement, scope.params))


def test_a_value_that_no_article_has_finds_nothing_without_reading(conn):
    scope = make_scope(conn, SearchRequest("the", kinds=("gallery",)), SearchPlan())
    assert (scope.conditions, scope.row_lists) == (("0",), ())
    steps = []
    conn.set_progress_handler(lambda: steps.append(1), 100)
    try:
        assert conn.execute(scope.newest(""), {**scope.params, "match": scope.match}).fetchall() == []
    finally:
        conn.set_progress_handler(None, 0)
    assert steps == []


@pytest.mark.parametrize(
    "request_",
    [
        SearchRequest("harbour", kinds=("article", "video")),
        SearchRequest("harbour", completeness=("full", "stub")),
        SearchRequest("harbour", near_duplicates=("none", "copy")),
    ],
    ids=["kinds", "completeness", "near-duplicates"],
)
def test_the_usual_value_is_a_condition(conn, request_):
    scope = make_scope(conn, request_, SearchPlan())
    assert (len(scope.conditions), scope.row_lists) == (1, ())


@pytest.mark.parametrize(
    ("since", "until", "lowest", "highest"),
    [
        pytest.param(None, None, LOWEST_SEARCH_ID, HIGHEST_SEARCH_ID, id="all days"),
        pytest.param(date(2026, 1, 10), None, datetime(2026, 1, 9, tzinfo=UTC), HIGHEST_SEARCH_ID, id="since"),
        pytest.param(None, date(2026, 1, 10), LOWEST_SEARCH_ID, datetime(2026, 1, 13, tzinfo=UTC), id="until"),
    ],
)
def test_the_seconds_that_are_read_reach_beyond_the_days(since, until, lowest, highest):
    params = day_params(since, until)
    seconds = [at if isinstance(at, int) else int(at.timestamp()) for at in (lowest, highest)]
    assert [params["lowest"], params["highest"]] == seconds
    assert (params["since"], params["until"]) == (since and "2026-01-10", until and "2026-01-10")


@pytest.mark.parametrize("rows", [SEEK_ROWS, WALK_ROWS], ids=["seek", "walk"])
def test_seek_and_walk_find_the_same_rows(conn, rows):
    ids = [row[0] for row in conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'zeppelin'")]
    some = ids[1:4]
    statement = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'zeppelin' AND {rows}"
    assert sorted(row[0] for row in conn.execute(statement, row_params(some))) == sorted(some)
    statement = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'absent' AND {rows}"
    assert conn.execute(statement, row_params(some)).fetchall() == []


@pytest.mark.parametrize(("index", "rank"), [("articles_fts", RANK), ("revisions_fts", VERSIONS_RANK)])
def test_the_weights_are_those_of_the_schema(conn, index, rank):
    (stored,) = conn.execute(f"SELECT v FROM {index}_config WHERE k = 'rank'").fetchone()
    assert rank.replace(f"{index}, ", "") == stored
