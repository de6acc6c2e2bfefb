"""The elements cut from a page before its text is looked for: machinery, boxes beside the story, what rules prune."""

import re
from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement

# Never text, whatever the outlet; dropped so that the extractors neither copy nor weigh them.
_MACHINERY = (
    "script", "style", "template", "svg", "iframe", "link", "meta", "object", "embed", "canvas", "map", "dialog",
)  # fmt: skip
_CAPTIONS = ("figcaption",)
# Class and id words of boxes that stand beside the story and that trafilatura lets through. Whole words, parted by
# anything but letters; each cut more furniture than text on two thirds of the outlets of the test collections. Tried
# and left out, because the text itself is often so named: sidebar, caption, poll, tweet, comment, paywall (the name of
# the paid part of the text).
_BESIDE_WORDS = re.compile(
    r"(?<![a-z])(?:recirc|newsletters?|promos?|cta|most-read|mostread|popular|trending|sns|share(?:bar)?|social|"
    r"disclaimer|disclosure|(?:img|image|photo)-(?:caption|description)|author-bio|author-box|about-author|subscribe|"
    r"subscription|signup|sign-up|reading-?time|breadcrumbs?|modal|u-hide|read-also|also-read|more-stories|tags|tag-list|"
    r"rating|print-header|survey|toast|weather|cookie)(?![a-z])"
)
_BOXES = ("div", "section", "aside", "p", "ul", "ol", "figure", "blockquote", "footer", "span")
# A box that holds more than this of the page's paragraphs, or so many characters outside links, is the story itself.
_MOST_OF_PARAGRAPHS = 0.3
_MOST_CHARACTERS = 800
_LISTS = ("ul", "ol")
_FEWEST_LINKS = 2
_ABROAD = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@lru_cache(maxsize=4096)
def selector(css: str) -> CSSSelector:
    """The compiled form of one of an outlet's CSS rules.

    Raises:
        cssselect.SelectorError: css is no selector; outlets are checked when they are declared, so none gets here.
    """
    return CSSSelector(css, translator="html")


def drop_all(elements: Iterable[HtmlElement]) -> None:
    """Take elements out of their tree; the text behind each stays."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()


def drop_machinery(tree: HtmlElement) -> None:
    """Take out of tree what never holds text."""
    drop_all(list(tree.iter(*_MACHINERY)))


def drop_pruned(tree: HtmlElement, rules: Iterable[str]) -> None:
    """Take out of tree what an outlet's prune rules name."""
    for css in rules:
        drop_all(selector(css)(tree))


def drop_beside(tree: HtmlElement, url: str) -> None:
    """Take out of tree the boxes that stand beside the story with most outlets, unless they hold much of its text."""
    drop_all(list(tree.iter(*_CAPTIONS)))
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    total = sum(len(paragraph.text_content()) for paragraph in tree.iter("p"))
    for element in list(tree.iter(*_BOXES)):
        if (_is_named_beside(element) or _lists_links(element, host)) and _is_small(element, total):
            drop_all([element])


def _is_named_beside(element: HtmlElement) -> bool:
    named = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _BESIDE_WORDS.search(named.lower()) is not None


def _lists_links(element: HtmlElement, host: str) -> bool:
    """Whether an element is a list of nothing but links within the site: other stories. Links to elsewhere are text."""
    if element.tag not in _LISTS or len(element) < _FEWEST_LINKS:
        return False
    links = list(element.iter("a"))
    if any(_ABROAD.match(link.get("href") or "") and host not in link.get("href") for link in links):
        return False
    linked = sum(len(link.text_content().strip()) for link in links)
    return linked > 0 and linked >= 0.9 * len(element.text_content().strip())


def _is_small(element: HtmlElement, total: int) -> bool:
    in_paragraphs = sum(len(paragraph.text_content()) for paragraph in element.iter("p"))
    if in_paragraphs > _MOST_OF_PARAGRAPHS * total:
        return False
    linked = sum(len(link.text_content()) for link in element.iter("a"))
    return len(element.text_content()) - linked <= _MOST_CHARACTERS
