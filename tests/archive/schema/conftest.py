"""An empty archive's tables."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from newsarchive.archive.schema.migrations import PAGE_BYTES, migrate


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    conn = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)
    conn.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    conn.execute("PRAGMA journal_mode = WAL")
    made = Database(conn)
    conn.execute("BEGIN IMMEDIATE")
    migrate(made)
    conn.execute("COMMIT")
    yield made
    conn.close()
