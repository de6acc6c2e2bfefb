"""Elements removed from a page before its text is extracted: scripts, boxes outside the story, and prune rules.

Each rule is measured: it removes more boilerplate than text on two thirds of the outlets of the test collections, and
on the other third too. Tried and left out: posts embedded in the story (often part of its text), figures, h1
(trafilatura needs it to find the story), and the class words card, sidebar, poll, tweet, comment and paywall (often the
class of the text itself).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from urllib.parse import urlsplit

from lxml.cssselect import CSSSelector
from lxml.etree import strip_elements
from lxml.html import HtmlElement

from newsarchive.extraction.body.behind_story import COMMENTS, OtherPart, find_parts_behind, find_thread
from newsarchive.extraction.body.cards import find_cards
from newsarchive.extraction.body.figures import find_captions
from newsarchive.extraction.page.parsed_page import STRUCK, all_text

# Never text at any outlet. Removed so that the extractors do not spend time on them.
_MACHINERY = (
    "script", "style", "template", "svg", "iframe", "link", "meta", "object", "embed", "canvas", "map", "dialog",
    "select", "input", "textarea", "video", "audio",
)  # fmt: skip
# Layout elements, which are often empty once the scripts that fill them are removed.
_FRAMES = ("div", "section")
# Words in the class or id of boxes outside the story that trafilatura keeps: whole words, separated by non-letters.
# Words that are also subjects of stories (weather, rating, survey, voting) are not among them.
_SIDE_BOX_WORDS = re.compile(
    r"(?<![a-z])(?:recirc|newsletters?|promos?|cta|most-read|mostread|popular|trending|sns|share(?:bar)?|social|"
    r"disclaimer|disclosure|(?:img|image|photo)-(?:caption|description)|author-bio|author-box|"
    r"about-author|subscribe|subscription|signup|sign-up|reading-?time|breadcrumbs?|modal|read-also|also-read|"
    r"more-stories|tags|tag-list|cookie|related|recommend(?:ed|ations?)|outbrain|taboola|read-?more|further-reading|"
    r"info-?box|factbox|tooltip|table-of-contents|donat(?:e|ion)|support-us|follow-us|"
    r"paywall-(?:box|teaser|overlay|offer|banner)|pull-?quotes?)(?![a-z])"
)
# What publishing systems write into the class of the story itself: its topics (WordPress's tag-NAME and category-NAME),
# and which parts the page has or lacks.
_OF_THE_STORY = re.compile(
    r"(?<!\S)(?:(?:category|cat|topic|tax|term|has|with|no|without)-\S+|tag-(?!list|links|cloud|box)\S+)"
)
# An id of more words comes from a heading: "what-the-newsletters-say".
_MOST_WORDS_OF_AN_ID = 3
_ID_WORD = re.compile(r"[a-z]+")
# A class or id that names a list of comments, a comment with its number, or a service for comments.
_COMMENTS = re.compile(
    r"^(?:[a-z]{1,9}-+)?(?:comments|kommentare|commentaires|comentarios|commenti|reacties|kommentarer|comentários)(?!\w)|"
    r"^comments?-*(?:list|wrap\w*|box|container|area|section|content|thread|body|form|respond|\d+)(?!\w)|"
    r"^(?:div|li)-comments?-\d+$|commentlinks?(?!\w)|^(?:disqus|dsq|hyvor|coral|viafoura|openweb|spot-?im|fb-comments)(?!\w)"
)
_COMMENT_BOXES = ("div", "section", "aside", "ol", "ul", "details", "article", "li", "table")
_LONGEST_NAME = 60
_WORD_STARTS = re.compile(r"(?<=[a-z])(?=[A-Z])")
# A page with fewer characters in paragraphs beside its comments has its text among them.
_FEWEST_LEFT = 250
_CAPTION_WORDS = re.compile(
    r"(?<![a-z])(?:caption|legende?|bildunterschrift|bildnachweis|pie-?foto|didascalia|credits?|copyright)(?![a-z])"
)
# For screen readers only, or not shown at all.
_UNSEEN_WORDS = re.compile(
    r"(?<![\w-])(?:sr-only|visually-?hidden|screen-?reader(?:-text)?|print-only|no-?print|d-print-none)(?![\w-])"
)
# The usual inline style for text that only screen readers find.
_CLIPPED = re.compile(r"clip:\s*rect\(\s*0|clip-path:\s*inset\(\s*50%")
_BOXES = frozenset(("div", "section", "aside", "p", "ul", "ol", "figure", "blockquote", "footer", "span", "dl"))
_CAPTIONED = frozenset(("p", "span", "small", "div", "em", "dd"))
_UNSEEN = frozenset(("div", "span", "p", "section", "ul", "h2", "h3", "dl"))
_ASIDE = frozenset(("aside", "nav", "form", "button", "noscript", "footer"))
# Elements that the extractors drop whatever they contain.
_DROPPED_BY_OTHERS = ("aside", "footer", "nav", "noscript")
_NAMED = _ASIDE | {"header"}
_EXAMINED = sorted(_BOXES | _CAPTIONED | _UNSEEN | _ASIDE | {"header"})
# A box with more than this share of the page's paragraphs, or this many characters outside links, is the story itself.
_MOST_OF_PARAGRAPHS = 0.3
_MOST_CHARACTERS = 800
_LONGEST_CAPTION = 400
# Hidden elements with paragraphs of this length are the rest of the story, shown on request.
_PARAGRAPH = 80
# A term within a sentence that a tooltip or button explains is part of the sentence.
_LONGEST_TERM = 60
# A list is a list of other stories if this share of its items is mostly a link within the site.
_LISTS = ("ul", "ol")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_FEWEST_ITEMS = 2
_MOSTLY = 0.6
_MOST_ITEMS = 0.75
_LONGEST_LIST = 4_000
_FEWEST_LISTS_OF_A_TEXT = 2
# A link that contains a heading or paragraphs is a teaser of another story.
_INSIDE_TEASERS = ("p", "h2", "h3", "h4", "h5", "ul")
_LONGEST_TEASER = 600
_LONGEST_TITLE = 200
# If more than this share of the paragraphs, and more than one, is only a link, then links are the subject of the page.
_MOST_LINK_PARAGRAPHS = 0.3
# More struck text than this is the effect of an element that the page does not close.
_MOST_STRUCK = 0.3
_ABROAD = re.compile(r"\s*(?:https?:)?//", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RemovedText:
    """A line of the text or a block of the page that was removed, and why."""

    why: str
    text: str
    is_block: bool = False


class ElementRemover:
    """Removes elements from a tree; keeps_record: whether it also lists what it removed."""

    def __init__(self, *, keeps_record: bool = False) -> None:
        self.keeps_record = keeps_record
        self.removed: list[RemovedText] = []

    def remove(self, elements: Iterable[HtmlElement], why: str) -> None:
        """Remove elements from their tree; the text after each element stays."""
        for element in elements:
            if element.getparent() is None:
                continue
            if self.keeps_record and (text := " ".join(all_text(element).split())):
                self.removed.append(RemovedText(why, text, is_block=True))
            element.drop_tree()


@lru_cache(maxsize=4096)
def compiled_selector(css: str) -> CSSSelector:
    """The compiled form of one of an outlet's CSS rules.

    Raises:
        cssselect.SelectorError: css is not a selector. An outlet's rules are checked when the outlet is declared.
    """
    return CSSSelector(css, translator="html")


def remove_scripts_and_media(tree: HtmlElement) -> None:
    """Remove the elements that never contain text."""
    strip_elements(tree, *_MACHINERY, with_tail=False)


def remove_struck_text(tree: HtmlElement) -> None:
    """Remove what the author struck out, except if that is much of the page: then the page leaves an element open.

    `del` is what was removed and `s` what no longer holds. Without the stroke a correction says the opposite.
    """
    struck = list(tree.iter(*STRUCK))
    if struck and sum(_length(element) for element in struck) <= _MOST_STRUCK * _length(tree):
        strip_elements(tree, *STRUCK, with_tail=False)


def remove_empty_boxes(tree: HtmlElement) -> None:
    """Remove empty boxes: places for advertisements, and the boxes around them. A box between two texts stays.

    Every second div of a page is empty, and the extractor examines each: this saves 1 ms of CPU a page.
    """
    for frame in reversed(list(tree.iter(*_FRAMES))):  # from the innermost outwards
        if len(frame) == 0 and _is_blank(frame.text) and _is_blank(frame.tail) and frame.getparent() is not None:
            frame.drop_tree()


def _is_blank(text: str | None) -> bool:
    return text is None or text.isspace()


def remove_comments(tree: HtmlElement, remover: ElementRemover) -> list[OtherPart]:
    """Remove readers' comments. Returns the other parts of the page under a heading: links to other stories.

    Comments may be longer than the story, so they go before anybody looks for the longest text.
    """
    _remove_named_comments(tree, remover)
    others = []
    for elements, why in list(find_parts_behind(tree)):
        if why == COMMENTS:
            remover.remove(elements, why)
        else:
            others.append((elements, why))
    if thread := find_thread(tree):
        remover.remove(thread, COMMENTS)
    return others


def _remove_named_comments(tree: HtmlElement, remover: ElementRemover) -> None:
    """Remove the elements whose class or id names comments, if they hold neither the headline nor nearly all text."""
    found = [box for box in tree.iter(*_COMMENT_BOXES) if _is_comments(box.get("class", ""), box.get("id", ""))]
    if not found:
        return
    total = sum(_length(paragraph) for paragraph in tree.iter("p"))
    for box in found:
        if box.getparent() is None or next(box.iter("h1"), None) is not None:
            continue
        left = total - sum(_length(paragraph) for paragraph in box.iter("p"))
        if left >= min(_FEWEST_LEFT, total):
            remover.remove([box], "comments")
            total = left


@lru_cache(maxsize=16_384)
def _is_comments(classes: str, identifier: str) -> bool:
    """Whether a class or id names comments: "comments", "comment-list", "CommentsContent", "comment-123"."""
    return any(
        _COMMENTS.search(split_words(name)) for name in (*classes.split(), identifier) if len(name) < _LONGEST_NAME
    )


def split_words(name: str) -> str:
    """The words of a class or id, in lower case with hyphens: "imageCaption", "media__caption", "photo_credit"."""
    return _WORD_STARTS.sub("-", name).replace("_", "-").lower()


def remove_pruned(tree: HtmlElement, rules: Iterable[str], remover: ElementRemover) -> None:
    """Remove the elements that an outlet's prune rules select."""
    for css in rules:
        remover.remove(compiled_selector(css)(tree), f"prune rule {css}")


