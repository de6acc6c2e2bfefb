"""Credits outside the text: an agency alone in the place of the byline, or after the last paragraph.

Next to a picture, the same words credit the picture. A label that may belong to a picture or to another story does not
count.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from lxml.html import HtmlElement

from newsarchive.extraction.names.agencies import AGENCIES, agency_named
from newsarchive.extraction.page.parsed_page import ParsedPage, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.bylines import BY
from newsarchive.extraction.phrases.source_credits import SOURCE_LABELS
from newsarchive.extraction.source.closing_lines import credit_in_line
from newsarchive.extraction.source.source_line import Credit

_LONGEST = 60
_MAX_AFTER_TEXT = 60
_MOST_ANCESTORS = 8
# The byline is at most this many elements before the text.
_MAX_BEFORE_TEXT = 300
# A paragraph is recognized by its first characters.
_KEY, _LEAST_KEY = 25, 12
_WHOLE = frozenset({"html", "body", "main", "article"})
_INVISIBLE_TAGS = frozenset({"head", "title", "meta", "script", "style", "noscript"})
# Words in classes and ids: of elements with the name of an author or source, and of pictures and other stories.
_NAMES_SOURCE = re.compile(
    r"(?:^|[\s_-])(?:by-?line|authors?|autor(?:e[ns]?|s)?|auteurs?|source|fuente|quelle|fonte|kaynak|zrodlo|publication|"
    r"attribution|agency|agencia|agence|agenzia|agentur|provider|signature|firma)s?(?=$|[\s_\d-])|__(?:source|author)",
    re.IGNORECASE,
)
_OTHER_PARTS = re.compile(
    r"image|img|photo|foto|picture|caption|figure|media(?!-?news)|video|gallery|galerie|slide|carousel|thumb|bild|teaser|related|"
    r"recommend|popular|trending|latest|most-?read|comment|promo|sidebar|(?<!article)(?<!article[-_])(?<!entry-)(?<!post-)footer|menu|newsletter|share|social|widget|"
    r"advert|(?:^|[\s_-])(?:nav|ad|ads|card|list|tags?|copyright)(?=$|[\s_-])",
    re.IGNORECASE,
)
_OTHER_TAGS = frozenset({"figure", "figcaption", "picture", "footer", "nav", "form", "button", "select", "script",
                          "style", "noscript", "template", "title", "svg", "option"})  # fmt: skip
_LABEL = re.compile(rf"^(?:{one_of(SOURCE_LABELS)}|copyright)\s*[:：|]", re.IGNORECASE)
_BY = re.compile(rf"^{one_of(BY)}\s*[:：]?\s+", re.IGNORECASE)
_AND_PLACE = re.compile(r"^(?P<agency>[^,/]{2,30}),\s(?:[A-Z][A-Z .'-]{2,30}|in\s[A-Z]\w{2,20})$")
_AND_TIME = re.compile(r"[\s|,·•-]+\d{1,4}[./ -]\S.{0,40}$")
_WORDS = re.compile(r"[\s/,:()\[\]©|]+")
_COMMON_WORDS = {"the", "news", "agence", "agencia", "press", "la", "united", "central", "prensa"}
# One word of every spelling, so that most texts of a page are skipped quickly.
_AGENCY_WORDS = {
    next((word for word in spelling.casefold().split() if word not in _COMMON_WORDS), spelling.casefold())
    for spellings in AGENCIES.values()
    for spelling in spellings
}


def agency_label(
    parsed: ParsedPage, lines: Sequence[str], *, has_named_author: bool, names_agency: bool
) -> Credit | None:
    """The agency in the place of the byline or below the text.

    names_agency: the byline already names an agency after an author, so a label there does not count. Below the text,
    an outlet that is not an agency counts too, unless the text has a named author.
    """
    elements = parsed.elements if lines else ()
    # First the credits, then the places: few elements have a credit, and the places take a walk through the page.
    offered = [
        (at, _credit_in_byline_place(elements[at]), _credit_below_text(elements[at], has_named_author=has_named_author))
        for at in _candidates(elements)
    ]
    found = [(at, beside, below) for at, beside, below in offered if beside or below]
    if not found:
        return None
    head, start, end = _bounds(elements, lines)
    for at, beside, below in found:
        if beside and head <= at < start and not names_agency:
            return beside
        if below and end <= at <= end + _MAX_AFTER_TEXT:
            return below
    return None


def _candidates(elements: Sequence[HtmlElement]) -> Iterator[int]:
    """The indexes of elements that begin with a short text that may be a credit, outside pictures and other stories."""
    short = list(_short_texts(elements))
    # The page's agency words are looked up once for all texts: for each text, it would take 0.5 ms of CPU a page.
    page_words = _AGENCY_WORDS.intersection(_WORDS.split("\n".join(text for _, text in short).casefold()))
    for at, text in short:
        may_be_credit = _has_word_of(text, page_words) or (
            (":" in text or "：" in text or "|" in text) and _LABEL.match(text)
        )
        if may_be_credit and not any(_is_other_part(above) for above in _with_ancestors(elements[at], _MOST_ANCESTORS)):
            yield at


def _short_texts(elements: Sequence[HtmlElement]) -> Iterator[tuple[int, str]]:
    for at, element in enumerate(elements):
        # The texts of scripts are long and slow to get.
        text = element.text if element.tag not in _OTHER_TAGS else None
        # Templates leave much white space around texts.
        if text and len(text) <= 4 * _LONGEST and 0 < len(text := text.strip()) <= _LONGEST:
            yield at, text


def _has_word_of(text: str, words: set[str]) -> bool:
    folded = text.casefold() if words else ""
    return any(word in folded for word in words) and not words.isdisjoint(_WORDS.split(folded))


def _with_ancestors(element: HtmlElement, most: int) -> Iterator[HtmlElement]:
    yield element
    yield from islice(element.iterancestors(), most)


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _is_other_part(element: HtmlElement) -> bool:
    return element.tag in _OTHER_TAGS or (
        element.tag not in _WHOLE and _OTHER_PARTS.search(_names(element)) is not None
    )


def _bounds(elements: Sequence[HtmlElement], lines: Sequence[str]) -> tuple[int, int, int]:
    """The indexes of the headline, the second paragraph and the last one; an impossible index for one not found."""
    head, firsts, end = 0, [-1, -1], len(elements)
    initials = {line[0] for line in (*lines[:2], *lines[-2:])}
    for at, element in enumerate(elements):
        if element.tag == "h1" and firsts == [-1, -1]:
            head = at
        for text in _beginnings(element, initials):
            for number, line in enumerate(lines[:2]):
                if firsts[number] < 0 and line.startswith(text):
                    firsts[number] = at
            if any(line.startswith(text) for line in lines[-2:]):
                end = at
    return max(head, max(firsts) - _MAX_BEFORE_TEXT), max(firsts), end


def _beginnings(element: HtmlElement, initials: set[str]) -> Iterator[str]:
    """The first characters of the texts in and after an element, if they begin with one of these initials."""
    if element.tag in _INVISIBLE_TAGS:
        return
    for text in (element.text, element.tail):
        beginning = text[: 6 * _KEY].lstrip() if text else ""
        if beginning and beginning[0] in initials:
            beginning = " ".join(beginning.split())[:_KEY]
            if len(beginning) >= _LEAST_KEY:
                yield beginning


def _credit_in_byline_place(element: HtmlElement) -> Credit | None:
    text = text_in(element)
    if len(text) > _LONGEST:
        return None
    bare = _AND_TIME.sub("", _BY.sub("", _LABEL.sub("", text, count=1).strip(), count=1))
    placed = _AND_PLACE.match(text)
    if placed and (name := agency_named(placed["agency"])):
        return Credit(name, text, "beside the byline")
    names_source = _BY.match(text) or any(_NAMES_SOURCE.search(_names(above)) for above in _with_ancestors(element, 3))
    name = agency_named(bare) if names_source else None
    return Credit(name, text, "beside the byline") if name else None


def _credit_below_text(element: HtmlElement, *, has_named_author: bool) -> Credit | None:
    for above in _with_ancestors(element, 2):
        text = text_in(above)
        if len(text) > _LONGEST:
            return None
        names_source = any(_NAMES_SOURCE.search(_names(holder)) for holder in _with_ancestors(element, 3))
        if (names_source or _LABEL.match(text)) and (name := credit_in_line(text, has_named_author=has_named_author)):
            return Credit(name, text, "below the text")
    return None
