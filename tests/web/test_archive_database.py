"""The archive as Datasette's database: any file name, a file that is replaced, and SQL of visitors beside the pages."""

import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from datasette.app import Datasette
from datasette.database import QueryInterrupted

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import register_outlets, save
from newsarchive.archive.database import Archive
from newsarchive.outlet import IMPORTED
from newsarchive.records import Article
from newsarchive.web import archive_database
from newsarchive.web.archive_database import HAS_VISITOR_SQL, ArchiveDatabase, as_archive_database
from newsarchive.web.serve import make_datasette
from tests.web.support import get

ENDLESS = "select instr(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1')"


def make_archive(path: Path, headline: str) -> Path:
    with Archive.open(path, write=True) as archive:
        register_outlets(archive, [IMPORTED])
        version = version_of(Article("imported", headline, "A body. " * 40), "imported", None)
        save(archive, version, outlet=IMPORTED, addresses=Addresses(), now=datetime(2026, 11, 20, tzinfo=UTC))
    return path


@pytest.mark.parametrize("name", ["a#b.db", "a?mode=rwc.db", "100%.db", "a%23b.db", "ü b.db", "a&b;c.db", "archive"])
async def test_any_file_name_can_be_served(tmp_path, name):
    path = make_archive(tmp_path / name, "Bridge opens")
    datasette = make_datasette(path)
    assert "Bridge opens" in (await get(datasette, "/")).text
    (database,) = (one for one in datasette.databases.values() if one.path)
    table = datasette.urls.table(database.name, "articles")
    assert "Bridge opens" in (await get(datasette, table)).text
    sql = {"sql": "select headline from articles", "_shape": "array"}
    found = await get(datasette, f"{datasette.urls.database(database.name)}.json", params=sql)
    assert found.json() == [{"headline": "Bridge opens"}]
    assert {file.name for file in tmp_path.iterdir()} <= {path.name, f"{path.name}-wal", f"{path.name}-shm"}
    await database.close_processes()


async def test_an_archive_that_is_replaced_is_read_from_then_on(tmp_path, caplog):
    path = make_archive(tmp_path / "archive.db", "Bridge opens")
    other = make_archive(tmp_path / "other.db", "Ferry sails")
    datasette = make_datasette(path)
    assert "Bridge opens" in (await get(datasette, "/")).text
    other.replace(path)
    for page in ("/", "/archive/articles"):
        assert "Ferry sails" in (await get(datasette, page)).text
    assert caplog.messages == [f"{path}: another file has taken its place; it is read from now on"]


async def test_a_file_that_is_no_archive_is_not_read_in_its_place(tmp_path):
    path = make_archive(tmp_path / "archive.db", "Bridge opens")
    datasette = make_datasette(path)
    await get(datasette, "/")
    aside = path.rename(tmp_path / "aside.db")
    sqlite3.connect(path).executescript("CREATE TABLE secret (x)").close()
    for page in ("/", "/archive/secret"):
        answer = await get(datasette, page, 503)
        assert "archive.db: another file has taken the place of the archive" in answer.text
        assert str(tmp_path) not in answer.text
    aside.replace(path)
    assert "Bridge opens" in (await get(datasette, "/")).text


async def test_while_the_file_is_missing_the_thread_that_opened_it_reads_it(tmp_path):
    path = make_archive(tmp_path / "archive.db", "Bridge opens")
    datasette = make_datasette(path)
    datasette.executor = ThreadPoolExecutor(max_workers=1)
    await get(datasette, "/")
    os.rename(path, tmp_path / "moved.db")
    assert "Bridge opens" in (await get(datasette, "/")).text
    # A thread that has not opened it says so.
    datasette.executor = ThreadPoolExecutor(max_workers=1)
    assert "archive.db: cannot be opened" in (await get(datasette, "/", 503)).text
    (tmp_path / "moved.db").rename(path)
    assert "Bridge opens" in (await get(datasette, "/")).text


