"""Where a page prints its byline: elements that are marked as bylines, and lines that look like one."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from urllib.parse import unquote

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.extraction.authors.byline_names import MAX_BYLINE, is_by, is_labelled, is_only_names
from newsarchive.extraction.names.page_outlet_names import letters_only
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.parsed_page import INLINE, UNSEEN, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.bylines import WRITER_PAGES
from newsarchive.text import clean_text

# Words in the classes of bylines in the languages of publishing systems. A search in lower-cased text, with words that
# begin with a letter, takes an eighth of the time of a search that ignores case: it saves 0.6 ms of CPU a page.
_BYLINE_CLASS = re.compile(r"by-?_?line|author-?line")
_AUTHOR_CLASS = re.compile(
    r"author(?!i[tsz])|autor(?!i[tsz])|auteur|verfasser|redakteur|penulis|forfatter|skribent|person-name|reporter|"
    r"contributor|journalist|w(?<![a-z]w)riters?(?![a-z])|yazar|muhabir|kirjoittaja|schrijver|firmante|(?<![a-z])firma(?![a-z])|signature"
)
# Words in the classes of elements near a byline: portraits, biographies, other articles of the author.
_NO_BYLINE_CLASS = re.compile(
    r"bio(?![a-z])|desc|about|avatar|ima?ge?(?![a-z])|photo|social|twitter|facebook|role|job|position|e-?mail|more|"
    r"related|latest|popular|archive|search|affiliat|comment|count|date|time|follow|posts|articles|copyright",
    re.IGNORECASE,
)
# "byline-date" is the line of name and time, or the time alone: a word for By decides.
_BYLINE_WITH_TIME = "class byline with time"
_TIME_CLASS = re.compile(r"date|time")
# These elements contain bylines of other stories, of pictures and of reader comments.
_ELSEWHERE_TAGS = frozenset({"aside", "nav", "figure", "figcaption", "form", "button", "select"})
_ELSEWHERE_CLASS = re.compile(
    r"comment|related|(?:^|\s)(?:recommend|sidebar|popular|most-|trending|newsletter|promo|teaser-list|carousel)"
    r"|read-?(?:more|next|also)",
    re.IGNORECASE,
)
_LONGEST_CLASS = 1_000
_MOST_ELEMENTS = 40
_MOST_OF_A_KIND = 12
_MOST_DESCENDANTS = 60
_MOST_LEVELS = 4
_HEADINGS = frozenset({"h2", "h3", "h4", "h5"})
# A name in a heading is shorter than most headlines.
_LEAST_HEADING = 25
_MOST_ANCESTORS = 40
# A byline of several authors is one short section of the page; a list of stories with their authors is longer.
_LONGEST_STRETCH = 300
_MOST_PARAGRAPHS = 400
_LONGEST_LINE = 120
_FIRST_LINES = 4
_LAST_LINES = 3
_MOST_AFTER_H1 = 150
_LONGEST_LABEL = 60
_LEAST_NAME = 4
_CONTROLS = frozenset({"form", "button", "select", "textarea"})
_EMPHASIS = frozenset({"b", "strong", "em", "i"})
_TO_THE_RIGHT = re.compile(
    r"text-align:\s*right|(?:^|\s)(?:text-right|align-?right|has-text-align-right)(?:\s|$)", re.IGNORECASE
)
_CLOSING = re.compile(r"\(([^()]{4,90})\)\W{0,10}$")
# A link whose address is a writer's page.
BY_LINK = "link to a writer"
_WRITERS_PAGE = re.compile(rf"(?:^|[/?&]){one_of(WRITER_PAGES)}[/=_,-][^/]", re.IGNORECASE)
_LONGEST_ADDRESS = 1_000
_GROUPS = ("rel=author", "itemprop author", "data-author", "class byline", "class author", BY_LINK)


@dataclass(frozen=True, slots=True)
class Byline:
    """A credit as the page has it, and its parts: elements separate names that no sign separates."""

    candidate: Candidate
    parts: tuple[str, ...]
    # The page says that this is an author: a word for By stands before the element, or its link names the author.
    is_certain: bool = False


def marked_bylines(tree: HtmlElement) -> Iterator[list[Byline]]:
    """The bylines in marked elements: one group for each kind of mark, the most trusted first."""
    marked, h1s = _marked(tree)
    around = {ancestor for h1 in h1s for ancestor in h1.iterancestors()}
    own = [
        (element, where)
        for element, where in marked
        if _belongs_to_article(element, around) and not _is_in_teaser(element)
    ]
    for group in _GROUPS:
        elements = [element for element, where in own if where == group]
        yield [*_bylines_in(_in_one_section(elements), group)]


def unmarked_bylines(tree: HtmlElement) -> Iterator[list[Byline]]:
    """Unmarked lines that look like a byline: below the headline, and the first and last lines of the text."""
    yield [Byline(Candidate(line, "line below h1"), (line,)) for line in _below_h1(tree)][:1]
    container = _text_container(tree)
    if container is None:
        return
    lines = [child for child in container if isinstance(child.tag, str)]
    first = [line for child in lines[:_FIRST_LINES] if (line := _short_text(child)) and _is_byline_line(child, line)]
    yield [Byline(Candidate(line, "first line of the text"), (line,)) for line in first][:1]
    yield [Byline(Candidate(line, "last line of the text"), (line,)) for line in _last_lines(lines)][:1]


def _marked(tree: HtmlElement) -> tuple[list[tuple[HtmlElement, str]], list[HtmlElement]]:
    """The elements marked as bylines, those after the first h1 before the others; and every h1."""
    before: list[tuple[HtmlElement, str]] = []
    behind: list[tuple[HtmlElement, str]] = []
    h1s: list[HtmlElement] = []
    after_h1 = 0
    for element in tree.iter():
        if element.tag == "h1":
            h1s.append(element)
        found = behind if h1s else before
        after_h1 += bool(h1s)
        if element.attrib and len(found) < _MOST_ELEMENTS and (where := _mark_of(element)):
            found.append((element, where))
        elif 0 < after_h1 <= _MOST_AFTER_H1 and element.tag == "a" and _leads_to_writer(element):
            found.append((element, BY_LINK))
    return behind + before, h1s


def _mark_of(element: HtmlElement) -> str | None:
    if element.tag in ("html", "body", "link", "script", "img"):
        return None
    if element.get("rel") == "author":
        return "rel=author"
    if element.get("itemprop") == "author" or element.get("property") == "author":
        return "itemprop author"
    marks = element.get("class") or element.get("id")
    named = _by_class(marks) if marks and len(marks) < _LONGEST_CLASS else None
    if named and (named != _BYLINE_WITH_TIME or is_labelled(text_in(element)[:_LONGEST_LINE])):
        return "class byline" if named == _BYLINE_WITH_TIME else named
    return "data-author" if element.get("data-author") or element.get("data-author-name") else None


def _leads_to_writer(link: HtmlElement) -> bool:
    """Whether a link in a short line leads to a writer's page."""
    address = link.get("href") or ""
    if len(address) > _LONGEST_ADDRESS or _WRITERS_PAGE.search(address) is None:
        return False
    line = next((one for one in islice(link.iterancestors(), _MOST_LEVELS) if one.tag not in INLINE), None)
    return line is not None and _short_text(line) is not None


