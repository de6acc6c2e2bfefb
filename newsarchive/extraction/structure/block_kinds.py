"""What each block of a text is, by the elements behind it on the page."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from newsarchive.extraction.page.parsed_page import text_in
from newsarchive.extraction.structure.alignment import Place
from newsarchive.extraction.structure.page_text import HEADINGS, QUOTE_SOURCES, Mark, PageText
from newsarchive.records import BlockKind, BlockRun
from newsarchive.text import count_words

# A page has fewer elements around a block; some hostile ones have thousands.
_MOST_AROUND = 40
# Heading elements with a whole paragraph, or with sentences at the very beginning, are set in large type: a lead.
_LONGEST_SUBHEADING = 200
_FEWEST_WORDS_OF_A_LEAD = 20
# An element with this share of the blocks is there for the layout. Nobody quotes a whole article, and a text does not
# consist of subheadings.
_MOST_OF_BLOCKS = 0.6
_FEWEST_BLOCKS = 4
# An item with more blocks is a box in a list of boxes, such as the entries of a live blog.
_MOST_BLOCKS_OF_AN_ITEM = 2
_FEWEST_CELLS = 2
_LONGEST_ATTRIBUTION = 200
_DEEPEST_LIST = 6
# By the rules of typography a dash comes before the name under a quote.
_DASH = re.compile(r"[—–―]\s*|--\s+")


@dataclass(frozen=True, slots=True)
class _Block:
    """A block with its kind; blocks with an equal group belong together."""

    number: int
    kind: BlockKind
    level: int | None
    group: object
    mark: Mark


def block_runs(blocks: Sequence[str], places: Sequence[Place | None], page: PageText) -> list[BlockRun]:
    """The runs of blocks that are not paragraphs, in the order of the text."""
    found = [
        block
        for number, place in enumerate(places)
        if place is not None and (block := _block(number, blocks[number], place, page)) is not None
    ]
    kept = list(_plausible(found, blocks))
    sources = _quote_sources(page)
    runs: list[BlockRun] = []
    groups = groupby(
        enumerate(kept), key=lambda pair: (pair[1].kind, pair[1].level, pair[1].group, pair[1].number - pair[0])
    )
    for _, group in groups:
        run = [block for _, block in group]
        runs += _runs(run, blocks, sources.get(run[0].mark) if run[0].kind == "quote" else None)
    return runs


def _block(number: int, text: str, place: Place, page: PageText) -> _Block | None:
    """The kind of a block: that of the innermost element that has one and contains the whole block."""
    mark = page.mark_at(place.start)
    for _ in range(_MOST_AROUND):
        if mark is None:
            return None
        if mark.end >= place.end and (block := _by_mark(number, text, place, mark)) is not None:
            return block
        mark = mark.outer
    return None


def _by_mark(number: int, text: str, place: Place, mark: Mark) -> _Block | None:
    tag, element = mark.tag, mark.element
    if tag in HEADINGS:
        return _Block(number, "subheading", int(tag[1]), mark, mark)
    if tag == "li":
        parent = element.getparent()
        kind: BlockKind = "numbered_item" if parent is not None and parent.tag == "ol" else "list_item"
        return _Block(number, kind, _depth(mark), parent, mark)
    if tag == "blockquote":
        return _Block(number, "quote", None, mark, mark)
    if tag == "pre":
        return _Block(number, "code", None, mark, mark)
    if tag in QUOTE_SOURCES and _quote_of(mark) is not None and len(text) <= _LONGEST_ATTRIBUTION:
        return _Block(number, "attribution", None, mark, mark)
    if tag == "tr" and (mark.start, mark.end) == (place.start, place.end):
        cells = [cell.tag for cell in element if cell.tag in ("td", "th")]
        if len(cells) >= _FEWEST_CELLS:
            is_header = "td" not in cells
            return _Block(number, "table_header" if is_header else "table_row", None, _table(mark), mark)
    return None


def _depth(mark: Mark) -> int:
    depth, outer = 1, mark.outer
    for _ in range(_MOST_AROUND):
        if outer is None or depth == _DEEPEST_LIST:
            break
        depth += outer.tag == "li"
        outer = outer.outer
    return depth


def _table(mark: Mark) -> object:
    return next(mark.element.iterancestors("table"), None)


def _quote_of(mark: Mark) -> Mark | None:
    """The quote around a mark."""
    outer = mark.outer
    for _ in range(_MOST_AROUND):
        if outer is None or outer.tag == "blockquote":
            return outer
        outer = outer.outer
    return None


def _plausible(found: Sequence[_Block], blocks: Sequence[str]) -> Iterator[_Block]:
    """Without blocks whose element is there for the layout or the type size."""
    most = max(_FEWEST_BLOCKS, _MOST_OF_BLOCKS * len(blocks))
    in_group = Counter(block.group for block in found if block.kind == "quote")
    in_item = Counter(block.mark for block in found if block.level and block.kind != "subheading")
    subheadings = sum(block.kind == "subheading" for block in found)
    for block in found:
        text = blocks[block.number]
        if block.kind == "quote" and in_group[block.group] > most:
            continue
        if block.kind == "subheading" and (subheadings > most or _is_lead(block.number, text)):
            continue
        if in_item[block.mark] > _MOST_BLOCKS_OF_AN_ITEM:
            continue
        yield block


def _is_lead(number: int, text: str) -> bool:
    return len(text) > _LONGEST_SUBHEADING or (number == 0 and count_words(text) >= _FEWEST_WORDS_OF_A_LEAD)


def _quote_sources(page: PageText) -> dict[Mark, str]:
    """Whose words each quote is: what its cite or footer says at its end, or the caption of a figure that holds it."""
    found: dict[Mark, str] = {}
    in_figure = {quote.outer: quote for quote in page.quotes if quote.outer is not None and quote.outer.tag == "figure"}
    for source in page.sources:
        quote = _quote_of(source)
        if quote is None and source.tag == "figcaption" and source.outer is not None:
            quote = in_figure.get(source.outer)
        elif quote is not None and source.end != quote.end:
            quote = None  # a work named within the quote
        if quote is not None and (text := _attribution(text_in(source.element))):
            found.setdefault(quote, text)
    return found


def _attribution(text: str) -> str | None:
    """The words of an attribution without the dash before them; None for a text that is too long for one."""
    words = _DASH.sub("", text, count=1) if _DASH.match(text) else text
    return words if 0 < len(words) <= _LONGEST_ATTRIBUTION else None


def _runs(run: Sequence[_Block], blocks: Sequence[str], attribution: str | None) -> Iterator[BlockRun]:
    """The run; and as an attribution its last block, if that begins with a dash under a quote."""
    first, last = run[0], run[-1]
    whole = BlockRun(first.number, last.number, first.kind, first.level, attribution)
    closing = blocks[last.number]
    if first.kind == "quote" and attribution is None and len(run) > 1 and _DASH.match(closing):
        name = _attribution(closing)
        if name is not None:
            yield replace(whole, last=last.number - 1, attribution=name)
            yield BlockRun(last.number, last.number, "attribution")
            return
    yield whole
