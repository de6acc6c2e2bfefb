"""Which of Datasette's databases are news archives, and how our pages read from one of them, or from all as one."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from weakref import WeakSet

from datasette.database import Database
from datasette.utils import sqlite3, sqlite_timelimit  # type: ignore[attr-defined]  # sqlite3 may be pysqlite3
from datasette.utils.asgi import NotFound, Request

from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.articles.read import was_removed
from newsarchive.archive.schema.migrations import APPLICATION_ID, SCHEMA_VERSION
from newsarchive.archive.several.archives import OpenArchive, OpenArchives
from newsarchive.archive.time_limit import READ_SECONDS

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

# Datasette stops a visitor's own SQL after one second. Our queries are limited by their plan; this is a safety net.
TIME_LIMIT_MS = int(READ_SECONDS * 1000)

# SQLite's largest integer: no article has a higher id.
MAX_ID = 2**63 - 1

# Where the tables are if base_url has the name of the file.
OTHER_ROUTE = "tables"

_archives: WeakSet[Database] = WeakSet()
_others: WeakSet[Database] = WeakSet()


class QueryTooSlow(Exception):
    """Raised by run_query after TIME_LIMIT_MS; the error page suggests a narrower search."""


def is_archive_connection(conn: Any) -> bool:
    """Whether an open connection is to an archive with the schema that this version reads."""
    return _schema_ids(conn) == (APPLICATION_ID, SCHEMA_VERSION)


async def is_archive(database: Database) -> bool:
    """Whether a database is a news archive; a file that cannot be opened is not."""
    if database in _archives:
        return True
    if database.is_memory or database in _others:
        return False
    schema_ids = await database.execute_fn(_schema_ids)
    if schema_ids == (APPLICATION_ID, SCHEMA_VERSION):
        _archives.add(database)
        return True
    # Not remembered: an empty file, and an archive with another schema. Both can become readable while we serve them.
    if database.size and schema_ids[0] != APPLICATION_ID:
        _others.add(database)
    return False


def _schema_ids(conn: Any) -> tuple[int, int]:
    """The application id and schema version in the header of the file; zeros if it cannot be read."""
    try:
        application_id, version = (
            conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
    except sqlite3.Error:
        return 0, 0
    return application_id, version


def avoid_base_url(database: Database, base_url: str) -> None:
    """Gives the tables of an archive another address if base_url has the name of the file, as /archive/ has.

    A proxy may take base_url away from paths. /archive/articles could then be a path with it or without it. The name of
    the database stays, because permissions are configured for the name.
    """
    if f"/{database.route}/" == base_url:
        database.route = OTHER_ROUTE


def _connection_of_thread(database: Any) -> Any:
    # After startup each archive is an ArchiveDatabase, whose module imports this one.
    return database.connection_of_thread()


@dataclass(frozen=True, slots=True)
class ShownArchives:
    """The archives that a page shows as one: usually a single one. In the order in which they were named."""

    databases: tuple[Database, ...]

    @property
    def are_several(self) -> bool:
        """Whether articles have to say which archive they are in."""
        return len(self.databases) > 1

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the archives."""
        return tuple(str(database.name) for database in self.databases)

    async def read(self, query: Callable[[OpenArchives], T], limit_ms: int | None = None) -> T:
        """The result of query, run in one of Datasette's threads with a connection to each archive.

        Raises:
            QueryTooSlow: it took longer than limit_ms, or TIME_LIMIT_MS, in all archives together.
        """
        if not self.are_several:
            (one,) = self.databases
            return await run_query(one, lambda conn: query((OpenArchive(None, conn),)), limit_ms)

        def ask() -> T:
            opened = [OpenArchive(str(one.name), _connection_of_thread(one)) for one in self.databases]
            with ExitStack() as stack:
                for archive in opened:
                    stack.enter_context(sqlite_timelimit(archive.conn, limit_ms or TIME_LIMIT_MS))
                return query(opened)

        executor = self.databases[0].ds.executor
        try:
            if executor is None:
                return ask()
            return await asyncio.get_running_loop().run_in_executor(executor, ask)
        except sqlite3.OperationalError as error:
            if "interrupted" in str(error):
                raise QueryTooSlow from error
            raise


async def find_archives(datasette: Datasette) -> ShownArchives | None:
    """The archives that our pages show; None if Datasette serves none."""
    archives = tuple([database for database in datasette.databases.values() if await is_archive(database)])
    return ShownArchives(archives) if archives else None


def known_archives(datasette: Datasette) -> list[Database]:
    """The archives found so far, for hooks that cannot await; startup has checked every database."""
    return [database for database in datasette.databases.values() if database in _archives]


def shown_archives(datasette: Datasette) -> ShownArchives | None:
    """What find_archives returned at startup, for hooks that cannot await."""
    archives = tuple(known_archives(datasette))
    return ShownArchives(archives) if archives else None


def other_databases(datasette: Datasette) -> list[Database]:
    """The other databases that Datasette serves; we link to them and leave them as they are."""
    archives = known_archives(datasette)
    return [db for name, db in datasette.databases.items() if db not in archives and name != "_internal"]


def path_in_datasette(datasette: Datasette, request: Request) -> str:
    """The path of a request without base_url."""
    return "/" + str(request.path).removeprefix(datasette.setting("base_url")).lstrip("/")


async def run_query(database: Database, query: Callable[[Any], T], limit_ms: int | None = None) -> T:
    """The result of query(connection), run in one of Datasette's threads for reading.

    Raises:
        QueryTooSlow: the query took longer than limit_ms, or TIME_LIMIT_MS.
    """

    def with_time_limit(conn: Any) -> T:
        with sqlite_timelimit(conn, limit_ms or TIME_LIMIT_MS):
            return query(conn)

    try:
        result: T = await database.execute_fn(with_time_limit)
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise QueryTooSlow from error
        raise
    return result


async def article_not_found(archive: Database, article_id: int) -> NotFound:
    """The error to raise if no article has the id; it says whether the article was removed, or where it is now."""
    if article_id > MAX_ID:
        return NotFound(f"The archive has no article {article_id}.")
    return NotFound(await run_query(archive, lambda conn: _why_not_found(conn, article_id)))


def _why_not_found(conn: Any, article_id: int) -> str:
    if was_removed(conn, article_id):
        return f"Article {article_id} was removed."
    file = moved_to(conn, article_id)
    return (
        f"Article {article_id} was moved to {Path(file).name}." if file else f"The archive has no article {article_id}."
    )
