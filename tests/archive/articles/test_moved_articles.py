"""An article that was moved into an archive of its own is neither stored nor fetched again, however it comes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.captured.captured_versions import find_captured_version
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.articles.saving import Capture, SaveResult, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue import backfill_urls, queued_urls, url_states
from newsarchive.archive.splitting.split import split_archive
from newsarchive.errors import CaptureMissing, UsageError
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Outcome, Page, Sighting, Stamp, Verdict
from newsarchive.urls import url_key

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
TIMES = Outlet("times", "Times", "https://times.example/", "en", "UTC", domains=("times.example",))
URL = "https://post.example/old"
ARTICLE = Article(
    outlet="post",
    headline="Bridge opens",
    body="The bridge over the harbour opened to traffic on Friday morning. " * 8,
    published=Stamp(date(2026, 10, 31)),
)
OLD = Addresses(URL, URL)
OTHER = replace(ARTICLE, headline="Other", body="Farmers met the minister. " * 20, published=Stamp(NOW.date()))
ANSWER = SaveResult(Verdict.ARCHIVED_ELSEWHERE, 1, "archived elsewhere, in old.db")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """The article with id 1 was moved to old.db; OTHER, at /new, stayed."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        put(opened, now=NOW, capture=a_capture())
        put(opened, OTHER, Addresses("https://post.example/new", "https://post.example/new"), now=NOW)
        split_archive(opened, tmp_path / "old.db", date(2026, 11, 1), NOW)
        yield opened
        assert list(verify(opened, NOW)) == []


def put(archive: Archive, article: Article = ARTICLE, addresses: Addresses = OLD, **more: Any) -> SaveResult:
    given = {"outlet": POST, "now": LATER, **more}
    return save(archive, version_of(article, given["outlet"].name, None), addresses=addresses, **given)


def a_capture(url: str = URL) -> Capture:
    return Capture(pack(Page(url, url, NOW, 200, (), b"page")), url)


def outcomes(archive: Archive) -> dict[str, tuple[str, int | None]]:
    rows = archive.conn.execute("SELECT url, outcome, article_id FROM urls")
    return {url.removeprefix("https://post.example"): (outcome, article_id) for url, outcome, article_id in rows}


@pytest.mark.parametrize(
    ("article", "addresses", "closed"),
    [
        pytest.param(ARTICLE, Addresses(URL, URL), [], id="at its address"),
        pytest.param(replace(ARTICLE, headline="Renamed", body="New."), Addresses(URL, URL), [], id="rewritten there"),
        pytest.param(ARTICLE, Addresses(f"{URL}?utm_source=x"), [], id="its address spelled otherwise"),
        pytest.param(ARTICLE, Addresses("https://post.example/go", URL), ["/go"], id="through a redirect"),
        pytest.param(ARTICLE, Addresses("https://post.example/2", None, URL), ["/2"], id="declared by another address"),
        pytest.param(ARTICLE, Addresses("https://post.example/2"), ["/2"], id="the same text at a new address"),
        pytest.param(ARTICLE, Addresses(URL, "https://post.example/slug"), ["/slug"], id="under a changed slug"),
        pytest.param(OTHER, Addresses(URL, "https://post.example/2"), [], id="its address leads to another one"),
    ],
)
def test_the_article_is_answered_and_nothing_is_stored(
    archive: Archive, article: Article, addresses: Addresses, closed: list[str]
) -> None:
    article = article if article is not OTHER else replace(OTHER, headline="Third", body="Rain fell all day. " * 20)
    assert put(archive, article, addresses, capture=a_capture()) == ANSWER
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (1,)
    assert archive.conn.execute("SELECT count(*) FROM captures").fetchone() == (0,)
    there = outcomes(archive)
    assert there.pop("/new") == ("article", 2)
    assert there == dict.fromkeys(["/old", *closed], ("archived_elsewhere", 1))


def test_other_articles_are_stored_as_before(archive: Archive) -> None:
    declared = Addresses("https://post.example/2", "https://post.example/2", URL)
    third = replace(OTHER, headline="Third", body="Rain fell all day. " * 20)
    assert put(archive, third, declared) == SaveResult(Verdict.NEW, 3)
    there = Addresses("https://times.example/1", "https://times.example/1")
    assert put(archive, replace(ARTICLE, outlet="times"), there, outlet=TIMES) == SaveResult(Verdict.NEW, 4)
    # After 30 days the same text is another article, as everywhere.
    repeated = replace(ARTICLE, published=Stamp(date(2026, 12, 20)))
    again = Addresses("https://post.example/again", "https://post.example/again")
    assert put(archive, repeated, again, now=NOW + timedelta(days=40)) == SaveResult(Verdict.NEW, 5)


def test_a_redirect_to_an_article_here_is_that_article(archive: Archive) -> None:
    saved = put(archive, OTHER, Addresses(URL, "https://post.example/new"))
    assert (saved.verdict, saved.article_id) == (Verdict.UNCHANGED, 2)
    assert outcomes(archive)["/old"] == ("archived_elsewhere", 1)


def test_a_document_without_an_address_is_recognized(tmp_path: Path) -> None:
    short = replace(ARTICLE, body="Short.")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        put(archive, short, Addresses())
        split_archive(archive, tmp_path / "old.db", date(2026, 11, 1), NOW)
        assert put(archive, short, Addresses()) == ANSWER


def test_no_feed_and_no_command_makes_the_address_due(archive: Archive) -> None:
    corrected = Sighting(URL, "https://post.example/rss", "feed", "Corrected", modified=Stamp(LATER.date(), LATER))
    assert url_states.add_sightings(archive, "post", [corrected], LATER) == 0
    snapshot = replace(corrected, kind="wayback")
    assert url_states.add_snapshots(archive, "post", [snapshot], LATER) == 0
    assert url_states.reopen(archive, ["post"], Outcome.ARCHIVED_ELSEWHERE) == 0
    url_states.add_url(archive, "post", URL, LATER)
    url_states.record_outcome(archive, URL, Outcome.NOT_FOUND, "404", LATER)
    assert queued_urls.is_archived_elsewhere(archive.conn, url_key(URL))
    year = NOW + timedelta(days=365)
    assert [one.url for one in queued_urls.due(archive.conn, "post", year, 9)] == []
    assert [one.url for one in queued_urls.rechecks(archive.conn, "post", year, 9) if one.url == URL] == []
    assert backfill_urls.due_of_keys(archive.conn, [url_key(URL)], year) == []
    assert backfill_urls.stored_keys(archive.conn, [url_key(URL)]) == {url_key(URL)}
    assert queued_urls.outcomes(archive.conn) == {Outcome.ARTICLE: 1, Outcome.ARCHIVED_ELSEWHERE: 1}


def test_where_the_article_is_now(archive: Archive) -> None:
    assert (moved_to(archive.conn, 1), moved_to(archive.conn, 2)) == ("old.db", None)
    with pytest.raises(CaptureMissing, match=r"article 1 was moved to old\.db"):
        find_captured_version(archive.conn, 1)
    with pytest.raises(UsageError, match=r"it was moved to old\.db; remove it there"):
        remove_article(archive, 1, "court order", NOW)
