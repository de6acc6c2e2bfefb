"""Captures as WARC records (ISO 28500, WARC/1.1): packed in a worker, appended to files, read back, erased in place.

One gzip member per record, so each can be read at its offset. A page that a browser has rendered is two records one
after the other, which are one capture: the answer, and the HTML that was read. Knows files, not the database.
"""

import errno
import os
import re
import secrets
import shutil
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from zlib_ng import zlib_ng

from newsarchive import __version__
from newsarchive.archive.captures.tombstones import GZIP_MAGIC, WARC_VERSION, tombstone_of
from newsarchive.errors import ArchiveError, ArchiveFull, CaptureError, CaptureGone
from newsarchive.records import Memento, Page
from newsarchive.urls import is_web_address, resolve, without_credentials

# On 194 news pages of 230 kB level 6 of zlib-ng takes 2.2 ms (zlib 4.6, for 0.8 % less); level 7 takes 3.1 and saves
# 1 %, level 4 takes 1.7 and costs 2.8 %.
GZIP_LEVEL = 6
REQUESTED_URI = "WARC-X-Requested-URI"
REFERS_TO = "WARC-Refers-To"
# The Content-Type of a conversion record with the HTML of a page that a browser has rendered.
RENDERED_TYPE = "text/html; charset=utf-8"
# The names that pywb uses in records of pages from other web archives: from where, and when they were fetched.
SOURCE_URI = "WARC-Source-URI"
CREATION_DATE = "WARC-Creation-Date"
WARCINFO = {
    "software": f"newsarchive/{__version__}",
    "format": "WARC File Format 1.1",
    "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
}
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BYTES_PER_GB = 1_000_000_000
PHRASES = {status.value: status.phrase for status in HTTPStatus}

FILE_PREFIX = "newsarchive"
# A page that a browser has rendered has two records.
_MOST_MEMBERS = 2


@dataclass(frozen=True, slots=True)
class PackedCapture:
    """One gzip'd WARC response record, ready to be appended, with the values of its row in the archive.

    digest is the WARC payload digest (algorithm, colon, base 32) of the decoded body. For a rendered page, a conversion
    record with the rendered HTML follows in record, and digest is that of this HTML.
    """

    record: bytes
    digest: str
    url: str
    fetched_at: datetime
    status: int


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """Where a record is: the file, relative to the captures folder, offset and length in bytes, payload digest."""

    file: str
    offset: int
    length: int
    digest: str


def pack(page: Page) -> PackedCapture:
    """page as one compressed WARC response record, and one of what a browser made of it, if it was rendered.

    Pure, and the costly part, so it runs in a worker.
    """
    answer = page if page.raw is None else replace(page, headers=page.raw.headers, body=page.raw.body)
    extra = {"WARC-Date": _warc_date(page.fetched_at)}
    if page.requested_url != page.final_url:
        extra[REQUESTED_URI] = _one_line(page.requested_url)
    if page.memento is not None:
        extra[SOURCE_URI] = _one_line(page.memento.url)
        extra[CREATION_DATE] = _warc_date(page.memento.fetched_at)
    record = _writer(BytesIO()).create_warc_record(
        _one_line(page.final_url).replace(" ", "%20"),
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        http_headers=_HttpHeaders(answer),
        warc_headers_dict=extra,
    )
    packed = _compressed(record)
    if page.raw is not None:
        record = _conversion(page, record)
        packed += _compressed(record)
    digest = record.rec_headers.get_header("WARC-Payload-Digest")
    return PackedCapture(packed, digest, page.final_url, page.fetched_at, page.status)


def _conversion(page: Page, answer: ArcWarcRecord) -> ArcWarcRecord:
    """The record with the rendered HTML of page; answer is the record with what it was made of (ISO 28500, 6.8)."""
    url = answer.rec_headers.get_header("WARC-Target-URI")
    date = _warc_date(page.fetched_at)
    record: ArcWarcRecord = _writer(BytesIO()).create_warc_record(
        url,
        "conversion",
        payload=BytesIO(page.body),
        length=len(page.body),
        warc_content_type=RENDERED_TYPE,
        warc_headers_dict={
            "WARC-Date": date,
            REFERS_TO: answer.rec_headers.get_header("WARC-Record-ID"),
            "WARC-Refers-To-Target-URI": url,
            "WARC-Refers-To-Date": date,
        },
    )
    return record


