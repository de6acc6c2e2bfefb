"""The one way in: a page and its outlet become an outcome, and everything is stored or nothing. Knows no Scrapy.

prepare() is nearly all of the cost and touches nothing, so it runs in a worker. keep() and keep_group() write, in the
process that holds the archive's lock. ingest() does one after the other. reextract() reads a stored page again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses, KeyedAddresses, document_addresses, keyed_addresses
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.articles.saving import Capture, CurrentVersion, Reextracted
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.captures.warc_packing import PackedCapture, pack
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import queued_urls, url_states
from newsarchive.archive.queue.url_states import Address
from newsarchive.deciding.texts import OUTCOMES
from newsarchive.deciding.versions import Version
from newsarchive.errors import CaptureError, ReaderCrashed, ReaderTimedOut, ReadingError
from newsarchive.extraction.article import read_page
from newsarchive.extraction.reading_version import reading_version
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Ingested, Outcome, Page, Reading, Sighting, Verdict


@dataclass(frozen=True, slots=True)
class Prepared:
    """A page ready to be stored: what was read, its packed capture, and the validators for the next request.

    version is the article, addresses are those under which it is filed; both are None where the page has none, and
    then outcome and reason say why. requested and final are its URLs as rows of urls. reextracted is the stored version
    as today's extraction reads it, where that was asked for.
    """

    outcome: Outcome
    reason: str | None
    version: Version | None
    capture: PackedCapture
    requested_url: str
    final_url: str
    requested: Address
    final: Address
    addresses: KeyedAddresses | None = None
    etag: str | None = None
    last_modified: str | None = None
    reextracted: Reextracted | None = None


@dataclass(frozen=True, slots=True)
class PageToKeep:
    """A page of a group, as keep() takes it: now is when it counts as fetched.

    With adds_address, its URL is added to the queue first, because no feed has named it.
    """

    prepared: Prepared
    outlet: Outlet
    now: datetime
    sighting: Sighting | None = None
    adds_address: bool = False


@dataclass(frozen=True, slots=True)
class ReextractedPage:
    """What today's extraction makes of a captured page; version is None where that is not an article, for reason."""

    outcome: Outcome
    reason: str | None
    version: Version | None
    addresses: Addresses
    fetched_at: datetime


def ingest(archive: Archive, page: Page, outlet: Outlet, now: datetime, sighting: Sighting | None = None) -> Ingested:
    """The outcome of page: read, captured, decided and stored.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    prepared = prepare(page, outlet)
    current = needs_reextraction(archive, prepared)
    if current is not None:
        prepared = with_reextracted(prepared, current, reextract(archive.captures.folder, current.capture, outlet))
    return keep(archive, prepared, outlet, now, sighting)


def prepare(page: Page, outlet: Outlet) -> Prepared:
    """page read and packed. Pure: the same result in any order and in any process."""
    return _prepared(page, outlet, read_page(page, outlet))


def needs_reextraction(archive: Archive, prepared: Prepared) -> CurrentVersion | None:
    """The stored version whose page must be read again before prepared counts as a change of the outlet's.

    Another extraction had read it, so the difference may be ours. None where nothing must be read again.
    """
    if prepared.version is None or prepared.addresses is None:
        return None
    return saving.needs_reextraction(archive, prepared.version, prepared.addresses)


def reextract(captures_folder: Path, capture: CaptureRef, outlet: Outlet) -> ReextractedPage | str:
    """What today's extraction makes of a captured page, or why the page cannot be read back.

    Touches nothing, so it runs in a worker.
    """
    try:
        page = CaptureFiles(captures_folder).read(capture)
    except CaptureError as error:
        return str(error)
    reading = read_page(page, outlet)
    canonical_url = reading.article.canonical_url if reading.article else None
    addresses = Addresses(page.requested_url, page.final_url, canonical_url)
    return ReextractedPage(reading.outcome, reading.reason, _version_of(reading, outlet), addresses, page.fetched_at)


def with_reextracted(prepared: Prepared, current: CurrentVersion, page: ReextractedPage | str) -> Prepared:
    """prepared with what today's extraction makes of the current version; unchanged where that is not an article."""
    if isinstance(page, str) or page.version is None:
        return prepared
    return replace(prepared, reextracted=Reextracted(current, page.version))


def prepare_unread(page: Page, outlet: Outlet, error: ReadingError) -> Prepared:
    """page packed but not read, because reading it failed: its capture is stored, and it is retried."""
    outcomes = {ReaderCrashed: Outcome.READER_CRASHED, ReaderTimedOut: Outcome.READER_TIMED_OUT}
    outcome = outcomes.get(type(error), Outcome.READER_CRASHED)
    return _prepared(page, outlet, Reading(outcome, reading_version(outlet), reason=str(error)))


