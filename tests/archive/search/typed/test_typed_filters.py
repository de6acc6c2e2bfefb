"""Filters typed into the search box: the values that are meant, and the nearest ones."""

import pytest

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.selection import SearchRequest
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
