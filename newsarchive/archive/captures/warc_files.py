"""Our own WARC files: packed captures are appended, read back and erased in place. Knows files, not the database.

warc_packing.py makes the records. A rendered page has two, one after the other; they are read and erased as one.
"""

import errno
import os
import secrets
import shutil
import zlib
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed

from newsarchive.archive.captures.record_pages import page_from
from newsarchive.archive.captures.tombstones import GZIP_MAGIC, tombstone_of
from newsarchive.archive.captures.warc_packing import PackedCapture, warcinfo
from newsarchive.errors import ArchiveError, ArchiveFull, CaptureError, CaptureGone
from newsarchive.records import Page

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
BYTES_PER_GB = 1_000_000_000

FILE_PREFIX = "newsarchive"
# A page that a browser has rendered has two records.
_MOST_MEMBERS = 2


@dataclass(frozen=True, slots=True)
class CaptureRef:
    """Where a record is: the file, relative to the captures folder, offset and length in bytes, payload digest."""

    file: str
    offset: int
    length: int
    digest: str


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
            raise unreadable_record(ref, self.folder, error) from error
        if len(stored) != ref.length or not stored.startswith(GZIP_MAGIC) or following not in (b"", GZIP_MAGIC):
            raise missing_record(ref)
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


def missing_record(ref: CaptureRef) -> CaptureGone:
    """The error about a file that has no record at ref."""
    return CaptureGone(f"{_place(ref)}: no record of {ref.length} bytes here; restore the file from a backup")


def unreadable_record(ref: CaptureRef, folder: Path, error: OSError) -> CaptureError:
    """The error about a file that the system does not let us read; CaptureGone if there is no file."""
    kind = CaptureGone if isinstance(error, FileNotFoundError) else CaptureError
    return kind(f"{_place(ref)}: cannot be read ({error.strerror}) in {folder}")


def not_a_record(ref: CaptureRef) -> CaptureError:
    """The error about bytes that are not a WARC record."""
    return CaptureError(f"{_place(ref)}: not a WARC record; restore the file from a backup")


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


def _page_in(stored: bytes, ref: CaptureRef) -> Page:
    raw = _inflate(stored, ref)
    try:
        found = [(one, one.content_stream().read()) for one in WARCIterator(BytesIO(raw), check_digests=True)]
        record, body = found[0]
    except (ArchiveLoadFailed, IndexError, EOFError) as error:
        raise not_a_record(ref) from error
    if record.rec_type != "response":
        raise CaptureGone(f"{_place(ref)}: the record was removed")
    stored_digest = found[-1][0].rec_headers.get_header("WARC-Payload-Digest")
    is_whole = all(one.digest_checker.passed is True for one, _ in found)
    if not is_whole or stored_digest != ref.digest or any(one.rec_type != "conversion" for one, _ in found[1:]):
        raise CaptureError(f"{_place(ref)}: the record is not what was stored (digest); restore it from a backup")
    page = page_from(record, body, datetime.fromisoformat(record.rec_headers.get_header("WARC-Date")))
    return page if len(found) == 1 else page.rendered(found[-1][1])


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
