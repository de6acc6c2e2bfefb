"""What the search page says and links to."""

from datetime import date

import pytest

from newsarchive.archive.search.facets import Facets
from newsarchive.archive.search.histogram import Histogram, TimeSpan
from newsarchive.archive.search.results import SearchResult
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.searching.search_view import SearchPageData, SearchView, next_page, page_title, previous_page


def a_result(total=0, *, is_capped=False, is_ranked=True, **facts) -> SearchResult:
    return SearchResult((), total, is_capped=is_capped, is_ranked=is_ranked, understood="", **facts)


def view_of(form=None, result=None, problems=None, **data) -> SearchView:
    page_data = SearchPageData(result or a_result(), {}, **data)
    return SearchView(form or SearchForm("port"), page_data, "/search", problems)


@pytest.mark.parametrize(
    ("form", "following", "previous"),
    [
        (SearchForm("port"), SearchForm("port", page=2), None),
        (SearchForm("port", page=3), SearchForm("port", page=4), SearchForm("port", page=2)),
    ],
    ids=["first page", "third page"],
)
def test_pages_by_relevance_are_numbered(form, following, previous):
    assert next_page(form, a_result(next_offset=20)) == following
    assert previous_page(form) == previous


def test_pages_by_date_continue_from_a_position_and_go_back_to_the_first():
    form = SearchForm("port", order="newest", before=90)
    assert next_page(form, a_result(next_before=70)) == SearchForm("port", order="newest", before=70)
    assert previous_page(form) == SearchForm("port", order="newest")
    assert next_page(form, a_result()) is None
    oldest = SearchForm("port", order="oldest", after=3)
    assert next_page(oldest, a_result(next_after=7)) == SearchForm("port", order="oldest", after=7)
    assert previous_page(oldest) == SearchForm("port", order="oldest")


def test_after_the_ranked_pages_the_others_follow():
    assert next_page(SearchForm("port", page=10), a_result(next_before=99)) == SearchForm("port", before=99)


@pytest.mark.parametrize(
    ("form", "title"),
    [
        (SearchForm("port"), "port"),
        (SearchForm(filters={"language": ("en",)}), "Filtered articles"),
        (SearchForm(), "All articles"),
    ],
    ids=["words", "filter", "nothing"],
)
def test_the_title_names_the_search(form, title):
    assert page_title(form) == title


FILTERED = {"language": ("en",)}


@pytest.mark.parametrize(
    ("form", "total", "message"),
    [
        (SearchForm("port", page=9), 3, "There are no more results."),
        (SearchForm("port", FILTERED), 0, "Remove a filter, or try fewer words."),
        (
            SearchForm("port"),
            0,
            "Try fewer words, another spelling, or the first letters of a word followed by *.",
        ),
        (SearchForm(filters=FILTERED), 0, "Remove a filter to find more articles."),
        (SearchForm(), 0, "The archive has no articles yet."),
        (SearchForm(versions=True), 0, ""),
    ],
    ids=["after the last page", "words and filter", "words", "filter", "empty archive", "versions without words"],
)
def test_an_empty_page_says_what_to_do(form, total, message):
    assert view_of(form, a_result(total)).empty_message() == message


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (a_result(200), None),
        (a_result(201), "The best 200 come first, then all others, newest first."),
        (a_result(201, is_ranked=False), None),
        (a_result(10_000, is_capped=True), "The best 200 come first, then all others, newest first."),
    ],
)
def test_the_first_page_says_where_the_ranking_ends(result, line):
    assert view_of(result=result).order_line() == line


def test_orders_are_those_that_make_sense():
    labels = [order["label"] for order in view_of().sort_orders()]
    assert labels == ["best match", "newest first", "oldest first"]
    without_words = view_of(SearchForm(filters=FILTERED)).sort_orders()
    assert [(order["label"], order["is_current"]) for order in without_words] == [
        ("newest first", True),
        ("oldest first", False),
    ]
    assert without_words[1]["href"] == "/search?language=en&order=oldest"


@pytest.mark.parametrize(
    ("capped", "note"),
    [
        ({}, None),
        ({"kind": 10_000}, "Some filters are counted in the newest 10,000 results."),
        ({"kind": 8_437, "outlet": 8_437}, "Counted in the newest 8,437 results."),
        ({"kind": 8_437, "outlet": 10_000}, "Counted in the newest 8,437 to 10,000 results."),
    ],
)
def test_a_note_says_what_was_counted(capped, note):
    facets = Facets({"kind": (), "outlet": ()}, capped)
    assert view_of(facets=facets).filter_note() == note


def test_a_histogram_of_one_stretch_is_left_out():
    one = TimeSpan(date(2026, 1, 1), date(2026, 1, 1), 3)
    assert view_of(histogram=Histogram("day", (one,))).histogram() is None
    assert view_of(histogram=Histogram("day", (one, one))).histogram() is not None


def test_a_histogram_that_counted_everything_says_how_many_there_are():
    capped = a_result(10_000, is_capped=True)
    span = TimeSpan(date(2026, 1, 1), date(2026, 1, 31), 28_000)
    whole = Histogram("month", (span, span))
    assert view_of(result=capped).result_line() == "10,000+ articles"
    assert view_of(result=capped, histogram=whole).result_line() == "56,000 articles"
    cut = Histogram("month", (TimeSpan(date(2025, 12, 1), date(2025, 12, 31), None), span))
    assert view_of(result=capped, histogram=cut).result_line() == "10,000+ articles"
    narrowed = SearchForm("port", since=date(2026, 1, 1))
    assert view_of(narrowed, capped, histogram=whole).result_line() == "10,000+ articles"


def test_files_have_all_copies_as_the_page_counts_them():
    context = view_of(SearchForm("port", page=2), a_result(3, next_offset=40)).context()
    assert [file["href"] for file in context["files"]] == [
        "/search.csv?q=port&copies=all",
        "/search.json?q=port&copies=all",
        "/search.jsonl?q=port&copies=all",
    ]
    assert context["formats"]["atom"] == "/search.atom?q=port"
    assert view_of(SearchForm("port", versions=True)).files()[0]["href"] == "/search.csv?q=port&versions=earlier"


def test_with_problems_nothing_was_searched():
    view = view_of(problems=["since=x is not a valid date."])
    assert view.result_line() == "Nothing was searched"
    assert view.filter_note() is None
