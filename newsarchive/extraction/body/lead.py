"""The lead that a page prints between headline and text, in a container of its own that extractors pass over."""

from lxml.html import HtmlElement

from newsarchive.extraction.page.candidates import Candidate
from newsarchive.text import clean_text, count_words, fold

# A lead of sentences is the text's first paragraph; a shorter one is a subtitle, which stays a field of its own.
_FEWEST_WORDS = 20
_LONGEST = 1_500
# So many characters that agree show that an element is what the head describes the page with.
_AGREEING = 60
_PLACES = ("p", "div", "h2", "h3", "h4", "span", "strong", "section")


def printed_lead(tree: HtmlElement, described: Candidate | None, text: str) -> str | None:
    """The paragraph of the page that its description is taken from, when it has sentences and is not in the text."""
    if described is None:
        return None
    beginning = fold(described.value).rstrip(". …")[:_AGREEING]
    if len(beginning) < _AGREEING // 2:
        return None
    for element in tree.iter(*_PLACES):
        # Most elements begin otherwise, and their first words are cheaper to have than all of them.
        first = next((text for text in element.itertext() if not text.isspace()), "")
        if not _agree(fold(first[: 3 * _AGREEING]), beginning):
            continue
        printed = element.text_content()
        if len(printed) <= _LONGEST and fold(printed[: 3 * _AGREEING]).startswith(beginning):
            lead = clean_text(printed)
            return lead if count_words(lead) >= _FEWEST_WORDS and fold(lead) not in fold(text) else None
    return None


def _agree(one: str, other: str) -> bool:
    """Whether one is the beginning of the other."""
    length = min(len(one), len(other))
    return length > 0 and one[:length] == other[:length]
