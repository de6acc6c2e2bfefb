"""What the pages about health show of all outlets: articles by day of the crawl, and the last crawl."""

import sqlite3
from dataclasses import dataclass, field
from datetime import date, datetime

from newsarchive.archive.times import time_at, time_or_none


@dataclass(frozen=True, slots=True)
class OutletCoverage:
    """The articles that crawls stored for one outlet, by day (UTC) of the crawl; days without a crawl are absent."""

    name: str
    title: str
    country: str | None
    articles: dict[date, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CrawlState:
    """The last crawl: when it began and ended, and its outcome; both of the latter are None while it runs."""

    began_at: datetime
    ended_at: datetime | None
    outcome: str | None
    problem: str | None


def coverage(conn: sqlite3.Connection, since: date) -> list[OutletCoverage]:
    """Every outlet that was crawled since that day, by title."""
    found: dict[str, OutletCoverage] = {}
    rows = conn.execute(
        """SELECT d.outlet, o.title, o.country, d.day, d.articles
           FROM outlets o JOIN health_days d ON d.outlet = o.name WHERE d.day >= ? AND d.runs > 0""",
        [since.isoformat()],
    )
    for name, title, country, day, articles in map(tuple, rows):
        one = found.setdefault(name, OutletCoverage(name, title, country))
        one.articles[date.fromisoformat(day)] = articles
    return sorted(found.values(), key=lambda one: (one.title.casefold(), one.name))


def last_crawl(conn: sqlite3.Connection) -> CrawlState | None:
    """The newest crawl; None if there was none."""
    row = conn.execute("SELECT began_at, ended_at, outcome, problem FROM crawls ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    began_at, ended_at, outcome, problem = row
    return CrawlState(time_at(began_at), time_or_none(ended_at), outcome, problem)
