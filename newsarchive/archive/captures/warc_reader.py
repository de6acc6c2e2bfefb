"""Reads other people's WARC files, record by record: ISO 28500 versions 0.17 to 1.1, gzip'd or not. Knows no database.

This module finds where records begin and end, so that reading can continue in the middle of a file; warcio reads what
is inside a record. Two records at a time are in memory, and none that is larger than a page may be.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from zlib_ng import zlib_ng

from newsarchive.archive.captures.content_codings import decode_body
from newsarchive.archive.captures.tombstones import GZIP_MAGIC
from newsarchive.archive.captures.warc_files import REFERS_TO, RENDERED_TYPE, page_from, target_url
from newsarchive.errors import WarcError, WarcRecordError
from newsarchive.records import Page

_VERSION = re.compile(rb"WARC/\d\.\d+\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? (\d{3})\b")
_WEB_SCHEME = re.compile(rb"(?<=\nWARC-Target-URI: )https?:", re.IGNORECASE)
_LINE_END = re.compile(rb"\r?\n")
_RECORD_START = b"WARC/"
_LINE_AND_RECORD = b"\nWARC/"
_READ_BYTES = 1 << 18
# The header of a record is some 600 bytes; Heritrix writes a few thousand.
_MOST_HEADER_BYTES = 1 << 16
_SKIP_BYTES = 1 << 20
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}
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
        return _date(self.headers.get("warc-date", ""))

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
            yield from _Records(path, _Inflated(file, start.offset), max_bytes, on_damage).read(start)
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
            source = _Inflated(file, 0)
            # In a plain file, the line that ends before the record is looked for.
            if not source.continue_after(offset - 1 if source.is_gzip else offset - 2):
                return None
            return Position(source.member_offset if source.is_gzip else source.offset)
    except OSError as error:
        raise WarcError(f"{path}: cannot be read: {error.strerror}") from error


def page_of_record(raw: bytes, max_bytes: int = 10_000_000) -> Page:
    """The page in a response record, with its transfer and content encodings decoded; rendered, if raw has that too.

    An encoding that the header names but the body does not have is ignored: some programs decode the body first.

    Raises:
        WarcRecordError: the record does not match its digest, has no HTTP answer that can be read, or a body of more
            than max_bytes.
    """
    try:
        records = iter(WARCIterator(BytesIO(_with_small_scheme(raw))))
        record = next(records)
        if record.rec_type != "resource" and (record.rec_type != "response" or record.http_headers is None):
            raise WarcRecordError("no HTTP answer in it")
        block = raw[raw.find(b"\r\n\r\n") + 4 :]
        body = _decoded(record, max_bytes)
        html = _rendered_html(records)
    except (ArchiveLoadFailed, StopIteration, EOFError, ValueError, zlib.error) as error:
        raise WarcRecordError(f"cannot be read ({error})") from error
    _check_digest(record, block[: int(record.rec_headers.get_header("Content-Length"))])
    fetched_at = _date(record.rec_headers.get_header("WARC-Date") or "")
    if fetched_at is None:
        raise WarcRecordError("it has no WARC-Date that can be read")
    page = page_from(record, body, fetched_at)
    return page if html is None else page.rendered(html)


def _rendered_html(records: Iterator[ArcWarcRecord]) -> bytes | None:
    """What a browser made of the answer before, None if there is no such record."""
    rendered = next(records, None)
    if rendered is None:
        return None
    html: bytes = rendered.raw_stream.read()
    _check_digest(rendered, html)
    return html


def _with_small_scheme(raw: bytes) -> bytes:
    """raw with the scheme of its URL in small letters: warcio looks for an HTTP answer only behind these."""
    found = _WEB_SCHEME.search(raw, 0, raw.find(b"\r\n\r\n"))
    if found is None or found[0].islower():
        return raw
    return raw[: found.start()] + found[0].lower() + raw[found.end() :]


class _Inflated:
    """The bytes of a file from an offset on, inflated member by member where the file is gzip'd."""

    def __init__(self, file: BinaryIO, offset: int) -> None:
        self._file = file
        self._begin(offset)
        self.is_gzip = self._peek().startswith(GZIP_MAGIC[:2])

    def _begin(self, offset: int) -> None:
        self._file.seek(offset)
        self._raw = b""
        self._ready = bytearray()
        self._at = offset
        self.member_offset = offset
        self._inflater: zlib_ng._Decompress | None = None

    def continue_after(self, offset: int) -> bool:
        """Whether a record begins after offset, with a gzip member or a line; then reading continues there."""
        if not self.is_gzip:
            at = next(_places_of(self._file, offset + 1, _LINE_AND_RECORD), None)
            if at is not None:
                self._begin(at + 1)
            return at is not None
        for at in _places_of(self._file, offset + 1, GZIP_MAGIC):
            self._begin(at)
            with suppress(zlib_ng.error, EOFError):  # type: ignore[arg-type]  # its type hints lack the class
                if self.read(len(_RECORD_START)) == _RECORD_START:
                    self._begin(at)
                    return True
        return False

    @property
    def offset(self) -> int:
        """The position of the next byte in the file; in a gzip'd file only meaningful between two members."""
        return self._at - len(self._ready) if not self.is_gzip else self._at

    def at_end(self) -> bool:
        """Whether the file ends here."""
        return not self._more()

    def at_member(self) -> bool:
        """Whether a gzip member begins here."""
        return self.is_gzip and not self._ready and self._inflater is None

    def read(self, size: int) -> bytes:
        """The next size bytes, fewer where the file ends."""
        while len(self._ready) < size and self._fill():
            pass
        found = bytes(self._ready[:size])
        del self._ready[:size]
        return found

    def until(self, mark: bytes, most: int) -> bytes:
        """The bytes up to and including mark; where it does not come within most bytes, the bytes that were read."""
        while (found := self._ready.find(mark)) < 0 and len(self._ready) < most and self._fill():
            pass
        return self.read(found + len(mark) if found >= 0 else len(self._ready))

    def skip_line_ends(self) -> None:
        """Skips the empty lines that close a record: all that are ready at once, since a member can hold gigabytes."""
        while self._more_here() and self._ready[0] in b"\r\n":
            self._ready = self._ready.lstrip(b"\r\n")

    def ends_or_continues_with(self, mark: bytes) -> bool:
        """Whether the member ends here, or continues with mark."""
        while self._inflater is not None and len(self._ready) < len(mark) and self._fill():
            pass
        return not self._ready or self._ready.startswith(mark)

    def _more(self) -> bool:
        return bool(self._ready) or self._fill()

    def _more_here(self) -> bool:
        """Whether this member has more bytes; the next member is not opened."""
        while not self._ready and not (self.is_gzip and self._inflater is None):
            if not self._fill():
                return False
        return bool(self._ready)

    def _peek(self) -> bytes:
        if not self._raw:
            self._raw = self._file.read(_READ_BYTES)
        return self._raw

    def _fill(self) -> bool:
        """Whether the file had more bytes to read."""
        raw = self._peek()
        if not raw:
            if self._inflater is not None:
                raise EOFError("cut off")
            return False
        if not self.is_gzip:
            self._ready += raw
            self._take(len(raw))
            return True
        if self._inflater is None:
            self._inflater, self.member_offset = zlib_ng.decompressobj(zlib_ng.MAX_WBITS | 16), self._at
        inflater = self._inflater
        # Not all at once: a small member can hold gigabytes.
        self._ready += inflater.decompress(raw, _SKIP_BYTES)
        rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
        self._take(len(raw) - len(rest))
        if inflater.eof:
            self._inflater = None
        return True

    def _take(self, size: int) -> None:
        self._raw = self._raw[size:]
        self._at += size


