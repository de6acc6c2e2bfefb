"""Articles as the pages they were read from: their WARC records, copied as they are stored."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import BinaryIO

from newsarchive.archive.articles.read import CapturedPage, captured_pages
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import warcinfo
from newsarchive.archive.database import Archive
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import Selection
from newsarchive.errors import CaptureError

# Articles whose captures are looked up together.
_BATCH = 100
MAX_PROBLEMS = 20


@dataclass
class WarcCopied:
    """What was exported of the selected articles so far.

    pageless counts articles without a page, such as imported documents. given_up counts deleted captures, of which only
    the row is left. damaged counts records that cannot be read; problems are the first of them.
    """

    articles: int = 0
    captures: int = 0
    pageless: int = 0
    given_up: int = 0
    damaged: int = 0
    problems: list[str] = field(default_factory=list)


def write_warc(
    archive: Archive,
    selection: Selection,
    out: BinaryIO,
    name: str,
    now: datetime,
    *,
    versions: bool = False,
    progress: Callable[[WarcCopied], None] = lambda copied: None,
) -> WarcCopied:
    """Writes a warcinfo record, then the capture of each selected article, newest first.

    With versions, the captures of earlier texts follow that of today's text. Every record is verified before it is
    copied; a damaged one is left out and counted. name is the file name in the warcinfo record.

    Raises:
        UsageError: the selection's query contains nothing to search for.
    """
    copied = WarcCopied()
    batches = verified_records(archive, selection, copied, versions=versions)
    out.write(warcinfo(name, now, description=describe(selection, versions)))
    for records in batches:
        for _, record in records:
            out.write(record)
        progress(copied)
    return copied


def verified_records(
    archive: Archive, selection: Selection, copied: WarcCopied, *, versions: bool = False
) -> Iterator[Iterator[tuple[CapturedPage, bytes]]]:
    """The pages of the selected articles, newest article first, each with its record, a hundred articles at a time.

    copied counts what was read; a record that cannot be read is left out.

    Raises:
        UsageError: the selection's query contains nothing to search for; raised at once, not when the first is read.
    """
    lists = select_ids(archive.conn, selection)
    batches = (ids[start : start + _BATCH] for ids in lists for start in range(0, len(ids), _BATCH))
    return (_records(archive, ids, copied, versions) for ids in batches)


def describe(selection: Selection, versions: bool) -> str:
    """What is in the file, such as: captures of articles: outlets guardian; since 2026-01-01."""
    values = ((one.name, getattr(selection, one.name)) for one in fields(selection) if one.name != "own_sets")
    chosen = [f"{name} {', '.join(value) if isinstance(value, tuple) else value}" for name, value in values if value]
    what = "captures of articles and of their earlier versions" if versions else "captures of articles"
    return f"{what}: {'; '.join(chosen) or 'the whole archive'}"


def _records(
    archive: Archive, ids: list[int], copied: WarcCopied, versions: bool
) -> Iterator[tuple[CapturedPage, bytes]]:
    pages = captured_pages(archive.conn, ids, versions=versions)
    copied.articles += len(ids)
    copied.pageless += len(ids) - len({page.article_id for page in pages})
    for page in pages:
        if page.ref is None:
            copied.given_up += 1
        elif (record := _record(archive, page.ref, copied)) is not None:
            yield page, record
            copied.captures += 1


def _record(archive: Archive, ref: CaptureRef, copied: WarcCopied) -> bytes | None:
    try:
        return archive.captures.record(ref)
    except CaptureError as error:
        copied.damaged += 1
        if len(copied.problems) < MAX_PROBLEMS:
            copied.problems.append(str(error))
        return None
