"""What stands with pictures: quotes, lists, tables, code and posts in figures, which are text, and captions.

https://html.spec.whatwg.org/#the-figure-element: a figure holds any content that the text refers to. Extractors drop
figures as pictures.
"""

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text
from newsarchive.text import fold

_PARTS = ("blockquote", "pre", "table", "ul", "ol", "dl")
_PICTURES = ("img", "picture", "figure", "video", "amp-img")
_LISTS = frozenset({"ul", "ol", "dl"})
_MOST_LINKED = 0.6
_QUOTES = "\"'“”„«»‹›‚‘’ "

_CAPTION_BOXES = frozenset({"div", "section", "span", "li", "center"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NOT_IN_CAPTIONS = ("h1", "ul", "ol", "blockquote", "table", "pre")
_LONGEST_CAPTION = 500
_LONGEST_LINE = 200
_SENTENCE = 80
_MOST_IN_CAPTIONS = 0.3


def free_text_of_figures(tree: HtmlElement) -> None:
    """Put the quotes, lists, tables and code of each figure before it; the rest of the figure is its caption.

    A list of pictures is a gallery: its items are captions. What is mostly links leads to other stories. A quote that
    the text has too is there to catch the eye.
    """
    whole: str | None = None
    for figure in list(tree.iter("figure")):
        for part in _parts(figure):
            if part.tag == "blockquote":
                whole = fold(all_text(tree)) if whole is None else whole
                if _is_repeated(part, whole):
                    continue
            figure.addprevious(part)


def _parts(figure: HtmlElement) -> list[HtmlElement]:
    """The outermost parts of a figure that are text, in the order of the page."""
    found: list[HtmlElement] = []
    for part in figure.iter(*_PARTS):
        if any(one in found or one.tag == "figcaption" for one in part.iterancestors(*_PARTS, "figcaption")):
            continue
        is_gallery = part.tag in _LISTS and next(part.iter(*_PICTURES), None) is not None
        length = len(all_text(part).strip())
        linked = sum(len(all_text(link).strip()) for link in part.iter("a"))
        if length and not is_gallery and linked <= _MOST_LINKED * length:
            found.append(part)
    return found


def _is_repeated(quote: HtmlElement, whole: str) -> bool:
    """Whether the longest line of a quote, which is not its attribution, occurs twice on the page."""
    said = fold(max(quote.itertext(), key=len, default="")).strip(_QUOTES)
    return bool(said) and whole.count(said) > 1


def find_captions(tree: HtmlElement, total: int) -> list[HtmlElement]:
    """The boxes that hold a picture and below it only a short text: its caption, or a card of another story.

    A paragraph of the story shares no box with a picture alone, except on pages that put a picture to each paragraph:
    nothing is found if these boxes hold much of the text. total: the length of the page's paragraphs.
    """
    lengths: dict[HtmlElement, int] = {}  # an element around many pictures is measured once
    found: dict[HtmlElement, int] = {}
    for picture in tree.iter("img", "amp-img"):
        box = picture.getparent()
        while box is not None and not _length_in(box, lengths):
            box = box.getparent()
        if box is None or box in found or box.tag not in _CAPTION_BOXES or lengths[box] > _LONGEST_CAPTION:
            continue
        if _begins_with(picture, box) and not _has_text_of_its_own(box):
            found[box] = lengths[box]
    return list(found) if sum(found.values()) <= _MOST_IN_CAPTIONS * total else []


def _length_in(element: HtmlElement, lengths: dict[HtmlElement, int]) -> int:
    if element not in lengths:
        lengths[element] = len(all_text(element).strip())
    return lengths[element]


def _begins_with(picture: HtmlElement, box: HtmlElement) -> bool:
    """Whether no text comes before a picture in box."""
    one = picture
    while one is not box:
        for before in one.itersiblings(preceding=True):
            if all_text(before).strip() or (before.tail or "").strip():
                return False
        one = one.getparent()
        if (one.text or "").strip():
            return False
    return True


def _has_text_of_its_own(box: HtmlElement) -> bool:
    """Whether box has a heading that is not a link, a list or a quote, or several paragraphs: then it is an entry."""
    for heading in box.iter(*_HEADINGS):
        if heading.getparent().tag != "a" and next(heading.iter("a"), None) is None:
            return True
    if next(box.iter(*_NOT_IN_CAPTIONS), None) is not None:
        return True
    paragraphs = list(box.iter("p"))
    if not paragraphs:
        return len(all_text(box).strip()) > _LONGEST_LINE  # without p elements, any element may be a paragraph
    return sum(len(all_text(one)) >= _SENTENCE for one in paragraphs) > 1
