"""Keywords in context: the words around each place that was found, and these lines in the order of their neighbours."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar, get_args

from newsarchive.text import needs_spacing

ContextOrder = Literal["results", "left", "right"]
CONTEXT_ORDERS: tuple[ContextOrder, ...] = get_args(ContextOrder)
WORDS_AROUND = 10
# In scripts without spaces between words.
CHARACTERS_AROUND = 20
# The words on one side are looked for in so many characters, so that a text without spaces costs no more than another.
_WINDOW = 300
# Lines are ordered by so many words on one side.
_COMPARED = 5
_SPACE = re.compile(r"\s+")
# A character that is not a space may be followed by this many others before there must be a space.
_LONGEST_UNSPACED = 8


@dataclass(frozen=True, slots=True)
class Context:
    """One found place: the text before it, itself, and the text after it, each on one line.

    A space at the end of before and at the beginning of after is kept: it is not always there ("(storm)").
    """

    before: str
    found: str
    after: str


class HasContext(Protocol):
    """A line with a context."""

    @property
    def context(self) -> Context:
        """What was found, and the text around it."""


Line = TypeVar("Line", bound=HasContext)


def contexts_in(marked: str, begin: str, end: str) -> Iterator[Context]:
    """The contexts of all places between the marks begin and end in a text."""
    text, places = _unmarked(marked, begin, end)
    for first, last in places:
        is_unspaced = _is_unspaced(text[max(0, first - CHARACTERS_AROUND) : last + CHARACTERS_AROUND])
        yield Context(_before(text, first, is_unspaced), _one_line(text[first:last]), _after(text, last, is_unspaced))


def in_order(lines: Sequence[Line], order: ContextOrder) -> list[Line]:
    """The lines ordered by the nearest word on one side, then the next ones. Equal lines keep their order."""
    if order == "results":
        return list(lines)
    return sorted(lines, key=lambda line: _sort_key(line.context, order))


def _unmarked(marked: str, begin: str, end: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without marks, and where the marked places are in it."""
    pieces: list[str] = []
    places: list[tuple[int, int]] = []
    length = 0
    for number, part in enumerate(marked.split(begin)):
        found, mark, rest = part.partition(end) if number else ("", "", part)
        if mark:
            places.append((length, length + len(found)))
        pieces += [found, rest]
        length += len(found) + len(rest)
    return "".join(pieces), places


def _is_unspaced(around: str) -> bool:
    """Whether a piece of text is in a script without spaces. Korean has them, though its letters are set apart too."""
    return needs_spacing(around) and sum(map(str.isspace, around)) * _LONGEST_UNSPACED < len(around)


def _before(text: str, first: int, is_unspaced: bool) -> str:
    if is_unspaced:
        begin = max(0, first - CHARACTERS_AROUND)
        while begin > 0 and unicodedata.category(text[begin])[0] == "M":
            begin -= 1
        return _one_line(text[begin:first])
    begin = max(0, first - _WINDOW)
    words = _one_line(text[begin:first]).split(" ")
    # The first word may be cut, and a last one of no letters stands for the space before the place.
    most = WORDS_AROUND + (words[-1] == "")
    return " ".join(words[-most:] if len(words) > most else words[1:] if begin else words).lstrip()


def _after(text: str, last: int, is_unspaced: bool) -> str:
    if is_unspaced:
        end = min(len(text), last + CHARACTERS_AROUND)
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        return _one_line(text[last:end])
    end = last + _WINDOW
    words = _one_line(text[last:end]).split(" ")
    most = WORDS_AROUND + (words[0] == "")
    return " ".join(words[:most] if len(words) > most else words[:-1] if end < len(text) else words).rstrip()


def _one_line(text: str) -> str:
    return _SPACE.sub(" ", text)


def _sort_key(context: Context, order: ContextOrder) -> tuple[list[str], list[str]]:
    """Without accents first, so that é stands beside e; accents decide between words that are otherwise equal."""
    side = context.before if order == "left" else context.after
    words = _neighbours(side, from_end=order == "left")
    return [_without_marks(word) for word in words], words


def _neighbours(side: str, *, from_end: bool) -> list[str]:
    """The words of one side, the nearest first, folded and without punctuation; characters where there are no words."""
    units = list(side) if _is_unspaced(side) else side.split()
    ordered = reversed(units) if from_end else iter(units)
    found = []
    for unit in ordered:
        word = "".join(char for char in unit.casefold() if unicodedata.category(char)[0] in "LNM")
        if word:
            found.append(word)
        if len(found) == _COMPARED:
            break
    return found


def _without_marks(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFKD", word) if unicodedata.category(char) != "Mn")
