"""Articles come back as another archive had them: with their versions, and since when they were known."""

from dataclasses import replace

from newsarchive.archive import identity, store, writing
from newsarchive.archive.archive import Archive
from newsarchive.archive.identity import Addresses
from newsarchive.archive.store import Saved
from newsarchive.archive.writing import version_of
from newsarchive.dates import format_utc
from newsarchive.outlet import Outlet
from newsarchive.records import EarlierVersion, StoredArticle, Verdict


def restore(archive: Archive, stored: StoredArticle, outlet: Outlet) -> Saved:
    """Stores an article of another archive; one that is known here gets what it lacks, each version at its time.

    It is given an id of this archive. The pages it was read from stay where they are.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    version = version_of(stored.article, outlet.name, stored.read_by)
    url = stored.article.url
    addresses = Addresses(requested=url, final=url) if url else Addresses()
    with archive.transaction():
        places = identity.places_of(outlet, addresses, version.article)
        if identity.find_by_address(archive.conn, places, version.article) is not None:
            return _add_what_lacks(archive, stored, outlet, addresses)
        saved = store.save(archive, version, outlet=outlet, addresses=addresses, now=stored.first_seen_at)
        if saved.verdict is Verdict.NEW and saved.article_id is not None:
            _give_history(archive, saved.article_id, stored)
    return saved


def _add_what_lacks(archive: Archive, stored: StoredArticle, outlet: Outlet, addresses: Addresses) -> Saved:
    """Shows the archive every version as of when it was seen; the answer says whether any was new."""
    known = _known_versions(archive, stored, outlet, addresses)
    verdicts = []
    for one, at in [
        *(
            (_article_then(stored, version), version.seen_at)
            for version in stored.earlier
            if _key(version) not in known
        ),
        (stored, stored.checked_at or stored.revised_at or stored.first_seen_at),
    ]:
        version = version_of(one.article, outlet.name, one.read_by)
        verdicts.append(store.save(archive, version, outlet=outlet, addresses=addresses, now=at))
    return next((saved for saved in verdicts if saved.verdict is Verdict.REVISED), verdicts[-1])


def _known_versions(
    archive: Archive, stored: StoredArticle, outlet: Outlet, addresses: Addresses
) -> set[tuple[str, str, str]]:
    """Those that are there already: two versions of one second would else take turns at every import."""
    places = identity.places_of(outlet, addresses, stored.article)
    match = identity.find_by_address(archive.conn, places, stored.article)
    rows = archive.conn.execute(
        "SELECT seen_at, headline, body FROM article_versions WHERE article_id = ?", [match.article_id if match else 0]
    )
    return {(seen_at, headline, body) for seen_at, headline, body in rows}


def _key(version: EarlierVersion) -> tuple[str, str, str]:
    return format_utc(version.seen_at), version.headline, version.body


def _article_then(stored: StoredArticle, version: EarlierVersion) -> StoredArticle:
    article = replace(stored.article, headline=version.headline, standfirst=version.standfirst, body=version.body)
    return replace(stored, article=article, read_by=version.read_by)


def _give_history(archive: Archive, article_id: int, stored: StoredArticle) -> None:
    times = {"revised_at": stored.revised_at, "checked_at": stored.checked_at, "gone_at": stored.gone_at}
    row = {name: format_utc(time) if time else None for name, time in times.items()}
    archive.conn.execute(
        """UPDATE articles SET revision = :revision, revised_at = :revised_at, checked_at = :checked_at,
             gone_at = :gone_at WHERE id = :id""",
        {**row, "revision": stored.revision, "id": article_id},
    )
    for version in stored.earlier:
        superseded = {
            "article_id": article_id,
            "number": version.number,
            "seen_at": format_utc(version.seen_at),
            "headline": version.headline,
            "standfirst": version.standfirst,
            "body": version.body,
            "read_by": version.read_by,
            "cause": version.cause,
        }
        writing.insert(archive.conn, "revisions", superseded)
