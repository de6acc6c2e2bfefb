"""The content codings of HTTP answers, undone up to a size."""

import gzip
import zlib

import brotli
import pytest

from newsarchive.archive.captures.content_codings import decode_body, zstd
from newsarchive.errors import WarcRecordError

PAGE = b"<html><body><p>The bridge opens on Friday.</p></body></html>" * 50


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    ("coding", "encoded"),
    [
        pytest.param("", PAGE, id="none"),
        pytest.param("identity", PAGE, id="identity"),
        pytest.param("gzip", gzip.compress(PAGE), id="gzip"),
        pytest.param("X-GZip", gzip.compress(PAGE), id="x-gzip"),
        pytest.param("gzip", gzip.compress(PAGE[:90]) + gzip.compress(PAGE[90:]), id="two members"),
        pytest.param("gzip", gzip.compress(PAGE) + b"\0\0 left over", id="bytes after the member"),
        pytest.param("deflate", zlib.compress(PAGE), id="deflate"),
        pytest.param("deflate", raw_deflate(PAGE), id="deflate without zlib's header"),
        pytest.param("br", brotli.compress(PAGE), id="br"),
        pytest.param("zstd", zstd.compress(PAGE), id="zstd"),
        pytest.param("gzip, br", brotli.compress(gzip.compress(PAGE)), id="two codings, the last undone first"),
        pytest.param("gzip", PAGE, id="gzip, undone before by the program that fetched it"),
        pytest.param("br", PAGE, id="br, undone before"),
        pytest.param("zstd", PAGE, id="zstd, undone before"),
        pytest.param("bogus", PAGE, id="an unknown coding of a body that is a page"),
    ],
)
def test_a_body_comes_without_its_codings(coding: str, encoded: bytes) -> None:
    assert decode_body(encoded, coding, 10_000) == PAGE


def test_the_beginning_of_a_body_that_is_cut_off_is_decoded() -> None:
    assert PAGE.startswith(decode_body(gzip.compress(PAGE)[:-12], "gzip", 10_000))


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("br", brotli.compress), ("zstd", zstd.compress)],
)
def test_a_body_that_grows_without_end_is_refused(coding, pack) -> None:
    with pytest.raises(WarcRecordError, match="larger than 10,000 bytes"):
        decode_body(pack(b"<p>" + b" " * 3_000_000), coding, 10_000)


def test_noise_in_an_unknown_coding_is_refused() -> None:
    with pytest.raises(WarcRecordError, match="encoded as compress"):
        decode_body(b"\x1f\x9d\x90 noise", "compress", 10_000)
