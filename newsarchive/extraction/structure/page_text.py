"""The text of a part of a page as one string without white space, and the elements that stand behind it.

White space is left out because extractors add and remove it at the edges of elements. So a block of an extracted text
is found with a search for a string, whether it is one element, a part of one, or several.
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import INLINE, UNSEEN
from newsarchive.text import visible

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# What may say whose words a quote is.
QUOTE_SOURCES = frozenset({"cite", "footer", "figcaption"})
# The walk looks up one role for each element. It is a third of the cost of the structure.
_EDGE, _INLINE, _MARK, _LINK, _NO_TEXT = "edge", "inline", "mark", "link", "no text"
_ROLES = {
    **dict.fromkeys(INLINE, _INLINE),
    **dict.fromkeys(UNSEEN, _NO_TEXT),
    # Elements that say something about their text. A cite under a quote is a line of its own.
    **dict.fromkeys(HEADINGS | QUOTE_SOURCES | {"li", "blockquote", "pre", "tr", "figure"}, _MARK),
    "a": _LINK,
}
# The longest texts of the test collections have a tenth of this.
_MOST_CHARACTERS = 2_000_000


@dataclass(slots=True, eq=False)
class Mark:
    """An element that says something about its text: where the text starts and ends, and the mark around it."""

    element: HtmlElement
    tag: str
    outer: "Mark | None"
    start: int
    end: int = 0


@dataclass(slots=True)
class PageText:
    """The text of an element without white space, its marks, and where elements other than inline ones begin or end.

    Each piece of text has an offset and its innermost mark.
    """

    text: str = ""
    offsets: list[int] = field(default_factory=list)
    innermost: list[Mark | None] = field(default_factory=list)
    edges: set[int] = field(default_factory=set)
    links: list[Mark] = field(default_factory=list)
    quotes: list[Mark] = field(default_factory=list)
    sources: list[Mark] = field(default_factory=list)
    boxes: list[Mark] = field(default_factory=list)

    def close(self, mark: Mark, length: int, *, is_box: bool) -> None:
        """Ends a mark, and lists it if its kind is asked for later."""
        mark.end = length
        if is_box:
            self.boxes.append(mark)
        if mark.tag == "a":
            self.links.append(mark)
        elif mark.tag == "blockquote":
            self.quotes.append(mark)
        elif mark.tag in QUOTE_SOURCES:
            self.sources.append(mark)

    def mark_at(self, offset: int) -> Mark | None:
        """The innermost mark of the character at offset."""
        place = bisect_right(self.offsets, offset) - 1
        return self.innermost[place] if place >= 0 else None


def compact(text: str) -> str:
    """text without white space."""
    return "".join(text.split())


def page_text(scope: HtmlElement, boxes: Collection[HtmlElement] = (), *, cleans: bool = False) -> PageText:
    """The text of scope, in one walk. boxes are elements that get a mark whatever their tag is.

    cleans: also remove the characters that nobody sees, as in a finished text. That takes longer than the walk, and
    most pages have none.
    """
    found = PageText()
    parts: list[str] = []
    offsets, innermost, edges = found.offsets, found.innermost, found.edges
    length, mark, role_of = 0, None, _ROLES.get
    walk = iterwalk(scope, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        role = role_of(tag, _EDGE)
        if role is not _INLINE and role is not _LINK:
            edges.add(length)
        if event == "start":
            if role is _NO_TEXT:
                walk.skip_subtree()
                continue
            if role is _MARK or role is _LINK or (boxes and element in boxes):
                mark = Mark(element, tag, mark, length)
            text = element.text
        else:
            if mark is not None and mark.element is element:
                found.close(mark, length, is_box=element in boxes)
                mark = mark.outer
            text = element.tail if element is not scope else None
        if text and not text.isspace():
            piece = "".join((visible(text) if cleans else text).split())
            if not innermost or innermost[-1] is not mark:
                offsets.append(length)
                innermost.append(mark)
            if mark is not None and mark.tag == "pre":
                edges.update(_line_ends(text, length))
            parts.append(piece)
            length += len(piece)
            if length > _MOST_CHARACTERS:
                break
    while mark is not None:
        mark.end, mark = length, mark.outer
    found.text = "".join(parts)
    return found


def _line_ends(text: str, length: int) -> Iterator[int]:
    """The offsets at which the lines of preformatted text end; its lines become blocks."""
    for line in text.split("\n"):
        length += len(compact(line))
        yield length
