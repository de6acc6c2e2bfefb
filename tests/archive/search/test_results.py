"""The rows and texts of a hit: values as Python has them, one line, and the found words marked."""

from datetime import UTC, date, datetime

import pytest

from newsarchive.archive.search.results import END_FOUND, FOUND, OPENING_CHARACTERS, load_articles, make_hit, mark_found
from newsarchive.archive.search.scope import SEEK_ROWS, WALK_ROWS


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
    assert len(rows[14]["opening"]) == OPENING_CHARACTERS


@pytest.mark.parametrize("rows", [SEEK_ROWS, WALK_ROWS], ids=["seek", "walk"])
def test_the_snippet_is_of_the_body_and_of_the_standfirst_where_only_that_matches(conn, rows):
    standfirst, body, absent = search_ids(conn, 11, 13, 15)
    marked = mark_found(conn, "articles_fts", "zeppelin", [standfirst, body, absent], 10, rows)
    assert marked.keys() == {standfirst, body}
    assert marked[standfirst] == ("Report number 11", f"A {FOUND}zeppelin{END_FOUND} came by")
    assert f"The {FOUND}zeppelin{END_FOUND}, seen" in marked[body][1]
