"""Did you mean: other queries for what was not found."""

import pytest

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.query import LOWER_CASE
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.suggestions import ANY_OF_THEM, DID_YOU_MEAN, WITHOUT_QUOTES
from newsarchive.archive.search.version_search import search_versions
from tests.archive.wordy import open_archive


@pytest.fixture(scope="module")
def wordy(tmp_path_factory):
    with open_archive(tmp_path_factory.mktemp("suggestions") / "archive.db") as archive:
        yield archive.conn


def suggested(conn, text, **options):
    return [(one.reason, one.query) for one in search(conn, SearchRequest(text, **options)).suggestions]


@pytest.mark.parametrize(
    ("typed", "query"),
    [
        pytest.param("govermnent", "government", id="a word"),
        pytest.param("quay govermnent -lamp", "quay government -lamp", id="one word of several"),
        pytest.param("headline:govermnent", "headline:government", id="in the headline"),
        pytest.param('"the govermnent spoke"', '"the government spoke"', id="in a phrase"),
        pytest.param("govermnent outlet:hill_times", "government outlet:hill_times", id="with a filter"),
        pytest.param("coastallamp", "coastal lamp", id="without a space"),
        pytest.param("quay OR govermnent", "quay OR government", id="although another word was found"),
    ],
)
def test_a_misspelt_word_is_put_right_in_the_whole_query(wordy, typed, query):
    assert (DID_YOU_MEAN, query) in suggested(wordy, typed)


def test_words_that_are_right_have_no_suggestion(wordy):
    assert suggested(wordy, "quay lamp") == []
    assert suggested(wordy, "=govermnent") == []


def test_words_that_never_meet(wordy):
    assert suggested(wordy, "quay government") == [(ANY_OF_THEM, "quay OR government")]


def test_a_phrase_in_another_order(wordy):
    assert suggested(wordy, '"lamp quay"') == [(WITHOUT_QUOTES, "lamp quay")]


def test_operators_in_lower_case(wordy):
    ((reason, query),) = suggested(wordy, "quay or government")[:1]
    assert (reason, query) == (LOWER_CASE.format("“or”"), "quay OR government")


def test_earlier_versions_have_suggestions_too(wordy):
    assert search_versions(wordy, SearchRequest("govermnent")).suggestions
