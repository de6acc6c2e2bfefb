"""The article page: headline, day, source and body in the order of a document, and the article's versions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, zip_longest
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from datasette.database import Database
from datasette.utils.asgi import NotFound, Request, Response

from newsarchive.archive.articles.read import get_article, get_version, list_versions
from newsarchive.archive.near_duplicates.clusters import find_cluster
from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare, unchanged
from newsarchive.formats.document import format_day, format_source_day, write_document
from newsarchive.formats.jsonl import stored_row
from newsarchive.records import Article, ArticleVersion, Author, LeadPicture, StoredArticle
from newsarchive.text import count_words, paragraphs
from newsarchive.urls import is_web_address
from newsarchive.web.databases import MAX_ID, article_not_found, run_query
from newsarchive.web.desk.labels import read_shown_labels
from newsarchive.web.formatting import (
    DateLabel,
    day_label,
    format_number,
    language_name,
    short_day,
    stamp_label,
    text_language,
    time_label,
)
from newsarchive.web.layout import Site, html_response, site_of, text_response
from newsarchive.web.pages.near_duplicates import ClusterLink, cluster_link
from newsarchive.web.requests.changes_request import ChangesForm
from newsarchive.web.requests.search_request import SearchForm
from newsarchive.web.result_formats import to_json
from newsarchive.web.structured_text import ShownBlock, shown_blocks

if TYPE_CHECKING:
    from datasette.app import Datasette

_CAUSES = {
    "theirs": "changed by the outlet",
    "ours": "same page, read differently by newsarchive",
    "unknown": "replaced",
}


@dataclass(frozen=True, slots=True)
class ShownText:
    """One version of an article as the page shows it: its blocks, or its paragraphs with changes marked."""

    headline: str
    headline_parts: list[Part]
    standfirst: list[Part]
    paragraphs: list[list[Part]]
    blocks: list[ShownBlock] = field(default_factory=list)
    picture: LeadPicture | None = None


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
class VersionEntry:
    """One version in the list of versions."""

    number: int
    href: str
    changes_href: str | None
    stamp: DateLabel
    note: str | None
    is_current: bool


async def article_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID, or the article as .json or .txt (with ?full also its address, authors and time)."""
    article_id, file_format = int(request.url_vars["table"]), request.url_vars.get("format")
    stored, versions = await _read_article(archive, article_id)
    if file_format is not None:
        return _other_format(datasette, request, stored, file_format)
    site = site_of(datasette, archive)
    cluster = await run_query(archive, lambda conn: find_cluster(conn, article_id))
    link = cluster_link(article_id, cluster, site.copies) if cluster else None
    page = ArticleView(stored, versions, stored.revision, shown_text(stored.article), site, cluster_link=link)
    context = page.context(_row_address(datasette, archive, stored))
    context["labels"] = await read_shown_labels(archive, article_id, site)
    return await html_response(datasette, archive, request, "article.html", context)