def remove_side_boxes(
    tree: HtmlElement, url: str, remover: ElementRemover, characters: int = 0, parts: Iterable[OtherPart] = ()
) -> None:
    """Remove the boxes that are outside the story at most outlets, unless they contain much of its text.

    characters: the length of the story, if known. Some stories have line breaks instead of paragraphs. parts: what
    stands under headings of other stories.
    """
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    for elements, why in parts:
        remover.remove(elements, why)
    remover.remove([menu for menu in tree.iter("nav") if next(menu.iter("p"), None) is None], "menu")
    for links in _lists_of_links(tree, host):
        title = links.getprevious()
        named = [title] if title is not None and title.tag in _HEADINGS else []
        remover.remove([*named, links], "list of links to other stories")
    total = max(characters, sum(_length(paragraph) for paragraph in tree.iter("p")))
    remover.remove(find_cards(tree, total, partial(_leads_to_same_site, host=host)), "card of another story")
    remover.remove([link for link in tree.iter("a") if _is_teaser(link, host)], "teaser of another story")
    remover.remove(_link_paragraphs(tree, host), "paragraph with only a link to another story")
    remover.remove(list(tree.iter("figcaption")), "caption")
    total = max(characters, sum(_length(paragraph) for paragraph in tree.iter("p")))
    remover.remove(find_captions(tree, total), "caption")
    for element in list(tree.iter(*_EXAMINED)):
        if not element.keys() and element.tag not in _NAMED:
            continue  # no name to judge by: every second element
        get = element.get
        style = get("style", "")
        marks = _marks(get("class", ""), get("id", ""), get("itemprop", ""), style if "clip" in style else "")
        if (marks or element.tag in _NAMED or get("hidden") is not None) and element.getparent() is not None:
            _remove_or_keep(element, marks, total, remover)


