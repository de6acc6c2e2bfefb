"""Datasette's own pages of an archive: order, facets, links to articles, and column descriptions."""

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.schema.first_tables import TABLES
from newsarchive.archive.schema.health_tables import ALERTS, HEALTH_TABLES
from newsarchive.archive.schema.split_tables import SPLITS
from newsarchive.archive.search.totals import table_counts
from newsarchive.web import tables
from newsarchive.web.tables import FACETS, HIDDEN, SORTABLE, article_link, column_descriptions, table_metadata


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


async def test_counts_of_many_rows_are_of_the_newest(datasette, monkeypatch):
    monkeypatch.setattr(tables, "COUNTED_ROWS", 5)
    found = (await datasette.client.get("/archive/articles.json?outlet=rivertown_post&_facet=kind")).json()
    kind, section = found["facet_results"]["kind"], found["facet_results"]["section"]
    assert (kind["results"][0]["count"], kind["counted_rows"]) == (5, 5)
    assert sum(value["count"] for value in section["results"]) == 5
    days = (await datasette.client.get("/archive/articles.json?_facet_date=published_at")).json()
    assert days["facet_results"]["published_at"]["counted_rows"] == 5
    page = (await datasette.client.get("/archive/articles?outlet=rivertown_post")).text
    assert "of the newest 5 rows" in page


async def test_a_facet_can_be_chosen_removed_and_hidden(datasette):
    found = (await datasette.client.get("/archive/articles.json?section=Local&_facet=kind")).json()["facet_results"]
    assert found["section"]["results"][0]["selected"]
    assert "section=Local" not in found["section"]["results"][0]["toggle_url"]
    assert found["kind"]["hideable"]
    assert "_facet=kind" not in found["kind"]["toggle_url"]
    assert not found["outlet"]["hideable"]


async def test_the_rows_of_a_table_are_counted_without_reading_them(datasette, monkeypatch):
    monkeypatch.setattr("newsarchive.web.archive_database.table_counts", lambda conn: {"bodies": 4711})
    table = (await datasette.client.get("/archive/bodies.json")).json()
    assert table["filtered_table_rows_count"] == 4711
    assert (await datasette.client.get("/archive/bodies.json?article_id=1")).json()["filtered_table_rows_count"] == 1


@pytest.mark.parametrize("table", SORTABLE)
async def test_large_tables_are_sorted_by_an_index(datasette, table):
    archive = datasette.databases["archive"]
    await datasette.invoke_startup()
    assert set(SORTABLE[table]) <= set(await archive.table_columns(table))
    for column in SORTABLE[table]:
        plan = await archive.execute(f"EXPLAIN QUERY PLAN SELECT * FROM {table} ORDER BY {column} DESC LIMIT 51")
        assert "TEMP B-TREE" not in " ".join(row["detail"] for row in plan.rows), column


def test_every_table_is_described_or_hidden(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        counted = table_counts(archive.conn)
        names = [row[0] for row in archive.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    known = set(counted) | set(HIDDEN)
    assert not [name for name in names if name not in known and not name.startswith(("articles_fts", "revisions_fts"))]
    assert len(column_descriptions()) == len(TABLES) + len(HEALTH_TABLES) + sum(
        "CREATE TABLE" in statement for statement in (*ALERTS, *SPLITS)
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
    assert plain["articles"]["facets"] == list(FACETS)
    assert all(plain[name]["hidden"] for name in HIDDEN)


def test_datasette_can_change_table_settings_without_effect_on_later_pages():
    table_metadata(with_columns=True)["articles"]["columns"].clear()
    assert table_metadata(with_columns=True)["articles"]["columns"]
