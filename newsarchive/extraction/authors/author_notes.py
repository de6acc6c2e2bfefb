"""What is said of the author behind the text: a note about a person, an address to write to, the agency alone."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from newsarchive.extraction.authors.byline_names import is_only_names
from newsarchive.extraction.authors.lines import Line
from newsarchive.extraction.authors.name_forms import CASED, is_place, looks_like_name, names_section
from newsarchive.extraction.names.agencies import agency_named
from newsarchive.extraction.page.parsed_page import text_in
from newsarchive.extraction.phrases.alternatives import one_of
from newsarchive.extraction.phrases.byline_lines import ABOUT_AUTHOR, INTRODUCES, WRITES_FOR_US

_EMPHASIS = frozenset({"em", "i", "b", "strong"})
_LONGEST_LINE = 120
_LONGEST_NOTE = 1_200
# The last paragraphs of the text, and what follows.
_FIRST_LINES = 6
_MOST_SENTENCES = 12
_SENTENCE_ENDS = re.compile(r"(?<=[^\W\d_]{3}[.!?])\s+(?=[^\W\d_])")
_ARTICLE = re.compile(
    r"^(?:the|an?|der|die|das|le|la|les|el|los|las|il|lo|gli|os?|as?|de|het|this|these)\s", re.IGNORECASE
)
_INTRODUCES = re.compile(rf"^([^\W\d_a-z].{{3,60}}?)(?:,\s[^,.]{{3,60}},)?\s{one_of(INTRODUCES)}\s", re.DOTALL)
_ABOUT = re.compile(rf"^{one_of(ABOUT_AUTHOR)}\s?:\s", re.IGNORECASE)
_WRITES_FOR_US = re.compile(one_of(WRITES_FOR_US))
_ADDRESS = re.compile(r"[\s,;:|/(–—-]*\b\S{1,60}@\S{1,60}\.\w{2,10}\b\)?")
_DAY = re.compile(r"[\s,;/|–—-]+\d[\d./: -]{5,20}$")


def noted_authors(lines: Sequence[Line]) -> Iterator[str]:
    """The names in notes about the author: "Anna Reed is a staff writer", "Contact Anna Reed at"."""
    for line in lines:
        match = _WRITES_FOR_US.search(line.text)
        name = next((group for group in match.groups() if group), "") if match else ""
        if looks_like_name(name, full=True) and not names_section(name):
            yield name
        elif names := _introduced(line):
            yield "; ".join(names)


def _introduced(line: Line) -> list[str]:
    """The persons whom the sentences of a note in bold or italics introduce: "Anna Reed is a professor of law"."""
    said = _ABOUT.sub("", line.text)
    is_set_apart = line.element.tag in _EMPHASIS and text_in(line.element) == line.text
    if len(said) > _LONGEST_NOTE or not (is_set_apart or said != line.text):
        return []
    names = []
    for sentence in islice(_SENTENCE_ENDS.split(said), _MOST_SENTENCES):
        match = _INTRODUCES.match(sentence)
        name = match[1] if match else ""
        if looks_like_name(name, full=True) and not (_ARTICLE.match(name) or names_section(name) or is_place(name)):
            names.append(name)
    return names if names and said.startswith(names[0]) else []


def addressed_authors(lines: Sequence[Line]) -> Iterator[str]:
    """The name beside an address to write to, or linked to it: "Anna Reed, areed@post.example"."""
    for before, line in zip((None, *lines), lines[:_FIRST_LINES], strict=False):
        if len(line.text) > _LONGEST_LINE:
            continue
        said = [text_in(link) for link in line.links if (link.get("href") or "").startswith("mailto:")]
        if _ADDRESS.search(line.text):
            said.append(_ADDRESS.sub("", line.text) or (before.text if before else ""))
        for name in said:
            # Where no capital begins a name, a link to write to says "mail".
            if CASED.match(name) and is_only_names(name) and looks_like_name(name, full=True):
                yield from () if names_section(name) else (name,)


def agencies_alone(lines: Sequence[Line]) -> Iterator[str]:
    """A line behind the text with an agency in brackets or before the day: "(APA, 20.11.2026)".

    An agency without either may be the credit of a picture.
    """
    for line in lines[:_FIRST_LINES]:
        if len(line.text) <= _LONGEST_LINE:
            said = _DAY.sub("", line.text.strip(" ()[]"))
            if said != line.text and agency_named(said):
                yield said
