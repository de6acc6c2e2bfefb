"""The texts of one article with the words of a search marked, by the same index that found it."""

import sqlite3
from dataclasses import dataclass

from newsarchive.archive.search.results import END_FOUND, FOUND
from newsarchive.archive.search.scope import DEFAULT_PLAN, SearchPlan, make_scope
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.searched_form import in_original_letters
from newsarchive.text import unspaced

_CURRENT = """SELECT {marks}, a.headline, a.standfirst, b.body
FROM articles a JOIN bodies b ON b.article_id = a.id CROSS JOIN articles_fts ON articles_fts.rowid = a.search_id
WHERE a.id = :id AND articles_fts MATCH :match"""
_EARLIER = """SELECT {marks}, r.headline, r.standfirst, r.body
FROM revisions r CROSS JOIN revisions_fts ON revisions_fts.rowid = r.version_id
WHERE r.article_id = :id AND r.number = :number AND revisions_fts MATCH :match"""
# The columns of both indexes: headline, standfirst, authors, body.
_MARKED_COLUMNS = (0, 1, 3)


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """The texts of an article as stored; FOUND and END_FOUND stand around the words that were found."""

    headline: str
    standfirst: str | None
    body: str


def mark_article(
    conn: sqlite3.Connection,
    request: SearchRequest,
    article_id: int,
    version: int | None = None,
    plan: SearchPlan = DEFAULT_PLAN,
) -> MarkedArticle | None:
    """The article, or one of its earlier versions, with the words of request marked; None where the words do not match.

    FTS5 marks what it has found, so phrases, prefixes and folded letters are marked as they are searched. A version
    that only our own extraction changed is not in the index, so nothing is marked in it.
    """
    match = make_scope(conn, request, plan).parsed.match
    if match is None:
        return None
    index, statement = ("articles_fts", _CURRENT) if version is None else ("revisions_fts", _EARLIER)
    marks = ", ".join(f"highlight({index}, {column}, :found, :end)" for column in _MARKED_COLUMNS)
    params = {"id": article_id, "number": version, "match": match, "found": FOUND, "end": END_FOUND}
    row = conn.execute(statement.format(marks=marks), params).fetchone()
    if row is None:
        return None
    marked, stored = tuple(row)[: len(_MARKED_COLUMNS)], tuple(row)[len(_MARKED_COLUMNS) :]
    headline, standfirst, body = (_as_stored(*texts) for texts in zip(marked, stored, strict=True))
    return MarkedArticle(headline or "", standfirst, body or "")


def _as_stored(marked: str | None, stored: str | None) -> str | None:
    """A marked text of the index in the letters of the stored text; without marks if it is not the same text."""
    if marked is None or stored is None:
        return stored
    if FOUND not in marked:
        return stored
    text = in_original_letters(marked, stored)
    return text if unspaced(text).replace(FOUND, "").replace(END_FOUND, "") == stored else stored