# Cached, because the same classes repeat within a page and between pages.
@lru_cache(maxsize=8192)
def _by_class(marks: str) -> str | None:
    marks = marks.lower()
    if not (_AUTHOR_CLASS.search(marks) or _BYLINE_CLASS.search(marks)):
        return None
    for token in marks.split()[:30]:
        if _BYLINE_CLASS.search(token) and not _NO_BYLINE_CLASS.search(_TIME_CLASS.sub("", token)):
            return _BYLINE_WITH_TIME if _TIME_CLASS.search(token) else "class byline"
        if _AUTHOR_CLASS.search(token) and not _NO_BYLINE_CLASS.search(token):
            return "class author"
    return None


def _belongs_to_article(element: HtmlElement, around: set[HtmlElement]) -> bool:
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
        if ancestor.tag != "body" and _ELSEWHERE_CLASS.search(ancestor.get("class") or ancestor.get("id") or ""):
            return False
    return True


def _is_own_byline(aside: HtmlElement, around: set[HtmlElement]) -> bool:
    """Whether an aside in the page's article is the byline itself, set beside the text: it begins with By."""
    in_own = any(box in around for box in aside.iterancestors("article"))
    return in_own and _is_short(aside) and is_labelled(text_in(aside))


def _is_in_teaser(element: HtmlElement) -> bool:
    """Whether an element is in a small box that links to another page, as a whole or by its heading."""
    for ancestor in islice(element.iterancestors(), _MOST_LEVELS):
        inside = [*islice(ancestor.iter(), _MOST_DESCENDANTS + 1)]
        if len(inside) > _MOST_DESCENDANTS or any(inner.tag == "h1" for inner in inside):
            return False
        if any(_is_linked_heading(inner) and element not in inner.iter() for inner in inside):
            return True
    return False


