"""A text with its structure, as the article page shows it: headings, lists, quotes, tables, code and links. Pure.

Found words are marked in all of them. The values are plain text; the template escapes them. A link whose address is
not http or https is only its words.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, groupby

from newsarchive.records import BlockRun, Structure, TextLink
from newsarchive.text import parts_of
from newsarchive.urls import is_web_address
from newsarchive.web.articles.found_words import FoundSpan, pieces, spans_within
from newsarchive.web.formatting import DateLabel, time_label
from newsarchive.web.results import TextPiece

# The page's own heading is the headline.
_HIGHEST_HEADING, _LOWEST_HEADING = 2, 6
_ITEM_KINDS = ("list_item", "numbered_item")
_TABLE_KINDS = ("table_header", "table_row")
# Marks that the plain text has because it shows no list and no table.
_ITEM_SIGN = re.compile(r"(?:[-–—•*·▪]|\d{1,3}[.)])\s+")
_CELL = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
_DASH = re.compile(r"(?:[—–―]|--)\s*")


@dataclass(frozen=True, slots=True)
class LinkedPiece:
    """A run of text, where it leads to if it is a link, and the words in it that the search found."""

    text: str
    href: str | None = None
    found: tuple[FoundSpan, ...] = ()

    @property
    def pieces(self) -> list[TextPiece]:
        """The text in pieces, the found words marked."""
        return pieces(self.text, self.found)


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of a list, with the lists inside it."""

    pieces: list[LinkedPiece]
    lists: "list[ShownList]" = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list: numbered or not."""

    is_numbered: bool
    items: list[ShownItem] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of a table."""

    is_header: bool
    cells: list[list[LinkedPiece]]


@dataclass(frozen=True, slots=True)
class ShownBlock:
    """One or several blocks of a text as one element of the page.

    kind is paragraph, heading, list, quote, table or code. lines has the text of a paragraph or heading (one line), of
    a quote or of code. entry_time is set where an entry of a live blog begins.
    """

    kind: str
    lines: list[list[LinkedPiece]] = field(default_factory=list)
    level: int | None = None
    attribution: list[LinkedPiece] | None = None
    shown_list: ShownList | None = None
    rows: list[ShownRow] = field(default_factory=list)
    entry_time: DateLabel | None = None


def shown_blocks(body: str, structure: Structure, found: Sequence[FoundSpan] = ()) -> list[ShownBlock]:
    """The text of body, whose structure is given, in the order of the text; found has the found words of body."""
    return list(_ShownText(body, structure, found).blocks())


