"""Addresses of the pages about words: what is not understood is refused with one sentence."""

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from datasette.utils import MultiParams

from newsarchive.archive.search.selection import Selection
from newsarchive.errors import UsageError
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.requests.words_request import (
    ConcordanceForm,
    WordsForm,
    read_concordance_form,
    read_words_form,
)

SEARCH = SearchForm("flood", {"outlet": ("post",)}, since=date(2026, 11, 1), order="newest", before=17)


def arguments(address: str) -> MultiParams:
    return MultiParams(parse_qs(urlsplit(address).query))


def test_an_address_gives_back_its_form():
    lines, words = ConcordanceForm(SEARCH, "left"), WordsForm(SEARCH, with_stop_words=True)
    assert read_concordance_form(arguments(lines.address("/concordance"))) == lines
    assert read_words_form(arguments(words.address("/words"))) == words
    assert ConcordanceForm().address("/concordance") == "/concordance"
    assert WordsForm().address("/words") == "/words"


def test_the_search_becomes_a_selection():
    selection = WordsForm(SEARCH).counted()
    assert isinstance(selection, Selection)
    assert (selection.query, selection.outlets, selection.since) == ("flood", ("post",), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("read", "query", "sentence"),
    [
        (read_concordance_form, "?lines=up", "lines=up is not a known order. Use results, left, right."),
        (read_words_form, "?stop_words=no", "stop_words=no is not a known value. Use shown or hidden."),
        (read_concordance_form, "?page=0", "page=0 is not a page from 1 to 100."),
        (read_words_form, "?since=x", "since=x is not a valid date. Use YYYY-MM-DD."),
        (read_concordance_form, "?versions=earlier", "versions=earlier is not possible here."),
    ],
)
def test_what_is_not_understood_is_refused(read, query: str, sentence: str):
    with pytest.raises(UsageError) as refused:
        read(arguments(query))
    assert str(refused.value).startswith(sentence)