async def version_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID/NUMBER: one version; with ?changes, its changes to the previous version."""
    article_id, wanted = int(request.url_vars["table"]), int(request.url_vars["pks"])
    file_format = request.url_vars.get("format")
    stored, versions = await _read_article(archive, article_id)
    by_number = {version.number: version for version in versions}
    if wanted not in by_number:
        raise NotFound(f"Article {article_id} has no version {wanted}.")
    if file_format is not None:
        version = await run_query(archive, lambda conn: get_version(conn, article_id, wanted))
        return _other_format(datasette, request, version or stored, file_format)
    earlier = by_number.get(wanted - 1) if "changes" in request.args else None
    # In a thread, because other pages do not wait for the comparison of two long texts then.
    text = await asyncio.to_thread(shown_text, by_number[wanted], earlier)
    page = ArticleView(stored, versions, wanted, text, site_of(datasette, archive), shows_changes=earlier is not None)
    return await html_response(
        datasette, archive, request, "article.html", page.context(_row_address(datasette, archive, stored))
    )


def _other_format(datasette: Datasette, request: Request, stored: StoredArticle, file_format: str) -> Response:
    if file_format == "json":
        page = datasette.absolute_url(request, datasette.urls.path(f"/article/{stored.id}"))
        return text_response(
            datasette, to_json({**stored_row(stored), "page": page}), "application/json; charset=utf-8"
        )
    if file_format == "txt":
        document = write_document(stored.article, full="full" in request.args)
        name = f"{stored.id}-{stored.revision}.txt"
        return text_response(datasette, document, "text/plain; charset=utf-8", filename=name)
    raise NotFound(f"Articles are available as json and txt, not as {file_format[:20]}.")


def shown_text(version: Article | ArticleVersion, earlier: ArticleVersion | None = None) -> ShownText:
    """The text of version with its structure; with earlier, each part is marked as removed, added or the same."""
    body, structure = paragraphs(version.body), version.structure
    if earlier is None:
        return ShownText(
            version.headline,
            _line_parts(version.headline),
            _line_parts(version.standfirst),
            unchanged(body) if structure is None else [],
            shown_blocks(version.body, structure) if structure is not None else [],
            structure.picture if structure is not None else None,
        )
    return ShownText(
        version.headline,
        _line_parts(version.headline, earlier.headline),
        _line_parts(version.standfirst, earlier.standfirst or ""),
        compare(paragraphs(earlier.body), body),
    )


def _line_parts(text: str | None, earlier: str | None = None) -> list[Part]:
    """A headline or standfirst; if two have little in common, the earlier one comes first, then the later one."""
    lines = [text] if text else []
    shown = unchanged(lines) if earlier is None else compare([earlier] if earlier else [], lines)
    return list(chain.from_iterable([*parts, Part("same", " ")] for parts in shown))[:-1]


async def _read_article(archive: Database, article_id: int) -> tuple[StoredArticle, list[ArticleVersion]]:
    stored = await run_query(archive, lambda conn: get_article(conn, article_id)) if article_id <= MAX_ID else None
    if stored is None:
        raise await article_not_found(archive, article_id)
    return stored, await run_query(archive, lambda conn: list_versions(conn, article_id))


def _row_address(datasette: Datasette, archive: Database, stored: StoredArticle) -> str:
    return str(datasette.urls.row(archive.name, "articles", str(stored.id)))


def version_note(version: ArticleVersion, following: ArticleVersion | None) -> str | None:
    """Who changed version, and the kinds of an outlet's change; None if it was not replaced."""
    cause = _CAUSES.get(version.cause or "")
    if following is None or version.cause == "ours":
        return cause
    kinds = ", ".join(str(change) for change in changes(version, following))
    return f"{cause}: {kinds}" if cause and kinds else cause


class ArticleView:
    """The values that the template of the article page shows: a stored article in one of its versions."""

    def __init__(
        self,
        stored: StoredArticle,
        versions: list[ArticleVersion],
        shown_version: int,
        text: ShownText,
        site: Site,
        shows_changes: bool = False,
        cluster_link: ClusterLink | None = None,
    ) -> None:
        self.stored = stored
        self.article = stored.article
        self.versions = versions
        self.shown_version = shown_version
        self.text = text
        self.site = site
        self.shows_changes = shows_changes
        self.cluster_link = cluster_link

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
            "versions": list(self.version_entries()) if self.stored.revision > 1 else [],
            "provenance": sorted(article.provenance.items()),
            "formats": {"json": f"{shown}.json", "text": f"{shown}.txt", "row": row},
        }

    def picture_href(self) -> str | None:
        """The address of the picture; None for an earlier version, whose picture may have been another one."""
        url = self.article.image_url
        return url if url and is_web_address(url) and self.shown_version == self.stored.revision else None

    def version_notice(self) -> str | None:
        """Which version is shown, if it is not the current one without changes."""
        if self.shows_changes:
            return (
                f"Changes in version {self.shown_version} of {self.stored.revision}: "
                "removed words are struck through, added words underlined."
            )
        if self.shown_version == self.stored.revision:
            return None
        return f"Version {self.shown_version} of {self.stored.revision}. A later version replaced it."

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
        if stored.read_by:
            yield ArticleDetail("Extractor version", stored.read_by)

    def version_entries(self) -> Iterator[VersionEntry]:
        """All versions, oldest first."""
        for version, following in zip_longest(self.versions, self.versions[1:]):
            href = f"{self.address}/{version.number}"
            yield VersionEntry(
                number=version.number,
                href=self.address if version.number == self.stored.revision else href,
                changes_href=f"{href}?changes=1" if version.number > 1 else None,
                stamp=time_label(version.seen_at),
                note=version_note(version, following),
                is_current=version.number == self.shown_version,
            )

    def _original(self, url: str) -> ArticleDetail:
        """A link to the page at the outlet; an address that is not http or https stays text."""
        if not is_web_address(url):
            return ArticleDetail("Original page", url)
        host = (urlsplit(url).hostname or url).removeprefix("www.")
        return ArticleDetail("Original page", f"open at {host}", url, is_external=True)

    def _author(self, author: Author) -> AuthorLink:
        words = 'author:"{}"'.format(author.name.replace('"', " "))
        note = None if author.kind == "person" else author.kind
        return AuthorLink(author.name, note, SearchForm(words=words, order="newest").address(self.site.search))

    def _search(self, name: str, value: str) -> str:
        return SearchForm().with_filter(name, value).address(self.site.search)
