"""The addresses of our own pages, and which page each of them shows.

Where Datasette serves no archive, or a database has the name of a page, Datasette's own page is shown instead.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from datasette.utils.asgi import AsgiStream, Request, Response

from newsarchive.web.archive_names import archive_of_request, archive_routes, under_name
from newsarchive.web.databases import ShownArchives, find_archives
from newsarchive.web.desk.collection_pages import collection_page, collections_page
from newsarchive.web.desk.watch_pages import watch_page, watches_page
from newsarchive.web.layout import ASSETS, check_may_read
from newsarchive.web.pages.analysis.concordance import concordance_page
from newsarchive.web.pages.analysis.timeline import timeline_page
from newsarchive.web.pages.analysis.words import words_page
from newsarchive.web.pages.api_description import api_description
from newsarchive.web.pages.articles.article import article_page, version_page
from newsarchive.web.pages.articles.captured_page import captured_page
from newsarchive.web.pages.articles.citations import (
    ARTICLE_FILES,
    RESULT_FILES,
    VERSION_FILES,
    article_citation,
    permanent_address,
    result_citations,
)
from newsarchive.web.pages.articles.near_duplicates import near_duplicates_page
from newsarchive.web.pages.articles.picture import picture_file
from newsarchive.web.pages.articles.version_changes import version_changes_page
from newsarchive.web.pages.changes import changes_page
from newsarchive.web.pages.fetch import fetch_page
from newsarchive.web.pages.filter_values import filter_values_of_one, filter_values_page
from newsarchive.web.pages.health import health_page
from newsarchive.web.pages.home import home_page
from newsarchive.web.pages.mementos import timegate, timemap
from newsarchive.web.pages.metrics import METRICS, metrics_page
from newsarchive.web.pages.outlet import outlet_page
from newsarchive.web.pages.search import search_page
from newsarchive.web.responses import text_response

if TYPE_CHECKING:
    # Datasette loads plugins while datasette.app is being imported, so it cannot be imported here.
    from datasette.app import Datasette

PageFunction = Callable[["Datasette", Any, Request], Awaitable[Response | AsgiStream]]
DatasetteView = Callable[[Request, Any], Awaitable[Response | AsgiStream | None]]
Route = tuple[str, DatasetteView]

READ_ONLY = "The archive is read-only. Only GET and HEAD requests are answered.\n"
PAGE_PATHS = re.compile(
    rf"/($|(search|timeline|concordance|words|changes|health|openapi|collections|watches|fetch)($|[./])"
    rf"|(article|copies|outlet|collection|watch|timegate|timemap)/|{ASSETS.lstrip('/')}/)"
)
# The number of an article or of its version. Python refuses to read one of over 4,300 digits.
_NUMBER = r"\d{1,99}"
_ARTICLE = rf"^/(?P<database>article)/(?P<table>{_NUMBER})"
# The end of an address: its format, if it has one.
_FORMAT = r"(\.(?P<format>\w+))?$"


def page_routes(datasette: Datasette) -> list[Route]:
    """Our pages. The groups have the names that Datasette's views need: see _datasette_page."""
    names = archive_routes(datasette)

    def of_all(pattern: str, page: PageFunction) -> Route:
        return pattern, _joint_page_or(_datasette_page(pattern), page, datasette)

    def of_one(pattern: str, page: PageFunction) -> Route:
        return of_all(under_name(names, pattern), partial(_page_of_one, page))

    return [
        of_all(r"^/(\.(?P<format>jsono?))?$", home_page),
        # Citations, before the pages whose other formats they are.
        of_one(rf"^/(?P<database>search)\.(?P<format>{RESULT_FILES})$", result_citations),
        of_one(rf"{_ARTICLE}\.(?P<format>{ARTICLE_FILES})$", article_citation),
        of_one(rf"{_ARTICLE}/(?P<pks>{_NUMBER})\.(?P<format>{VERSION_FILES})$", article_citation),
        of_one(rf"{_ARTICLE}/(?P<pks>{_NUMBER}-[0-9a-f]{{8,64}})(\.(?P<format>[\w.]+))?$", permanent_address),
        of_all(rf"^/(?P<database>search){_FORMAT}", search_page),
        of_all(rf"^/(?P<database>search|timeline)/(?P<table>[a-z_]+){_FORMAT}", filter_values_page),
        of_one(rf"^/(?P<database>concordance|words)/(?P<table>[a-z_]+){_FORMAT}", filter_values_of_one),
        of_all(rf"^/(?P<database>timeline){_FORMAT}", timeline_page),
        of_one(rf"^/(?P<database>concordance){_FORMAT}", concordance_page),
        of_one(rf"^/(?P<database>words){_FORMAT}", words_page),
        of_one(rf"^/(?P<database>changes){_FORMAT}", changes_page),
        of_one(rf"{_ARTICLE}{_FORMAT}", article_page),
        of_one(rf"{_ARTICLE}/(?P<pks>{_NUMBER}){_FORMAT}", version_page),
        of_one(rf"{_ARTICLE}/(?P<pks>changes)$", version_changes_page),
        of_one(rf"{_ARTICLE}/(?P<pks>({_NUMBER}/)?page)(\.(?P<format>html|warc\.gz))?$", captured_page),
        of_one(rf"{_ARTICLE}/(?P<pks>picture)$", picture_file),
        of_one(rf"^/(?P<database>copies)/(?P<table>{_NUMBER}){_FORMAT}", near_duplicates_page),
        of_one(rf"^/(?P<database>fetch){_FORMAT}", fetch_page),
        of_one(rf"^/(?P<database>health){_FORMAT}", health_page),
        of_one(rf"^/(?P<database>outlet)/(?P<table>[^/.]+){_FORMAT}", outlet_page),
        of_all(r"^/(?P<database>openapi)\.(?P<format>json)$", api_description),
        of_one(rf"^/(?P<database>collections){_FORMAT}", collections_page),
        of_one(rf"^/(?P<database>collection)/(?P<table>[^/.]+){_FORMAT}", collection_page),
        of_one(rf"^/(?P<database>watches){_FORMAT}", watches_page),
        of_one(rf"^/(?P<database>watch)/(?P<table>[^/.]+){_FORMAT}", watch_page),
        of_all(r"^/(?P<database>timegate)/(?P<url>.+)$", timegate),
        of_all(r"^/(?P<database>timemap)/(?P<table>link|json)/(?P<url>.+)$", timemap),
        of_one(rf"^{METRICS}$", metrics_page),
    ]


