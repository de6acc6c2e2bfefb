"""A captured page read once more: what runs in a worker. Touches nothing."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.articles.article_rows import Version, version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.errors import CaptureError
from newsarchive.extraction.article import read_page
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What today's reader makes of a captured page; version is the article, None where it is none, for reason."""

    outcome: Outcome
    reason: str | None
    version: Version | None
    addresses: Addresses
    fetched_at: datetime


def read_again(captures_folder: Path, capture: CaptureRef, outlet: Outlet) -> ReadAgain | str:
    """The page at capture as outlet's rules read it today, or why it cannot be read back."""
    try:
        page = CaptureFiles(captures_folder).read(capture)
    except CaptureError as error:
        return str(error)
    reading = read_page(page, outlet)
    article = reading.article
    version = version_of(article, outlet.name, reading.read_by) if article else None
    addresses = Addresses(page.requested_url, page.final_url, article.canonical_url if article else None)
    return ReadAgain(reading.outcome, reading.reason, version, addresses, page.fetched_at)
