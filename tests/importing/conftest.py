"""WARC files as they are published, of invented pages."""

import gzip
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DATE = "2024-03-01T10:00:00Z"
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def a_body(headline: str = "Bridge opens after nine years", number: int = 1, more: str = "") -> bytes:
    text = (
        f"The bridge number {number} over the harbour opened to traffic on Friday, nine years after the first pile.",
        "Hundreds of people walked across before the first cars were let on, and the mayor cut a ribbon at noon.",
        f"The ferry, which bridge {number} replaces, will keep sailing until the end of the year, its owners said.",
    )
    paragraphs = "".join(f"<p>{one}</p>" for one in (*text, more) if one)
    return (
        f'<!DOCTYPE html><html lang="en"><head><title>{headline} - Rivertown Post</title></head>'
        f"<body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    ).encode()


def chunked(body: bytes) -> bytes:
    parts = [body[:100], body[100:]]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


class WarcMaker:
    """Writes a file record by record, each in a gzip member of its own, as Common Crawl does."""

    def __init__(self, path: Path, *, is_gzip: bool = True) -> None:
        self.path = path
        self._out = BytesIO()
        self._writer = WARCWriter(self._out, gzip=is_gzip, warc_version="WARC/1.0")
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        self.offsets: list[int] = []

    def page(
        self,
        url: str,
        body: bytes = b"",
        status: str = "200 OK",
        headers: Sequence[tuple[str, str]] = HTML,
        kind: str = "response",
        **warc: str,
    ) -> "WarcMaker":
        request = StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", "a crawler")], is_http_request=True)
        self._write(url, "request", b"", request, {"WARC-Date": DATE})
        self.offsets.append(self._out.tell())
        answer = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        fields = {name.replace("_", "-"): value for name, value in warc.items()}
        self._write(url, kind, body, answer, {"WARC-Date": DATE, **fields})
        return self

    def resource(self, url: str, body: bytes, kind: str) -> "WarcMaker":
        record = self._writer.create_warc_record(
            url, "resource", BytesIO(body), len(body), kind, warc_headers_dict={"WARC-Date": DATE}
        )
        self._writer.write_record(record)
        return self

    def _write(self, url: str, kind: str, body: bytes, http: StatusAndHeaders, fields: dict[str, str]) -> None:
        record = self._writer.create_warc_record(
            url, kind, payload=BytesIO(body), length=len(body), http_headers=http, warc_headers_dict=fields
        )
        self._writer.write_record(record)

    @property
    def data(self) -> bytes:
        return self._out.getvalue()

    def save(self, data: bytes | None = None) -> Path:
        self.path.write_bytes(self.data if data is None else data)
        return self.path

    def save_in_one_member(self) -> Path:
        return self.save(gzip.compress(gzip.decompress(self.data)))


Make = Callable[..., WarcMaker]


@pytest.fixture
def a_warc(tmp_path: Path) -> Make:
    def make(name: str = "news.warc.gz", **options: bool) -> WarcMaker:
        return WarcMaker(tmp_path / name, **options)

    return make
