"""Rows as dictionaries, with any row factory."""

import sqlite3

import pytest

from newsarchive.archive.rows_by_name import rows_by_name


@pytest.mark.parametrize("factory", [None, sqlite3.Row], ids=["tuples", "rows with names"])
def test_each_row_is_a_dictionary_by_column_name(factory):
    with sqlite3.connect(":memory:") as conn:
        conn.row_factory = factory
        cursor = conn.execute("SELECT 1 AS id, 'Harbour' AS headline UNION SELECT 2, NULL ORDER BY id")
        assert rows_by_name(cursor) == [{"id": 1, "headline": "Harbour"}, {"id": 2, "headline": None}]
        assert rows_by_name(conn.execute("SELECT 1 AS id WHERE 0")) == []
    conn.close()
