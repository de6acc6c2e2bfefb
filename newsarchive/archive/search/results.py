"""What a search returns: hits with the found words marked, the page that holds them, and the rows hits are made of."""

import json
import re
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Generic, Literal, TypeVar

from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.search.query import Suggestion
from newsarchive.archive.search.scope import SEEK_ROWS, row_params
from newsarchive.archive.searched_form import in_original_letters
from newsarchive.archive.words.expansion import WordForms
from newsarchive.text import needs_spacing, unspaced

# What identifies an article: its search_id, or an archive and a search_id.
Id = TypeVar("Id")

# These stand around found words in headlines and snippets. Texts hold no control characters, so whoever shows a text
# escapes it first and then replaces the marks by tags.
FOUND, END_FOUND = "\x02", "\x03"
_MARKS = re.compile(f"[{FOUND}{END_FOUND}]")
# What stands before and after a place without a space or dash: parts of one word, if both have a letter or digit.
_LONGEST_WORD = 60
_END_OF_RUN = re.compile(r"[^\s—–…/]*\Z")
_BEGIN_OF_RUN = re.compile(r"\A[^\s—–…/]*")
# Characters of the text that are shown when no word is marked.
OPENING_CHARACTERS = 280

_ARTICLES = """
SELECT a.id, a.search_id, a.headline, substr(coalesce(a.standfirst, b.body, ''), 1, :opening + 1) AS opening, a.outlet,
  coalesce(o.title, a.outlet) AS outlet_title, a.url, a.authors, a.source, a.language, a.section, a.kind,
  a.completeness, a.published_at, a.published_on, a.first_seen_at, a.gone_at, a.revision,
  a.cluster_id AS cluster
FROM articles a LEFT JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet"""

# Headline, standfirst and body as the outlet wrote them. Search may read them in another form.
_ORIGINALS = {
    "articles_fts": """SELECT a.search_id, a.headline, a.standfirst, b.body
FROM articles a JOIN bodies b ON b.article_id = a.id WHERE a.search_id IN (SELECT value FROM json_each(?))""",
    "revisions_fts": """SELECT version_id, headline, standfirst, body FROM revisions
WHERE version_id IN (SELECT value FROM json_each(?))""",
}


