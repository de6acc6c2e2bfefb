"""The text of the article: extracted from what the rules leave of the page, then cleaned line by line."""

from copy import copy
from dataclasses import dataclass

from lxml.html import HtmlElement, document_fromstring

from newsarchive.extraction.body.cleaning import (
    ElementRemover,
    RemovedText,
    compiled_selector,
    remove_comments,
    remove_empty_boxes,
    remove_pruned,
    remove_scripts_and_media,
    remove_side_boxes,
    remove_struck_text,
)
from newsarchive.extraction.body.containers import flatten_layout_tables, join_containers, largest_container
from newsarchive.extraction.body.figures import free_text_of_figures
from newsarchive.extraction.body.line_cleaning import CLOSING_CREDIT, KnownFields, clean_lines
from newsarchive.extraction.body.paragraphs import mark_paragraphs
from newsarchive.extraction.body.text_extractor import extract_text, hide_joiners, show_joiners
from newsarchive.extraction.metadata import find_standfirst
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.extraction.page.json_ld import LinkedData
from newsarchive.extraction.page.parsed_page import ParsedPage, all_text, plain_text
from newsarchive.extraction.page.script_state import script_body
from newsarchive.outlet import Rules
from newsarchive.text import clean_text, count_words, fold

_SHORT = 3_000
# Pages that JavaScript builds show a headline and perhaps a lead; a script contains the rest.
_LITTLE_WORDS = 60
_TIMES_MORE = 3
# JSON-LD's articleBody is cut off behind paywalls, so it is used only if the page shows almost nothing.
_NEXT_TO_NOTHING_WORDS = 25
# A lead with sentences is the text's first paragraph; a shorter one is a subtitle, which stays the field standfirst.
_FEWEST_LEAD_WORDS = 20
_LONGEST_LEAD = 1_500
# An element is the page's description if so many characters agree.
_AGREEING = 60
# Comments may be much longer than the story, but the story is not a few words beside them.
_LEAST_OF_STORY = 0.1
_LEAD_PLACES = ("p", "div", "h2", "h3", "h4", "span", "strong", "section")


@dataclass(frozen=True, slots=True)
class BodyText:
    """A text of paragraphs, its place on the page, and what was removed; removed blocks only on request."""

    text: str
    where: str
    removed: tuple[RemovedText, ...] = ()

    @property
    def text_with_credits(self) -> str:
        """The text with the closing credits that were removed from it: the source is read from these lines."""
        return "\n\n".join([self.text, *(cut.text for cut in self.removed if cut.why == CLOSING_CREDIT)])


def read_body(parsed: ParsedPage, rules: Rules, known: KnownFields, *, with_blocks: bool = False) -> BodyText:
    """The article's text in reading order; empty if none is found. with_blocks: also list the removed blocks."""
    remover = ElementRemover(keeps_record=with_blocks)
    tree, where = story_tree(parsed, rules, remover)
    has_joiners = hide_joiners(tree)
    text, cut = clean_lines(extract_text(tree), known)
    lead = printed_lead(tree, find_standfirst(parsed, known.headlines[0] if known.headlines else "", text), text)
    text = f"{lead}\n\n{text}" if lead and text else text
    shown = BodyText(show_joiners(text) if has_joiners else text, where, (*remover.removed, *cut))
    return _from_script(parsed, known, shown) if len(text) < _SHORT and count_words(text) < _LITTLE_WORDS else shown


def _from_script(parsed: ParsedPage, known: KnownFields, shown: BodyText) -> BodyText:
    """The text in the page's scripts or JSON-LD if it is much longer than shown, else shown."""
    words = count_words(shown.text)
    in_script = script_body(parsed, known.headlines)
    if count_words(in_script) >= max(_NEXT_TO_NOTHING_WORDS, _TIMES_MORE * words):
        return _cleaned(in_script, known, "the state in a script")
    declared = declared_body(parsed.linked_data) if words < _NEXT_TO_NOTHING_WORDS else ""
    return _cleaned(declared, known, "JSON-LD articleBody") if count_words(declared) > words else shown