def _remove_or_keep(element: HtmlElement, marks: str, total: int, remover: ElementRemover) -> None:
    """Remove an element outside the story; give an element of the story a tag that extractors keep."""
    if _is_term(element, marks):
        element.drop_tag()
        return
    why = _reason_to_remove(element, marks, total)
    if why is not None:
        remover.remove([element], why)
    elif element.tag in _DROPPED_BY_OTHERS and _has_most_paragraphs(element, total):
        element.tag = "div"


@lru_cache(maxsize=16_384)
def _marks(classes: str, identifier: str, itemprop: str, style: str) -> str:
    """Letters for what the class, id and style of an element say: c caption, h hidden, b box outside the story."""
    classes = _OF_THE_STORY.sub("", split_words(classes))
    identifier = split_words(identifier)
    names = f"{classes} {identifier}" if len(_ID_WORD.findall(identifier)) <= _MOST_WORDS_OF_AN_ID else classes
    return (
        ("c" if _CAPTION_WORDS.search(f"{classes} {itemprop.lower()}") else "")
        + ("h" if _UNSEEN_WORDS.search(classes) or _CLIPPED.search(style) else "")
        + ("b" if _SIDE_BOX_WORDS.search(names) else "")
    )


def _reason_to_remove(element: HtmlElement, marks: str, total: int) -> str | None:
    """Why an element is not part of the story, or None; total is the length of the page's paragraphs."""
    tag = element.tag
    if "c" in marks and tag in _CAPTIONED and _length(element) <= _LONGEST_CAPTION and element.find(".//p") is None:
        return "caption (by its class)"
    if tag in _ASIDE and _is_small(element, total) and not _is_quote_source(element):
        return "aside"
    if tag == "header" and _is_page_header(element):
        return "page header"
    if "h" in marks and tag in _UNSEEN and _length(element) <= _MOST_CHARACTERS:
        return "hidden"
    if "hidden" in element.attrib and tag in _UNSEEN and _is_small(element, total) and not _has_paragraphs(element):
        return "hidden"
    if "b" in marks and tag in _BOXES and _is_small(element, total):
        return "box outside the story (by its class)"
    return None


