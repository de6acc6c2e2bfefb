"""Shingles: runs of words as numbers, to measure how much two texts have in common. Pure; knows no archive.

A fingerprint is the lowest few shingles of a text. Two texts that share half their shingles nearly always share one of
the lowest. A fingerprint only finds texts that are worth comparing; compute_overlap compares them.
"""

import heapq
import re
from array import array
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from newsarchive.text import needs_spacing, words

# Of 100 pairs of texts with half their shingles in common, 98 share two of their lowest eight, 99 of their lowest ten.
# Each further number costs a row, and a page of the file that is written again.
FINGERPRINT_SIZE = 8
# 48 bits: a number takes 6 bytes in SQLite, and for a million texts the chance of two equal numbers is one in 1,000.
_BITS = (1 << 48) - 1
_UNITS_SAMPLED = 200
_WORDS_REMEMBERED = 32_768
# The runs of words of two figures. With fewer, one corrected figure would change all of them.
_MIN_NUMBERS = 6
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shingles:
    """All shingles of a text, and those that contain a digit."""

    all: frozenset[int]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class PackedShingles:
    """The shingles of a text as bytes, 8 for each: for the way from one process to another."""

    all: bytes
    numbers: bytes

    def unpack(self) -> Shingles:
        """The shingles that were packed."""
        return Shingles(*(frozenset(array("Q", packed)) for packed in (self.all, self.numbers)))


@dataclass(frozen=True, slots=True)
class Overlap:
    """What two texts have in common, as shares from 0 to 1.

    resemblance: the shingles that both texts have, of all shingles of both. containment: the shingles of the shorter
    text that the longer text has. numbers: as containment, for the shingles with a digit; None when a text has too few
    of them.
    """

    resemblance: float
    containment: float
    numbers: float | None


# What a text has in common with itself.
SAME_TEXT = Overlap(resemblance=1.0, containment=1.0, numbers=None)


def fingerprint(text: str) -> tuple[int, ...]:
    """The FINGERPRINT_SIZE lowest shingles of text, lowest first; none for a text of one or two words."""
    return tuple(heapq.nsmallest(FINGERPRINT_SIZE, set(_runs(*_units(text)))))


def shingles_of(text: str) -> Shingles:
    """All shingles of text; white space, case and punctuation do not matter."""
    units, step = _units(text)
    runs = _runs(units, step)
    span = len(units) - len(runs)
    figures = [at for at, unit in enumerate(units) if not unit.isalpha() and _DIGIT.search(unit)]
    numbers = {run for at in figures for run in runs[max(0, at - span) : at + 1]}
    return Shingles(frozenset(runs), frozenset(numbers))


def fingerprint_and_shingles(text: str) -> tuple[tuple[int, ...], PackedShingles]:
    """The fingerprint of text, as fingerprint() gives it, and its shingles packed: both for the cost of one."""
    shingles = shingles_of(text)
    packed = PackedShingles(array("Q", shingles.all).tobytes(), array("Q", shingles.numbers).tobytes())
    return tuple(heapq.nsmallest(FINGERPRINT_SIZE, shingles.all)), packed


def compute_overlap(one: Shingles, other: Shingles) -> Overlap:
    """What two texts have in common."""
    both = len(one.all & other.all)
    fewer_numbers = min(len(one.numbers), len(other.numbers))
    return Overlap(
        resemblance=both / max(1, len(one.all) + len(other.all) - both),
        containment=both / max(1, min(len(one.all), len(other.all))),
        numbers=len(one.numbers & other.numbers) / fewer_numbers if fewer_numbers >= _MIN_NUMBERS else None,
    )


def _units(text: str) -> tuple[list[str], int]:
    """The units of which runs are made, and how many units are about one word.

    Two in a text whose units are mostly characters of a script without spaces; one Chinese name does not make a text
    Chinese.
    """
    units = words(text.casefold())
    # In texts with spaces, a word and its space have some six characters. Only other texts are examined more closely.
    first = units[:_UNITS_SAMPLED] if 4 * len(units) > len(text) else []
    return units, 2 if 2 * sum(map(needs_spacing, first)) > len(first) else 1


def _runs(units: list[str], step: int) -> list[int]:
    """Every run of three words, or of six characters where step is 2."""
    hashes = list(map(_HASHES.__getitem__, units))
    if step == 2:
        hashes = [one * 29 + following & _BITS for one, following in pairwise(hashes)]
    # The numbers are random already. The order of the three matters, and no other operation is as fast.
    in_threes = zip(hashes, hashes[step:], hashes[2 * step :], strict=False)
    return [(one - second ^ third) & _BITS for one, second, third in in_threes]


class _WordHashes(dict[str, int]):
    """A number of 48 bits for each word, the same on every machine; Python's own hash is not.

    The numbers are remembered, because most words of an article occur in all articles; but not for a million words.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        self[word] = number = int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=6).digest())
        return number


_HASHES = _WordHashes()
