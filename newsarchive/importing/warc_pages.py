"""One WARC record as a page of an outlet: whether it may be one, why not, and how a worker reads it.

Writes nothing. warc.py imports whole files with it, warc_range.py parts of them.
"""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from newsarchive import ingest
from newsarchive.archive.articles import saving
from newsarchive.archive.captures.record_pages import page_of_record
from newsarchive.archive.captures.warc_packing import REQUESTED_URI
from newsarchive.archive.captures.warc_reader import WarcRecord
from newsarchive.archive.database import Archive
from newsarchive.errors import ReaderCrashed, ReadingError, WarcRecordError
from newsarchive.importing.warc_report import DAMAGED, NO_PAGE, NOT_WANTED, TOO_LARGE, UNKNOWN_HOST
from newsarchive.ingest import PageToKeep, Prepared
from newsarchive.outlet import Outlet
from newsarchive.urls import MAX_URL_LENGTH
from newsarchive.workers.pool import WorkerPool

# Pages that wait for a worker, or to be stored: enough that one slow page does not hold up the others for long.
PENDING_PER_WORKER = 16
# What a worker imports before its first record.
PRELOAD = ("newsarchive.importing.warc_pages",)
# Other records hold requests and facts about the crawl; other schemes, such as dns: and urn:, name no pages.
_KINDS_WITH_PAGES = ("response", "revisit", "resource")
_WEB_SCHEMES = ("http:", "https:")


def may_be_page(record: WarcRecord) -> bool:
    """Whether a record is one of those that an import counts as pages."""
    return record.kind in _KINDS_WITH_PAGES and record.is_page and record.url.lower().startswith(_WEB_SCHEMES)


def why_not(record: WarcRecord, outlet: Outlet | None) -> str | None:
    """Why a record is not read as a page of outlet, as far as the record itself says; None if it is read."""
    if record.kind == "revisit":
        # The page was the same as in an earlier record, often in another file (ISO 28500, 6.7).
        return NO_PAGE
    if outlet is None:
        return UNKNOWN_HOST
    if not outlet.wants(record.url):
        return NOT_WANTED
    if record.raw is None or record.is_cut:
        return TOO_LARGE
    if record.http_status is None or record.date is None:
        return DAMAGED
    return NO_PAGE if record.http_status // 100 != 2 else None


def requested_url(record: WarcRecord) -> str:
    """The URL that was requested for a record: our own files say it, others name only the final one."""
    return record.headers.get(REQUESTED_URI.lower(), record.url)


def is_known(archive: Archive, url: str, fetched_at: datetime) -> bool:
    """Whether the page of url, as it was fetched in that second, was imported or crawled before."""
    return saving.is_captured(archive.conn, url, fetched_at)


def place_of(file: Path, record: WarcRecord) -> str:
    """The place of a record, as a report names it."""
    return f"{file}: byte {record.position.offset:,}: {record.url[:MAX_URL_LENGTH]}"


async def prepare_in_pool(pool: WorkerPool, raw: bytes, outlet: Outlet, max_bytes: int) -> Prepared | str:
    """As prepare_record, in a worker; a page whose reading fails or takes too long is packed without being read."""
    try:
        return await pool.run(prepare_record, raw, outlet, max_bytes)
    except ReadingError as error:
        return prepare_unread(raw, outlet, max_bytes, error)
    except Exception as error:
        # A mistake of ours or of the outlet's `read` skips this page. Its capture is stored and read again later.
        return prepare_unread(raw, outlet, max_bytes, ReaderCrashed(f"{type(error).__name__}: {error}"))


def page_to_keep(prepared: Prepared, outlet: Outlet) -> PageToKeep:
    """A page to store as a crawl would have at the time of the capture. Its validators are of no use now."""
    prepared = replace(prepared, etag=None, last_modified=None)
    return PageToKeep(prepared, outlet, prepared.capture.fetched_at, adds_address=True)


def prepare_record(raw: bytes, outlet: Outlet, max_bytes: int) -> Prepared | str:
    """A record read as a page of outlet and packed again, or why it has no page; runs in a worker."""
    try:
        page = page_of_record(raw, max_bytes)
    except WarcRecordError as error:
        return str(error)
    return ingest.prepare(page, outlet)


def prepare_unread(raw: bytes, outlet: Outlet, max_bytes: int, error: ReadingError) -> Prepared | str:
    """A record whose reading as an article failed, packed; or why it has no page at all."""
    try:
        return ingest.prepare_unread(page_of_record(raw, max_bytes), outlet, error)
    except WarcRecordError as problem:
        return str(problem)
