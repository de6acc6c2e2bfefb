"""Feeds and sitemaps that are packed with gzip, once or twice, whatever the server says about them. Pure."""

import zlib

_GZIP_MAGIC = b"\x1f\x8b"
# Each part costs a copy of the parts after it, and half a million empty parts fit into 10 MB.
_MAX_MEMBERS = 100
# A file that was packed once and is packed again by the server; each further layer could hide a larger one.
_MAX_LAYERS = 3


def unpack(body: bytes, max_bytes: int) -> tuple[bytes, str | None]:
    """body without its layers of gzip, known by their first bytes; and what was wrong with the gzip data.

    Raises:
        ValueError: a layer would be larger than max_bytes; not more than that is unpacked.
    """
    for _ in range(_MAX_LAYERS):
        body, problem = gunzip(body, max_bytes)
        if problem:
            return body, problem
    return body, None


def gunzip(body: bytes, max_bytes: int) -> tuple[bytes, str | None]:
    """body unpacked once if it begins like gzip, else unchanged; and what was wrong with the gzip data.

    Raises:
        ValueError: the result would be larger than max_bytes; not more than that is unpacked.
    """
    if not body.startswith(_GZIP_MAGIC):
        return body, None
    unpacked, rest = bytearray(), body
    for _ in range(_MAX_MEMBERS):  # a gzip file may have several members (RFC 1952 §2.2)
        member = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
        try:
            unpacked += member.decompress(rest, max_bytes + 1 - len(unpacked))
        except zlib.error as error:
            return bytes(unpacked), f"broken gzip ({error})"
        if len(unpacked) > max_bytes:
            raise ValueError(f"larger than {max_bytes // 2**20} MiB when unpacked")
        if not member.eof:
            return bytes(unpacked), "the gzip data ends early"
        rest = member.unused_data
        if not rest.startswith(_GZIP_MAGIC):
            return bytes(unpacked), None
    return bytes(unpacked), f"gzip of more than {_MAX_MEMBERS} parts; the rest was not read"
