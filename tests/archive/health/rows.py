"""Runs and articles of an invented archive, as crawls leave them."""

from datetime import datetime, timedelta
from typing import Any

from newsarchive.archive import runs
from newsarchive.archive.database import Archive
from newsarchive.dates import format_utc
from newsarchive.records import RunCounts


def add_run(
    archive: Archive, at: datetime, counts: RunCounts | None = None, outlet: str = "post", command: str = "crawl"
) -> int:
    """The id of a run that ended after ten minutes."""
    crawl_id = runs.begin_crawl(archive, f"newsarchive {command}", at)
    run_id = runs.begin_run(archive, crawl_id, outlet, at)
    runs.end_run(archive, run_id, "finished", counts or RunCounts(), at + timedelta(minutes=10))
    return run_id


def add_article(archive: Archive, number: int, seen_at: datetime, **columns: Any) -> None:
    """An article that was stored at that time, with a body of 100 characters unless columns say otherwise."""
    body = columns.pop("body", "x" * 100)
    article = {
        "id": number,
        "search_id": number,
        "outlet": "post",
        "headline": f"Report {number}",
        "word_count": 4,
        "first_seen_at": format_utc(seen_at),
        **columns,
    }
    with archive.transaction():
        archive.db.table("articles").insert(article)
        archive.db.table("bodies").insert({"article_id": number, "body": body})
