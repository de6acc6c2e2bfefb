"""The archive as a database of Datasette.

It can be opened whatever the name of its file, is opened again when another file takes its place, and runs the SQL of
visitors in processes of its own, so that no statement delays a page.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import threading
from collections.abc import Callable
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database, QueryInterrupted, Results
from datasette.utils import sqlite3  # type: ignore[attr-defined]  # it may be pysqlite3

from newsarchive.archive.search.totals import table_counts
from newsarchive.archive.visitor_sql import VisitorQuery, VisitorRows, run_visitor_query
from newsarchive.errors import ArchiveError, ReaderCrashed, ReaderTimedOut
from newsarchive.web.databases import is_archive_connection, run_query
from newsarchive.workers.pool import WorkerPool

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

log = logging.getLogger("newsarchive.web")

# Whether the request that is being answered contains SQL; gate.py sets it.
HAS_VISITOR_SQL: ContextVar[bool] = ContextVar("has_visitor_sql", default=False)
SQL_PROCESSES = 2
# SQLite's own time limit stops nearly every query. A process is killed this much later.
GRACE_SECONDS = 1.0
# Most counts of filtered rows read an index. Others would read the whole table, and the page would wait.
COUNT_LIMIT_MS = 50
_COUNT = "select count(*) from "
_COUNT_OF_TABLE = re.compile(rf"{re.escape(_COUNT)}\[?(\w+)\]?\s*")
_NOT_INDEXED = {("articles", "copy_of"), ("articles", "capture_id"), ("moved_articles", "outlet")}
STOPPED = "the query was stopped because it needs too much memory"


class ArchiveDatabase(Database):
    """Datasette's Database of one archive file; Datasette's own methods call execute_fn and execute."""

    def __init__(self, datasette: Datasette, path: Path, *, is_mutable: bool = True) -> None:
        super().__init__(datasette, path=os.fspath(path), is_mutable=is_mutable)  # type: ignore[no-untyped-call]
        self._local = threading.local()
        self._file_id: tuple[int, int] | None = None
        self._processes: tuple[asyncio.AbstractEventLoop, WorkerPool] | None = None

    @property
    def uri(self) -> str:
        """The file as a URI of SQLite, for reading; # ? and % in its name are escaped."""
        mode = "mode=ro" if self.is_mutable else "immutable=1"
        return f"{Path(self.path).absolute().as_uri()}?{mode}{'&nolock=1' if self.ds.nolock else ''}"

    def connect(self, write: bool = False) -> Any:
        """A new connection, as Database.connect returns it."""
        if write:
            return super().connect(write=True)  # type: ignore[no-untyped-call]
        conn = sqlite3.connect(self.uri, uri=True, check_same_thread=False)
        self._all_file_connections.append(conn)
        return conn

    async def execute_fn(self, fn: Callable[[Any], T]) -> T:
        """What fn(connection) returns in one of Datasette's threads.

        Raises:
            ArchiveError: another file has taken the place of the archive, and is none; or the file is missing.
        """

        def in_thread() -> T:
            return fn(self.connection_of_thread())

        if self.ds.executor is None:
            return in_thread()
        return await asyncio.get_running_loop().run_in_executor(self.ds.executor, in_thread)

    async def execute(
        self,
        sql: str,
        params: Any = None,
        truncate: bool = False,
        custom_time_limit: int | None = None,
        page_size: int | None = None,
        log_sql_errors: bool = True,
    ) -> Results:
        """The rows of a statement, as Database.execute returns them.

        If the request contains SQL of the visitor, the statement runs in a process that can be killed.
        """
        if not params and (table := _COUNT_OF_TABLE.fullmatch(sql)):
            rows = (await run_query(self, table_counts)).get(table[1])
            if rows is not None:
                return _results(VisitorRows(("count(*)",), [(rows,)], is_cut=False))
        if not truncate and sql.startswith(_COUNT):
            # The number above the rows of a table; without it, the page says "Rows".
            custom_time_limit = custom_time_limit or COUNT_LIMIT_MS
        if not HAS_VISITOR_SQL.get():
            # The page says what is wrong. In the log, every visitor could fill the disk.
            options = (sql, params, truncate, custom_time_limit, page_size)
            results: Results = await super().execute(*options, log_sql_errors=False)  # type: ignore[no-untyped-call]
            return results
        limit_ms = min(custom_time_limit or self.ds.sql_time_limit_ms, self.ds.sql_time_limit_ms)
        # As in Datasette: a page that is as long as the limit needs one more row to know whether a next page follows.
        is_full_page = (page_size or self.ds.page_size) == self.ds.max_returned_rows
        most_rows = (self.ds.max_returned_rows + is_full_page or None) if truncate else None
        # Those of a saved query are a dict that also knows the request, which cannot be sent to a process.
        values = dict(params) if isinstance(params, dict) else params or {}
        query = VisitorQuery(self.uri, sql, values, limit_ms / 1000, most_rows)
        found = await self._run_outside(query)
        return _results(found)

    async def table_counts(self, limit: int = 10) -> dict[str, int | None]:
        """The number of rows of each table, from the stored totals.

        Counting the rows of `bodies` reads all texts, and SQLite's time limit cannot interrupt a count.
        """
        counts = await run_query(self, table_counts)
        return {name: counts.get(name) for name in await self.table_names()}  # type: ignore[no-untyped-call]

    async def get_all_foreign_keys(self) -> dict[str, dict[str, list[dict[str, str]]]]:
        """The foreign keys by table, without those whose rows could only be counted by reading a whole table."""
        keys: dict[str, dict[str, list[dict[str, str]]]] = await super().get_all_foreign_keys()  # type: ignore[no-untyped-call]
        for links in keys.values():
            links["incoming"] = [
                link for link in links["incoming"] if (link["other_table"], link["other_column"]) not in _NOT_INDEXED
            ]
        return keys

    async def close_processes(self) -> None:
        """End the processes that run visitors' SQL; a later query starts new ones."""
        processes, self._processes = self._processes, None
        if processes is not None and processes[0] is asyncio.get_running_loop():
            await processes[1].close()

    async def _run_outside(self, query: VisitorQuery) -> VisitorRows:
        try:
            return await self._pool().run(run_visitor_query, query)
        except ReaderTimedOut as error:
            raise QueryInterrupted(error, query.sql, query.params) from error
        except sqlite3.OperationalError as error:
            if str(error) == "interrupted":
                raise QueryInterrupted(error, query.sql, query.params) from error
            raise
        except (MemoryError, ReaderCrashed) as error:
            raise sqlite3.OperationalError(STOPPED) from error

    def _pool(self) -> WorkerPool:
        """The processes for this event loop, started by the first query of a visitor."""
        loop = asyncio.get_running_loop()
        if self._processes is None or self._processes[0] is not loop:
            limit = self.ds.sql_time_limit_ms / 1000 + GRACE_SECONDS
            pool = WorkerPool(SQL_PROCESSES, limit, preload=[run_visitor_query.__module__])
            self._processes = loop, pool
        return self._processes[1]

    def connection_of_thread(self) -> Any:
        """This thread's connection to the file that has the archive's name now."""
        file_id = self._current_file()
        conn, opened = getattr(self._local, "connection", (None, None))
        if conn is None or opened != file_id:
            if conn is not None:
                self._all_file_connections.remove(conn)
                conn.close()
            self._local.connection = None, None
            conn = self._new_connection()
            self.ds._prepare_connection(conn, self.name)
            self._local.connection = conn, file_id
        return conn

    def _new_connection(self) -> Any:
        try:
            return self.connect()
        except sqlite3.OperationalError as error:
            raise ArchiveError(f"{Path(self.path).name}: cannot be opened ({error}); put the archive back") from error

    def _current_file(self) -> tuple[int, int] | None:
        """Device and number of the file. While it is missing, threads that opened it before still read it."""
        try:
            status = Path(self.path).stat()
        except OSError:
            return self._file_id
        file_id = status.st_dev, status.st_ino
        if self._file_id not in (None, file_id):
            self._check_new_file()
            log.warning("%s: another file has taken its place; it is read from now on", self.path)
        self._file_id = file_id
        return file_id

    def _check_new_file(self) -> None:
        conn = sqlite3.connect(self.uri, uri=True)
        try:
            if not is_archive_connection(conn):
                raise ArchiveError(
                    f"{Path(self.path).name}: another file has taken the place of the archive, and this version "
                    "cannot read it; put the archive back"
                )
        finally:
            conn.close()


def as_archive_database(database: Database) -> ArchiveDatabase:
    """The ArchiveDatabase of the same file, name and address as a Database of Datasette."""
    archive = ArchiveDatabase(database.ds, Path(database.path), is_mutable=database.is_mutable)
    archive.name, archive.route = database.name, database.route
    return archive


def _results(found: VisitorRows) -> Results:
    """Rows as Datasette expects them. Only SQLite makes its rows, from a statement with the same columns."""
    conn = sqlite3.connect(":memory:")
    try:
        names = ", ".join('NULL AS "{}"'.format(name.replace('"', '""')) for name in found.columns)
        cursor = conn.execute(f"SELECT {names or 'NULL'}")
        return Results([sqlite3.Row(cursor, row) for row in found.rows], found.is_cut, cursor.description)
    finally:
        conn.close()
