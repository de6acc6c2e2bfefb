"""Rows of an index: lists of them in one row, and runs without a large gap."""

import sqlite3

from newsarchive.archive.search.opened.index_rows import GAP_SECONDS, in_runs, read_newest


def test_rows_far_apart_are_in_runs_of_their_own():
    near, far = GAP_SECONDS, GAP_SECONDS + 1
    assert list(in_runs([far + near, 0, far, 0])) == [[0], [far, far + near]]
    assert list(in_runs([])) == []


def test_a_list_of_rows_is_read_at_once():
    conn = sqlite3.connect(":memory:")
    conn.execute("CREATE TABLE articles(search_id)")
    conn.executemany("INSERT INTO articles VALUES (?)", [(-3,), (2**60,), (5,)])
    statement = "SELECT search_id FROM articles ORDER BY search_id DESC LIMIT :most"
    assert read_newest(conn, statement, {"most": 2}) == [2**60, 5]
    assert read_newest(conn, statement, {"most": 0}) == []
