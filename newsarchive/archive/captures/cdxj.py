"""Lines of a CDXJ index, by which programs such as pywb find a WARC record by its address and time.

The fields and their spelling are those of cdxj-indexer. Only the head of a record is read, so a line costs little even
for a long page. Knows files, not the database.
"""

import json
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import BinaryIO

from warcio.archiveiterator import WARCIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from newsarchive.archive.captures.tombstones import GZIP_MAGIC
from newsarchive.archive.captures.warc_files import (
    CaptureFiles,
    CaptureRef,
    missing_record,
    not_a_record,
    unreadable_record,
)

# Records that answer a request for an address. Records of any other kind, such as warcinfo, request, metadata and
# conversion, are passed over, as cdxj-indexer does; an erased record is one of metadata.
ANSWERING_TYPES = ("response", "revisit", "resource")


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What an index says about a record. url_key is its address as a SURT, the order in which indexes are sorted.

    status is None for a record without an HTTP answer. mime is without parameters; None if the record has none.
    """

    url_key: str
    url: str
    at: datetime
    mime: str | None
    status: str | None
    digest: str | None


def read_head(files: CaptureFiles, ref: CaptureRef) -> RecordHead | None:
    """The head of the record at ref; None if the record does not answer a request, for example because it was erased.

    The digests are not verified: that would mean reading the whole record.

    Raises:
        CaptureGone: the file is missing, or has no record of this length here.
        CaptureError: what is there is not a WARC record.
    """
    path = files.path(ref)
    try:
        with path.open("rb") as file:
            file.seek(ref.offset + ref.length)
            following = file.read(len(GZIP_MAGIC))
            file.seek(ref.offset)
            begin = file.read(len(GZIP_MAGIC))
            if begin != GZIP_MAGIC or following not in (b"", GZIP_MAGIC) or file.seek(0, 2) < ref.offset + ref.length:
                raise missing_record(ref)
            file.seek(ref.offset)
            return head_in(file, ref)
    except OSError as error:
        raise unreadable_record(ref, files.folder, error) from error


def head_in(stored: BinaryIO, ref: CaptureRef) -> RecordHead | None:
    """The head of the record with which stored continues, as read_head.

    Raises:
        CaptureError: it is not a WARC record.
    """
    try:
        record = next(iter(WARCIterator(stored)))
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
    )


def cdxj_line(head: RecordHead, ref: CaptureRef, file: str, **more: str) -> bytes:
    """The line of an index for a record that is in file at the place that ref has: key, 14 digits of time, JSON.

    more has further fields. The line ends with a line feed.
    """
    known = {"url": head.url, "mime": head.mime, "status": head.status, "digest": head.digest}
    fields = {name: value for name, value in known.items() if value is not None}
    fields |= {"length": str(ref.length), "offset": str(ref.offset), "filename": file, **more}
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


def _mime(record: ArcWarcRecord) -> str | None:
    """The type without parameters: of the HTTP answer, or of a resource record."""
    if record.rec_type == "revisit":
        return "warc/revisit"
    headers = record.rec_headers if record.rec_type == "resource" else record.http_headers
    kind = headers.get_header("Content-Type") if headers else None
    words = (kind or "").replace(";", " ").split()
    return words[0] if words else None
