"""The citation of an article or a version for one request, and what the article's page shows of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from datasette.database import Database
from datasette.utils.asgi import Request
from markupsafe import Markup

from newsarchive import clock
from newsarchive.archive.articles.every_version import EveryVersion
from newsarchive.formats.citations.citation import Citation, CitingArchive, cite, version_digest
from newsarchive.formats.citations.coins import coins
from newsarchive.formats.citations.files import BY_EXTENSION
from newsarchive.formats.citations.sentence import SentencePart, sentence_parts
from newsarchive.records import ArticleVersion
from newsarchive.web.archive_names import path_of_pages
from newsarchive.web.citing.head_metadata import MetaTag, json_ld, meta_tags
from newsarchive.web.databases import run_query
from newsarchive.web.formatting import DateLabel, TextLanguage, text_language, time_label
from newsarchive.web.layout import site_of

if TYPE_CHECKING:
    from datasette.app import Datasette


@dataclass(frozen=True, slots=True)
class CitationFile:
    """A file with the citation: its format as people call it, its media type and its address."""

    label: str
    media_type: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownCitation:
    """What the article's page shows of a citation: the section "Cite", the head, and the lines that are printed."""

    citation: Citation
    sentence: Sequence[SentencePart]
    text_language: TextLanguage
    captured: DateLabel
    opened: DateLabel
    address: str
    text_href: str
    files: Sequence[CitationFile]
    canonical: str
    meta_tags: Sequence[MetaTag]
    json_ld: Markup
    coins: str


def citing_archive(datasette: Datasette, archive: Database, request: Request) -> CitingArchive:
    """The archive as citations name it, under the address at which the visitor reads it."""
    home = str(datasette.absolute_url(request, datasette.urls.path("/")))
    return CitingArchive(site_of(datasette, archive).title, home.rstrip("/") + path_of_pages(datasette, archive))


def cite_version(every: EveryVersion, version: ArticleVersion, cited_archive: CitingArchive) -> Citation:
    """The citation of an article in one of its versions."""
    captured_at = every.captured_at(version.number)
    return cite(every.as_of(version), cited_archive, captured_at, seen_at=version.seen_at)


def find_version(versions: Sequence[ArticleVersion], number: int, digest: str) -> int | None:
    """The number that the version with this digest has now; None if the article has no such version.

    An imported page may put an older version before others, which then have higher numbers. So of several versions
    with the same text, the first from number on is meant.
    """
    found = [
        one.number for one in versions if version_digest(one.headline, one.standfirst, one.body).startswith(digest)
    ]
    return next((one for one in found if one >= number), found[-1] if found else None)


async def shown_citation(
    datasette: Datasette, archive: Database, request: Request, every: EveryVersion, version: ArticleVersion
) -> ShownCitation:
    """The citation of an article in one of its versions."""
    stored = every.as_of(version)
    citation = cite_version(every, version, citing_archive(datasette, archive, request))
    outlet_home = await run_query(archive, lambda conn: _outlet_home(conn, stored.article.outlet))
    own = f"{site_of(datasette, archive).article}/{stored.id}"
    page = own if version.number == every.stored.revision else f"{own}/{version.number}"
    canonical = str(datasette.absolute_url(request, page))
    return ShownCitation(
        citation=citation,
        sentence=sentence_parts(citation),
        text_language=text_language(stored.article.language),
        captured=_to_the_second(citation.version.accessed_at),
        opened=_to_the_second(clock.now()),
        address=citation.address,
        text_href=f"{own}/{version.number}.version.txt",
        files=[CitationFile(one.label, one.media_type, f"{page}.{one.extension}") for one in BY_EXTENSION.values()],
        canonical=canonical,
        meta_tags=meta_tags(citation, stored, canonical),
        json_ld=json_ld(citation, stored, outlet_home),
        coins=coins(citation),
    )


def _to_the_second(time: Any) -> DateLabel:
    label = time_label(time)
    return label._replace(text=label.title)


def _outlet_home(conn: Any, outlet: str) -> str | None:
    row = conn.execute("SELECT home FROM outlets WHERE name = ?", [outlet]).fetchone()
    return row[0] if row else None
