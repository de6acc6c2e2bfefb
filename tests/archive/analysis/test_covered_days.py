"""Which days the archive knows something of: by articles, by crawls, and not by backfills."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.analysis.covered_days import covered_days
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAYS = [date(2026, 11, day) for day in range(1, 21)]


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        outlets = [Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC") for name in ("post", "times")]
        register_outlets(archive, outlets)
        yield archive


def ran(archive: Archive, command: str, outlet: str, at: datetime) -> None:
    crawl_id = runs.begin_crawl(archive, command, at)
    runs.begin_run(archive, crawl_id, outlet, at)


def test_without_crawls_only_days_with_articles_are_covered(archive):
    assert covered_days(archive.conn, None, DAYS, {DAYS[3], date(2020, 1, 1)}) == {DAYS[3]}


def test_a_day_with_a_crawl_is_covered_and_one_with_a_backfill_is_not(archive):
    ran(archive, "newsarchive crawl --all", "post", NOW)
    ran(archive, "newsarchive crawl --all", "post", NOW - timedelta(days=5))
    ran(archive, "newsarchive backfill post", "post", NOW - timedelta(days=3))
    assert covered_days(archive.conn, None, DAYS, ()) == {DAYS[14], DAYS[19]}
    assert covered_days(archive.conn, ["post"], DAYS, {DAYS[0]}) == {DAYS[0], DAYS[14], DAYS[19]}
    assert covered_days(archive.conn, ["times"], DAYS, ()) == set()


def test_daily_numbers_count_where_runs_are_missing(archive):
    row = dict.fromkeys(
        ("requests", "bytes", "new_urls", "articles", "older_articles", "revised", "same", "errors", "with_byline"), 0
    )
    row |= dict.fromkeys(("with_time", "with_section", "with_full_text", "answers"), 0)
    table = archive.db.table("health_days")
    table.insert({**row, "outlet": "post", "day": DAYS[1].isoformat(), "runs": 24})
    table.insert({**row, "outlet": "post", "day": DAYS[2].isoformat(), "runs": 0})
    assert covered_days(archive.conn, ["post", "times"], DAYS, ()) == {DAYS[1]}


def test_days_whose_articles_were_moved_are_gaps(archive):
    for day in (DAYS[2], DAYS[6]):
        ran(archive, "newsarchive crawl --all", "post", datetime.combine(day, NOW.time(), UTC))
    row = {"direction": "into", "file": "old.db", "before_day": DAYS[6].isoformat(), "began_at": ""}
    archive.db.table("splits").insert_all([{**row, "key": "1", "phase": "copying"}])
    assert covered_days(archive.conn, None, DAYS, ()) == {DAYS[2], DAYS[6]}
    archive.db.table("splits").insert_all([{**row, "key": "2", "phase": "erasing"}])
    assert covered_days(archive.conn, None, DAYS, {DAYS[1]}) == {DAYS[1], DAYS[6]}
