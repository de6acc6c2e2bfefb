"""The vocabulary of an archive: which words its texts contain, how often, and in which languages.

It is read from the index of today's texts when it is asked for, so there is nothing to keep up to date, and a word that
is removed from the archive is gone from here too. Every question reads a bounded part of the index.
"""

import sqlite3
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.archive.searched_form import searched_form
from newsarchive.text import needs_spacing

# Each row is one occurrence of a word. Rows are in the order of words, and a range of words is found at once.
_TABLE = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_vocabulary USING fts5vocab('main', 'articles_fts', 'instance')"
# SQLite compares words as bytes: nothing in the index comes between a word and the word with this after it, and no
# word begins with the prefix and is behind the prefix with this after it.
_NEXT, _LAST = "\x01", "\U0010ffff"
# Occurrences that are read of one word before the next is looked up: a lookup costs as much as some ten of them.
ENOUGH = 16
# A word is common when one in COMMON_SHARE of the newest articles has it.
COMMON_SAMPLE, COMMON_SHARE = 2_000, 4
# The marks that the tokenizer removes from letters, whatever their script.
_ACCENTS = range(0x0300, 0x0332)


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the vocabulary, each with its number of occurrences up to ENOUGH; is_whole says that these are all."""

    occurrences: dict[str, int]
    is_whole: bool


class Vocabulary:
    """The vocabulary behind one connection."""

    def __init__(self, conn: sqlite3.Connection) -> None:
        self.conn = conn
        conn.execute(_TABLE)

    def has(self, word: str) -> bool:
        """Whether a word, in the form of vocabulary_form, is in a text."""
        found = self.conn.execute("SELECT 1 FROM search_vocabulary WHERE term = ? LIMIT 1", [word]).fetchone()
        return found is not None

    def beginning_with(self, prefix: str, most_rows: int, most_words: int) -> Words:
        """The words that begin with prefix, in their order; reads most_rows occurrences and most_words frequent words.

        Once per word, and not once per occurrence: what a frequent word has beyond ENOUGH is skipped.
        """
        found: dict[str, int] = {}
        begin, rows, frequent = prefix, 0, 0
        while True:
            for (word,) in self.conn.execute(
                "SELECT term FROM search_vocabulary WHERE term >= ? AND term < ?", [begin, prefix + _LAST]
            ):
                rows += 1
                found[word] = found.get(word, 0) + 1
                if found[word] == ENOUGH:
                    begin = word + _NEXT
                    break
                if rows == most_rows:
                    return Words(found, False)
            else:
                return Words(found, True)
            frequent += 1
            if frequent == most_words or rows >= most_rows:
                return Words(found, False)

    def count(self, word: str, most: int) -> int:
        """How many articles have a word; counts no further than most."""
        (number,) = self.conn.execute(
            "SELECT count(*) FROM (SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? LIMIT ?)", [_match(word), most]
        ).fetchone()
        return int(number)

    def is_common(self, word: str) -> bool:
        """Whether a word is in more than a quarter of the newest articles, as words without a subject are."""
        row = self.conn.execute(
            "SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?",
            [_match(word), COMMON_SAMPLE // COMMON_SHARE - 1],
        ).fetchone()
        oldest = self.conn.execute(
            "SELECT search_id FROM articles WHERE search_id < ? ORDER BY search_id DESC LIMIT 1 OFFSET ?",
            [2**63 - 1, COMMON_SAMPLE],
        ).fetchone()
        return row is not None and oldest is not None and bool(row[0] > oldest[0])

    def languages(self, word: str, sample: int) -> dict[str, float]:
        """By primary language, its share of the newest articles with a word whose language is known; 0 to 1."""
        rows = self.conn.execute(
            """SELECT a.language, count(*) FROM articles a INDEXED BY articles_values
               WHERE a.language IS NOT NULL AND a.search_id IN
                 (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?)
               GROUP BY +a.language""",
            [_match(word), sample],
        ).fetchall()
        shares: dict[str, float] = {}
        known = sum(articles for _, articles in rows)
        for tag, articles in rows:
            shares[primary(tag)] = shares.get(primary(tag), 0.0) + articles / known
        return shares


class JointVocabulary(Vocabulary):
    """The words of several archives together, for corrections: all of them may read as much as one archive may."""

    def __init__(self, conns: Sequence[sqlite3.Connection]) -> None:
        self._all = [Vocabulary(conn) for conn in conns]

    def has(self, word: str) -> bool:
        """Whether a text of one of the archives has the word."""
        return any(one.has(word) for one in self._all)

    def beginning_with(self, prefix: str, most_rows: int, most_words: int) -> Words:
        """The words that begin with prefix; each archive reads its part of the limits."""
        found: dict[str, int] = {}
        archives = len(self._all)
        some = [one.beginning_with(prefix, most_rows // archives, most_words // archives) for one in self._all]
        for words in some:
            for word, number in words.occurrences.items():
                found[word] = found.get(word, 0) + number
        return Words(found, all(words.is_whole for words in some))

    def count(self, word: str, most: int) -> int:
        """How many articles of all archives have a word; counts no further than most."""
        number = 0
        for one in self._all:
            if number < most:
                number += one.count(word, most - number)
        return number


def newest_with(conn: sqlite3.Connection, word: str, most: int) -> tuple[int, int]:
    """How many of the newest articles with a word were read, at most so many, and the search_id of the oldest of them.

    Of two words that have `most`, the one with the newer oldest article is the more frequent. Without articles: 0, 0.
    """
    number, oldest = conn.execute(
        """SELECT count(*), min(rowid) FROM
             (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?)""",
        [_match(word), most],
    ).fetchone()
    return number, oldest or 0


def vocabulary_form(text: str) -> str | None:
    """text as a word of the vocabulary; None when it is more than one word, or of a script without spaces."""
    if needs_spacing(text):
        return None
    letters = unicodedata.normalize("NFD", searched_form(text).lower())
    word = unicodedata.normalize("NFC", "".join(_without_accents(letters)))
    return word if word and all(unicodedata.category(char)[0] in "LNM" for char in word) else None


def primary(tag: str) -> str:
    """The primary language of a tag: en of en-GB."""
    return tag.split("-")[0].lower()


def _without_accents(letters: str) -> Iterator[str]:
    base = ""
    for char in letters:
        if ord(char) not in _ACCENTS:
            base = char
            yield char
        elif not _is_latin(base):
            # A letter such as й is one of its own there: composed again, it has no mark that could be removed.
            yield char


def _is_latin(char: str) -> bool:
    return char < "\u0250" or "\u1e00" <= char < "\u1f00"


def _match(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
