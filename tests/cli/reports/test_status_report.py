"""One screen about an archive, for people and for programs."""

import json
from datetime import UTC, datetime
from pathlib import Path

from newsarchive.alerts.changes import OpenAlert
from newsarchive.archive.health.overview import ArchiveOverview, CrawlSummary, DueWork
from newsarchive.archive.lock import LockHolder
from newsarchive.archive.watches.watch_rows import Watch
from newsarchive.cli.reports.status_report import ShownStatus, status_lines, status_row
from newsarchive.cli.schedule.next_runs import NextCrawl
from newsarchive.health.disk import DiskForecast
from newsarchive.records import Finding, FindingKind

NOW = datetime(2026, 11, 29, 12, 7, tzinfo=UTC)
ALERT = OpenAlert(1, Finding("orf", FindingKind.REFUSED, "", NOW, "6 of 6 refused", "check it"), NOW, NOW, None, None)
FULL = ShownStatus(
    Path("/srv/news/archive.db"),
    ArchiveOverview(
        articles=1_000_000,
        outlets=1,
        newest_seen_at=NOW,
        crawls=(
            CrawlSummary(NOW, None, None, None, 300, 0, 12, 1),
            CrawlSummary(NOW, NOW, "failed", "no disk", 1, 1, 0, 0),
        ),
        due=DueWork(1_204, 100_000, 3, 640),
        alerts=(ALERT,) * 8,
        waiting_messages=2,
        disk=DiskForecast(10**9, 10**10, None, None),
    ),
    LockHolder(4711, "newsarchive crawl --all"),
    [NextCrawl(NOW, "crontab")],
    [Watch(1, "harbour", "harbour", "{}", NOW, 0, NOW, hits=12, found_at=NOW)],
)


def test_everything_is_on_one_screen():
    assert list(status_lines(FULL)) == [
        "archive     /srv/news/archive.db",
        "            1,000,000 articles of 1 outlet; newest 2026-11-29 12:07 UTC",
        "disk        1.0 GB used, 10.0 GB free; a forecast needs a week of crawls",
        "writer      process 4711 is writing: newsarchive crawl --all",
        "crawls      2026-11-29 12:07 UTC  running      300 outlets; 12 new, 1 revised",
        "            2026-11-29 12:07 UTC  failed       1 outlet, 1 failed; 0 new, 0 revised; no disk",
        "next crawl  2026-11-29 12:07 UTC (crontab)",
        "due         1,204 addresses to fetch, more than 100,000 articles to check again, 3 of 640 feeds to ask",
        "alerts      orf: refused since 2026-11-29 12:07 UTC: 6 of 6 refused",
        *["            orf: refused since 2026-11-29 12:07 UTC: 6 of 6 refused"] * 5,
        "            and 2 more",
        "            `newsarchive health` says what to do",
        "messages    2 not sent yet; `newsarchive alerts` says why",
        "watches     harbour: 12 found, last 2026-11-29 12:07 UTC",
    ]


def test_programs_get_times_in_utc():
    row = json.loads(json.dumps(status_row(FULL)))
    assert row["crawls"][0]["began_at"] == row["next_crawls"][0]["at"] == "2026-11-29T12:07:00Z"
    assert row["alerts"][0]["since"] == "2026-11-29T12:07:00Z"
    assert (row["alerts"][0]["kind"], row["writer"]["pid"]) == ("refused", 4711)
