"""Where the words of a search are in the texts of an article. Pure; the search itself marks them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from newsarchive.archive.search.one_result.marked_article import MarkedArticle
from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.web.results import TextPiece

_MARK = re.compile(f"[{FOUND}{END_FOUND}]")


class FoundSpan(NamedTuple):
    """The characters from start to end (not included) of a text, which the search found."""

    start: int
    end: int


class FoundWords(NamedTuple):
    """The found words of each text of an article, in the order of the text; none without a search."""

    headline: Sequence[FoundSpan] = ()
    standfirst: Sequence[FoundSpan] = ()
    body: Sequence[FoundSpan] = ()


NOTHING_FOUND = FoundWords()


def found_words(marked: MarkedArticle | None) -> FoundWords:
    """The found words of an article whose texts the search has marked."""
    if marked is None:
        return NOTHING_FOUND
    return FoundWords(*(tuple(_spans(text)) for text in (marked.headline, marked.standfirst or "", marked.body)))


def _spans(marked: str) -> Iterator[FoundSpan]:
    """The spans between the marks of a text, counted without the marks."""
    begin = None
    for marks, mark in enumerate(_MARK.finditer(marked)):
        place = mark.start() - marks
        if mark[0] == FOUND:
            begin = place
        elif begin is not None:
            if place > begin:
                yield FoundSpan(begin, place)
            begin = None


def spans_within(spans: Sequence[FoundSpan], start: int, end: int) -> list[FoundSpan]:
    """The parts of spans that lie between start and end, counted from start. Spans do not overlap."""
    # The last span that begins at or before start may reach into the text.
    first = max(0, bisect_right(spans, start, key=lambda span: span.start) - 1)
    inside = takewhile(lambda span: span.start < end, (spans[at] for at in range(first, len(spans))))
    cut = (FoundSpan(max(span.start, start) - start, min(span.end, end) - start) for span in inside)
    return [span for span in cut if span.start < span.end]


def pieces(text: str, spans: Sequence[FoundSpan]) -> list[TextPiece]:
    """text in pieces, those in spans marked as found."""
    cut, at = [], 0
    for span in spans:
        cut += [TextPiece(text[at : span.start], is_match=False), TextPiece(text[span.start : span.end], is_match=True)]
        at = span.end
    return [piece for piece in (*cut, TextPiece(text[at:], is_match=False)) if piece.text]
