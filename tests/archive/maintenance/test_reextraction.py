"""Which captured pages an older reading version has read, and how new readings are stored."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, record_capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import reextraction
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.queue import url_states
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Sighting, Stamp, Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=40)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
BODY = "The harbour opened again on Monday, and crowds stood on the quay. " * 5
OLD, TODAY = "1+rules", "2+rules"


def url(number: int) -> str:
    return f"https://post.example/news/{number}"


def a_capture(number: int) -> Capture:
    return Capture(pack(Page(url(number), url(number), NOW, 200, (), b"<p>The harbour</p>")), url(number))


def a_version(number: int, read_by: str | None = OLD, body: str = BODY):
    stamp = Stamp(date(2026, 11, number))
    return version_of(Article("post", f"Harbour {number} opens", body, published=stamp), "post", read_by)


@pytest.fixture
def archive(tmp_path: Path):
    """Three articles with a page, a document without one, and a page that was too short."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        saving.register_outlets(opened, [POST])
        for number in (1, 2, 3):
            addresses = Addresses(url(number), url(number))
            save(opened, a_version(number), outlet=POST, addresses=addresses, now=NOW, capture=a_capture(number))
        save(opened, a_version(9, None), outlet=POST, addresses=Addresses(), now=NOW)
        url_states.add_sightings(opened, "post", [Sighting(url(4), "https://post.example/rss", "feed")], NOW)
        record_capture(opened, a_capture(4))
        url_states.record_outcome(opened, url(4), Outcome.TOO_SHORT, "9 words", NOW)
        yield opened


def listed(archive: Archive, read_by: str = TODAY, since: date | None = None):
    return list(reextraction.article_pages(archive.conn, "post", read_by, since))


def test_pages_read_by_another_version_are_listed_newest_first(archive: Archive):
    assert [page.article_id for page in listed(archive)] == [3, 2, 1]
    assert reextraction.count_articles(archive.conn, "post", TODAY, None) == 3
    assert listed(archive, OLD) == []
    assert [page.article_id for page in listed(archive, since=date(2026, 11, 2))] == [3, 2]
    assert reextraction.outlets_with_captures(archive.conn) == ["post"]


def test_a_page_whose_record_was_deleted_is_listed_without_it(archive: Archive):
    with archive.transaction():
        archive.conn.execute("UPDATE captures SET expired_at = '2026-11-23T00:00:00Z' WHERE id = 2")
    assert [page.capture is None for page in listed(archive)] == [False, True, False]


def test_a_marked_page_is_not_listed_again_unless_its_article_changed_meanwhile(archive: Archive):
    pages = listed(archive)
    with archive.transaction():
        archive.conn.execute("UPDATE articles SET revision = 2 WHERE id = 2")
    reextraction.mark_read(archive, pages, TODAY)
    assert [page.article_id for page in listed(archive)] == [2]


@pytest.mark.parametrize(
    ("body", "is_different"),
    [pytest.param(BODY, False, id="the same text"), pytest.param(f"{BODY}It rained.", True, id="another text")],
)
def test_a_new_reading_replaces_the_stored_one(archive: Archive, body: str, is_different: bool):
    page = listed(archive)[0]
    assert reextraction.save_reextracted(archive, page, a_version(3, TODAY, body), LATER) is is_different
    assert [one.article_id for one in listed(archive)] == [2, 1]


def test_an_article_that_was_removed_meanwhile_stays_removed(archive: Archive):
    page = listed(archive)[0]
    remove_article(archive, 3, "court order", NOW)
    assert reextraction.save_reextracted(archive, page, a_version(3, TODAY), LATER) is None
    assert archive.conn.execute("SELECT count(*) FROM articles WHERE id = 3").fetchone() == (0,)


def test_a_refused_page_is_listed_with_its_outcome_and_sighting(archive: Archive):
    (page,) = reextraction.refused_pages(archive.conn, "post")
    assert (page.url, page.outcome, page.reason, page.status) == (url(4), Outcome.TOO_SHORT, "9 words", 200)
    assert page.sighting == Sighting(url(4), "https://post.example/rss", "feed")
    assert list(reextraction.refused_pages(archive.conn, "post", reextraction.newest_capture(archive.conn))) == []
    assert list(reextraction.refused_pages(archive.conn, "post", since=date(2026, 11, 23))) == []


def test_a_refused_page_becomes_an_article_as_of_its_capture(archive: Archive):
    (page,) = reextraction.refused_pages(archive.conn, "post")
    version, addresses = a_version(4, TODAY), Addresses(url(4), url(4))
    assert not reextraction.is_known(archive.conn, version, POST, addresses, NOW)
    saved = reextraction.adopt_refused(archive, page, version, POST, addresses, NOW)
    assert saved is not None
    assert saved.verdict is Verdict.NEW
    row = archive.conn.execute("SELECT capture_id, first_seen_at FROM articles WHERE id = ?", [saved.article_id])
    assert row.fetchone() == (page.capture_id, "2026-11-22T12:00:00Z")
    assert list(reextraction.refused_pages(archive.conn, "post")) == []
    assert reextraction.is_known(archive.conn, version, POST, addresses, NOW)
    assert reextraction.adopt_refused(archive, page, version, POST, addresses, NOW) is None