async def _page_of_one(
    page: PageFunction, datasette: Datasette, archives: ShownArchives, request: Request
) -> Response | AsgiStream:
    """Our page of one archive. With several archives, the path says which one: see under_name."""
    return await page(datasette, archive_of_request(archives, request), request)


def _datasette_page(pattern: str) -> type:
    """Datasette's page at addresses of that pattern: of a row, a table, a database, or of all databases."""
    # Datasette loads plugins while its views are being imported, so they cannot be imported at the top.
    from datasette.views.database import DatabaseView
    from datasette.views.index import IndexView
    from datasette.views.row import RowView
    from datasette.views.table import TableView

    pages = {"(?P<pks>": RowView, "(?P<table>": TableView, "(?P<database>": DatabaseView}
    found: type = next((page for group, page in pages.items() if group in pattern), IndexView)
    return found


def _joint_page_or(datasette_page: type, page: PageFunction, datasette: Datasette) -> DatasetteView:
    """A view that shows our page of all archives, or Datasette's page if Datasette serves no archive.

    It also shows Datasette's page if a database has the first part of our path as its name.
    """
    datasette_view: DatasetteView = datasette_page.as_view(datasette)  # type: ignore[attr-defined]

    async def view(request: Request, send: Any) -> Response | AsgiStream | None:
        archives = await find_archives(datasette)
        names = request.url_vars
        is_datasettes = names.get("database") in datasette.databases or (page is home_page and names.get("format"))
        if archives is None or is_datasettes:
            return await datasette_view(request, send)
        if request.method not in ("GET", "HEAD"):
            return text_response(datasette, READ_ONLY, "text/plain; charset=utf-8", status=405)
        await check_may_read(datasette, archives, request)
        return await page(datasette, archives, request)

    return view
