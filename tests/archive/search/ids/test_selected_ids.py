"""What an export selects: every filter, its edges, and lists of ids that hold few at a time."""

from datetime import date

import pytest

from newsarchive.archive.search.ids import selected_ids as module
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.errors import UsageError
from tests.archive.search.invented import ARTICLES


def selected(conn, selection):
    return [article_id for ids in select_ids(conn, selection) for article_id in ids]


@pytest.mark.parametrize(
    ("selection", "condition"),
    [
        pytest.param(Selection(outlets=("hill_times",)), "outlet = 'hill_times'", id="an outlet"),
        pytest.param(
            Selection(outlets=("hill_times", "small_gazette")), "outlet <> 'rivertown_post'", id="two outlets"
        ),
        pytest.param(
            Selection(languages=("fr", "ja"), sources=("Reuters",)),
            "language IN ('fr', 'ja') AND source = 'Reuters'",
            id="languages and a source",
        ),
        pytest.param(Selection(sections=("world",)), "section = 'world'", id="a section"),
        pytest.param(Selection(authors=("Anna Reed", "Nobody")), "authors = 'Anna Reed'", id="one of the authors"),
        pytest.param(
            Selection(since=date(2021, 5, 1), until=date(2021, 5, 2)),
            "published_on IN ('2021-05-01', '2021-05-02')",
            id="two days",
        ),
        pytest.param(Selection(since=date(2020, 1, 20), until=date(2020, 1, 20)), "id = 20", id="no day of its own"),
        pytest.param(Selection(outlets=("unknown",)), "0", id="an unknown outlet"),
        pytest.param(Selection(query="zeppelin", languages=("fr",)), "0", id="words and a filter without a match"),
    ],
)
def test_an_article_passes_when_every_filter_fits(conn, selection, condition):
    wanted = [row[0] for row in conn.execute(f"SELECT id FROM articles WHERE {condition} ORDER BY search_id DESC")]
    assert selected(conn, selection) == wanted


def test_without_filters_the_whole_archive_is_selected_in_short_lists(conn, monkeypatch):
    monkeypatch.setattr(module, "IDS_HELD", 1000)
    lists = list(select_ids(conn, EVERYTHING))
    assert [len(ids) for ids in lists] == [1000, 1000, 500]
    assert len({article_id for ids in lists for article_id in ids}) == ARTICLES


@pytest.mark.parametrize("query", ["?!", "-harbour"])
def test_words_with_nothing_to_search_for_are_an_error_that_says_why(conn, query):
    with pytest.raises(UsageError, match=r"--search .*word to search for"):
        selected(conn, Selection(query=query))
