"""Connections to files of SQLite."""

import sqlite3
from pathlib import Path

import pytest

from newsarchive.archive.sqlite_files import connect


def test_a_writer_makes_the_file_and_a_reader_cannot_write(tmp_path: Path):
    path = tmp_path / "a ?#%.db"
    writer = connect(path, write=True)
    writer.execute("CREATE TABLE one(number)")
    writer.close()
    reader = connect(path, write=False)
    assert reader.execute("SELECT count(*) FROM one").fetchone() == (0,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DROP TABLE one")
    reader.close()


def test_a_reader_does_not_make_a_file(tmp_path: Path):
    with pytest.raises(sqlite3.OperationalError):
        connect(tmp_path / "absent.db", write=False)
    assert list(tmp_path.iterdir()) == []
