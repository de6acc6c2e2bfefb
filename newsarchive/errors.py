"""The errors a caller can act on, in one tree.

    NewsArchiveError
    ├── UsageError            a command or setting was used in a way that cannot work
    │   ├── SettingsError     newsarchive.toml or the environment says something we do not know
    │   └── OutletError       an outlet file is wrong, or no outlet has that name
    ├── DraftError            a site gives no outlet: it cannot be asked, or shows no articles
    ├── DocumentError         a document is not of the form that document.py reads
    ├── WarcError             a file is no WARC file, or is cut off or damaged at a place
    ├── WarcRecordError       one record of a WARC file gives no page
    ├── DiscoveryError        the bytes of a feed, sitemap or home page gave nothing to go on
    │   ├── FeedError
    │   ├── SitemapError
    │   └── WaybackError
    ├── FetchError            an address that was asked for by itself gave no page
    ├── ReadingError          the extraction pool could not read a page
    │   ├── ReaderCrashed
    │   └── ReaderTimedOut
    └── ArchiveError          the archive could not be opened or written
        ├── ArchiveMissing
        ├── ArchiveBusy
        ├── ArchiveTooNew
        ├── ArchiveTooOld
        ├── ArchiveFull
        └── CaptureError      a WARC record is not where the archive says, or is not what was stored
            └── CaptureGone   it is there no more

Every message is one line that says what was being read, what was wrong and what to do.
"""

from newsarchive.records import Outcome, Page


class NewsArchiveError(Exception):
    """The base of every error here; the command line prints it as one line and exits."""


class UsageError(NewsArchiveError):
    """Raised by commands and settings; the command line exits with 2."""


class SettingsError(UsageError):
    """Raised by settings.py, naming the setting and the known ones."""


class OutletError(UsageError):
    """Raised when an outlet is declared, naming file, fact and allowed values, or when no outlet has that name."""


class DraftError(NewsArchiveError):
    """Raised by outlet_tools/ when no outlet file can be drafted for a site; nothing was written."""


class DocumentError(NewsArchiveError):
    """Raised by document.py; import reports it for that file and goes on to the next."""


class WarcError(NewsArchiveError):
    """Raised by archive.warc, naming file and byte; import reports it and goes on to the next file."""


class WarcRecordError(NewsArchiveError):
    """Raised by archive.warc in the worker that reads the record; import counts it and goes on to the next."""


class DiscoveryError(NewsArchiveError):
    """Raised by discovery/; the crawl records it as the feed's failure and goes on."""


class FeedError(DiscoveryError):
    """Raised by discovery.feeds when the bytes are no feed, or a feed without a single entry that can be read."""


class SitemapError(DiscoveryError):
    """Raised by discovery.sitemaps when the bytes are no sitemap."""


class WaybackError(DiscoveryError):
    """Raised by discovery.wayback when the bytes are not what the Wayback Machine's index answers."""


class FetchError(NewsArchiveError):
    """Raised by crawl.fetching with the outcome, the reason, and the page where the host did answer with one."""

    def __init__(self, url: str, outcome: Outcome, reason: str, page: Page | None = None):
        super().__init__(f"{url}: not fetched ({outcome}: {reason})")
        self.outcome, self.reason, self.page = outcome, reason, page


class ReadingError(NewsArchiveError):
    """Raised by extraction.pool; ingest records it as the page's outcome, with the capture kept."""


class ReaderCrashed(ReadingError):
    """The worker process died while it read this page; the page is tried again later."""


class ReaderTimedOut(ReadingError):
    """The worker was stopped because this page took longer than the limit; the page is tried again later."""


class ArchiveError(NewsArchiveError):
    """Raised by archive/; what was stored before stays as it was."""


class ArchiveMissing(ArchiveError):
    """There is no archive at that path; raised by readers, since only writers make one."""


class ArchiveBusy(ArchiveError):
    """Another writer holds the lock, or the file stayed locked longer than the time-out."""


class ArchiveTooNew(ArchiveError):
    """The archive was written by a newer version of newsarchive."""


class ArchiveTooOld(ArchiveError):
    """The archive's schema is older than this version reads; any verb that writes migrates it."""


class ArchiveFull(ArchiveError):
    """The disk is full, or below the reserve at which a crawl stops cleanly."""


class CaptureError(ArchiveError):
    """Raised by archive.captures when a record cannot be read back."""


class CaptureGone(CaptureError):
    """The file or the record is there no more: lost, given up or removed. verify may mark its row as expired."""
