"""Timelines read from addresses: what is not understood is refused with one sentence."""

from contextlib import suppress
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from datasette.utils import MultiParams
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.analysis.timeline_values import TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.requests.timeline_request import TimelineForm, read_timeline_form

WHOLE = TimelineForm(
    ("flood", "storm OR gale"),
    SearchForm(filters={"outlet": ("post", "wire"), "section": ("Local",)}, since=date(2026, 11, 1), exact_forms=True),
    "week",
    as_share=True,
    all_copies=False,
    split="outlet",
)


def form_of(**arguments: str | list[str]) -> TimelineForm:
    return read_timeline_form(
        MultiParams({name: [value] if isinstance(value, str) else value for name, value in arguments.items()})
    )


def test_an_address_gives_back_its_form():
    address = WHOLE.address("/timeline")
    assert read_timeline_form(MultiParams(parse_qs(urlsplit(address).query))) == WHOLE


def test_the_form_becomes_a_request():
    selection = Selection(outlets=("post", "wire"), sections=("Local",), since=date(2026, 11, 1))
    request = WHOLE.request()
    assert request.queries == WHOLE.queries
    assert (request.step, request.all_copies, request.split) == ("week", False, "outlet")
    assert [request.selection.outlets, request.selection.since] == [selection.outlets, selection.since]
    assert request.selection.exact_forms
    assert TimelineForm().request().queries == ("",)
    assert isinstance(request, TimelineRequest)


def test_what_only_search_pages_have_is_ignored():
    assert form_of(q="flood", order="newest", page="7", before="12", versions="earlier").address("/timeline") == (
        "/timeline?q=flood"
    )


def test_a_number_leads_to_its_articles():
    search = WHOLE.search_of("flood", date(2026, 11, 2), date(2026, 11, 8), "wire")
    assert search.address("/search") == (
        "/search?q=flood&outlet=wire&section=Local&since=2026-11-02&until=2026-11-08&forms=exact"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"by": "hour"}, "by=hour is not a known value. Use day, week, month, year."),
        ({"measure": "much"}, "measure=much is not a known value. Use articles, share."),
        ({"split": "planet"}, "split=planet is not a known value. Use outlet, country."),
        ({"copies": "some"}, "copies=some is not a known value. Use all, once."),
        ({"since": "banana"}, "since=banana is not a valid date. Use YYYY-MM-DD."),
        ({"since": "2027", "until": "2026"}, "since=2027-01-01 is later than until=2026-12-31. Swap the two dates."),
        ({"kind": "poem"}, "kind=poem is not a known value. Use article, liveblog, gallery, video."),
        ({"q": list("abcdef")}, "At most 5 searches can be compared."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_not_understood_is_refused(arguments, sentence: str):
    with pytest.raises(UsageError) as refused:
        form_of(**arguments)
    assert str(refused.value) == sentence


@given(st.dictionaries(st.sampled_from(["q", "by", "measure", "split", "outlet", "since"]), st.lists(st.text())))
def test_every_address_is_a_timeline_or_refused(arguments: dict[str, list[str]]):
    with suppress(UsageError):
        read_timeline_form(MultiParams({name: values for name, values in arguments.items() if values})).request()
