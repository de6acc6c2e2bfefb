"""What the head of an article's page says for reference managers and search engines. Pure.

The page is an archive's copy, and says so. What is the article's own (headline, authors, day, outlet, its address at
the outlet) is stated as the article's. What is the page's own (canonical, og:url, og:site_name) is the archive's, so no
program takes the archive for the publisher or the copy for the original.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from newsarchive.dates import format_utc
from newsarchive.formats.citations.citation import Citation
from newsarchive.formats.citations.names import CitedName
from newsarchive.records import StoredArticle

# Inside <script> only these can end the element or begin a comment (HTML, 4.12.1.3); JSON has them only in strings.
_SCRIPT_ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


@dataclass(frozen=True, slots=True)
class MetaTag:
    """A meta element: the attribute that names it (name or property), the name, and the content."""

    attribute: str
    name: str
    content: str


def meta_tags(citation: Citation, stored: StoredArticle, page_address: str) -> list[MetaTag]:
    """The meta elements for a version; page_address is the canonical address of its page in the archive."""
    return [
        *(MetaTag("name", name, content) for name, content in _highwire(citation)),
        *(MetaTag("name", name, content) for name, content in _zotero(citation)),
        *(MetaTag("property", name, content) for name, content in _open_graph(citation, stored, page_address)),
    ]


def json_ld(citation: Citation, stored: StoredArticle, outlet_home: str | None) -> Markup:
    """The article as schema.org's NewsArticle, safe inside a script element."""
    text = json.dumps(_news_article(citation, stored, outlet_home), ensure_ascii=False)
    return Markup(text.translate(_SCRIPT_ESCAPES))  # noqa: S704


def _highwire(citation: Citation) -> Iterator[tuple[str, str]]:
    """The citation_* names of Highwire Press. citation_journal_title is left out: it makes a journal article of it."""
    yield "citation_title", citation.title
    for author in citation.authors:
        yield "citation_author", _highwire_author(author, is_alone=len(citation.authors) == 1)
    if citation.published:
        yield "citation_publication_date", f"{citation.published:%Y/%m/%d}"
    if citation.language:
        yield "citation_language", citation.language
    if citation.url:
        yield "citation_public_url", citation.url
    if citation.has_web_address:
        yield "citation_fulltext_html_url", citation.address


def _highwire_author(author: CitedName, *, is_alone: bool) -> str:
    """Family, given. A comma at the end keeps a name whole that readers would divide at its last space."""
    if author.family is None or author.given is None:
        return f"{author.printed}," if " " in author.printed else author.printed
    # Zotero takes "García Márquez, Gabriel José" for two people if it is the only author.
    if is_alone and " " in author.family and " " in author.given:
        return author.printed
    return f"{author.family}, {author.given}"


def _zotero(citation: Citation) -> Iterator[tuple[str, str]]:
    """What Zotero reads beyond Highwire's names: the kind of item, its outlet, and where it is archived."""
    yield "z:itemType", "newspaperArticle"
    yield "dc.source", citation.outlet
    yield "z:archive", citation.archive
    yield "z:archiveLocation", citation.address


def _open_graph(citation: Citation, stored: StoredArticle, page_address: str) -> Iterator[tuple[str, str]]:
    article = stored.article
    yield "og:type", "article"
    yield "og:title", citation.title
    yield "og:url", page_address
    yield "og:site_name", citation.archive
    if citation.abstract:
        yield "og:description", citation.abstract
    if article.published:
        yield "article:published_time", _moment(article.published.on.isoformat(), article.published.at)
    if article.modified:
        yield "article:modified_time", _moment(article.modified.on.isoformat(), article.modified.at)
    if citation.section:
        yield "article:section", citation.section


def _news_article(citation: Citation, stored: StoredArticle, outlet_home: str | None) -> dict[str, Any]:
    article = stored.article
    publisher = {"@type": "NewsMediaOrganization", "name": citation.outlet, "url": outlet_home}
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": citation.title,
        "description": citation.abstract,
        "author": [_creator(author) for author in citation.authors] or None,
        "datePublished": _moment(article.published.on.isoformat(), article.published.at) if article.published else None,
        "dateModified": _moment(article.modified.on.isoformat(), article.modified.at) if article.modified else None,
        "inLanguage": citation.language,
        "articleSection": citation.section,
        "isAccessibleForFree": article.is_free,
        "publisher": {name: value for name, value in publisher.items() if value is not None},
        "url": citation.url,
        # Who made this description and where the copy is: schema.org's words for an archive.
        "archivedAt": citation.address if citation.has_web_address else None,
        "version": str(citation.version.number),
        "sdPublisher": {"@type": "Organization", "name": citation.archive},
        "sdDatePublished": format_utc(citation.version.accessed_at),
    }
    return {name: value for name, value in values.items() if value is not None}


def _creator(author: CitedName) -> dict[str, str]:
    if author.is_organisation:
        return {"@type": "Organization", "name": author.printed}
    parts = {"familyName": author.family, "givenName": author.given}
    return {"@type": "Person", "name": author.printed, **{name: part for name, part in parts.items() if part}}


def _moment(day: str, at: Any) -> str:
    return format_utc(at) if at else day
