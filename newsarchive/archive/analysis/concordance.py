"""Words in context: every place in the articles of one page of results where a search finds its words.

The places are those that FTS5 marks, so they agree with the search: phrases, prefixes, letters without accents.
"""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from newsarchive.analysis.contexts import Context, ContextOrder, contexts_in, in_order
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.results import END_FOUND, FOUND, Hit, SearchResult
from newsarchive.archive.search.scope import SEEK_ROWS, WALK_ROWS, Scope, make_scope, row_params
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.searched_form import in_original_letters
from newsarchive.errors import UsageError

# A page of results with more places than these shows the first ones of each article.
MOST_LINES = 2_000
ONLY_FIRST = f"There are more than {MOST_LINES:,} places in these articles. The first ones are shown."
NO_WORDS = "Type a word to see where it stands in the articles."
TextField = Literal["headline", "standfirst", "text"]
# The columns of articles_fts that are shown, by their numbers; authors have no context.
_FIELDS: tuple[tuple[TextField, int], ...] = (("headline", 0), ("standfirst", 1), ("text", 3))
# The texts as the outlets wrote them, where search reads another form.
_ORIGINALS = """SELECT a.search_id, a.headline, a.standfirst, b.body
FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.search_id IN (SELECT value FROM json_each(?))
  AND coalesce(b.spaced_headline, b.spaced_standfirst, b.spaced_body) IS NOT NULL"""


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """One place: the article, in which of its texts, and the words around it."""

    hit: Hit
    field: TextField
    context: Context


@dataclass(frozen=True, slots=True)
class Concordance:
    """The places in the articles of one page of results. notes are sentences for the reader."""

    result: SearchResult
    lines: tuple[ConcordanceLine, ...]
    notes: tuple[str, ...]


def read_concordance(conn: sqlite3.Connection, request: SearchRequest, order: ContextOrder = "results") -> Concordance:
    """The places in the articles of the page that request asks for, in the order of the results or of the neighbours.

    Raises:
        UsageError: request has no words.
    """
    if not request.query.strip():
        raise UsageError(NO_WORDS)
    scope = make_scope(conn, request)
    if scope.parsed.match is None and not scope.has_nothing_to_find:
        raise UsageError(NO_WORDS)
    result = search(conn, request)
    lines = list(_lines(_marked_texts(conn, scope, result), result)) if result.hits else []
    notes = (*result.notes, ONLY_FIRST) if len(lines) > MOST_LINES else result.notes
    return Concordance(result, tuple(in_order(lines[:MOST_LINES], order)), notes)


def _lines(texts: dict[int, list[str | None]], result: SearchResult) -> Iterator[ConcordanceLine]:
    """The places in the order of the hits; no article has more than its part of MOST_LINES if others need theirs."""
    left = MOST_LINES + 1
    for number, hit in enumerate(result.hits):
        most = max(1, left // (len(result.hits) - number))
        for (field, _), marked in zip(_FIELDS, texts.get(hit.search_id, ()), strict=False):
            for context in contexts_in(marked or "", FOUND, END_FOUND):
                if not most:
                    break
                most, left = most - 1, left - 1
                yield ConcordanceLine(hit, field, context)


def _marked_texts(conn: sqlite3.Connection, scope: Scope, result: SearchResult) -> dict[int, list[str | None]]:
    """By search_id, the texts of _FIELDS with marks around what was found, in the letters of the outlet."""
    ids = [hit.search_id for hit in result.hits]
    rows = WALK_ROWS if not result.is_ranked or scope.parsed.has_prefix else SEEK_ROWS
    columns = ", ".join(f"highlight(articles_fts, {number}, :found, :end)" for _, number in _FIELDS)
    marked = conn.execute(
        f"SELECT rowid, {columns} FROM articles_fts WHERE articles_fts MATCH :match AND {rows}",  # noqa: S608
        {**row_params(ids), "match": scope.parsed.match, "found": FOUND, "end": END_FOUND},
    )
    found = {row[0]: list(row)[1:] for row in map(tuple, marked)}
    for rowid, *originals in map(tuple, conn.execute(_ORIGINALS, [json.dumps(ids)])):
        if rowid in found:
            texts = zip(found[rowid], originals, strict=True)
            found[rowid] = [in_original_letters(text or "", original or "") for text, original in texts]
    return found