class _ShownText:
    def __init__(self, body: str, structure: Structure, found: Sequence[FoundSpan]) -> None:
        self._texts = parts_of(body)
        # Where each block begins: an empty line, two characters, stands between two blocks.
        self._begins = [0, *accumulate(len(text) + 2 for text in self._texts)]
        self._found = found
        self._runs = {number: run for run in structure.runs for number in range(run.first, run.last + 1)}
        self._entries = {entry.block: time_label(entry.at) for entry in structure.entries}
        self._links: dict[int, list[TextLink]] = {
            number: list(links) for number, links in groupby(structure.links, key=lambda link: link.block)
        }

    def blocks(self) -> Iterator[ShownBlock]:
        start = 0
        while start < len(self._texts):
            end = self._end_of_element(start)
            yield self._element(start, end)
            start = end

    def _end_of_element(self, start: int) -> int:
        """The number after the last block that is shown in one element with the block at start."""
        kinds = _kinds_together(self._runs.get(start))
        end = start + 1
        while end < len(self._texts) and end not in self._entries and self._goes_on(end, kinds):
            end += 1
        return end

    def _goes_on(self, number: int, kinds: Sequence[str]) -> bool:
        """Whether a block is part of the element before it, whose blocks have these kinds."""
        run, before = self._runs.get(number), self._runs.get(number - 1)
        if run is None or before is None or run.kind not in kinds:
            return False
        if run.kind == "attribution":
            return before.kind == "quote"
        if run is before:
            return True
        if run.kind in _ITEM_KINDS:
            # Another depth is a list inside the list, or the rest of the list around it.
            return run.level != before.level
        return run.kind in _TABLE_KINDS and before.kind == "table_header"

    def _element(self, start: int, end: int) -> ShownBlock:
        run, time = self._runs.get(start), self._entries.get(start)
        numbers = range(start, end)
        if run is None or run.kind == "attribution":
            return ShownBlock("paragraph", [self._pieces(start)], entry_time=time)
        if run.kind == "subheading":
            level = min(max(run.level or _HIGHEST_HEADING, _HIGHEST_HEADING), _LOWEST_HEADING)
            return ShownBlock("heading", [self._pieces(start)], level, entry_time=time)
        if run.kind in _ITEM_KINDS:
            return ShownBlock("list", shown_list=self._list(numbers), entry_time=time)
        if run.kind in _TABLE_KINDS:
            return ShownBlock("table", rows=[self._row(number) for number in numbers], entry_time=time)
        if run.kind == "code":
            return ShownBlock("code", [self._pieces(number) for number in numbers], entry_time=time)
        return self._quote(numbers, time)

    def _quote(self, numbers: Sequence[int], time: DateLabel | None) -> ShownBlock:
        lines = [self._pieces(number) for number in numbers if self._runs[number].kind == "quote"]
        names = [number for number in numbers if self._runs[number].kind == "attribution"]
        attribution = self._pieces(names[0], _DASH) if names else None
        said = next((name for number in numbers if (name := self._runs[number].attribution)), None)
        if attribution is None and said and not self._texts[numbers[-1]].endswith(said):
            attribution = [LinkedPiece(said)]
        return ShownBlock("quote", lines, attribution=attribution, entry_time=time)

    def _list(self, numbers: Sequence[int]) -> ShownList:
        """The items as nested lists, by their depths."""
        top = ShownList(self._runs[numbers[0]].kind == "numbered_item")
        # The lists that are open, from the outermost on, with their depths.
        depths, lists = [self._runs[numbers[0]].level or 1], [top]
        for number in numbers:
            run = self._runs[number]
            depth = run.level or 1
            while len(lists) > 1 and depth < depths[-1]:
                del depths[-1], lists[-1]
            if depth > depths[-1] and lists[-1].items:
                inner = ShownList(run.kind == "numbered_item")
                lists[-1].items[-1].lists.append(inner)
                depths.append(depth)
                lists.append(inner)
            lists[-1].items.append(ShownItem(self._pieces(number, _ITEM_SIGN)))
        return top

    def _row(self, number: int) -> ShownRow:
        text = self._texts[number]
        cells = [self._between(number, cell.start(), cell.end()) for cell in _CELL.finditer(text)]
        return ShownRow(self._runs[number].kind == "table_header", cells)

    def _pieces(self, number: int, without: re.Pattern[str] | None = None) -> list[LinkedPiece]:
        """The text of a block, with its links; without is what its beginning loses."""
        text = self._texts[number]
        match = without.match(text) if without is not None else None
        return self._between(number, match.end() if match else 0, len(text))

    def _between(self, number: int, start: int, end: int) -> list[LinkedPiece]:
        cut = []
        for link in self._links.get(number, ()):
            first, last = max(link.start, start), min(link.end, end)
            if first >= last or not is_web_address(link.url):
                continue
            cut += [self._piece(number, start, first), self._piece(number, first, last, link.url)]
            start = last
        return [piece for piece in (*cut, self._piece(number, start, end)) if piece.text]

    def _piece(self, number: int, start: int, end: int, href: str | None = None) -> LinkedPiece:
        begin = self._begins[number]
        found = spans_within(self._found, begin + start, begin + end) if self._found else ()
        return LinkedPiece(self._texts[number][start:end], href, tuple(found))


def _kinds_together(run: BlockRun | None) -> Sequence[str]:
    """The kinds of blocks that may follow in the same element."""
    kind = run.kind if run is not None else "paragraph"
    groups: Mapping[str, Sequence[str]] = {
        **dict.fromkeys(_ITEM_KINDS, _ITEM_KINDS),
        "quote": ("quote", "attribution"),
        **dict.fromkeys(_TABLE_KINDS, _TABLE_KINDS),
        "code": ("code",),
    }
    return groups.get(kind, ())
