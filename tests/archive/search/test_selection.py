"""Which selections are narrowed by a filter, and which are the whole archive."""

from datetime import date

import pytest

from newsarchive.archive.search.selection import SearchRequest, Selection


@pytest.mark.parametrize(
    ("selection", "is_whole", "has_filters"),
    [
        pytest.param(SearchRequest(order="newest", offset=20), True, False, id="nothing"),
        pytest.param(Selection(" "), True, False, id="blanks"),
        pytest.param(SearchRequest("harbour"), False, False, id="words"),
        pytest.param(SearchRequest(outlets=("a", "b")), False, True, id="two outlets"),
        pytest.param(Selection(authors=("Anna Reed",)), False, True, id="an author"),
        pytest.param(Selection(near_duplicates=("copy",)), False, True, id="near-duplicates"),
        pytest.param(Selection(until=date(2026, 1, 1)), False, True, id="a day"),
        pytest.param(Selection(article_ids=()), False, True, id="no article"),
    ],
)
def test_a_selection_knows_whether_it_is_narrowed(selection, is_whole, has_filters):
    assert (selection.is_whole_archive, selection.has_filters) == (is_whole, has_filters)
