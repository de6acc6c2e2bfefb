"""What the markup around a printed date says: which texts are near, whose they are, and whether it is a date at all.

An element may be marked as a date, belong to other stories, be in or beside the link of a teaser, and have a label.
"""

import re
from collections import deque
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from newsarchive.extraction.dates.date_parsing import MAX_LINE, Label, label_in
from newsarchive.extraction.page.parsed_page import text_in
from newsarchive.text import count_words

# The date is at most this many texts after the headline (60 in the test collections) or before it. Texts above the
# headline count only within this many levels of elements, because the outer levels belong to the site.
MOST_TEXTS_BEHIND, _MOST_ABOVE, _MOST_LEVELS = 120, 40, 4
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "em", "font", "i", "label", "nobr", "small", "span", "strong", "sub",
     "sup", "time", "u"}
)  # fmt: skip
OTHER_TAGS = frozenset(
    {"aside", "blockquote", "button", "figcaption", "figure", "form", "nav", "select", "table"}
)  # fmt: skip
_HAVE_FEET = frozenset({"article", "header"})
# Words in the classes and ids of parts of a page with other dates than the article's.
_OTHERS = re.compile(
    r"relat(?:ed|ion)|recommend|sidebar|comment|popular|mostread|most-read|ticker|newsletter|breadcrumb|"
    r"footer(?!row)|copyright|caption|weather|calendar|outbrain|taboola|today|current-?(?:date|time)|"
    r"(?:^|[\s_-])(?:nav|menu|masthead|topbar|top-bar|toolbar|advert|ad|event)(?:$|[\s_-])",
    re.IGNORECASE,
)
# The same, but only for parts with a heading or a long link: some sites use these words for their bylines.
_MAYBE_OTHERS = re.compile(
    r"teaser|latest|carousel|swiper|slider|slick|widget|promo(?!ted)|trending|more-|archive|"
    r"(?:^|[\s_-])(?:also|cards?|list-?item)(?:$|[\s_-])",
    re.IGNORECASE,
)
_STORY = XPath("boolean(.//h2|.//h3|.//h4|.//a[string-length(normalize-space()) > 40])")
_LONGEST_FACTS = 200
# A teaser has few elements, and its link is longer than that of an author.
_MOST_IN_TEASER, _LONGEST_CREDIT, _MOST_WORDS_OF_CREDIT = 6, 25, 5
_IS_MARKED = re.compile(
    r"date|publi|submitted|created|timestamp|time(?!r|line)|fecha|datum|tarih|data\b|byline", re.IGNORECASE
)
_CHANGED_CLASS = re.compile(r"updat|modif", re.IGNORECASE)
_FIRST_CLASS = re.compile(r"publi|created|pubdate", re.IGNORECASE)
_UNSEEN = frozenset({"script", "style", "noscript", "template"})
# A text and its element.
TextInElement = tuple[str, HtmlElement]


def texts_in(element: HtmlElement) -> Iterator[TextInElement]:
    """The texts in element that are visible and not blank, each with its own element."""
    for one in element.iter():
        if one.text and one.tag not in _UNSEEN and isinstance(one.tag, str) and not one.text.isspace():
            yield one.text, one
        if one is not element and one.tail and not one.tail.isspace():
            yield one.tail, one.getparent()


def texts_behind(element: HtmlElement) -> Iterator[TextInElement]:
    """The texts after element, in the order of the page but for the text right behind an element."""
    # The text after an element comes before the texts in it. The order does not matter for a line of a few words.
    for one in (element, *element.iterancestors()):
        parent = one.getparent()
        if parent is None:
            return
        if one.tail and not one.tail.isspace():
            yield one.tail, parent
        for sibling in one.itersiblings():
            yield from texts_in(sibling)
            if sibling.tail and not sibling.tail.isspace():
                yield sibling.tail, parent


def texts_above(element: HtmlElement) -> Iterator[TextInElement]:
    """The last texts before element, within its nearest ancestors."""
    near = [one for one in islice(element.iterancestors(), _MOST_LEVELS) if one.tag not in ("body", "html")]
    if not near:
        return
    last: deque[TextInElement] = deque(maxlen=_MOST_ABOVE)
    inside = set(element.iter())
    for text, holder in texts_in(near[-1]):
        if holder in inside:
            break
        last.append((text, holder))
    yield from last


