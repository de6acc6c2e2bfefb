"""The errors a caller can act on, in one tree.

    NewsArchiveError
    ├── UsageError            a command or setting was used in a way that cannot work
    │   ├── SettingsError     newsarchive.toml or the environment has an unknown name or a wrong value
    │   └── OutletError       an outlet file is wrong, or no outlet has that name
    ├── DraftError            no outlet file can be drafted: the site cannot be fetched, or shows no articles
    ├── DocumentError         a document does not have the form that formats/document.py reads
    ├── WarcError             a file is not a WARC file, or is cut off or damaged
    ├── WarcRecordError       one record of a WARC file contains no page
    ├── DiscoveryError        a feed, sitemap or home page cannot be read
    │   ├── FeedError
    │   ├── SitemapError
    │   ├── OpmlError
    │   └── WaybackError
    ├── NotificationError     no message about alerts can be sent
    ├── FleetError            workers on other machines cannot be used, or are lost
    │   └── SegmentError      what a worker stored cannot be read back, or is not what it stored
    ├── FetchError            one requested URL gave no page
    ├── ReadingError          the extraction pool could not read a page
    │   ├── ReaderCrashed
    │   └── ReaderTimedOut
    └── ArchiveError          the archive cannot be opened or written
        ├── ArchiveMissing
        ├── ArchiveBusy
        ├── ArchiveTooNew
        ├── ArchiveTooOld
        ├── ArchiveFull
        ├── QueryTimedOut     reading took longer than a request may take
        ├── DeskError        the file of collections, notes and watches cannot be read or written
        └── CaptureError      a WARC record cannot be read back, or is not what was stored
            ├── CaptureGone   the record is missing
            └── CaptureMissing  there never was a capture of what is asked for

Each message is one line: what was being read, what is wrong, and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

# Types only: every command loads this module, and records takes longer than all else that `newsarchive --help` needs.
if TYPE_CHECKING:
    from newsarchive.records import Outcome, Page


class NewsArchiveError(Exception):
    """The base of every error here. The command line prints it as one line and exits."""


class UsageError(NewsArchiveError):
    """Raised by commands and settings when they are used wrongly. The command line exits with 2."""


class SettingsError(UsageError):
    """Raised by settings.py. It names the setting and the known settings."""


class OutletError(UsageError):
    """Raised when there is no such outlet, or its file is wrong. It names the file, the fact and the allowed values."""


class DraftError(NewsArchiveError):
    """Raised by outlet_tools/ when no outlet file can be drafted for a site. Nothing is written."""


class DocumentError(NewsArchiveError):
    """Raised by formats/document.py. Import reports the file and continues with the next."""


class WarcError(NewsArchiveError):
    """Raised by archive/captures/, with the file and the byte. Import reports it and continues with the next file."""


class WarcRecordError(NewsArchiveError):
    """Raised by archive/captures/ in the worker that reads the record. Import counts it and continues with the next."""


class DiscoveryError(NewsArchiveError):
    """Raised by discovery/. The crawl records it as the feed's failure and continues."""


class FeedError(DiscoveryError):
    """Raised by discovery.feeds when the bytes are not a feed, or are a feed without any readable entry."""


class OpmlError(DiscoveryError):
    """Raised by discovery.opml when the bytes are not a list of subscriptions, or one that is not safe to read."""


class SitemapError(DiscoveryError):
    """Raised by discovery.sitemaps when the bytes are not a sitemap."""


class WaybackError(DiscoveryError):
    """Raised by discovery.wayback when the bytes are not an answer of the Wayback Machine's index."""


class NotificationError(NewsArchiveError):
    """Raised by notifications/ when no message can be sent at all. The messages wait in the archive."""


class FleetError(NewsArchiveError):
    """Raised by fleet/ and by what runs on workers elsewhere. What was taken in stays; the command can be repeated."""


class SegmentError(FleetError):
    """Raised by segments/ when a segment is missing or damaged. Its task is run once more."""


class FetchError(NewsArchiveError):
    """Raised by crawl.fetch with the outcome, the reason, and the page if the host answered with one.

    is_unreachable: nothing answered, and the network may be the reason.
    """

    def __init__(
        self, url: str, outcome: Outcome, reason: str, page: Page | None = None, *, is_unreachable: bool = False
    ):
        advice = "; check the address and the network" if is_unreachable else ""
        super().__init__(f"{url}: not fetched ({outcome}: {reason}){advice}")
        self.outcome, self.reason, self.page, self.is_unreachable = outcome, reason, page, is_unreachable


class ReadingError(NewsArchiveError):
    """Raised by workers.pool. Ingest records it as the page's outcome and keeps the capture."""


class ReaderCrashed(ReadingError):
    """The worker process died while it read this page, and so did another one. The page is tried again later."""


class ReaderTimedOut(ReadingError):
    """The worker was stopped because this page took longer than the limit. The page is tried again later."""


class ArchiveError(NewsArchiveError):
    """Raised by archive/. What was stored before is not changed."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that path. Raised by commands that only read: they do not create one."""


class ArchiveBusy(ArchiveError):
    """Another process is writing, or the file stayed locked longer than the time-out."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer version of newsarchive."""


class ArchiveTooOld(ArchiveError):
    """The archive's schema is older than this version reads. Any command that writes migrates it."""


class ArchiveFull(ArchiveError):
    """The disk is full, or has less free space than a crawl needs to stop cleanly."""


class QueryTimedOut(ArchiveError):
    """Raised by archive.time_limit. Whoever asked is told to ask for less."""


class DeskError(ArchiveError):
    """Raised by archive/desk/. The archive itself is not affected: crawls go on, and pages are shown without it."""


class CaptureError(ArchiveError):
    """Raised by archive/captures/ when a record cannot be read back."""


class CaptureGone(CaptureError):
    """The file or the record is missing: lost, or deleted on purpose. `verify` may mark its row as expired."""


class CaptureMissing(CaptureError):
    """There is no such article or version, or it came without a page, as imported documents do."""
