"""Lists of changes read from addresses: no address is an error, and a value not understood gets a warning."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.search.change_list import ListPosition
from newsarchive.web.requests.changes_request import ChangesForm, read_changes_form

WHOLE = ChangesForm(
    outlets=("post", "wire"),
    kinds=("headline", "shortened"),
    whose="all",
    since=date(2026, 11, 1),
    until=date(2026, 11, 20),
    before=ListPosition("2026-11-20T07:00:00Z", 17, 2),
)


def form_of(**arguments: str | list[str]) -> ChangesForm:
    return read_changes_form(
        MultiParams({name: [value] if isinstance(value, str) else value for name, value in arguments.items()})
    )


def test_an_address_gives_back_its_form():
    address = WHOLE.address("/changes")
    assert address.endswith("&before=2026-11-20T07:00:00Z.17.2")
    assert read_changes_form(MultiParams(parse_qs(urlsplit(address).query))) == WHOLE


def test_the_plain_list_has_a_plain_address():
    assert form_of(outlet="", kind="", whose="outlet", since="").address("/changes") == "/changes"


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
def test_a_value_that_is_not_understood_is_ignored_with_a_warning_of_one_line(name: str, typed: str):
    form = form_of(**{name: typed})
    assert form.address("/changes") == "/changes"
    (warning,) = form.warnings
    assert "\n" not in warning


def test_swapped_days_are_corrected():
    form = form_of(since="2017-01-01", until="2016-01-01")
    assert (form.since, form.until) == (date(2016, 1, 1), date(2017, 1, 1))
    assert form.warnings


@given(st.dictionaries(st.sampled_from(["outlet", "kind", "whose", "since", "until", "before"]), st.lists(st.text())))
def test_no_value_is_an_error(arguments: dict[str, list[str]]):
    read_changes_form(MultiParams({name: values for name, values in arguments.items() if values})).request()
