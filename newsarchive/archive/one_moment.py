"""Several queries that read the archive as of one moment, also while a crawl writes to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def one_moment(conn: sqlite3.Connection) -> Iterator[None]:
    """Everything read inside is of one moment. Otherwise a text could come with the versions of a second later."""
    if conn.in_transaction:
        yield
        return
    conn.execute("BEGIN")
    try:
        yield
    finally:
        _end(conn)


def _end(conn: sqlite3.Connection) -> None:
    try:
        conn.execute("ROLLBACK")
    except sqlite3.OperationalError:
        # A time limit that has passed interrupts this statement too. The connection would read old rows from then on.
        conn.set_progress_handler(None, 0)
        conn.execute("ROLLBACK")
