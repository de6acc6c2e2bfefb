"""The Datasette plugin: our own pages, and changes to Datasette's pages of an archive.

`newsarchive serve`, `datasette .` and `datasette archive.db` load it through its entry point. If Datasette serves no
archive, the plugin changes nothing.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Generator, Mapping
from typing import TYPE_CHECKING, Any

from datasette.filters import FilterArguments
from datasette.hookspecs import hookimpl
from datasette.utils import tilde_encode
from datasette.utils.asgi import Forbidden, Request, Response
from jinja2 import Environment

from newsarchive.archive.visitor_sql import fts_query
from newsarchive.web.archive_database import ArchiveDatabase, as_archive_database
from newsarchive.web.archive_names import path_of_pages, without_name
from newsarchive.web.databases import (
    OTHER_ROUTE,
    ShownArchives,
    avoid_base_url,
    find_archives,
    is_archive,
    is_archive_connection,
    known_archives,
    other_databases,
    path_in_datasette,
    shown_archives,
)
from newsarchive.web.datasette_pages.article_filters import article_filters
from newsarchive.web.datasette_pages.frame import frame_variables, use_our_templates
from newsarchive.web.datasette_pages.saved_queries import saved_query_metadata
from newsarchive.web.datasette_pages.views import database_view, databases_view, development_view, table_view
from newsarchive.web.gate import GateRules, at_shutdown, gated
from newsarchive.web.layout import ASSETS, static_file
from newsarchive.web.pages.errors import error_page
from newsarchive.web.routes import PAGE_PATHS, page_routes
from newsarchive.web.searching.outlet_sets import own_sets_of
from newsarchive.web.security import COMMON_HEADERS, PAGES_POLICY, add_headers, datasette_policy
from newsarchive.web.tables import FACET_CLASSES, article_link, foreign_key_link, links_to_article, table_metadata

if TYPE_CHECKING:
    # Datasette loads plugins while datasette.app is being imported, so it cannot be imported here.
    from datasette.app import Datasette

# Each connection caches 64 MB.
CACHE_KB = 65536
# A file of up to 2 GB is read through memory mapping, and is soon in memory as a whole. Not a larger one: around each
# page that a search reads, Linux reads what is next to it (up to 8 MB), which pushes other pages out of memory. The
# facets of 352 articles read 948 MB of a cold file so, and 12 MB without mapping. With a warm file, both take the same.
MOST_MAPPED_BYTES = 2 << 30


@hookimpl
def register_routes(datasette: Datasette) -> list[tuple[str, Callable[..., Any]]]:
    """Our pages, before Datasette's, and Datasette's pages that we change."""
    routes = {OTHER_ROUTE, *(str(database.route) for database in datasette.databases.values())}
    names = "|".join(re.escape(tilde_encode(route)) for route in sorted(routes))
    return [
        *page_routes(datasette),
        (rf"^{ASSETS}/(?P<name>[\w.-]+)$", static_file),
        (r"^/-/databases(\.(?P<format>json))?$", databases_view(datasette)),
        (r"^/-/(threads(\.(?P<format>json))?|messages|patterns)$", development_view(datasette)),
        (rf"^/(?P<database>{names})(\.(?P<format>\w+))?$", database_view(datasette)),
        (rf"^/(?P<database>{names})/(?P<table>[^/.]+)(\.(?P<format>\w+))?$", table_view(datasette)),
    ]


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Datasette) -> None:
    """Our templates. A user's own template with the same name replaces ours."""
    use_our_templates(env, datasette.template_dir)


@hookimpl
def extra_template_vars(template: str, database: str | None, datasette: Datasette) -> dict[str, Any]:
    """What our templates of Datasette's pages need."""
    return frame_variables(datasette, database, is_own_page=template.startswith("newsarchive/"))


@hookimpl
def canned_queries(datasette: Datasette, database: str) -> dict[str, dict[str, Any]] | None:
    """The saved queries of every archive."""
    is_known = any(archive.name == database for archive in known_archives(datasette))
    return saved_query_metadata() if is_known else None


