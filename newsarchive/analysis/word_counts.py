"""The words of many texts, counted: how often each is there, and in how many texts."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from newsarchive.text import SEPARATOR, needs_spacing, spaced, words

# Longer ones are addresses and base64, and would be shown as words.
_LONGEST = 40
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")


@dataclass(slots=True)
class WordCounts:
    """By folded word: how often it occurs (counts), in how many texts (texts_with), and its usual spelling (shown)."""

    counts: Counter[str] = field(default_factory=Counter)
    texts_with: Counter[str] = field(default_factory=Counter)
    shown: dict[str, str] = field(default_factory=dict)
    texts: int = 0

    @property
    def total(self) -> int:
        """How many words all texts have."""
        return self.counts.total()


def count_words_of(texts: Iterable[str]) -> WordCounts:
    """The words of texts without upper and lower case, single letters and numbers. Each text is read once."""
    written, texts_with, found = Counter[str](), Counter[str](), WordCounts()
    for text in texts:
        of_text = split_words(text)
        written.update(of_text)
        texts_with.update({word.casefold() for word in of_text})
        found.texts += 1
    # The most frequent spelling comes first, so it is the one that is shown.
    for word, number in written.most_common():
        if is_word(word):
            folded = word.casefold()
            found.counts[folded] += number
            found.texts_with[folded] = texts_with[folded]
            found.shown.setdefault(folded, word)
    return found


def split_words(text: str) -> list[str]:
    """The words of a text as they are written, numbers included.

    In scripts without spaces, nothing says where a word ends. There, each two characters that follow each other count
    as a word. Korean has spaces.
    """
    return [word for chunk in _chunks(text) for word in _words_of_chunk(chunk)] if needs_spacing(text) else words(text)


def is_word(word: str) -> bool:
    """Whether a piece of text is counted: no single letter, no number, and not too long."""
    return 1 < len(word) <= _LONGEST and not word[0].isdigit()


def _words_of_chunk(chunk: str) -> Iterator[str]:
    if _HANGUL.search(chunk):
        yield chunk.replace(SEPARATOR, "")
        return
    units = chunk.split(SEPARATOR)
    for one, following in zip(units, [*units[1:], ""], strict=True):
        if not needs_spacing(one):
            yield one
        elif needs_spacing(following):
            yield one + following


_CHUNK = re.compile(f"[^\\W_][\\w{SEPARATOR}\u0300-\u036f\u0e31-\u0e4e\u0eb1-\u0ece\u102b-\u103e\u17b4-\u17d3]*")


def _chunks(text: str) -> Iterator[str]:
    """What stands between spaces and punctuation, with separators between units."""
    return (found[0] for found in _CHUNK.finditer(spaced(text)))
