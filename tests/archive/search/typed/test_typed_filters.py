"""Filters typed into the search box: the values that are meant, and the nearest ones."""

import pytest

from newsarchive.archive.search.article_search import search, table_filter
from newsarchive.archive.search.facets import count_facets
from newsarchive.archive.search.histogram import count_by_time
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.opened.opened_search import newest_ids, open_search
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.selection import SearchRequest, Selection
from newsarchive.archive.search.typed.typed_filters import with_known_values


def known(conn, text):
    return with_known_values(conn, parse_query(text))


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("outlet:rivertown_post", {"outlet": ("rivertown_post",)}),
        ("outlet:RIVERTOWN-POST", {"outlet": ("rivertown_post",)}),
        ('outlet:"Hill Times"', {"outlet": ("hill_times",)}),
        ("outlet:hill_times OR outlet:small_gazette", {"outlet": ("hill_times", "small_gazette")}),
        ("outlet:(hill_times small_gazette)", {"outlet": ("hill_times", "small_gazette")}),
        ("source:reuters", {"source": ("Reuters",)}),
        ("section:World", {"section": ("world",)}),
        ("lang:en", {"language": ("en",)}),
        ("language:German", {"language": ("de",)}),
    ],
)
def test_values_are_known_by_what_people_type(conn, typed, filters):
    parsed = known(conn, typed)
    assert parsed.filters == filters
    assert parsed.notes == ()


def test_an_unknown_value_is_answered_by_the_nearest(conn):
    parsed = known(conn, "storm outlet:hil_tims")
    assert parsed.notes == ("outlet: the archive has no outlet “hil_tims”. The nearest: “hill_times”.",)
    assert [one.query for one in parsed.suggestions] == ["storm outlet:hill_times"]
    assert search(conn, SearchRequest("storm outlet:hil_tims")).total == 0


def test_a_value_like_no_other_says_so(conn):
    assert known(conn, "section:zzzz").notes == ("section: the archive has no section “zzzz”.",)


@pytest.mark.parametrize("words", ["", "quay ", "quay government "])
def test_typed_filters_narrow_as_chosen_ones_do(conn, words):
    typed = search(conn, SearchRequest(f"{words}outlet:hill_times", page_size=200, all_copies=True))
    chosen = search(conn, SearchRequest(words, outlets=("hill_times",), page_size=200, all_copies=True))
    assert [hit.id for hit in typed.hits] == [hit.id for hit in chosen.hits]
    assert typed.total == chosen.total


def test_a_filter_can_exclude(conn):
    outlets = {hit.outlet for hit in search(conn, SearchRequest("quay -outlet:hill_times", page_size=200)).hits}
    assert outlets == {"rivertown_post", "small_gazette"}


@pytest.mark.parametrize("words", ["", "quay "])
def test_typed_filters_narrow_counts_exports_and_tables_too(conn, words):
    typed, chosen = Selection(f"{words}outlet:hill_times"), Selection(words, outlets=("hill_times",))
    opened = open_search(conn, typed)
    found = newest_ids(conn, open_search(conn, chosen), 10_000)
    assert newest_ids(conn, opened, 10_000) == found
    assert len(found) > 5
    assert list(select_ids(conn, typed)) == list(select_ids(conn, chosen))
    assert dict(count_facets(conn, typed).counts["outlet"]) == {"hill_times": len(found)}
    assert sum(span.count for span in count_by_time(conn, opened).spans) == len(found)
    table = table_filter(conn, typed.query)
    assert [row[0] for row in conn.execute(f"SELECT search_id FROM articles WHERE {table.where}", table.params)] == (
        sorted(found)
    )


def test_counts_and_exports_read_words_as_the_search_does(conn):
    with_forms = search(conn, SearchRequest("government", all_copies=True)).total
    exact = search(conn, SearchRequest("government", all_copies=True, exact_forms=True)).total
    assert with_forms > exact > 0
    for selection, total in ((Selection("government"), with_forms), (Selection("government", exact_forms=True), exact)):
        assert len(newest_ids(conn, open_search(conn, selection), 10_000)) == total
        assert sum(map(len, select_ids(conn, selection))) == total
