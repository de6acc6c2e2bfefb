"""Captures packed as WARC records (ISO 28500, WARC/1.1), in a worker: values in, gzip'd bytes out. Knows no files.

One gzip member per record, so each can be read at its offset. A page that a browser has rendered is two records one
after the other, which are one capture: the answer, and the HTML that was read.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter
from zlib_ng import zlib_ng

from newsarchive import __version__
from newsarchive.archive.captures.tombstones import WARC_VERSION
from newsarchive.records import Page

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
PHRASES = {status.value: status.phrase for status in HTTPStatus}


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


def warcinfo(name: str, at: datetime, **more: str) -> bytes:
    """The first record of a file called name, gzip'd; more has further fields, such as description."""
    fields = {key: _one_line(value) for key, value in more.items()}
    record = _writer(BytesIO()).create_warcinfo_record(name, {**WARCINFO, **fields})
    record.rec_headers.replace_header("WARC-Date", _warc_date(at))
    return _compressed(record)


def _compressed(record: ArcWarcRecord) -> bytes:
    out = BytesIO()
    _writer(out).write_record(record)
    packed: bytes = zlib_ng.compress(out.getvalue(), GZIP_LEVEL, zlib_ng.MAX_WBITS | 16)
    return packed


def _writer(out: BinaryIO) -> WARCWriter:
    return WARCWriter(out, gzip=False, warc_version=WARC_VERSION)


def _warc_date(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


def _one_line(text: str) -> str:
    return re.sub(r"[\r\n]+", " ", text)
