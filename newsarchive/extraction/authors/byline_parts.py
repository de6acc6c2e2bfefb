"""What in an element marked as a byline is a name: the parts that elements separate, without what stands beside it."""

import re
from itertools import dropwhile, islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from newsarchive.extraction.authors.byline_names import MAX_BYLINE, is_labelled, names_somebody
from newsarchive.extraction.authors.name_forms import looks_like_name
from newsarchive.extraction.page.parsed_page import INLINE, UNSEEN, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import WORDS_OF_PAGES
from newsarchive.text import clean_text

_MOST_DESCENDANTS = 60
_LONGEST_CLASS = 1_000
# The parts of a byline's box that are not the name, by their classes: the position, the time, buttons.
_BESIDE_NAME_CLASS = re.compile(
    r"(?:^|[\s_-]|author|byline)(?:bio(?:graphy)?|designation|job-?_?title|job|role|position|occupation|e-?mail|social|"
    r"follow|share)(?:$|[\s_-])|byline[_-]*title|^(?:[\w-]*[_-])?(?:date|time|datetime|timestamp|dateline|published|updated)(?:[_-]\w+)?$",
    re.IGNORECASE,
)
_NAME_CLASS = re.compile(r"(?:^|\s)fn(?:\s|$)")
_NO_NAMES = frozenset({"form", "button", "select", "textarea", "sup"})
WORDS_OF_PAGES_ONLY = re.compile(rf"^\W*(?:{one_of(WORDS_OF_PAGES)}\W*)?$", re.IGNORECASE)


def names_marked_in(element: HtmlElement) -> tuple[str, ...]:
    """The names that hCard (class fn) or microdata (itemprop name) mark inside an author's element.

    http://microformats.org/wiki/hcard, https://schema.org/Person
    """
    inside = [
        inner
        for inner in islice(element.iterdescendants(), _MOST_DESCENDANTS)
        if inner.get("itemprop") == "name" or _NAME_CLASS.search((inner.get("class") or "")[:_LONGEST_CLASS])
    ]
    said = (inner.get("content") or text_in(inner) for inner in inside)
    return tuple(dict.fromkeys(name for text in said if 1 < len(name := clean_text(text[:MAX_BYLINE])) < MAX_BYLINE))


def parts_of_byline(element: HtmlElement) -> tuple[str, ...]:
    """The text of an element without what stands beside the name, split where blocks end and between adjacent links."""
    return _texts_in(element, without_rest=True) or _texts_in(element, without_rest=False)


def _texts_in(element: HtmlElement, *, without_rest: bool) -> tuple[str, ...]:
    parts: list[str] = [""]
    timed: int | None = None
    walk = iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        is_left_out = inner is not element and _is_left_out(inner, without_rest=without_rest)
        if event == "start" and is_left_out:
            walk.skip_subtree()
            timed = len(parts) if timed is None and inner.tag == "time" else timed
            continue
        added = (inner.text if event == "start" else None if inner is element else inner.tail) or ""
        if inner.tag in UNSEEN:
            pass
        elif is_left_out or inner.tag not in INLINE or (event == "end" and _is_one_of_several_names(inner)):
            parts.append("")
        elif parts[-1][-1:].islower() and (added[:1].isupper() or added[:1].isdigit()):
            # Style sets two inline elements apart where no space does: <span>Author</span><a>Anna Reed</a>. A word
            # does not go on with a capital or a digit in another element.
            parts.append("")
        parts[-1] += added
    texts = [clean_text(part) for part in parts]
    if timed is not None and any(names_somebody(text) for text in texts[:timed]):
        # Behind the time stand sections, tags and numbers; a further author is named by a word for By.
        texts = [*texts[:timed], *dropwhile(lambda text: not is_labelled(text), texts[timed:])]
    return tuple(text for text in texts if text)


def _is_left_out(inner: HtmlElement, *, without_rest: bool) -> bool:
    """Whether a part of a byline's box is not the name.

    The words of buttons and forms are for the reader to press or fill in. The rest are the author's position, the time
    and ways to write to the author.
    """
    if inner.tag in UNSEEN or inner.tag in _NO_NAMES or (inner.tag == "a" and _is_for_pressing(inner)):
        return True
    marks = (inner.get("class") or "")[:_LONGEST_CLASS]
    return without_rest and (inner.tag == "time" or (bool(marks) and _BESIDE_NAME_CLASS.search(marks) is not None))


def _is_for_pressing(link: HtmlElement) -> bool:
    """Whether a link is a word of the page: "Follow", "Share"."""
    return WORDS_OF_PAGES_ONLY.match(text_in(link)) is not None


def _is_one_of_several_names(element: HtmlElement) -> bool:
    """Whether an inline element is a full name and the next one follows it directly: another name, a place, a role."""
    behind = element.getnext()
    if behind is None or (element.tail or "").strip():
        return False
    if element.tag == "a" and behind.tag != "a":
        # A name in a link is whole.
        return looks_like_name(text_in(element), full=True)
    is_alike = behind.tag == element.tag
    return is_alike and " " in (element.text_content() or "").strip() and " " in (behind.text_content() or "").strip()
