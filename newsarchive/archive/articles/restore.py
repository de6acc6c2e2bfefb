"""Restores articles as another archive had them: with their versions, and since when they were known.

prepare() is most of the cost and touches nothing, so it runs in a worker. restore_all() writes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from newsarchive.archive.articles import article_rows, identity, saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import KeyedAddresses
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.articles.read import as_of, list_versions
from newsarchive.archive.articles.saving import SaveResult
from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.deciding.versions import Version
from newsarchive.formats.jsonl import read_line
from newsarchive.outlet import Outlet
from newsarchive.records import ArticleVersion, StoredArticle, Verdict


@dataclass(frozen=True, slots=True)
class PreparedArticle:
    """An article of another archive, ready to be stored.

    history has the columns of articles that say how it was known there, earlier the columns of its replaced versions.
    line is the article as JSON. Its versions are needed only where the article is known here, and only then they are
    read from it, because values of many parts take long on their way from one process to another.
    """

    outlet: str
    outlet_title: str
    version: Version
    addresses: KeyedAddresses
    first_seen_at: datetime
    history: Mapping[str, Any]
    earlier: tuple[Mapping[str, Any], ...]
    line: str

    @property
    def stored(self) -> StoredArticle:
        """The article as the other archive had it."""
        return read_line(self.line)


def prepare(line: str) -> PreparedArticle:
    """The article in a line of an export (see formats/jsonl.py) as it will be stored here.

    Pure: the same result in any process.

    Raises:
        DocumentError: as formats.jsonl.read_line.
    """
    stored = read_line(line)
    article = stored.article
    version = version_of(article, article.outlet, stored.read_by)
    since = format_utc(stored.revised_at or stored.first_seen_at)
    replaced = [*(format_utc(one.seen_at) for one in stored.earlier[1:]), since]
    return PreparedArticle(
        outlet=article.outlet,
        outlet_title=stored.outlet_title,
        version=version,
        addresses=identity.document_addresses(article.outlet, version.article),
        first_seen_at=stored.first_seen_at,
        history={
            "revision": stored.revision,
            "revised_at": format_utc(stored.revised_at) if stored.revised_at else None,
            "checked_at": format_utc(stored.checked_at) if stored.checked_at else None,
            "gone_at": format_utc(stored.gone_at) if stored.gone_at else None,
        },
        earlier=tuple(
            {**article_rows.revision_columns(one), "replaced_at": at}
            for one, at in zip(stored.earlier, replaced, strict=False)
        ),
        line=line,
    )


def restore_all(archive: Archive, articles: Iterable[tuple[PreparedArticle, Outlet]]) -> list[SaveResult]:
    """Stores articles of another archive in one transaction, in their order, each with its outlet.

    An article that is known here gets the versions it lacks, at their times. The others get ids of this archive. The
    pages they were read from are not copied.

    Raises:
        ArchiveError: an article could not be written; then none of them was.
    """
    with archive.transaction():
        texts = NewTexts(archive.conn)
        results = [_restore(archive, prepared, outlet, texts) for prepared, outlet in articles]
        texts.write()
    return results


def _restore(archive: Archive, prepared: PreparedArticle, outlet: Outlet, texts: NewTexts) -> SaveResult:
    conn, version = archive.conn, prepared.version
    urls = identity.find_known(conn, prepared.addresses)
    texts.write_if_among([one.article_id for one in urls.values()], version)
    match = identity.find_by_address(conn, prepared.addresses, version.article, urls)
    if match is not None:
        return _add_missing_versions(archive, match.article_id, prepared, outlet, texts)
    saved = saving.save(
        archive,
        version,
        outlet=outlet,
        addresses=prepared.addresses,
        now=prepared.first_seen_at,
        texts=texts,
        history=prepared.history,
    )
    if saved.verdict is Verdict.NEW and saved.article_id is not None:
        for columns in prepared.earlier:
            article_rows.insert(conn, "revisions", {"article_id": saved.article_id, **columns})
    return saved


def _add_missing_versions(
    archive: Archive, article_id: int, prepared: PreparedArticle, outlet: Outlet, texts: NewTexts
) -> SaveResult:
    """Saves every version as of when it was seen; the result says whether any was new."""
    stored, version = prepared.stored, prepared.version
    # Otherwise two versions of one second would replace each other at every import.
    known = {_key(version) for version in list_versions(archive.conn, article_id)}
    since = stored.revised_at or stored.first_seen_at
    results = []
    for one, at in [
        *((_earlier(stored, earlier), earlier.seen_at) for earlier in stored.earlier if _key(earlier) not in known),
        (version, since),
        (version, stored.checked_at or since),
    ]:
        addresses = identity.document_addresses(outlet.name, one.article)
        # A version that the other archive stored did not come too soon there.
        saved = saving.save(archive, one, outlet=outlet, addresses=addresses, now=at, holds=False, texts=texts)
        results.append(saved)
    return next((saved for saved in results if saved.verdict is Verdict.REVISED), results[-1])


def _earlier(stored: StoredArticle, version: ArticleVersion) -> Version:
    earlier = as_of(stored, version)
    return version_of(earlier.article, earlier.article.outlet, earlier.read_by)


def _key(version: ArticleVersion) -> tuple[str, str, str]:
    return format_utc(version.seen_at), version.headline, version.body
