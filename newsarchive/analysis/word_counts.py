"""The words of many texts, counted: how often each is there, and in how many texts."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from itertools import chain, count

from newsarchive.text import SEPARATOR, needs_spacing, spaced, words

# Longer ones are addresses and base64, and would be shown as words.
_LONGEST = 40
_HANGUL = re.compile("[\u1100-\u11ff\uac00-\ud7a3]")
# What stands around most words.
_AROUND = ".,;:!?\"'()[]“”‘’«»…–—-"


class WordCounts:
    """How often each word occurs in texts: counts, by folded word.

    Words are counted without upper and lower case; single letters and numbers are left out.
    """

    def __init__(self, texts: Iterable[str] = ()) -> None:
        # Most pieces between spaces occur often. So the pieces are counted, and each is divided into words once.
        pieces: defaultdict[str, int] = defaultdict(count().__next__)
        self._texts = [list(map(pieces.__getitem__, text.split())) for text in texts]
        often = Counter(chain.from_iterable(self._texts))
        self._words = list(map(_words_of_piece, pieces))
        self._written = Counter[str]()
        for number, some in enumerate(self._words):
            for word in some:
                self._written[word] += often[number]
        self.counts = Counter[str]()
        for word, number in self._written.items():
            if is_word(word):
                self.counts[word.casefold()] += number

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return len(self._texts)

    @property
    def total(self) -> int:
        """How many words all texts have."""
        return self.counts.total()

    def texts_with(self, some: Collection[str]) -> Counter[str]:
        """In how many texts each of some folded words is."""
        wanted = frozenset(some)
        words_of = {
            number: found
            for number, words_of_piece in enumerate(self._words)
            if (found := wanted.intersection([word.casefold() for word in words_of_piece]))
        }
        numbers, texts_with = set(words_of), Counter[str]()
        for text in self._texts:
            texts_with.update({word for number in numbers.intersection(text) for word in words_of[number]})
        return texts_with

    def spellings(self, some: Collection[str]) -> dict[str, str]:
        """The most frequent spelling of each of some folded words, if it occurs."""
        wanted, usual = frozenset(some), dict[str, str]()
        for word, number in self._written.items():
            folded = word.casefold()
            if folded in wanted and number > self._written[usual.setdefault(folded, word)]:
                usual[folded] = word
        return usual


def split_words(text: str) -> list[str]:
    """The words of a text as they are written, numbers included.

    In scripts without spaces, nothing says where a word ends. There, each two characters that follow each other count
    as a word. Korean has spaces.
    """
    return [word for chunk in _chunks(text) for word in _words_of_chunk(chunk)] if needs_spacing(text) else words(text)


def is_word(word: str) -> bool:
    """Whether a piece of text is counted: no single letter, no number, and not too long."""
    return 1 < len(word) <= _LONGEST and not word[0].isdigit()


def _words_of_piece(piece: str) -> list[str]:
    inner = piece.strip(_AROUND)
    # Most pieces are one word, which needs no search.
    return [inner] if inner.isascii() and inner.isalnum() else split_words(piece)


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
