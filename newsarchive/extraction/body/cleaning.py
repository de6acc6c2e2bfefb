"""The elements cut from a page before its text is looked for: machinery, boxes beside the story, what rules prune.

Each cut is measured: it stays because it took more furniture than text on two thirds of the outlets of the test
collections, and no less on the third that was held out. Tried and left out: posts embedded in the story (as often part
of its text), figures, h1 (trafilatura finds the story by it), and the class words card, sidebar, poll, tweet, comment
and paywall (as often the name of the text itself).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from lxml.cssselect import CSSSelector
from lxml.etree import strip_elements
from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text

# Never text, whatever the outlet; dropped so that the extractors neither copy nor weigh them.
_MACHINERY = (
    "script", "style", "template", "svg", "iframe", "link", "meta", "object", "embed", "canvas", "map", "dialog",
    "select", "input", "textarea", "video", "audio",
)  # fmt: skip
# What pages lay out their boxes with, and what is empty of them once the scripts that fill it are gone.
_FRAMES = ("div", "section")
# Class and id words of boxes that stand beside the story and that trafilatura lets through: whole words, parted by
# anything but letters. Words that are also what stories are about (weather, rating, survey, voting) are not among them.
_SIDE_BOX_WORDS = re.compile(
    r"(?<![a-z])(?:recirc|newsletters?|promos?|cta|most-read|mostread|popular|trending|sns|share(?:bar)?|social|"
    r"disclaimer|disclosure|(?:img|image|photo)-(?:caption|description)|author-bio|author-box|"
    r"about-author|subscribe|subscription|signup|sign-up|reading-?time|breadcrumbs?|modal|read-also|also-read|"
    r"more-stories|tags|tag-list|cookie|related|recommend(?:ed|ations?)|outbrain|taboola|read-?more|further-reading|"
    r"info-?box|factbox|tooltip|table-of-contents|donat(?:e|ion)|support-us|follow-us|"
    r"paywall-(?:box|teaser|overlay|offer|banner)|pull-?quotes?)(?![a-z])"
)
# What publishing systems write into the class of the story itself: its topics (WordPress's tag-NAME and category-NAME)
# and what the page has or has not.
_OF_THE_STORY = re.compile(
    r"(?<!\S)(?:(?:category|cat|topic|tax|term|has|with|no|without)-\S+|tag-(?!list|links|cloud|box)\S+)"
)
# An id of more words was made from a heading: "what-the-newsletters-say".
_MOST_WORDS_OF_AN_ID = 3
_ID_WORD = re.compile(r"[a-z]+")
_CAPTION_WORDS = re.compile(
    r"(?<![a-z])(?:caption|legende?|bildunterschrift|bildnachweis|pie-?foto|didascalia|credits?|copyright)(?![a-z])"
)
# What is there for programs that read aloud, or not shown at all.
_UNSEEN_WORDS = re.compile(
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|print-only|no-?print|d-print-none)(?![\w-])"
)
# The recipe for text that only screen readers find, written into the element itself.
_CLIPPED = re.compile(r"clip:\s*rect\(\s*0|clip-path:\s*inset\(\s*50%")
_BOXES = frozenset(("div", "section", "aside", "p", "ul", "ol", "figure", "blockquote", "footer", "span", "dl"))
_CAPTIONED = frozenset(("p", "span", "small", "div", "em", "dd"))
_UNSEEN = frozenset(("div", "span", "p", "section", "ul", "h2", "h3", "dl"))
_ASIDE = frozenset(("aside", "nav", "form", "button", "noscript", "footer"))
# Those that extractors drop whatever they hold.
_DROPPED_BY_OTHERS = ("aside", "footer", "nav", "noscript")
_NAMED = _ASIDE | {"header"}
_EXAMINED = sorted(_BOXES | _CAPTIONED | _UNSEEN | _ASIDE | {"header"})
# A box that holds more than this of the page's paragraphs, or so many characters outside links, is the story itself.
_MOST_OF_PARAGRAPHS = 0.3
_MOST_CHARACTERS = 800
_LONGEST_CAPTION = 400
# What is hidden until the reader asks for it is the rest of the story when it has paragraphs of this length.
_PARAGRAPH = 80
# A word or two within a sentence, explained in a bubble or by a button, belong to it.
_LONGEST_TERM = 60
# A list is a list of other stories when this share of its items is mostly a link within the site.
_LISTS = ("ul", "ol")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_FEWEST_ITEMS = 2
_MOSTLY = 0.6
_MOST_ITEMS = 0.75
_LONGEST_LIST = 4_000
_FEWEST_LISTS_OF_A_TEXT = 2
# A link that holds a heading or paragraphs is the card of another story.
_INSIDE_CARDS = ("p", "h2", "h3", "h4", "h5", "ul")
_LONGEST_CARD = 600
_LONGEST_TITLE = 200
# Where more than one and this share of the paragraphs are a link and nothing else, links are what the page tells of.
_MOST_LINK_PARAGRAPHS = 0.3
_ABROAD = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RemovedText:
    """A line of the text or a block of the page that was taken out, and why."""

    why: str
    text: str
    is_block: bool = False


class ElementRemover:
    """Takes elements out of a tree; notes what it took when somebody wants to know."""

    def __init__(self, *, keeps_record: bool = False) -> None:
        self.keeps_record = keeps_record
        self.removed: list[RemovedText] = []

    def drop(self, elements: Iterable[HtmlElement], why: str) -> None:
        """Take elements out of their tree; the text behind each stays."""
        for element in elements:
            if element.getparent() is None:
                continue
            if self.keeps_record and (text := " ".join(element.text_content().split())):
                self.removed.append(RemovedText(why, text, is_block=True))
            element.drop_tree()


@lru_cache(maxsize=4096)
def selector(css: str) -> CSSSelector:
    """The compiled form of one of an outlet's CSS rules.

    Raises:
        cssselect.SelectorError: css is no selector; outlets are checked when they are declared, so none gets here.
    """
    return CSSSelector(css, translator="html")


def remove_scripts_and_media(tree: HtmlElement) -> None:
    """Take out of tree what never holds text."""
    strip_elements(tree, *_MACHINERY, with_tail=False)


def remove_empty_boxes(tree: HtmlElement) -> None:
    """Take out of tree the boxes with nothing in them: places for advertisements, and boxes around such.

    Every second div of a page is one, and the extractor asks each a dozen questions: 1 ms of CPU a page. One that
    parts two texts stays.
    """
    for frame in reversed(list(tree.iter(*_FRAMES))):  # from the innermost outwards
        if len(frame) == 0 and _is_blank(frame.text) and _is_blank(frame.tail) and frame.getparent() is not None:
            frame.drop_tree()


def _is_blank(text: str | None) -> bool:
    return text is None or text.isspace()


def remove_pruned(tree: HtmlElement, rules: Iterable[str], remover: ElementRemover) -> None:
    """Take out of tree what an outlet's prune rules name."""
    for css in rules:
        remover.drop(selector(css)(tree), f"prune rule {css}")


