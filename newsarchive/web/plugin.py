"""The Datasette plugin: our pages, and Datasette's own pages of an archive as they should be.

Loaded through the entry point by `newsarchive serve`, `datasette .` and `datasette archive.db`. A Datasette that serves
no archive is left exactly as it is.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.filters import FilterArguments
from datasette.hookspecs import hookimpl
from datasette.utils import tilde_encode
from datasette.utils.asgi import Request, Response
from jinja2 import ChoiceLoader, Environment, FileSystemLoader

from newsarchive.archive.search.article_search import table_filter
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.totals import table_counts as table_counts_of
from newsarchive.web.databases import (
    find_archive,
    has_mark,
    is_archive,
    known_archives,
    other_databases,
    read,
    shown_archive,
)
from newsarchive.web.layout import ASSETS, TEMPLATES, answer, asset, check_may_read, static_file
from newsarchive.web.pages.article import article_page, version_page
from newsarchive.web.pages.changes import changes_page
from newsarchive.web.pages.errors import problem_page
from newsarchive.web.pages.home import home_page
from newsarchive.web.pages.near_duplicates import copies_page
from newsarchive.web.pages.search import search_page
from newsarchive.web.security import ALWAYS, OUR_POLICY, add_headers, datasette_policy
from newsarchive.web.tables import ArchiveFacet, article_link, table_metadata

if TYPE_CHECKING:
    # Datasette loads plugins while it is itself being imported: its app is not there yet.
    from datasette.app import Datasette

Page = Callable[["Datasette", Database, Request], Awaitable[Response]]
View = Callable[[Request, Any], Awaitable[Response | None]]

# 64 MB of pages kept per connection, and reading through the page cache of the system instead of copies.
CACHE_KB = 65536
MMAP_BYTES = 2 << 30
READ_ONLY = "The archive is read-only: GET and HEAD alone are answered.\n"
OUR_PATHS = re.compile(rf"/($|(search|changes)($|[./])|article/|copies/|{ASSETS.lstrip('/')}/)")


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages, before Datasette's. Groups are named as Datasette's views expect them: see _ours_or."""
    from datasette.views.database import DatabaseView
    from datasette.views.index import IndexView
    from datasette.views.row import RowView
    from datasette.views.table import TableView

    return [
        (r"^/(\.(?P<format>jsono?))?$", _ours_or(IndexView, home_page, datasette)),
        (r"^/(?P<database>search)(\.(?P<format>\w+))?$", _ours_or(DatabaseView, search_page, datasette)),
        (r"^/(?P<database>changes)(\.(?P<format>\w+))?$", _ours_or(DatabaseView, changes_page, datasette)),
        (
            r"^/(?P<database>article)/(?P<table>\d+)(\.(?P<format>\w+))?$",
            _ours_or(TableView, article_page, datasette),
        ),
        (
            r"^/(?P<database>article)/(?P<table>\d+)/(?P<pks>\d+)(\.(?P<format>\w+))?$",
            _ours_or(RowView, version_page, datasette),
        ),
        (
            r"^/(?P<database>copies)/(?P<table>\d+)(\.(?P<format>\w+))?$",
            _ours_or(TableView, copies_page, datasette),
        ),
        (rf"^{ASSETS}/(?P<name>[\w.-]+)$", static_file),
        (r"^/-/databases(\.(?P<format>json))?$", _databases_view(datasette)),
    ]


def _ours_or(datasettes: type, page: Page, datasette: Datasette) -> View:
    """A view that shows our page of the archive; where Datasette serves none to show, what Datasette itself shows.

    That is also so where a database has the name our address begins with: it was there first.
    """
    theirs: View = datasettes.as_view(datasette)  # type: ignore[attr-defined]

    async def view(request: Request, send: Any) -> Response | None:
        archive = await find_archive(datasette)
        names = request.url_vars
        is_theirs = names.get("database") in datasette.databases or (page is home_page and names.get("format"))
        if archive is None or is_theirs:
            return await theirs(request, send)
        if request.method not in ("GET", "HEAD"):
            return answer(datasette, READ_ONLY, "text/plain; charset=utf-8", status=405)
        await check_may_read(datasette, archive, request)
        return await page(datasette, archive, request)

    return view


def _databases_view(datasette: Datasette) -> View:
    """/-/databases without the folders of an archive's machine: the file's name is enough."""
    from datasette.views.special import JsonDataView

    def described() -> list[dict[str, Any]]:
        databases: list[dict[str, Any]] = datasette._connected_databases()
        if not known_archives(datasette):
            return databases
        return [{**facts, "path": Path(facts["path"]).name if facts["path"] else None} for facts in databases]

    view: View = JsonDataView.as_view(datasette, "databases.json", described)
    return view


