"""The ledger of segments: which parts of which file, or runs of a crawl, were taken in. Written with their articles.

Workers may deliver a part twice, or not at all. With the ledger, the archive has each part exactly once.
"""

from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One part of a file that was taken in: from the byte begins_at to the byte ends_at, where the next part begins."""

    source: str
    begins_at: int
    ends_at: int
    digest: str
    pages: int


def add_to_ledger(archive: Archive, row: LedgerRow, now: datetime) -> None:
    """Records that a part was taken in; the caller's transaction has its articles.

    A part that is there already is a mistake of ours: SQLite refuses the row, and the whole transaction is undone.
    """
    with archive.transaction():
        archive.conn.execute(
            "INSERT INTO segments(source, begins_at, ends_at, digest, pages, taken_at) VALUES (?, ?, ?, ?, ?, ?)",
            [row.source, row.begins_at, row.ends_at, row.digest, row.pages, format_utc(now)],
        )


def taken_up_to(archive: Archive, source: str) -> int:
    """The byte of the file up to which all of it was taken in; 0 where nothing was."""
    row = archive.conn.execute("SELECT max(ends_at) FROM segments WHERE source = ?", [source]).fetchone()
    return int(row[0] or 0)


def forget_source(archive: Archive, source: str) -> None:
    """Deletes the rows of a file that is to be read again from its beginning."""
    with archive.transaction():
        archive.conn.execute("DELETE FROM segments WHERE source = ?", [source])
