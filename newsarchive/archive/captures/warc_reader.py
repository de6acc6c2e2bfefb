"""Reads other people's WARC files, record by record: ISO 28500 versions 0.17 to 1.1, gzip'd or not. Knows no database.

This module finds where records begin and end, so that reading can continue in the middle of a file; record_pages.py
reads what is inside a record. Two records at a time are in memory, and none that is larger than a page may be.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from zlib_ng import zlib_ng

from newsarchive.archive.captures.inflated_files import RECORD_START, SKIP_BYTES, InflatedFile
from newsarchive.archive.captures.record_pages import parse_warc_date, target_url
from newsarchive.archive.captures.warc_packing import REFERS_TO, RENDERED_TYPE
from newsarchive.errors import WarcError

_VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_LINE_END = re.compile(rb"\r?\n")
# The header of a record is some 600 bytes; Heritrix writes a few thousand.
_MOST_HEADER_BYTES = 1 << 16
# A record of more bytes is none; Python refuses to read numbers of more than 4,300 digits.
_MOST_DIGITS = 18


@dataclass(frozen=True, slots=True)
class Position:
    """Where a record begins: the byte where its gzip member begins, and how many records in that member come before.

    records is 0 in files that are not compressed, and in files with one member a record, as the standard recommends.
    """

    offset: int = 0
    records: int = 0


@dataclass(frozen=True, slots=True)
class WarcRecord:
    """One record: its header's fields in lower case, and all its bytes; raw is None where they are too many.

    If the record with what a browser made of it follows, raw has the bytes of both. next is where the next record
    begins.
    """

    headers: Mapping[str, str]
    raw: bytes | None
    head_bytes: int
    position: Position
    next: Position

    @property
    def kind(self) -> str:
        return self.headers.get("warc-type", "").lower()

    @property
    def url(self) -> str:
        """The URL of the record, as target_url gives it."""
        return target_url(self.headers.get("warc-target-uri"))

    @property
    def http_status(self) -> int | None:
        """The status of the HTTP answer in a response record; None where it has none.

        A resource record holds what was got without an answer's headers (ISO 28500, 6.4): it was got, so 200.
        """
        if self.kind == "resource":
            return 200
        match = _STATUS.match(self.raw, self.head_bytes) if self.raw is not None else None
        return int(match[1]) if match else None

    @property
    def is_page(self) -> bool:
        """Whether the record may hold a page; a resource record names the kind of its bytes itself."""
        return self.kind != "resource" or "html" in self.headers.get("content-type", "").lower()

    @property
    def date(self) -> datetime | None:
        """WARC-Date, to the second; None where it is missing or cannot be read."""
        return parse_warc_date(self.headers.get("warc-date", ""))

    @property
    def is_cut(self) -> bool:
        """Whether the program that fetched the page stored only its beginning."""
        return "warc-truncated" in self.headers


def read_records(
    path: Path,
    start: Position = Position(),
    max_bytes: int = 10_000_000,
    on_damage: Callable[[str], None] | None = None,
) -> Iterator[WarcRecord]:
    """The records of a WARC file from start on. A record larger than max_bytes comes without its bytes.

    Where a record is damaged, on_damage is called with the reason, and reading continues at the next gzip member, or in
    a plain file at the next line that begins a record.
    Without on_damage, damage is an error.

    Raises:
        WarcError: it cannot be read, is not a WARC file, or is cut off or damaged; all records before were complete.
    """
    try:
        with path.open("rb") as file:
            yield from _Records(path, InflatedFile(file, start.offset), max_bytes, on_damage).read(start)
    except OSError as error:
        raise WarcError(f"{path}: cannot be read: {error.strerror}") from error


def first_record_from(path: Path, offset: int) -> Position | None:
    """The position of the first record that seems to begin at offset or after it; None where none does.

    In a gzip'd file it is a member that begins with a record, in a plain file a line that does. Bytes inside a record
    can look the same, so whoever divides a file must compare where one part ends with where the next part begins.

    Raises:
        WarcError: the file cannot be read.
    """
    if offset <= 0:
        return Position()
    try:
        with path.open("rb") as file:
            source = InflatedFile(file, 0)
            # In a plain file, the line that ends before the record is looked for.
            if not source.continue_after(offset - 1 if source.is_gzip else offset - 2):
                return None
            return Position(source.member_offset if source.is_gzip else source.offset)
    except OSError as error:
        raise WarcError(f"{path}: cannot be read: {error.strerror}") from error


class _BadRecord(Exception):
    """A record whose end nobody knows; the message says why."""


def _is_rendered(answer: WarcRecord, record: WarcRecord) -> bool:
    """Whether record has the HTML that a browser made of answer: a conversion (ISO 28500, 6.8) that says so."""
    its_id, refers_to = answer.headers.get("warc-record-id"), record.headers.get(REFERS_TO.lower())
    is_html = record.headers.get("content-type", "").lower().replace(" ", "") == RENDERED_TYPE.replace(" ", "")
    return record.kind == "conversion" and is_html and its_id is not None and refers_to == its_id


def _joined(answer: WarcRecord, rendered: WarcRecord) -> WarcRecord:
    """Both as one; too large if one of them is."""
    raw = answer.raw + rendered.raw if answer.raw is not None and rendered.raw is not None else None
    return replace(answer, raw=raw, next=rendered.next)


class _Records:
    """The records of one file, separated by their Content-Length."""

    def __init__(
        self, path: Path, source: InflatedFile, max_bytes: int, on_damage: Callable[[str], None] | None = None
    ) -> None:
        self._path, self._source, self._max_bytes, self._on_damage = path, source, max_bytes, on_damage
        self._position = Position(source.offset)

    def read(self, start: Position) -> Iterator[WarcRecord]:
        """The records, each answer together with the rendered page that follows it."""
        answer: WarcRecord | None = None
        try:
            for record in self._read_each(start):
                if answer is not None and _is_rendered(answer, record):
                    answer = _joined(answer, record)
                    continue
                if answer is not None:
                    yield answer
                    answer = None
                if record.kind == "response":
                    answer = record
                else:
                    yield record
        except (WarcError, OSError):
            if answer is not None:
                yield answer
            raise
        if answer is not None:
            yield answer

    def _read_each(self, start: Position) -> Iterator[WarcRecord]:
        is_first, to_skip = True, start.records
        while (record := self._next(is_first)) is not None:
            is_first = False
            if to_skip:
                to_skip -= 1
                continue
            yield record

    def _next(self, is_first: bool) -> WarcRecord | None:
        while True:
            try:
                return None if self._source.at_end() else self._record(is_first)
            except EOFError as error:
                # The bytes after an incomplete record can look like more of it, up to the end of the file.
                if not self._skips_damage("cut off"):
                    raise self._error("the file is cut off in this record; fetch it again to get the rest") from error
            except zlib_ng.error as error:  # type: ignore[misc]  # its type hints lack the class
                if not self._skips_damage(str(error)):
                    raise self._error(f"damaged from here on ({error}); fetch it again to get the rest") from error
            except _BadRecord as error:
                if not self._skips_damage(str(error)):
                    raise self._error(str(error)) from error
            is_first = False

    def _skips_damage(self, problem: str) -> bool:
        """Whether a record comes after the damaged one; then the damage is reported and reading continues."""
        damaged = self._position.offset
        if self._on_damage is None or not self._source.continue_after(damaged):
            return False
        self._position = Position(self._source.member_offset if self._source.is_gzip else self._source.offset)
        self._on_damage(f"{self._path}: byte {damaged:,}: damaged ({problem}); continued at {self._position.offset:,}")
        return True

    def _record(self, is_first: bool) -> WarcRecord:
        head = self._source.until(b"\r\n\r\n", _MOST_HEADER_BYTES)
        if not _VERSION.match(head):
            if is_first and self._position == Position():
                raise WarcError(f"{self._path}: not a WARC file; it begins with {head[:20]!r} not with WARC/1.0")
            raise _BadRecord(f"no WARC record; found {head[:20]!r}")
        headers = _headers(head)
        length = headers.get("content-length", "")
        if not length.isascii() or not length.isdigit() or len(length) > _MOST_DIGITS:
            raise _BadRecord(f"a record with Content-Length {length[: _MOST_DIGITS + 2]!r}")
        raw = self._block(head, int(length))
        self._source.skip_line_ends()
        if self._source.is_gzip and not self._source.ends_or_continues_with(RECORD_START):
            # The bytes after an incomplete member were taken for more of it.
            raise EOFError
        here, self._position = self._position, self._following()
        return WarcRecord(headers, raw, len(head), here, self._position)

    def _block(self, head: bytes, length: int) -> bytes | None:
        wanted = length <= self._max_bytes
        block = self._source.read(length) if wanted else b""
        left = length - len(block)
        while left and not wanted and (passed := len(self._source.read(min(left, SKIP_BYTES)))):
            left -= passed
        if left:
            raise EOFError
        return head + block + b"\r\n\r\n" if wanted else None

    def _following(self) -> Position:
        if not self._source.is_gzip or self._source.at_member():
            return Position(self._source.offset)
        same_member = self._position.offset == self._source.member_offset
        return Position(self._source.member_offset, self._position.records + 1 if same_member else 1)

    def _error(self, problem: str) -> WarcError:
        return WarcError(f"{self._path}: byte {self._position.offset:,}: {problem}; everything before it was read")


def _headers(head: bytes) -> dict[str, str]:
    """The fields of a record's header, names in lower case. A line that begins with a space continues the line before.

    Where a field is repeated, the first counts. Only WARC-Concurrent-To may repeat, and nothing here reads it.
    """
    unfolded = re.sub(rb"\r?\n[ \t]+", b" ", head)
    fields: dict[str, str] = {}
    for line in _LINE_END.split(unfolded)[1:]:
        name, colon, value = line.decode("utf-8", "replace").partition(":")
        if colon:
            fields.setdefault(name.strip().lower(), value.strip())
    return fields
