"""Elements that a page marks as bylines: by a class, an attribute, or a link to the page of a writer."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from urllib.parse import unquote

from lxml.html import HtmlElement

from newsarchive.extraction.authors.byline_names import MAX_BYLINE, is_by, is_labelled
from newsarchive.extraction.authors.byline_parts import names_marked_in, parts_of_byline
from newsarchive.extraction.authors.lines import ELSEWHERE_CLASS, LONG, Places
from newsarchive.extraction.names.page_outlet_names import letters_only
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import INLINE, ParsedPage, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import ABOUT_AUTHOR, USER_PAGES
from newsarchive.extraction.phrases.bylines import BY, WRITER_PAGES
from newsarchive.text import clean_text

# Words in the classes of bylines in the languages of publishing systems. A search in lower-cased text, with words that
# begin with a letter, takes an eighth of the time of a search that ignores case: it saves 0.6 ms of CPU a page.
_BYLINE_CLASS = re.compile(r"by-?_?line|author-?line")
_AUTHOR_CLASS = re.compile(
    r"author(?!i[tsz])|autor(?!i[tsz])|auteur|verfasser|redakteur|penulis|forfatter|skribent|person-name|reporter|"
    r"contributor|journalist|w(?<![a-z]w)riters?(?![a-z])|yazar|muhabir|kirjoittaja|schrijver|firmante|"
    r"(?<![a-z])firma(?![a-z])|signature"
)
# One search for both: most classes have neither.
_EITHER_CLASS = re.compile(f"{_BYLINE_CLASS.pattern}|{_AUTHOR_CLASS.pattern}")
# Words in the classes of elements near a byline: portraits, biographies, other articles of the author.
_NO_BYLINE_CLASS = re.compile(
    r"bio(?![a-z])|desc|about|avatar|ima?ge?(?![a-z])|photo|social|twitter|facebook|role|job|position|e-?mail|more|"
    r"related|latest|popular|archive|search|affiliat|comment|count|date|time|follow|posts|articles|copyright|quote|"
    r"designation|subscri|byline[_-]*title",
    re.IGNORECASE,
)
# Somebody who is quoted in the text is not its author.
_QUOTE_CLASS = re.compile(r"(?:^|[\s_-])(?:pull|block)?-?quotes?(?:[\s_-]|$)|testimonial", re.IGNORECASE)
# "byline-date" is the line of name and time, or the time alone: a word for By decides.
_BYLINE_WITH_TIME = "class byline with time"
_TIME_CLASS = re.compile(r"date|time")
# These elements contain bylines of other stories, of pictures and of reader comments.
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "figure", "figcaption", "form", "button", "select", "blockquote"})
_LONGEST_CLASS = 1_000
_MOST_ELEMENTS = 40
# Marks of comments and of other stories: behind so many there is no byline.
_MOST_OTHERS = 40
_MOST_OF_A_KIND = 12
_MOST_DESCENDANTS = 60
_MOST_LEVELS = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
_ANY_HEADING = _HEADINGS | {"h1", "h6"}
# A name in a heading is shorter than most headlines.
_LEAST_HEADING = 25
_MOST_ANCESTORS = 40
# A byline of several authors is one short section of the page; a list of stories with their authors is longer.
_LONGEST_STRETCH = 300
_LONGEST_LINE = 120
_LEAST_LINE = 3
_MOST_IN_LINE = 10
_MOST_AFTER_HEADLINE = 150
_LONGEST_LABEL = 60
_LEAST_NAME = 4
_PICTURES = frozenset({"img", "picture", "video", "figure"})
_UNMARKED = frozenset({"html", "body", "link", "script", "img"})

# A link whose address is a writer's page.
BY_LINK = "link to a writer"
_WRITERS_PAGE = re.compile(
    rf"(?:^|[/?&]){one_of(WRITER_PAGES)}(?:[/=_,-]|\.[a-z]{{3,5}}\?)[^/]|[?&]rel=author\b|#[\w-]*author",
    re.IGNORECASE,
)
_USERS_PAGE = re.compile(rf"(?:^|[/?&]){one_of(USER_PAGES)}[/=_,-][^/]|/@[\w.-]{{2,}}", re.IGNORECASE)
_LETTER = re.compile(r"^mailto:", re.IGNORECASE)
_LONGEST_ADDRESS = 1_000
ABOUT_THE_AUTHOR = re.compile(rf"^\W*(?:{one_of(ABOUT_AUTHOR)}|{one_of(BY)})\W*$", re.IGNORECASE)
_AUTHOR_PROPERTIES = ("author", "creator", "dc:creator", "dc.creator", "schema:author")
_GROUPS = ("rel=author", "itemprop author", "data-author", "class byline", "class author", BY_LINK)


@dataclass(frozen=True, slots=True)
class Byline:
    """A credit as the page has it, and its parts: elements separate names that no sign separates."""

    candidate: Candidate
    parts: tuple[str, ...]
    # The page says that this is an author: a word for By stands before the element, or its link names the author.
    is_certain: bool = False


def marked_bylines(parsed: ParsedPage, places: Places) -> Iterator[list[Byline]]:
    """The bylines in marked elements: one group for each kind of mark, the most trusted first."""
    marked = _marked(parsed, places)
    titles = [*parsed.all("h1"), *([] if places.headline is None else [places.headline])]
    around = {ancestor for title in titles for ancestor in title.iterancestors()}
    around.update(_boxes_of_text(places))
    own = [
        (element, where)
        for element, where in marked
        if belongs_to_article(element, around)
        and not is_in_teaser(element, around)
        and not _is_in_sentence(element, places)
    ]
    for group in _GROUPS:
        elements = [element for element, where in own if where == group]
        yield [*_bylines_in(_in_one_section(elements), group)]


def _boxes_of_text(places: Places) -> list[HtmlElement]:
    """The boxes around the text, whatever their class says; none where the longest text is a comment."""
    if places.container is None:
        return []
    boxes = [places.container, *islice(places.container.iterancestors(), _MOST_ANCESTORS)]
    marks = (box.get("class") or box.get("id") or "" for box in boxes if box.tag != "body")
    return [] if any("comment" in said.lower() for said in marks) else boxes[1:]


def _marked(parsed: ParsedPage, places: Places) -> list[tuple[HtmlElement, str]]:
    """The elements marked as bylines, those behind the headline before the others."""
    before: list[tuple[HtmlElement, str]] = []
    behind: list[tuple[HtmlElement, str]] = []
    order = parsed.order
    headline, last = (
        len(order) if place is None else order.get(place, len(order)) for place in (places.headline, places.last)
    )
    headings = [element for tag in _ANY_HEADING for element in parsed.all(tag)]
    around = sorted((order[element], element) for element in headings if order[element] >= last)
    others = 0
    for at, element, where in _possible(parsed, headline):
        found = behind if at >= headline else before
        # A page that loads more stories describes them in data attributes behind the text.
        if len(found) >= _MOST_ELEMENTS or others >= _MOST_OTHERS or (at >= last and where == "data-author"):
            continue
        heading = around[bisect_right(around, at, key=itemgetter(0)) - 1][1] if around and around[0][0] <= at else None
        if where == BY_LINK and at >= last and _is_beside_story(element):
            continue
        if not _is_below_another_heading(element, heading):
            found.append((element, where))
        elif where != BY_LINK:
            others += 1
    return behind + before


def _possible(parsed: ParsedPage, headline: int) -> Iterator[tuple[int, HtmlElement, str]]:
    """The elements with a mark of a byline, and the links to a writer below the headline, in the order of the page.

    headline is its position. Most elements have no such mark.
    """
    authors = {element for name in _AUTHOR_PROPERTIES for element in parsed.with_property(name)}
    links = {link for link in parsed.all("a") if headline <= parsed.order[link] < headline + _MOST_AFTER_HEADLINE}
    only_ids = [element for element in parsed.with_attribute("id") if not element.get("class")]
    named = {
        element: name
        for marks, elements in (*parsed.by_class.items(), *((element.get("id"), [element]) for element in only_ids))
        if len(marks) < _LONGEST_CLASS and (name := _by_class(marks))
        for element in elements
    }
    marked = [element for element in parsed.with_attribute("rel") if element.get("rel") == "author"]
    marked += parsed.with_attribute("data-author", "data-author-name")
    for element in parsed.in_order((*authors, *links, *named, *marked)):
        if where := _mark_of(element, authors, named.get(element)):
            yield parsed.order[element], element, where
        elif element in links and leads_to_writer(element):
            yield parsed.order[element], element, BY_LINK


def _is_in_sentence(element: HtmlElement, places: Places) -> bool:
    """Whether an element is a link in a sentence of the text: copied text keeps the marks of its own site."""
    if element.tag not in INLINE:
        return False
    block = next((above for above in islice(element.iterancestors(), _MOST_LEVELS) if above.tag not in INLINE), None)
    if block is None or block.tag != "p":
        return False
    said, name = text_in(block), text_in(element)
    if not name or len(said) >= LONG + len(name):
        return True
    before, _, behind = said.partition(name)
    is_of_text = block.getparent() is places.container and not is_labelled(said)
    return is_of_text and bool(before.strip()) and any(word.islower() for word in behind.split())


def _is_below_another_heading(element: HtmlElement, heading: HtmlElement | None) -> bool:
    """Whether the last heading between the text and an element begins something else: comments, more stories.

    A heading such as "About the author", or the author's name, begins the author's box.
    """
    if heading is None or heading in islice(element.iterancestors(), _MOST_LEVELS):
        return False
    said = text_in(heading)
    return not (ABOUT_THE_AUTHOR.match(said) or letters_only(text_in(element)) == letters_only(said))


def _is_beside_story(link: HtmlElement) -> bool:
    """Whether a small box around a link to a writer holds a link to a story too: a card of another story."""
    for box in islice(link.iterancestors(), _MOST_LEVELS):
        links = [*islice(box.iter("a"), _MOST_OF_A_KIND)]
        if len(links) >= _MOST_OF_A_KIND or len(text_in(box)) > _LONGEST_STRETCH:
            return False
        others = (other for other in links if other.get("href") != link.get("href") and not leads_to_user(other))
        if any(len(text_in(other)) >= _LEAST_HEADING for other in others):
            return True
    return False


def _mark_of(element: HtmlElement, authors: set[HtmlElement], named: str | None) -> str | None:
    """What marks an element as a byline: authors are marked by microdata, named is what its class says."""
    if element.tag in _UNMARKED:
        return None
    if element.get("rel") == "author":
        return "rel=author"
    if element in authors:
        return "itemprop author"
    if named and (named != _BYLINE_WITH_TIME or is_labelled(text_in(element)[:_LONGEST_LINE])):
        return "class byline" if named == _BYLINE_WITH_TIME else named
    if not (element.get("data-author") or element.get("data-author-name")):
        return None
    # Galleries name the photographer of each picture so.
    inside = islice(element.iter(), _MOST_DESCENDANTS)
    return None if any(inner.tag in _PICTURES for inner in inside) else "data-author"


def leads_to_writer(link: HtmlElement) -> bool:
    """Whether a link in a short line leads to a writer's page."""
    return _leads_to(link, _WRITERS_PAGE) and _is_in_short_line(link)


