"""The plugin in different Datasettes: with one archive, other databases beside it, several archives, or none."""

import json
import sqlite3
from pathlib import Path

from click.testing import CliRunner
from datasette.app import Datasette
from datasette.cli import cli

from newsarchive.archive.database import Archive
from newsarchive.web.serve import SETTINGS
from tests.web.support import get

ROOT = Path(__file__).resolve().parent.parent.parent


def another_database(path: Path, *tables: str) -> str:
    with sqlite3.connect(path) as conn:
        for table in tables or ("articles",):
            conn.execute(f'CREATE TABLE "{table}" (id INTEGER PRIMARY KEY, headline TEXT, body TEXT)')
            conn.execute(f'INSERT INTO "{table}" (headline) VALUES (?)', ["Somebody else's headline"])
    conn.close()
    return str(path)


def run_datasette(*arguments: str) -> str:
    """What the `datasette` command prints for one address."""
    result = CliRunner().invoke(cli, ["serve", *arguments], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_plain_datasette_of_one_file_shows_our_home(archive_path):
    assert "Articles per " in run_datasette(str(archive_path), "--get", "/")


def test_plain_datasette_of_the_checkout_shows_our_home(archive_path, tmp_path):
    for name in ("metadata.yaml", "settings.json"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    with sqlite3.connect(archive_path) as original, sqlite3.connect(tmp_path / "archive.db") as copy:
        original.backup(copy)
    assert "<h1>News archive</h1>" in run_datasette(str(tmp_path), "--get", "/")
    settings = json.loads(run_datasette(str(tmp_path), "--get", "/-/settings.json"))
    assert {name: settings[name] for name in SETTINGS} == dict(SETTINGS)


def test_serve_and_settings_json_have_the_same_settings():
    assert json.loads((ROOT / "settings.json").read_text()) == dict(SETTINGS)


async def test_only_a_file_that_is_mapped_as_a_whole_is_mapped_into_memory(archive_path, monkeypatch):
    async def mapped() -> int:
        datasette = Datasette([str(archive_path)])
        await datasette.invoke_startup()
        return await datasette.get_database("archive").execute_fn(
            lambda conn: conn.execute("PRAGMA mmap_size").fetchone()[0]
        )

    assert await mapped() >= archive_path.stat().st_size
    monkeypatch.setattr("newsarchive.web.plugin.MOST_MAPPED_BYTES", archive_path.stat().st_size - 1)
    assert await mapped() == 0


async def test_a_datasette_without_an_archive_is_not_changed(tmp_path):
    names = ("search", "article")
    plain = Datasette([another_database(tmp_path / f"{name}.db", "5", "articles") for name in names])
    home = await plain.client.get("/")
    assert "Articles per " not in home.text
    assert "content-security-policy" not in home.headers
    assert "referrer-policy" not in home.headers
    assert "Somebody else" in (await plain.client.get("/search/articles")).text
    assert "Somebody else" in (await plain.client.get("/article/5")).text
    assert "Somebody else" in (await plain.client.get("/article/5/1")).text
    assert (await plain.client.get("/search.json")).json()["database"] == "search"
    table = (await plain.client.get("/search/articles")).text
    assert "tables.css" not in table
    assert 'href="/article/' not in table
    assert (await plain.client.get("/-/databases.json")).json()[0]["path"].startswith(str(tmp_path))
    assert "Somebody else" in (await plain.client.get("/search/articles?_search=nothing")).text
    missing = await plain.client.get("/nosuch")
    assert "Page not found" not in missing.text


async def test_another_database_beside_the_archive_is_not_changed(archive_path, tmp_path):
    both = Datasette([str(archive_path), another_database(tmp_path / "recipes.db")])
    home = await both.client.get("/")
    assert "Articles per " in home.text
    assert 'href="/recipes"' in home.text
    theirs = await both.client.get("/recipes/articles")
    assert "Somebody else" in theirs.text
    assert "content-security-policy" not in theirs.headers
    assert "tables.css" not in theirs.text
    assert 'href="/article/' not in theirs.text
    ours = await both.client.get("/archive/articles")
    assert "content-security-policy" in ours.headers
    assert "Page not found" not in (await both.client.get("/recipes/nosuch")).text


async def test_a_database_with_the_name_of_a_page_keeps_its_address(archive_path, tmp_path):
    both = Datasette([str(archive_path), another_database(tmp_path / "search.db")])
    assert "Somebody else" in (await both.client.get("/search/articles")).text
    assert (await both.client.get("/search.json")).json()["database"] == "search"


async def test_two_archives_are_shown_as_one(archive_path, tmp_path):
    Archive.open(tmp_path / "second.db", write=True).close()
    two = Datasette([str(archive_path), str(tmp_path / "second.db")])
    assert 'href="/search?archive=second"' in (await two.client.get("/")).text
    assert (await two.client.get("/archive/articles")).status_code == 200


async def test_damaged_and_empty_files_are_ignored(archive_path, tmp_path):
    (tmp_path / "torn.db").write_bytes(b"SQLite format 3\0" + b"\xff" * 5000)
    (tmp_path / "empty.db").write_bytes(b"")
    beside = Datasette([str(archive_path), str(tmp_path / "empty.db")])
    assert "Articles per " in (await beside.client.get("/")).text
    alone = Datasette([str(tmp_path / "torn.db")])
    assert "Articles per " not in (await alone.client.get("/-/versions")).text


async def test_an_archive_with_another_schema_is_ignored(archive_path, tmp_path):
    path = tmp_path / "newer.db"
    Archive.open(path, write=True).close()
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA user_version = 999")
    assert "Articles per " not in (await Datasette([str(path)]).client.get("/")).text


async def test_search_on_the_table_uses_our_index_and_syntax(datasette, ids):
    page = (await datasette.client.get("/archive/articles?_search=summer")).text
    assert "1 row" in page
    assert 'name="_search" value="summer"' in page
    chinese = (await datasette.client.get("/archive/articles.json?_search=北京&_shape=array")).json()
    assert [row["id"] for row in chinese] == [ids["japanese"]]
    for odd in ('"', "NEAR(", "*", ")", "-x"):
        answer = await datasette.client.get("/archive/articles", params={"_search": odd})
        assert answer.status_code == 200, odd


async def test_tables_are_counted_without_reading_them(datasette):
    listed = {table["name"]: table for table in (await datasette.client.get("/archive.json")).json()["tables"]}
    assert listed["articles"]["count"] == listed["bodies"]["count"] == 70
    assert listed["bodies"]["hidden"]
    assert not listed["articles"]["hidden"]


async def test_escape_fts_reads_our_search_syntax(datasette, ids):
    sql = "select rowid from articles_fts where articles_fts match escape_fts(:words)"
    answer = await datasette.client.get("/archive.json", params={"sql": sql, "words": "北京", "_shape": "array"})
    assert len(answer.json()) == 1
    odd = await datasette.client.get("/archive.json", params={"sql": sql, "words": '"((', "_shape": "array"})
    assert odd.json() == []


async def test_the_policy_of_datasettes_pages_can_be_set(archive_path):
    metadata = {"plugins": {"newsarchive": {"content_security_policy": "default-src 'self'"}}}
    open_one = Datasette([str(archive_path)], metadata=metadata)
    assert (await open_one.client.get("/archive")).headers["content-security-policy"] == "default-src 'self'"
    assert "default-src 'none'" in (await open_one.client.get("/")).headers["content-security-policy"]


async def test_base_url_is_in_every_address(archive_path, ids):
    datasette = Datasette([str(archive_path)], settings={"base_url": "/news/"})
    page = (await get(datasette, "/")).text
    assert f'href="/news/article/{ids["feature"]}"' in page
    assert 'href="/news/-/newsarchive/style.css?' in page
    found = await get(datasette, "/search?q=harbour")
    assert "default-src 'none'; style-src 'self'" in found.headers["content-security-policy"]
    table = (await get(datasette, "/archive/articles")).text
    assert 'href="/news/-/newsarchive/tables.css?' in table