@hookimpl
def startup(datasette: Datasette) -> Callable[[], Awaitable[None]]:
    """Check every database once. From then on, an archive is an ArchiveDatabase, under the same name."""

    # A setting that is not valid is reported now, not on a page.
    own_sets_of(datasette)

    async def find_archives() -> None:
        for name, database in list(datasette.databases.items()):
            if await is_archive(database) and not isinstance(database, ArchiveDatabase):
                datasette.databases = OrderedDict({**datasette.databases, name: as_archive_database(database)})
                await is_archive(datasette.databases[name])
            if await is_archive(datasette.databases[name]):
                avoid_base_url(datasette.databases[name], datasette.setting("base_url"))

    return find_archives


@hookimpl(trylast=True)
def prepare_connection(conn: Any, datasette: Datasette) -> None:
    """For an archive: more cache, and our search syntax as escape_fts, so that it works in SQL that people write.

    Several archives share the cache of one: each thread has a connection to each of them.
    """
    if not is_archive_connection(conn):
        return
    files = sum(1 for database in datasette.databases.values() if database.path)
    conn.execute(f"PRAGMA cache_size = -{CACHE_KB // max(1, files)}")
    (pages,), (page_bytes,) = (conn.execute(f"PRAGMA {name}").fetchone() for name in ("page_count", "page_size"))
    conn.execute(f"PRAGMA mmap_size = {MOST_MAPPED_BYTES if pages * page_bytes <= MOST_MAPPED_BYTES else 0}")
    conn.create_function("escape_fts", 1, fts_query, deterministic=True)


@hookimpl(trylast=True)
def filters_from_request(
    request: Request, database: str, table: str, datasette: Datasette
) -> Callable[[], Awaitable[FilterArguments]] | None:
    """For the table articles: our search, and what finds the articles of some days quickly."""
    archive = next((known for known in known_archives(datasette) if known.name == database), None)
    if archive is None or table != "articles":
        return None
    return lambda: article_filters(archive, request)


@hookimpl
def get_metadata(datasette: Datasette, key: str | None) -> dict[str, Any]:
    """The settings of the tables for every archive, whatever the name of its file."""
    # Datasette asks for the key "tables" about fifty times a page, and copies it each time: leave out the columns then.
    tables = table_metadata(with_columns=key != "tables")
    return {"databases": {archive.name: {"tables": tables} for archive in known_archives(datasette)}}


@hookimpl(hookwrapper=True)
def register_facet_classes() -> Generator[None, Any, None]:
    """Our facets in place of Datasette's; those of other plugins stay."""
    hook_call = yield
    hook_call.force_result([[FACET_CLASSES.get(one, one) for one in classes] for classes in hook_call.get_result()])


@hookimpl
def render_cell(row: Any, value: Any, column: str, table: str | None, database: str, datasette: Datasette) -> Any:
    """Links from cells to the pages of articles."""
    # First the cheap questions: Datasette asks this of each cell.
    is_key = isinstance(value, dict)
    if not (is_key or links_to_article(table, column)):
        return None
    archive = next((one for one in known_archives(datasette) if one.name == database), None)
    if archive is None:
        return None
    if is_key and not links_to_article(table, column):
        return foreign_key_link(value, column, table, datasette.urls.database(database))
    return article_link(row, value, column, table, datasette.urls.path(f"{path_of_pages(datasette, archive)}/article"))


