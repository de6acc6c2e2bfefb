"""The bytes of a WARC file, inflated if it is gzip'd, and where the next record may begin. Does not read records."""

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO

from zlib_ng import zlib_ng

from newsarchive.archive.captures.tombstones import GZIP_MAGIC

RECORD_START = b"WARC/"
_LINE_AND_RECORD = b"\nWARC/"
READ_BYTES = 1 << 18
# As much as is inflated or skipped at once.
SKIP_BYTES = 1 << 20


class InflatedFile:
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
                if self.read(len(RECORD_START)) == RECORD_START:
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
            self._raw = self._file.read(READ_BYTES)
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
        self._ready += inflater.decompress(raw, SKIP_BYTES)
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
        part = file.read(READ_BYTES)
        if len(part) < len(mark):
            return
        yield from (at + found.start() for found in re.finditer(re.escape(mark), part))
        at += len(part) - len(mark) + 1