@hookimpl
def prepare_jinja2_environment(env: Environment) -> None:
    """Our templates, under newsarchive/; a user's own templates of that name come first."""
    theirs = [env.loader] if env.loader else []
    env.loader = ChoiceLoader([*theirs, FileSystemLoader(TEMPLATES)])


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Look at every database once; an archive's tables are counted from its totals from then on."""

    async def look() -> None:
        for database in datasette.databases.values():
            if await is_archive(database):
                database.table_counts = _counter(database)

    return look


def _counter(database: Database) -> Callable[..., Awaitable[dict[str, int | None]]]:
    # Counting `bodies` reads every page of text, and SQLite's time limit cannot stop a count.
    async def table_counts(limit: int = 10) -> dict[str, int | None]:
        counts = await read(database, table_counts_of)
        return {name: counts.get(name) for name in await database.table_names()}

    return table_counts


@hookimpl(trylast=True)
def prepare_connection(conn: Any) -> None:
    """Reading an archive: more memory, and our way of asking over Datasette's escape_fts, for queries people write."""
    if not has_mark(conn):
        return
    conn.execute(f"PRAGMA cache_size = -{CACHE_KB}")
    conn.execute(f"PRAGMA mmap_size = {MMAP_BYTES}")
    conn.create_function("escape_fts", 1, _match_of, deterministic=True)


def _match_of(text: Any) -> str:
    return parse_query(str(text or "")).match or '""'


@hookimpl(trylast=True)
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]] | None:
    """`_search` on the table articles, answered from the index as our search page would."""
    archive = next((known for known in known_archives(datasette) if known.name == database), None)
    if archive is None or table != "articles":
        return None
    text = request.args.get("_search") or ""

    async def filters() -> FilterArguments:
        found = await read(archive, lambda conn: table_filter(conn, text))
        context = {"supports_search": True, "search": text}
        if found is None:
            return FilterArguments([], extra_context=context)
        return FilterArguments([found.where], found.params, [found.description], context)

    return filters


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any]:
    """The tables' settings for every archive, whatever its file is called."""
    # Asked for with the key "tables" some fifty times a page, and copied deeply each time: then without the columns.
    tables = table_metadata(with_columns=key != "tables")
    return {"databases": {archive.name: {"tables": tables} for archive in known_archives(datasette)}}


@hookimpl
def register_facet_classes() -> list[type[ArchiveFacet]]:
    """The facet that reads the totals."""
    return [ArchiveFacet]


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Cells that name an article lead to its page."""
    archive = shown_archive(datasette)
    if archive is None or archive.name != database:
        return None
    return article_link(row, value, column, table, datasette.urls.path("/article"))


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]] | None:
    """The way from Datasette's pages to ours."""
    if shown_archive(datasette) is None:
        return None
    return [
        {"href": datasette.urls.path("/"), "label": "Newest articles"},
        {"href": datasette.urls.path("/search"), "label": "Search the archive"},
        {"href": datasette.urls.path("/changes"), "label": "Changed stories"},
    ]


@hookimpl
def extra_css_urls(database: str | None, datasette: Datasette) -> list[str]:
    """Our colours, light and dark, for Datasette's pages of the archive; other databases keep theirs."""
    archive = shown_archive(datasette)
    if archive is None or (database is None and other_databases(datasette, archive)):
        return []
    return [asset("tables.css")] if database in (None, archive.name) else []


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """The headers of security.py, on our pages and on Datasette's pages of the archive."""
    headers = Headers(datasette)
    return lambda app: add_headers(app, headers.for_path)


class Headers:
    """Which headers an address is answered with."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self._policy: str | None = None

    async def for_path(self, full_path: str) -> Mapping[str, str]:
        """None for addresses that are none of ours."""
        archive = await find_archive(self.datasette)
        if archive is None:
            return {}
        path = "/" + full_path.removeprefix(self.datasette.setting("base_url")).lstrip("/")
        if OUR_PATHS.match(path):
            return {**ALWAYS, "content-security-policy": OUR_POLICY}
        if path.split("/")[1].split(".")[0] == tilde_encode(archive.route):
            return {**ALWAYS, "content-security-policy": self.policy}
        return {} if other_databases(self.datasette, archive) else ALWAYS

    @property
    def policy(self) -> str:
        """For Datasette's pages; plugins with scripts of their own may need another (see the docs)."""
        if self._policy is None:
            config = self.datasette.plugin_config("newsarchive") or {}
            strictest = datasette_policy(self.datasette.jinja_env, self.datasette.setting("allow_facet"))
            self._policy = str(config.get("content_security_policy") or strictest)
        return self._policy


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Our page for what goes wrong, in place of Datasette's own, which is the last of the answers."""
    outcome = yield
    archive = shown_archive(datasette)
    if archive is None or datasette.pdb:
        return
    first = request.path.removeprefix(datasette.setting("base_url")).lstrip("/").split("/")[0]
    if first in {tilde_encode(other.route) for other in other_databases(datasette, archive)}:
        return
    outcome.force_result([*outcome.get_result()[:-1], problem_page(datasette, archive, request, exception)])
