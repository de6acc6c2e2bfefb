"""Restores articles as another archive had them: with their versions, and since when they were known."""

from newsarchive.archive.articles import article_rows, identity, saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import as_of, list_versions
from newsarchive.archive.articles.saving import SaveResult
from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.outlet import Outlet
from newsarchive.records import ArticleVersion, StoredArticle, Verdict


def restore(archive: Archive, stored: StoredArticle, outlet: Outlet) -> SaveResult:
    """Stores an article of another archive. An article that is known here gets the versions it lacks, at their times.

    It gets an id of this archive. The pages it was read from are not copied.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    version = version_of(stored.article, outlet.name, stored.read_by)
    url = stored.article.url
    addresses = Addresses(requested=url, final=url) if url else Addresses()
    with archive.transaction():
        keyed = identity.keyed_addresses(outlet, addresses, version.article)
        match = identity.find_by_address(archive.conn, keyed, version.article)
        if match is not None:
            return _add_missing_versions(archive, match.article_id, stored, outlet, addresses)
        saved = saving.save(archive, version, outlet=outlet, addresses=addresses, now=stored.first_seen_at)
        if saved.verdict is Verdict.NEW and saved.article_id is not None:
            _write_history(archive, saved.article_id, stored)
    return saved


def _add_missing_versions(
    archive: Archive, article_id: int, stored: StoredArticle, outlet: Outlet, addresses: Addresses
) -> SaveResult:
    """Saves every version as of when it was seen; the result says whether any was new."""
    # Otherwise two versions of one second would replace each other at every import.
    known = {_key(version) for version in list_versions(archive.conn, article_id)}
    since = stored.revised_at or stored.first_seen_at
    results = []
    for one, at in [
        *((as_of(stored, version), version.seen_at) for version in stored.earlier if _key(version) not in known),
        (stored, since),
        (stored, stored.checked_at or since),
    ]:
        version = version_of(one.article, outlet.name, one.read_by)
        # A version that the other archive stored did not come too soon there.
        results.append(saving.save(archive, version, outlet=outlet, addresses=addresses, now=at, holds=False))
    return next((saved for saved in results if saved.verdict is Verdict.REVISED), results[-1])


def _key(version: ArticleVersion) -> tuple[str, str, str]:
    return format_utc(version.seen_at), version.headline, version.body


def _write_history(archive: Archive, article_id: int, stored: StoredArticle) -> None:
    times = {"revised_at": stored.revised_at, "checked_at": stored.checked_at, "gone_at": stored.gone_at}
    row = {name: format_utc(time) if time else None for name, time in times.items()}
    archive.conn.execute(
        """UPDATE articles SET revision = :revision, revised_at = :revised_at, checked_at = :checked_at,
             gone_at = :gone_at WHERE id = :id""",
        {**row, "revision": stored.revision, "id": article_id},
    )
    for version in stored.earlier:
        article_rows.add_revision(archive.conn, article_id, version)
    article_rows.date_revisions(archive.conn, article_id)
