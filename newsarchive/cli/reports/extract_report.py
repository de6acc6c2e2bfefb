"""What `extract --explain` prints: how a page was read, field by field, and what was cut from its text."""

from collections.abc import Iterator, Sequence
from textwrap import shorten
from typing import Any

from newsarchive.dates import format_stamp
from newsarchive.extraction.article import Explanation
from newsarchive.extraction.body.cleaning import RemovedText
from newsarchive.extraction.page.candidates import Candidate
from newsarchive.records import Article
from newsarchive.text import count_words

# The longest part of a candidate or cut text that a line shows, in characters.
_SHOWN = 96
_NAME = 15


def explained(explanation: Explanation) -> str:
    """The explanation as lines for a terminal."""
    return "\n".join(_lines(explanation)) + "\n"


def explained_row(explanation: Explanation) -> dict[str, Any]:
    """The explanation as JSON: outcome, reason, reading version, and each field's value, place and other candidates."""
    reading = explanation.reading
    return {
        "outcome": str(reading.outcome),
        "reason": reading.reason,
        "read_by": reading.read_by,
        "fields": {
            name: {
                "value": value,
                "from": reading.article.provenance.get(name) if reading.article else None,
                "candidates": [{"value": one.value, "from": one.where} for one in candidates],
            }
            for name, value, candidates in _fields(explanation)
        },
        "body": reading.article.body if reading.article else None,
        "cut": [{"why": cut.why, "what": _what(cut), "text": cut.text} for cut in explanation.removed],
    }


def _lines(explanation: Explanation) -> Iterator[str]:
    reading = explanation.reading
    yield f"{reading.outcome}{f': {reading.reason}' if reading.reason else ''} (reading version {reading.read_by})"
    yield ""
    for name, value, candidates in _fields(explanation):
        place = reading.article.provenance.get(name) if reading.article else None
        yield f"{name:<{_NAME}}{_short(value) if value else '-'}{f'   [{place}]' if value and place else ''}"
        for candidate in candidates:
            yield f"{'':<{_NAME}}  {candidate.where}: {_short(candidate.value)}"
    if reading.article:
        yield from _body_lines(reading.article)
    yield from _cut_lines(explanation.removed)


def _body_lines(article: Article) -> Iterator[str]:
    lines = article.body.split("\n\n")
    place = article.provenance.get("body")
    yield f"{'body':<{_NAME}}{count_words(article.body)} words in {len(lines)} paragraphs   [{place}]"
    yield f"{'':<{_NAME}}  begins: {_short(lines[0])}"
    yield f"{'':<{_NAME}}  ends: {_short(lines[-1])}"


def _cut_lines(cuts: Sequence[RemovedText]) -> Iterator[str]:
    yield ""
    blocks = sum(cut.is_block for cut in cuts)
    yield f"cut from the body: {blocks} blocks, {len(cuts) - blocks} lines"
    for cut in cuts:
        yield f"  {_what(cut)}, {cut.why}: {_short(cut.text)}"


def _fields(explanation: Explanation) -> Iterator[tuple[str, str | None, Sequence[Candidate]]]:
    """Each field's name, value and candidates; a refused page has no values."""
    article = explanation.reading.article
    values = _values(article) if article else {}
    for name in dict.fromkeys([*values, *explanation.candidates]):
        yield name, values.get(name), explanation.candidates.get(name, ())


def _values(article: Article) -> dict[str, str | None]:
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "authors": ", ".join(f"{author.name} ({author.kind})" for author in article.authors) or None,
        "byline": article.byline,
        "published": format_stamp(article.published),
        "modified": format_stamp(article.modified),
        "source": article.source,
        "source_date": article.source_date.isoformat() if article.source_date else None,
        "language": article.language,
        "section": article.section,
        "kind": article.kind,
        "completeness": article.completeness,
        "is_free": None if article.is_free is None else "yes" if article.is_free else "no",
        "image_url": article.image_url,
        "canonical_url": article.canonical_url,
    }


def _what(cut: RemovedText) -> str:
    return "block" if cut.is_block else "line"


def _short(text: str) -> str:
    return shorten(text, _SHOWN, placeholder=" …") if " " in text else text[:_SHOWN]
