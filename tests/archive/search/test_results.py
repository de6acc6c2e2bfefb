"""The rows and texts of a hit: values as Python has them, one line, and the found words marked."""

from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.search.results import (
    END_FOUND,
    FOUND,
    OPENING_CHARACTERS,
    at_words,
    load_articles,
    make_hit,
    mark_found,
    opening_of,
)
from newsarchive.archive.search.scope import SEEK_ROWS, WALK_ROWS
from tests.archive.search.invented import an_article, fill


def search_ids(conn, *numbers):
    """The search_ids of these articles of the invented archive."""
    return [
        conn.execute("SELECT search_id FROM articles WHERE id = ?", [number + 1]).fetchone()[0] for number in numbers
    ]


def test_a_row_becomes_a_hit_with_dates_and_one_line_texts(conn):
    (row,) = load_articles(conn, "id", [8])
    hit = make_hit(row, "Zeppelin\n over", " a\t snippet ", copies=2)
    assert (hit.headline, hit.snippet, hit.copies, hit.earlier) == ("Zeppelin over", "a snippet", 2, None)
    assert (hit.published_on, hit.published_at) == (date(2020, 1, 8), datetime(2020, 1, 8, 8, tzinfo=UTC))
    assert hit.gone_at is None


def test_an_article_without_a_day_has_none(conn):
    (row,) = load_articles(conn, "search_id", search_ids(conn, 19))
    hit = make_hit(row, row["headline"], row["opening"])
    assert (hit.published_on, hit.published_at) == (None, None)


def test_only_the_articles_asked_for_are_loaded(conn):
    assert {row["id"] for row in load_articles(conn, "id", [3, 8, 99_999])} == {3, 8}
    assert load_articles(conn, "id", []) == []


def test_the_opening_is_the_standfirst_or_the_beginning_of_the_text(conn):
    rows = {row["id"]: row for row in load_articles(conn, "id", [12, 14])}
    assert rows[12]["opening"] == "A zeppelin came by"
    assert rows[14]["opening"].endswith(" so on and…")
    assert len(rows[14]["opening"]) <= OPENING_CHARACTERS + 1


@pytest.mark.parametrize("rows", [SEEK_ROWS, WALK_ROWS], ids=["seek", "walk"])
def test_the_snippet_is_of_the_body_and_of_the_standfirst_where_only_that_matches(conn, rows):
    standfirst, body, absent = search_ids(conn, 11, 13, 15)
    marked = mark_found(conn, "articles_fts", "zeppelin", [standfirst, body, absent], 10, rows)
    assert marked.keys() == {standfirst, body}
    assert marked[standfirst] == ("Report number 11", f"A {FOUND}zeppelin{END_FOUND} came by")
    assert f"The {FOUND}zeppelin{END_FOUND}, seen" in marked[body][1]


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        pytest.param("short", "short", id="not cut"),
        pytest.param("the harbour is closed", "the harbour…", id="inside a word"),
        pytest.param("the harbour: closed now", "the harbour:…", id="after punctuation"),
        pytest.param("the harb our's day", "the harb…", id="an apostrophe"),
        pytest.param("港を春まで閉鎖すると発表した。市は", "港を春まで閉鎖すると発表…", id="no spaces"),
        pytest.param("x" * 40, "x" * 12 + "…", id="no word"),
    ],
)
def test_an_opening_ends_with_a_whole_word(text, opening):
    assert opening_of(text, 12) == opening


TEXT = "The council's decision—late, they said—was “final,” wrote O’Neill in 3.5 pages … and no more"


@pytest.mark.parametrize(
    ("snippet", "shown"),
    [
        pytest.param("…s decision…", "…decision…", id="the end of a word"),
        pytest.param("The council…", "The…", id="the beginning of a word"),
        pytest.param("…was “final…", "…was “final…", id="before punctuation"),
        pytest.param("…decision—late…", "…decision—late…", id="at a dash"),
        pytest.param("…wrote O’Neill in 3…", "…wrote O’Neill in…", id="a number"),
        pytest.param("…5 pages …", "…pages…", id="the text's own dots"),
        pytest.param(f"…{FOUND}s{END_FOUND} decision…", f"…{FOUND}s{END_FOUND} decision…", id="found, so kept"),
        pytest.param("…not there…", "…not there…", id="not in the text"),
        pytest.param(TEXT, TEXT, id="whole"),
    ],
)
def test_snippets_have_whole_words(snippet, shown):
    assert at_words(snippet, TEXT) == shown


def test_snippets_of_the_index_have_whole_words(tmp_path):
    body = "It is the mayor's own zeppelin's crew's mate's " + "and the others' " * 9
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        with archive.transaction():
            fill(archive.conn, [an_article(1, body=body)])
        number = an_article(1)["search_id"]
        assert mark_found(archive.conn, "articles_fts", "zeppelin", [number], 3)[number][1] == (
            f"…own {FOUND}zeppelin{END_FOUND}'s…"
        )
