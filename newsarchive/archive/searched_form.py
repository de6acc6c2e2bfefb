"""The form of a text that search reads: letters as people type them, units of scripts without spaces set apart. Pure.

Stored texts and search terms both go through searched_form. The text itself is stored as the outlet wrote it, and
in_original_letters brings what a search found back to it.
"""

import re
import unicodedata
from collections.abc import Iterator

from newsarchive.text import spaced, unspaced

# Letters that people search for in another form. Most accents of Latin letters need no entry, because the tokenizer of
# SQLite removes them. Marks that make another letter are not accents: й, ば and ぱ, कल and कुल.
LATIN = {
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ø": "o", "Ø": "O", "ǿ": "o", "Ǿ": "O",
    "ħ": "h", "Ħ": "H", "ŧ": "t", "Ŧ": "T", "ı": "i", "æ": "ae", "Æ": "AE", "ǽ": "ae", "Ǽ": "AE", "ǣ": "ae",
    "Ǣ": "AE", "œ": "oe", "Œ": "OE", "ß": "ss", "ẞ": "SS", "þ": "th", "Þ": "TH", "ĳ": "ij", "Ĳ": "IJ",
}  # fmt: skip
CYRILLIC = {"ё": "е", "Ё": "Е", "ѐ": "е", "Ѐ": "Е", "ѝ": "и", "Ѝ": "И"}
ARABIC = {"آ": "ا", "أ": "ا", "إ": "ا", "ٱ": "ا", "ـ": ""}
_GREEK_BLOCKS = (range(0x0370, 0x0400), range(0x1F00, 0x2000))
# Vowel signs of Arabic and Hebrew, which are written for learners and in scripture.
_VOWEL_SIGNS = (
    (0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E4), (0x06E7, 0x06E8),
    (0x06EA, 0x06ED), (0x0591, 0x05BD), (0x05BF, 0x05BF), (0x05C1, 0x05C2), (0x05C4, 0x05C5), (0x05C7, 0x05C7),
)  # fmt: skip


def _greek() -> dict[str, str]:
    """Greek letters with accents, by the letters without; and the final sigma."""
    letters = {"ς": "σ"}
    for letter in (chr(number) for block in _GREEK_BLOCKS for number in block):
        base = unicodedata.normalize("NFD", letter)[0]
        if base != letter and base.isalpha():
            letters[letter] = base
    return letters


GREEK = _greek()
_TYPED_AS = {
    **LATIN,
    **CYRILLIC,
    **ARABIC,
    **GREEK,
    **{chr(number): "" for first, last in _VOWEL_SIGNS for number in range(first, last + 1)},
}
_ACCENTED = re.compile(f"[{''.join(_TYPED_AS)}]")
_MARKS = re.compile("[\x02\x03]")


def searched_form(text: str) -> str:
    """What search reads instead of text; text itself where it has no such letters and its script has spaces."""
    return spaced(_as_typed(text))


def exchanged_letters(text: str) -> set[str]:
    """The characters of text that search reads as others."""
    return set() if text.isascii() else set(_ACCENTED.findall(text))


def in_original_letters(found: str, original: str) -> str:
    """found, a piece of the searched form of original, as it stands in original.

    The marks U+0002 and U+0003 around found words stay, and so does "…" at a cut end. A piece that is not in original
    comes back unchanged.
    """
    piece = unspaced(found)
    if original == (typed := _as_typed(original)):
        return piece
    for beginning, end in (("…", "…"), ("…", ""), ("", "…"), ("", "")):
        if piece.startswith(beginning) and piece.endswith(end) and len(piece) >= len(beginning + end):
            inner = piece[len(beginning) : len(piece) - len(end)]
            at = typed.find(_MARKS.sub("", inner))
            if at >= 0:
                return beginning + "".join(_letters(inner, original, at)) + end
    return piece


def _as_typed(text: str) -> str:
    return text if text.isascii() else _ACCENTED.sub(lambda letter: _TYPED_AS[letter[0]], text)


def _letters(inner: str, original: str, at: int) -> Iterator[str]:
    """The characters of inner, which begins at a place in the typed form of original, as original has them."""
    places = [place for place, letter in enumerate(original) for _ in _TYPED_AS.get(letter, letter)]
    places.append(len(original))
    for character in inner:
        if _MARKS.match(character):
            yield character
        else:
            # A letter typed as two comes with the second, and a mark that is left out with the letter before it.
            yield original[places[at] : places[at + 1]]
            at += 1
