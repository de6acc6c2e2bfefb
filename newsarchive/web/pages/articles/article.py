"""The article page: headline, day, source and body in the order of a document, and the article's versions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.articles.every_version import EveryVersion, read_every_version
from newsarchive.archive.near_duplicates.clusters import find_cluster
from newsarchive.archive.search.one_result.marked_article import MarkedArticle, mark_article
from newsarchive.archive.search.one_result.result_neighbours import ResultNeighbours, find_neighbours
from newsarchive.formats.citations.files import BY_EXTENSION
from newsarchive.formats.document import format_day, format_source_day, write_document
from newsarchive.formats.jsonl import stored_row
from newsarchive.records import ArticleVersion, Author, StoredArticle
from newsarchive.text import count_words
from newsarchive.urls import is_web_address, resolve
from newsarchive.web.articles.found_words import found_words
from newsarchive.web.articles.in_results import InResults, in_results, is_result
from newsarchive.web.articles.origins import field_origins
from newsarchive.web.articles.shown_text import ShownText, shown_text
from newsarchive.web.articles.versions import VersionPicker, version_entries, version_notes, version_picker
from newsarchive.web.citing.cited_articles import shown_citation
from newsarchive.web.databases import MAX_ID, QueryTooSlow, article_not_found, run_query
from newsarchive.web.desk.labels import read_shown_labels
from newsarchive.web.formatting import (
    DateLabel,
    day_label,
    format_number,
    language_name,
    second_label,
    short_day,
    stamp_label,
    text_language,
    time_label,
)
from newsarchive.web.layout import Site, site_of
from newsarchive.web.pages.articles.near_duplicates import ClusterLink, cluster_link
from newsarchive.web.pages.mementos import links_without_mementos
from newsarchive.web.requests.changes_request import ChangesForm
from newsarchive.web.requests.comparison_request import ComparisonForm
from newsarchive.web.requests.search_request import SearchForm, read_search_form
from newsarchive.web.responses import html_response, json_response, redirect, text_response
from newsarchive.web.searching.outlet_sets import with_own_sets

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class ArticleDetail:
    """A line of the section "About this article": text, a link or a time."""

    name: str
    text: str = ""
    href: str | None = None
    is_external: bool = False
    stamp: DateLabel | None = None


@dataclass(frozen=True, slots=True)
class AuthorLink:
    """A name of the byline, its kind if it is not a person, and the address of the search for its articles."""

    name: str
    note: str | None
    href: str


@dataclass(frozen=True, slots=True)
class FromResults:
    """What the archive knows about the search from which a reader comes: the found words and the results around."""

    form: SearchForm
    marked: MarkedArticle | None
    neighbours: ResultNeighbours | None


async def article_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID, or the article as .json or .txt (with ?full also its address, authors and time)."""
    article_id, file_format = int(request.url_vars["table"]), request.url_vars.get("format")
    every = await read_article(archive, article_id)
    if file_format is not None:
        return _other_format(datasette, request, every.stored, file_format)
    return await _html(datasette, archive, request, every, every.stored.revision, is_version=False)