class CaptureFiles:
    """The WARC files in one folder. Each process writes its own files, one for each day of capture.

    No second process ever appends to a file, so a record that a crash left incomplete damages no other record.
    """

    def __init__(self, folder: Path, prefix: str = FILE_PREFIX) -> None:
        self.folder = folder
        self._prefix = prefix
        self._token = secrets.token_hex(4)
        self._file: BinaryIO | None = None
        self._name = ""
        # Whether records were appended that may not be on the disk yet.
        self._is_unsynced = False

    def append(self, packed: PackedCapture) -> CaptureRef:
        """Where the record is now. It has left this process when this returns, so a kill does not lose it.

        Raises:
            ArchiveFull: there was no room. The record is removed again, all earlier ones stay.
            ArchiveError: the file cannot be written for another reason.
        """
        name = self.name_for(packed.fetched_at)
        try:
            file = self._opened(name, packed.fetched_at)
            offset = self._write(file, packed.record)
        except OSError as error:
            raise _write_error(self.folder / name, error) from error
        return CaptureRef(name, offset, len(packed.record), packed.digest)

    def sync(self) -> None:
        """Waits until every appended record is on the disk, so that a power cut does not lose it.

        Raises:
            ArchiveFull, ArchiveError: as append; the disk refused.
        """
        if self._file is None or not self._is_unsynced:
            return
        try:
            os.fsync(self._file.fileno())
        except OSError as error:
            raise _write_error(self.folder / self._name, error) from error
        self._is_unsynced = False

    def name_for(self, fetched_at: datetime) -> str:
        """The file into which a page that was fetched then is written."""
        return f"{self._prefix}-{fetched_at:%Y%m%d}-{self._token}.warc.gz"

    def path(self, ref: CaptureRef) -> Path:
        """The file of a record.

        Raises:
            CaptureError: it would be outside the folder.
        """
        path = self.folder / ref.file
        if not path.resolve().is_relative_to(self.folder.resolve()):
            raise CaptureError(f"{_place(ref)}: outside the captures folder {self.folder}")
        return path

    def read(self, ref: CaptureRef) -> Page:
        """The page as it was captured; its digests are verified.

        Raises:
            CaptureError: the file or record is missing, damaged, removed, or not the one that was stored.
        """
        return _page_in(self.stored(ref), ref)

    def record(self, ref: CaptureRef) -> bytes:
        """The record as it is stored, one gzip member, for copying it; its digests are verified.

        Raises:
            CaptureError: as read.
        """
        stored = self.stored(ref)
        _page_in(stored, ref)
        return stored

    def stored(self, ref: CaptureRef) -> bytes:
        """The bytes at ref, after checking that they begin and end where a gzip member does; digests are not verified.

        Raises:
            CaptureGone: the file is missing, or has no record of this length here.
            CaptureError: the file cannot be read, or would be outside the folder.
        """
        try:
            with self.path(ref).open("rb") as file:
                file.seek(ref.offset)
                stored, following = file.read(ref.length), file.read(len(GZIP_MAGIC))
        except OSError as error:
            kind = CaptureGone if isinstance(error, FileNotFoundError) else CaptureError
            raise kind(f"{_place(ref)}: cannot be read ({error.strerror}) in {self.folder}") from error
        if len(stored) != ref.length or not stored.startswith(GZIP_MAGIC) or following not in (b"", GZIP_MAGIC):
            raise CaptureGone(f"{_place(ref)}: no record of {ref.length} bytes here; restore the file from a backup")
        return stored

    def erase(self, ref: CaptureRef) -> None:
        """Overwrites the record in place with one that says "removed", of exactly the same length.

        The offsets of other records stay right, and the whole file can still be read. Only the id and date of the old
        record remain. Erasing twice has no further effect. A file system that copies on write may keep old blocks.

        Raises:
            CaptureError: there is no record at that position.
            ArchiveError: the file cannot be written.
        """
        old = self.stored(ref)
        path, tombstone = self.path(ref), tombstone_of(old, _place(ref))
        try:
            with path.open("r+b") as file:
                file.seek(ref.offset)
                file.write(tombstone)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise _write_error(path, error) from error

    def close(self) -> None:
        """Writes everything to the disk and closes the file; a later append opens it again."""
        if self._file is not None:
            os.fsync(self._file.fileno())
            self._file.close()
            self._file = None
            self._is_unsynced = False

    def _opened(self, name: str, first_date: datetime) -> BinaryIO:
        if self._file is not None and self._name == name:
            return self._file
        self.close()
        self.folder.mkdir(parents=True, exist_ok=True)
        # Unbuffered: what write() took is with the operating system, so nothing can fail at close.
        self._file, self._name = (self.folder / name).open("ab", buffering=0), name
        if self._file.tell() == 0:
            self._write(self._file, warcinfo(name, first_date))
        return self._file

    def _write(self, file: BinaryIO, record: bytes) -> int:
        offset = file.tell()
        self._is_unsynced = True
        try:
            _write_all(file, record)
        except OSError:
            self._undo_write(file, offset)
            raise
        return offset

    def _undo_write(self, file: BinaryIO, offset: int) -> None:
        try:
            file.truncate(offset)
            file.seek(0, os.SEEK_END)
        except OSError:
            # The incomplete record stays at the end of this file. The next record goes into another file.
            self._token = secrets.token_hex(4)


