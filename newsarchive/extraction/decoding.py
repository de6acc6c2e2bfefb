"""The text of a page's bytes: which encoding they are in, whatever the server and the page say."""

import codecs
import re

from charset_normalizer import from_bytes

# Beyond this a page is a mistake or an attack: the largest of 337 pages of the test collections has 2.9 million bytes.
MAX_BYTES = 12_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_META_BYTES = 4096
# What browsers read under these labels (https://encoding.spec.whatwg.org/#names-and-labels).
_READ_AS = {
    "ascii": "cp1252", "us-ascii": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "latin1": "cp1252",
    "latin-1": "cp1252", "iso-8859-9": "cp1254", "iso-8859-11": "cp874", "tis-620": "cp874", "windows-874": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932",
    "sjis": "cp932", "x-sjis": "cp932", "windows-31j": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
    "big5": "big5hkscs", "utf8": "utf-8", "unicode": "utf-16", "x-mac-cyrillic": "mac-cyrillic",
}  # fmt: skip
# Of a thousand characters, how many may be unreadable before a declared encoding is thought to be wrong.
_TOLERATED = 2


def decode(body: bytes, content_type: str | None) -> str:
    """The characters of body, at most MAX_BYTES of it; what cannot be read becomes U+FFFD.

    A byte-order mark decides; then bytes that are valid UTF-8 beyond ASCII are UTF-8, since no other encoding looks
    like it by chance; then the charset of the Content-Type header, that of the page's own <meta>, a guess.
    """
    body = body[:MAX_BYTES]
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if not body.isascii() and (text := _as_utf8(body)) is not None:
        return text
    declared = [name for name in (_label(content_type), _label(_beginning(body))) if name]
    for name in declared:
        text = body.decode(name, "replace")
        if text.count("\ufffd") * 1000 <= _TOLERATED * len(text):
            return text
    return body.decode(_guess(body) or (declared or ["utf-8"])[0], "replace")


def _as_utf8(body: bytes) -> str | None:
    try:
        # The cut at MAX_BYTES may part a character: the last three bytes are no evidence.
        return body.decode("utf-8") if len(body) < MAX_BYTES else codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return None


def _beginning(body: bytes) -> str:
    head = body[:_META_BYTES]
    if b"\x00" in head[:4]:
        return "charset=utf-16-le" if head[1:2] == b"\x00" else "charset=utf-16-be"
    return head.decode("ascii", "replace")


def _label(text: str | None) -> str | None:
    match = _CHARSET.search(text or "")
    name = match[1].lower() if match else ""
    name = _READ_AS.get(name, name)
    try:
        # Some Python codecs are no encodings of text (hex, zip): those would raise when decoding.
        return name if name and codecs.lookup(name)._is_text_encoding else None
    except LookupError:
        return None


def _guess(body: bytes) -> str | None:
    # Ends as well as the beginning: heads of pages are ASCII. Few bytes, because guessing is slow.
    best = from_bytes(body[:5000] + body[-5000:]).best()
    return best.encoding if best is not None else None