async def version_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID/NUMBER: one version."""
    article_id, wanted = int(request.url_vars["table"]), int(request.url_vars["pks"])
    file_format = request.url_vars.get("format")
    every = await read_article(archive, article_id)
    version = version_of(every, wanted)
    if file_format is not None:
        return _other_format(datasette, request, every.as_of(version), file_format)
    if "changes" in request.args and wanted > 1:
        # The address of this comparison in earlier releases.
        address = f"{site_of(datasette, archive).article}/{article_id}"
        return redirect(ComparisonForm(wanted - 1, wanted).address(address))
    return await _html(datasette, archive, request, every, wanted, is_version=True)


async def _html(
    datasette: Datasette,
    archive: Database,
    request: Request,
    every: EveryVersion,
    shown: int,
    *,
    is_version: bool,
) -> Response:
    stored, version = every.stored, version_of(every, shown)
    site, path = site_of(datasette, archive), f"{stored.id}/{shown}" if is_version else str(stored.id)
    cluster = await run_query(archive, lambda conn: find_cluster(conn, stored.id))
    form = with_own_sets(datasette, read_search_form(request.args))
    from_results = await _read_results(archive, form, path, stored, shown) if form.has_search else None
    # In a thread, because other pages do not wait for long texts then.
    text, notes = await asyncio.to_thread(_prepare, every.versions, version, from_results)
    page = ArticleView(every, shown, text, site, notes)
    page.cluster_link = cluster_link(stored.id, cluster, site.copies) if cluster else None
    page.in_results = in_results(form, path, from_results.neighbours, site) if from_results else None
    context = page.context(str(datasette.urls.row(archive.name, "articles", str(stored.id))))
    context["cited"] = await shown_citation(datasette, archive, request, every, version)
    context["labels"] = await read_shown_labels(archive, stored.id, site)
    answer = await html_response(datasette, archive, request, "article.html", context)
    if (url := resolve("", stored.article.url or "")) is not None:
        answer.headers["link"] = links_without_mementos(datasette, request, url).header()
    return answer


def _prepare(
    versions: Sequence[ArticleVersion], version: ArticleVersion, from_results: FromResults | None
) -> tuple[ShownText, list[str | None]]:
    """The text of one version and the notes of all: what takes longer, the longer the texts are."""
    return shown_text(version, found_words(from_results.marked if from_results else None)), version_notes(versions)


async def _read_results(
    archive: Database, form: SearchForm, path: str, stored: StoredArticle, shown: int
) -> FromResults:
    """What the search of form says about an article. Where that takes too long, the page is shown without it."""
    search, earlier = form.request(), None if shown == stored.revision else shown
    marked = neighbours = None
    try:
        marked = await run_query(archive, lambda conn: mark_article(conn, search, stored.id, earlier))
        neighbours = await run_query(
            archive, lambda conn: find_neighbours(conn, search, is_result(path), in_versions=form.versions)
        )
    except QueryTooSlow:
        pass
    return FromResults(form, marked, neighbours)


def version_of(every: EveryVersion, wanted: int) -> ArticleVersion:
    """The version with that number, or the error that says that there is none."""
    version = every.find(wanted)
    if version is None:
        newest = every.stored.revision
        raise NotFound(f"Article {every.stored.id} has no version {wanted}. Its newest version is {newest}.")
    return version


def _other_format(datasette: Datasette, request: Request, stored: StoredArticle, file_format: str) -> Response:
    if file_format == "json":
        page = datasette.absolute_url(request, datasette.urls.path(f"/article/{stored.id}"))
        return json_response(datasette, {**stored_row(stored), "page": page})
    if file_format == "txt":
        document = write_document(stored.article, full="full" in request.args)
        name = f"{stored.id}-{stored.revision}.txt"
        return text_response(datasette, document, "text/plain; charset=utf-8", filename=name)
    known = ", ".join(("json", "txt", *BY_EXTENSION))
    raise NotFound(f"Articles are available as {known}, not as {file_format[:20]}.")


async def read_article(archive: Database, article_id: int) -> EveryVersion:
    """An article with all its versions, or the error that says that there is none."""
    found = None
    if article_id <= MAX_ID:
        found = await run_query(archive, lambda conn: read_every_version(conn, article_id))
    if found is None:
        raise await article_not_found(archive, article_id)
    return found


class ArticleView:
    """The values that the template of the article page shows: a stored article in one of its versions."""

    def __init__(
        self, every: EveryVersion, shown_version: int, text: ShownText, site: Site, notes: list[str | None]
    ) -> None:
        self.stored = every.stored
        self.article = every.stored.article
        self.versions = every.versions
        self.captures = every.captures
        self.picture = every.picture
        self.shown_version = shown_version
        self.text = text
        self.site = site
        self.notes = notes
        self.cluster_link: ClusterLink | None = None
        self.in_results: InResults | None = None

    @property
    def address(self) -> str:
        """The article's own address."""
        return f"{self.site.article}/{self.stored.id}"

    def context(self, row: str) -> dict[str, Any]:
        """The variables of the template; row is the address of the article's row in the table."""
        article = self.article
        shown = self.address if self.shown_version == self.stored.revision else f"{self.address}/{self.shown_version}"
        return {
            "text": self.text,
            "picture_href": self.picture_href(),
            "stored_picture_href": self.stored_picture_href(),
            "text_language": text_language(article.language),
            "outlet": self.stored.outlet_title,
            "outlet_href": self._search("outlet", article.outlet),
            "outlet_changes_href": ChangesForm(outlets=(article.outlet,)).address(self.site.changes),
            "section": article.section,
            "section_href": self._search("section", article.section) if article.section else None,
            "day": self.day(),
            # Whom the text is credited to and when it first appeared there, written as in a document.
            "credit": article.source,
            "credit_day": format_source_day(article.source_date) if article.source_date else None,
            "authors": [self._author(author) for author in article.authors],
            "notices": list(self.notices()),
            "cluster_link": self.cluster_link,
            "version_notice": self.version_notice(),
            "current_href": self.address,
            "details": list(self.details()),
            "versions": list(
                version_entries(self.versions, self.notes, self.captures, self.address, self.shown_version)
            ),
            "picker": self.picker(),
            "origins": field_origins(article.provenance),
            "in_results": self.in_results,
            "original_href": article.url if article.url and is_web_address(article.url) else None,
            "formats": {"json": f"{shown}.json", "text": f"{shown}.txt", "row": row},
        }

    def picture_href(self) -> str | None:
        """The address of the picture; None for an earlier version, whose picture may have been another one."""
        url = self.article.image_url
        return url if url and is_web_address(url) and self.shown_version == self.stored.revision else None

    def stored_picture_href(self) -> str | None:
        """The address of the picture in the archive; None if it is not stored, or its record was deleted."""
        is_shown = self.picture is not None and self.picture.expired_at is None and self.picture_href() is not None
        return f"{self.address}/picture" if is_shown else None

    def version_notice(self) -> str | None:
        """Which version is shown, if it is not the current one."""
        if self.shown_version == self.stored.revision:
            return None
        return f"Version {self.shown_version} of {self.stored.revision}. A later version replaced it."

    def picker(self) -> VersionPicker | None:
        """The form that compares two versions; None if there is only one."""
        if len(self.versions) < 2:
            return None
        newer = max(2, self.shown_version)
        return version_picker(self.versions, ComparisonForm(newer - 1, newer), self.address)

    def day(self) -> DateLabel | None:
        """The day written as in a document; its tooltip has the time, if known."""
        published = self.article.published
        if published is None:
            return None
        text = format_day(published.on)
        return time_label(published.at, text) if published.at else day_label(published.on, text)

    def notices(self) -> Iterator[str]:
        """What a visitor must know about the text."""
        if self.stored.gone_at:
            since = short_day(self.stored.gone_at.date())
            yield f"Withdrawn: {self.stored.outlet_title} has not shown this article since {since}."
        if self.article.completeness == "stub":
            yield "Only the beginning is stored. The rest was not free to read."

    def details(self) -> Iterator[ArticleDetail]:
        """The lines of the section "About this article"."""
        article, stored = self.article, self.stored
        yield ArticleDetail("Outlet", stored.outlet_title, self._search("outlet", article.outlet))
        if article.url:
            yield self._original(article.url)
        yield ArticleDetail("Published", stamp=stamp_label(article.published))
        if article.modified:
            yield ArticleDetail("Modified", stamp=stamp_label(article.modified))
        for name, time in (
            ("First seen", stored.first_seen_at),
            ("Last checked", stored.checked_at),
            ("Withdrawn since", stored.gone_at),
        ):
            if time:
                yield ArticleDetail(name, stamp=time_label(time))
        if article.language:
            yield ArticleDetail("Language", language_name(article.language), self._search("language", article.language))
        yield ArticleDetail("Length", f"{format_number(count_words(article.body))} words")
        if article.kind != "article":
            yield ArticleDetail("Kind", article.kind)
        if article.is_free is not None:
            yield ArticleDetail("Access", "free to read" if article.is_free else "for subscribers only")
        yield self._capture()
        if stored.read_by:
            yield ArticleDetail("Extractor version", stored.read_by)

    def _original(self, url: str) -> ArticleDetail:
        """A link to the page at the outlet; an address that is not http or https stays text."""
        if not is_web_address(url):
            return ArticleDetail("Original page", url)
        host = (urlsplit(url).hostname or url).removeprefix("www.")
        return ArticleDetail("Original page", f"open at {host}", url, is_external=True)

    def _capture(self) -> ArticleDetail:
        """A link to the captured page of the shown version."""
        found = self.captures.get(self.shown_version)
        if found is None:
            return ArticleDetail("Captured page", "none; this text came without a page")
        if found.expired_at is not None:
            return ArticleDetail("Captured page", f"deleted, {second_label(found.expired_at).text}")
        label = second_label(found.fetched_at).text
        return ArticleDetail("Captured page", label, f"{self.address}/{self.shown_version}/page")

    def _author(self, author: Author) -> AuthorLink:
        words = 'author:"{}"'.format(author.name.replace('"', " "))
        note = None if author.kind == "person" else author.kind
        return AuthorLink(author.name, note, SearchForm(words=words, order="newest").address(self.site.search))

    def _search(self, name: str, value: str) -> str:
        return SearchForm().with_filter(name, value).address(self.site.search)
