"""The numbers for monitoring. Their values in a full archive are tested in tests/web/pages/test_metrics.py."""

from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.health.disk_days import record_disk
from newsarchive.archive.health.gauges import archive_gauges
from tests.web.sample_archive import NOW, build_archive

LATER = datetime(2026, 12, 1, tzinfo=UTC)


def test_an_empty_archive_has_no_numbers(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        gauges = archive_gauges(archive.conn, NOW)
    assert (gauges.articles, gauges.findings, gauges.crawl, gauges.sizes) == ({}, {}, None, {})


def test_numbers_come_from_totals_and_indexes(tmp_path: Path):
    build_archive(tmp_path / "archive.db")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        record_disk(archive, NOW)
        statements: list[str] = []
        archive.conn.set_trace_callback(statements.append)
        gauges = archive_gauges(archive.conn, LATER)
        archive.conn.set_trace_callback(None)
        plans = [archive.conn.execute(f"EXPLAIN QUERY PLAN {one}").fetchall() for one in statements]
    assert gauges.articles["rivertown_post"] == 67
    assert gauges.articles_today["rivertown_post"] == 0
    assert gauges.last_seen["rivertown_post"] <= NOW
    assert gauges.sizes["archive"] > 0
    assert not any("SCAN articles" in step[3] for plan in plans for step in plan)
