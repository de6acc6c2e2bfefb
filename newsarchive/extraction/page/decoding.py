"""The text of a page's bytes. Server and page may declare a wrong encoding, so it is checked."""

import codecs
import re
from collections.abc import Iterator, Sequence
from itertools import chain

from newsarchive.extraction.page.declared_charsets import in_header, in_page, late_in_page
from newsarchive.extraction.page.encoding_guess import Guess, guess, is_iso_2022_jp, sample_of, score
from newsarchive.extraction.page.likely_letters import language_of, languages_in

# A larger page is a mistake or an attack: the largest of 337 pages of the test collections has 2.9 million bytes.
MAX_BYTES = 12_000_000

_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_BEGINNING = 4096
# UTF-8 counts as wrong if more than this many of a thousand characters are unreadable, or more than this share of the
# readable non-ASCII ones: an English page has few of these, and in the wrong encoding all are unreadable.
_TOLERATED = 2
_TOLERATED_SHARE = 0.2
# Quotes, dashes and an ellipsis in Windows-1252 and similar encodings. Editors paste them into UTF-8 pages, where these
# bytes are not valid.
_PASTED = {0x85: "…", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x96: "–", 0x97: "—"}
# Each error costs a call of Python, which a page in another encoding would make for every character.
_MOST_ERRORS = 20_000
_PASTED_ERRORS = "newsarchive.pasted"
# A declared encoding whose letters are this likely is right, if so many letters say so. Others are used too, unless
# another is likelier by this much: for each letter, and for all of them together.
_LIKELY, _ENOUGH = -3.4, 40
_BETTER, _CLEARLY_BETTER = 0.5, 10.0
_LANGUAGE = re.compile(rb"<html\b[^>]{0,1000}?\blang\s*=\s*[\"']?\s*([a-zA-Z]{2,3})\b", re.IGNORECASE)


def decode(body: bytes, content_type: str | None, language: str | None = None) -> str:
    """The text of the first MAX_BYTES of body; unreadable bytes become U+FFFD.

    In this order: a byte-order mark; UTF-8 if the bytes are valid UTF-8 with non-ASCII characters, since no other
    encoding looks like that by chance; the charset of the Content-Type header; what the page declares; a guess by the
    letters. A declared charset is skipped if it gives letters that no text has. language is the language of the
    outlet (a BCP 47 tag): it and the page's lang attribute decide between encodings that fit about as well.
    """
    body = body[:MAX_BYTES]
    for mark, encoding in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(encoding, "replace")
    if (wide := _of_two_bytes(body, content_type)) is not None:
        return body.decode(wide, "replace")
    if body.isascii():
        return body.decode("iso2022_jp_ext" if is_iso_2022_jp(body) else "ascii", "replace")
    if (text := _as_utf8(body)) is not None:
        return text
    encoding = _encoding(body, content_type, language)
    return body.decode(encoding, _PASTED_ERRORS if encoding == "utf-8" else "replace")


def _of_two_bytes(body: bytes, content_type: str | None) -> str | None:
    """The encoding of two bytes per character that a page has; without a zero byte it has none."""
    head = body[:_BEGINNING]
    if b"\x00" not in head:
        return None
    if head[:2].count(0) == 1:
        return "utf-16-le" if head[1:2] == b"\x00" else "utf-16-be"
    declared = in_header(content_type)
    return declared if declared is not None and declared.startswith("utf-16") else None


def _encoding(body: bytes, content_type: str | None, language: str | None) -> str:
    """The encoding of bytes that are neither ASCII nor valid UTF-8."""
    sample = sample_of(body)
    page_language = _LANGUAGE.search(body, 0, _BEGINNING)
    hints = [hint for hint in (language, page_language[1].decode() if page_language else None) if hint]
    doubted: list[Guess] = []
    for name in _declared(body, content_type):
        if name == "utf-8":
            if _is_mostly_utf8(body, is_declared=True):
                return name
        else:
            scored = score(sample, name, hints)
            if scored.score >= _LIKELY and scored.evidence >= _ENOUGH and _fits(name, hints):
                return name
            doubted.append(scored)
    if _is_mostly_utf8(body, is_declared=False):
        return "utf-8"
    best = guess(sample, hints)
    if best is None:
        return doubted[0].codec if doubted else "utf-8"
    for each in doubted:
        better = best.score - each.score
        if better < _BETTER or better * best.evidence < _CLEARLY_BETTER:
            return each.codec
    return best.codec


def _fits(codec: str, hints: Sequence[str]) -> bool:
    """Whether an encoding is one of a declared language, or no language is declared."""
    languages = {language for language in map(language_of, hints) if language}
    return not languages or not languages.isdisjoint(languages_in(codec))


def _declared(body: bytes, content_type: str | None) -> Iterator[str]:
    """The declared encodings of one byte per ASCII character, each once, the one that browsers prefer first."""
    named = chain(filter(None, [in_header(content_type)]), in_page(body), late_in_page(body))
    return iter(dict.fromkeys(name for name in named if not name.startswith("utf-16")))


def _as_utf8(body: bytes) -> str | None:
    try:
        # The cut at MAX_BYTES may split a character: the incremental decoder ignores an incomplete last character.
        return body.decode("utf-8") if len(body) < MAX_BYTES else codecs.getincrementaldecoder("utf-8")().decode(body)
    except UnicodeDecodeError:
        return None


def _is_mostly_utf8(body: bytes, *, is_declared: bool) -> bool:
    """Whether bytes that are not valid UTF-8 are a text in UTF-8 with a few errors.

    Nothing but pasted quotes is not text in UTF-8, unless that is declared.
    """
    errors = body.decode("utf-8", "replace").count("\ufffd")
    if errors > _MOST_ERRORS:
        return False
    text = body.decode("utf-8", _PASTED_ERRORS)
    unreadable = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - errors
    few = unreadable * 1000 <= _TOLERATED * len(text) and unreadable <= _TOLERATED_SHARE * right
    return few and (is_declared or right > 0)


def _pasted(error: UnicodeError) -> tuple[str, int]:
    """The replacement for invalid UTF-8: a quote or dash where one was pasted from Windows-1252, else U+FFFD."""
    assert isinstance(error, UnicodeDecodeError)
    byte = error.object[error.start]
    return (_PASTED[byte], error.start + 1) if byte in _PASTED else ("\ufffd", error.end)


codecs.register_error(_PASTED_ERRORS, _pasted)
