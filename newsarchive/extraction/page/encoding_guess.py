"""Which encoding bytes have, judged by the letters that each possible encoding gives."""

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.extraction.page.likely_letters import (
    all_codecs,
    characters,
    codecs_of,
    language_of,
    languages_in,
    likelihood,
)

# A guess needs some hundred letters; more cost time and change nothing.
_SAMPLE_BYTES = 8_000
# All encodings are tried on so much of it, and these few best ones on all of it.
_FIRST_BYTES, _BEST = 1_200, 6
# Tags and line ends divide a page into texts: their bytes are the second byte of a character in no encoding.
_TEXTS = re.compile(rb"[^<>\r\n]++")
# How much a declared language counts against the letters: more than what encodings of related languages differ by in a
# short text, less than what a wrong script costs.
_HINT = 0.7
# How much likelier a page is to have an encoding than the others, before its letters are seen: most undeclared pages
# are Western, and few have an encoding of another system than Windows. These count once, not for each letter.
_USUAL = {"windows-1252": 2.5, "mac-roman": -8.0, "mac-cyrillic": -4.0, "ibm866": -4.0, "iso-8859-4": -2.0}
# What a rare encoding costs for each letter.
_RARE = {"mac-roman": 4.0, "windows-1258": 0.3}
# What a wrong encoding gives: a sign after a letter, a foreign letter beside a digit, a letter of another script
# beside a Latin one.
_ODD = re.compile(
    "[^\\W\\d_](?=[¡¢£¤¥¦§¨©¬¯±²³µ¶¸¹¼½¾¿\u02d8-\u02dd†‡‰◊√∂∫Ω≤≥\u2500-\u25ff])"
    "|\\d(?=[^\x00-\u00a0ªº\\W\\d_])|[^\x00-\u00a0ªº\\W\\d_](?=\\d)"
    "|[A-Za-z](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u06ff\u0e00-\u0e7f](?=[A-Za-z])"
)
# One character of East Asia alone beside a Latin letter: two bytes that belong to a Latin text ("don抰").
_EAST = "\u3041-\u30fa\u4e00-\u9fff\uac00-\ud7a3"
_ODD_EAST = re.compile(f"(?<=[A-Za-z])[{_EAST}](?![{_EAST}])|(?<![{_EAST}])[{_EAST}](?=[A-Za-z])")
_WORD = re.compile(r"[^\W\d_]{2,}")
# For an encoding that gives no character at all.
_NOTHING = -20.0
_ODD_COST = 6.0
_EAST_ASIAN = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jis_2004", "iso2022_jp_ext", "cp949"})
_HIGH_BYTES = bytes(range(0x80, 0x100))
# Escape sequences of ISO-2022-JP, whose bytes are all ASCII.
_ISO_2022_JP = (b"\x1b$B", b"\x1b$@", b"\x1b(J")


@dataclass(frozen=True, slots=True)
class Guess:
    """An encoding; the mean logarithm of how likely each non-ASCII byte is in it; how many characters say so."""

    codec: str
    score: float
    evidence: int


def sample_of(body: bytes) -> bytes:
    """The texts of a page that have non-ASCII bytes; the last one may end within a character."""
    parts: list[bytes] = []
    size = 0
    for match in _TEXTS.finditer(body):
        if not match[0].isascii():
            parts.append(match[0][: _SAMPLE_BYTES - size])
            size += len(parts[-1])
            if size >= _SAMPLE_BYTES:
                break
    return b"\n".join(parts)


def score(sample: bytes, codec: str, hints: Sequence[str] = ()) -> Guess:
    """How likely a sample's letters are in an encoding, for the language they fit best. hints: declared languages."""
    # The incremental decoder leaves out a character that the end of the sample cuts.
    text = codecs.getincrementaldecoder(codec)("replace").decode(sample)
    if codec == "windows-1258":
        text = unicodedata.normalize("NFD", text)
    counts = characters(text)
    evidence = sum(counts.values())
    if not evidence:
        return Guess(codec, _NOTHING, 0)
    high_bytes = len(sample) - len(sample.translate(None, _HIGH_BYTES))
    hinted = {language for language in map(language_of, hints) if language}
    best = max(
        likelihood(counts, language) / high_bytes + (_HINT if language in hinted else 0.0)
        for language in languages_in(codec) or ["en"]
    )
    odd = len(_ODD_EAST.findall(text)) if codec in _EAST_ASIAN else _oddities(text)
    once = _USUAL.get(codec, 0.0) - _ODD_COST * odd
    return Guess(codec, best + once / high_bytes - _RARE.get(codec, 0.0), evidence)


def guess(sample: bytes, hints: Sequence[str] = ()) -> Guess | None:
    """The likeliest encoding of a sample; None for a sample without evidence. The first of equals counts."""
    if sample.isascii():
        return None
    candidates = list(dict.fromkeys(_in_order(hints)))
    if len(sample) > _FIRST_BYTES:
        first = [score(sample[:_FIRST_BYTES], codec, hints) for codec in candidates]
        candidates = [each.codec for each in sorted(first, key=lambda each: -each.score)[:_BEST]]
    return max((score(sample, codec, hints) for codec in candidates), key=lambda each: each.score)


def is_iso_2022_jp(body: bytes) -> bool:
    """Whether bytes switch between the character sets of Japanese mail, which uses ASCII bytes for all of them."""
    return b"\x1b" in body and any(mark in body for mark in _ISO_2022_JP)


def _in_order(hints: Sequence[str]) -> Iterator[str]:
    """All encodings; those of the declared languages first, because the first of equals is taken."""
    for hint in hints:
        yield from codecs_of(language_of(hint) or "")
    yield from all_codecs()


def _oddities(text: str) -> int:
    odd = sum(1 for _ in _ODD.finditer(text))
    for word in _WORD.findall(text):
        if not word.isascii() and (rest := word[1:]) != rest.lower() and word != word.upper():
            odd += 1
    return odd
