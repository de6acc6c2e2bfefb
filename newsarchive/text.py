"""Unicode and white space: clean, compare and count text, and prepare it for search. Pure; it never changes wording."""

import re
import unicodedata
from functools import lru_cache

# Characters that no reader sees and that make equal texts unequal: C0/C1 controls except tab and line feed,
# soft hyphen, zero-width space, word joiner, byte-order mark, bidirectional embeddings and isolates, interlinear marks,
# combining grapheme joiner, lone surrogates and non-characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
# The joiners U+200C and U+200D belong to the spelling after a letter of Arabic, Indic, Burmese, Khmer, Mongolian and
# related scripts, and between the parts of an emoji. Elsewhere a layout program left them behind.
_JOINERS = ("\u200c", "\u200d")
_STRAY_JOINERS = re.compile(
    "(?<![\u0600-\u109f\u1780-\u18af\u1900-\u1cff\u2190-\u2bff\ua800-\uabff\ufb50-\ufdff\ufe0f\ufe70-\ufefc"
    "\U00010a00-\U00011fff\U0001f000-\U0001faff\u200c\u200d])[\u200c\u200d]+"
)
_LINE_ENDS = re.compile("\r\n?|\x85|\u2028")
# Any character that visible() may remove or replace, for one quick look before three searches.
_UNTIDY = re.compile(f"{_INVISIBLE.pattern[:-1]}\r\x85\u2028{''.join(_JOINERS)}]")
_PARAGRAPH_ENDS = re.compile("\n\\s*\n|\u2029")

# Scripts written without spaces between words; a unit is a base character with its combining marks.
# Han, kana with their iteration marks, half-width kana, Hangul, Bopomofo, Thai, Lao, Khmer, Burmese.
_UNSPACED = (
    "\u3005-\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
    "\u1100-\u11ff\uac00-\ud7a3\u0e01-\u0e30\u0e32-\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2-\u0eb3\u0ebd-\u0ec6"
    "\u0edc-\u0edf\u1780-\u17b3\u1000-\u102a\u103f\u1050-\u1055"
)
# Marks that belong to the unit before them: Thai, Lao, Khmer and Burmese vowels and tones, kana voicing, variants.
_MARKS = (
    "\u0300-\u036f\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u0eb1\u0eb4-\u0ebc\u0ec8-\u0ecd\u17b4-\u17d3\u102b-\u103e"
    "\u1056-\u1059\u3099\u309a\uff9e\uff9f\ufe00-\ufe0f"
)
_HAS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_UNIT = f"[{_UNSPACED}][{_MARKS}]*"
SEPARATOR = "\x1f"
# A separator stands after a unit that a word character follows, and before a unit that follows a word character.
_AFTER_UNIT = re.compile(f"({_UNIT})(?=\\w)")
_BEFORE_UNIT = re.compile(f"(?<=[^\\W{_UNSPACED}{_MARKS}])(?=[{_UNSPACED}])")

_WORD_CHARACTER = re.compile(r"\w")
# Marks inside words that \w leaves out: accents, Hebrew and Arabic points, Indic and Tibetan vowel signs.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c7\u064b-\u065f\u0670"
    "\u0900-\u0963\u0966-\u0dff\u0f71-\u0f84\u0f90-\u0fbc"
)
_WORD = re.compile(f"[\\w{_SIGNS}]+")
_WORD_OR_UNIT = re.compile(f"{_UNIT}|(?:[^\\W{_UNSPACED}]|[{_SIGNS}])+")
_PLAIN = {
    **dict.fromkeys("’‘‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟«»″〝〞", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_TYPOGRAPHY = re.compile(f"[{''.join(_PLAIN)}]")


def visible(text: str) -> str:
    """text in NFC without invisible characters; line ends become line feeds."""
    if text.isascii() and text.isprintable():
        # Nothing to do. Two thirds of all calls end here, which saves 0.2 ms of CPU a page.
        return text
    if _UNTIDY.search(text) is None and unicodedata.is_normalized("NFC", text):
        return text  # nearly all others, which saves as much again
    text = unicodedata.normalize("NFC", _INVISIBLE.sub("", _LINE_ENDS.sub("\n", text)))
    if any(joiner in text for joiner in _JOINERS):
        # Characters that a stray joiner separated may now compose.
        text = unicodedata.normalize("NFC", _STRAY_JOINERS.sub("", text))
    return text


def clean_text(text: str) -> str:
    """text as one line: visible characters only, single spaces between words, none at the ends."""
    return " ".join(visible(text).split())


def paragraphs(body: str) -> list[str]:
    """The paragraphs of a body, which empty lines separate."""
    return [tidy for part in _PARAGRAPH_ENDS.split(visible(body)) if (tidy := " ".join(part.split()))]


def parts_of(body: str) -> list[str]:
    """The paragraphs of a body that comes from clean_body: the same as paragraphs(), in a tenth of the time."""
    return body.split("\n\n") if body else []


def clean_body(text: str) -> str:
    """text as paragraphs of one line each, separated by exactly one empty line."""
    return "\n\n".join(paragraphs(text))


def plain(text: str) -> str:
    """text for comparison: equal if only width, quotes, dashes or white space differ."""
    return clean_text(_TYPOGRAPHY.sub(lambda match: _PLAIN[match[0]], unicodedata.normalize("NFKC", text)))


def fold(text: str) -> str:
    """text for comparison: equal if only case, width, quotes, dashes or white space differ."""
    # Not str.translate: it looks up every character of a text that is not pure ASCII, which takes 0.4 ms an article.
    plain = _TYPOGRAPHY.sub(lambda match: _PLAIN[match[0]], unicodedata.normalize("NFKC", text))
    return clean_text(unicodedata.normalize("NFKC", plain.casefold()))


def shared_beginning(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    different = (number for number, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1])
    return next(different, min(len(one), len(other)))


@lru_cache(maxsize=128)  # called five times for the same text while a page is read
def count_words(text: str) -> int:
    """The number of words in text; a character of a script without spaces counts as half a word, rounded up.

    A word stands between spaces and contains a letter or digit. Marks inside Indic words do not end a word.
    """
    rest, units = _HAS_UNSPACED.subn(" ", text)
    words = sum(1 for word in rest.split() if word.isalnum() or _WORD_CHARACTER.search(word))
    return words + -(-units // 2)


def words(text: str) -> list[str]:
    """The words of text without punctuation; each unit of a script without spaces is a word of its own."""
    return (_WORD_OR_UNIT if needs_spacing(text) else _WORD).findall(text)


def needs_spacing(text: str) -> bool:
    """Whether text has characters of a script without spaces between words."""
    return _HAS_UNSPACED.search(text) is not None


def spaced(text: str) -> str:
    """text with U+001F between the units of scripts without spaces, so that a search finds a word as a phrase.

    Stored text and search terms both go through this function, so they are separated in the same places.
    """
    if not needs_spacing(text):
        return text
    return _BEFORE_UNIT.sub(SEPARATOR, _AFTER_UNIT.sub(rf"\1{SEPARATOR}", text))


def unspaced(text: str) -> str:
    """text as it was before spaced()."""
    return text.replace(SEPARATOR, "")
