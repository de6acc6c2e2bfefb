"""Cards of other stories: a box with a linked title, perhaps a picture, and a sentence or two about that story.

Extractors drop the link and keep the sentence, which then stands in a story that it does not belong to. Class names
need not say what a card is: its address is linked twice (picture and title, title and "more"), and cards come several
together.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from newsarchive.extraction.page.parsed_page import all_text

_TITLES = ("h2", "h3", "h4", "h5", "h6")
_BOXES = frozenset({"div", "li", "article", "section"})
_NOT_IN_CARDS = ("h1", "blockquote", "ul", "ol", "table")
_SHORTEST_TITLE = 15
_LONGEST_CARD = 700
_PARAGRAPH = 80
_MOST_PARAGRAPHS = 1
_FEWEST_CARDS = 3
# Cards with more of the page's text are the story itself: a review of the week.
_MOST_OF_TEXT = 0.5


def find_cards(tree: HtmlElement, total: int, is_story: Callable[[HtmlElement], bool]) -> list[HtmlElement]:
    """The cards of a page; none if they are fewer than three, or much of its text.

    total: the length of the page's paragraphs. is_story: whether a link leads to another page of the site.
    """
    links = [link for link in tree.iter("a") if link.get("href") and is_story(link)]
    linked = Counter(link.get("href") for link in links)
    found: dict[HtmlElement, int] = {}
    for link in links:
        if linked[link.get("href")] > 1 and (title := _title_of(link)) is not None:
            box = _box_of(title, link.get("href"))
            if box is not None:
                found[box] = sum(len(all_text(paragraph)) for paragraph in box.iter("p"))
    outermost = [box for box in found if not any(one in found for one in box.iterancestors())]
    length = sum(found[box] for box in outermost)
    return outermost if len(outermost) >= _FEWEST_CARDS and length <= _MOST_OF_TEXT * total else []


def _title_of(link: HtmlElement) -> HtmlElement | None:
    """The element with the title that a link is, has in it, or is alone in; None for another link."""
    inside = next(link.iter(*_TITLES), None)
    around = link.getparent()
    if inside is not None:
        return link if len(all_text(inside).strip()) >= _SHORTEST_TITLE else None
    if around is None or around.tag not in _TITLES:
        return None
    text = all_text(link).strip()
    return around if len(text) >= _SHORTEST_TITLE and text == all_text(around).strip() else None


def _box_of(title: HtmlElement, href: str) -> HtmlElement | None:
    """The outermost box around title that has this story alone and more text than its title; None if there is none."""
    found = None
    for box in title.iterancestors():
        if box.tag not in _BOXES or not _is_of_one_story(box, href):
            break
        found = box
    said = len(all_text(found)) - len(all_text(title)) if found is not None else 0
    return found if said >= _SHORTEST_TITLE else None


def _is_of_one_story(box: HtmlElement, href: str) -> bool:
    if len(all_text(box)) > _LONGEST_CARD or next(box.iter(*_NOT_IN_CARDS), None) is not None:
        return False
    if sum(len(all_text(paragraph)) >= _PARAGRAPH for paragraph in box.iter("p")) > _MOST_PARAGRAPHS:
        return False
    return all(link.get("href") == href for link in _titles_in(box))


def _titles_in(box: HtmlElement) -> Iterator[HtmlElement]:
    return (link for link in box.iter("a") if _title_of(link) is not None)
