"""The kind of a picture by its first bytes."""

import struct

import pytest

from newsarchive.formats.pictures import EXTENSIONS, picture_type


def a_file_type_box(major: bytes, *compatible: bytes, size: int | None = None) -> bytes:
    content = b"ftyp" + major + bytes(4) + b"".join(compatible)
    return struct.pack(">I", size or len(content) + 4) + content + b"more"


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "image/png"),
        (b"GIF89a\x01\x00", "image/gif"),
        (b"GIF87a\x01\x00", "image/gif"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        (a_file_type_box(b"avif", b"mif1"), "image/avif"),
        (a_file_type_box(b"mif1", b"miaf", b"avif"), "image/avif"),
        (a_file_type_box(b"avis"), "image/avif"),
        (a_file_type_box(b"heic", b"mif1"), None),
        (a_file_type_box(b"mif1", b"miaf", size=2**31) + b"avif" * 1000, "image/avif"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", None),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"<?xml version='1.0'?><svg/>", None),
        (b"<html>GIF89a</html>", None),
        (b" \x89PNG\r\n\x1a\n", None),
        (b"GIF8", None),
        (b"", None),
    ],
)
def test_the_first_bytes_say_what_it_is(body, kind):
    assert picture_type(body) == kind
    assert kind is None or kind in EXTENSIONS
