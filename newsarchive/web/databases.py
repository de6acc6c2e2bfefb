"""Which of a Datasette's databases is a news archive, and how our pages read from it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from datasette.database import Database
from datasette.utils import sqlite3, sqlite_timelimit  # type: ignore[attr-defined]  # sqlite3 may be pysqlite3
from datasette.utils.asgi import NotFound

from newsarchive.archive.schema.migrations import APPLICATION_ID, SCHEMA_VERSION

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

# Datasette stops a reader's own SQL after one second; our queries are bounded by their plan, this is the net below.
TIME_LIMIT_MS = 5000

# SQLite's integers end here; no address beyond leads anywhere.
MAX_ID = 2**63 - 1

_archives: WeakSet[Database] = WeakSet()
_others: WeakSet[Database] = WeakSet()


class TooSlow(Exception):
    """Raised by read; the page says that the question was too much and suggests a narrower one."""


def has_mark(conn: Any) -> bool:
    """Whether an open connection leads to an archive of the schema this version reads."""
    return _marks(conn) == (APPLICATION_ID, SCHEMA_VERSION)


async def is_archive(database: Database) -> bool:
    """Whether a database is a news archive; anything that cannot be opened is none."""
    if database in _archives:
        return True
    if database.is_memory or database in _others:
        return False
    marks = await database.execute_fn(_marks)
    if marks == (APPLICATION_ID, SCHEMA_VERSION):
        _archives.add(database)
        return True
    # An empty file may become an archive, and an archive of another schema one of ours, while we serve it.
    if database.size and marks[0] != APPLICATION_ID:
        _others.add(database)
    return False


def _marks(conn: Any) -> tuple[int, int]:
    try:
        application_id, version = (
            conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
    except sqlite3.Error:
        return 0, 0
    return application_id, version


async def find_archive(datasette: Datasette) -> Database | None:
    """The archive our pages show; None where Datasette serves none, or several and we cannot know which is meant."""
    archives = [database for database in datasette.databases.values() if await is_archive(database)]
    return archives[0] if len(archives) == 1 else None


def known_archives(datasette: Datasette) -> list[Database]:
    """The archives found so far, for hooks that cannot wait; startup has looked at every database."""
    return [database for database in datasette.databases.values() if database in _archives]


def shown_archive(datasette: Datasette) -> Database | None:
    """What find_archive gave at startup, for hooks that cannot wait."""
    archives = known_archives(datasette)
    return archives[0] if len(archives) == 1 else None


def other_databases(datasette: Datasette, archive: Database) -> list[Database]:
    """What else Datasette serves: none of our business, but never hidden."""
    return [db for name, db in datasette.databases.items() if db is not archive and name != "_internal"]


async def read(database: Database, ask: Callable[[Any], T]) -> T:
    """What ask(connection) gives, run on one of Datasette's reading threads.

    Raises:
        TooSlow: it took longer than TIME_LIMIT_MS.
    """

    def in_time(conn: Any) -> T:
        with sqlite_timelimit(conn, TIME_LIMIT_MS):
            return ask(conn)

    try:
        result: T = await database.execute_fn(in_time)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise TooSlow from error
        raise
    return result


async def missing(archive: Database, article_id: int) -> NotFound:
    """What to raise where no article has that id: it says whether there was one that was removed."""
    was_there = article_id <= MAX_ID and await read(archive, lambda conn: _is_removed(conn, article_id))
    return NotFound(f"Article {article_id} was removed." if was_there else f"The archive has no article {article_id}.")


def _is_removed(conn: Any, article_id: int) -> bool:
    return conn.execute("SELECT 1 FROM removals WHERE article_id = ?", [article_id]).fetchone() is not None
