"""The part of a large archive that `verify --fast` reads, and what is checked of the file, indexes and totals there.

To read everything takes as long as the disk needs for the whole file. Short runs of articles, spread over the archive,
show damage that is in many places; they are other ones each time.
"""

import random
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.search.version_search import VERSION_ID_STEP

# So many runs of so many articles. An archive that has no more is checked as a whole.
RUNS, ARTICLES_OF_A_RUN = 200, 50
_LAST = 2**63 - 1
# Tables with so few rows are checked as a whole. To find out reads no more rows.
SMALL_TABLE = 10_000
# The values whose totals are counted, among those that so few articles have.
COUNTED_VALUES, FEW_ARTICLES = 50, 2_000
_SUMS = """SELECT (SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = 'outlet')
    = coalesce((SELECT rows FROM row_totals WHERE table_name = 'articles'), 0),
  (SELECT coalesce(sum(urls), 0) FROM url_totals)
    = coalesce((SELECT rows FROM row_totals WHERE table_name = 'urls'), 0),
  (SELECT coalesce(sum(articles), 0) FROM outlet_days)
    = (SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = 'published_on')"""
_SOME_TOTALS = """SELECT dimension, value, articles FROM totals WHERE articles <= ?
  ORDER BY dimension, value LIMIT 1 OFFSET ?"""


@dataclass(frozen=True, slots=True)
class ArchivePart:
    """What is checked: runs of ids of articles, first and last, or everything if runs is None; and all articles."""

    runs: tuple[tuple[int, int], ...] | None = None
    articles: int = 0
    of_articles: int = 0

    def within(self, key: str) -> Iterator[tuple[str, dict[str, int]]]:
        """For each run, a condition that key is one of its ids, with its parameters; without runs, none that limits."""
        if self.runs is None:
            yield "1", {}
            return
        for first, last in self.runs:
            yield f"{key} BETWEEN :first AND :last", {"first": first, "last": last}

    def keys(self, key: str) -> Iterator[tuple[int, int]]:
        """The first and last key of each run, in a table with the key article_id or version_id; else all keys."""
        if self.runs is None:
            yield 1, _LAST
        for first, last in self.runs or ():
            yield (first * VERSION_ID_STEP, (last + 1) * VERSION_ID_STEP - 1) if key == "version_id" else (first, last)


EVERYTHING = ArchivePart()


def choose_part(
    conn: sqlite3.Connection, now: datetime, *, runs: int = RUNS, articles: int = ARTICLES_OF_A_RUN
) -> ArchivePart:
    """Runs of articles at random places of equal parts of the archive, by the time; everything if it is small."""
    stored = count_articles(conn)
    first, last = conn.execute("SELECT min(id), max(id) FROM articles").fetchone()
    if stored <= runs * articles or first is None:
        return EVERYTHING
    chance = random.Random(now.isoformat())  # noqa: S311  # no secret
    found: dict[int, int] = {}
    for number in range(runs):
        begin = first + int((number + chance.random()) * (last - first) / runs)
        ids = [row[0] for row in conn.execute("SELECT id FROM articles WHERE id >= ? LIMIT ?", [begin, articles])]
        if ids:
            found[ids[0]] = ids[-1]
    chosen: list[tuple[int, int]] = []
    for begin, end in sorted(found.items()):
        # Where ids are missing, two runs can meet.
        if not chosen or begin > chosen[-1][1]:
            chosen.append((begin, end))
    counted = "SELECT count(*) FROM articles WHERE id BETWEEN ? AND ?"
    read = sum(conn.execute(counted, run).fetchone()[0] for run in chosen)
    return ArchivePart(tuple(chosen), read, stored)


def small_tables(conn: sqlite3.Connection) -> Iterator[str]:
    """The tables that are checked as a whole."""
    statement = "SELECT name FROM sqlite_master WHERE type = 'table' AND rootpage > 0 ORDER BY name"
    for (name,) in conn.execute(statement).fetchall():
        counted = f"SELECT count(*) FROM (SELECT 1 FROM [{name}] LIMIT {SMALL_TABLE + 1})"  # noqa: S608
        if conn.execute(counted).fetchone()[0] <= SMALL_TABLE:
            yield name


def missing_in_indexes(conn: sqlite3.Connection, part: ArchivePart) -> Iterator[tuple[str, int]]:
    """Each index of articles that does not have the first article of a run, with the id of that article."""
    firsts = [first for first, _ in part.runs or ()]
    for name, statement in conn.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = 'articles' AND sql IS NOT NULL"
    ).fetchall():
        columns = [row[2] for row in conn.execute(f"PRAGMA index_xinfo({name})") if row[5] and row[1] >= 0]
        condition = statement.partition(" WHERE ")[2] or "1"
        same = " AND ".join(f"i.{column} IS a.{column}" for column in columns)
        found = f"""SELECT a.id FROM articles a NOT INDEXED WHERE a.id = ? AND ({condition}) AND NOT EXISTS
          (SELECT 1 FROM (SELECT id, {", ".join(columns)} FROM articles INDEXED BY {name} WHERE {condition}) i
           WHERE {same} AND i.id = a.id)"""  # noqa: S608
        for first in firsts:
            if conn.execute(found, [first]).fetchone():
                yield name, first


def missing_in_search(conn: sqlite3.Connection, part: ArchivePart) -> Iterator[int]:
    """The articles of the part that the full-text index does not know; of each run, one is also searched for."""
    for first, last in part.runs or ():
        yield from (
            row[0]
            for row in conn.execute(
                """SELECT id FROM articles WHERE id BETWEEN ? AND ?
                   AND search_id NOT IN (SELECT id FROM articles_fts_docsize)""",
                [first, last],
            )
        )
        row = conn.execute("SELECT search_id, headline FROM searchable WHERE article_id = ?", [first]).fetchone()
        if row is None or not any(map(str.isalnum, row[1])):
            continue
        quoted = row[1].replace("\0", " ").replace('"', '""')
        searched = "SELECT 1 FROM articles_fts WHERE articles_fts MATCH ? AND rowid = ?"
        if conn.execute(searched, [f'headline : "{quoted}"', row[0]]).fetchone() is None:
            yield first


def are_totals_right(conn: sqlite3.Connection, now: datetime) -> bool:
    """Whether the totals agree with each other, and some of them with the number of rows."""
    if not all(conn.execute(_SUMS).fetchone()):
        return False
    (values,) = conn.execute("SELECT count(*) FROM totals WHERE articles <= ?", [FEW_ARTICLES]).fetchone()
    chance = random.Random(now.isoformat())  # noqa: S311  # no secret
    for place in sorted(chance.sample(range(values), min(values, COUNTED_VALUES))):
        column, value, articles = conn.execute(_SOME_TOTALS, [FEW_ARTICLES, place]).fetchone()
        counted = f"SELECT count(*) FROM articles WHERE {column} = ?"  # noqa: S608
        if conn.execute(counted, [value]).fetchone()[0] != articles:
            return False
    return True