@hookimpl
def menu_links(datasette: Datasette) -> list[dict[str, str]] | None:
    """Links from Datasette's menu to our pages."""
    archives = shown_archives(datasette)
    if archives is None:
        return None
    of_all = [
        {"href": datasette.urls.path("/"), "label": "Newest articles"},
        {"href": datasette.urls.path("/search"), "label": "Search the archive"},
        {"href": datasette.urls.path("/timeline"), "label": "Attention over time"},
    ]
    if archives.are_several:
        return of_all
    return [
        *of_all,
        {"href": datasette.urls.path("/concordance"), "label": "Words in context"},
        {"href": datasette.urls.path("/words"), "label": "Distinctive words"},
        {"href": datasette.urls.path("/changes"), "label": "Changed articles"},
        {"href": datasette.urls.path("/collections"), "label": "Collections"},
        {"href": datasette.urls.path("/watches"), "label": "Watches"},
        {"href": datasette.urls.path("/health"), "label": "Health of the crawls"},
    ]


@hookimpl
def asgi_wrapper(datasette: Datasette) -> Callable[[Any], Any]:
    """The rules of gate.py for requests, and the headers of security.py on every answer."""
    headers = ResponseHeaders(datasette)
    rules = GateRules.from_config(datasette.plugin_config("newsarchive"), datasette.setting("base_url"))

    async def is_shown() -> bool:
        return await find_archives(datasette) is not None

    async def close() -> None:
        for archive in known_archives(datasette):
            if isinstance(archive, ArchiveDatabase):
                await archive.close_processes()

    return lambda app: add_headers(at_shutdown(gated(app, rules, is_shown), close), headers.for_path)


class ResponseHeaders:
    """The security headers for each address."""

    def __init__(self, datasette: Datasette) -> None:
        self.datasette = datasette
        self._policy: str | None = None

    async def for_path(self, full_path: str) -> Mapping[str, str]:
        """The headers for a path; none for pages of other databases."""
        archives = await find_archives(self.datasette)
        if archives is None:
            return {}
        path = without_name(archives, "/" + full_path.removeprefix(self.datasette.setting("base_url")).lstrip("/"))
        if PAGE_PATHS.match(path):
            return {**COMMON_HEADERS, "content-security-policy": PAGES_POLICY}
        first_part = path.split("/")[1].split(".")[0]
        if first_part in {tilde_encode(other.route) for other in other_databases(self.datasette)}:
            return {}
        return {**COMMON_HEADERS, "content-security-policy": self.policy}

    @property
    def policy(self) -> str:
        """The policy for Datasette's pages. The plugin setting content_security_policy replaces it."""
        if self._policy is None:
            config = self.datasette.plugin_config("newsarchive") or {}
            default = datasette_policy(self.datasette.jinja_env, self.datasette.setting("allow_facet"))
            self._policy = str(config.get("content_security_policy") or default)
        return self._policy


@hookimpl(hookwrapper=True)
def handle_exception(datasette: Datasette, request: Request, exception: Exception) -> Generator[None, Any, None]:
    """Our error page instead of Datasette's, which is the last result of the hook."""
    hook_call = yield
    archives = _archives_of_errors(datasette, request)
    if archives is None or datasette.pdb:
        return
    has_choice = bool(request.query_string or request.url_vars.get("format"))
    is_wrong_request = has_choice and not PAGE_PATHS.match(
        without_name(archives, path_in_datasette(datasette, request))
    )
    page = error_page(datasette, archives, request, exception, is_wrong_request=is_wrong_request)
    hook_call.force_result([*hook_call.get_result()[:-1], page])


@hookimpl
def forbidden(datasette: Datasette, request: Request, message: str) -> Awaitable[Response] | None:
    """Our error page for what Datasette's permissions do not allow; it says so about SQL that is off."""
    archives = _archives_of_errors(datasette, request)
    if archives is None:
        return None
    return error_page(datasette, archives, request, Forbidden(message))


def _archives_of_errors(datasette: Datasette, request: Request) -> ShownArchives | None:
    """The archives on whose pages an error is shown; None for pages of other databases."""
    archives = shown_archives(datasette)
    if archives is None:
        return None
    first_part = path_in_datasette(datasette, request).split("/")[1]
    is_others = first_part in {tilde_encode(other.route) for other in other_databases(datasette)}
    return None if is_others else archives
