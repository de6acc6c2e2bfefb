"""Two versions of a text merged into one: what was added and what was removed, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from newsarchive.comparison.matching import BoundedMatcher, Steps
from newsarchive.text import SEPARATOR, spaced

PartKind = Literal["same", "added", "removed"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Paragraphs that share fewer of their words are different paragraphs, not versions of one.
MIN_SHARED_WORDS = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that both versions have, or only the newer one, or only the older one."""

    kind: PartKind
    text: str


def unchanged(paragraphs: list[str]) -> list[list[Part]]:
    """The paragraphs as parts without a change."""
    return [[Part("same", paragraph)] for paragraph in paragraphs]


def compare(older: list[str], newer: list[str]) -> list[list[Part]]:
    """The paragraphs of both texts in reading order, with their differences marked.

    Of texts that take too many steps to compare, what is left is shown as removed and added.
    """
    shown: list[list[Part]] = []
    steps = Steps()
    for change, begin, end, new_begin, new_end in BoundedMatcher(older, newer, steps).get_opcodes():
        if change == "equal":
            shown += unchanged(older[begin:end])
        else:
            shown += _changed(older[begin:end], newer[new_begin:new_end], steps)
    return shown


def _changed(older: list[str], newer: list[str], steps: Steps) -> Iterator[list[Part]]:
    """Changed paragraphs: versions of one paragraph word by word, all others as removed or added."""
    units = [comparable_units(text) for text in newer]
    at = 0
    for paragraph in older:
        own = comparable_units(paragraph)
        later = range(at, len(newer) if steps.left else at)
        position = next((index for index in later if is_same_paragraph(own, units[index], steps)), None)
        if position is None:
            yield [Part("removed", paragraph)]
            continue
        yield from ([Part("added", text)] for text in newer[at:position])
        yield list(_merged(_words_changed(paragraph, newer[position], steps)))
        at = position + 1
    yield from ([Part("added", text)] for text in newer[at:])


def is_same_paragraph(units: frozenset[str], others: frozenset[str], steps: Steps) -> bool:
    """Whether two paragraphs share so many units that one is a version of the other; False if no steps are left."""
    fewer, more = sorted((len(units), len(others)))
    is_possible = fewer >= MIN_SHARED_WORDS * more
    return steps.take(1 + is_possible * fewer) and is_possible and len(units & others) >= MIN_SHARED_WORDS * more


def comparable_units(text: str) -> frozenset[str]:
    """The units to compare two texts by: words, or pairs of characters in scripts without spaces.

    Single characters would not do: most texts of a language share them.
    """
    found: set[str] = set()
    for word in text.split():
        units = _split_units(word)
        found |= {one + other for one, other in pairwise(units)} if len(units) > 1 else {word}
    return frozenset(found)


def _split_units(text: str) -> list[str]:
    """text split before every character of a script without spaces, because any may begin a word."""
    return spaced(text).split(SEPARATOR)


def _words_changed(older: str, newer: str, steps: Steps) -> Iterator[Part]:
    words, others = _words(older), _words(newer)
    for change, begin, end, new_begin, new_end in BoundedMatcher(words, others, steps).get_opcodes():
        if change == "equal":
            yield Part("same", "".join(words[begin:end]))
        else:
            yield Part("removed", "".join(words[begin:end]))
            yield Part("added", "".join(others[new_begin:new_end]))


def _words(text: str) -> list[str]:
    return [unit for word in _WORD.findall(text) for unit in _split_units(word)]


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    """The parts that are not empty, with neighbours of one kind joined."""
    held: Part | None = None
    for part in parts:
        if not part.text:
            continue
        if held is not None and held.kind == part.kind:
            held = Part(held.kind, held.text + part.text)
            continue
        if held is not None:
            yield held
        held = part
    if held is not None:
        yield held