def _is_term(element: HtmlElement, marks: str) -> bool:
    """Whether an element is a term within a sentence, with an explanation on request."""
    if not (element.tag == "button" or (element.tag == "span" and marks == "b")) or not element.tail:
        return False
    parent, before = element.getparent(), element.getprevious()
    said = (before.tail if before is not None else parent.text) or ""
    return bool(said.strip() and element.tail.strip()) and 0 < _length(element) <= _LONGEST_TERM


def _is_quote_source(element: HtmlElement) -> bool:
    return element.tag == "footer" and next(element.iterancestors("blockquote"), None) is not None


def _is_page_header(element: HtmlElement) -> bool:
    inside = next(element.iter("h1", "h2", "p"), None) is not None
    return not inside and next(element.iterancestors("article", "main"), None) is None


def _has_paragraphs(element: HtmlElement) -> bool:
    return any(_length(paragraph) >= _PARAGRAPH for paragraph in element.iter("p"))


def _has_most_paragraphs(element: HtmlElement, total: int) -> bool:
    return sum(_length(paragraph) for paragraph in element.iter("p")) > _MOST_OF_PARAGRAPHS * total > 0


def _length(element: HtmlElement) -> int:
    return len(all_text(element))


def _is_small(element: HtmlElement, total: int) -> bool:
    in_paragraphs = sum(_length(paragraph) for paragraph in element.iter("p"))
    if in_paragraphs > _MOST_OF_PARAGRAPHS * total:
        return False
    linked = sum(_length(link) for link in element.iter("a"))
    return _length(element) - linked <= _MOST_CHARACTERS


