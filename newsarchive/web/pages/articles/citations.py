"""Citations as files: of an article, of one version, of every result of a search; and permanent addresses."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

from datasette.database import Database
from datasette.utils import add_cors_headers
from datasette.utils.asgi import BadRequest, NotFound, Request, Response

from newsarchive.archive.articles.captured.capture_times import capture_times
from newsarchive.archive.articles.read import read_found_articles
from newsarchive.archive.desk.filters import split_typed_filters
from newsarchive.archive.search.article_search import read_ids
from newsarchive.archive.search.opened.opened_search import open_search
from newsarchive.archive.search.query import parse_query
from newsarchive.archive.search.totals import outlet_totals
from newsarchive.archive.search.whole_result import ResultReader, WholeResult
from newsarchive.formats.citations.citation import Citation, CitingArchive, cite, version_text
from newsarchive.formats.citations.files import BY_EXTENSION, CITATION_FORMATS, CitationFormat
from newsarchive.records import ArticleVersion, StoredArticle
from newsarchive.web.citing.cited_articles import cite_version, citing_archive, find_version
from newsarchive.web.databases import ShownArchives, run_query
from newsarchive.web.layout import site_of
from newsarchive.web.pages.articles.article import read_article, version_of
from newsarchive.web.requests.search_request import SearchForm, read_search_form, unknown_outlets
from newsarchive.web.responses import redirect, text_response
from newsarchive.web.searching.outlet_sets import unknown_sets, with_own_sets
from newsarchive.web.searching.streamed_response import StreamedResponse

if TYPE_CHECKING:
    from datasette.app import Datasette

# The addresses of this module, as parts of a regular expression.
VERSION_TEXT = "version.txt"
ARTICLE_FILES = "|".join(extension.replace(".", r"\.") for extension in BY_EXTENSION)
VERSION_FILES = ARTICLE_FILES + "|" + VERSION_TEXT.replace(".", r"\.")
_Articles: TypeAlias = WholeResult[StoredArticle]
_ARTICLES = ResultReader(read_ids, read_found_articles)
RESULT_FILES = "|".join(one.extension.replace(".", r"\.") for one in CITATION_FORMATS.values())


async def article_citation(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The citation of an article, or of one of its versions, at /article/ID.bib and /article/ID/NUMBER.bib."""
    extension, number = request.url_vars["format"], request.url_vars.get("pks")
    every = await read_article(archive, int(request.url_vars["table"]))
    version = version_of(every, int(number) if number else every.stored.revision)
    if extension == VERSION_TEXT:
        return _version_text(datasette, every.stored.id, version)
    citation = cite_version(every, version, citing_archive(datasette, archive, request))
    form = BY_EXTENSION[extension]
    name = f"{citation.key}.{extension}"
    return text_response(datasette, "".join(form.chunks([citation])), form.media_type, filename=name)


async def permanent_address(datasette: Datasette, archive: Database, request: Request) -> Response:
    """/article/ID/NUMBER-DIGEST leads to the version with this text, whatever number it has now."""
    article_id = int(request.url_vars["table"])
    number, digest = request.url_vars["pks"].split("-")
    every = await read_article(archive, article_id)
    found = find_version(every.versions, int(number), digest)
    if found is None:
        raise NotFound(
            f"Article {article_id} has no version whose text has this digest. All versions are listed on its page."
        )
    extension = request.url_vars.get("format")
    address = f"{site_of(datasette, archive).article}/{article_id}/{found}"
    return redirect(f"{address}.{extension}" if extension else address)


async def result_citations(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The citations of every article that a search finds, newest first, sent while they are read."""
    form = with_own_sets(datasette, read_search_form(request.args))
    outlets = await run_query(archive, outlet_totals)
    if problems := await unknown_sets(ShownArchives((archive,)), form):
        raise BadRequest(problems[0])
    _check(form, {outlet.name for outlet in outlets})
    extension = request.url_vars["format"]
    cited = citing_archive(datasette, archive, request)
    asked = replace(form.first_page, order="newest").request()
    result = WholeResult(await run_query(archive, lambda conn: open_search(conn, asked)), _ARTICLES)
    # Before the answer begins, so that what is wrong with the search still has a page of its own.
    first = await _next_citations(archive, result, cited)
    headers = {"content-disposition": f'inline; filename="search.{extension}"'}
    if datasette.cors:
        add_cors_headers(headers)
    pieces = _pieces(archive, result, cited, first, BY_EXTENSION[extension])
    return StreamedResponse(request, pieces, BY_EXTENSION[extension].media_type, headers)


def _check(form: SearchForm, outlets: set[str]) -> None:
    """Raises BadRequest if the search is not one that can be cited in full."""
    if problems := [*form.warnings, *unknown_outlets(form, outlets)]:
        raise BadRequest(" ".join(problems))
    if form.versions:
        raise BadRequest("Citations of a search are of today's texts. Leave out versions=earlier.")
    words = split_typed_filters(form.words).words
    if words and (parsed := parse_query(words)).match is None and not parsed.has_filters:
        raise BadRequest(" ".join(parsed.notes))


def _version_text(datasette: Datasette, article_id: int, version: ArticleVersion) -> Response:
    """The text over which the digest of a version is taken, with the digest as a header (RFC 9530)."""
    text = version_text(version.headline, version.standfirst, version.body)
    response = text_response(
        datasette, text, "text/plain; charset=utf-8", filename=f"{article_id}-{version.number}.{VERSION_TEXT}"
    )
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    response.headers["repr-digest"] = f"sha-256=:{digest}:"
    return response


async def _next_citations(archive: Database, result: _Articles, cited: CitingArchive) -> list[Citation]:
    def read(conn: Any) -> list[Citation]:
        articles = result.next_batch(conn)
        times = capture_times(conn, [stored.id for stored in articles])
        return [cite(stored, cited, times.get((stored.id, stored.revision))) for stored in articles]

    return await run_query(archive, read)


async def _pieces(
    archive: Database,
    result: _Articles,
    cited: CitingArchive,
    first: list[Citation],
    form: CitationFormat,
) -> AsyncIterator[str]:
    """The text of the file; one piece for each batch of articles."""
    yield form.begin
    batch, is_first = first, True
    while batch:
        yield ("" if is_first else form.between) + form.between.join(form.write(citation) for citation in batch)
        batch, is_first = await _next_citations(archive, result, cited), False
    yield form.end