def block_of(element: HtmlElement) -> HtmlElement:
    """The nearest element around element that begins a line of its own."""
    while element.tag in _INLINE and element.getparent() is not None:
        element = element.getparent()
    return element


def is_of_others(element: HtmlElement) -> bool:
    """Whether element is a part of the page with other dates than the article's."""
    # The footer of an article may have its byline and date; the footer of the page is not in an article.
    parent = element.getparent()
    # A header without the headline, outside article and main, is the site's: it prints today's date.
    if element.tag == "header" and next(element.iterancestors("article", "main"), None) is None:
        return True
    if element.tag in ("aside", "table") and parent is not None and _is_short_in_article(element):
        return False
    if element.tag in OTHER_TAGS or (element.tag == "footer" and (parent is None or parent.tag not in _HAVE_FEET)):
        return True
    names_others, may_name_others = _names_others(f"{element.get('class', '')} {element.get('id', '')}")
    return names_others or (may_name_others and bool(_STORY(element)))


# Cached, because each text near the headline asks the boxes around it, which are mostly the same.
@lru_cache(maxsize=8192)
def _names_others(called: str) -> tuple[bool, bool]:
    """Whether a class and id name a part of a page with other dates; whether they name a part that may have them."""
    return _OTHERS.search(called) is not None, _MAYBE_OTHERS.search(called) is not None


def _is_short_in_article(element: HtmlElement) -> bool:
    """Whether a box of the article has the byline, the date, the place: it begins with a time, or has few words.

    A box with a heading or a long link has other stories.
    """
    if next(element.iterancestors("article", "main"), None) is None:
        return False
    return (_begins_with_time(element) or len(text_in(element)) <= _LONGEST_FACTS) and not bool(_STORY(element))


def _begins_with_time(element: HtmlElement) -> bool:
    _, holder = next(texts_in(element), ("", element))
    return bool(holder.tag == "time")


def kind_of(element: HtmlElement) -> tuple[str, str, str]:
    """Tag, class and the parent's class: elements of a list of stories have the same."""
    parent = element.getparent()
    return element.tag, element.get("class", ""), parent.get("class", "") if parent is not None else ""


def line_of(block: HtmlElement) -> str:
    """The text of block as one line, cut a little above MAX_LINE characters."""
    # Day and time are often two elements without a space between them.
    texts = (text for text, _ in islice(texts_in(block), MOST_TEXTS_BEHIND))
    return " ".join(" ".join(texts).split())[: MAX_LINE + 1]


def is_date_element(element: HtmlElement) -> bool:
    """Whether tag, class, id or itemprop say that element is a date."""
    return element.tag == "time" or _names_date(
        f"{element.get('class', '')} {element.get('id', '')} {element.get('itemprop', '')}"
    )


@lru_cache(maxsize=8192)
def _names_date(called: str) -> bool:
    return _IS_MARKED.search(called) is not None


def is_linked(element: HtmlElement) -> bool:
    """Whether element is in a link with more than a date: a teaser."""
    link = next((one for one in (element, *element.iterancestors()) if one.tag == "a"), None)
    return link is not None and len(text_in(link)) > 40


def is_beside_link(element: HtmlElement) -> bool:
    """Whether element stands next to a long link, as the date of a teaser does."""
    parent = element.getparent()
    if parent is None or len(parent) > _MOST_IN_TEASER:
        return False
    texts = (text_in(link) for link in islice(parent.iter("a"), _MOST_IN_TEASER))
    return any(len(text) > _LONGEST_CREDIT and count_words(text) > _MOST_WORDS_OF_CREDIT for text in texts)


def label_of(element: HtmlElement) -> Label | None:
    """What a date in element is of, by its class, or by the words before it or at its start."""
    words = f"{element.get('class', '')} {element.get('itemprop', '')}"
    if _FIRST_CLASS.search(words):
        return "published"
    if _CHANGED_CLASS.search(words):
        return "updated"
    previous, parent = element.getprevious(), element.getparent()
    before = (previous.tail if previous is not None else parent.text if parent is not None else "") or ""
    if not before.strip() and previous is not None and previous.tag in _INLINE:
        before = text_in(previous)
    return label_in(before[-60:]) or label_in(text_in(element)[:60])
