"""Everything about an archive on one screen, for `newsarchive status`: fast at any size.

Findings are those that the last crawl reported, because judging all outlets again loads a year of their days.
"""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.current import disk_forecast
from newsarchive.archive.queue.queued_urls import pending_counts
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import format_utc
from newsarchive.health.disk import DiskForecast

CRAWLS = 3
# Articles that are due to be checked again are counted up to this.
MOST_RECHECKS = 100_000


@dataclass(frozen=True, slots=True)
class CrawlSummary:
    """One crawl: its outlets, how many of them failed, and what it stored. outcome is None while it runs."""

    began_at: datetime
    ended_at: datetime | None
    outcome: str | None
    problem: str | None
    outlets: int
    failed: int
    new_articles: int
    revised: int


@dataclass(frozen=True, slots=True)
class DueWork:
    """What a crawl of all outlets would do now. rechecks is at most MOST_RECHECKS."""

    pending: int
    rechecks: int
    feeds_due: int
    feeds: int


@dataclass(frozen=True, slots=True)
class ArchiveOverview:
    """The state of an archive. newest_seen_at is when an article was first seen last; None before the first one."""

    articles: int
    outlets: int
    newest_seen_at: datetime | None
    crawls: tuple[CrawlSummary, ...]
    due: DueWork
    alerts: tuple[OpenAlert, ...]
    waiting_messages: int
    disk: DiskForecast


def archive_overview(conn: sqlite3.Connection, path: Path, now: datetime, min_free_gb: float) -> ArchiveOverview:
    """The overview of the archive at path; none of the statements reads all articles or all addresses.

    Raises:
        ArchiveError: the size of a file cannot be read.
    """
    with_articles = "SELECT count(*) FROM totals WHERE dimension = 'outlet' AND articles > 0"
    # By outlet, because that is what the index begins with.
    newest = "SELECT max((SELECT max(first_seen_at) FROM articles WHERE outlet = name)) FROM outlets"
    waiting = """SELECT count(DISTINCT message_id) FROM alert_deliveries
                 WHERE sent_at IS NULL AND dropped_at IS NULL"""
    return ArchiveOverview(
        articles=count_articles(conn),
        outlets=_number(conn, with_articles),
        newest_seen_at=time_or_none(conn.execute(newest).fetchone()[0]),
        crawls=tuple(latest_crawls(conn)),
        due=due_work(conn, now),
        alerts=tuple(open_alerts(conn)),
        waiting_messages=_number(conn, waiting),
        disk=disk_forecast(conn, path, now, min_free_gb),
    )


def latest_crawls(conn: sqlite3.Connection, limit: int = CRAWLS) -> list[CrawlSummary]:
    """The latest crawls, newest first."""
    rows = conn.execute(
        """SELECT c.began_at, c.ended_at, c.outcome, c.problem, count(r.id), coalesce(sum(r.outcome = 'failed'), 0),
             coalesce(sum(r.new), 0), coalesce(sum(r.revised), 0)
           FROM (SELECT * FROM crawls ORDER BY id DESC LIMIT ?) c LEFT JOIN runs r ON r.crawl_id = c.id
           GROUP BY c.id ORDER BY c.id DESC""",
        [limit],
    )
    return [
        CrawlSummary(time_at(began_at), time_or_none(ended_at), *rest) for began_at, ended_at, *rest in map(tuple, rows)
    ]


def due_work(conn: sqlite3.Connection, now: datetime) -> DueWork:
    """What is due now."""
    moment = {"now": format_utc(now), "limit": MOST_RECHECKS}
    return DueWork(
        pending=sum(pending_counts(conn).values()),
        rechecks=_number(conn, _RECHECKS, moment),
        feeds_due=_number(conn, _FEEDS_DUE, moment),
        feeds=_number(conn, "SELECT count(*) FROM feeds"),
    )


# CROSS JOIN, so that SQLite goes through the outlets and takes from each what the index articles_recheck begins with.
_RECHECKS = """SELECT count(*) FROM (SELECT 1 FROM outlets o CROSS JOIN articles a
  ON a.outlet = o.name AND a.recheck_at <= :now LIMIT :limit)"""
_FEEDS_DUE = "SELECT count(*) FROM feeds WHERE coalesce(due_at, '') <= :now AND coalesce(poll_at, '') <= :now"


def _number(conn: sqlite3.Connection, statement: str, values: dict[str, object] | None = None) -> int:
    return int(conn.execute(statement, values or {}).fetchone()[0])