def ensure_free(folder: Path, min_free_gb: float) -> None:
    """Checks that the disk of folder has the reserve free; a crawl asks before it continues.

    Raises:
        ArchiveFull: less than min_free_gb (10⁹ bytes each) is free.
    """
    there = next(path for path in (folder, *folder.absolute().parents) if path.exists())
    free_gb = shutil.disk_usage(there).free / BYTES_PER_GB
    if free_gb < min_free_gb:
        raise ArchiveFull(
            f"{folder}: {free_gb:.1f} GB free, less than the reserve of {min_free_gb:g} GB; "
            "make room or lower min_free_gb"
        )


class _HttpHeaders(StatusAndHeaders):
    """HTTP headers that are stored as they are; warcio would percent-encode characters outside ASCII."""

    def __init__(self, page: Page) -> None:
        status_line = f"{page.status} {PHRASES.get(page.status, '')}".strip()
        headers = list(_stored_headers(page.headers, len(page.body)))
        StatusAndHeaders.__init__(self, status_line, headers, protocol="HTTP/1.1")

    def to_ascii_bytes(self, filter_func: object = None) -> bytes:
        text: str = StatusAndHeaders.to_str(self, filter_func)
        return text.encode("utf-8", "replace") + b"\r\n"


def _stored_headers(headers: Iterable[tuple[str, str]], body_bytes: int) -> Iterable[tuple[str, str]]:
    """headers without the encodings, which were decoded, and with the length that the body has now."""
    has_length = False
    for name, value in headers:
        name = _one_line(name).strip().replace(":", "")
        if not name or name.lower() in ("content-encoding", "transfer-encoding"):
            continue
        if name.lower() == "content-length":
            if not has_length:
                yield name, str(body_bytes)
            has_length = True
            continue
        yield name, _one_line(value).strip()
    if not has_length:
        yield "Content-Length", str(body_bytes)