def leads_to_user(link: HtmlElement) -> bool:
    """Whether a link leads to the page of a writer, or of a user of the site, or to a letter to somebody."""
    return (
        _leads_to(link, _WRITERS_PAGE) or _leads_to(link, _USERS_PAGE) or (link.get("href") or "").startswith("mailto:")
    )


def _leads_to(link: HtmlElement, page: re.Pattern[str]) -> bool:
    address = link.get("href") or ""
    return len(address) <= _LONGEST_ADDRESS and page.search(address) is not None


def _is_in_short_line(link: HtmlElement) -> bool:
    block = next((above for above in islice(link.iterancestors(), _MOST_LEVELS) if above.tag not in INLINE), None)
    if block is None or sum(1 for _ in islice(block.iter(), 12)) > _MOST_IN_LINE:
        return False
    return _LEAST_LINE < len(text_in(block)) <= _LONGEST_LINE


# Cached, because the same classes repeat within a page and between pages.
@lru_cache(maxsize=8192)
def _by_class(marks: str) -> str | None:
    marks = marks.lower()
    if _EITHER_CLASS.search(marks) is None:
        return None
    for token in marks.split()[:30]:
        if _BYLINE_CLASS.search(token) and not _NO_BYLINE_CLASS.search(_TIME_CLASS.sub("", token)):
            return _BYLINE_WITH_TIME if _TIME_CLASS.search(token) else "class byline"
        if _AUTHOR_CLASS.search(token) and not _NO_BYLINE_CLASS.search(token):
            return "class author"
    return None


