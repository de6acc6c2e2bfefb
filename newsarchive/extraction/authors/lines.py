"""The short lines of a page around its text: those below the headline, and those behind the last paragraph."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.extraction.names.page_outlet_names import letters_only
from newsarchive.extraction.page.parsed_page import INLINE, UNSEEN, ParsedPage, text_in
from newsarchive.text import clean_text

# A paragraph or a summary; a byline is shorter. In scripts without spaces a paragraph has fewer characters.
LONG = 140
_LONG_UNSPACED = 70
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
# A byline stands above the text, or between its summary and its first paragraphs.
_MOST_LONG = 3
_MOST_LINES = 80
_MOST_EVENTS = 2_000
_MOST_BEHIND = 10
_LAST_PARAGRAPHS = 2
_LEVELS_ABOVE = 2
_MOST_ABOVE = 3
_MOST_IN_LINE = 12
_MOST_LINKS = 6
_LONGEST = 2_000
_MOST_PARAGRAPHS = 400
_HEADINGS = ("h1", "h2", "h3", "h4")
_LEAST_TITLE = 8
_LONGEST_SITE_NAME = 30
_LEAST_UNMARKED = 15
_UNMARKED_HEADLINES = frozenset({"h5", "h6", "td", "div", "p", "span", "b", "strong", "font", "a", "dt", "header"})
# These hold other stories, the words of menus and forms, and credits of pictures.
_SKIPPED_TAGS = frozenset(
    {"nav", "aside", "figure", "figcaption", "form", "select", "button", "textarea", "iframe", "blockquote"}
)
# Scripts that find no words: a byline may stand in what a page shows without scripts.
_UNSEEN = UNSEEN - {"noscript"}
ELSEWHERE_CLASS = re.compile(
    r"comment|related|(?:^|\s)(?:recommend|sidebar|popular|most-|trending|newsletter|promo|teaser-list|carousel)"
    r"|read-?(?:more|next|also)",
    re.IGNORECASE,
)
_CAPTION_CLASS = re.compile(
    r"caption|(?:photo|image|picture|media)[-_]?(?:credit|source|author)|lightbox", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line as a reader sees it, and what it is made of."""

    text: str
    # Texts of inline elements that style sets apart: "By" and "Anna Reed" in two spans.
    parts: tuple[str, ...]
    # The text of each inline element.
    segments: tuple[str, ...]
    element: HtmlElement
    links: tuple[HtmlElement, ...] = ()

    @property
    def is_long(self) -> bool:
        """Whether this is a paragraph."""
        return len(self.text) >= (_LONG_UNSPACED if _UNSPACED.search(self.text[:LONG]) else LONG)


@dataclass(frozen=True)
class Places:
    """Where the headline and the text of a page are."""

    headline: HtmlElement | None
    # The element whose own paragraphs hold the most text, and its last paragraph.
    container: HtmlElement | None
    last: HtmlElement | None

    @cached_property
    def below(self) -> list[Line]:
        """The lines below the headline, which two searches for a byline read."""
        return _lines_below(self)


def places_of(parsed: ParsedPage) -> Places:
    """Where the headline and the text of a page are."""
    container = text_container(parsed.tree)
    return Places(headline_element(parsed), container, None if container is None else last_paragraph(container))


def headline_element(parsed: ParsedPage) -> HtmlElement | None:
    """The element that prints the headline: the longest heading that stands in a title of the head, or the first h1.

    The longest, because the name of the site also stands in the title, and often in the first h1.
    """
    titles = [letters_only(title) for title in titles_of(parsed)]
    longest, best = _LEAST_TITLE - 1, None
    for tag in _HEADINGS:
        for heading in islice(parsed.all(tag), _MOST_PARAGRAPHS):
            said = letters_only(text_in(heading))
            if len(said) > longest and any(said in title for title in titles):
                longest, best = len(said), heading
        if longest >= _LONGEST_SITE_NAME:
            return best
    if best is not None:
        return best
    h1 = next(iter(parsed.all("h1")), None)
    return _titled(parsed, titles) if h1 is None else h1


def _titled(parsed: ParsedPage, titles: Sequence[str]) -> HtmlElement | None:
    """The first other element whose text begins a title: old pages print the headline in a table cell or in bold."""
    for element in parsed.elements:
        text = element.text or ""
        if _LEAST_UNMARKED <= len(text) <= LONG * 2 and element.tag in _UNMARKED_HEADLINES:
            said = letters_only(text)
            if len(said) >= _LEAST_UNMARKED and any(title.startswith(said) for title in titles):
                return element
    return None


def titles_of(parsed: ParsedPage) -> Iterator[str]:
    """The titles in the page's head."""
    yield from (
        title for title in (parsed.title, parsed.first_meta("og:title"), parsed.first_meta("twitter:title")) if title
    )


def lines_below(places: Places) -> list[Line]:
    """The lines from the headline to the first paragraphs of the text, or to its last one if all are short."""
    return places.below


