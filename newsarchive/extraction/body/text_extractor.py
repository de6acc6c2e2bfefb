"""trafilatura: its settings, and the text that it finds in a tree. No other module calls trafilatura.

It removes all characters that print nothing. The joiners U+200C and U+200D must stay: Persian and Urdu separate the
parts of a word by them, Indic scripts choose letter forms, emoji are joined into one. So they are replaced by visible
letters before trafilatura runs, and put back afterwards.
"""

import logging
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.htmlprocessing import convert_tags, prune_unwanted_nodes, tree_cleaning
from trafilatura.main_extractor import extract_content
from trafilatura.settings import DEFAULT_CONFIG, Extractor
from trafilatura.xml import xmltotxt
from trafilatura.xpaths import REMOVE_COMMENTS_AND_LISTS_XPATH

from newsarchive.extraction.body.story_root import find_story, story_by_itself
from newsarchive.extraction.library_errors import BY_EXTRACTOR
from newsarchive.extraction.page.parsed_page import all_text
from newsarchive.text import clean_body

# It logs an error for pages without text; here such a page is an outcome with a reason.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

# Below this many characters trafilatura takes a whole <article>, with its headline, as one line. Its default of 250
# did this to short reports, and in scripts without spaces to reports of usual length.
_SETTINGS = deepcopy(DEFAULT_CONFIG)
_SETTINGS["DEFAULT"]["MIN_EXTRACTED_SIZE"] = "80"
_FAST, _FULL = (
    Extractor(config=_SETTINGS, output_format="python", fast=fast, comments=False) for fast in (True, False)
)
# A value that trafilatura does not know. With "balanced" it would measure the whole page for a second attempt; here
# _is_little decides about the second attempt, which uses _FULL.
_FAST.focus = "first"

# A text that is shorter than this, or than this share of the page's paragraphs, may be the wrong part of the page.
_FEW_CHARACTERS = 600
_SMALL_SHARE = 0.2
_SHORT = 3_000
# A text with this share of the page's paragraphs has most of them, but not all: the extractor chose among them.
_CHOSEN = (0.6, 0.95)
# Less of the story means that the extractor lost some of it.
_MOST_OF_STORY = 0.8
# Letters of Linear A, which no news page uses, stand for the joiners.
_STAND_INS = {"\u200c": "\U00010600", "\u200d": "\U00010601"}


def extract_text(tree: HtmlElement) -> str:
    """The text that trafilatura finds, as paragraphs; "" if it finds none or fails.

    Its own extractor comes first. Its fallback extractors take as long again and are right less often, so they run only
    if the first one found little of the page.
    """
    story = find_story(tree)
    if story is not None and not _is_small_part(story.characters, tree):
        text = _run_on_story(story_by_itself(story))
        if len(text) >= _MOST_OF_STORY * story.characters:
            return text
    text = _run_trafilatura(tree, _FAST)
    return _run_trafilatura(tree, _FULL) if _is_little(text, tree) else text


def _is_little(text: str, tree: HtmlElement) -> bool:
    """Whether a text is short or a small part of the page, so that it may be the wrong part."""
    in_paragraphs = _paragraph_characters(tree)
    if len(text) < _FEW_CHARACTERS or len(text) < _SMALL_SHARE * in_paragraphs:
        return True
    least, most = (share * in_paragraphs for share in _CHOSEN)
    if least <= len(text) <= most:
        return False  # the rest of the page is menus and boxes
    return len(text) < _SHORT and len(text) < _SMALL_SHARE * len(all_text(tree))


def _is_small_part(characters: int, tree: HtmlElement) -> bool:
    """Whether the place that the structure says is the story has little of the page's paragraphs: then it is wrong."""
    return characters < _SHORT and characters < _SMALL_SHARE * _paragraph_characters(tree)


def _run_on_story(page: HtmlElement) -> str:
    """The text that trafilatura finds in a page that has only the story; the tree is used up.

    These are the steps of bare_extraction for such a page, without its copies and its search for further articles.
    """
    try:
        prune_unwanted_nodes(page, REMOVE_COMMENTS_AND_LISTS_XPATH)
        found, _ = extract_content(convert_tags(tree_cleaning(page, _FAST), _FAST), _FAST)
        return _as_paragraphs(xmltotxt(found, include_formatting=False))
    except BY_EXTRACTOR:
        return ""


def _run_trafilatura(tree: HtmlElement, options: Extractor) -> str:
    try:
        found: Any = bare_extraction(tree, options=options)
    except BY_EXTRACTOR:
        return ""
    return _as_paragraphs(found.text or "") if found is not None else ""


def _as_paragraphs(text: str) -> str:
    # One line of the result is one block of the page.
    return clean_body(text.replace("\n", "\n\n"))


def _paragraph_characters(tree: HtmlElement) -> int:
    return sum(len(all_text(paragraph)) for paragraph in tree.iter("p"))


def hide_joiners(tree: HtmlElement) -> bool:
    """Replace the joiners in tree by letters; whether there were any."""
    text = all_text(tree)
    if not any(joiner in text for joiner in _STAND_INS):
        return False
    for element in tree.iter():
        if element.text:
            element.text = _replaced(element.text, _STAND_INS.items())
        if element.tail:
            element.tail = _replaced(element.tail, _STAND_INS.items())
    return True


def show_joiners(text: str) -> str:
    """text with the joiners that hide_joiners replaced."""
    return _replaced(text, ((letter, joiner) for joiner, letter in _STAND_INS.items()))


def _replaced(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    for old, new in pairs:
        text = text.replace(old, new)
    return text
