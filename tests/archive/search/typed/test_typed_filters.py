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
        ("country:gb", {"country": ("gb",)}),
        ("country:UK country:france", {"country": ("gb", "fr")}),
        ('country:"united kingdom"', {"country": ("gb",)}),
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


def test_an_unknown_country_is_answered_with_what_to_write(conn):
    assert known(conn, "storm country:xq").notes == (
        "country: the archive has no country “xq”. "
        "Write the code or the name of a country with an outlet, such as fr or France.",
    )
    misspelt = known(conn, "storm country:frence")
    assert misspelt.notes == ("country: the archive has no country “frence”. The nearest: “fr”.",)
    assert [one.query for one in misspelt.suggestions] == ["storm country:fr"]
    assert search(conn, SearchRequest("country:xq")).total == 0
    # What excludes nothing leaves everything.
    everything = search(conn, SearchRequest(all_copies=True)).total
    assert search(conn, SearchRequest("-country:xq", all_copies=True)).total == everything


@pytest.mark.parametrize("words", ["", "quay ", "quay government "])
def test_a_typed_country_is_the_filter_country(conn, words):
    typed = search(conn, SearchRequest(f"{words}country:fr", page_size=200, all_copies=True))
    chosen = search(conn, SearchRequest(words, countries=("fr",), page_size=200, all_copies=True))
    assert [hit.id for hit in typed.hits] == [hit.id for hit in chosen.hits]
    assert typed.total == chosen.total
    assert typed.understood == f"{words}country:fr"
    without = search(conn, SearchRequest(f"{words}-country:fr", all_copies=True))
    everything = search(conn, SearchRequest(words, all_copies=True)) if words else None
    assert everything is None or without.total == everything.total - chosen.total
    assert {hit.outlet for hit in without.hits} <= {"rivertown_post", "hill_times"}


def test_country_and_outlet_narrow_together(conn):
    assert search(conn, SearchRequest("country:fr outlet:hill_times")).total == 0
    both = search(conn, SearchRequest("country:gb outlet:hill_times outlet:small_gazette", all_copies=True))
    assert {hit.outlet for hit in both.hits} == {"hill_times"}
    assert both.understood == "country:gb outlet:hill_times outlet:small_gazette"
    left = search(conn, SearchRequest("-country:fr -outlet:hill_times", all_copies=True))
    assert {hit.outlet for hit in left.hits} == {"rivertown_post"}
    table = table_filter(conn, "country:fr quay")
    assert table.description == "search matches quay country:fr"


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
