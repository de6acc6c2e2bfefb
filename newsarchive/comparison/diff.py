"""Two versions of a text merged into one: what was added and what was removed, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from newsarchive.text import SEPARATOR, spaced

PartKind = Literal["same", "added", "removed"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# To find the changed words costs the product of both lengths. Longer paragraphs are shown as removed and added.
MAX_WORDS = 2000
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
    """The paragraphs of both texts in reading order, with their differences marked."""
    shown: list[list[Part]] = []
    matcher = SequenceMatcher(None, older, newer, autojunk=False)
    for change, begin, end, new_begin, new_end in matcher.get_opcodes():
        if change == "equal":
            shown += unchanged(older[begin:end])
        else:
            shown += _changed(older[begin:end], newer[new_begin:new_end])
    return shown


def _changed(older: list[str], newer: list[str]) -> Iterator[list[Part]]:
    """Changed paragraphs: versions of one paragraph word by word, all others as removed or added."""
    left = list(newer)
    for paragraph in older:
        position = next((index for index, text in enumerate(left) if is_same_paragraph(paragraph, text)), None)
        if position is None:
            yield [Part("removed", paragraph)]
            continue
        yield from ([Part("added", text)] for text in left[:position])
        yield list(_merged(_words_changed(paragraph, left[position])))
        del left[: position + 1]
    yield from ([Part("added", text)] for text in left)


def is_same_paragraph(older: str, newer: str) -> bool:
    """Whether two paragraphs share so many words that one is a version of the other."""
    words, others = _comparable_units(older), _comparable_units(newer)
    return len(words & others) >= MIN_SHARED_WORDS * max(len(words), len(others))


def _comparable_units(text: str) -> set[str]:
    """The units to compare two texts by: words, or pairs of characters in scripts without spaces.

    Single characters would not do: most texts of a language share them.
    """
    found: set[str] = set()
    for word in text.split():
        units = _split_units(word)
        found |= {one + other for one, other in pairwise(units)} if len(units) > 1 else {word}
    return found


def _split_units(text: str) -> list[str]:
    """text split before every character of a script without spaces, because any may begin a word."""
    return spaced(text).split(SEPARATOR)


def _words_changed(older: str, newer: str) -> Iterator[Part]:
    words, others = _words(older), _words(newer)
    if max(len(words), len(others)) > MAX_WORDS:
        yield from (Part("removed", older), Part("added", newer))
        return
    for change, begin, end, new_begin, new_end in SequenceMatcher(None, words, others, autojunk=False).get_opcodes():
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
