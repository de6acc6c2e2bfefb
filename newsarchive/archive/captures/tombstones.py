"""What replaces an erased WARC record: a small record of exactly the same length that says "removed". Pure."""

import re
import struct
import uuid
import zlib

from newsarchive.errors import CaptureError

WARC_VERSION = "WARC/1.1"
GZIP_MAGIC = b"\x1f\x8b\x08"
# RFC 1952 §2.3: deflate, the flag for a comment, no time, no extra flags, unknown system.
_GZIP_HEADER_WITH_COMMENT = GZIP_MAGIC + b"\x10" + b"\0\0\0\0" + b"\0\xff"


def tombstone_of(old: bytes, place: str) -> bytes:
    """One gzip member as long as old: a small metadata record, padded with spaces in the gzip header's comment.

    Only the id and the date of old remain. place names the record in a message.

    Raises:
        CaptureError: old is too short to be a record of newsarchive.
    """
    data = _removed_record(old)
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = packer.compress(data) + packer.flush() + struct.pack("<II", zlib.crc32(data), len(data))
    padding = len(old) - len(_GZIP_HEADER_WITH_COMMENT) - len(b"\0") - len(content)
    if padding < 0:
        raise CaptureError(f"{place}: {len(old)} bytes are too few to be a record of newsarchive; nothing erased")
    return _GZIP_HEADER_WITH_COMMENT + b" " * padding + b"\0" + content


def _removed_record(old: bytes) -> bytes:
    """The record that says "removed", with the id and date of the old one where they can still be read."""
    try:
        head = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(old, 4096)
    except zlib.error:
        head = b""
    record_id = re.search(rb"(?m)^WARC-Record-ID: (<urn:uuid:[0-9a-f-]{36}>)\r$", head)
    date = re.search(rb"(?m)^WARC-Date: ([0-9T:.-]{19,29}Z)\r$", head)
    lines = [
        WARC_VERSION.encode(),
        b"WARC-Type: metadata",
        b"WARC-Record-ID: " + (record_id[1] if record_id else f"<{uuid.uuid4().urn}>".encode()),
        b"WARC-Date: " + (date[1] if date else b"1970-01-01T00:00:00Z"),
        b"Content-Type: application/warc-fields",
        b"Content-Length: 15",
        b"",
        b"removed: true\r\n\r\n\r\n",
    ]
    return b"\r\n".join(lines)
