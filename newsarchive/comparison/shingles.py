"""Shingles: runs of words as numbers, by which texts are found that have much in common. Pure; knows no archive.

A fingerprint is the lowest few of a text's shingles: two texts that share half of them nearly always share one of
the lowest. It only finds what is worth comparing; likeness says how much two texts have in common.
"""

import heapq
import re
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise

from newsarchive.text import needs_spacing, words

# Of copies with half their shingles the same, 98 of 100 share two of eight, 99 of ten. Each more costs a row, and a
# page of the file that is written anew.
LOWEST = 8
# 48 bits: a fingerprint's number takes 6 bytes in SQLite, and two of a million texts meet by chance once in a thousand.
_BITS = (1 << 48) - 1
_UNITS_LOOKED_AT = 200
_WORDS_REMEMBERED = 32_768
# Two figures' runs of words: of fewer, one figure that was corrected would be all.
_LEAST_NUMBERS = 6
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Shingles:
    """All shingles of a text, and those of them that hold a digit."""

    all: frozenset[int]
    numbers: frozenset[int]


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have in common, each from 0 to 1.

    resemblance: of the shingles of both, those that both have. containment: of the shorter one's, those that the longer
    has. numbers: the same of the shingles that hold a digit; None where one has too few to tell.
    """

    resemblance: float
    containment: float
    numbers: float | None


# What a text has in common with itself.
WHOLE = Likeness(resemblance=1.0, containment=1.0, numbers=None)


def fingerprint(text: str) -> tuple[int, ...]:
    """The lowest shingles of text, at most LOWEST of them, lowest first; none of a text of one or two words."""
    return tuple(heapq.nsmallest(LOWEST, set(_runs(*_units(text)))))


def shingles_of(text: str) -> Shingles:
    """All shingles of text; white space, case and punctuation do not count."""
    units, step = _units(text)
    runs = _runs(units, step)
    span = len(units) - len(runs)
    figures = [at for at, unit in enumerate(units) if not unit.isalpha() and _DIGIT.search(unit)]
    numbers = {run for at in figures for run in runs[max(0, at - span) : at + 1]}
    return Shingles(frozenset(runs), frozenset(numbers))


def likeness(one: Shingles, other: Shingles) -> Likeness:
    """What two texts have in common."""
    both = len(one.all & other.all)
    fewer_numbers = min(len(one.numbers), len(other.numbers))
    return Likeness(
        resemblance=both / max(1, len(one.all) + len(other.all) - both),
        containment=both / max(1, min(len(one.all), len(other.all))),
        numbers=len(one.numbers & other.numbers) / fewer_numbers if fewer_numbers >= _LEAST_NUMBERS else None,
    )


def _units(text: str) -> tuple[list[str], int]:
    """What runs are made of, and how many of it stand for a word: two where most are characters of a script without
    spaces; one Chinese name makes no Chinese text."""
    units = words(text.casefold())
    # In texts of words a word and what follows it are some six characters: only the others are looked at closely.
    first = units[:_UNITS_LOOKED_AT] if 4 * len(units) > len(text) else []
    return units, 2 if 2 * sum(map(needs_spacing, first)) > len(first) else 1


def _runs(units: list[str], step: int) -> list[int]:
    """Every run of three words, or of six characters where step is 2."""
    hashes = list(map(_HASHES.__getitem__, units))
    if step == 2:
        hashes = [one * 29 + following & _BITS for one, following in pairwise(hashes)]
    # Of numbers that are random already; the order of the three counts, and no other operation is as quick.
    in_threes = zip(hashes, hashes[step:], hashes[2 * step :], strict=False)
    return [(one - second ^ third) & _BITS for one, second, third in in_threes]


class _Hashes(dict[str, int]):
    """For each word a number of 48 bits that is the same on every machine, as Python's own hash is not.

    Remembered, since most words of an article are among those that all articles have; but not all of a million.
    """

    def __missing__(self, word: str) -> int:
        if len(self) >= _WORDS_REMEMBERED:
            self.clear()
        self[word] = number = int.from_bytes(blake2b(word.encode(errors="replace"), digest_size=6).digest())
        return number


_HASHES = _Hashes()
