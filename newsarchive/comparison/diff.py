"""Two versions of a text, side by side in one: what was added and what was taken away, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from typing import Literal

from newsarchive.text import SEPARATOR, spaced

Kind = Literal["same", "added", "removed"]

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
# Finding the changed words costs the product of both lengths; longer paragraphs are shown as replaced whole.
MAX_WORDS = 2000
# Paragraphs with less in common than this are two paragraphs, not two versions of one.
LEAST_LIKENESS = 0.4


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text that both versions have, or only the newer, or only the older."""

    kind: Kind
    text: str


def unchanged(paragraphs: list[str]) -> list[list[Part]]:
    """Paragraphs as they are."""
    return [[Part("same", paragraph)] for paragraph in paragraphs]


def compare(older: list[str], newer: list[str]) -> list[list[Part]]:
    """Paragraphs of both texts in the order of reading, their differences marked."""
    shown: list[list[Part]] = []
    matcher = SequenceMatcher(None, older, newer, autojunk=False)
    for change, begin, end, new_begin, new_end in matcher.get_opcodes():
        if change == "equal":
            shown += unchanged(older[begin:end])
        else:
            shown += _changed(older[begin:end], newer[new_begin:new_end])
    return shown


def _changed(older: list[str], newer: list[str]) -> Iterator[list[Part]]:
    """Changed paragraphs: those that are alike word by word, pair by pair, the rest as removed or added."""
    left = list(newer)
    for paragraph in older:
        position = next((place for place, text in enumerate(left) if is_like(paragraph, text)), None)
        if position is None:
            yield [Part("removed", paragraph)]
            continue
        yield from ([Part("added", text)] for text in left[:position])
        yield list(_merged(_words_changed(paragraph, left[position])))
        del left[: position + 1]
    yield from ([Part("added", text)] for text in left)


def is_like(older: str, newer: str) -> bool:
    """Whether two paragraphs have so many words in common that one is a version of the other."""
    words, others = _in_common_with(older), _in_common_with(newer)
    return len(words & others) >= LEAST_LIKENESS * max(len(words), len(others))


def _in_common_with(text: str) -> set[str]:
    """What two texts may have in common: words; of scripts without spaces pairs of characters, since all share the
    characters themselves."""
    found: set[str] = set()
    for word in text.split():
        units = _parted(word)
        found |= {one + other for one, other in pairwise(units)} if len(units) > 1 else {word}
    return found


def _parted(text: str) -> list[str]:
    """text where words begin in scripts without spaces: at every character, since any may begin one."""
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
    return [unit for word in _WORD.findall(text) for unit in _parted(word)]


def _merged(parts: Iterator[Part]) -> Iterator[Part]:
    """Parts without empty ones, neighbours of one kind in one."""
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
