"""Reading as of one moment, while another connection writes."""

import sqlite3

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
