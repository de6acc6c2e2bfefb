"""What it costs to search for a query: how much of the index FTS5 must read, estimated from the newest articles.

FTS5 reads a word's list of articles from one end to the other to rank by it. For a phrase it compares the places of its
words in every article that has them all. The cost is counted in articles that have one word: a million take 0.1 s.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from newsarchive.archive.search.scope import HIGHEST_SEARCH_ID, LOWEST_SEARCH_ID
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.terms import AllOf, Part, Term, terms_of
from newsarchive.text import unspaced, words

# The newest matches of a word, and the newest articles among which they are looked for.
SAMPLE, AMONG = 300, 10_000
# An article with all words of a phrase costs as much as several with one word.
PHRASE_COST = 3


@dataclass(frozen=True, slots=True)
class QueryCosts:
    """The cost of each part of a query that must match, and the number of articles of the archive."""

    parts: tuple[tuple[Part, int], ...]
    articles: int

    @property
    def total(self) -> int:
        """The cost of reading every part."""
        return sum(cost for _, cost in self.parts)

    @property
    def least(self) -> int:
        """The cost of finding every match: the other parts are looked up for the matches of the rarest one."""
        return min((cost for _, cost in self.parts), default=0)

    def rankable(self, most: int) -> AllOf | None:
        """The rarest parts that together cost no more than most: by these the articles are ranked."""
        chosen, spent = list[Part](), 0
        for part, cost in sorted(self.parts, key=lambda pair: pair[1]):
            spent += cost
            if spent > most:
                break
            chosen.append(part)
        return AllOf(tuple(chosen)) if chosen else None


def costs_of(conn: sqlite3.Connection, root: AllOf) -> QueryCosts:
    """The costs of a query."""
    articles = count_articles(conn)
    known: dict[str, int] = {}
    return QueryCosts(tuple((part, _cost(conn, terms_of(part), articles, known)) for part in root.parts), articles)


def nth_newest_article(conn: sqlite3.Connection, number: int, highest: int = HIGHEST_SEARCH_ID) -> int | None:
    """The search_id of the article with so many newer ones, of those up to highest; None when there are fewer."""
    row = conn.execute(
        "SELECT search_id FROM articles WHERE search_id <= ? ORDER BY search_id DESC LIMIT 1 OFFSET ?",
        [highest, number],
    ).fetchone()
    return int(row[0]) if row else None


def nth_oldest_article(conn: sqlite3.Connection, number: int, lowest: int = LOWEST_SEARCH_ID) -> int | None:
    """The search_id of the article with so many older ones, of those from lowest on; None when there are fewer."""
    row = conn.execute(
        "SELECT search_id FROM articles WHERE search_id >= ? ORDER BY search_id LIMIT 1 OFFSET ?", [lowest, number]
    ).fetchone()
    return int(row[0]) if row else None


def _cost(conn: sqlite3.Connection, terms: Iterable[Term], articles: int, known: dict[str, int]) -> int:
    cost = 0
    for term in terms:
        for text in (*(term.variants or (searched_form(term.text),)), *map(searched_form, term.spellings)):
            parts = words(unspaced(text)) or [text]
            for word in parts:
                if word not in known:
                    known[word] = _frequency(conn, word, articles)
            rarest = min(known[word] for word in parts)
            cost += rarest if len(parts) == 1 else rarest * PHRASE_COST
    return cost


def _frequency(conn: sqlite3.Connection, word: str, articles: int) -> int:
    """About how many articles have a word; at most a bound for words that few of the newest have."""
    match = '"' + word.replace('"', '""') + '"'
    row = conn.execute(
        "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
        [match, SAMPLE - 1],
    ).fetchone()
    if row is None:
        return SAMPLE
    (among,) = conn.execute(
        "SELECT count(*) FROM (SELECT 1 FROM articles WHERE search_id >= ? LIMIT ?)", [row[0], AMONG]
    ).fetchone()
    return SAMPLE * articles // max(1, int(among))
