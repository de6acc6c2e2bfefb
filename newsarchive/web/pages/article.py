"""The article page, in the structure of a document: headline, day, source, body; and the versions before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
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
from newsarchive.records import Article, ArticleVersion, Author, StoredArticle
from newsarchive.text import count_words, paragraphs
from newsarchive.urls import is_web_address
from newsarchive.web.databases import MAX_ID, missing, read
from newsarchive.web.formatting import (
    Moment,
    day_moment,
    language_name,
    number,
    short_day,
    stamp_moment,
    time_moment,
    tongue,
)
from newsarchive.web.layout import Site, answer, show, site_of
from newsarchive.web.pages.near_duplicates import CopiesLine, copies_line
from newsarchive.web.requests.changes_request import ChangesQuestion
from newsarchive.web.requests.search_request import Question
from newsarchive.web.result_formats import as_json

if TYPE_CHECKING:
    from datasette.app import Datasette

_CAUSES = {
    "theirs": "changed by the outlet",
    "ours": "read better since, the page is the same",
    "unknown": "replaced",
}


@dataclass(frozen=True, slots=True)
class Text:
    """One version of an article as the page shows it."""

    headline: str
    headline_parts: list[Part]
    standfirst: list[Part]
    paragraphs: list[list[Part]]


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of what is known about an article: text, or a link, or a time."""

    name: str
    text: str = ""
    href: str | None = None
    outside: bool = False
    stamp: Moment | None = None


@dataclass(frozen=True, slots=True)
class AuthorLink:
    """A name of the byline, what it is if no person, and the search for its articles."""

    name: str
    note: str | None
    href: str


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version in the list of them."""

    number: int
    href: str
    changes_href: str | None
    stamp: Moment
    note: str | None
    current: bool


async def article_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID, or the article as .json or .txt (with ?full also its address, authors and time)."""
    article_id, form = int(request.url_vars["table"]), request.url_vars.get("format")
    stored, versions = await _read(archive, article_id)
    if form is not None:
        return _other_form(datasette, request, stored, form)
    site = site_of(datasette, archive)
    cluster = await read(archive, lambda conn: find_cluster(conn, article_id))
    copies = copies_line(article_id, cluster, site.copies) if cluster else None
    page = ArticlePage(stored, versions, stored.revision, _text(stored.article), site, copies=copies)
    return await show(datasette, archive, request, "article.html", page.context(_row(datasette, archive, stored)))


async def version_page(datasette: Datasette, archive: Database, request: Request) -> Response:
    """The page at /article/ID/NUMBER: one version; with ?changes what it changed in the version before."""
    article_id, wanted = int(request.url_vars["table"]), int(request.url_vars["pks"])
    form = request.url_vars.get("format")
    stored, versions = await _read(archive, article_id)
    by_number = {version.number: version for version in versions}
    if wanted not in by_number:
        raise NotFound(f"Article {article_id} has no version {wanted}.")
    if form is not None:
        version = await read(archive, lambda conn: get_version(conn, article_id, wanted))
        return _other_form(datasette, request, version or stored, form)
    earlier = by_number.get(wanted - 1) if "changes" in request.args else None
    text = _text(by_number[wanted], earlier)
    page = ArticlePage(stored, versions, wanted, text, site_of(datasette, archive), shows_changes=earlier is not None)
    return await show(datasette, archive, request, "article.html", page.context(_row(datasette, archive, stored)))


def _other_form(datasette: Datasette, request: Request, stored: StoredArticle, form: str) -> Response:
    if form == "json":
        page = datasette.absolute_url(request, datasette.urls.path(f"/article/{stored.id}"))
        return answer(datasette, as_json({**stored_row(stored), "page": page}), "application/json; charset=utf-8")
    if form == "txt":
        document = write_document(stored.article, full="full" in request.args)
        name = f"{stored.id}-{stored.revision}.txt"
        return answer(datasette, document, "text/plain; charset=utf-8", filename=name)
    raise NotFound(f"Articles come as json and txt, not as {form[:20]}.")


def _text(version: Article | ArticleVersion, earlier: ArticleVersion | None = None) -> Text:
    """version as it is shown, or with what it changed in the earlier one."""
    body = paragraphs(version.body)
    if earlier is None:
        return Text(version.headline, _line(version.headline), _line(version.standfirst), unchanged(body))
    return Text(
        version.headline,
        _line(version.headline, earlier.headline),
        _line(version.standfirst, earlier.standfirst or ""),
        compare(paragraphs(earlier.body), body),
    )


def _line(text: str | None, earlier: str | None = None) -> list[Part]:
    """A headline or standfirst; two that have little in common stand one after the other."""
    lines = [text] if text else []
    shown = unchanged(lines) if earlier is None else compare([earlier] if earlier else [], lines)
    return list(chain.from_iterable([*parts, Part("same", " ")] for parts in shown))[:-1]


async def _read(archive: Database, article_id: int) -> tuple[StoredArticle, list[ArticleVersion]]:
    stored = await read(archive, lambda conn: get_article(conn, article_id)) if article_id <= MAX_ID else None
    if stored is None:
        raise await missing(archive, article_id)
    return stored, await read(archive, lambda conn: list_versions(conn, article_id))


def _row(datasette: Datasette, archive: Database, stored: StoredArticle) -> str:
    return str(datasette.urls.row(archive.name, "articles", str(stored.id)))


