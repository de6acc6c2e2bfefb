"""One segment: the pages of one task in the order of the input, as JSON lines, with their captures as a WARC file.

Nobody writes a segment twice: each attempt at a task has files of its own, and only the attempt whose name comes back
to the writer is taken in.
"""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import datetime
from types import TracebackType
from typing import Self

import msgspec

from newsarchive.errors import SegmentError
from newsarchive.ingest import Prepared
from newsarchive.segments.folder import SegmentFolder


@dataclass(frozen=True, slots=True)
class SegmentPage:
    """One page of the input: prepared by the rules of outlet, refused for a reason, or damaged with a problem.

    requested_url and fetched_at say which capture it is. record_bytes is the length of its capture in the WARC file.
    """

    url: str = ""
    outlet: str | None = None
    requested_url: str | None = None
    fetched_at: datetime | None = None
    prepared: Prepared | None = None
    refused: str | None = None
    problem: str | None = None
    record_bytes: int = 0


@dataclass(frozen=True, slots=True)
class SegmentName:
    """What comes back from a worker: the name of a segment, the digest of all that it holds, and how many pages."""

    name: str
    digest: str
    pages: int


_DECODER = msgspec.json.Decoder(SegmentPage)


class SegmentWriter:
    """Writes one segment; a context manager. name is what the finished segment is called.

    Raises:
        FleetError: the folder cannot be written, or has no room.
    """

    def __init__(self, folder: SegmentFolder, task: str) -> None:
        self.name = f"{task}-{secrets.token_hex(6)}"
        self._folder = folder
        self._digest = _new_digest()
        self._pages = 0
        self._files = ExitStack()

    def __enter__(self) -> Self:
        self._lines = self._files.enter_context(self._folder.writing(_lines_of(self.name)))
        self._records = self._files.enter_context(self._folder.writing(_records_of(self.name)))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.__exit__(kind, error, trace)
        if error is not None:
            remove_segment(self._folder, self.name)

    def add(self, page: SegmentPage) -> None:
        """Writes one page."""
        record = b""
        if page.prepared is not None:
            record = page.prepared.capture.record
            bare = replace(page.prepared, capture=replace(page.prepared.capture, record=b""))
            page = replace(page, prepared=bare, record_bytes=len(record))
        line = msgspec.json.encode(page) + b"\n"
        self._digest.update(line)
        self._digest.update(record)
        self._lines.write(line)
        self._records.write(record)
        self._pages += 1

    @property
    def finished(self) -> SegmentName:
        """The segment as it is after the block."""
        return SegmentName(self.name, self._digest.hexdigest(), self._pages)


def read_segment(folder: SegmentFolder, segment: SegmentName) -> Iterator[SegmentPage]:
    """The pages of a segment, one at a time in memory. The digest is known to be right when the last one has come.

    Raises:
        SegmentError: a file is missing, damaged, or not what the worker wrote. The caller undoes what it did so far.
    """
    digest = _new_digest()
    with folder.reading(_lines_of(segment.name)) as lines, folder.reading(_records_of(segment.name)) as records:
        for line in lines:
            page = _decoded(line, folder, segment)
            record = records.read(page.record_bytes)
            digest.update(line)
            digest.update(record)
            if page.prepared is not None:
                whole = replace(page.prepared, capture=replace(page.prepared.capture, record=record))
                page = replace(page, prepared=whole)
            yield page
    if digest.hexdigest() != segment.digest:
        raise _damaged(folder, segment)


def remove_segment(folder: SegmentFolder, name: str) -> None:
    """Deletes the files of a segment; missing ones are no error."""
    folder.remove(_lines_of(name))
    folder.remove(_records_of(name))


def _decoded(line: bytes, folder: SegmentFolder, segment: SegmentName) -> SegmentPage:
    try:
        return _DECODER.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _damaged(folder, segment) from error


def _damaged(folder: SegmentFolder, segment: SegmentName) -> SegmentError:
    return SegmentError(f"{folder.address}/{segment.name}: not what the worker wrote (digest)")


def _new_digest() -> "hashlib.blake2b":
    return hashlib.blake2b(digest_size=16)


def _lines_of(name: str) -> str:
    return f"{name}.jsonl"


def _records_of(name: str) -> str:
    return f"{name}.warc.gz"
