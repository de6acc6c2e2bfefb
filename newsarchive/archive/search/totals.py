"""Counts that cost nothing: read from tables that triggers keep, never by walking the articles."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from newsarchive.archive.schema.triggers import COUNTED_TABLES

Dimension = Literal["outlet", "language", "source", "section", "published_on"]

# Views with one row an article.
_LIKE_ARTICLES = ("bodies", "documents", "searchable")
# Counted by walking: a few hundred rows, or one for each run and outlet.
_SMALL_TABLES = ("outlets", "feeds", "crawls", "runs", "removals", "totals", "outlet_days", "url_totals", "row_totals")


@dataclass(frozen=True, slots=True)
class OutletTotal:
    """One outlet of the archive, with how many articles it has and the day of its newest."""

    name: str
    title: str
    country: str | None
    language: str | None
    articles: int
    newest_on: date | None


def count_articles(conn: sqlite3.Connection) -> int:
    """How many articles the archive holds."""
    return _rows(conn).get("articles", 0)


def total_values(conn: sqlite3.Connection, dimension: Dimension, limit: int = -1) -> list[tuple[str, int]]:
    """Values of a column of articles with how many have each, most first; -1 means all of them."""
    return conn.execute(
        "SELECT value, articles FROM totals WHERE dimension = ? ORDER BY articles DESC, value LIMIT ?",
        [dimension, limit],
    ).fetchall()


def articles_per_day(conn: sqlite3.Connection, since: date, until: date, outlet: str | None = None) -> dict[date, int]:
    """How many articles were published on each day from since to until, of one outlet or all.

    Days without articles are left out; articles whose day is unknown are in none.
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
             (SELECT max(published_on) FROM outlet_days d WHERE d.outlet = o.name)
           FROM outlets o LEFT JOIN totals t ON t.dimension = 'outlet' AND t.value = o.name
           ORDER BY 5 DESC, o.title"""
    )
    return [
        OutletTotal(name, title, country, language, articles, date.fromisoformat(newest) if newest else None)
        for name, title, country, language, articles, newest in rows
    ]


def url_totals(conn: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """For each outlet, how many addresses came to each outcome."""
    totals: dict[str, dict[str, int]] = {}
    for outlet, outcome, count in conn.execute(
        "SELECT outlet, outcome, urls FROM url_totals ORDER BY outlet, urls DESC"
    ):
        totals.setdefault(outlet, {})[outcome] = count
    return totals


def table_counts(conn: sqlite3.Connection) -> Mapping[str, int]:
    """How many rows each table and view of the schema has; the search index's own tables are left out."""
    rows = _rows(conn)
    articles = rows.get("articles", 0)
    small = {name: conn.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _SMALL_TABLES}  # noqa: S608
    return {
        **{name: rows.get(name, 0) for name in COUNTED_TABLES},
        **dict.fromkeys(_LIKE_ARTICLES, articles),
        "article_versions": articles + rows.get("revisions", 0),
        **small,
    }


def _rows(conn: sqlite3.Connection) -> dict[str, int]:
    return dict(conn.execute("SELECT table_name, rows FROM row_totals").fetchall())