def _cleaned(text: str, known: KnownFields, where: str) -> BodyText:
    cleaned, removed = clean_lines(text, known)
    return BodyText(cleaned, where, removed)


def story_tree(parsed: ParsedPage, rules: Rules, remover: ElementRemover) -> tuple[HtmlElement, str]:
    """A copy of what the outlet's rules leave of the page, without boxes outside the story; and the rule used."""
    page, where = _selected(parsed, rules, remover)
    largest, taken = largest_container(page), len(remover.removed)
    parts = remove_comments(page, remover)
    story = largest_container(page)
    has_none = largest is not None and (story is None or story.characters < _LEAST_OF_STORY * largest.characters)
    if has_none:
        # Hardly any text is left: what looked like comments was the story.
        del remover.removed[taken:]
        page, where = _selected(parsed, rules, ElementRemover())
        parts, story = [], largest_container(page)
    before = len(remover.removed)
    remove_side_boxes(page, parsed.url, remover, story.characters if story is not None else 0, parts)
    if story is not None and not story.is_left():
        # Half of the story was removed: this outlet uses the names of such boxes for the story. Undo the removal.
        del remover.removed[before:]
        page, where = _selected(parsed, rules, ElementRemover())
        if not has_none:
            remove_comments(page, ElementRemover())
    flatten_layout_tables(page)
    join_containers(page)
    return page, where


def _selected(parsed: ParsedPage, rules: Rules, remover: ElementRemover) -> tuple[HtmlElement, str]:
    chosen = [(element, css) for css in rules.body for element in compiled_selector(css)(parsed.tree)]
    if chosen:
        page = document_fromstring("<html><body></body></html>")
        elements = _outermost([element for element, _ in chosen])
        page.body.extend(copy(element) for element in elements)
    else:
        page = copy(parsed.tree)
    remove_pruned(page, rules.prune, remover)
    remove_scripts_and_media(page)
    remove_struck_text(page)
    free_text_of_figures(page)
    remove_empty_boxes(page)
    mark_paragraphs(page)
    return page, f"body rule {chosen[0][1]}" if chosen else "trafilatura"


def declared_body(data: LinkedData) -> str:
    """The text of JSON-LD's articleBody, without markup."""
    declared = data.article.get("articleBody")
    if not isinstance(declared, str):
        return ""
    return plain_text(declared)


def _outermost(elements: list[HtmlElement]) -> list[HtmlElement]:
    """elements in the order of the page, each once, without elements inside another one."""
    chosen = set(elements)
    order = list(elements[0].getroottree().getroot().iter()) if len(chosen) > 1 else elements
    return [element for element in order if element in chosen and not chosen.intersection(element.iterancestors())]


def printed_lead(tree: HtmlElement, described: Candidate | None, text: str) -> str | None:
    """The lead that a page prints between headline and text, in a container of its own that extractors skip.

    It is the paragraph that the page's description repeats. None if it is a short subtitle or already in the text.
    """
    if described is None:
        return None
    beginning = fold(described.value).rstrip(". …")[:_AGREEING]
    if len(beginning) < _AGREEING // 2:
        return None
    for element in tree.iter(*_LEAD_PLACES):
        # Compare the first words only, because most elements begin with other words.
        first = next((text for text in element.itertext() if not text.isspace()), "")
        if _begins_otherwise(first.lstrip()[:2], beginning) or not _agree(fold(first[: 3 * _AGREEING]), beginning):
            continue
        printed = all_text(element)
        if len(printed) <= _LONGEST_LEAD and fold(printed[: 3 * _AGREEING]).startswith(beginning):
            lead = clean_text(printed)
            return lead if count_words(lead) >= _FEWEST_LEAD_WORDS and fold(lead) not in fold(text) else None
    return None


def _begins_otherwise(first: str, beginning: str) -> bool:
    """Whether two characters show that a text does not begin so: a letter that no mark behind it can change."""
    return first.isascii() and first.isalpha() and first[0].lower() != beginning[0]


def _agree(one: str, other: str) -> bool:
    """Whether one is the beginning of the other."""
    length = min(len(one), len(other))
    return length > 0 and one[:length] == other[:length]