def _lines_below(places: Places) -> list[Line]:
    found: list[Line] = []
    # Where the page has no more than a few paragraphs, the one with the most text may be a note above the text.
    paragraphs = 0 if places.container is None else sum(child.tag == "p" for child in places.container)
    end = places.last if paragraphs >= _MOST_LONG else None
    long = 0
    for line in () if places.headline is None else islice(_lines(places.headline), _MOST_LINES):
        long += line.is_long
        if long >= _MOST_LONG or line.element is end:
            break
        found.append(line)
    return found


def lines_above(places: Places) -> Iterator[Line]:
    """The short lines directly above the headline, the nearest first."""
    if places.headline is None:
        return
    for node in (places.headline, *islice(places.headline.iterancestors(), _LEVELS_ABOVE)):
        for before in islice(node.itersiblings(preceding=True), _MOST_ABOVE):
            if not isinstance(before.tag, str) or _is_skipped(before) or before.tag in _HEADINGS:
                continue
            if sum(1 for _ in islice(before.iter(), _MOST_IN_LINE + 1)) > _MOST_IN_LINE:
                continue
            text = text_in(before)
            if 0 < len(text) < LONG:
                links = tuple(islice(before.iter("a"), _MOST_LINKS))
                yield Line(text, (text,), (text,), before, links)


def lines_behind(places: Places) -> list[Line]:
    """The lines of the last paragraphs of the text and behind them."""
    last = places.last
    if last is None:
        return []
    # A paragraph about the author is as long as another.
    before = [*islice(last.itersiblings(preceding=True), _LAST_PARAGRAPHS)]
    return [*islice(_lines(before[-1] if before else last), _MOST_BEHIND)]


def last_paragraph(container: HtmlElement) -> HtmlElement | None:
    """The last paragraph among the children of the text's container."""
    return next((child for child in reversed(container) if child.tag == "p" and len(text_in(child)) >= LONG // 2), None)


def text_container(tree: HtmlElement) -> HtmlElement | None:
    """The element whose own paragraphs hold the most text."""
    length: dict[HtmlElement, int] = {}
    for paragraph in islice(tree.iter("p"), _MOST_PARAGRAPHS):
        parent = paragraph.getparent()
        if parent is not None:
            length[parent] = (
                length.get(parent, 0) + len(paragraph.text or "") + sum(len(c.tail or "") for c in paragraph)
            )
    return max(length, key=length.__getitem__, default=None)


def _lines(start: HtmlElement) -> Iterator[Line]:
    texts: list[tuple[str, HtmlElement]] = []
    links: list[HtmlElement] = []
    for event, element in islice(_events_behind(start), _MOST_EVENTS):
        if event != "tail" and element.tag not in INLINE and (line := _line(texts, links)):
            yield line
        if event != "tail" and element.tag not in INLINE:
            texts, links = [], []
        if event == "start":
            if not _is_skipped(element):
                texts.append((element.text or "", element))
                links += [element] if element.tag == "a" else []
        elif event == "tail":
            parent = element.getparent()
            texts.append((element.tail or "", element if parent is None else parent))
    if line := _line(texts, links):
        yield line


def _events_behind(start: HtmlElement) -> Iterator[tuple[str, HtmlElement]]:
    """What a walk over the page meets behind an element: starts and ends of elements, and the texts between them."""
    node = start
    while True:
        yield "tail", node
        behind = node.getnext()
        if behind is None:
            above = node.getparent()
            if above is None:
                return
            yield "end", above
            node = above
            continue
        walk = iterwalk(behind, events=("start", "end"))
        for event, element in walk:
            if event == "start" and _is_skipped(element):
                walk.skip_subtree()
            yield event, element
            if event == "end" and element is not behind:
                yield "tail", element
        node = behind


def _is_skipped(element: HtmlElement) -> bool:
    if element.tag in _UNSEEN or element.tag in _SKIPPED_TAGS:
        return True
    if element.tag == "footer":
        # Some systems put the byline below the headline into a footer of the article.
        return next(element.iterancestors("article", "main"), None) is None
    marks = element.get("class") or element.get("id")
    return (
        bool(marks)
        and (ELSEWHERE_CLASS.search(marks[:_LONGEST]) or _CAPTION_CLASS.search(marks[:_LONGEST])) is not None
    )


def _line(texts: Sequence[tuple[str, HtmlElement]], links: Sequence[HtmlElement]) -> Line | None:
    parts: list[str] = [""]
    owner = None
    for text, element in texts:
        if not text:
            continue
        owner = element if owner is None and text.strip() else owner
        # Style sets inline elements apart where no space does. A word does not go on with a capital or a digit.
        if element.tag == "time" or (parts[-1][-1:].islower() and (text[0].isupper() or text[0].isdigit())):
            parts.append("")
        parts[-1] += text
    clean = tuple(said for part in parts if (said := clean_text(part[:_LONGEST])))
    if owner is None or not clean:
        return None
    segments = tuple(said for text, _ in texts if (said := clean_text(text[:_LONGEST])))
    return Line(" ".join(clean)[:_LONGEST], clean, segments, owner, tuple(links[:_MOST_LINKS]))
