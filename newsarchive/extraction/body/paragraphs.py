"""Paragraphs of pages that use div instead of p."""

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import INLINE, all_text

# A page uses p elements for its text if they contain this share of the text in its div paragraphs.
_LEAST_IN_P = 0.5
# Labels, buttons and section names are shorter. Scripts without spaces need half the characters.
_LEAST_CHARACTERS, _LEAST_WIDE = 60, 30
_WIDE = 0x2E80
_MOST_LINKED = 0.5
_FEWEST = 2
_BREAKS = 2
_INSIDE = INLINE | {"br", "wbr", "img"}
# Elements that contain other things than the story.
_ELSEWHERE = frozenset({"nav", "header", "footer", "aside", "form", "figure", "table", "button", "p", "li"})


def mark_paragraphs(tree: HtmlElement) -> None:
    """Turn the divs of tree that are paragraphs into p elements, if they contain more text than its p elements.

    Rules and extractors find a story by its p elements; on a page without them they take everything. Short lines
    between such paragraphs, for example subheadings, become p elements too. A div with line breaks gets a p per line.
    """
    in_p = sum(_own_length(p) for p in tree.iter("p"))
    if in_p >= _LEAST_IN_P * (_own_length(tree) - in_p):
        return  # all text outside p elements is less: true for most pages
    found = [div for div in tree.iter("div") if _is_leaf(div) and _holds_sentences(div)]
    parted = [div for div in found if _breaks(div) >= _BREAKS]
    if in_p >= _LEAST_IN_P * sum(_own_length(div) for div in found) or (len(found) < _FEWEST and not parted):
        return
    whole = [div for div in found if _breaks(div) < _BREAKS]
    for line in (*whole, *_lines_among(whole, tree)):
        line.tag = "p"
    for div in parted:
        _part_at_breaks(div)


def _holds_sentences(div: HtmlElement) -> bool:
    """Whether a div has a sentence or two outside links, and is not inside an element for other things."""
    least = _LEAST_WIDE if any(ord(character) >= _WIDE for character in _beginning(div)) else _LEAST_CHARACTERS
    return _own_length(div) >= least and not _is_mostly_linked(div) and not _is_elsewhere(div)


def _beginning(div: HtmlElement) -> str:
    return "".join(div.itertext())[:_LEAST_WIDE]


def _is_leaf(div: HtmlElement) -> bool:
    return all(inner.tag in _INSIDE or not isinstance(inner.tag, str) for inner in div.iterdescendants())


def _breaks(div: HtmlElement) -> int:
    return sum(child.tag == "br" for child in div)


def _own_length(element: HtmlElement) -> int:
    return len(" ".join(all_text(element).split()))


def _is_mostly_linked(div: HtmlElement) -> bool:
    return sum(_own_length(link) for link in div.iter("a")) > _MOST_LINKED * _own_length(div)


def _is_elsewhere(div: HtmlElement) -> bool:
    return any(ancestor.tag in _ELSEWHERE for ancestor in div.iterancestors())


def _lines_among(paragraphs: Sequence[HtmlElement], tree: HtmlElement) -> list[HtmlElement]:
    """The short divs between paragraphs of one parent, or with the same classes as paragraphs."""
    ends: dict[HtmlElement | None, list[HtmlElement]] = {}
    for div in paragraphs:
        ends.setdefault(div.getparent(), []).append(div)
    between = [line for divs in ends.values() if len(divs) > 1 for line in _between(divs[0], divs[-1])]
    kinds = {kind for div in paragraphs if (kind := _classes(div)) is not None}
    named = [div for div in tree.iter("div") if _classes(div) in kinds and not _is_elsewhere(div)] if kinds else []
    return [line for line in dict.fromkeys((*between, *named)) if _is_line(line)]


def _between(first: HtmlElement, last: HtmlElement) -> Iterator[HtmlElement]:
    for sibling in first.itersiblings():
        if sibling is last:
            return
        yield sibling


def _classes(div: HtmlElement) -> tuple[str | None, str | None] | None:
    """The classes of a div and of its parent; None if neither has one."""
    parent = div.getparent()
    kind = div.get("class"), parent.get("class") if parent is not None else None
    return kind if any(kind) else None


def _is_line(div: HtmlElement) -> bool:
    return div.tag == "div" and _is_leaf(div) and _own_length(div) > 0 and not _is_mostly_linked(div)


def _part_at_breaks(div: HtmlElement) -> None:
    """Put the lines between the breaks of a div into p elements."""
    lines = [div.makeelement("p")]
    lines[0].text, div.text = div.text, None
    for child in list(div):
        if child.tag == "br":
            lines.append(div.makeelement("p"))
            lines[-1].text = child.tail
            div.remove(child)
        else:
            lines[-1].append(child)
    div.extend(line for line in lines if _own_length(line))