def remove_side_boxes(tree: HtmlElement, url: str, remover: ElementRemover, characters: int = 0) -> None:
    """Take out of tree the boxes that stand beside the story with most outlets, unless they hold much of its text.

    characters are those of the story as far as it is known: some stories have no paragraphs but line breaks.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    remover.drop([menu for menu in tree.iter("nav") if next(menu.iter("p"), None) is None], "menu")
    for links in _lists_of_links(tree, host):
        title = links.getprevious()
        named = [title] if title is not None and title.tag in _HEADINGS else []
        remover.drop([*named, links], "list of links to other stories")
    remover.drop([link for link in tree.iter("a") if _is_card(link, host)], "card of another story")
    remover.drop(_link_paragraphs(tree, host), "paragraph that is a link to another story")
    remover.drop(list(tree.iter("figcaption")), "caption")
    total = max(characters, sum(_length(paragraph) for paragraph in tree.iter("p")))
    for element in list(tree.iter(*_EXAMINED)):
        get = element.get
        style = get("style", "")
        marks = _marks(get("class", ""), get("id", ""), get("itemprop", ""), style if "clip" in style else "")
        if (marks or element.tag in _NAMED or get("hidden") is not None) and element.getparent() is not None:
            _drop_or_keep(element, marks, total, remover)


def _drop_or_keep(element: HtmlElement, marks: str, total: int, remover: ElementRemover) -> None:
    """Take out an element that stands beside the story; make what stays one that extractors do not drop."""
    if _is_term(element, marks):
        element.drop_tag()
        return
    why = _reason_to_remove(element, marks, total)
    if why is not None:
        remover.drop([element], why)
    elif element.tag in _DROPPED_BY_OTHERS and _holds_story(element, total):
        element.tag = "div"


@lru_cache(maxsize=16_384)
def _marks(classes: str, identifier: str, itemprop: str, style: str) -> str:
    """What the names of an element say of it: some of c for caption, h for hidden, b for beside."""
    classes = _OF_THE_STORY.sub("", classes.lower())
    identifier = identifier.lower()
    names = f"{classes} {identifier}" if len(_ID_WORD.findall(identifier)) <= _MOST_WORDS_OF_AN_ID else classes
    return (
        ("c" if _CAPTION_WORDS.search(f"{classes} {itemprop.lower()}") else "")
        + ("h" if _UNSEEN_WORDS.search(classes) or _CLIPPED.search(style) else "")
        + ("b" if _SIDE_BOX_WORDS.search(names) else "")
    )


def _reason_to_remove(element: HtmlElement, marks: str, total: int) -> str | None:
    """Why an element does not belong to the story; total is the length of the page's paragraphs."""
    tag = element.tag
    if "c" in marks and tag in _CAPTIONED and _length(element) <= _LONGEST_CAPTION and element.find(".//p") is None:
        return "caption by its class"
    if tag in _ASIDE and _is_small(element, total) and not _signs_a_quote(element):
        return "aside"
    if tag == "header" and _is_head_of_page(element):
        return "head of the page"
    if "h" in marks and tag in _UNSEEN and _length(element) <= _MOST_CHARACTERS:
        return "not shown"
    if "hidden" in element.attrib and tag in _UNSEEN and _is_small(element, total) and not _has_paragraphs(element):
        return "not shown"
    if "b" in marks and tag in _BOXES and _is_small(element, total):
        return "beside the story by its class"
    return None


