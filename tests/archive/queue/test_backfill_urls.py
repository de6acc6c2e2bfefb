"""The queue as a backfill asks it: which of the addresses it found are to be asked for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import backfill_urls, queued_urls, url_states
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Stamp
from newsarchive.urls import normalize_url, url_key

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
POST = Outlet(name="post", title="Post", home="https://post.example/", language="en", timezone="UTC")
SITEMAP = "https://post.example/sitemap-2024-01.xml"


def url(name: str) -> str:
    return f"https://post.example/{name}"


def key(name: str) -> int:
    return url_key(normalize_url(url(name)))


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [POST])
        stamp = Stamp(date(2024, 1, 10))
        names = ("a", "b", "stored", "failed", "closed", "refused")
        url_states.add_sightings(
            archive, "post", [Sighting(url(name), SITEMAP, "sitemap", None, stamp) for name in names], NOW
        )
        url_states.record_outcome(archive, url("stored"), Outcome.ARTICLE, None, NOW, article_id=7)
        url_states.record_outcome(archive, url("failed"), Outcome.TIMED_OUT, "slow", NOW)
        url_states.record_outcome(archive, url("closed"), Outcome.ROBOTS_FORBIDS, "no", NOW)
        url_states.record_outcome(archive, url("refused"), Outcome.NOT_ARTICLE, "a list", NOW)
        yield archive


def due(archive, *names, now=NOW):
    return [
        one.url.rpartition("/")[2]
        for one in backfill_urls.due_of_keys(archive.conn, [key(name) for name in names], now)
    ]


def test_missing_urls_are_due_in_the_order_of_the_keys(archive):
    assert due(archive, "b", "unknown", "stored", "closed", "refused", "a") == ["b", "a"]


def test_a_failed_url_is_due_when_its_retry_time_comes(archive):
    assert due(archive, "failed") == []
    assert due(archive, "failed", now=NOW + timedelta(hours=1)) == ["failed"]


def test_stored_and_removed_articles_are_known(archive):
    names = ("a", "stored", "closed", "unknown")
    assert backfill_urls.stored_keys(archive.conn, map(key, names)) == {key("stored")}


def test_no_keys_give_no_urls(archive):
    assert due(archive) == []


DAY = timedelta(days=1)
CAPTURED = datetime(2024, 1, 15, 7, tzinfo=UTC)
FIRST, LAST = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)


def copy_of(name: str, at: datetime = CAPTURED) -> Sighting:
    return Sighting(
        url(name),
        f"https://web.example/web/{at:%Y%m%d%H%M%S}id_/{url(name)}",
        "wayback",
        None,
        None,
        Stamp(at.date(), at),
    )


def add_snapshots(archive, *names, outcome=Outcome.PENDING):
    return url_states.add_snapshots(archive, "post", [copy_of(name) for name in names], NOW, outcome)


def snapshots(archive, now=NOW, first=FIRST, last=LAST):
    found = backfill_urls.due_snapshots(archive.conn, "post", first, last, now, 10)
    return sorted(one.url.rpartition("/")[2] for one in found)


def crawled(archive, now=NOW, **bounds):
    return sorted(one.url.rpartition("/")[2] for one in queued_urls.due(archive.conn, "post", now, 10, **bounds))


def test_snapshots_are_added_of_pages_that_are_new_or_were_never_requested_or_failed(archive):
    assert add_snapshots(archive, "new", "a", "failed", "stored", "closed", "refused") == 3
    assert snapshots(archive) == ["a", "failed", "new"]


def test_no_snapshot_is_added_of_a_removed_article(archive):
    archive.conn.execute("UPDATE urls SET outcome = 'removed' WHERE key = ?", [key("stored")])
    assert add_snapshots(archive, "stored") == 0


def test_a_hint_later_than_the_snapshot_does_not_hide_it(archive):
    later = Stamp(date(2024, 5, 2), datetime(2024, 5, 2, tzinfo=UTC))
    url_states.add_sightings(
        archive, "post", [Sighting(url("again"), "https://post.example/rss", "feed", None, later)], NOW
    )
    url_states.record_outcome(archive, url("again"), Outcome.NOT_FOUND, "HTTP 404", NOW)
    add_snapshots(archive, "again")
    assert snapshots(archive) == ["again"]


def test_a_page_that_a_feed_named_is_left_to_the_next_crawl(archive):
    url_states.add_sightings(archive, "post", [Sighting(url("fresh"), "https://post.example/rss", "feed")], NOW)
    assert add_snapshots(archive, "fresh") == 0


def test_a_snapshot_has_the_address_where_it_was_found(archive):
    add_snapshots(archive, "new")
    (found,) = backfill_urls.due_snapshots(archive.conn, "post", FIRST, LAST, NOW, 10)
    assert found.sighting == copy_of("new")


def test_snapshots_of_another_time_are_not_due(archive):
    add_snapshots(archive, "new")
    assert snapshots(archive, first=CAPTURED + timedelta(seconds=1)) == []
    assert snapshots(archive, last=CAPTURED - timedelta(seconds=1)) == []


def test_no_crawl_requests_a_page_that_only_another_web_archive_named(archive):
    add_snapshots(archive, "new")
    assert "new" not in crawled(archive)
    assert "new" not in crawled(archive, since=date(2024, 1, 1))


def test_a_snapshot_that_failed_is_retried_by_backfills_only(archive):
    add_snapshots(archive, "new")
    url_states.record_outcome(archive, url("new"), Outcome.SERVER_ERROR, "HTTP 503", NOW)
    assert snapshots(archive) == []
    assert snapshots(archive, now=NOW + DAY) == ["new"]
    assert "new" not in crawled(archive, now=NOW + DAY)
    assert add_snapshots(archive, "new") == 0, "listed again it keeps its time"


def test_pending_and_failed_snapshots_are_known(archive):
    add_snapshots(archive, "new", "a")
    url_states.record_outcome(archive, url("new"), Outcome.SERVER_ERROR, "HTTP 503", NOW)
    names = ("new", "a", "b", "stored", "unknown")
    assert backfill_urls.snapshot_keys(archive.conn, map(key, names)) == {key("new"), key("a")}


def test_a_page_that_the_outlet_names_later_is_the_outlets(archive):
    add_snapshots(archive, "new")
    stamp = Stamp(date(2026, 11, 22), NOW)
    url_states.add_sightings(
        archive, "post", [Sighting(url("new"), "https://post.example/rss", "feed", "New", stamp)], NOW
    )
    assert snapshots(archive) == []
    (found,) = queued_urls.due(archive.conn, "post", NOW, 1)
    assert (found.sighting.found_in, found.sighting.kind, found.sighting.headline) == (
        "https://post.example/rss",
        "feed",
        "New",
    )


def test_a_page_that_robots_txt_forbids_is_closed_for_good(archive):
    assert add_snapshots(archive, "new", "stored", outcome=Outcome.ROBOTS_FORBIDS) == 1
    assert add_snapshots(archive, "new") == 0
    row = archive.conn.execute("SELECT outcome, reason FROM urls WHERE key = ?", [key("new")]).fetchone()
    assert tuple(row) == ("robots_forbids", "robots.txt forbids it")


def test_the_totals_follow(archive):
    add_snapshots(archive, "new", "failed")
    assert queued_urls.outcomes(archive.conn, "post")[Outcome.PENDING] == 4