def _leads_to_same_site(link: HtmlElement, host: str) -> bool:
    """Whether a link leads to a page of the same site: another story. Links to other sites are part of the text."""
    href = link.get("href") or ""
    return bool(href) and not (_ABROAD.match(href) and host not in href)


def _lists_of_links(tree: HtmlElement, host: str) -> list[HtmlElement]:
    """The lists of links to other stories, except the lists that are an article's content, as in a weekly review."""
    lists = [one for one in tree.iter(*_LISTS) if _is_list_of_links(one, host)]
    if len(lists) < _FEWEST_LISTS_OF_A_TEXT:
        return lists
    total = sum(_length(paragraph) for paragraph in tree.iter("p"))
    by_parent: dict[HtmlElement, list[HtmlElement]] = {}
    for one in lists:
        by_parent.setdefault(one.getparent(), []).append(one)
    for parent, ones in list(by_parent.items()):
        if _is_text_of_links(parent, ones, total):
            # Extractors would drop the lists because of their links.
            for link in [link for one in by_parent.pop(parent) for link in one.iter("a")]:
                link.drop_tag()
    return [one for ones in by_parent.values() for one in ones]


def _is_text_of_links(parent: HtmlElement, lists: list[HtmlElement], total: int) -> bool:
    """Whether lists are the content of an article: longer than the paragraphs next to them, which introduce them."""
    introduction = sum(_length(paragraph) for paragraph in parent.iterchildren("p"))
    return (
        len(lists) >= _FEWEST_LISTS_OF_A_TEXT
        and introduction > _MOST_OF_PARAGRAPHS * total
        and introduction < sum(_length(one) for one in lists)
    )


def _is_list_of_links(element: HtmlElement, host: str) -> bool:
    items = list(element.iterchildren("li"))
    if len(items) < _FEWEST_ITEMS or next(element.iter("a"), None) is None or _length(element) > _LONGEST_LIST:
        return False
    return sum(_is_mostly_link(item, host) for item in items) >= _MOST_ITEMS * len(items)


def _is_mostly_link(item: HtmlElement, host: str) -> bool:
    length = len(all_text(item).strip())
    linked = sum(len(all_text(link).strip()) for link in item.iter("a") if _leads_to_same_site(link, host))
    return length > 0 and linked >= _MOSTLY * length


def _is_teaser(link: HtmlElement, host: str) -> bool:
    return (
        next(link.iter(*_INSIDE_TEASERS), None) is not None
        and _leads_to_same_site(link, host)
        and _length(link) <= _LONGEST_TEASER
    )


def _link_paragraphs(tree: HtmlElement, host: str) -> list[HtmlElement]:
    paragraphs = list(tree.iter("p"))
    found = [paragraph for paragraph in paragraphs if _is_one_link(paragraph, host)]
    return found if len(found) <= max(1, _MOST_LINK_PARAGRAPHS * len(paragraphs)) else []


def _is_one_link(paragraph: HtmlElement, host: str) -> bool:
    links: Iterator[HtmlElement] = paragraph.iter("a")
    link = next(links, None)
    if link is None or next(links, None) is not None or not _leads_to_same_site(link, host):
        return False
    text = all_text(paragraph).strip()
    return 0 < len(text) <= _LONGEST_TITLE and all_text(link).strip() == text
