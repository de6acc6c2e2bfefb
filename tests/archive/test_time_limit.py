"""A time limit for what SQLite does."""

import sqlite3

import pytest

from newsarchive.archive.time_limit import time_limit
from newsarchive.errors import QueryTimedOut

ENDLESS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"


def test_an_endless_statement_ends():
    conn = sqlite3.connect(":memory:")
    with pytest.raises(QueryTimedOut, match="use fewer or rarer words"), time_limit(conn, 0.01):
        conn.execute(ENDLESS).fetchone()


def test_after_it_the_connection_has_no_limit():
    conn = sqlite3.connect(":memory:")
    with time_limit(conn, 0):
        pass
    many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 20000) SELECT max(i) FROM n"
    assert conn.execute(many).fetchone() == (20000,)


def test_other_errors_stay_as_they_are():
    conn = sqlite3.connect(":memory:")
    with pytest.raises(sqlite3.OperationalError, match="no such table"), time_limit(conn):
        conn.execute("SELECT * FROM missing")
