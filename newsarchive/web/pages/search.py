"""The search page. Its results as files and as a feed are in search_files.py."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from datasette.utils.asgi import Request, Response

from newsarchive.archive.search.scope import DEFAULT_PLAN
from newsarchive.archive.search.selection import EVERYTHING
from newsarchive.archive.several.archives import OpenArchives
from newsarchive.archive.several.joint_counts import (
    count_all_facets,
    count_by_time,
    count_facets,
    titles_of_outlets,
)
from newsarchive.archive.several.joint_search import search_parts
from newsarchive.archive.several.joint_versions import search_versions
from newsarchive.archive.several.parts import connected, open_parts
from newsarchive.web.databases import QueryTooSlow, ShownArchives
from newsarchive.web.desk.watch_search import watch_offer
from newsarchive.web.layout import site_of
from newsarchive.web.pages.search_files import search_file
from newsarchive.web.requests.search_request import (
    SearchForm,
    read_search_form,
    unknown_archives,
    unknown_outlets,
)
from newsarchive.web.responses import html_response, redirect
from newsarchive.web.results import list_articles
from newsarchive.web.searching.filter_fields import VALUES_LISTED
from newsarchive.web.searching.outlet_sets import unknown_sets, with_own_sets
from newsarchive.web.searching.search_view import NOTHING_FOUND, SearchPageData, SearchView
from newsarchive.web.searching.select_boxes import has_empty_arguments
from newsarchive.web.searching.study_links import study_links

if TYPE_CHECKING:
    from datasette.app import Datasette

T = TypeVar("T")

# The results do not wait longer for what is counted beside them.
COUNTING_MS = 1000


async def search_page(datasette: Datasette, archives: ShownArchives, request: Request) -> Response:
    """The page at /search, or the same results in another format."""
    if file_format := request.url_vars.get("format"):
        return await search_file(datasette, archives, request, file_format)
    form = with_own_sets(datasette, read_search_form(request.args))
    site = site_of(datasette, archives)
    if not form.warnings and has_empty_arguments(request):
        # A form sends every field. The permanent address has only those with a value.
        return redirect(form.address(site.search))
    titles = await archives.read(titles_of_outlets)
    problems = [*form.warnings, *unknown_outlets(form, titles), *unknown_archives(form, archives.names)]
    problems += await unknown_sets(archives, form)
    if problems:
        data = SearchPageData(NOTHING_FOUND, titles)
    else:
        data = await _read_page_data(archives, form, titles)
    context = {"here": "search", **SearchView(form, data, site.search, problems).context()}
    # A watch belongs to one archive.
    context["watch"] = None if site.is_joint else watch_offer(form, site.search)
    context["study_links"] = study_links(form, site)
    search_string = form.query_string if form.has_search else ""
    context["articles"] = list_articles(data.result.hits, site, all_copies=form.all_copies, search=search_string)
    return await html_response(datasette, archives, request, "search.html", context, status=400 if problems else 200)


async def _read_page_data(archives: ShownArchives, form: SearchForm, titles: dict[str, str]) -> SearchPageData:
    """The results and what is counted beside them. The search is opened once; all else is read at the same time."""
    asked = form.request()
    if form.versions:
        # Earlier versions are not counted: their search has the values of the whole archive, and no histogram.
        result, facets = await asyncio.gather(
            archives.read(lambda opened: search_versions(opened, asked)),
            _counted(archives, lambda opened: count_facets(open_parts(opened, EVERYTHING), most=VALUES_LISTED)),
        )
        return SearchPageData(result, titles, facets, facets_count_results=False)
    parts = await archives.read(lambda opened: open_parts(opened, asked, newest=DEFAULT_PLAN.window))
    result, facets, histogram = await asyncio.gather(
        archives.read(lambda opened: search_parts(connected(parts, opened))),
        _counted(archives, lambda opened: count_all_facets(opened, connected(parts, opened), most=VALUES_LISTED)),
        _counted(archives, lambda opened: count_by_time(connected(parts, opened))),
    )
    return SearchPageData(result, titles, facets, histogram)


async def _counted(archives: ShownArchives, count: Callable[[OpenArchives], T]) -> T | None:
    """What was counted; None if it takes too long."""
    try:
        return await archives.read(count, COUNTING_MS)
    except QueryTooSlow:
        return None
