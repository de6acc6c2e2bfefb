"""Which databases are archives, and how pages read them: within a time limit, and with a clear error."""

import sqlite3

import pytest
from datasette.app import Datasette

from newsarchive.archive.database import Archive
from newsarchive.web.databases import (
    MAX_ID,
    QueryTooSlow,
    ShownArchives,
    article_not_found,
    find_archives,
    is_archive,
    is_archive_connection,
    known_archives,
    other_databases,
    run_query,
    shown_archives,
)

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def plain_database(path) -> str:
    with sqlite3.connect(path) as conn:
        conn.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
    conn.close()
    return str(path)


def test_a_connection_to_an_archive_is_recognized(archive_path):
    with sqlite3.connect(archive_path) as conn:
        assert is_archive_connection(conn)
    conn.close()


def test_a_connection_to_another_database_is_not_an_archive():
    conn = sqlite3.connect(":memory:")
    assert not is_archive_connection(conn)
    conn.close()


async def test_the_archive_is_found_beside_another_database(archive_path, tmp_path):
    both = Datasette([str(archive_path), plain_database(tmp_path / "recipes.db")])
    archive = both.databases["archive"]
    assert await find_archives(both) == ShownArchives((archive,))
    assert not await is_archive(both.databases["recipes"])
    assert known_archives(both) == [archive]
    assert shown_archives(both) == ShownArchives((archive,))
    assert [database.name for database in other_databases(both)] == ["recipes"]


async def test_no_archive_is_shown_without_one_and_both_of_two(archive_path, tmp_path):
    none = Datasette([plain_database(tmp_path / "recipes.db")])
    assert await find_archives(none) is None
    assert shown_archives(none) is None
    Archive.open(tmp_path / "second.db", write=True).close()
    two = Datasette([str(archive_path), str(tmp_path / "second.db")])
    found = await find_archives(two)
    assert (found.names, found.are_several) == (("archive", "second"), True)
    assert shown_archives(two) == found
    assert other_databases(two) == []


async def test_a_database_that_becomes_an_archive_is_found(tmp_path):
    path = tmp_path / "archive.db"
    path.write_bytes(b"")
    served = Datasette([str(path)])
    assert await find_archives(served) is None
    Archive.open(path, write=True).close()
    assert await find_archives(served) == ShownArchives((served.databases["archive"],))


async def test_a_query_returns_its_result(datasette):
    archive = datasette.databases["archive"]
    assert await run_query(archive, lambda conn: conn.execute("SELECT count(*) FROM articles").fetchone()[0]) == 70


async def test_a_query_over_the_time_limit_is_too_slow(datasette, monkeypatch):
    monkeypatch.setattr("newsarchive.web.databases.TIME_LIMIT_MS", 1)
    with pytest.raises(QueryTooSlow):
        await run_query(datasette.databases["archive"], lambda conn: conn.execute(ENDLESS).fetchone())


async def test_a_query_may_have_a_limit_of_its_own(datasette):
    with pytest.raises(QueryTooSlow):
        await run_query(datasette.databases["archive"], lambda conn: conn.execute(ENDLESS).fetchone(), 1)


async def test_a_wrong_query_is_not_reported_as_slow(datasette):
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await run_query(datasette.databases["archive"], lambda conn: conn.execute("SELECT * FROM nosuch"))


@pytest.mark.parametrize("article_id", [4711, MAX_ID, MAX_ID + 1], ids=["unknown", "largest id", "too large"])
async def test_an_unknown_article_is_named_in_the_error(datasette, article_id):
    error = await article_not_found(datasette.databases["archive"], article_id)
    assert str(error) == f"The archive has no article {article_id}."
