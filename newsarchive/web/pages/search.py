"""The search page. Its results as files and as a feed are in search_files.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.search.article_search import search_opened
from newsarchive.archive.search.facets import count_facets, count_facets_of
from newsarchive.archive.search.histogram import count_by_time
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import EVERYTHING
from newsarchive.archive.search.totals import outlet_titles
from newsarchive.archive.search.version_search import search_versions
from newsarchive.web.databases import QueryTooSlow, run_query
from newsarchive.web.desk.watch_search import watch_offer
from newsarchive.web.layout import html_response, redirect, site_of
from newsarchive.web.pages.search_files import search_file
from newsarchive.web.requests.search_request import SearchForm, read_search_form, unknown_outlets
from newsarchive.web.results import list_articles
from newsarchive.web.searching.filter_fields import VALUES_LISTED
from newsarchive.web.searching.search_view import NOTHING_FOUND, SearchPageData, SearchView
from newsarchive.web.searching.select_boxes import has_empty_arguments
from newsarchive.web.searching.study_links import study_links

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

# The results do not wait longer for what is counted beside them.
COUNTING_MS = 1000


async def search_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /search, or the same results in another format."""
    if file_format := request.url_vars.get("format"):
        return await search_file(datasette, archive, request, file_format)
    form = read_search_form(request.args)
    site = site_of(datasette, archive)
    if not form.warnings and has_empty_arguments(request):
        # A form sends every field. The permanent address has only those with a value.
        return redirect(form.address(site.search))
    titles = await run_query(archive, outlet_titles)
    problems = [*form.warnings, *unknown_outlets(form, titles)]
    if problems:
        data = SearchPageData(NOTHING_FOUND, titles)
    else:
        data = await _read_page_data(archive, form, titles)
    context = {"here": "search", **SearchView(form, data, site.search, problems).context()}
    context["watch"] = watch_offer(form, site.search)
    context["study_links"] = study_links(form, site)
    search_string = form.query_string if form.has_search else ""
    context["articles"] = list_articles(data.result.hits, site, all_copies=form.all_copies, search=search_string)
    return await html_response(datasette, archive, request, "search.html", context, status=400 if problems else 200)


async def _read_page_data(archive: Database, form: SearchForm, titles: dict[str, str]) -> SearchPageData:
    """The results and what is counted beside them. The search is opened once; all else is read at the same time."""
    if form.versions:
        # Earlier versions are not counted: their search has the values of the whole archive, and no histogram.
        result, facets = await asyncio.gather(
            run_query(archive, lambda conn: search_versions(conn, form.request())),
            _counted(archive, lambda conn: count_facets(conn, EVERYTHING, most=VALUES_LISTED)),
        )
        return SearchPageData(result, titles, facets, facets_count_results=False)
    opened = await run_query(archive, lambda conn: open_search(conn, form.request(), newest=DEFAULT_PLAN.window))
    result, facets, histogram = await asyncio.gather(
        run_query(archive, lambda conn: search_opened(conn, opened)),
        _counted(archive, lambda conn: count_facets_of(conn, opened, most=VALUES_LISTED)),
        _counted(archive, lambda conn: count_by_time(conn, opened)),
    )
    return SearchPageData(result, titles, facets, histogram)


async def _counted(archive: Database, count: Callable[[Any], T]) -> T | None:
    """What was counted; None if it takes too long."""
    try:
        return await run_query(archive, count, COUNTING_MS)
    except QueryTooSlow:
        return None
