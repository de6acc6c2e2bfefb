"""The same word in other characters: exchanged letters, other digits, wide, narrow or joined characters.

searched_form.py folds most letters in texts and queries alike. These are not folded in the index, so a word is searched
for in every spelling that the archive has. In a phrase of several words the characters must be the same.
"""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice, product

from newsarchive.archive.words.vocabulary import Vocabulary, vocabulary_form
from newsarchive.text import needs_spacing

MOST_TRIED, MOST_FOUND = 96, 8
# Each letter of a group may stand for each other. Hamza and alef are folded in the index; yeh, kaf and heh are not.
_EXCHANGED = ("يىیئ", "كک", "هة", "وؤ")
_DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹")
_LIGATURES = {"ffi": "ﬃ", "ffl": "ﬄ", "ff": "ﬀ", "fi": "ﬁ", "fl": "ﬂ", "st": "ﬆ"}
_LIGATURE = re.compile("|".join(_LIGATURES))
_WIDE = {number: number + 0xFEE0 for number in range(0x21, 0x7F)}
_LETTERS = {letter: group for group in _EXCHANGED for letter in group}
# Half-width kana and what they are in full width; voiced ones have a second character for the voice.
_NARROW_KANA = {
    wide: narrow
    for base in map(chr, range(0xFF65, 0xFF9E))
    for narrow in (base, base + "ﾞ", base + "ﾟ")
    if len(wide := unicodedata.normalize("NFKC", narrow)) == 1
}


def other_spellings(vocabulary: Vocabulary, text: str) -> tuple[str, ...]:
    """The other spellings of a typed word that the archive has."""
    plain = unicodedata.normalize("NFKC", text)
    if needs_spacing(plain):
        # Such words are phrases of the index, so the vocabulary does not have them as a whole.
        narrow = "".join(_NARROW_KANA.get(char, char) for char in plain)
        return tuple(form for form in dict.fromkeys((plain, narrow)) if form != text)
    typed = vocabulary_form(text)
    forms = (vocabulary_form(spelling) for spelling in islice(_spellings(plain), MOST_TRIED))
    others = (form for form in dict.fromkeys(forms) if form and form != typed)
    return tuple(islice((form for form in others if vocabulary.has(form)), MOST_FOUND))


def _spellings(plain: str) -> Iterator[str]:
    yield plain
    if plain.isascii():
        yield plain.translate(_WIDE)
        yield _LIGATURE.sub(lambda found: _LIGATURES[found[0]], plain.lower())
    if any(map(str.isdigit, plain)):
        digits = "".join(str(unicodedata.digit(char, char)) for char in plain)
        yield from (digits.translate(str.maketrans(_DIGITS[0], other)) for other in _DIGITS)
    if any(char in _LETTERS for char in plain):
        yield from ("".join(letters) for letters in product(*(_LETTERS.get(char, char) for char in plain)))
