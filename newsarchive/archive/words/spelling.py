"""The words of an archive that are spelt nearly like a typed word, for "did you mean".

Candidates come from the vocabulary: the words with the same first letters, and the word itself with one change among
its first letters. So the work is bounded, however large the vocabulary is.
"""

import math
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from newsarchive.archive.words.vocabulary import ENOUGH, Vocabulary

# Letters that must be right for the words that begin with them to be read; a change among them is tried by itself.
FIRST_LETTERS = 3
MIN_LETTERS = 3
# From so many letters on, two changes are looked for.
LONG_WORD = 6
MOST_LETTERS = 40
ROWS, FREQUENT_WORDS = 12_000, 300
COUNTED, COUNTED_WORDS = 2_000, 30
# One change weighs as much as a word that is a hundred times rarer.
CHANGE_WEIGHT = 2.0
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгдежзийклмнопрстуфхцчшщъыьэюяіїєґў",
    "αβγδεζηθικλμνξοπρστυφχψω",
    "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىئءؤپچژگی",
    "אבגדהוזחטיכלמנסעפצקרשתםןףץך",
)


def near_words(vocabulary: Vocabulary, word: str, most: int = 3) -> list[str]:
    """The words of the vocabulary that word may be a misspelling of, the likeliest first; word has its form."""
    if not MIN_LETTERS <= len(word) <= MOST_LETTERS or not word.isalpha():
        return []
    distance = 2 if len(word) >= LONG_WORD else 1
    # With three letters, one change gives a word of another meaning.
    known = _with_first_letters(vocabulary, word) if len(word) > MIN_LETTERS else {}
    near = {
        other: changes
        for other, changes, _ in process.extract(
            word, list(known), scorer=OSA.distance, score_cutoff=distance, limit=None
        )
    }
    near |= {other: 1 for other in _first_letters_changed(word) if other not in near and vocabulary.has(other)}
    near.pop(word, None)
    likeliest = sorted(near, key=lambda other: (near[other], -known.get(other, ENOUGH), other))[:COUNTED_WORDS]
    weights = {
        other: near[other] * CHANGE_WEIGHT - math.log10(1 + vocabulary.count(other, COUNTED)) for other in likeliest
    }
    return sorted(likeliest, key=lambda other: (weights[other], other))[:most]


def two_words(vocabulary: Vocabulary, word: str) -> tuple[str, str] | None:
    """The two frequent words that word is without a space between them."""
    if len(word) > MOST_LETTERS or not word.isalpha():
        return None
    for middle in range(MIN_LETTERS, len(word) - MIN_LETTERS + 1):
        first, second = word[:middle], word[middle:]
        if all(vocabulary.count(part, ENOUGH) == ENOUGH for part in (first, second)):
            return first, second
    return None


def _with_first_letters(vocabulary: Vocabulary, word: str) -> dict[str, int]:
    words = vocabulary.beginning_with(word[:FIRST_LETTERS], ROWS, FREQUENT_WORDS)
    if words.is_whole or len(word) == FIRST_LETTERS:
        return words.occurrences
    longer = vocabulary.beginning_with(word[: FIRST_LETTERS + 1], ROWS, FREQUENT_WORDS)
    return words.occurrences | longer.occurrences


def _first_letters_changed(word: str) -> Iterator[str]:
    """The word with one of its first letters left out, added, replaced, or two exchanged."""
    alphabet = next((letters for letters in _ALPHABETS if word[0] in letters), "")
    for place in range(FIRST_LETTERS):
        before, after = word[:place], word[place:]
        yield before + after[1:]
        yield before + after[1:2] + after[:1] + after[2:]
        for letter in alphabet:
            yield before + letter + after[1:]
            yield before + letter + after
