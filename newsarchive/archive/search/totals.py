"""Figures about the whole archive that are fast at any size: counts from the tables that triggers keep up to date.

None of them reads all articles.
"""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

from newsarchive.archive.schema.triggers import COUNTED_TABLES
from newsarchive.archive.search.outlets.known_outlets import stored_tags
from newsarchive.records import OutletKind

# The columns of articles whose values are counted.
Dimension = Literal["outlet", "language", "source", "section", "published_on"]

# Tables and views with one row for each article.
_LIKE_ARTICLES = ("bodies", "documents", "searchable")
# Small enough to count their rows: a few hundred, or one for each run and outlet.
_SMALL_TABLES = (
    *("outlets", "feeds", "crawls", "runs", "removals", "totals", "outlet_days", "url_totals", "row_totals"),
    *("splits", "split_files", "pictures"),
)
_MOVED = "SELECT coalesce(sum(articles), 0) FROM splits WHERE direction = 'into'"
# How many of an outlet's newest texts say how long its texts are; fewer than the minimum say nothing.
_NEWEST_TEXTS = 100
MIN_ARTICLES_FOR_LENGTH = 20


@dataclass(frozen=True, slots=True)
class OutletTotal:
    """One outlet of the archive, the number of its articles and the day of the newest one, and its other facts."""

    name: str
    title: str
    country: str | None
    language: str | None
    articles: int
    newest_on: date | None
    home: str | None = None
    kind: OutletKind | None = None
    owner: str | None = None
    tags: tuple[str, ...] = ()


def count_articles(conn: sqlite3.Connection) -> int:
    """How many articles the archive holds."""
    row = conn.execute("SELECT rows FROM row_totals WHERE table_name = 'articles'").fetchone()
    return int(row[0]) if row else 0


def total_values(conn: sqlite3.Connection, dimension: Dimension, limit: int = -1) -> list[tuple[str, int]]:
    """Values of a column of articles and how many articles have each, most first; limit -1 gives all values."""
    return conn.execute(
        "SELECT value, articles FROM totals WHERE dimension = ? ORDER BY articles DESC, value LIMIT ?",
        [dimension, limit],
    ).fetchall()


def articles_per_day(conn: sqlite3.Connection, since: date, until: date, outlet: str | None = None) -> dict[date, int]:
    """How many articles were published on each day from since to until, of one outlet or all.

    Days without articles are left out, and so are articles without a day.
    """
    days = [since.isoformat(), until.isoformat()]
    if outlet is None:
        rows = conn.execute(
            "SELECT value, articles FROM totals WHERE dimension = 'published_on' AND value BETWEEN ? AND ?", days
        )
    else:
        rows = conn.execute(
            "SELECT published_on, articles FROM outlet_days WHERE outlet = ? AND published_on BETWEEN ? AND ?",
            [outlet, *days],
        )
    return {date.fromisoformat(day): count for day, count in rows}


def outlet_totals(conn: sqlite3.Connection) -> list[OutletTotal]:
    """Every outlet the archive knows, most articles first."""
    rows = conn.execute(
        """SELECT o.name, o.title, o.country, o.language, coalesce(t.articles, 0),
             (SELECT max(published_on) FROM outlet_days d WHERE d.outlet = o.name), o.home, o.kind, o.owner, o.tags
           FROM outlets o LEFT JOIN totals t ON t.dimension = 'outlet' AND t.value = o.name
           ORDER BY 5 DESC, o.title"""
    )
    return [
        OutletTotal(
            *(name, title, country, language, articles, date.fromisoformat(newest) if newest else None),
            *(home, kind, owner, stored_tags(tags)),
        )
        for name, title, country, language, articles, newest, home, kind, owner, tags in rows
    ]


def outlet_titles(conn: sqlite3.Connection) -> dict[str, str]:
    """The titles of all outlets that the archive knows, by name."""
    return {row[0]: row[1] for row in conn.execute("SELECT name, title FROM outlets")}


def url_totals(conn: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """By outlet, how many addresses have each outcome."""
    totals: dict[str, dict[str, int]] = {}
    for outlet, outcome, count in conn.execute(
        "SELECT outlet, outcome, urls FROM url_totals ORDER BY outlet, urls DESC"
    ):
        totals.setdefault(outlet, {})[outcome] = count
    return totals


def table_counts(conn: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table and view of the schema has, without the tables of the search indexes."""
    rows = _rows(conn)
    articles = rows.get("articles", 0)
    small = {name: conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _SMALL_TABLES}  # noqa: S608
    return {
        **{name: rows.get(name, 0) for name in COUNTED_TABLES},
        **dict.fromkeys(_LIKE_ARTICLES, articles),
        "article_versions": articles + rows.get("revisions", 0),
        "moved_articles": conn.execute(_MOVED).fetchone()[0],
        **small,
    }


def typical_length(conn: sqlite3.Connection, outlet: str) -> int | None:
    """The median length, in characters, of an outlet's newest texts; None when it has fewer than 20 articles."""
    rows = conn.execute(
        """SELECT length(b.body) FROM articles a JOIN bodies b ON b.article_id = a.id
           WHERE a.outlet = ? ORDER BY a.search_id DESC LIMIT ?""",
        [outlet, _NEWEST_TEXTS],
    ).fetchall()
    return int(median(row[0] for row in rows)) if len(rows) >= MIN_ARTICLES_FOR_LENGTH else None


def share_of_full_texts(conn: sqlite3.Connection, outlet: str) -> float | None:
    """The share of complete texts among an outlet's newest, the rest being stubs; None as typical_length."""
    rows = conn.execute(
        "SELECT completeness FROM articles WHERE outlet = ? ORDER BY search_id DESC LIMIT ?", [outlet, _NEWEST_TEXTS]
    ).fetchall()
    return sum(row[0] == "full" for row in rows) / len(rows) if len(rows) >= MIN_ARTICLES_FOR_LENGTH else None


def _rows(conn: sqlite3.Connection) -> dict[str, int]:
    return dict(conn.execute("SELECT table_name, rows FROM row_totals").fetchall())
