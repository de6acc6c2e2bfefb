"""The text of live blogs: the intro and every entry in the order printed, each entry's headline a line of its own."""

from collections.abc import Mapping, Sequence

from newsarchive.extraction.body.main_text import Body
from newsarchive.extraction.metadata import is_of_page
from newsarchive.extraction.page.json_ld import Node, first_text, listed
from newsarchive.extraction.page.parsed_page import ParsedPage, plain_text
from newsarchive.text import count_words, fold, paragraphs

# JSON-LD has the entries when it has nearly as much as the page shows: what the page has more is times and buttons.
_ENOUGH = 0.8
# An entry is found again on the page by so many characters of one of its lines; shorter lines are alike too often.
_SIGNATURE = 40
_SHORTEST_SIGNATURE = 12
_MOST_ENTRIES = 2_000
# More lines before the first entry are no intro but entries that JSON-LD does not have.
_MOST_INTRO_LINES = 12


def live_body(parsed: ParsedPage, shown: Body) -> Body:
    """The text of a live blog, shown being what the page itself gives: that, or the entries of JSON-LD, never both."""
    entries = _entries(parsed)
    lines = paragraphs(shown.text)
    seen = _places(entries, lines)
    if len(seen) > 1 and list(seen.values()) == sorted(seen.values(), reverse=True):
        entries = entries[::-1]
    first = min(seen.values(), default=len(lines))
    intro = lines[:first] if first <= _MOST_INTRO_LINES else []
    text = "\n\n".join([*intro, *(line for entry in entries for line in entry)])
    if not entries or count_words(text) < _ENOUGH * count_words(shown.text):
        return shown
    return Body(text, "JSON-LD liveBlogUpdate", shown.cut)


def _entries(parsed: ParsedPage) -> list[list[str]]:
    """The lines of every entry in the order of JSON-LD, each entry once."""
    data = parsed.linked_data
    blog = next((node for node in data.of_type("LiveBlogPosting") if is_of_page(parsed, node)), data.article)
    found: dict[str, list[str]] = {}
    for update in data.followed(blog.get("liveBlogUpdate"))[:_MOST_ENTRIES]:
        lines = _lines(update) if isinstance(update, Mapping) else []
        if lines:
            found.setdefault(fold(" ".join(lines)), lines)
    return list(found.values())


def _lines(update: Node) -> list[str]:
    headline = first_text(update, "headline", "name")
    body = next((value for value in listed(update.get("articleBody")) if isinstance(value, str)), None)
    lines = (
        paragraphs(plain_text(body)) if body else [text for text in [first_text(update, "description", "text")] if text]
    )
    opening = fold(lines[0]) if lines else ""
    # Some systems make the headline from the entry's beginning.
    return lines if not headline or opening.startswith(fold(headline).rstrip(". …")) else [headline, *lines]


def _places(entries: Sequence[Sequence[str]], lines: Sequence[str]) -> dict[int, int]:
    """At which line of the page each entry begins, for those that are found there, in the order of entries."""
    beginnings: dict[str, int] = {}
    for number, line in enumerate(lines):
        beginnings.setdefault(fold(line)[:_SIGNATURE], number)
    found: dict[int, int] = {}
    for position, entry in enumerate(entries):
        signatures = (fold(line)[:_SIGNATURE] for line in entry)
        places = [beginnings[sign] for sign in signatures if len(sign) >= _SHORTEST_SIGNATURE and sign in beginnings]
        if places:
            found[position] = min(places)
    return found