def _page_in(stored: bytes, ref: CaptureRef) -> Page:
    raw = _inflate(stored, ref)
    try:
        found = [(one, one.content_stream().read()) for one in WARCIterator(BytesIO(raw), check_digests=True)]
        record, body = found[0]
    except (ArchiveLoadFailed, IndexError, EOFError) as error:
        raise CaptureError(f"{_place(ref)}: not a WARC record; restore the file from a backup") from error
    if record.rec_type != "response":
        raise CaptureGone(f"{_place(ref)}: the record was removed")
    stored_digest = found[-1][0].rec_headers.get_header("WARC-Payload-Digest")
    is_whole = all(one.digest_checker.passed is True for one, _ in found)
    if not is_whole or stored_digest != ref.digest or any(one.rec_type != "conversion" for one, _ in found[1:]):
        raise CaptureError(f"{_place(ref)}: the record is not what was stored (digest); restore it from a backup")
    page = page_from(record, body, datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")))
    return page if len(found) == 1 else page.rendered(found[-1][1])


def page_from(record: ArcWarcRecord, body: bytes, fetched_at: datetime) -> Page:
    """The page in a response record, or in a resource record of type text/html, with its decoded body."""
    final_url = target_url(record.rec_headers.get_header("WARC-Target-URI"))
    http = record.http_headers
    kind = record.rec_headers.get_header("Content-Type")
    return Page(
        requested_url=without_credentials(record.rec_headers.get_header(REQUESTED_URI) or final_url),
        final_url=final_url,
        fetched_at=fetched_at,
        status=200 if http is None else int(http.get_statuscode()),
        headers=tuple(http.headers if http is not None else [("Content-Type", kind)] if kind else []),
        body=body,
        memento=_memento(record),
    )


def target_url(header: str | None) -> str:
    """The URL in a header WARC-Target-URI, with blanks and letters encoded as in requests, without a password.

    WARC 0.17 and some programs put it between angle brackets.
    """
    url = without_credentials((header or "").strip().strip("<>").strip())
    is_as_requested = url.isascii() and url.startswith(("http://", "https://")) and is_web_address(url)
    return url if is_as_requested else resolve("", url) or url


def _memento(record: ArcWarcRecord) -> Memento | None:
    """The web archive that had the page, in our own records. Other programs may format the time differently."""
    source, created = (record.rec_headers.get_header(name) for name in (SOURCE_URI, CREATION_DATE))
    try:
        return Memento(source, datetime.fromisoformat(created)) if source and created else None
    except ValueError:
        return None


def warcinfo(name: str, at: datetime, **more: str) -> bytes:
    """The first record of a file called name, gzip'd; more has further fields, such as description."""
    fields = {key: _one_line(value) for key, value in more.items()}
    record = _writer(BytesIO()).create_warcinfo_record(name, {**WARCINFO, **fields})
    record.rec_headers.replace_header("WARC-Date", _warc_date(at))
    return _compressed(record)


def _inflate(stored: bytes, ref: CaptureRef) -> bytes:
    """The records at ref, one member after the other: one, or two for a rendered page."""
    raw, rest, members = b"", stored, 0
    while rest and members < _MOST_MEMBERS:
        inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            raw += inflater.decompress(rest)
        except zlib.error as error:
            raise CaptureError(f"{_place(ref)}: the record is damaged ({error}); restore it from a backup") from error
        if not inflater.eof:
            raise CaptureError(f"{_place(ref)}: the record is cut off; restore the file from a backup")
        rest, members = inflater.unused_data, members + 1
    if rest:
        raise CaptureError(f"{_place(ref)}: the record is cut off; restore the file from a backup")
    return raw


def _compressed(record: ArcWarcRecord) -> bytes:
    out = BytesIO()
    _writer(out).write_record(record)
    packed: bytes = zlib_ng.compress(out.getvalue(), GZIP_LEVEL, zlib_ng.MAX_WBITS | 16)
    return packed


def _writer(out: BinaryIO) -> WARCWriter:
    return WARCWriter(out, gzip=False, warc_version=WARC_VERSION)


def _write_all(file: BinaryIO, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[file.write(rest) :]


def _write_error(path: Path, error: OSError) -> ArchiveError:
    if error.errno in NO_ROOM:
        return ArchiveFull(f"{path}: no room for another page ({error.strerror}); make room, then continue")
    return ArchiveError(f"{path}: cannot be written ({error.strerror}); check the folder's owner and permissions")


def _place(ref: CaptureRef) -> str:
    return f"{ref.file} at {ref.offset}"


def _warc_date(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)
