"""Addresses as questions: whatever is typed into one is a search, and what was not understood is said."""

from datetime import date

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.web.requests.search_request import MAX_PAGE, Question, read_question


def ask(**arguments) -> Question:
    return read_question(MultiParams({name: [value] for name, value in arguments.items()}))


def test_a_question_comes_back_from_its_own_address():
    from urllib.parse import parse_qs, urlsplit

    question = ask(q="storm & flood", outlet="rivertown_post", since="2016-01-01", until="2016", order="newest")
    again = read_question(MultiParams(parse_qs(urlsplit(question.address("/search")).query)))
    assert again == question


def test_the_plain_search_has_a_plain_address():
    assert ask(q="", outlet="", page="1", order="relevance").address("/search") == "/search"


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2016-12-09", date(2016, 12, 9), date(2016, 12, 9)),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
    ],
    ids=["a day", "a month", "a year"],
)
def test_days_months_and_years_are_taken(typed, first, last):
    assert ask(since=typed).since == first
    assert ask(until=typed).until == last


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
def test_what_is_not_understood_is_left_out_and_said_in_one_line(name, typed):
    question = ask(**{name: typed})
    assert question.address("/search") == "/search"
    (complaint,) = question.complaints
    assert "\n" not in complaint


def test_exchanged_days_are_put_right():
    question = ask(since="2017-01-01", until="2016-01-01")
    assert (question.since, question.until) == (date(2016, 1, 1), date(2017, 1, 1))
    assert question.complaints


def test_several_outlets_but_one_language():
    question = read_question(MultiParams({"outlet": ["a", "b", "a", ""], "language": ["en", "fr"]}))
    assert question.chosen("outlet") == ("a", "b")
    assert question.request().outlets == ("a", "b")
    assert question.request().language == "en"


def test_another_filter_begins_at_the_first_page():
    question = ask(q="storm", page="4").with_filter("language", "fr")
    assert (question.page, question.chosen("language")) == (1, ("fr",))
    assert question.with_filter("language").chosen("language") == ()


@given(
    st.dictionaries(
        st.sampled_from(["q", "outlet", "since", "until", "page", "before", "order", "copies", "versions"]), st.text()
    )
)
def test_nothing_typed_is_an_error(arguments):
    question = read_question(MultiParams({name: [value] for name, value in arguments.items()}))
    question.address("/search")
    question.request()


def test_every_copy_can_be_asked_for_and_the_address_says_so():
    question = ask(q="storm", copies="all", page="2")
    assert question.request().all_copies
    assert question.address("/search") == "/search?q=storm&copies=all&page=2"
    assert not ask(q="storm").request().all_copies


def test_earlier_versions_can_be_asked_for_and_the_address_says_so():
    question = ask(q="storm", versions="earlier", order="newest")
    assert question.address("/search") == "/search?q=storm&order=newest&versions=earlier"
    assert (question.versions, ask(q="storm").versions) == (True, False)
    assert question.with_filter("language", "fr").versions