def _is_linked_heading(element: HtmlElement) -> bool:
    if element.tag not in _HEADINGS:
        return False
    linked = next(element.iter("a"), None) is not None or next(element.iterancestors("a"), None) is not None
    return linked and len(text_in(element)) >= _LEAST_HEADING


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
            yield Byline(Candidate(text, where), (text,) if declared else _parts(element), certain)


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
    """Whether an element is or holds a link to the page of the writer of this name: "Hill_Cat", /author/hill_cat."""
    links = [element] if element.tag == "a" else [*islice(element.iter("a"), 2)]
    name = letters_only(text)
    if len(links) != 1 or len(name) < _LEAST_NAME:
        return False
    address = (links[0].get("href") or "")[:_LONGEST_ADDRESS]
    above, _, last = unquote(address.partition("?")[0].rstrip("/")).rpartition("/")
    return letters_only(last.removesuffix(".html")) == name and _WRITERS_PAGE.search(f"{above}/x") is not None


def _parts(element: HtmlElement) -> tuple[str, ...]:
    """The text of an element, split where blocks end and between adjacent links."""
    parts: list[str] = [""]
    controls = 0
    for event, inner in iterwalk(element, events=("start", "end")):
        # The words of buttons and forms are for the reader to press or fill in.
        controls += (event == "start") - (event == "end") if inner.tag in _CONTROLS else 0
        if controls or inner.tag in UNSEEN:
            parts[-1] += inner.tail or "" if event == "end" and not controls else ""
            continue
        added = (inner.text if event == "start" else None if inner is element else inner.tail) or ""
        if inner.tag not in INLINE or (event == "end" and _is_one_of_several_names(inner)):
            parts.append("")
        elif parts[-1][-1:].islower() and added[:1].isupper():
            # Style sets two inline elements apart where no space does: <span>Author</span><a>Anna Reed</a>. A word
            # does not go on with a capital in another element.
            parts.append("")
        parts[-1] += added
    return tuple(text for part in parts if (text := clean_text(part)))


def _is_one_of_several_names(element: HtmlElement) -> bool:
    """Whether an inline element is a full name and the next one follows it directly."""
    behind = element.getnext()
    if behind is None or behind.tag != element.tag or (element.tail or "").strip():
        return False
    return " " in (element.text_content() or "").strip() and " " in (behind.text_content() or "").strip()


def _below_h1(tree: HtmlElement) -> Iterator[str]:
    h1 = next(tree.iter("h1"), None)
    if h1 is None:
        return
    for element in islice(h1.xpath("following::*[not(*) or not(*/*)]"), _MOST_AFTER_H1):
        if element.tag in UNSEEN or not (element.text or "").strip():
            continue
        line = _short_text(element)
        if (
            line
            and is_labelled(line)
            and is_only_names(line)
            and _belongs_to_article(element, set())
            and not _is_in_teaser(element)
        ):
            yield line


def _text_container(tree: HtmlElement) -> HtmlElement | None:
    """The element whose own paragraphs hold the most text."""
    length: dict[HtmlElement, int] = {}
    for paragraph in islice(tree.iter("p"), _MOST_PARAGRAPHS):
        parent = paragraph.getparent()
        if parent is not None:
            length[parent] = (
                length.get(parent, 0) + len(paragraph.text or "") + sum(len(c.tail or "") for c in paragraph)
            )
    return max(length, key=length.__getitem__, default=None)


def _short_text(element: HtmlElement) -> str | None:
    if sum(1 for _ in islice(element.iter(), 12)) > 10:
        return None
    line = text_in(element)
    return line if 3 < len(line) <= _LONGEST_LINE else None


def _is_byline_line(element: HtmlElement, line: str) -> bool:
    """Whether one of a text's first lines is a byline: it begins with By, or is set apart and has several names.

    One name in bold may be a heading: "Key Points".
    """
    return is_only_names(line) if is_labelled(line) else _is_set_apart(element) and is_only_names(line, of_several=True)


def _last_lines(lines: Sequence[HtmlElement]) -> Iterator[str]:
    """Names in the last lines: set apart by their style, after By, or in a bracket at the end of the text."""
    texts = [
        line
        for line in lines[-4 * _LAST_LINES :]
        if line.tag in ("p", "div", "span", "b", "i", "strong", "em") and text_in(line)
    ]
    for element in reversed(texts[-_LAST_LINES:]):
        line = _short_text(element)
        if line and (is_labelled(line) or _is_set_apart(element)) and is_only_names(line):
            yield line
        elif (closing := _CLOSING.search(text_in(element)[-_LONGEST_LINE:])) and is_only_names(closing[1]):
            yield closing[1]


def _is_set_apart(element: HtmlElement) -> bool:
    """Whether the whole line is bold or italic, or aligned to the right."""
    if _TO_THE_RIGHT.search(f"{element.get('style') or ''} {element.get('class') or ''}"):
        return True
    plain = [(element.text or "") if element.tag not in _EMPHASIS else ""]
    plain += [child.tail or "" for child in element if child.tag in _EMPHASIS]
    plain += ["x" for child in element if child.tag not in _EMPHASIS and text_in(child)]
    return not "".join(plain).strip()
