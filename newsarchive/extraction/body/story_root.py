"""The story by itself: the element that holds its paragraphs, freed of class names and links, for the extractor.

Extractors judge by class names and by the share of links. Both say much about the boxes of a page, and nothing about
the paragraphs of the story itself: a class such as "embedded-text" or a paragraph of links lost text on sites that
nobody had seen. Where the paragraphs stand is known from the page's structure. So the extractor gets only that element,
and the paragraphs in it without anything to judge. It is faster too, because there is less to copy and prune.
"""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from typing import NamedTuple

from lxml.etree import strip_tags
from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import INLINE, all_text, empty_page

# A story has at least this length in two paragraphs, and this share of the page's paragraphs.
_FEWEST_CHARACTERS = 250
_FEWEST_PARAGRAPHS = 2
_LEAST_SHARE = 0.985
# A paragraph with more of its text in links leads to other pages.
_MOST_LINKED = 0.5
# Among the story's own paragraphs, a sentence may be made of links but for a few words.
_MOST_LINKED_OF_OWN = 0.8
# An outer element belongs to the story if it adds this share of text, and this share of what it adds is paragraphs.
_LEAST_GAIN = 0.01
_LEAST_IN_PARAGRAPHS = 0.7
_SENTENCE = 60
# Cards of other stories come in numbers, each with a paragraph or two.
_MOST_IN_TEASERS = 2
_FEWEST_TEASERS = 3
# Elements that hold other things than the story.
_ELSEWHERE = frozenset({"nav", "aside", "footer", "form", "li", "button", "dialog", "a", "figcaption", "td", "th"})
# Elements that hold no paragraphs of the story at all.
_BESIDE = frozenset({"nav", "aside", "footer", "form", "button", "dialog", "label"})
# More text there than this share of the story may be the story.
_MOST_BESIDE = 0.2
_INSIDE_LINES = INLINE | {"img", "wbr"}
# What a tag that extractors drop says in the middle of a sentence.
_DROPPED_IN_SENTENCES = ("time", "label", "button")
_SUBHEADINGS = ("h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class StoryPlace:
    """The element with the story, and the length of the story's paragraphs outside links."""

    element: HtmlElement
    characters: int
    containers: tuple[HtmlElement, ...]


def find_story(tree: HtmlElement) -> StoryPlace | None:
    """The story of a page, or None if its structure does not say clearly where the story stands."""
    lengths: dict[HtmlElement, int] = {}
    counts: dict[HtmlElement, int] = {}
    for piece in tree.iter("p", "br"):
        container = piece.getparent()
        if container is not None and (length := _said(piece)):
            lengths[container] = lengths.get(container, 0) + length
            counts[container] = counts.get(container, 0) + 1
    teasers = _teasers(lengths, counts)
    known: dict[HtmlElement, _Around] = {}
    said = {one: _said_around(one, known) for one in lengths if one not in teasers}
    all_lengths = {one: lengths[one] for one, here in said.items() if not here.is_of_others}
    lengths = {one: length for one, length in all_lengths.items() if not said[one].is_elsewhere}
    if not lengths:
        return None
    largest = max(lengths, key=lambda one: lengths[one])
    around = _lengths_around(largest, all_lengths)
    frame = next(largest.iterancestors("article"), None)
    if frame is None:
        frame = next(largest.iterancestors("main", "body"), largest)
    element = _widened(largest, around)
    kind = _kind(largest)
    if kind[1]:  # the story's containers of one kind
        twins = [one for one in lengths if _kind(one) == kind and frame in one.iterancestors()]
        while any(element is not twin and element not in twin.iterancestors() for twin in twins):
            element = element.getparent()
    characters = around[element]
    inside = [one for one in lengths if one is element or element in one.iterancestors()]
    beside = sum(
        length
        for one, length in all_lengths.items()
        if said[one].is_beside
        and frame in one.iterancestors()
        and one is not element
        and element not in one.iterancestors()
    )
    if beside > _MOST_BESIDE * characters:
        return None
    rest = around.get(frame, 0) - characters - beside
    if characters < max(_FEWEST_CHARACTERS, _LEAST_SHARE * (characters + rest)):
        return None
    if sum(counts[one] for one in inside) < _FEWEST_PARAGRAPHS:
        return None
    own = [one for one in inside if one is largest or (kind[1] and _kind(one) == kind)]
    return StoryPlace(element, characters, tuple(own))


def _teasers(lengths: Iterable[HtmlElement], counts: dict[HtmlElement, int]) -> set[HtmlElement]:
    """Containers of a kind with several on the page, of which each has a paragraph and a headline that is a link."""
    by_kind: dict[object, list[HtmlElement]] = {}
    known: dict[HtmlElement, bool] = {}  # an element around many containers is searched once
    for one in lengths:
        if counts[one] > _MOST_IN_TEASERS:
            continue
        boxes = [box for box in (one, one.getparent()) if box is not None]
        for box in boxes:
            if box not in known:
                known[box] = _has_linked_headline(box)
        if any(known[box] for box in boxes):
            by_kind.setdefault(_kind(one), []).append(one)
    return {one for ones in by_kind.values() if len(ones) >= _FEWEST_TEASERS for one in ones}


def _has_linked_headline(box: HtmlElement) -> bool:
    heading = next(box.iter("h2", "h3", "h4", "h5"), None)
    return heading is not None and (next(heading.iter("a"), None) is not None or heading.getparent().tag == "a")


class _Around(NamedTuple):
    """What the elements around a container, and it itself, say about it."""

    articles: int = 0
    is_hidden: bool = False
    is_elsewhere: bool = False
    is_beside: bool = False

    @property
    def is_of_others(self) -> bool:
        """Whether it is not shown, or is an article in an article: a comment or a teaser."""
        return self.is_hidden or self.articles > 1


def _said_around(container: HtmlElement, known: dict[HtmlElement, _Around]) -> _Around:
    """What is said around a container; known keeps it for every element on the way up, so that none is asked twice."""
    path: list[HtmlElement] = []
    one: HtmlElement | None = container
    while one is not None and one not in known:
        path.append(one)
        one = one.getparent()
    around = known[one] if one is not None else _Around()
    for inner in reversed(path):
        around = _Around(
            around.articles + (inner.tag == "article"),
            around.is_hidden or _is_hidden(inner),
            around.is_elsewhere or inner.tag in _ELSEWHERE,
            around.is_beside or inner.tag in _BESIDE,
        )
        known[inner] = around
    return around


def _said(piece: HtmlElement, most_linked: float = _MOST_LINKED) -> int:
    """The length of a paragraph, or of a line after a break, outside links; 0 if too much of it is links."""
    if piece.tag == "br":
        return len((piece.tail or "").strip())
    length = len(all_text(piece).strip())
    linked = sum(len(all_text(link)) for link in piece.iter("a")) if len(piece) else 0
    return length - linked if linked <= most_linked * length else 0


def _kind(element: HtmlElement) -> tuple[str, str | None]:
    return str(element.tag), element.get("class")


def _lengths_around(largest: HtmlElement, lengths: dict[HtmlElement, int]) -> dict[HtmlElement, int]:
    """The length of the paragraphs in the largest container and in each element around it."""
    around = dict.fromkeys((largest, *largest.iterancestors()), 0)
    for container, length in lengths.items():
        for one in (container, *container.iterancestors()):
            if one in around:
                around[one] += length
    return around


def _widened(largest: HtmlElement, around: dict[HtmlElement, int]) -> HtmlElement:
    """The outermost element around the largest container that adds paragraphs and little else."""
    element = largest
    whole = len(all_text(element))
    for outer in largest.iterancestors():
        if outer.tag in ("body", "html"):
            break
        gain = around[outer] - around[element]
        if gain >= _LEAST_GAIN * around[element]:
            length = len(all_text(outer))
            if gain >= _LEAST_IN_PARAGRAPHS * (length - whole):
                element, whole = outer, length
    return element


def story_by_itself(story: StoryPlace) -> HtmlElement:
    """A page with only the story, its own paragraphs without class names and links."""
    marked = [*story.containers, story.element]
    for number, one in enumerate(marked):
        one.set("data-story", str(number))
    element = copy(story.element)
    for one in marked:
        one.attrib.pop("data-story", None)
    containers = [one for one in element.iter() if one.get("data-story") is not None]
    for container in containers:
        for outer in (container, *container.iterancestors()):
            outer.attrib.clear()
        for child in list(container):
            _neutralise(child)
        _wrap_loose_lines(container)
    for heading in element.iter(*_SUBHEADINGS):
        _free_subheading(heading)
    page = empty_page()
    element.tag = "article"
    element.attrib.clear()
    element.tail = None
    element.set("itemprop", "articleBody")  # what the extractor looks for first
    page[0].append(element)
    return page


def _neutralise(child: HtmlElement) -> None:
    """Free a block of the story of all that an extractor would judge it by."""
    if child.tag == "div" and _is_leaf(child) and _said(child) >= _SENTENCE:
        child.tag = "p"
    if child.tag in _SUBHEADINGS and next(child.iter("a", "img"), None) is None and _is_leaf(child):
        # Extractors lose the words of a subheading in elements inside elements.
        child.attrib.clear()
        strip_tags(child, *_INSIDE_LINES)
        return
    if child.tag == "p" and not _is_leaf(child):
        return
    if child.tag not in ("p", "blockquote", "ul", "ol") or not _said(child, _MOST_LINKED_OF_OWN):
        return
    for hidden in [one for one in child.iterdescendants() if _is_hidden(one)]:
        hidden.drop_tree()
    child.attrib.clear()
    for inner in child.iterdescendants():
        inner.attrib.clear()
    strip_tags(child, "a", "span", *_DROPPED_IN_SENTENCES)


def _free_subheading(heading: HtmlElement) -> None:
    """Take the names off the boxes that hold a subheading and nothing else, if a paragraph follows."""
    length = len(all_text(heading).strip())
    if not length or next(heading.iter("a"), None) is not None:
        return
    boxes: list[HtmlElement] = []
    for box in heading.iterancestors("div", "section", "header", "span"):
        if len(all_text(box).strip()) > length:
            break
        boxes.append(box)
    below = boxes[-1].getnext() if boxes else None
    if below is None or not any(_said(one) >= _SENTENCE for one in below.iter("p")):
        return
    for box in boxes:
        box.attrib.clear()
        box.tag = "div"


def _is_hidden(element: HtmlElement) -> bool:
    style = element.get("style", "").replace(" ", "")
    return element.get("aria-hidden") == "true" or "display:none" in style or element.get("hidden") is not None


def _is_leaf(element: HtmlElement) -> bool:
    return all(inner.tag in _INSIDE_LINES or inner.tag == "br" for inner in element.iterdescendants())


def _wrap_loose_lines(container: HtmlElement) -> None:
    """Put the text that stands in a container itself, between breaks or other elements, into paragraphs."""
    if not any(text and text.strip() for text in _loose(container)):
        return
    children = list(container)
    text, container.text = container.text, None
    for child in children:
        container.remove(child)
    line: HtmlElement | None = None

    def to_line(said: str | None) -> None:
        nonlocal line
        if line is None:
            if not said or not said.strip():
                return
            line = container.makeelement("p")
            container.append(line)
        if said:
            if len(line):
                line[-1].tail = (line[-1].tail or "") + said
            else:
                line.text = (line.text or "") + said

    to_line(text)
    for child in children:
        tail, child.tail = child.tail, None
        if child.tag == "br":
            line = None
        elif child.tag in _INSIDE_LINES:
            if line is None:
                line = container.makeelement("p")
                container.append(line)
            line.append(child)
        else:
            line = None
            container.append(child)
        to_line(tail)
    for paragraph in container.iterchildren("p"):
        strip_tags(paragraph, "a", "span")


def _loose(container: HtmlElement) -> Iterator[str | None]:
    yield container.text
    for child in container:
        yield child.tail