def belongs_to_article(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an element belongs to the page's article, not to another article, a comment, a picture or the footer.

    around: the boxes that hold an h1. They are the story's or the whole page, whatever their class ("sidebar-right").
    """
    in_article = False
    has_own_article = any(box.tag == "article" for box in around)
    for ancestor in islice(element.iterancestors(), _MOST_ANCESTORS):
        if ancestor.tag == "article":
            if has_own_article and ancestor not in around and not in_article:
                return False
            in_article = True
        if ancestor.tag == "aside" and _is_own_byline(ancestor, around):
            continue
        if ancestor in around:
            continue
        if ancestor.tag in _ELSEWHERE_TAGS or (ancestor.tag == "footer" and not _is_in_article(ancestor)):
            return False
        marks = ancestor.get("class") or ancestor.get("id") or ""
        if ancestor.tag != "body" and (_QUOTE_CLASS.search(marks) or is_elsewhere(marks)):
            return False
    return True


def is_elsewhere(marks: str) -> bool:
    """Whether the class of a box says other stories or comments; "byline-and-comments" says the byline too."""
    return ELSEWHERE_CLASS.search(marks) is not None and not _BYLINE_CLASS.search(marks.lower())


def _is_own_byline(aside: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an aside in the page's article is the byline itself, set beside the text: it begins with By."""
    in_own = any(box in around for box in aside.iterancestors("article"))
    return in_own and _is_short(aside) and is_labelled(text_in(aside))


def is_in_teaser(element: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an element is in a small box that links to another page, as a whole or by its heading.

    around: the boxes that hold the headline. A headline often links to its own page.
    """
    for ancestor in islice(element.iterancestors(), _MOST_LEVELS):
        inside = [*islice(ancestor.iter(), _MOST_DESCENDANTS + 1)]
        if ancestor in around or len(inside) > _MOST_DESCENDANTS or any(inner.tag == "h1" for inner in inside):
            return False
        if any(_is_linked_heading(inner) and element not in inner.iter() for inner in inside):
            return True
    return False


def _is_linked_heading(element: HtmlElement) -> bool:
    if element.tag not in _HEADINGS:
        return False
    if next(element.iterancestors("a"), None) is not None:
        return len(text_in(element)) >= _LEAST_HEADING
    # A list of tags or of authors in a heading has several short links.
    return any(len(text_in(link)) >= _LEAST_HEADING for link in islice(element.iter("a"), _MOST_OF_A_KIND))


def _is_in_article(element: HtmlElement) -> bool:
    return any(True for _ in element.iterancestors("article", "main"))


def _in_one_section(elements: Sequence[HtmlElement]) -> list[HtmlElement]:
    """The first of elements and the others in the same short section of the page: together one byline."""
    short = [element for element in elements if _is_short(element)]
    if len(short) < 2:
        return short
    stretch = short[0]
    for ancestor in islice(short[0].iterancestors(), _MOST_LEVELS):
        if not _is_short(ancestor):
            break
        stretch = ancestor
    inside = set(islice(stretch.iter(), _MOST_DESCENDANTS))
    return [element for element in short if element in inside][:_MOST_OF_A_KIND]


def _is_short(element: HtmlElement) -> bool:
    descendants = sum(1 for _ in islice(element.iter(), _MOST_DESCENDANTS + 1))
    return descendants <= _MOST_DESCENDANTS and len(text_in(element)) <= _LONGEST_STRETCH


def _bylines_in(elements: Iterable[HtmlElement], where: str) -> Iterator[Byline]:
    seen = set()
    for element in elements:
        declared = element.get("content") or element.get("data-author") or element.get("data-author-name")
        text = clean_text(declared[:MAX_BYLINE]) if declared else text_in(element)
        if 1 < len(text) <= MAX_BYLINE and text not in seen:
            seen.add(text)
            certain = (
                not declared
                and len(text) <= _LONGEST_LINE
                and (_is_behind_by(element) or _is_named_by_link(element, text))
            )
            parts = (text,) if declared else names_marked_in(element) or parts_of_byline(element)
            yield Byline(Candidate(text, where), parts, certain)


def _is_behind_by(element: HtmlElement) -> bool:
    """Whether the words directly before an element are a word for By, alone: <i>von</i> <a>Hill_Cat</a>."""
    before = element.getprevious()
    parent = element.getparent()
    if before is not None:
        said = before.tail or ""
        said = said if said.strip() or before.tag not in INLINE else text_in(before)
    else:
        said = (parent.text or "") if parent is not None else ""
    words = clean_text(said[-_LONGEST_LABEL:]).rsplit("|", 1)[-1].strip(" ·•–—-/")
    return is_by(words)


def _is_named_by_link(element: HtmlElement, text: str) -> bool:
    """Whether an element begins with a link to the page of the writer of this name: "Hill_Cat", /author/hill_cat."""
    link = element if element.tag == "a" else next(element.iter("a"), None)
    said = "" if link is None else text_in(link)
    name = letters_only(said)
    if link is None or len(name) < _LEAST_NAME or not text.startswith(said):
        return False
    address = (link.get("href") or "")[:_LONGEST_ADDRESS]
    above, _, last = unquote(address.partition("?")[0].rstrip("/")).rpartition("/")
    is_named = letters_only(last.removesuffix(".html")) == name
    return is_named and any(page.search(f"{above}/x") is not None for page in (_WRITERS_PAGE, _USERS_PAGE))
