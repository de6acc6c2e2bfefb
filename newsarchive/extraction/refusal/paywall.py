"""Whether a text is complete or ends at a paywall, and which lines of it belong to the paywall."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from cssselect import SelectorError
from lxml.html import HtmlElement

from newsarchive.extraction.body.cleaning import compiled_selector
from newsarchive.extraction.page.json_ld import as_list, first_text, text_of
from newsarchive.extraction.page.parsed_page import ParsedPage, all_text, text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.paywalls import PAYWALL
from newsarchive.records import Completeness
from newsarchive.text import count_words, parts_of

# A line that asks for a subscription to read on.
_GATE = re.compile(rf"[\W_]{{0,4}}{one_of(PAYWALL)}", re.IGNORECASE)
_LONGEST_GATE = 300
# After a paywall come offers and prices in short lines. After a box in the middle of a text, the text continues.
_LONG_LINE_WORDS = 40
_MOST_LONG_LINES_BEHIND = 1
_MOST_LINES_FROM_GATE = 25
# More words in sentences are the continued text, in short paragraphs.
_MOST_WORDS_BEHIND = 150
_STOPS = (".", "!", "?", "”", "»", '"', "。", "।")
# A text behind a paywall is a stub if it is shorter than this, or than this share of its declared word count.
_STUB_WORDS = 200
_STUB_SHARE = 0.6
# Outlets with a metered paywall send it with every page, and a script shows it later. Next to a text of this many words
# it means nothing.
_METERED_WORDS = 400
_GATE_TAGS = frozenset({"div", "section", "aside", "form", "p", "article"})
_GATE_NAMES = {
    "class": ("paywall", "piano-offer", "subscriber-only", "regwall"), "id": ("paywall",), "data-testid": ("paywall",),
}  # fmt: skip
_MOST_GATES = 30
_MOST_WORDS_OF_A_GATE = 400


def without_paywall(text: str) -> tuple[str, tuple[str, ...]]:
    """text (the result of clean_body) without the paywall at its end, and the lines that were removed."""
    lines = parts_of(text)
    for number in range(max(1, len(lines) - _MOST_LINES_FROM_GATE), len(lines)):
        if is_gate(lines[number]) and _ends_text(lines[number + 1 :]):
            return "\n\n".join(lines[:number]), tuple(lines[number:])
    return text, ()


def is_gate(line: str) -> bool:
    """Whether a line asks readers to subscribe or register in order to continue."""
    return len(line) <= _LONGEST_GATE and _GATE.match(line) is not None


def judge_completeness(
    parsed: ParsedPage, text: str, gate: Sequence[str], boilerplate: Sequence[str], free: bool | None
) -> tuple[Completeness, str]:
    """Whether text is full or a stub, and the evidence for a stub.

    gate: the paywall lines that ended it. boilerplate: the lines that were removed anywhere in it.
    """
    words = count_words(text)
    if gate:
        return "stub", f"{words} words before {gate[0][:80]!r}"
    if free is True or words >= _METERED_WORDS:
        return "full", ""
    asked = next((line for line in boilerplate if is_gate(line)), None)
    if asked is not None:
        return "stub", f"{words} words, and {asked[:80]!r}"
    claimed = first_text(parsed.linked_data.article, "wordCount") or ""
    is_short = claimed.isdecimal() and len(claimed) < 7 and words < _STUB_SHARE * int(claimed)
    shown = _paywall_box_text(parsed, words)
    if is_short and (free is False or shown is not None or next(_paywall_boxes(parsed), None) is not None):
        return "stub", f"{words} of {claimed} words"
    if shown:
        return "stub", f"{words} words, and {shown[:80]!r}"
    return _by_paid_part(parsed, words, free, shown)


def _by_paid_part(parsed: ParsedPage, words: int, free: bool | None, shown: str | None) -> tuple[Completeness, str]:
    """The answer from the part of the page that JSON-LD declares as paid, if there is one."""
    paid = _paid_words(parsed)
    if free is False and paid is not None and 2 * paid >= words:
        return "full", ""
    if free is False and (paid == 0 or words < _STUB_WORDS):
        return "stub", f"not free, {words} words"
    return (
        ("stub", f"paywall on the page, {words} words") if shown is not None and words < _STUB_WORDS else ("full", "")
    )


def _ends_text(behind: Sequence[str]) -> bool:
    if sum(count_words(line) for line in behind if line.endswith(_STOPS)) > _MOST_WORDS_BEHIND:
        return False
    return sum(count_words(line) >= _LONG_LINE_WORDS for line in behind) <= _MOST_LONG_LINES_BEHIND


def _paywall_box_text(parsed: ParsedPage, words: int) -> str | None:
    """The text of a paywall box on the page; "" for a box without a known phrase near the text; None for no box."""
    found = None
    for element in islice(_paywall_boxes(parsed), _MOST_GATES):
        said = text_in(element)
        if _GATE.match(said) and count_words(said) <= _MOST_WORDS_OF_A_GATE and not _is_hidden(element):
            return said
        # Not the box that contains the text itself: outlets use the class paywall for the paid part too.
        if 2 * count_words(said) < words and next(element.iterancestors("article", "main"), None) is not None:
            found = ""
    return found


def _paywall_boxes(parsed: ParsedPage) -> Iterator[HtmlElement]:
    """The boxes with a paywall's class or id, in the order of the page."""
    found = [box for classes, boxes in parsed.by_class.items() if _names_paywall("class", classes) for box in boxes]
    for attribute in ("id", "data-testid"):
        found += [box for box in parsed.with_attribute(attribute) if _names_paywall(attribute, box.get(attribute))]
    return (box for box in parsed.in_order(found) if box.tag in _GATE_TAGS)


def _names_paywall(attribute: str, value: str) -> bool:
    return any(word in value for word in _GATE_NAMES[attribute])


def _is_hidden(element: HtmlElement) -> bool:
    return any(
        one.get("hidden") is not None or "display:none" in (one.get("style") or "").replace(" ", "")
        for one in (element, *element.iterancestors())
    )


def _paid_words(parsed: ParsedPage) -> int | None:
    """How many words of the paid part are on the page; None if JSON-LD declares no paid part."""
    found = [list(compiled_selector(css)(parsed.tree)) for css in _paid_selectors(parsed)]
    return sum(count_words(all_text(element)) for part in found for element in part) if found else None


def _paid_selectors(parsed: ParsedPage) -> Iterator[str]:
    """The CSS selectors of the paid parts.

    https://developers.google.com/search/docs/appearance/structured-data/paywalled-content
    """
    for part in as_list(parsed.linked_data.article.get("hasPart")):
        if hasattr(part, "get") and str(part.get("isAccessibleForFree")).lower().endswith("false"):
            for css in as_list(part.get("cssSelector")):
                text = text_of(css)
                if text and _is_selector(text):
                    yield text


def _is_selector(css: str) -> bool:
    try:
        compiled_selector(css)
    except SelectorError:
        return False
    return True
