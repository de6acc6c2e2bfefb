"""The text of a page's bytes. Server and page may declare a wrong encoding, so it is checked."""

import codecs
import re
from itertools import islice

from charset_normalizer import from_bytes

# A larger page is a mistake or an attack: the largest of 337 pages of the test collections has 2.9 million bytes.
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
# Python codecs that no page is encoded in. They raise other exceptions than text encodings do.
_NO_ENCODINGS = frozenset(
    {"idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "mbcs", "oem"}
)
# A declared encoding counts as wrong if more than this many of a thousand characters are unreadable, or more than this
# share of the non-ASCII characters: an English page has few of these, and in the wrong encoding all are unreadable.
_TOLERATED = 2
_TOLERATED_SHARE = 0.2
# Quotes, dashes and an ellipsis in Windows-1252 and similar encodings. Editors paste them into UTF-8 pages, where these
# bytes are not valid.
_PASTED = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}
_PASTED_ERRORS = "newsarchive.pasted"
# No language has so many accented letters in a row: the page is in another script, wrongly declared as Western.
_ACCENTED = re.compile("[À-ÖØ-öø-ÿ]{4,}")
_MOST_ACCENTED = 10
_WESTERN = frozenset({"cp1252", "cp1254", "iso8859-1", "iso8859-15"})
# The encodings of Cyrillic contain the same letters in another order: a wrong one gives letters too, but rare ones.
# Ten letters make up nearly two thirds of a text in any language that uses Cyrillic.
_CYRILLIC = ("cp1251", "koi8-r", "koi8-u", "cp866", "iso8859-5", "mac-cyrillic")
_HIGH = re.compile(r"[^\x00-\x7f\s«»„“”’–—…№]")
_USUAL_LETTERS = re.compile("[оеаинтсрвлОЕАИНТСРВЛ]")
_FEWEST_LETTERS = 100
_UNUSUAL, _USUAL, _MORE_USUAL = 0.42, 0.5, 0.2
_AROUND_HIGH_BYTES = re.compile(rb"[^<>]{0,40}[\x80-\xff][^<>]{0,200}")
_BYTES_TO_GUESS_FROM = 10_000


def decode(body: bytes, content_type: str | None) -> str:
    """The text of the first MAX_BYTES of body; unreadable bytes become U+FFFD.

    In this order: a byte-order mark; UTF-8 if the bytes are valid UTF-8 with non-ASCII characters, since no other
    encoding looks like that by chance; the charset of the Content-Type header; that of the page's <meta>; a guess.
    A charset is skipped if it leaves much unreadable or gives combinations of letters that no text has.
    """
    body = body[:MAX_BYTES]
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if not body.isascii() and (text := _as_utf8(body)) is not None:
        return text
    declared = [name for name in (_label(content_type), _label(_beginning(body))) if name]
    if b"\x00" not in body[:_META_BYTES]:
        # An encoding of two or four bytes per character has zero bytes. Without any, the declaration is wrong.
        declared = [name for name in declared if not name.startswith(("utf-16", "utf-32"))]
    for name in declared:
        text = _read(body, name)
        if _is_readable(text, name):
            return text
    guessed = _other_cyrillic(body, declared) or _guess(body)
    return _read(body, guessed or (declared or ["utf-8"])[0])


def _read(body: bytes, encoding: str) -> str:
    return body.decode(encoding, _PASTED_ERRORS if encoding == "utf-8" else "replace")


def _pasted(error: UnicodeError) -> tuple[str, int]:
    """The replacement for invalid UTF-8: a quote or dash where one was pasted from Windows-1252, else U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (_PASTED[byte], error.start + 1) if byte in _PASTED else ("\ufffd", error.end)


codecs.register_error(_PASTED_ERRORS, _pasted)


def _is_readable(text: str, encoding: str) -> bool:
    unreadable = text.count("\ufffd")
    if unreadable * 1000 > _TOLERATED * len(text):
        return False
    if unreadable > _TOLERATED_SHARE * (len(text) - len(text.encode("ascii", "ignore"))):
        return False
    if codecs.lookup(encoding).name in _WESTERN:
        return sum(1 for _ in islice(_ACCENTED.finditer(text), _MOST_ACCENTED)) < _MOST_ACCENTED
    return codecs.lookup(encoding).name not in _CYRILLIC or _share_of_usual(text) >= _UNUSUAL


def _other_cyrillic(body: bytes, declared: list[str]) -> str | None:
    """The Cyrillic encoding that gives the usual letters, if a Cyrillic encoding was declared."""
    if not any(codecs.lookup(name).name in _CYRILLIC for name in declared):
        return None
    shares = {name: _share_of_usual(body.decode(name, "replace")) for name in _CYRILLIC}
    best = max(_CYRILLIC, key=lambda name: shares[name])
    return best if shares[best] >= max(_USUAL, _share_of_usual(_read(body, declared[0])) + _MORE_USUAL) else declared[0]


def _share_of_usual(text: str) -> float:
    """The share of the most frequent letters among the non-ASCII characters; 1 for a text that is too short."""
    letters = "".join(_HIGH.findall(text))
    return len(_USUAL_LETTERS.findall(letters)) / len(letters) if len(letters) >= _FEWEST_LETTERS else 1.0


def _as_utf8(body: bytes) -> str | None:
    try:
        # The cut at MAX_BYTES may split a character: the incremental decoder ignores an incomplete last character.
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
        codec = codecs.lookup(name) if name else None
        # Some Python codecs do not encode text (hex, zip) and would raise when decoding.
        return name if codec and codec._is_text_encoding and codec.name not in _NO_ENCODINGS else None
    except LookupError:
        return None


def _guess(body: bytes) -> str | None:
    # Only the text around non-ASCII bytes, because most of a page is tags; and little of it, because guessing is slow.
    around = b" ".join(islice((match[0] for match in _AROUND_HIGH_BYTES.finditer(body)), 200))[:_BYTES_TO_GUESS_FROM]
    best = from_bytes(around or body[:_BYTES_TO_GUESS_FROM]).best()
    return best.encoding if best is not None else None
