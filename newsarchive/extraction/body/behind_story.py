"""What stands under a heading of the page and not of the story: readers' comments, links to other stories.

Class names say it too (see cleaning), but many sites have none that say anything. What every site prints is a heading,
because its readers must see where the story ends: "34 responses", "Leave a comment", "Related stories".
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.boilerplate import (
    BARE_COMMENT_HEADINGS,
    COMMENT_HEADINGS,
    RELATED_HEADINGS,
    REPLIES,
)

_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6", "legend"})
_PLACES = (*sorted(_HEADINGS), "p", "div", "span", "strong", "b")
_LONGEST_HEADING = 240
_LONGEST_LABEL = 60
# A sentence of the story such as "No comment." ends with a stop.
_END = r"[^\w.。]*$"
_START = r"^\W*"
_COMMENTS = re.compile(rf"{_START}{one_of(COMMENT_HEADINGS)}{_END}", re.IGNORECASE)
_BARE_COMMENTS = re.compile(rf"{_START}{one_of(BARE_COMMENT_HEADINGS)}{_END}", re.IGNORECASE)
_RELATED = re.compile(rf"{_START}{one_of(RELATED_HEADINGS)}{_END}", re.IGNORECASE)
# Comments have a form, or the time of each; a part of a story has neither.
_OF_COMMENTS = ("form", "time", "button", "textarea")
# A paragraph of the story has at least this length outside links.
_SENTENCE = 80
# A story that is shorter than this ends nowhere: the page has it elsewhere.
_FEWEST_BEFORE = 200
# Each heading may ask for the length of the whole page; no page has so many in earnest.
_MOST_HEADINGS = 60
_OUTERMOST = frozenset({"body", "html", "main"})
# A link to answer a comment; a page has one for each.
_REPLY = re.compile(rf"^\W*{one_of(REPLIES)}\W*$", re.IGNORECASE)
_LONGEST_REPLY = 24
_FEWEST_REPLIES = 2
_MOST_REPLIES = 2_000
OtherPart = tuple[list[HtmlElement], str]
COMMENTS = "comments"
RELATED = "links to other stories"


def find_thread(tree: HtmlElement) -> list[HtmlElement]:
    """The elements from the first to the last with a link to answer; [] if the story would be among them.

    Sites without a heading above their comments have that link under each of them.
    """
    replies = [link for link in islice(tree.iter("a", "button"), _MOST_REPLIES) if _is_reply(link)]
    if len(replies) < _FEWEST_REPLIES:
        return []
    around = set(replies[-1].iterancestors())
    first = replies[0]
    while (outer := first.getparent()) is not None and outer not in around:
        first = outer
    last = next(one for one in (replies[-1], *replies[-1].iterancestors()) if one.getparent() is first.getparent())
    found = [first]
    while found[-1] is not last and (following := found[-1].getnext()) is not None:
        found.append(following)
    return [] if found[-1] is not last or _is_story(found, tree) else found


def _is_reply(link: HtmlElement) -> bool:
    text = all_text(link)
    return 2 <= len(text) <= _LONGEST_REPLY and _REPLY.match(" ".join(text.split())) is not None


def _is_story(found: list[HtmlElement], tree: HtmlElement) -> bool:
    """Whether elements have the headline, or leave less of the page's paragraphs than a story has."""
    if any(next(one.iter("h1"), None) is not None for one in found):
        return True
    total = sum(len(all_text(paragraph)) for paragraph in tree.iter("p"))
    return total - sum(len(all_text(paragraph)) for one in found for paragraph in one.iter("p")) < _FEWEST_BEFORE


def find_parts_behind(tree: HtmlElement) -> Iterator[OtherPart]:
    """The elements under each such heading, with the heading, and what they are: COMMENTS or RELATED.

    The elements may be inside elements that came before.
    """
    before = asked = 0
    for element in tree.iter(*_PLACES):
        tag = element.tag
        if tag == "p":
            before += len(all_text(element))
        if before < _FEWEST_BEFORE:
            continue
        kind = _heading_kind(element)
        if kind == "":
            continue
        asked += 1
        if asked > _MOST_HEADINGS:
            return
        top = _box_that_begins_with(element)
        if kind == RELATED:
            if found := _links_from(top):
                yield found, RELATED
            continue
        found = _all_from(top)
        if found and (kind == COMMENTS or _has_signs_of_comments(found)):
            yield found, COMMENTS


def _heading_kind(element: HtmlElement) -> str:
    if element.tag in _HEADINGS:
        text = all_text(element)
        if len(text) > _LONGEST_HEADING:
            return ""
    else:
        text = element.text or ""
        if len(text) > _LONGEST_LABEL or len(element) or len(text) < 2:
            return ""
    return _kind_of_text(" ".join(text.split()))


@lru_cache(maxsize=8192)
def _kind_of_text(text: str) -> str:
    if not text:
        return ""
    if _COMMENTS.match(text):
        return COMMENTS
    if _BARE_COMMENTS.match(text):
        return "bare"
    return RELATED if _RELATED.match(text) else ""


def _box_that_begins_with(heading: HtmlElement) -> HtmlElement:
    """The outermost element in which no text comes before heading."""
    top = heading
    while True:
        outer = top.getparent()
        if outer is None or outer.tag in _OUTERMOST or (outer.text and outer.text.strip()):
            return top
        if any(all_text(one).strip() or (one.tail or "").strip() for one in top.itersiblings(preceding=True)):
            return top
        top = outer


def _all_from(top: HtmlElement) -> list[HtmlElement]:
    """top and all that follows it in its element; nothing if the larger part of the paragraphs there follows."""
    behind = list(top.itersiblings())
    before = sum(len(all_text(one)) for one in top.itersiblings(preceding=True) if one.tag == "p")
    if sum(len(all_text(one)) for one in behind if one.tag == "p") > before:
        behind = []
    found = [top, *behind]
    return [] if any(next(one.iter("h1"), None) is not None for one in found) else found


def _has_signs_of_comments(found: list[HtmlElement]) -> bool:
    return any(next(one.iter(*_OF_COMMENTS), None) is not None for one in found)


def _links_from(top: HtmlElement) -> list[HtmlElement]:
    """top, if it is only links but for its heading, or top and the links that follow it; [] if there are none."""
    if next(top.iter("a"), None) is not None and _is_links(top):
        return [top]
    if len(all_text(top)) > _LONGEST_HEADING:
        return []
    found = [top]
    for one in top.itersiblings():
        text = all_text(one).strip()
        if text and (one.tag == "h1" or not _is_links(one)):
            break
        found.append(one)
        if (one.tail or "").strip():
            break
    return found if any(all_text(one).strip() for one in found[1:]) else []


def _is_links(element: HtmlElement) -> bool:
    """Whether an element has a link for each sentence outside links: titles of stories, with a teaser each."""
    links = [link for link in element.iter("a") if all_text(link).strip()]
    if not links:
        return False
    linked = sum(len(all_text(link)) for link in links)
    others = len(all_text(element)) - linked
    return others <= linked + 2 * _SENTENCE * len(links) and (others <= linked or element.tag != "p")
