"""What it costs to search for a query: how much of the index FTS5 must read, estimated from the newest articles.

FTS5 reads a word's list of articles from one end to the other to rank by it. For a phrase it compares the places of its
words in every article that has them all. The cost is counted in articles that have one word: a million take 0.1 s.
"""

import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from newsarchive.archive.search.opened.index_rows import read_newest
from newsarchive.archive.search.scope import HIGHEST_SEARCH_ID, LOWEST_SEARCH_ID, Scope
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.terms import AllOf, Part, Term, terms_of
from newsarchive.archive.words.vocabulary import newest_with
from newsarchive.text import unspaced, words

# The newest matches of a word, and the newest articles among which they are looked for.
SAMPLE, AMONG = 300, 10_000
# Up to so many words, the newest articles are counted for each. For more, they are read once.
FEW_WORDS = 3
# An article with all words of a phrase costs as much as several with one word.
PHRASE_COST = 3


@dataclass(frozen=True, slots=True)
class QueryCosts:
    """The cost of each part of a query that must match, and the number of articles of the archive.

    passing is the number of articles that pass the rarest filter that is a word of the index, if there is one.
    """

    parts: tuple[tuple[Part, int], ...]
    articles: int
    passing: int | None = None

    @property
    def total(self) -> int:
        """The cost of reading every part."""
        return sum(cost for _, cost in self.parts)

    @property
    def least(self) -> int:
        """The cost of finding every match: the others are looked up for the matches of the rarest part or filter."""
        least = min((cost for _, cost in self.parts), default=0)
        return least if self.passing is None else min(least, self.passing)

    def rankable(self, most: int) -> AllOf | None:
        """The rarest parts that together cost no more than most: by these the articles are ranked."""
        chosen, spent = list[Part](), 0
        for part, cost in sorted(self.parts, key=lambda pair: pair[1]):
            spent += cost
            if spent > most:
                break
            chosen.append(part)
        return AllOf(tuple(chosen)) if chosen else None


def costs_of(conn: sqlite3.Connection, scope: Scope) -> QueryCosts:
    """The costs of the words and filters of a scope; nothing without words."""
    root = scope.parsed.root
    if root is None:
        return QueryCosts((), 0)
    articles = count_articles(conn)
    frequencies = _frequencies(conn, {word for part in root.parts for word in _words_of(part)}, articles)
    passing = None if scope.key_share is None else int(scope.key_share * articles)
    return QueryCosts(tuple((part, _cost(part, frequencies)) for part in root.parts), articles, passing)


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


def _words_of(part: Part) -> Iterator[str]:
    for term in terms_of(part):
        for text in _texts(term):
            yield from _words(text)


def _cost(part: Part, frequencies: Mapping[str, int]) -> int:
    cost = 0
    for term in terms_of(part):
        for text in _texts(term):
            found = [frequencies[word] for word in _words(text)]
            cost += found[0] if len(found) == 1 else min(found) * PHRASE_COST
    return cost


def _texts(term: Term) -> tuple[str, ...]:
    """The words and phrases that are searched for in place of a term."""
    return (*(term.variants or (searched_form(term.text),)), *map(searched_form, term.spellings))


def _words(text: str) -> list[str]:
    return words(unspaced(text)) or [text]


def _frequencies(conn: sqlite3.Connection, wanted: Collection[str], articles: int) -> dict[str, int]:
    """About how many articles have each word; at most a bound for words that few of the newest have."""
    oldest = {}
    for word in wanted:
        number, last = newest_with(conn, word, SAMPLE)
        if number == SAMPLE:
            oldest[word] = last
    among = dict(zip(oldest, _articles_since(conn, oldest.values()), strict=True))
    return {word: SAMPLE * articles // max(1, among[word]) if word in among else SAMPLE for word in wanted}


def _articles_since(conn: sqlite3.Connection, search_ids: Collection[int]) -> list[int]:
    """How many articles are as new as each of these or newer, counted up to AMONG."""
    if len(search_ids) <= FEW_WORDS:
        counted = "SELECT count(*) FROM (SELECT 1 FROM articles WHERE search_id >= ? LIMIT ?)"
        return [conn.execute(counted, [search_id, AMONG]).fetchone()[0] for search_id in search_ids]
    newest = read_newest(conn, "SELECT search_id FROM articles ORDER BY search_id DESC LIMIT :limit", {"limit": AMONG})
    newest.reverse()
    return [len(newest) - bisect_left(newest, search_id) for search_id in search_ids]
