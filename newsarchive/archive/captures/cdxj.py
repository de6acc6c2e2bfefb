"""Lines of a CDXJ index, by which programs such as pywb find a WARC record by its address and time.

The fields and their spelling are those of cdxj-indexer. Only the head of a record is inflated, so a line costs little
even for a long page. Knows files, not the database.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from newsarchive.archive.captures.tombstones import GZIP_MAGIC
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef, not_a_record

# Records that answer a request for an address. Records of any other kind, such as warcinfo, request, metadata and
# conversion, are passed over, as cdxj-indexer does; an erased record is one of metadata.
ANSWERING_TYPES = ("response", "revisit", "resource")
_PIECE_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What an index says about a record. url_key is its address as a SURT, the order in which indexes are sorted.

    status is None for a record without an HTTP answer. mime is without parameters; None if the record has none. length
    is in bytes, as stored. For a rendered page it is that of the server's answer alone: programs that serve the record
    read so many bytes, and expect one record.
    """

    url_key: str
    url: str
    at: datetime
    mime: str | None
    status: str | None
    digest: str | None
    length: int


def read_head(files: CaptureFiles, ref: CaptureRef) -> RecordHead | None:
    """The head of the record at ref; None if the record does not answer a request, for example because it was erased.

    The digests are not verified: that would mean reading the whole record.

    Raises:
        CaptureGone: the file is missing, or has no record of this length here.
        CaptureError: what is there is not a WARC record.
    """
    return head_in(files.stored(ref), ref)


def head_in(stored: bytes, ref: CaptureRef) -> RecordHead | None:
    """The head of the record in stored, which is at ref, as read_head.

    Raises:
        CaptureError: it is not a WARC record.
    """
    try:
        record = next(iter(WARCIterator(BytesIO(stored))))
        at = datetime.fromisoformat(record.rec_headers.get_header("WARC-Date") or "")
    except (ArchiveLoadFailed, StopIteration, EOFError, zlib.error, ValueError) as error:
        raise not_a_record(ref) from error
    if record.rec_type not in ANSWERING_TYPES:
        return None
    url = record.rec_headers.get_header("WARC-Target-URI") or ""
    return RecordHead(
        url_key=url_key(url),
        url=url,
        at=at.astimezone(UTC),
        mime=_mime(record),
        status=record.http_headers.get_statuscode() if record.http_headers and record.rec_type != "resource" else None,
        digest=record.rec_headers.get_header("WARC-Payload-Digest"),
        length=_first_member_bytes(stored),
    )


def cdxj_line(head: RecordHead, ref: CaptureRef, file: str, **more: str) -> bytes:
    """The line of an index for a record that is in file at the place that ref has: key, 14 digits of time, JSON.

    more has further fields. The line ends with a line feed.
    """
    known = {"url": head.url, "mime": head.mime, "status": head.status, "digest": head.digest}
    fields = {name: value for name, value in known.items() if value is not None}
    fields |= {"length": str(head.length), "offset": str(ref.offset), "filename": file, **more}
    return f"{head.url_key} {head.at:%Y%m%d%H%M%S} {json.dumps(fields)}\n".encode()


def url_key(url: str) -> str:
    """url as a Sort-friendly URI Reordering Transform, such as "com,example)/news/1".

    An address that cannot be transformed is its own key, as for other indexers, without the blanks that end a key.
    """
    # Not at the top, because it takes a tenth of a second, and `newsarchive cdx --help` needs no key.
    import surt

    try:
        key = str(surt.surt(url))
    except (ValueError, AttributeError):
        # surt takes an address of white space for one with a scheme.
        key = url
    return key.replace(" ", "%20").replace("\n", "%0A").encode("utf-8", "replace").decode()


def _first_member_bytes(stored: bytes) -> int:
    """How many bytes of stored are its first gzip member; all if it is the only one, or is damaged.

    It is inflated only if the bytes with which a member begins come again, by chance in one of 300 pages of 50 kB.
    """
    if stored.find(GZIP_MAGIC, 1) < 0:
        return len(stored)
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 16)
    rest = stored
    try:
        while rest and not inflater.eof:
            # In pieces: a record may be far larger than it is stored.
            inflater.decompress(rest, _PIECE_BYTES)
            rest = inflater.unused_data if inflater.eof else inflater.unconsumed_tail
    except zlib.error:
        return len(stored)
    return len(stored) - len(rest)


def _mime(record: ArcWarcRecord) -> str | None:
    """The type without parameters: of the HTTP answer, or of a resource record."""
    if record.rec_type == "revisit":
        return "warc/revisit"
    headers = record.rec_headers if record.rec_type == "resource" else record.http_headers
    kind = headers.get_header("Content-Type") if headers else None
    words = (kind or "").replace(";", " ").split()
    return words[0] if words else None
