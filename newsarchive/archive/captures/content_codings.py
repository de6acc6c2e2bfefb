"""The body of an HTTP answer with its content codings undone (RFC 9110, section 8.4), at most so many bytes of it."""

import sys
import zlib
from collections.abc import Callable

import brotli

from newsarchive.errors import WarcRecordError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# What the decompressors raise for bytes that are not in their coding.
DECODER_ERRORS = (zlib.error, brotli.error, zstd.ZstdError)
_NOT_ENCODED = (*DECODER_ERRORS, EOFError, ValueError)


def decode_body(body: bytes, content_encoding: str, max_bytes: int) -> bytes:
    """body without the codings that the header Content-Encoding names, the last one first.

    A coding that the body does not have is ignored: some programs undo it and leave the header as it was.

    Raises:
        WarcRecordError: the result is larger than max_bytes, or a coding is unknown and the body looks like no page.
    """
    for name in reversed(content_encoding.lower().split(",")):
        coding = name.strip()
        if coding in ("", "identity"):
            continue
        undo = _CODINGS.get(coding)
        if undo is None:
            if b"<" not in body[:1000]:
                raise WarcRecordError(f"its body is encoded as {coding}, which newsarchive cannot decode")
            continue
        try:
            body = undo(body, max_bytes + 1)
        except _NOT_ENCODED:
            continue
        if len(body) > max_bytes:
            raise WarcRecordError(f"larger than {max_bytes:,} bytes when its encodings are undone")
    return body


def _gunzip(body: bytes, most: int) -> bytes:
    """A gzip file may have several members, and what comes after the last one does not count."""
    found = bytearray()
    while body and len(found) < most:
        member = zlib.decompressobj(zlib.MAX_WBITS | 16)
        try:
            found += member.decompress(body, most - len(found))
        except zlib.error:
            if not found:
                raise
            break
        body = member.unused_data
    return bytes(found)


def _inflate(body: bytes, most: int) -> bytes:
    """deflate means zlib's form; some servers send it without zlib's header."""
    try:
        return zlib.decompressobj().decompress(body, most)
    except zlib.error:
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(body, most)


def _unbrotli(body: bytes, most: int) -> bytes:
    decoder = brotli.Decompressor()
    found = bytearray(decoder.process(body, output_buffer_limit=most))
    while len(found) < most and not decoder.is_finished() and (more := decoder.process(b"", output_buffer_limit=most)):
        found += more
    return bytes(found[:most])


def _unzstd(body: bytes, most: int) -> bytes:
    return zstd.ZstdDecompressor().decompress(body, most)


# x-gzip is gzip (RFC 9110, section 8.4.1.3).
_CODINGS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gunzip,
    "x-gzip": _gunzip,
    "deflate": _inflate,
    "br": _unbrotli,
    "zstd": _unzstd,
}
