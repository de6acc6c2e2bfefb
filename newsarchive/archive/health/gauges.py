"""The numbers of the whole archive and of each outlet that a monitoring system reads, fast at any size."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from newsarchive.archive.alerts.alert_rows import open_alerts
from newsarchive.archive.health.coverage import CrawlState, last_crawl
from newsarchive.archive.times import time_at


@dataclass(frozen=True, slots=True)
class ArchiveGauges:
    """Articles and the time of the newest sight of one by outlet, addresses by outcome, findings by kind, and sizes.

    articles_today are those that the crawls of the day stored. sizes are in bytes: archive, captures, free; empty
    before the first crawl.
    """

    articles: dict[str, int]
    articles_today: dict[str, int]
    last_seen: dict[str, datetime]
    addresses: dict[str, int]
    findings: dict[str, int]
    crawl: CrawlState | None
    sizes: dict[str, int] = field(default_factory=dict)


def archive_gauges(conn: sqlite3.Connection, now: datetime) -> ArchiveGauges:
    """All gauges; none of the statements reads all articles."""
    findings: dict[str, int] = {}
    for alert in open_alerts(conn):
        kind = alert.finding.kind.value
        findings[kind] = findings.get(kind, 0) + 1
    today = now.date().isoformat()
    sizes = conn.execute(
        "SELECT archive_bytes, captures_bytes, free_bytes FROM disk_days ORDER BY day DESC LIMIT 1"
    ).fetchone()
    return ArchiveGauges(
        articles=_pairs(conn.execute("SELECT value, articles FROM totals WHERE dimension = 'outlet' ORDER BY value")),
        articles_today=_pairs(
            conn.execute(
                "SELECT name, coalesce((SELECT articles FROM health_days WHERE outlet = name AND day = ?), 0) "
                "FROM outlets ORDER BY name",
                [today],
            )
        ),
        last_seen={
            name: time_at(seen_at)
            for name, seen_at in _pairs(
                conn.execute("SELECT name, (SELECT max(first_seen_at) FROM articles WHERE outlet = name) FROM outlets")
            ).items()
            if seen_at
        },
        addresses=_pairs(
            conn.execute("SELECT outcome, sum(urls) FROM url_totals GROUP BY outcome HAVING sum(urls) > 0 ORDER BY 1")
        ),
        findings=findings,
        crawl=last_crawl(conn),
        sizes=dict(zip(("archive", "captures", "free"), sizes, strict=True)) if sizes else {},
    )


def _pairs(rows: Iterable[Any]) -> dict[str, Any]:
    return dict(map(tuple, rows))
