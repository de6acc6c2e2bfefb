"""The articles of each outlet by day of the crawl, and the last crawl."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.health.coverage import CrawlState, coverage, last_crawl
from newsarchive.archive.runs import begin_crawl, end_crawl
from tests.web.health_archive import add_day
from tests.web.sample_archive import NOW, POST, build_archive


def test_coverage_has_the_days_with_a_crawl(tmp_path: Path):
    build_archive(tmp_path / "archive.db")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        assert coverage(archive.conn, date.min) == []
        for ago, articles in ((0, 3), (1, 0), (40, 9)):
            add_day(archive, POST.name, ago, articles=articles, with_byline=0)
        (post,) = coverage(archive.conn, (NOW - timedelta(days=30)).date())
    assert (post.name, post.title, post.country) == ("rivertown_post", "Rivertown Post", "gb")
    assert post.articles == {date(2026, 11, 20): 3, date(2026, 11, 19): 0}


def test_the_last_crawl_is_the_newest(tmp_path: Path):
    began = datetime(2026, 11, 20, 8, tzinfo=UTC)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        assert last_crawl(archive.conn) is None
        first = begin_crawl(archive, "newsarchive crawl --all", began)
        end_crawl(archive, first, "finished", began)
        begin_crawl(archive, "newsarchive crawl --all", began + timedelta(hours=1))
        assert last_crawl(archive.conn) == CrawlState(began + timedelta(hours=1), None, None, None)
