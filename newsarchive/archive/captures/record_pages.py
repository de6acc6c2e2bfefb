"""The page in a WARC record: its body decoded, its digest checked, its address and time as the header gives them.

Reads records that any program wrote. warc_reader.py finds them in a file.
"""

import base64
import hashlib
import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import WARCIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from newsarchive.archive.captures.content_codings import decode_body
from newsarchive.archive.captures.inflated_files import READ_BYTES
from newsarchive.archive.captures.warc_packing import CREATION_DATE, REQUESTED_URI, SOURCE_URI
from newsarchive.errors import WarcRecordError
from newsarchive.records import Memento, Page
from newsarchive.urls import is_web_address, resolve, without_credentials


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


_WEB_SCHEME = re.compile(rb"(?<=\nWARC-Target-URI: )https?:", re.IGNORECASE)
_DIGESTS = {"sha1": hashlib.sha1, "sha256": hashlib.sha256, "md5": hashlib.md5}


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
    fetched_at = parse_warc_date(record.rec_headers.get_header("WARC-Date") or "")
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


def parse_warc_date(text: str) -> datetime | None:
    """The time of a header WARC-Date, to the second; None if it cannot be read."""
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
    while part := stream.read(READ_BYTES):
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
