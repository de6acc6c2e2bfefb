"""All results of a search as files for programs, and the newest as a feed: /search.csv, .json, .jsonl and .atom."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from datasette.utils import add_cors_headers
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive import clock
from newsarchive.archive.search.results import Hit, SearchResult
from newsarchive.archive.search.whole_result import WholeResult
from newsarchive.archive.several.joint_counts import titles_of_outlets
from newsarchive.archive.several.whole_results import (
    JOINT_HITS,
    JOINT_VERSION_HITS,
    open_joint,
    open_joint_versions,
    search_joint,
    search_joint_versions,
)
from newsarchive.dates import format_utc
from newsarchive.web.databases import ShownArchives
from newsarchive.web.layout import Site, site_of
from newsarchive.web.requests.results_request import ResultsForm, read_results_form
from newsarchive.web.requests.search_request import PAGE_SIZE, SearchForm, unknown_archives, unknown_outlets
from newsarchive.web.responses import AtomEntry, atom_response, wrong_request
from newsarchive.web.results import article_path, without_marks
from newsarchive.web.searching.outlet_sets import unknown_sets, with_own_sets
from newsarchive.web.searching.result_formats import RESULT_FORMATS, PageOf, ResultFormat, result_fields, result_head
from newsarchive.web.searching.search_view import page_title
from newsarchive.web.searching.streamed_response import StreamedResponse

if TYPE_CHECKING:
    from datasette.app import Datasette

FORMATS = (*RESULT_FORMATS, "atom")
# How a search in today's texts and one in earlier versions are opened, described, and read to their end.
_TODAY = (open_joint, search_joint, JOINT_HITS)
_VERSIONS = (open_joint_versions, search_joint_versions, JOINT_VERSION_HITS)


async def search_file(datasette: Datasette, archives: ShownArchives, request: Request, file_format: str) -> Response:
    """The results of a search in one of FORMATS, or one sentence about what is wrong with the address."""
    if file_format not in FORMATS:
        raise NotFound(f"Search results are available as {', '.join(FORMATS)}, not as {file_format[:20]}.")
    form = read_results_form(request.args)
    form = replace(form, search=with_own_sets(datasette, form.search))
    titles = await archives.read(titles_of_outlets)
    names = [*unknown_archives(form.search, archives.names), *await unknown_sets(archives, form.search)]
    if problems := [*form.search.warnings, *unknown_outlets(form.search, titles), *names]:
        return wrong_request(datasette, file_format, problems[0])
    if file_format == "atom":
        return await _feed(datasette, archives, request, form.search)
    return await _file(datasette, archives, request, form, file_format)


async def _file(
    datasette: Datasette, archives: ShownArchives, request: Request, form: ResultsForm, file_format: str
) -> Response:
    site = site_of(datasette, archives)
    asked = replace(form.search.request(), page_size=1, offset=form.offset)
    opening, searching, reader = _VERSIONS if form.search.versions else _TODAY
    opened = await archives.read(lambda conns: opening(conns, asked))
    about: SearchResult = await archives.read(lambda conns: searching(conns, opened))
    if form.search.words and not about.understood and about.notes:
        return wrong_request(datasette, file_format, about.notes[0])
    results = WholeResult(opened, reader, form.limit)
    # With a limit, the address of the next results stands before these.
    while form.limit is not None and not results.has_all_ids:
        await archives.read(results.read_ids)
    # The first articles too are read before the answer begins, so that an error still has an answer of its own.
    first = await archives.read(results.next_batch)
    next_form = form.following(results.last_page) if results.has_all_ids else None
    following = next_form.address(f"{site.search}.{file_format}") if next_form else None
    addresses = {
        "page": datasette.absolute_url(request, form.search.first_page.address(site.search)),
        "next": datasette.absolute_url(request, following) if following else None,
    }
    written = RESULT_FORMATS[file_format]
    headers = {"content-disposition": f'inline; filename="search.{file_format}"'}
    if addresses["next"]:
        headers["link"] = f'<{addresses["next"]}>; rel="next"'
    if datasette.cors:
        add_cors_headers(headers)
    pages = _article_address(datasette, request, site)
    head = result_head(form.search, about, addresses, archives.names if archives.are_several else ())
    pieces = _pieces(archives, results, first, written, written.head(head), pages)
    return StreamedResponse(request, pieces, written.media_type, headers)


async def _pieces(
    archives: ShownArchives,
    results: WholeResult[Hit],
    first: Sequence[Hit],
    written: ResultFormat,
    head: str,
    page: PageOf,
) -> AsyncIterator[str]:
    """The text of the file; one piece for each read of the archive."""
    yield head
    hits, is_first = first, True
    while hits:
        yield written.piece([result_fields(hit, page) for hit in hits], is_first)
        hits, is_first = await archives.read(results.next_batch), False
    yield written.end


async def _feed(datasette: Datasette, archives: ShownArchives, request: Request, form: SearchForm) -> Response:
    form = replace(form.first_page, order="newest")
    asked = replace(form.request(), page_size=PAGE_SIZE)
    opening, searching, _ = _VERSIONS if form.versions else _TODAY
    result: SearchResult = await archives.read(lambda conns: searching(conns, opening(conns, asked)))
    site = site_of(datasette, archives)
    page = _article_address(datasette, request, site)
    entries = [
        AtomEntry(
            headline=without_marks(hit.headline),
            snippet=without_marks(hit.snippet),
            page=page(hit),
            # Atom needs a time. Where only the day is known, use the time when we first saw the article.
            published=format_utc(hit.published_at or hit.first_seen_at),
            outlet=hit.outlet_title,
            language=hit.language,
        )
        for hit in result.hits
    ]
    feed, shown = form.address(f"{site.search}.atom"), form.address(site.search)
    return await atom_response(
        datasette,
        request,
        site,
        page_title(form),
        feed=feed,
        page=shown,
        entries=entries,
        empty_since=clock.now(),
    )


def _article_address(datasette: Datasette, request: Request, site: Site) -> PageOf:
    def address(hit: Hit) -> str:
        return str(datasette.absolute_url(request, f"{site.of(hit.archive).article}/{article_path(hit)}"))

    return address