def version_note(version: ArticleVersion, following: ArticleVersion | None) -> str | None:
    """Whose change replaced version, and of which kinds an outlet's was."""
    cause = _CAUSES.get(version.cause or "")
    if following is None or version.cause == "ours":
        return cause
    kinds = ", ".join(str(change) for change in changes(version, following))
    return f"{cause}: {kinds}" if cause and kinds else cause


class ArticlePage:
    """The article page: what its template shows of a stored article in one of its versions."""

    def __init__(
        self,
        stored: StoredArticle,
        versions: list[ArticleVersion],
        shown: int,
        text: Text,
        site: Site,
        shows_changes: bool = False,
        copies: CopiesLine | None = None,
    ) -> None:
        self.stored = stored
        self.article = stored.article
        self.versions = versions
        self.shown = shown
        self.text = text
        self.site = site
        self.shows_changes = shows_changes
        self.copies = copies

    @property
    def address(self) -> str:
        """The article's own address."""
        return f"{self.site.article}/{self.stored.id}"

    def context(self, row: str) -> dict[str, Any]:
        """What the template needs."""
        article = self.article
        shown = self.address if self.shown == self.stored.revision else f"{self.address}/{self.shown}"
        return {
            "shown": self.text,
            "tongue": tongue(article.language),
            "outlet": self.stored.outlet_title,
            "outlet_href": self._search("outlet", article.outlet),
            "outlet_changes_href": ChangesQuestion(outlets=(article.outlet,)).address(self.site.changes),
            "section": article.section,
            "section_href": self._search("section", article.section) if article.section else None,
            "day": self.day(),
            # Whom the text is credited to and when it first appeared there, as the document form writes it.
            "credit": article.source,
            "credit_day": format_source_day(article.source_date) if article.source_date else None,
            "authors": [self._author(author) for author in article.authors],
            "notices": list(self.notices()),
            "copies": self.copies,
            "version_notice": self.version_notice(),
            "current_href": self.address,
            "facts": list(self.facts()),
            "versions": list(self.version_lines()) if self.stored.revision > 1 else [],
            "provenance": sorted(article.provenance.items()),
            "forms": {"json": f"{shown}.json", "text": f"{shown}.txt", "row": row},
        }

    def version_notice(self) -> str | None:
        """Which version this is, where it is not simply the article as it stands."""
        if self.shows_changes:
            return f"What version {self.shown} of {self.stored.revision} changed: struck words went, underlined came."
        if self.shown == self.stored.revision:
            return None
        return f"Version {self.shown} of {self.stored.revision}; a later one replaced it."

    def day(self) -> Moment | None:
        """The day as the document form writes it; the second, where it is known, for who hovers."""
        published = self.article.published
        if published is None:
            return None
        text = format_day(published.on)
        return time_moment(published.at, text) if published.at else day_moment(published.on, text)

    def notices(self) -> Iterator[str]:
        """What a reader must know before trusting the text."""
        if self.stored.gone_at:
            since = short_day(self.stored.gone_at.date())
            yield f"Withdrawn: {self.stored.outlet_title} has not shown this article since {since}."
        if self.article.completeness == "stub":
            yield "Only the opening could be read; the rest was not on the open page."

    def facts(self) -> Iterator[Fact]:
        """What is known about the article, one line each."""
        article, stored = self.article, self.stored
        yield Fact("Outlet", stored.outlet_title, self._search("outlet", article.outlet))
        if article.url:
            yield self._original(article.url)
        yield Fact("Published", stamp=stamp_moment(article.published))
        if article.modified:
            yield Fact("Modified", stamp=stamp_moment(article.modified))
        for name, time in (
            ("First seen", stored.first_seen_at),
            ("Last looked at", stored.checked_at),
            ("Withdrawn since", stored.gone_at),
        ):
            if time:
                yield Fact(name, stamp=time_moment(time))
        if article.language:
            yield Fact("Language", language_name(article.language), self._search("language", article.language))
        yield Fact("Length", f"{number(count_words(article.body))} words")
        if article.kind != "article":
            yield Fact("Kind", article.kind)
        if article.is_free is not None:
            yield Fact("Access", "free to read" if article.is_free else "for subscribers")
        if stored.read_by:
            yield Fact("Read by", stored.read_by)

    def version_lines(self) -> Iterator[VersionLine]:
        """Every version, the oldest first."""
        for version, following in zip_longest(self.versions, self.versions[1:]):
            href = f"{self.address}/{version.number}"
            yield VersionLine(
                number=version.number,
                href=self.address if version.number == self.stored.revision else href,
                changes_href=f"{href}?changes=1" if version.number > 1 else None,
                stamp=time_moment(version.seen_at),
                note=version_note(version, following),
                current=version.number == self.shown,
            )

    def _original(self, url: str) -> Fact:
        """The page at the outlet; an address that is none of the web's stays text."""
        if not is_web_address(url):
            return Fact("Original", url)
        host = (urlsplit(url).hostname or url).removeprefix("www.")
        return Fact("Original", f"read it at {host}", url, outside=True)

    def _author(self, author: Author) -> AuthorLink:
        words = 'author:"{}"'.format(author.name.replace('"', " "))
        note = None if author.kind == "person" else author.kind
        return AuthorLink(author.name, note, Question(words=words, order="newest").address(self.site.search))

    def _search(self, name: str, value: str) -> str:
        return Question().with_filter(name, value).address(self.site.search)
