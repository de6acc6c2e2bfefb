"""A citation as people write it, in English: authors, headline, outlet, day, address, and the version archived."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from newsarchive.formats.citations.citation import Citation

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MOST_AUTHORS = 10
# After these no full stop is written.
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟")


@dataclass(frozen=True, slots=True)
class SentencePart:
    """A part of the sentence. is_quoted: it is in the article's words, and perhaps its script and direction."""

    text: str
    is_quoted: bool = False
    is_address: bool = False


def citation_sentence(citation: Citation) -> str:
    """The citation as one line."""
    return "".join(part.text for part in sentence_parts(citation))


def sentence_parts(citation: Citation) -> list[SentencePart]:
    """The parts of the sentence in their order, with the spaces and signs between them."""
    return list(_parts(citation))


def _parts(citation: Citation) -> Iterator[SentencePart]:
    if citation.authors:
        yield from _names([author.printed for author in citation.authors])
        yield SentencePart(" " if citation.authors[-1].printed.endswith(_ENDS) else ". ")
    yield SentencePart("“")
    yield SentencePart(citation.title, is_quoted=True)
    yield SentencePart("” " if citation.title.endswith(_ENDS) else ".” ")
    yield SentencePart(citation.outlet, is_quoted=True)
    yield SentencePart(f", {_day(citation.published)}. ")
    if citation.url:
        yield SentencePart(citation.url, is_quoted=True, is_address=True)
        yield SentencePart(". ")
    yield SentencePart(f"{citation.version_words}: ")
    yield SentencePart(citation.address, is_quoted=True, is_address=citation.has_web_address)
    yield SentencePart(f" (SHA-256 {citation.version.sha256}).")


def _names(names: list[str]) -> Iterator[SentencePart]:
    """A; A and B; A, B and C."""
    shown = names[:_MOST_AUTHORS]
    for position, name in enumerate(shown):
        if position:
            is_last = position == len(shown) - 1 and len(names) <= _MOST_AUTHORS
            yield SentencePart(" and " if is_last else ", ")
        yield SentencePart(name, is_quoted=True)
    if len(names) > _MOST_AUTHORS:
        yield SentencePart(" and others")


def _day(day: date | None) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}" if day else "no date"
