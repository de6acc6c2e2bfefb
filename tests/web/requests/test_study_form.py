"""What the pages of statistics share: their addresses, other filters, and what their filters count."""

from datetime import date

import pytest

from newsarchive.archive.search.selection import Selection
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.requests.timeline_request import TimelineForm
from newsarchive.web.requests.words_request import ConcordanceForm, WordsForm

SEARCH = SearchForm("storm", {"outlet": ("post",)}, since=date(2026, 1, 2), page=3)
FORMS = [
    TimelineForm(("storm",), SearchForm(filters={"outlet": ("post",)}, since=date(2026, 1, 2)), step="week"),
    ConcordanceForm(SEARCH, "left"),
    WordsForm(SEARCH, with_stop_words=True),
]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_other_filters_keep_all_else_and_begin_with_the_first_page(form):
    narrowed = form.narrowed(form.search.with_filter("section", "Local"))
    expected = {**dict(form.arguments()), "section": "Local"}
    expected.pop("page", None)
    assert dict(narrowed.arguments()) == expected


@pytest.mark.parametrize("form", FORMS, ids=lambda form: type(form).__name__)
def test_the_filters_count_the_articles_of_the_search(form):
    counted = form.counted()
    assert (counted.query, counted.outlets, counted.since) == ("storm", ("post",), date(2026, 1, 2))


def test_several_searches_are_counted_without_their_words():
    assert TimelineForm(("storm", "flood"), SearchForm()).counted() == Selection()


def test_an_address_without_parameters_is_the_path():
    assert WordsForm().address("/words") == "/words"
