"""What another archive borrows makes it choose the pages that the one that lent would choose, and no known one."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import feed_states, queued_urls, url_states
from newsarchive.archive.queue.lent_queue import RECENT_DAYS, borrow, lend, settle_fetched
from newsarchive.archive.queue.url_states import Address
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState, Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
TIMES = Outlet("times", "Times", "https://times.example/", "en", "UTC", domains=("times.example",))
FEED = "https://post.example/rss"
URL = "https://post.example/"


def sighting(name: str, at: datetime | None = NOW - HOUR, headline: str = "A", kind: str = "feed") -> Sighting:
    return Sighting(URL + name, FEED, kind, headline, Stamp(at.date(), at) if at else None)


def opened(file: Path) -> Archive:
    archive = Archive.open(file, write=True)
    register_outlets(archive, [POST, TIMES])
    return archive


@pytest.fixture
def archive(tmp_path: Path):
    with opened(tmp_path / "home.db") as archive:
        yield archive


@pytest.fixture
def other(tmp_path: Path):
    with opened(tmp_path / "other.db") as archive:
        yield archive


def lent(archive: Archive, pages: int = 10):
    return lend(archive, "post", NOW, pages, since=None, sitemap_days=7)


def due(archive: Archive) -> list[str]:
    found = queued_urls.due(archive.conn, "post", NOW, 100, sitemap_days=7)
    return [one.url.removeprefix(URL) for one in found]


def add(archive: Archive, *sightings: Sighting, now: datetime = NOW) -> int:
    return url_states.add_sightings(archive, "post", sightings, now)


def store_article(archive: Archive, name: str, recheck_at: str | None) -> int:
    add(archive, sighting(name))
    with archive.transaction():
        article_id = archive.conn.execute(
            """INSERT INTO articles(search_id, outlet, url, headline, word_count, first_seen_at, checked_at, recheck_at,
                 last_status) VALUES (?, 'post', ?, 'A', 1, '2026-11-22T09:00:00Z', '2026-11-22T09:00:00Z', ?, 200)""",
            [1_795_000_000 + len(name), URL + name, recheck_at],
        ).lastrowid
    url_states.record_outcome(archive, URL + name, Outcome.ARTICLE, None, NOW - HOUR, article_id=article_id, etag='"1"')
    with archive.transaction():
        archive.conn.execute("UPDATE articles SET recheck_at = ? WHERE id = ?", [recheck_at, article_id])
    return article_id


def test_the_same_pages_are_due_in_the_same_order_with_all_that_is_known_of_them(archive: Archive, other: Archive):
    names = ["new", "newer", "old", "map", "failed", "waits"]
    ages = [2 * HOUR, HOUR, 3 * DAY, DAY, HOUR, HOUR]
    add(archive, *(sighting(name, NOW - age) for name, age in zip(names, ages, strict=True)))
    add(archive, sighting("undated", None, kind="home"), sighting("plain", NOW - 30 * DAY, kind="sitemap"))
    url_states.record_outcome(archive, URL + "failed", Outcome.SERVER_ERROR, "HTTP 500", NOW - HOUR, status=500)
    url_states.record_outcome(archive, URL + "waits", Outcome.SERVER_ERROR, "HTTP 500", NOW, wait_seconds=9000)
    borrow(other, lent(archive), NOW)
    assert due(other) == due(archive)
    ours, theirs = (queued_urls.due(one.conn, "post", NOW, 100, sitemap_days=7) for one in (other, archive))
    assert ours == theirs


def test_articles_that_are_to_be_checked_again_come_with_their_validators(archive: Archive, other: Archive):
    due_id = store_article(archive, "a", "2026-11-22T11:00:00Z")
    store_article(archive, "later", "2026-11-23T11:00:00Z")
    borrow(other, lent(archive), NOW)
    (check,) = queued_urls.rechecks(other.conn, "post", NOW, 10)
    assert (check.url, check.article_id, check.etag) == (URL + "a", due_id, '"1"')
    url_states.record_outcome(other, check.url, Outcome.ARTICLE, "not modified", NOW, article_id=due_id, status=304)
    assert queued_urls.rechecks(other.conn, "post", NOW, 10) == []


def test_feeds_come_as_they_are_and_those_of_other_outlets_do_not(archive: Archive, other: Archive):
    state = FeedState(FEED, "post", "feed", etag='"1"', polled_at=NOW - HOUR, failures=2, poll_at=NOW + HOUR)
    feed_states.save_feed_state(archive, state)
    feed_states.save_feed_state(archive, FeedState("https://times.example/rss", "times", "feed"))
    borrow(other, lent(archive), NOW)
    assert feed_states.feed_states(other.conn, "post") == [state]
    assert feed_states.feed_states(other.conn, "times") == []


def test_old_addresses_are_known_by_their_keys_and_never_fetched(archive: Archive, other: Archive):
    long_ago = NOW - timedelta(days=RECENT_DAYS + 5)
    add(archive, *(sighting(f"old/{number}", long_ago) for number in range(40)), now=long_ago)
    for number in range(40):
        url_states.record_outcome(archive, f"{URL}old/{number}", Outcome.NOT_ARTICLE, "a list", long_ago)
    add(archive, sighting("new"))
    queue = lent(archive)
    assert (len(queue.urls), len(queue.other_keys)) == (1, 40 * 8)
    borrow(other, queue, NOW)
    again = [sighting(f"old/{number}", NOW, headline="Changed") for number in range(40)]
    assert url_states.new_among(other.conn, [*again, sighting("newest")]) == [sighting("newest")]
    assert add(other, *again, sighting("newest")) == 1
    assert sorted(due(other)) == ["new", "newest"]


def test_a_page_that_was_fetched_is_due_no_more_under_any_of_its_addresses(archive: Archive, other: Archive):
    add(archive, sighting("one"), sighting("canonical"), sighting("two"))
    store_article(archive, "checked", "2026-11-22T11:00:00Z")
    borrow(other, lent(archive), NOW)
    settle_fetched(other, POST, [Address.of(URL + "one", "link"), Address.of(URL + "canonical", "canonical")], NOW)
    settle_fetched(other, POST, [Address.of(URL + "checked", "link")], NOW)
    assert due(other) == ["two"]
    assert queued_urls.rechecks(other.conn, "post", NOW, 10) == []
