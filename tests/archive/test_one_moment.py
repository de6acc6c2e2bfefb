"""Reading as of one moment, while another connection writes."""

import sqlite3

import pytest

from newsarchive.archive.one_moment import one_moment


def test_what_is_written_meanwhile_is_seen_afterwards(tmp_path):
    writer, reader = (sqlite3.connect(tmp_path / "archive.db", isolation_level=None) for _ in range(2))
    writer.execute("PRAGMA journal_mode = WAL")
    writer.execute("CREATE TABLE days (day)")

    def count() -> int:
        return reader.execute("SELECT count(*) FROM days").fetchone()[0]

    with one_moment(reader):
        before = count()
        writer.execute("INSERT INTO days VALUES (1)")
        with one_moment(reader):
            assert count() == before
    assert count() == before + 1
    assert not reader.in_transaction
    for conn in (writer, reader):
        conn.close()


def test_a_time_limit_that_has_passed_leaves_no_transaction_open():
    conn = sqlite3.connect(":memory:", isolation_level=None)

    def read_too_long() -> None:
        with one_moment(conn):
            conn.set_progress_handler(lambda: 1, 1)
            conn.execute("SELECT 1").fetchall()

    with pytest.raises(sqlite3.OperationalError, match="interrupted"):
        read_too_long()
    assert not conn.in_transaction
    assert conn.execute("SELECT 1").fetchall() == [(1,)]
    conn.close()
