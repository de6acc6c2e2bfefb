"""Datasette's own pages of an archive: order, facets, links to articles, and column descriptions."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.schema.first_tables import TABLES
from newsarchive.archive.schema.health_tables import ALERTS, HEALTH_TABLES
from newsarchive.archive.search.totals import table_counts
from newsarchive.web.tables import FACETS, HIDDEN, article_link, column_descriptions, table_metadata


async def test_articles_are_listed_newest_first_and_link_to_their_pages(datasette, ids):
    table = (await datasette.client.get("/archive/articles.json?_shape=array")).json()
    assert [row["search_id"] for row in table] == sorted((row["search_id"] for row in table), reverse=True)
    assert len(table) == 50
    page = (await datasette.client.get("/archive/articles")).text
    assert f'<a href="/article/{ids["feature"]}">Rivertown harbour' in page


@pytest.mark.parametrize("table", ["documents", "article_versions", "revisions", "article_authors", "urls"])
async def test_other_tables_link_to_the_article(datasette, ids, table):
    column = "id" if table == "documents" else "article_id"
    page = (await datasette.client.get(f"/archive/{table}?{column}={ids['feature']}")).text
    assert f'<a href="/article/{ids["feature"]}">' in page


async def test_facets_of_the_whole_table_come_from_the_totals(datasette):
    table = (await datasette.client.get("/archive/articles.json")).json()
    outlets = table["facet_results"]["outlet"]["results"]
    assert (outlets[0]["label"], outlets[0]["count"]) == ("Rivertown Post", 67)
    assert set(table["facet_results"]) == {"outlet", "language", "source", "section", "published_on"}


async def test_facets_of_a_filtered_table_count_its_rows(datasette):
    table = (await datasette.client.get("/archive/articles.json?section=Local")).json()
    counts = {entry["value"]: entry["count"] for entry in table["facet_results"]["source"]["results"]}
    assert sum(counts.values()) == table["filtered_table_rows_count"]
    asked = (await datasette.client.get("/archive/articles.json?_facet=kind")).json()
    assert asked["facet_results"]["kind"]["results"][0]["count"] == 70


def test_every_table_is_described_or_hidden(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        counted = table_counts(archive.conn)
        names = [row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = set(counted) | set(HIDDEN)
    assert not [name for name in names if name not in known and not name.startswith(("articles_fts", "revisions_fts"))]
    assert len(column_descriptions()) == len(TABLES) + len(HEALTH_TABLES) + sum(
        "CREATE TABLE" in statement for statement in ALERTS
    )
    assert column_descriptions()["articles"]["published_on"] == "the outlet's own calendar day"


@pytest.mark.parametrize(
    ("row", "column", "table", "link"),
    [
        ({"id": 7, "headline": "Port opens"}, "headline", "articles", '<a href="/article/7">Port opens</a>'),
        (
            {"id": 7, "headline": "<b>Port</b>"},
            "headline",
            "articles",
            '<a href="/article/7">&lt;b&gt;Port&lt;/b&gt;</a>',
        ),
        ({"copy_of": {"value": 3, "label": "Port"}}, "copy_of", "articles", '<a href="/article/3">Port</a>'),
        ({"id": 7, "headline": ""}, "headline", "articles", None),
        ({"copy_of": None}, "copy_of", "articles", None),
        ({"headline": "Port opens"}, "headline", "articles", None),
        ({"id": 7, "headline": "Port opens"}, "headline", "recipes", None),
        ({"id": 7, "headline": "Port opens"}, "headline", None, None),
    ],
    ids=[
        *("headline", "markup", "foreign key", "empty headline", "no copy", "id not selected", "other table", "SQL"),
    ],
)
def test_cells_that_name_an_article_are_links(row, column, table, link):
    assert article_link(row, row[column], column, table, "/article") == link


def test_table_settings_have_descriptions_only_when_asked_for():
    described, plain = table_metadata(with_columns=True), table_metadata(with_columns=False)
    assert described["articles"]["columns"] == column_descriptions()["articles"]
    assert "columns" not in plain["articles"]
    assert plain["articles"]["facets"] == [{"totals": name} for name in FACETS]
    assert all(plain[name] == {"hidden": True} for name in HIDDEN)


def test_datasette_can_change_table_settings_without_effect_on_later_pages():
    table_metadata(with_columns=True)["articles"]["columns"].clear()
    assert table_metadata(with_columns=True)["articles"]["columns"]
