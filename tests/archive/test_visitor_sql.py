"""SQL of visitors: it reads, and nothing else; memory, results and time are limited."""

import sqlite3
from pathlib import Path

import pytest

from newsarchive.archive import visitor_sql
from newsarchive.archive.database import Archive
from newsarchive.archive.visitor_sql import ResultTooLarge, VisitorQuery, VisitorRows, fts_query, run_visitor_query
from newsarchive.errors import ReaderTimedOut
from newsarchive.workers.pool import WorkerPool

NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 30) SELECT i FROM n"


@pytest.fixture
def uri(tmp_path: Path) -> str:
    Archive.open(tmp_path / "archive.db", write=True).close()
    return f"{(tmp_path / 'archive.db').as_uri()}?mode=ro"


@pytest.fixture(autouse=True)
def memory_of_the_tests_stays_unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor_sql, "_limit_memory", lambda: None)


def ask(uri: str, sql: str, **more) -> VisitorRows:
    return run_visitor_query(VisitorQuery(uri, sql, more.pop("params", {}), more.pop("limit_seconds", 60), **more))


def test_rows_come_with_the_names_of_their_columns(uri):
    found = ask(uri, "SELECT :a AS a, 2 AS a, x'00ff'", params={"a": "ü"})
    assert found == VisitorRows(("a", "a", "x'00ff'"), [("ü", 2, b"\x00\xff")], is_cut=False)


@pytest.mark.parametrize(
    ("most", "rows", "is_cut"), [(None, 30, False), (30, 30, False), (29, 29, True)], ids=["all", "enough", "fewer"]
)
def test_rows_above_the_limit_are_cut(uri, most, rows, is_cut):
    found = ask(uri, NUMBERS, most_rows=most)
    assert (len(found.rows), found.is_cut) == (rows, is_cut)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT rowid, rank, snippet(articles_fts, 0, '', '', '', 3) FROM articles_fts WHERE articles_fts MATCH 'a'",
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH escape_fts('\"((')",
        "SELECT value FROM json_each('[]')",
        "SELECT name FROM pragma_table_info('nosuch')",
        "SELECT * FROM article_versions",
        "EXPLAIN SELECT 1 WHERE 0",
        "SELECT 1 FROM articles WHERE headline LIKE '%a%' ORDER BY random()",
    ],
)
def test_whatever_reads_is_allowed(uri, sql):
    assert ask(uri, sql).columns


@pytest.mark.parametrize(
    "sql",
    [
        "ATTACH 'other.db' AS other",
        "CREATE TEMP TABLE t (x)",
        "INSERT INTO outlets (name) VALUES ('x')",
        "UPDATE sqlite_master SET sql = ''",
        "PRAGMA writable_schema = 1",
        "PRAGMA temp_store_directory = '/'",
        "VACUUM INTO 'copy.db'",
        "SELECT load_extension('x')",
        "BEGIN",
        "SELECT " + "(" * 300 + "1" + ")" * 300 + "+ 1" * 300,
        "SELECT 1" + " UNION ALL SELECT 1" * 200,
        "SELECT '" + "x" * visitor_sql.STATEMENT_CHARACTERS + "'",
        f"SELECT zeroblob({visitor_sql.VALUE_BYTES + 1})",
    ],
    ids=lambda sql: sql[:30],
)
def test_everything_else_is_refused(uri, sql, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(sqlite3.DatabaseError):
        ask(uri, sql)
    assert [file.name for file in tmp_path.iterdir() if not file.name.startswith("archive.db")] == []


def test_the_path_of_the_archive_reads_as_unknown(uri):
    assert ask(uri, "SELECT name, file FROM pragma_database_list").rows == [("main", None)]


def test_a_result_with_too_many_bytes_is_refused_while_it_is_read(uri):
    sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT zeroblob(1000000) FROM n"
    with pytest.raises(ResultTooLarge, match="more than 20 MB; select fewer rows"):
        ask(uri, sql)


def test_a_query_over_its_time_is_interrupted_at_the_first_check(uri):
    endless = NUMBERS.replace("LIMIT 30", "") + " WHERE i < 0"
    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        ask(uri, endless, limit_seconds=0)


def test_text_that_is_not_utf_8_is_readable(uri):
    assert ask(uri, "SELECT CAST(x'ff' AS TEXT)").rows == [("\ufffd",)]


async def test_one_call_that_never_ends_is_stopped_with_its_process_and_the_next_query_runs(uri):
    endless = "SELECT instr(hex(zeroblob(3000000)), hex(zeroblob(1500000)) || '1')"
    async with WorkerPool(1, limit_seconds=1) as pool:
        with pytest.raises(ReaderTimedOut):
            await pool.run(run_visitor_query, VisitorQuery(uri, endless, {}, 0.5))
        found = await pool.run(run_visitor_query, VisitorQuery(uri, "SELECT 7", {}, 0.5))
    assert found.rows == [(7,)]


async def test_a_query_has_no_more_memory_than_its_process_may_take(uri):
    size = visitor_sql.VALUE_BYTES - 100
    values = ", ".join(f"CAST(zeroblob({size + number}) AS TEXT)" for number in range(30))
    assert 30 * size > visitor_sql.MEMORY_BYTES
    async with WorkerPool(1, limit_seconds=30) as pool:
        with pytest.raises(MemoryError):
            await pool.run(run_visitor_query, VisitorQuery(uri, f"SELECT length(max({values}))", {}, 20))


def test_escape_fts_reads_our_syntax():
    assert fts_query("harbour OR quay") == '(("harbour" OR "quay"))'
    assert fts_query(None) == '""'
