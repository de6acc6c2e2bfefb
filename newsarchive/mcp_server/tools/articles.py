"""The tools for one article: its text, its versions, what changed between two of them."""

from typing import Annotated

from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from newsarchive.archive.articles.every_version import EveryVersion, read_every_version
from newsarchive.archive.articles.read import list_versions
from newsarchive.archive.database import Archive
from newsarchive.comparison.changes import changes
from newsarchive.comparison.diff import Part, compare
from newsarchive.dates import format_utc
from newsarchive.formats.citations.citation import CitedVersion, cite, version_digest
from newsarchive.formats.citations.sentence import citation_sentence
from newsarchive.mcp_server.answers import (
    ArticleText,
    AuthorName,
    ChangesOfArticle,
    VersionOfArticle,
    VersionsOfArticle,
)
from newsarchive.mcp_server.archive_reader import ArchiveReader, moment, not_found, utc_or_none
from newsarchive.records import ArticleVersion
from newsarchive.text import paragraphs

# Characters of a text, or of changed paragraphs, in one answer: some 5,000 words.
MOST_CHARACTERS = 20_000
# Versions in one answer; their texts are compared, each with the next.
MOST_VERSIONS = 50
_MARKS = {"same": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
_CHANGED_BY = {"theirs": "the outlet", "ours": "this archive read the same page differently", "unknown": "unknown"}

ArticleId = Annotated[int, Field(ge=1, le=2**63 - 1, description="The id of an article, as search gives it.")]
Number = Annotated[int | None, Field(ge=1, le=2**31, description="The number of a version; the first one is 1.")]


class ArticleTools:
    """Tools for one article."""

    def __init__(self, reader: ArchiveReader) -> None:
        self._reader = reader

    def article(
        self,
        article_id: ArticleId,
        version: Number = None,
        from_character: Annotated[int, Field(ge=0, description="`continues_at` of the part before.")] = 0,
    ) -> ArticleText:
        """Read an article: its text, where it is from, and how to cite it. Without a version, today's is given.

        A long text comes in parts. citation is a sentence to cite this version; address is permanent.
        """
        with self._reader.opened() as archive:
            every = read_every_version(archive.conn, article_id)
            if every is None:
                raise not_found(archive, article_id)
        newest = every.stored.revision
        shown = every.find(newest if version is None else version)
        if shown is None:
            raise ToolError(f"Article {article_id} has no version {version}; it has {newest}.")
        return self._text(every, shown, from_character)

    def versions(self, article_id: ArticleId) -> VersionsOfArticle:
        """List every version of an article, and how each differs from the one before."""
        with self._reader.opened() as archive:
            every = read_every_version(archive.conn, article_id)
            if every is None:
                raise not_found(archive, article_id)
        before = [None, *every.versions[:-1]]
        listed = list(zip(every.versions, before, strict=True))[-MOST_VERSIONS:]
        return VersionsOfArticle(
            id=article_id,
            outlet_title=every.stored.outlet_title,
            versions=[
                VersionOfArticle(
                    number=one.number,
                    headline=one.headline,
                    seen_at=format_utc(one.seen_at),
                    captured_at=utc_or_none(every.captured_at(one.number)),
                    sha256=_digest(one),
                    changed_by=_CHANGED_BY[earlier.cause] if earlier and earlier.cause else None,
                    changes=[str(change) for change in changes(earlier, one)] if earlier else [],
                    address=self._address(article_id, one),
                )
                for one, earlier in listed
            ],
            left_out=len(every.versions) - len(listed),
            url=every.stored.article.url,
            address=self._reader.page(f"article/{article_id}"),
        )

    def changes(self, article_id: ArticleId, older: Number = None, newer: Number = None) -> ChangesOfArticle:
        """Show word by word what changed between two versions of an article; without numbers, the last change."""
        with self._reader.opened() as archive:
            one, other = _two_versions(archive, article_id, older, newer)
        shown = compare(_parts(one), _parts(other))
        changed = [_marked(parts) for parts in shown if any(part.kind != "same" for part in parts)]
        kept = _within(changed, MOST_CHARACTERS)
        return ChangesOfArticle(
            id=article_id,
            older=one.number,
            newer=other.number,
            older_seen_at=format_utc(one.seen_at),
            newer_seen_at=format_utc(other.seen_at),
            changes=[str(change) for change in changes(one, other)],
            paragraphs=kept,
            unchanged_paragraphs=len(shown) - len(changed),
            is_cut=kept != changed,
            older_address=self._address(article_id, one),
            newer_address=self._address(article_id, other),
        )

    def _text(self, every: EveryVersion, version: ArticleVersion, start: int) -> ArticleText:
        shown, captured_at = every.as_of(version), every.captured_at(version.number)
        article, end = shown.article, start + MOST_CHARACTERS
        citation = cite(shown, self._reader.cited_as, captured_at, seen_at=version.seen_at)
        return ArticleText(
            id=shown.id,
            version=shown.revision,
            versions=every.stored.revision,
            headline=article.headline,
            standfirst=article.standfirst,
            text=article.body[start:end],
            from_character=start,
            continues_at=end if len(article.body) > end else None,
            authors=[AuthorName(author.name, author.kind) for author in article.authors],
            outlet=article.outlet,
            outlet_title=shown.outlet_title,
            published=moment(article.published),
            modified=moment(article.modified),
            source=article.source,
            language=article.language,
            section=article.section,
            kind=article.kind,
            is_complete=article.completeness == "full",
            withdrawn_since=utc_or_none(shown.gone_at),
            captured_at=utc_or_none(captured_at),
            seen_at=format_utc(citation.version.seen_at),
            sha256=citation.version.sha256,
            citation=citation_sentence(citation),
            url=article.url,
            address=citation.address,
        )

    def _address(self, article_id: int, version: ArticleVersion) -> str:
        cited = CitedVersion(version.number, _digest(version), version.seen_at)
        return self._reader.page(f"article/{article_id}/{cited.path}")


def _two_versions(
    archive: Archive, article_id: int, older: int | None, newer: int | None
) -> tuple[ArticleVersion, ArticleVersion]:
    """The two versions that are compared: newer, or the last one; older, or the one before newer."""
    versions = {one.number: one for one in list_versions(archive.conn, article_id)}
    if not versions:
        raise not_found(archive, article_id)
    later = newer if newer is not None else max(versions)
    earlier = older if older is not None else later - 1
    if len(versions) == 1:
        raise ToolError(f"Article {article_id} has only one version; nothing changed.")
    for number in (earlier, later):
        if number not in versions:
            raise ToolError(f"Article {article_id} has no version {number}; it has 1 to {max(versions)}.")
    return versions[earlier], versions[later]


def _digest(version: ArticleVersion) -> str:
    return version_digest(version.headline, version.standfirst, version.body)


def _parts(version: ArticleVersion) -> list[str]:
    return [version.headline, *([version.standfirst] if version.standfirst else []), *paragraphs(version.body)]


def _marked(parts: list[Part]) -> str:
    return "".join(_MARKS[part.kind].format(part.text) for part in parts)


def _within(texts: list[str], characters: int) -> list[str]:
    """The texts from the first on that have so many characters together; the last one may be cut."""
    kept: list[str] = []
    for text in texts:
        if characters <= 0:
            break
        kept.append(text[:characters])
        characters -= len(text)
    return kept
