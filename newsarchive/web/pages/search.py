"""The search page. Its results as files and as a feed are in search_files.py."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request, Response

from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.facets import FIELDS, Facets, count_facets, newest_matches
from newsarchive.archive.search.histogram import Histogram, count_by_time
from newsarchive.archive.search.results import SearchResult
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
    """The results and what is counted beside them, read at the same time."""
    result, (facets, histogram) = await asyncio.gather(
        run_query(archive, lambda conn: _search(conn, form)), _count(archive, form)
    )
    return SearchPageData(result, titles, facets, histogram, facets_count_results=not form.versions)


def _search(conn: Any, form: SearchForm) -> SearchResult:
    return search_versions(conn, form.request()) if form.versions else search(conn, form.request())


async def _count(archive: Database, form: SearchForm) -> tuple[Facets | None, Histogram | None]:
    """The facets and the histogram of a search; None for what takes too long."""
    try:
        return await run_query(archive, lambda conn: count_beside(conn, form), COUNTING_MS)
    except QueryTooSlow:
        return None, None


def count_beside(conn: Any, form: SearchForm) -> tuple[Facets, Histogram | None]:
    """The facets and the histogram of a search.

    Earlier versions are not counted: their search has the values of the whole archive, and no histogram.
    """
    if form.versions:
        return count_facets(conn, EVERYTHING, most=VALUES_LISTED), None
    selection = form.request()
    newest = newest_matches(conn, selection)
    facets = count_facets(conn, selection, names=tuple(FIELDS), most=VALUES_LISTED, newest=newest)
    return facets, count_by_time(conn, selection, newest)
