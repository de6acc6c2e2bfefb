"""The text of the article: trafilatura on what the rules leave of the page, without the lines that are no text."""

import logging
from copy import copy, deepcopy
from dataclasses import dataclass
from typing import Any

from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction
from trafilatura.settings import DEFAULT_CONFIG, Extractor

from newsarchive.extraction.body.cleaning import (
    Cut,
    Knife,
    drop_beside,
    drop_empty,
    drop_machinery,
    drop_pruned,
    selector,
)
from newsarchive.extraction.body.containers import join_containers, largest_container, level_tables
from newsarchive.extraction.body.joiners import hide_joiners, show_joiners
from newsarchive.extraction.body.lead import printed_lead
from newsarchive.extraction.body.line_cleaning import CLOSING_CREDIT, Known, clean_lines
from newsarchive.extraction.body.paragraphs import name_paragraphs
from newsarchive.extraction.library_errors import BY_EXTRACTOR
from newsarchive.extraction.metadata import find_standfirst
from newsarchive.extraction.page.json_ld import LinkedData
from newsarchive.extraction.page.parsed_page import ParsedPage, all_text, plain_text
from newsarchive.extraction.page.script_state import state_body
from newsarchive.outlet import Rules
from newsarchive.text import clean_body, count_words

# It complains to the log about pages that hold no text; here that is an outcome, with its reason.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Below this many characters trafilatura takes a whole <article> as one line, headline and all; with its default of 250
# that befell short reports, and in scripts without spaces reports of a usual length.
_SETTINGS = deepcopy(DEFAULT_CONFIG)
_SETTINGS["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "80"
_FAST, _FULL = (
    Extractor(config=_SETTINGS, output_format="python", fast=fast, comments=False) for fast in (True, False)
)
# None of the names that trafilatura knows: with "balanced" it measures the whole page for a second try, which here is
# that of _FULL, made where _is_little says so.
_FAST.focus = "first"

# A text that is shorter, or less than this share of the page's paragraphs, may be the wrong part of the page.
_FEW_CHARACTERS = 600
_SMALL_SHARE = 0.2
_SHORT = 3_000
# Pages whose program builds them show a headline, perhaps a lead, and hold the rest in a script.
_LITTLE_WORDS = 60
_TIMES_MORE = 3
# JSON-LD's articleBody is cut off behind paywalls, so it serves only where the page shows next to nothing.
_NEXT_TO_NOTHING_WORDS = 25


@dataclass(frozen=True, slots=True)
class Body:
    """A text of paragraphs, where it was found, and what was cut: blocks of the page only when they were asked for."""

    text: str
    where: str
    cut: tuple[Cut, ...] = ()

    @property
    def signed(self) -> str:
        """The text with the closing credits that were cut from it: what tells whom it is credited to."""
        return "\n\n".join([self.text, *(cut.text for cut in self.cut if cut.why == CLOSING_CREDIT)])


def read_body(parsed: ParsedPage, rules: Rules, known: Known, *, with_blocks: bool = False) -> Body:
    """The article's text in reading order; empty where the page shows none."""
    knife = Knife(takes_notes=with_blocks)
    tree, where = text_tree(parsed, rules, knife)
    has_joiners = hide_joiners(tree)
    text, cut = clean_lines(extract_text(tree), known)
    lead = printed_lead(tree, find_standfirst(parsed, known.headlines[0] if known.headlines else "", text), text)
    text = f"{lead}\n\n{text}" if lead and text else text
    shown = Body(show_joiners(text) if has_joiners else text, where, (*knife.cuts, *cut))
    return _from_script(parsed, known, shown) if len(text) < _SHORT and count_words(text) < _LITTLE_WORDS else shown


def _from_script(parsed: ParsedPage, known: Known, shown: Body) -> Body:
    """What the scripts of a page hold, where that is much more than the little it shows; else shown."""
    words = count_words(shown.text)
    held = state_body(parsed, known.headlines)
    if count_words(held) >= max(_NEXT_TO_NOTHING_WORDS, _TIMES_MORE * words):
        return _cleaned(held, known, "the state in a script")
    declared = declared_body(parsed.linked_data) if words < _NEXT_TO_NOTHING_WORDS else ""
    return _cleaned(declared, known, "JSON-LD articleBody") if count_words(declared) > words else shown


def _cleaned(text: str, known: Known, where: str) -> Body:
    told, cut = clean_lines(text, known)
    return Body(told, where, cut)


def text_tree(parsed: ParsedPage, rules: Rules, knife: Knife) -> tuple[HtmlElement, str]:
    """A copy of the page with what the outlet's rules leave of it, and which rule led there."""
    page, where = _chosen(parsed, rules, knife)
    story, cuts = largest_container(page), len(knife.cuts)
    drop_beside(page, parsed.url, knife, story.characters if story is not None else 0)
    if story is not None and not story.is_left():
        # Half of the text was taken for what stands beside it: this outlet means something else by these names.
        del knife.cuts[cuts:]
        page, where = _chosen(parsed, rules, Knife())
    level_tables(page)
    join_containers(page)
    return page, where


def _chosen(parsed: ParsedPage, rules: Rules, knife: Knife) -> tuple[HtmlElement, str]:
    chosen = [(element, css) for css in rules.body for element in selector(css)(parsed.tree)]
    if chosen:
        page = document_fromstring("<html><body></body></html>")
        elements = _outermost([element for element, _ in chosen])
        page.body.extend(copy(element) for element in elements)
    else:
        page = copy(parsed.tree)
    drop_pruned(page, rules.prune, knife)
    drop_machinery(page)
    drop_empty(page)
    name_paragraphs(page)
    return page, f"body rule {chosen[0][1]}" if chosen else "trafilatura"


def extract_text(tree: HtmlElement) -> str:
    """What trafilatura takes for the text, as paragraphs; "" where it finds none or fails.

    Its own extractor comes first. The others, which cost as much again and are right less often, are asked when that
    found little of what the page holds.
    """
    text = _extracted(tree, _FAST)
    return _extracted(tree, _FULL) if _is_little(text, tree) else text


def _is_little(text: str, tree: HtmlElement) -> bool:
    """Whether a text is short, or little of what the page holds, so that it may be the wrong part of it."""
    if len(text) < _FEW_CHARACTERS or len(text) < _SMALL_SHARE * _paragraph_characters(tree):
        return True
    return len(text) < _SHORT and len(text) < _SMALL_SHARE * len(tree.text_content())


def _extracted(tree: HtmlElement, options: Extractor) -> str:
    try:
        found: Any = bare_extraction(tree, options=options)
    except BY_EXTRACTOR:
        return ""
    # One line is one block of the page.
    return clean_body((found.text or "").replace("\n", "\n\n")) if found is not None else ""


def _paragraph_characters(tree: HtmlElement) -> int:
    return sum(len(all_text(paragraph)) for paragraph in tree.iter("p"))


def declared_body(data: LinkedData) -> str:
    """The text of JSON-LD's articleBody, without markup."""
    declared = data.article.get("articleBody")
    if not isinstance(declared, str):
        return ""
    return plain_text(declared)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """elements in the order of the page, each once, without those inside another."""
    chosen = set(elements)
    order = list(elements[0].getroottree().getroot().iter()) if len(chosen) > 1 else elements
    return [element for element in order if element in chosen and not chosen.intersection(element.iterancestors())]