@dataclass(frozen=True, slots=True)
class EarlierText:
    """The earlier version of an article in which the words were found.

    cause says whose change replaced it (theirs, ours, unknown). matches_today says whether today's text matches too.
    """

    number: int
    seen_at: datetime
    replaced_at: datetime | None
    cause: str
    matches_today: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One article that was found. In headline and snippet, FOUND and END_FOUND stand around the found words.

    copies counts the other articles of its cluster that the request finds too. earlier is set when headline and
    snippet come from an earlier version (version_search.py). archive is the name of the archive that has the article,
    when several are searched (archive/several/).
    """

    id: int
    search_id: int
    headline: str
    snippet: str
    outlet: str
    outlet_title: str
    url: str | None
    authors: str | None
    source: str | None
    language: str | None
    section: str | None
    kind: str
    completeness: str
    published_at: datetime | None
    published_on: date | None
    first_seen_at: datetime
    gone_at: datetime | None
    revision: int
    copies: int = 0
    earlier: EarlierText | None = None
    archive: str | None = None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """One page of hits, how they were ordered, and where the next page begins.

    total counts articles, near-duplicates included. It is exact unless is_capped: then there are more. At most one of
    next_offset (ranked), next_before (newest first, and after the ranked ones) and next_after (oldest first) is set;
    all are None on the last page. notes are sentences for the reader. forms are the words whose other forms were
    searched for too. suggestions are other queries that may be meant.
    """

    hits: tuple[Hit, ...]
    total: int
    is_capped: bool
    is_ranked: bool
    understood: str
    notes: tuple[str, ...] = ()
    next_offset: int | None = None
    next_before: int | None = None
    next_after: int | None = None
    forms: tuple[WordForms, ...] = ()
    suggestions: tuple[Suggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class PageOfIds(Generic[Id]):
    """The ids of one page in their order, and where the next page begins, as in a SearchResult.

    is_cut says that some matches are on no page. notes say what is special about the order.
    """

    ids: list[Id]
    is_ranked: bool = False
    is_cut: bool = False
    notes: tuple[str, ...] = ()
    next_offset: int | None = None
    next_before: int | None = None
    next_after: int | None = None

    @property
    def has_more(self) -> bool:
        """Whether another page follows."""
        return (self.next_offset, self.next_before, self.next_after) != (None, None, None)


def load_articles(conn: sqlite3.Connection, key: Literal["id", "search_id"], values: list[int]) -> list[dict[str, Any]]:
    """One row for each article whose key is among values, with the columns that make_hit needs; in no order."""
    cursor = conn.execute(
        f"{_ARTICLES} WHERE a.{key} IN (SELECT value FROM json_each(:values))",  # noqa: S608
        {"values": json.dumps(values), "opening": OPENING_CHARACTERS},
    )
    return [{**row, "opening": opening_of(row["opening"])} for row in rows_by_name(cursor)]


def opening_of(text: str, most: int = OPENING_CHARACTERS) -> str:
    """The beginning of a text, at most so many characters, and "…" if it is cut; words stay whole."""
    if len(text) <= most:
        return text
    end = most
    # A word that is longer than half of the opening is not a word of a language with spaces.
    while end > most // 2 and _is_inside_a_word(text, end):
        end -= 1
    return text[: end if end > most // 2 else most].rstrip() + "…"


def at_words(snippet: str, original: str) -> str:
    """A snippet of original, which FTS5 cuts between its tokens, without parts of words at its cut ends.

    A token is not always a word: council's has two. What was found is never cut off.
    """
    is_cut_before, is_cut_after = snippet.startswith("…"), snippet.endswith("…")
    if not (is_cut_before or is_cut_after):
        return snippet
    inner = snippet[is_cut_before : len(snippet) - is_cut_after]
    at = original.find(_MARKS.sub("", inner))
    if at < 0:
        return snippet
    end = at + len(_MARKS.sub("", inner))
    if is_cut_before:
        while inner and inner[0] not in (FOUND, END_FOUND) and _is_inside_a_word(original, at):
            inner, at = inner[1:], at + 1
    if is_cut_after:
        while inner and inner[-1] not in (FOUND, END_FOUND) and _is_inside_a_word(original, end):
            inner, end = inner[:-1], end - 1
    return "…" * is_cut_before + inner.strip() + "…" * is_cut_after


def _is_inside_a_word(text: str, place: int) -> bool:
    """Whether a cut before text[place] would divide a word; punctuation around words is not part of them."""
    if not 0 < place < len(text) or text[place].isspace() or text[place - 1].isspace():
        return False
    if needs_spacing(text[place - 1 : place + 1]):
        return False
    before = _END_OF_RUN.findall(text[max(0, place - _LONGEST_WORD) : place])[0]
    after = _BEGIN_OF_RUN.findall(text[place : place + _LONGEST_WORD])[0]
    return any(map(str.isalnum, before)) and any(map(str.isalnum, after))


def make_hit(
    row: dict[str, Any], headline: str, snippet: str, *, copies: int = 0, earlier: EarlierText | None = None
) -> Hit:
    """The hit of a row of load_articles, with the texts to show."""
    values = {name: value for name, value in row.items() if name not in ("opening", "cluster")}
    values["headline"], values["snippet"] = _one_line(headline), _one_line(snippet)
    for name in ("published_at", "first_seen_at", "gone_at"):
        # Stored as dates.format_utc writes it. parse_utc, which checks that, takes ten times as long.
        values[name] = datetime.fromisoformat(values[name]) if values[name] else None
    values["published_on"] = date.fromisoformat(values["published_on"]) if values["published_on"] else None
    return Hit(**values, copies=copies, earlier=earlier)


def mark_found(
    conn: sqlite3.Connection,
    index: Literal["articles_fts", "revisions_fts"],
    match: str | None,
    rowids: list[int],
    snippet_tokens: int,
    rows: str = SEEK_ROWS,
) -> dict[int, tuple[str, str]]:
    """By rowid of index, the headline and a snippet with the found words marked: of the body, else of the standfirst.

    rows is SEEK_ROWS or WALK_ROWS; rowids are not empty.
    """
    marked = conn.execute(
        f"""SELECT rowid, highlight({index}, 0, :found, :end), snippet({index}, 1, :found, :end, '…', :tokens),
              snippet({index}, 3, :found, :end, '…', :tokens)
            FROM {index} WHERE {index} MATCH :match AND {rows}""",  # noqa: S608
        {**row_params(rowids), "match": match, "found": FOUND, "end": END_FOUND, "tokens": snippet_tokens},
    )
    found = {rowid: texts for rowid, *texts in marked}
    for rowid, *originals in conn.execute(_ORIGINALS[index], [json.dumps(list(found))]):
        headline, *texts = (
            in_original_letters(text or "", original or "")
            for text, original in zip(found[rowid], originals, strict=True)
        )
        found[rowid] = [
            headline,
            *(at_words(text, whole or "") for text, whole in zip(texts, originals[1:], strict=True)),
        ]
    return {rowid: (headline, _snippet(standfirst, body)) for rowid, (headline, standfirst, body) in found.items()}


def _snippet(standfirst: str | None, body: str) -> str:
    return standfirst if standfirst and FOUND in standfirst and FOUND not in body else body


def _one_line(text: str) -> str:
    return " ".join(unspaced(text).split())
