"""When versions were captured: each version's own page, and none where there was none."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.captured.capture_times import capture_times
from newsarchive.archive.articles.every_version import read_every_version
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page

NOW = datetime(2026, 11, 22, 12, 3, 5, tzinfo=UTC)
URL = "https://post.example/1"
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def put(archive: Archive, body: str, at: datetime, *, is_captured: bool = True) -> int:
    """The id of the article, which was fetched at that time and stored half a minute later."""
    capture = Capture(pack(Page(URL, URL, at, 200, (), body.encode())), URL) if is_captured else None
    version = version_of(Article("post", "Bridge opens", body, url=URL), "post", "1")
    stored_at = at + timedelta(seconds=30)
    saved = save(archive, version, outlet=POST, addresses=Addresses(URL, URL), now=stored_at, capture=capture)
    assert saved.article_id is not None
    return saved.article_id


def test_each_version_has_the_time_of_its_own_page(archive):
    first, second = "The bridge opens in May. " * 20, "The bridge opens in June. " * 20
    later = NOW + timedelta(hours=5)
    article_id = put(archive, first, NOW)
    put(archive, second, later)
    every = read_every_version(archive.conn, article_id)
    assert [(one.number, every.captured_at(one.number), one.body) for one in every.versions] == [
        (1, NOW, first.strip()),
        (2, later, second.strip()),
    ]
    assert capture_times(archive.conn, [article_id]) == {(article_id, 2): later}


def test_an_article_without_a_page_has_no_time_of_capture(archive):
    article_id = put(archive, "The bridge opens in May. " * 20, NOW, is_captured=False)
    every = read_every_version(archive.conn, article_id)
    (version,) = every.versions
    assert (every.captured_at(1), version.seen_at) == (None, NOW + timedelta(seconds=30))
    assert capture_times(archive.conn, [article_id]) == {}


def test_the_time_stays_when_the_record_was_deleted(archive):
    article_id = put(archive, "The bridge opens in May. " * 20, NOW)
    with archive.transaction():
        archive.conn.execute("UPDATE captures SET expired_at = '2026-12-01T00:00:00Z'")
    assert capture_times(archive.conn, [article_id]) == {(article_id, 1): NOW}
    assert read_every_version(archive.conn, article_id).captured_at(1) == NOW


def test_an_unknown_article_has_no_versions(archive):
    assert read_every_version(archive.conn, 99) is None
    assert capture_times(archive.conn, [99]) == {}
