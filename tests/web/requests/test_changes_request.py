"""Addresses of the list of changes: whatever is typed into one is a question, and what was not understood is said."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.search.change_list import ListPosition
from newsarchive.web.requests.changes_request import ChangesQuestion, read_changes_question

WHOLE = ChangesQuestion(
    outlets=("post", "wire"),
    kinds=("headline", "shortened"),
    whose="all",
    since=date(2026, 11, 1),
    until=date(2026, 11, 20),
    before=ListPosition("2026-11-20T07:00:00Z", 17, 2),
)


def ask(**arguments: str | list[str]) -> ChangesQuestion:
    return read_changes_question(
        MultiParams({name: [value] if isinstance(value, str) else value for name, value in arguments.items()})
    )


def test_a_question_comes_back_from_its_own_address():
    address = WHOLE.address("/changes")
    assert address.endswith("&before=2026-11-20T07:00:00Z.17.2")
    assert read_changes_question(MultiParams(parse_qs(urlsplit(address).query))) == WHOLE


def test_the_plain_list_has_a_plain_address():
    assert ask(outlet="", kind="", whose="outlet", since="").address("/changes") == "/changes"


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("since", "banana"),
        ("until", "2016-13"),
        ("kind", "improved"),
        ("whose", "mine"),
        ("before", "1; DROP TABLE revisions"),
        ("before", "2026-11-20T07:00:00Z.17"),
        ("before", "2026-11-20T07:00:00Z." + "9" * 30 + ".1"),
    ],
)
def test_what_is_not_understood_is_left_out_and_said_in_one_line(name: str, typed: str):
    question = ask(**{name: typed})
    assert question.address("/changes") == "/changes"
    (complaint,) = question.complaints
    assert "\n" not in complaint


def test_exchanged_days_are_put_right():
    question = ask(since="2017-01-01", until="2016-01-01")
    assert (question.since, question.until) == (date(2016, 1, 1), date(2017, 1, 1))
    assert question.complaints


@given(st.dictionaries(st.sampled_from(["outlet", "kind", "whose", "since", "until", "before"]), st.lists(st.text())))
def test_nothing_that_is_typed_is_an_error(arguments: dict[str, list[str]]):
    read_changes_question(MultiParams({name: values for name, values in arguments.items() if values})).request()
