"""Searches read from addresses: no address is an error, and a value that is not understood gets a warning."""

from datetime import date

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.web.requests.search_request import MAX_PAGE, SearchForm, read_search_form, unknown_outlets


def form_of(**arguments) -> SearchForm:
    return read_search_form(MultiParams({name: [value] for name, value in arguments.items()}))


def test_an_address_gives_back_its_form():
    from urllib.parse import parse_qs, urlsplit

    form = form_of(q="storm & flood", outlet="rivertown_post", since="2016-01-01", until="2016", order="newest")
    again = read_search_form(MultiParams(parse_qs(urlsplit(form.address("/search")).query)))
    assert again == form


def test_the_plain_search_has_a_plain_address():
    assert form_of(q="", outlet="", page="1", order="relevance").address("/search") == "/search"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016-12-09", date(2016, 12, 9), date(2016, 12, 9)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
    ],
    ids=["a day", "a month", "a year"],
)
def test_days_months_and_years_are_accepted(typed, first, last):
    assert form_of(since=typed).since == first
    assert form_of(until=typed).until == last


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("since", "banana"),
        ("since", "2016-02-30"),
        ("since", "0000"),
        ("until", "2016-13"),
        ("until", "²⁰¹⁶"),
        ("page", "abc"),
        ("page", "0"),
        ("page", "-1"),
        ("page", "99999999999999999999"),
        ("page", str(MAX_PAGE + 1)),
        ("order", "sideways"),
        ("copies", "some"),
        ("versions", "2"),
        ("before", "1; DROP TABLE articles"),
        ("before", "9" * 30),
    ],
)
def test_a_value_that_is_not_understood_is_ignored_with_a_warning_of_one_line(name, typed):
    form = form_of(**{name: typed})
    assert form.address("/search") == "/search"
    (warning,) = form.warnings
    assert "\n" not in warning


def test_swapped_days_are_corrected():
    form = form_of(since="2017-01-01", until="2016-01-01")
    assert (form.since, form.until) == (date(2016, 1, 1), date(2017, 1, 1))
    assert form.warnings


def test_a_page_may_have_more_parameters():
    assert read_search_form(MultiParams({"find": ["post"]}), ("find",)).warnings == ()


def test_pages_oldest_first_begin_after_a_position():
    form = form_of(order="oldest", after="17", q="storm")
    assert (form.request().order, form.request().after) == ("oldest", 17)
    assert form.address("/search") == "/search?q=storm&order=oldest&after=17"
    assert form_of(order="oldest").address("/search") == "/search?order=oldest"
    assert form_of(order="newest").address("/search") == "/search"
    assert form.first_page.after is None


def test_a_filter_takes_several_values():
    form = read_search_form(MultiParams({"outlet": ["a", "b", "a", ""], "language": ["en", "fr"], "country": ["gb"]}))
    assert form.chosen("outlet") == ("a", "b")
    request = form.request()
    assert (request.outlets, request.languages, request.countries) == (("a", "b"), ("en", "fr"), ("gb",))


def test_a_value_that_a_filter_cannot_have_is_left_out_with_a_warning():
    form = read_search_form(MultiParams({"near_duplicates": ["copy", "clone"]}))
    assert form.request().near_duplicates == ("copy",)
    assert form.warnings == ("near_duplicates=clone is not a known value. Use none, first, copy.",)


def test_a_new_filter_starts_at_the_first_page():
    form = form_of(q="storm", page="4").with_filter("language", "fr")
    assert (form.page, form.chosen("language")) == (1, ("fr",))
    assert form.with_filter("language").chosen("language") == ()


@given(
    st.dictionaries(
        st.sampled_from(["q", "outlet", "since", "until", "page", "before", "order", "copies", "versions"]), st.text()
    )
)
def test_no_value_is_an_error(arguments):
    form = read_search_form(MultiParams({name: [value] for name, value in arguments.items()}))
    form.address("/search")
    form.request()


def test_all_copies_can_be_asked_for():
    form = form_of(q="storm", copies="all", page="2")
    assert form.request().all_copies
    assert form.address("/search") == "/search?q=storm&copies=all&page=2"
    assert not form_of(q="storm").request().all_copies


def test_earlier_versions_can_be_asked_for():
    form = form_of(q="storm", versions="earlier", order="newest")
    assert form.address("/search") == "/search?q=storm&order=newest&versions=earlier"
    assert (form.versions, form_of(q="storm").versions) == (True, False)
    assert form.with_filter("language", "fr").versions


@pytest.mark.parametrize(
    ("arguments", "warning"),
    [
        ({"since": "2026-13-01"}, "since=2026-13-01 is not a valid date. Use YYYY-MM-DD."),
        ({"order": "sideways"}, "order=sideways is not a known order. Use relevance, newest, oldest."),
        ({"page": "0"}, "page=0 is not a page from 1 to 100. Leave it out for the first page."),
        ({"before": "x"}, "before=x is not a position in this list. Leave it out for the first page."),
        ({"copies": "some"}, "copies=some is not a known value. Use copies=all."),
        ({"versions": "2"}, "versions=2 is not a known value. Use versions=earlier."),
        ({"forms": "all"}, "forms=all is not a known value. Use forms=exact."),
        (
            {"since": "2026-02-01", "until": "2026-01-01"},
            "since=2026-02-01 is later than until=2026-01-01. Swap the two dates.",
        ),
        ({"outlett": "x"}, "outlett is not a parameter of this page. Did you mean outlet?"),
        (
            {"size": "5"},
            "size is not a parameter of this page. Use q, outlet, country, set, language, source, section, author, "
            "kind, completeness, near_duplicates, collection, tag, archive, since, until, order, copies, versions, "
            "forms, page, before, after.",
        ),
    ],
    ids=[
        "day",
        "order",
        "page",
        "position",
        "copies",
        "versions",
        "forms",
        "swapped days",
        "mistyped name",
        "unknown name",
    ],
)
def test_a_warning_says_what_is_wrong_and_what_to_do(arguments, warning):
    assert form_of(**arguments).warnings == (warning,)


def test_a_warning_quotes_the_beginning_of_a_long_value():
    (warning,) = form_of(order="x" * 100).warnings
    assert warning.startswith("order=" + "x" * 40 + " is not")


@pytest.mark.parametrize(
    ("typed", "warnings"),
    [
        pytest.param("rivertown_post", [], id="known"),
        pytest.param(
            "rivertwn_post",
            ["outlet=rivertwn_post is not an outlet of this archive. Did you mean rivertown_post?"],
            id="mistyped",
        ),
        pytest.param(
            "x" * 5000, [f"outlet={'x' * 40} is not an outlet of this archive. Choose one from the list."], id="endless"
        ),
        pytest.param("", [], id="none"),
    ],
)
def test_an_unknown_outlet_gets_a_warning(typed, warnings):
    assert unknown_outlets(form_of(outlet=typed), ["rivertown_post", "harbour_news"]) == warnings