def _places_of(file: BinaryIO, at: int, mark: bytes) -> Iterator[int]:
    """The positions of mark from at on: where a record may begin. Other bytes can look the same."""
    while True:
        file.seek(at)
        part = file.read(_READ_BYTES)
        if len(part) < len(mark):
            return
        yield from (at + found.start() for found in re.finditer(re.escape(mark), part))
        at += len(part) - len(mark) + 1


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
        self, path: Path, source: _Inflated, max_bytes: int, on_damage: Callable[[str], None] | None = None
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
        if self._source.is_gzip and not self._source.ends_or_continues_with(_RECORD_START):
            # The bytes after an incomplete member were taken for more of it.
            raise EOFError
        here, self._position = self._position, self._following()
        return WarcRecord(headers, raw, len(head), here, self._position)

    def _block(self, head: bytes, length: int) -> bytes | None:
        wanted = length <= self._max_bytes
        block = self._source.read(length) if wanted else b""
        left = length - len(block)
        while left and not wanted and (passed := len(self._source.read(min(left, _SKIP_BYTES)))):
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


def _date(text: str) -> datetime | None:
    try:
        date = datetime.fromisoformat(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)
    except (ValueError, OverflowError):  # the year 9999 and an offset: a time that no calendar here has
        return None


def _decoded(record: ArcWarcRecord, max_bytes: int) -> bytes:
    """The body of a record with its transfer and content encodings undone; a resource record has neither."""
    http = record.http_headers
    is_chunked = http is not None and "chunked" in (http.get_header("transfer-encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    body = bytearray()
    while part := stream.read(_READ_BYTES):
        body += part
    return decode_body(bytes(body), (http and http.get_header("content-encoding")) or "", max_bytes)


def _check_digest(record: ArcWarcRecord, block: bytes) -> None:
    """Compares the digest of the block or, where only the payload has one, of the body as it was sent.

    A payload digest is ignored where the answer was encoded: programs disagree about what to hash then.
    """
    stated = _digest(record.rec_headers.get_header("WARC-Block-Digest"))
    checked = block
    if stated is None:
        stated = _digest(record.rec_headers.get_header("WARC-Payload-Digest"))
        checked = block if record.http_headers is None else block.partition(b"\r\n\r\n")[2]
        http = record.http_headers
        if http is not None and (http.get_header("transfer-encoding") or http.get_header("content-encoding")):
            return
    if stated is not None and stated[1] != _DIGESTS[stated[0]](checked).digest():
        raise WarcRecordError(f"the record does not match its {stated[0]} digest")


def _digest(header: str | None) -> tuple[str, bytes] | None:
    """Algorithm and digest of a header such as sha1:BASE32 or sha256:hex; None where its form is not known."""
    name, _, value = (header or "").strip().partition(":")
    name = name.lower().replace("-", "")
    if name not in _DIGESTS:
        return None
    size = _DIGESTS[name]().digest_size
    try:
        digest = bytes.fromhex(value) if len(value) == 2 * size else base64.b32decode(value.upper())
    except ValueError:
        return None
    return (name, digest) if len(digest) == size else None