async def test_plain_datasette_gets_the_same_database(archive_path):
    datasette = Datasette([str(archive_path)])
    await get(datasette, "/")
    database = datasette.databases["archive"]
    assert isinstance(database, ArchiveDatabase)
    assert (database.name, database.route, database.is_mutable) == ("archive", "archive", True)
    fixed = as_archive_database(Datasette([], immutables=[str(archive_path)]).databases["archive"])
    assert fixed.uri.endswith("?immutable=1")


async def test_three_endless_statements_at_once_delay_no_page(datasette, monkeypatch):
    """Each statement ends only when its process is killed; pages are answered by threads that run no visitor's SQL."""
    started = []
    real_run = archive_database.WorkerPool.run

    async def noted(pool, function, query):
        started.append(query.sql)
        return await real_run(pool, function, query)

    monkeypatch.setattr(archive_database.WorkerPool, "run", noted)
    stops = [await get(datasette, "/archive.json", 400, params={"sql": ENDLESS}) for _ in range(3)]
    assert {stop.json()["title"] for stop in stops} == {"SQL Interrupted"}
    assert started.count(ENDLESS) == 3
    threads_before = set(datasette.executor._threads)
    await get(datasette, "/search?q=harbour")
    assert started.count(ENDLESS) == 3, "a page ran SQL in a process"
    assert threads_before <= set(datasette.executor._threads)
    await datasette.databases["archive"].close_processes()


async def test_only_statements_of_requests_with_sql_run_in_a_process(datasette, monkeypatch):
    class Refusing:
        def __init__(self, *_, **__):
            raise AssertionError("a process was started")

    monkeypatch.setattr(archive_database, "WorkerPool", Refusing)
    for page in ("/", "/archive", "/archive/articles?_facet=section", "/archive/articles/1", "/archive/bodies.json"):
        await get(datasette, page)
    with pytest.raises(AssertionError, match="a process was started"):
        await run_as_visitor(datasette.databases["archive"], "select 1")


async def run_as_visitor(database, sql: str, **options):
    before = HAS_VISITOR_SQL.set(True)
    try:
        return await database.execute(sql, **options)
    finally:
        HAS_VISITOR_SQL.reset(before)


async def test_rows_are_those_of_sqlite(datasette):
    database = datasette.databases["archive"]
    results = await run_as_visitor(database, 'select 1 as a, :b as [x"y], 3 as a', params={"b": "ü"})
    (row,) = results.rows
    assert (tuple(row), row["a"], row['x"y'], row.keys()) == ((1, "ü", 3), 1, "ü", ["a", 'x"y', "a"])
    assert (results.columns, results.truncated) == (["a", 'x"y', "a"], False)
    numbers = "with recursive n(i) as (select 1 union all select i + 1 from n limit 3000) select i from n"
    cut = await run_as_visitor(database, numbers, truncate=True)
    assert (len(cut.rows), cut.truncated) == (1000, True)
    assert len((await run_as_visitor(database, numbers)).rows) == 3000
    await database.close_processes()


@pytest.mark.parametrize(
    ("sql", "error", "words"),
    [
        ("select nosuch", sqlite3.OperationalError, "no such column"),
        (
            "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n",
            QueryInterrupted,
            None,
        ),
        (
            "select length(max("
            + ", ".join(f"cast(zeroblob({19_999_000 + number}) as text)" for number in range(30))
            + "))",
            sqlite3.OperationalError,
            "too much memory",
        ),
    ],
    ids=["wrong", "endless", "too large"],
)
async def test_errors_are_those_that_datasette_knows(datasette, sql, error, words):
    database = datasette.databases["archive"]
    if words == "too much memory":
        datasette.sql_time_limit_ms = 60_000
    with pytest.raises(error, match=words):
        await run_as_visitor(database, sql)
    await database.close_processes()
