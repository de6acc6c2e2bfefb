"""The sample archive with daily numbers, findings, feeds and runs, for the pages about health."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from newsarchive.alerts.changes import AlertChanges
from newsarchive.archive.alerts.alert_rows import store_changes
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.feed_states import save_feed_state
from newsarchive.archive.runs import begin_crawl, begin_run, end_crawl, end_run
from newsarchive.records import FeedState, Finding, FindingKind, RunCounts
from tests.web.sample_archive import HOSTILE, NOW, POST, SCRIPT, SHIMPO, build_archive

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
# Two days on which no crawl ran.
WITHOUT_CRAWL = (20, 21)


def build_health_archive(path: Path) -> None:
    """Fills the file at path: the Post is fine, the Shimpo silent, the hostile outlet's feed gone."""
    build_archive(path)
    with Archive.open(path, write=True) as archive:
        for ago in range(60):
            if ago not in WITHOUT_CRAWL:
                add_day(archive, POST.name, ago, articles=10, with_byline=10 if ago >= 30 else 4)
                add_day(archive, SHIMPO.name, ago, articles=0 if ago < 5 else 3, with_byline=0)
        crawl_id = begin_crawl(archive, "newsarchive crawl --all", NOW - HOUR)
        run_id = begin_run(archive, crawl_id, POST.name, NOW - HOUR)
        counts = RunCounts(requests=9, seen=30, new_articles=4, revised=1, refused={"blocked": 2})
        end_run(archive, run_id, "finished", counts, NOW - HOUR / 2, f"{SCRIPT}: HTTP 503")
        end_crawl(archive, crawl_id, "finished", NOW - HOUR / 2)
        save_feed_state(
            archive, FeedState("https://post.example/rss", POST.name, "feed", polled_at=NOW, newest_item_at=NOW - HOUR)
        )
        save_feed_state(
            archive,
            FeedState(
                "javascript:alert(1)", POST.name, "feed", polled_at=NOW, failures=3, problem="HTTP 404: not found"
            ),
        )
        store_changes(archive, AlertChanges(begun=tuple(findings())), NOW)


def findings() -> list[Finding]:
    """One finding of three kinds."""
    advice = "run `newsarchive check mimori_shimpo`: it reads the feeds"
    return [
        Finding(HOSTILE.name, FindingKind.FEED, SCRIPT, NOW - 2 * DAY, f"{SCRIPT} answers 404", advice),
        Finding(SHIMPO.name, FindingKind.SILENT, "", NOW - 5 * DAY, "no new article since 15 Nov 2026", advice),
        Finding(None, FindingKind.DISK, "", NOW - DAY, "12.1 GB used; full in 21 days at this rate", "make room"),
    ]


def add_day(archive: Archive, outlet: str, ago: int, articles: int, with_byline: int) -> None:
    """One row of health_days, so many days before NOW."""
    day = (NOW - ago * DAY).date().isoformat()
    row: dict[str, Any] = {
        "outlet": outlet,
        "day": day,
        "runs": 24,
        "last_run_at": f"{day}T11:00:00Z",
        "articles": articles,
        "with_byline": with_byline,
        "with_time": articles,
        "with_full_text": articles,
        "median_chars": 2500 if articles else None,
        "refused": json.dumps({"blocked": 2}),
    }
    zeros = ("requests", "bytes", "new_urls", "older_articles", "revised", "same", "errors", "with_section", "answers")
    archive.db.table("health_days").insert({**dict.fromkeys(zeros, 0), **row})
