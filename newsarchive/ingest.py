"""The one way in: a page and its outlet become an outcome, with everything stored or nothing. Knows no Scrapy.

prepare() costs nearly everything and touches nothing, so it runs in a worker; keep() writes, in the process that
holds the archive's lock. ingest() is one after the other.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.article_rows import Version, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, Reread, Standing
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef, PackedCapture, pack
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.errors import CaptureError, ReaderCrashed, ReaderTimedOut, ReadingError
from newsarchive.extraction.article import read_page
from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Ingested, Outcome, Page, Reading, Sighting, Verdict

# What the URL that was asked for became, by what the archive did with its article.
_OUTCOMES = {
    Verdict.NEW: Outcome.ARTICLE,
    Verdict.UNCHANGED: Outcome.ARTICLE,
    Verdict.REVISED: Outcome.ARTICLE,
    Verdict.WORSE: Outcome.ARTICLE,
    Verdict.KNOWN_ELSEWHERE: Outcome.SAME_ARTICLE,
    Verdict.REMOVED: Outcome.REMOVED,
}


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page as it is stored: what was read, the record of the capture, and what the next request needs to know.

    version is the article; None where the page gave none, and then outcome and reason say why.
    """

    outcome: Outcome
    reason: str | None
    version: Version | None
    capture: PackedCapture
    requested_url: str
    final_url: str
    etag: str | None = None
    last_modified: str | None = None
    before: Reread | None = None


def ingest(archive: Archive, page: Page, outlet: Outlet, now: datetime, sighting: Sighting | None = None) -> Ingested:
    """What became of page: read, captured, judged and stored.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    prepared = prepare(page, outlet)
    standing = to_reread(archive, prepared, outlet)
    if standing is not None:
        prepared = with_reread(prepared, standing, reread(archive.captures.folder, standing.capture, outlet))
    return keep(archive, prepared, outlet, now, sighting)


def prepare(page: Page, outlet: Outlet) -> Prepared:
    """page read and packed; pure, the same answer in any order and any process."""
    return _prepared(page, outlet, read_page(page, outlet))


def to_reread(archive: Archive, prepared: Prepared, outlet: Outlet) -> Standing | None:
    """What must be read again, since another reader read it, before prepared can be called a change of the outlet's."""
    if prepared.version is None:
        return None
    return saving.standing(archive, prepared.version, outlet, _addresses(prepared, prepared.version))


def reread(captures_folder: Path, capture: CaptureRef, outlet: Outlet) -> Version | None:
    """What today's reader makes of a stored page; None where that is no article, or the page is gone.

    Touches nothing, so it runs in a worker.
    """
    try:
        page = CaptureFiles(captures_folder).read(capture)
    except CaptureError:
        return None
    return _version_of(read_page(page, outlet), outlet)


def with_reread(prepared: Prepared, standing: Standing, version: Version | None) -> Prepared:
    """prepared with what today's reader makes of the standing version; as it was where that is no article."""
    return replace(prepared, before=Reread(standing, version)) if version else prepared


def prepare_unread(page: Page, outlet: Outlet, error: ReadingError) -> Prepared:
    """page packed without having been read, since reading it failed: its capture is kept, and it is tried again."""
    outcomes = {ReaderCrashed: Outcome.READER_CRASHED, ReaderTimedOut: Outcome.READER_TIMED_OUT}
    outcome = outcomes.get(type(error), Outcome.READER_CRASHED)
    return _prepared(page, outlet, Reading(outcome, reading_version(outlet), reason=str(error)))


def keep(
    archive: Archive, prepared: Prepared, outlet: Outlet, now: datetime, sighting: Sighting | None = None
) -> Ingested:
    """Stores what prepare() made: capture first, then article, index, revision and outcome in one transaction.

    Raises:
        ArchiveError: it could not be written; then nothing of it was. An orphan record in the captures is harmless.
    """
    version = prepared.version
    with archive.transaction():
        if any(saving.is_removed(archive.conn, url) for url in (prepared.requested_url, prepared.final_url)):
            return Ingested(Outcome.REMOVED, "removed from this archive", Verdict.REMOVED)
        kept = (
            _keep_reading(archive, prepared, now)
            if version is None
            else _keep_version(archive, version, prepared, outlet, now, sighting)
        )
        url_states.settle(
            archive,
            prepared.requested_url,
            kept.outcome,
            kept.reason,
            now,
            article_id=kept.article_id,
            # Of a change held back the old validators stay, so that the next look is not told "not modified".
            etag=None if kept.look_again_at else prepared.etag,
            last_modified=None if kept.look_again_at else prepared.last_modified,
            look_again_at=kept.look_again_at,
            is_worse=kept.verdict is Verdict.WORSE,
        )
    return kept


def keep_document(archive: Archive, article: Article, outlet: Outlet, now: datetime) -> Ingested:
    """Stores an article that comes without a page, such as an imported document.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    addresses = Addresses(requested=article.url, final=article.url) if article.url else Addresses()
    version = version_of(article, outlet.name, read_by=None)
    saved = saving.save(archive, version, outlet=outlet, addresses=addresses, now=now)
    return Ingested(_OUTCOMES[saved.verdict], saved.reason, saved.verdict, saved.article_id)


def _prepared(page: Page, outlet: Outlet, reading: Reading) -> Prepared:
    return Prepared(
        outcome=reading.outcome,
        reason=reading.reason,
        version=_version_of(reading, outlet),
        capture=pack(page),
        requested_url=page.requested_url,
        final_url=page.final_url,
        etag=page.header("ETag"),
        last_modified=page.header("Last-Modified"),
    )


def _version_of(reading: Reading, outlet: Outlet) -> Version | None:
    return version_of(reading.article, outlet.name, reading.read_by) if reading.article else None


def _keep_reading(archive: Archive, prepared: Prepared, now: datetime) -> Ingested:
    """The capture of a page that gave no article: a mended rule can read it again without asking the outlet."""
    saving.record_capture(archive, _capture(prepared))
    return Ingested(prepared.outcome, prepared.reason)


def _keep_version(
    archive: Archive, version: Version, prepared: Prepared, outlet: Outlet, now: datetime, sighting: Sighting | None
) -> Ingested:
    saved = saving.save(
        archive,
        version,
        outlet=outlet,
        addresses=_addresses(prepared, version),
        capture=_capture(prepared),
        now=now,
        sighting=sighting,
        before=prepared.before,
    )
    return Ingested(_OUTCOMES[saved.verdict], saved.reason, saved.verdict, saved.article_id, saved.look_again_at)


def _addresses(prepared: Prepared, version: Version) -> Addresses:
    return Addresses(prepared.requested_url, prepared.final_url, version.article.canonical_url)


def _capture(prepared: Prepared) -> Capture:
    return Capture(prepared.capture, prepared.requested_url)
