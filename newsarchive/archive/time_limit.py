"""A time limit for what a stranger's request makes SQLite do. Our own queries are limited by their plan besides."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from newsarchive.errors import QueryTimedOut

# For one answer to a visitor of the web pages or to a program.
READ_SECONDS = 5.0
_STEPS_PER_CHECK = 1_000


@contextmanager
def time_limit(conn: sqlite3.Connection, seconds: float = READ_SECONDS) -> Iterator[None]:
    """Everything that conn does inside ends after so many seconds.

    Raises:
        QueryTimedOut: it did not end by itself.
    """
    end = time.monotonic() + seconds
    conn.set_progress_handler(lambda: time.monotonic() >= end, _STEPS_PER_CHECK)
    try:
        yield
    except sqlite3.OperationalError as error:
        if str(error) == "interrupted":
            raise QueryTimedOut(
                f"this took more than {seconds:g} seconds; use fewer or rarer words, one outlet, or fewer days"
            ) from error
        raise
    finally:
        conn.set_progress_handler(None, 0)
