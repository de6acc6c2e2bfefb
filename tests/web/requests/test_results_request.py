"""Addresses of files: how many results, and from where on."""

import pytest
from datasette.utils import MultiParams

from newsarchive.archive.search.results import PageOfIds
from newsarchive.web.requests.results_request import ResultsForm, read_results_form
from newsarchive.web.requests.search_request import SearchForm


def form_of(**arguments) -> ResultsForm:
    return read_results_form(MultiParams({name: [value] for name, value in arguments.items()}))


def test_an_address_gives_back_its_form():
    form = form_of(q="storm", limit="50", offset="100")
    assert (form.search.words, form.limit, form.offset, form.search.warnings) == ("storm", 50, 100, ())
    assert form.address("/search.csv") == "/search.csv?q=storm&limit=50&offset=100"
    assert form_of(q="storm").address("/search.csv") == "/search.csv?q=storm"


@pytest.mark.parametrize(
    ("page", "address"),
    [
        (PageOfIds([1], next_offset=70), "/search.csv?q=storm&limit=10&offset=70"),
        (PageOfIds([1], next_before=5), "/search.csv?q=storm&before=5&limit=10"),
        (PageOfIds([1], next_after=-5), "/search.csv?q=storm&after=-5&limit=10"),
    ],
    ids=["ranked", "newest first", "oldest first"],
)
def test_the_next_results_begin_where_these_end(page, address):
    form = ResultsForm(SearchForm("storm", before=9), limit=10, offset=60)
    assert form.following(page).address("/search.csv") == address
    assert form.following(PageOfIds([1])) is None


@pytest.mark.parametrize(
    "arguments", [{"limit": "0"}, {"limit": "-1"}, {"limit": "x"}, {"limit": "10001"}, {"offset": "²"}, {"page": "2"}]
)
def test_what_is_wrong_gets_one_warning(arguments):
    form = form_of(**arguments)
    assert (len(form.search.warnings), form.limit, form.offset, form.search.page) == (1, None, 0, 1)