def _is_term(element: HtmlElement, marks: str) -> bool:
    """Whether an element is some words of a sentence that can be asked about."""
    if not (element.tag == "button" or (element.tag == "span" and marks == "b")) or not element.tail:
        return False
    parent, before = element.getparent(), element.getprevious()
    said = (before.tail if before is not None else parent.text) or ""
    return bool(said.strip() and element.tail.strip()) and 0 < _length(element) <= _LONGEST_TERM


def _signs_a_quote(element: HtmlElement) -> bool:
    return element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None


def _is_head_of_page(element: HtmlElement) -> bool:
    inside = next(element.iter("h1", "h2", "p"), None) is not None
    return not inside and next(element.iterancestors("article", "main"), None) is None


def _has_paragraphs(element: HtmlElement) -> bool:
    return any(_length(paragraph) >= _PARAGRAPH for paragraph in element.iter("p"))


def _holds_story(element: HtmlElement, total: int) -> bool:
    return sum(_length(paragraph) for paragraph in element.iter("p")) > _MOST_OF_PARAGRAPHS * total > 0


def _length(element: HtmlElement) -> int:
    return len(all_text(element))


def _is_small(element: HtmlElement, total: int) -> bool:
    in_paragraphs = sum(_length(paragraph) for paragraph in element.iter("p"))
    if in_paragraphs > _MOST_OF_PARAGRAPHS * total:
        return False
    linked = sum(_length(link) for link in element.iter("a"))
    return _length(element) - linked <= _MOST_CHARACTERS


def _leads_on(link: HtmlElement, host: str) -> bool:
    """Whether a link leads to a page of the same site: to another story. Links to elsewhere are part of the text."""
    href = link.get("href") or ""
    return bool(href) and not (_ABROAD.match(href) and host not in href)


def _lists_of_links(tree: HtmlElement, host: str) -> list[HtmlElement]:
    """The lists of links to other stories, but for those that a text of links, such as a review of the week, is."""
    lists = [one for one in tree.iter(*_LISTS) if _lists_links(one, host)]
    if len(lists) < _FEWEST_LISTS_OF_A_TEXT:
        return lists
    total = sum(_length(paragraph) for paragraph in tree.iter("p"))
    by_parent: dict[HtmlElement, list[HtmlElement]] = {}
    for one in lists:
        by_parent.setdefault(one.getparent(), []).append(one)
    for parent, ones in list(by_parent.items()):
        if _is_text_of_links(parent, ones, total):
            # Extractors would drop them for their links.
            for link in [link for one in by_parent.pop(parent) for link in one.iter("a")]:
                link.drop_tag()
    return [one for ones in by_parent.values() for one in ones]


def _is_text_of_links(parent: HtmlElement, lists: list[HtmlElement], total: int) -> bool:
    """Whether lists are the matter of the paragraphs beside them, which are most of the page's and yet shorter."""
    beside = sum(_length(paragraph) for paragraph in parent.iterchildren("p"))
    return (
        len(lists) >= _FEWEST_LISTS_OF_A_TEXT
        and beside > _MOST_OF_PARAGRAPHS * total
        and beside < sum(_length(one) for one in lists)
    )


def _lists_links(element: HtmlElement, host: str) -> bool:
    items = list(element.iterchildren("li"))
    if len(items) < _FEWEST_ITEMS or next(element.iter("a"), None) is None or _length(element) > _LONGEST_LIST:
        return False
    return sum(_is_mostly_link(item, host) for item in items) >= _MOST_ITEMS * len(items)


def _is_mostly_link(item: HtmlElement, host: str) -> bool:
    length = len(all_text(item).strip())
    linked = sum(len(all_text(link).strip()) for link in item.iter("a") if _leads_on(link, host))
    return length > 0 and linked >= _MOSTLY * length


def _is_card(link: HtmlElement, host: str) -> bool:
    return (
        next(link.iter(*_INSIDE_CARDS), None) is not None and _leads_on(link, host) and _length(link) <= _LONGEST_CARD
    )


def _link_paragraphs(tree: HtmlElement, host: str) -> list[HtmlElement]:
    paragraphs = list(tree.iter("p"))
    found = [paragraph for paragraph in paragraphs if _is_one_link(paragraph, host)]
    return found if len(found) <= max(1, _MOST_LINK_PARAGRAPHS * len(paragraphs)) else []


def _is_one_link(paragraph: HtmlElement, host: str) -> bool:
    links: Iterator[HtmlElement] = paragraph.iter("a")
    link = next(links, None)
    if link is None or next(links, None) is not None or not _leads_on(link, host):
        return False
    text = all_text(paragraph).strip()
    return 0 < len(text) <= _LONGEST_TITLE and all_text(link).strip() == text
