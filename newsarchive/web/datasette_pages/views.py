"""Datasette's pages of the archive, with our answers to what is wrong with a request.

Pages that show folders of this machine show the names of files only, or are not shown.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils import InvalidSql, tilde_decode, validate_sql_select
from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from newsarchive.web.archive_database import HAS_VISITOR_SQL
from newsarchive.web.databases import known_archives, path_in_datasette
from newsarchive.web.datasette_pages.arguments import TableColumns, wrong_argument, wrong_time_limit
from newsarchive.web.datasette_pages.saved_queries import SAVED_QUERIES
from newsarchive.web.pages.errors import INTERRUPTED, SQL_TOO_SLOW
from newsarchive.web.tables import sortable_columns

if TYPE_CHECKING:
    # Datasette loads plugins while datasette.app is being imported, so it cannot be imported here.
    from datasette.app import Datasette

DatasetteView = Callable[[Request, Any], Awaitable[Response | None]]

ONLY_SELECT = "Only SELECT statements can run here. Begin with SELECT, WITH or EXPLAIN, and write one statement."
_QUERY_NAMES = {query.name for query in SAVED_QUERIES}


def database_view(datasette: Datasette) -> DatasetteView:
    """The page of a database, and of a statement. What was typed stays on the page if it cannot run."""
    # This module loads before Datasette's views.
    from datasette.views.base import DatasetteError
    from datasette.views.database import DatabaseView

    datasettes: DatasetteView = DatabaseView.as_view(datasette)

    async def view(request: Request, send: Any) -> Response | None:
        archive = _archive_of(datasette, request)
        sql = request.args.get("sql")
        if archive is not None:
            _check_format(datasette, request)
            _refuse(wrong_time_limit(request.query_string) if sql else None)
        if archive is None or not sql or request.url_vars.get("format"):
            return await datasettes(request, send)
        try:
            validate_sql_select(sql)
            return await datasettes(request, send)
        except InvalidSql as error:
            return await sql_page(datasette, archive, request, _reason(str(error)))
        except DatasetteError as error:
            if error.title != INTERRUPTED:
                raise
            return await sql_page(datasette, archive, request, str(SQL_TOO_SLOW.text))

    return view


def table_view(datasette: Datasette) -> DatasetteView:
    """The page of a table, a view or a saved query."""
    # This module loads before Datasette's views.
    from datasette.views.table import TableView

    datasettes: DatasetteView = TableView.as_view(datasette)

    async def view(request: Request, send: Any) -> Response | None:
        archive = _archive_of(datasette, request)
        if archive is None:
            return await datasettes(request, send)
        _check_format(datasette, request)
        table = tilde_decode(request.url_vars["table"])
        if table in _QUERY_NAMES:
            _refuse(wrong_time_limit(request.query_string))
            # Its parameters are a visitor's: a search for "the" may take long.
            before = HAS_VISITOR_SQL.set(True)
            try:
                return await datasettes(request, send)
            finally:
                HAS_VISITOR_SQL.reset(before)
        columns = await archive.table_columns(table)
        if not columns and await datasette.get_canned_query(archive.name, table, request.actor) is None:
            raise NotFound(f"The archive has no table {table}.")
        if columns:
            is_view = await archive.get_view_definition(table) is not None
            keys = 0 if is_view else len(await archive.primary_keys(table)) or 1
            known = TableColumns(table, columns, sortable_columns(table, columns), keys)
            _refuse(wrong_argument(known, request.query_string))
        return await datasettes(request, send)

    return view


async def sql_page(datasette: Datasette, archive: Database, request: Request, problem: str) -> Response:
    """The page of a statement that cannot run: the statement as it was typed, and why."""
    name = str(archive.name)
    await datasette.ensure_permissions(request.actor, [("execute-sql", name), ("view-database", name), "view-instance"])
    context = {
        "database": name,
        "query": {"sql": request.args["sql"], "params": {}},
        "error": problem,
        "editable": True,
        "allow_execute_sql": True,
        "metadata": {},
        "renderers": {},
    }
    body = await datasette.render_template("query.html", context, request=request)
    page: Response = Response.html(body, status=400)
    return page


def databases_view(datasette: Datasette) -> DatasetteView:
    """/-/databases without the folders of this machine: only the names of the files."""
    # This module loads before Datasette's views.
    from datasette.views.special import JsonDataView

    def without_folders() -> list[dict[str, Any]]:
        databases: list[dict[str, Any]] = datasette._connected_databases()
        if not known_archives(datasette):
            return databases
        return [{**row, "path": Path(row["path"]).name if row["path"] else None} for row in databases]

    view: DatasetteView = JsonDataView.as_view(datasette, "databases.json", without_folders)
    return view


def development_view(datasette: Datasette) -> DatasetteView:
    """Pages for developers of Datasette, which show folders of this machine or set cookies: not with an archive."""
    # This module loads before Datasette's views.
    from datasette.views.special import JsonDataView, MessagesDebugView, PatternPortfolioView

    views: dict[str, DatasetteView] = {
        "/-/threads": JsonDataView.as_view(datasette, "threads.json", datasette._threads),
        "/-/messages": MessagesDebugView.as_view(datasette),
        "/-/patterns": PatternPortfolioView.as_view(datasette),
    }

    async def view(request: Request, send: Any) -> Response | None:
        if known_archives(datasette):
            raise NotFound("This page is not available with a news archive.")
        return await views[path_in_datasette(datasette, request).removesuffix(".json")](request, send)

    return view


def _refuse(problem: str | None) -> None:
    if problem:
        raise BadRequest(problem)


def _check_format(datasette: Datasette, request: Request) -> None:
    """Raise NotFound for an ending that Datasette does not know; it would show the page in HTML."""
    known = ["csv", "jsono", *datasette.renderers]
    wanted = request.url_vars.get("format")
    if wanted and wanted not in known:
        raise NotFound(f"This page is available as json and csv, not as {wanted}.")


def _reason(message: str) -> str:
    return ONLY_SELECT if message == "Statement must be a SELECT" else f"{message}."


def _archive_of(datasette: Datasette, request: Request) -> Database | None:
    route = tilde_decode(request.url_vars["database"])
    return next((archive for archive in known_archives(datasette) if archive.route == route), None)
