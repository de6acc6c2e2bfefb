"""Lead pictures in the archive: which are wanted, what is stored, and that nothing is asked for twice."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from newsarchive.archive.articles import pictures
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.pictures import (
    WantedPicture,
    find_picture,
    keep_picture,
    note_problem,
    wanted_pictures,
)
from newsarchive.archive.articles.read import captured_pages
from newsarchive.archive.articles.saving import Capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.errors import CaptureError
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
IMAGE = "https://img.example/{}.jpg"
BYTES = b"\xff\xd8\xff\xe0 harbour"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def put(archive: Archive, number: int, image_url: str | None = "", at: datetime = NOW, more: str = "") -> int:
    url = f"https://post.example/{number}"
    image_url = IMAGE.format(number) if image_url == "" else image_url
    body = f"Report {number} is about the harbour wall and what it will cost the town. {more}" * 4
    article = Article("post", f"Report {number}", body, published=Stamp(date(2026, 11, 20)), image_url=image_url)
    page = Page(url, url, at, 200, (), b"<p>page</p>")
    capture = Capture(pack(page), url)
    saved = save(
        archive, version_of(article, "post", None), outlet=POST, addresses=Addresses(url, url), now=at, capture=capture
    )
    assert saved.article_id is not None
    return saved.article_id


def a_picture(url: str) -> Capture:
    return Capture(pack(Page(url, url, NOW, 200, (("Content-Type", "text/html"),), BYTES)), url)


def keep(archive: Archive, article_id: int, url: str) -> None:
    keep_picture(archive, WantedPicture(article_id, url), a_picture(url), "image/jpeg", NOW)


def wanted(archive: Archive, since: datetime = NOW - WEEK, limit: int = 10) -> list[str]:
    return [one.url for one in islice(wanted_pictures(archive.conn, "post", since), limit)]


def test_pictures_of_new_articles_are_wanted_once(archive: Archive):
    first, second = put(archive, 1), put(archive, 2)
    put(archive, 3, image_url=None)
    put(archive, 4, at=NOW - timedelta(days=8))
    assert sorted(wanted(archive)) == [IMAGE.format(1), IMAGE.format(2)]
    assert len(wanted(archive, limit=1)) == 1
    keep(archive, first, IMAGE.format(1))
    note_problem(archive, WantedPicture(second, IMAGE.format(2)), "HTTP 404: not found", NOW)
    assert wanted(archive) == []
    assert list(wanted_pictures(archive.conn, "another", NOW - WEEK)) == []
    rows = archive.conn.execute("SELECT url, media_type, problem FROM pictures ORDER BY article_id").fetchall()
    assert rows == [(IMAGE.format(1), "image/jpeg", None), (IMAGE.format(2), None, "HTTP 404: not found")]


def test_another_version_may_have_another_picture_a_few_times(archive: Archive):
    article_id = put(archive, 1)
    for number in range(2, 6):
        keep(archive, article_id, archive.conn.execute("SELECT image_url FROM bodies").fetchone()[0])
        archive.conn.execute("UPDATE bodies SET image_url = ?", [IMAGE.format(number)])
        assert wanted(archive) == ([IMAGE.format(number)] if number < 4 else [])
        assert find_picture(archive.conn, article_id) is None


def test_a_picture_that_three_articles_have_is_a_logo(archive: Archive):
    logo = IMAGE.format("logo")
    for number in range(1, 4):
        keep(archive, put(archive, number, logo), logo)
    put(archive, 4, logo)
    put(archive, 5)
    found = list(wanted_pictures(archive.conn, "post", NOW - WEEK))
    assert {one.url: one.is_shared for one in found} == {logo: True, IMAGE.format(5): False}


def test_the_picture_of_an_article_can_be_read_back(archive: Archive):
    article_id = put(archive, 1)
    assert find_picture(archive.conn, article_id) is None
    keep(archive, article_id, IMAGE.format(1))
    found = find_picture(archive.conn, article_id)
    assert found is not None
    assert archive.captures.read(found.ref).body == BYTES
    assert (found.media_type, found.expired_at) == ("image/jpeg", None)
    archive.conn.execute("UPDATE captures SET expired_at = '2026-11-23T00:00:00Z' WHERE url = ?", [IMAGE.format(1)])
    expired = find_picture(archive.conn, article_id)
    assert expired is not None
    assert expired.expired_at is not None


def test_an_export_has_the_picture_behind_the_page(archive: Archive):
    article_id = put(archive, 1)
    keep(archive, article_id, IMAGE.format(1))
    pages = captured_pages(archive.conn, [article_id])
    assert [archive.captures.read(one.ref).final_url for one in pages] == ["https://post.example/1", IMAGE.format(1)]


def test_removal_erases_the_picture_and_verify_finds_all_well(archive: Archive):
    article_id, other = put(archive, 1), put(archive, 2)
    keep(archive, article_id, IMAGE.format(1))
    keep(archive, other, IMAGE.format(2))
    found = find_picture(archive.conn, article_id)
    assert found is not None
    assert remove_article(archive, article_id, "a court order", NOW).captures_erased == 2
    with pytest.raises(CaptureError, match="removed"):
        archive.captures.read(found.ref)
    assert archive.conn.execute("SELECT article_id FROM pictures").fetchall() == [(other,)]
    assert find_picture(archive.conn, article_id) is None
    assert list(verify(archive, NOW)) == []


def test_a_backfill_looks_among_all_articles_and_a_crawl_among_the_newest(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(pictures, "_ARTICLES_AT_ONCE", 2)
    numbers = {put(archive, number): number for number in range(1, 6)}
    # Published on one day, so that the newest article is the last one.
    newest_first = [IMAGE.format(numbers[article_id]) for article_id in sorted(numbers, reverse=True)]
    assert wanted(archive) == newest_first[:2]
    all_wanted = [one.url for one in wanted_pictures(archive.conn, "post", NOW - WEEK, among_all=True)]
    assert all_wanted == newest_first
