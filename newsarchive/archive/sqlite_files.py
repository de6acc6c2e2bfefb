"""Connections to files of SQLite: the archive, and the desk beside it."""

import sqlite3
from pathlib import Path

# How long a connection waits for another one that is writing.
BUSY_SECONDS = 5


def connect(path: Path, *, write: bool) -> sqlite3.Connection:
    """A connection to the file at path, without implicit transactions; a writer creates a missing file.

    Raises:
        sqlite3.Error: the file cannot be opened.
    """
    uri = f"{path.absolute().as_uri()}?mode={'rwc' if write else 'ro'}"
    conn = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    try:
        conn.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        # On a read-only disk or folder SQLite cannot create the WAL's shared memory. Without a WAL there is no writer,
        # so the file can be read as one that never changes.
        wal = path.with_name(path.name + "-wal")
        if write or (wal.exists() and wal.stat().st_size):
            conn.close()
            raise
        conn.close()
        conn = sqlite3.connect(f"{uri}&immutable=1", uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    return conn
