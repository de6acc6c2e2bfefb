"""Saved queries: every one runs, and the guide to the schema shows the same statements."""

from html import unescape
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.web.datasette_pages.saved_queries import SAVED_QUERIES, SavedQuery, saved_query_metadata
from tests.web.support import get, text_of

GUIDE = (Path(__file__).resolve().parents[3] / "docs" / "schema.md").read_text(encoding="utf-8")


def test_an_example_has_values_instead_of_parameters():
    query = SavedQuery("q", "Q", "", "SELECT :outlet, escape_fts(:words)", {"outlet": "it's", "words": "flood"})
    assert query.example == "SELECT 'it''s', 'flood'"


@pytest.mark.parametrize("query", SAVED_QUERIES, ids=lambda query: query.name)
def test_the_guide_shows_the_query_and_every_sqlite_tool_runs_it(query, archive_path):
    assert f"```sql\n{query.example}\n```" in GUIDE
    with Archive.open(archive_path) as archive:
        archive.conn.execute(query.example).fetchall()


def test_the_guide_shows_no_other_query():
    assert GUIDE.count("```sql\n") == len(SAVED_QUERIES)


@pytest.mark.parametrize("query", SAVED_QUERIES, ids=lambda query: query.name)
async def test_a_saved_query_runs_with_and_without_values(datasette, query):
    page = unescape(text_of((await get(datasette, f"/archive/{query.name}")).text))
    assert query.title in page
    assert query.description in page
    values = {"outlet": "rivertown_post", "words": '"until the" spring'}
    found = (await get(datasette, f"/archive/{query.name}.json", params=values)).json()
    assert found["ok"]
    if query.name != "not_stored":
        assert found["rows"]


async def test_odd_words_give_no_error(datasette):
    for words in ("", '"', "NEAR(", "*", "-x", "a\x00b"):
        await get(datasette, "/archive/articles_about.json", params={"words": words})


async def test_the_page_of_the_database_lists_them(datasette):
    page = unescape(text_of((await get(datasette, "/archive")).text))
    assert all(query.title in page and query.description in page for query in SAVED_QUERIES)


def test_datasette_may_change_them():
    saved_query_metadata()["credits"].clear()
    assert saved_query_metadata()["credits"]["title"]
