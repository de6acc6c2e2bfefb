"""One screen about an archive: right, and without reading all articles."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.health import overview as module
from newsarchive.archive.health.overview import archive_overview
from newsarchive.archive.queue.url_states import add_url
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def test_crawls_and_due_work_are_counted(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [Outlet("orf", "ORF", "https://orf.example/", "de", "Europe/Vienna")])
        add_url(archive, "orf", "https://orf.example/1", NOW)
        for hours, outcome in ((3, "finished"), (2, "failed")):
            began = NOW - timedelta(hours=hours)
            crawl = runs.begin_crawl(archive, "newsarchive crawl", began)
            run = runs.begin_run(archive, crawl, "orf", began)
            runs.end_run(archive, run, outcome, RunCounts(new_articles=hours, revised=1), NOW)
            runs.end_crawl(archive, crawl, outcome, NOW)
        runs.begin_crawl(archive, "newsarchive crawl", NOW)
        shown = archive_overview(archive.conn, archive.path, NOW, 0)
    assert (shown.articles, shown.outlets, shown.newest_seen_at) == (0, 0, None)
    assert [(one.outcome, one.outlets, one.failed, one.new_articles) for one in shown.crawls] == [
        (None, 0, 0, 0),
        ("failed", 1, 1, 2),
        ("finished", 1, 0, 3),
    ]
    assert (shown.due.pending, shown.due.rechecks, shown.due.feeds) == (1, 0, 0)
    assert (shown.alerts, shown.waiting_messages) == ((), 0)


@pytest.mark.parametrize(
    ("statement", "index"),
    [
        (module._RECHECKS, "articles_recheck"),
        (
            "SELECT max((SELECT max(first_seen_at) FROM articles WHERE outlet = name)) FROM outlets",
            "articles_first_seen",
        ),
    ],
)
def test_articles_are_only_looked_up_in_an_index(tmp_path: Path, statement: str, index: str):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        plan = archive.conn.execute(f"EXPLAIN QUERY PLAN {statement}", {"now": "", "limit": 1}).fetchall()
    (line,) = [row[3] for row in plan if row[3].startswith(("SEARCH a", "SCAN a"))]
    assert line.startswith("SEARCH")
    assert f"COVERING INDEX {index}" in line