def keep(
    archive: Archive, prepared: Prepared, outlet: Outlet, now: datetime, sighting: Sighting | None = None
) -> Ingested:
    """Stores what prepare() made: capture, article, index, revision and outcome in one transaction.

    Raises:
        ArchiveError: it could not be written; then nothing of it was. An orphan record in the captures is harmless.
    """
    return keep_group(archive, [PageToKeep(prepared, outlet, now, sighting)])[0]


def keep_group(archive: Archive, pages: Sequence[PageToKeep]) -> list[Ingested]:
    """Stores pages in one transaction, as keep() would store one after the other; their results, in their order.

    In a group a page costs less: one commit, one wait for the disk and one piece of the search index for all. After a
    kill, either the whole group is stored or nothing of it.

    Raises:
        ArchiveError: a page could not be written; then nothing of the group was. The caller can call keep() for each
            of the pages, so that one that cannot be written does not lose the others.
    """
    with archive.transaction():
        texts = NewTexts(archive.conn)
        results = [_keep(archive, page, texts) for page in pages]
        texts.write()
    return results


def keep_document(archive: Archive, article: Article, outlet: Outlet, now: datetime) -> Ingested:
    """Stores an article that comes without a page, such as an imported document.

    Raises:
        ArchiveError: it could not be written; then nothing of it was.
    """
    version = version_of(article, outlet.name, read_by=None)
    addresses = document_addresses(outlet.name, version.article)
    saved = saving.save(archive, version, outlet=outlet, addresses=addresses, now=now)
    return Ingested(OUTCOMES[saved.verdict], saved.reason, saved.verdict, saved.article_id)


def _prepared(page: Page, outlet: Outlet, reading: Reading) -> Prepared:
    version = _version_of(reading, outlet)
    return Prepared(
        outcome=reading.outcome,
        reason=reading.reason,
        version=version,
        capture=pack(page),
        requested_url=page.requested_url,
        final_url=page.final_url,
        requested=Address.of(page.requested_url, "link"),
        final=Address.of(page.final_url, "final"),
        addresses=_addresses(page, version, outlet) if version else None,
        etag=page.header("ETag"),
        last_modified=page.header("Last-Modified"),
    )


def _version_of(reading: Reading, outlet: Outlet) -> Version | None:
    return version_of(reading.article, outlet.name, reading.read_by) if reading.article else None


def _keep(archive: Archive, page: PageToKeep, texts: NewTexts) -> Ingested:
    """Stores one page inside a transaction."""
    prepared, now = page.prepared, page.now
    if page.adds_address:
        url_states.add_address(archive, page.outlet.name, prepared.requested, now)
    if any(queued_urls.is_removed(archive.conn, key) for key in {prepared.requested.key, prepared.final.key}):
        return Ingested(Outcome.REMOVED, "removed from this archive", Verdict.REMOVED)
    version, addresses = prepared.version, prepared.addresses
    if version is None and queued_urls.is_archived_elsewhere(archive.conn, prepared.requested.key):
        return Ingested(Outcome.ARCHIVED_ELSEWHERE, "archived elsewhere", Verdict.ARCHIVED_ELSEWHERE)
    kept = (
        _keep_version(archive, version, addresses, page, texts)
        if version and addresses
        else _keep_reading(archive, prepared)
    )
    url_states.record_outcome(
        archive,
        prepared.requested_url,
        kept.outcome,
        kept.reason,
        now,
        article_id=kept.article_id,
        # While a change is held back the old validators stay. Otherwise the next check would get "not modified".
        etag=None if kept.look_again_at else prepared.etag,
        last_modified=None if kept.look_again_at else prepared.last_modified,
        look_again_at=kept.look_again_at,
        shows_less=kept.verdict is Verdict.WORSE,
        has_changed=kept.verdict in (Verdict.NEW, Verdict.REVISED) or kept.look_again_at is not None,
        key=prepared.requested.key,
    )
    return kept


def _keep_reading(archive: Archive, prepared: Prepared) -> Ingested:
    """Stores the capture of a page without an article: a corrected rule can read it again without the network."""
    saving.record_capture(archive, _capture(prepared))
    return Ingested(prepared.outcome, prepared.reason)


def _keep_version(
    archive: Archive, version: Version, addresses: KeyedAddresses, page: PageToKeep, texts: NewTexts
) -> Ingested:
    saved = saving.save(
        archive,
        version,
        outlet=page.outlet,
        addresses=addresses,
        capture=_capture(page.prepared),
        now=page.now,
        sighting=page.sighting,
        reextracted=page.prepared.reextracted,
        texts=texts,
    )
    return Ingested(OUTCOMES[saved.verdict], saved.reason, saved.verdict, saved.article_id, saved.look_again_at)


def _addresses(page: Page, version: Version, outlet: Outlet) -> KeyedAddresses:
    addresses = Addresses(page.requested_url, page.final_url, version.article.canonical_url)
    return keyed_addresses(outlet, addresses, version.article)


def _capture(prepared: Prepared) -> Capture:
    return Capture(prepared.capture, prepared.requested_url)
