"""Where the blocks of an extracted text are on the page."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.extraction.structure.page_text import PageText, compact
from newsarchive.text import shared_beginning

# What extractors write before a list item, and around the cells of a table row.
_ITEM_SIGN = re.compile(r"(?:[-–—•*·▪]|\d{1,3}[.)])\s+")
_CELL_SIGN = "|"
_WORD = re.compile(r"\S+")
# A shorter block may be part of a sentence elsewhere, so it counts only at the edges of an element, and only near.
_SHORT = 32
_NEAR = 4_000
_MOST_TRIES = 20
# A longer block that is changed somewhere, for example without a footnote, is found by its beginning.
_BEGINNING = 32
# Characters to search for each character of the page: enough for any real text, and a limit for hostile pages.
_MOST_WORK = 40
_LEAST_WORK = 1_000_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block is in the text of the page; and the sign of an extractor that is not there.

    is_whole is False where only the beginning of the block was found.
    """

    start: int
    end: int
    sign: str = ""
    is_whole: bool = True

    def words(self, block: str) -> "WordPositions":
        """Where the words of the block are, in it and on the page. The sign of an item or of cells is not there."""
        offsets, positions = [], []
        offset = self.start
        for word in _WORD.finditer(block, 0 if self.sign == _CELL_SIGN else len(self.sign)):
            if word[0] == self.sign:
                continue
            offsets.append(offset)
            positions.append(word.start())
            offset += word.end() - word.start()
        return WordPositions(offsets, positions, offset)


@dataclass(frozen=True, slots=True)
class WordPositions:
    """The offset on the page and the position in the block of each word of a block; and the offset after the last."""

    offsets: Sequence[int]
    positions: Sequence[int]
    end: int

    def position(self, offset: int) -> int | None:
        """The position in the block of the character at an offset of the page; None for one that is not in it."""
        word = bisect_right(self.offsets, offset) - 1
        return self.positions[word] + offset - self.offsets[word] if word >= 0 and offset < self.end else None


def find_blocks(blocks: Sequence[str], page: PageText) -> list[Place | None]:
    """The place of each block on the page; None for a block that is not found."""
    search = _BlockSearch(page)
    return [search.place_of(block) for block in blocks]


class _BlockSearch:
    """A search that goes on where the last block ended: blocks mostly have the order of the page."""

    def __init__(self, page: PageText) -> None:
        self._page = page
        self._text = page.text
        self._at = 0
        self._work_left = max(_LEAST_WORK, _MOST_WORK * len(page.text))

    def place_of(self, block: str) -> Place | None:
        forms = list(_forms(block))
        for key, sign in forms:
            start = self._find(key)
            if start >= 0:
                return self._found(start, len(key), sign)
        for key, sign in forms:
            start = self._find(key[:_BEGINNING]) if len(key) > _BEGINNING else -1
            if start >= 0:
                same = shared_beginning(key, self._text[start : start + len(key)])
                return self._found(start, same, sign, is_whole=False)
        return None

    def _found(self, start: int, length: int, sign: str, *, is_whole: bool = True) -> Place:
        self._at = start + length
        return Place(start, self._at, sign, is_whole)

    def _find(self, key: str) -> int:
        if not key or self._work_left <= 0:
            return -1
        if len(key) < _SHORT:
            return self._find_near(key)
        start = self._text.find(key, self._at)
        self._work_left -= (start if start >= 0 else len(self._text)) - self._at
        if start < 0:
            start = self._text.find(key, 0, self._at + len(key))
            self._work_left -= start if start >= 0 else self._at
        return start

    def _find_near(self, key: str) -> int:
        start, until, edges = self._at, self._at + _NEAR, self._page.edges
        for _ in range(_MOST_TRIES):
            start = self._text.find(key, start, until)
            if start < 0:
                self._work_left -= _NEAR
                return -1
            if start in edges and start + len(key) in edges:
                self._work_left -= start - self._at
                return start
            start += 1
        self._work_left -= start - self._at
        return -1


def _forms(block: str) -> Iterator[tuple[str, str]]:
    """The block as the page may have it, without white space; and the sign of an item or of cells that is left out."""
    if block.startswith(_CELL_SIGN):
        yield "".join(word for word in block.split() if word != _CELL_SIGN), _CELL_SIGN
    elif sign := _ITEM_SIGN.match(block):
        yield compact(block[sign.end() :]), sign[0]
    yield compact(block), ""
