"""Which of some articles a selection finds: the same as a search finds among them."""

import pytest

from newsarchive.archive.search.ids.among import select_among
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import Selection


@pytest.mark.parametrize(
    "selection",
    [
        pytest.param(Selection("harbour"), id="a word"),
        pytest.param(Selection("harbour council OR zeppelin -filler"), id="several words"),
        pytest.param(Selection("har*"), id="a prefix"),
        pytest.param(Selection("東京"), id="a script without blanks"),
        pytest.param(Selection("harbour", outlets=["hill_times"], languages=["en"]), id="words and filters"),
        pytest.param(Selection("", authors=["Anna Reed"], countries=["gb"]), id="filters"),
        pytest.param(Selection("author:reed"), id="an author"),
        pytest.param(Selection("nowhere"), id="nothing"),
    ],
)
@pytest.mark.parametrize("step", [1, 7, 400])
def test_the_same_articles_are_found_as_by_a_search(conn, selection: Selection, step: int):
    tried = [row[0] for row in conn.execute("SELECT search_id FROM articles ORDER BY search_id")][::step]
    ids = [one for ids in select_ids(conn, selection) for one in ids]
    wanted = {row[0] for one in ids for row in conn.execute("SELECT search_id FROM articles WHERE id = ?", [one])}
    assert select_among(conn, selection, tried) == wanted & set(tried)


def test_no_article_and_no_word_find_nothing(conn):
    assert select_among(conn, Selection("harbour"), []) == set()
    tried = [row[0] for row in conn.execute("SELECT search_id FROM articles LIMIT 5")]
    assert select_among(conn, Selection("???"), tried) == set()
    assert select_among(conn, Selection(), tried) == set(tried)
