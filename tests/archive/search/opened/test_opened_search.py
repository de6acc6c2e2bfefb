"""A search that is opened once gives the same results, facets and histogram, and reads its words and matches once."""

from dataclasses import replace
from datetime import date

import pytest

from newsarchive.archive.search.article_search import search, search_opened
from newsarchive.archive.search.facets import count_facets, count_facets_of
from newsarchive.archive.search.histogram import count_by_time
from newsarchive.archive.search.opened.opened_search import NO_MATCHES, newest_ids, open_search, with_newest
from newsarchive.archive.search.results import PageOfIds
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan
from newsarchive.archive.search.selection import SearchRequest
from tests.archive.search.invented import SMALL

# Every word costs too much to read all of its matches.
FLOOR = SearchPlan(steps=300, count_cap=1_000, window=1_000)
REQUESTS = [
    pytest.param(SearchRequest(), id="everything"),
    pytest.param(SearchRequest("harbour"), id="a word"),
    pytest.param(SearchRequest("harb* council -filler"), id="a prefix and an excluded word"),
    pytest.param(SearchRequest("the", outlets=("hill_times",), languages=("en",)), id="filters"),
    pytest.param(SearchRequest("the", since=date(2021, 1, 1), order="oldest"), id="days, oldest first"),
    pytest.param(SearchRequest(sources=("Reuters",)), id="a filter alone"),
    pytest.param(SearchRequest("?!"), id="nothing to search for"),
]


@pytest.mark.parametrize("plan", [DEFAULT_PLAN, replace(SMALL, count_cap=200), FLOOR], ids=["whole", "small", "floor"])
@pytest.mark.parametrize("request_", REQUESTS)
def test_it_gives_what_each_part_gives_alone(conn, request_, plan):
    opened = open_search(conn, request_, plan, newest=plan.window)
    found, alone = search_opened(conn, opened), search(conn, request_, plan)
    # A filter that is a join is counted less far for the results alone.
    assert replace(found, total=0, is_capped=False) == replace(alone, total=0, is_capped=False)
    assert (found.total, found.is_capped) == (alone.total, alone.is_capped) or found.total > alone.total
    assert count_facets_of(conn, opened) == count_facets(conn, request_, plan)
    assert count_by_time(conn, opened, budget_seconds=60) == count_by_time(
        conn, open_search(conn, request_, plan), budget_seconds=60
    )


def test_words_are_looked_up_and_matches_are_read_once(conn):
    opened = open_search(conn, SearchRequest("harb* council"), newest=DEFAULT_PLAN.window)
    statements: list[str] = []
    conn.set_trace_callback(statements.append)
    try:
        count_facets_of(conn, opened)
        count_by_time(conn, opened)
        search_opened(conn, opened)
    finally:
        conn.set_trace_callback(None)
    assert statements
    # Only whether a word is there at all is asked again, by what suggests others.
    assert not [one for one in statements if "search_vocabulary WHERE term >=" in one]
    assert not [one for one in statements if one.startswith("WITH newest(search_id)")]


def test_other_languages_may_have_other_forms(conn):
    chosen = open_search(conn, SearchRequest("harbour", languages=("fr",)))
    assert open_search(conn, SearchRequest("harbour", languages=("fr",)), like=chosen).words is chosen.words
    assert open_search(conn, SearchRequest("harbour"), like=chosen).words is not chosen.words


def test_newest_matches_end_at_the_floor(conn):
    whole = open_search(conn, SearchRequest("harbour"), newest=1_000).newest
    opened = open_search(conn, SearchRequest("harbour"), FLOOR, newest=1_000)
    assert whole.is_all
    assert not opened.newest.is_all
    assert opened.newest.ids == [one for one in whole.ids if one >= opened.floor]
    assert 0 < len(opened.newest.ids) < len(whole.ids)
    facets = count_facets_of(conn, opened)
    assert set(facets.capped.values()) == {len(opened.newest.ids)}
    assert sum(count for _, count in facets.counts["outlet"]) == len(opened.newest.ids)
    found = search_opened(conn, opened)
    assert (found.total, found.is_capped) == (len(opened.newest.ids), True)
    # Of more than the newest, each is read.
    assert newest_ids(conn, opened, 1_000) == whole.ids


def test_matches_are_read_as_far_as_asked(conn):
    opened = with_newest(conn, open_search(conn, SearchRequest("harbour")), 10)
    assert (len(opened.newest.ids), opened.newest.is_all) == (10, False)
    assert opened.newest.first(3) == opened.newest.ids[:3]
    assert opened.newest.first(11) is None
    assert with_newest(conn, opened, 20) is opened
    assert open_search(conn, SearchRequest("?!"), newest=5).newest == NO_MATCHES


def test_the_following_page_is_the_same_search_elsewhere(conn):
    opened = open_search(conn, SearchRequest("harbour", order="newest"))
    following = opened.page_after(PageOfIds([], next_before=77), 5)
    assert following.selection == replace(opened.selection, before=77, page_size=5)
    assert following.scope is opened.scope
