"""The queue as a backfill asks it: which of the addresses it found are to be asked for."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive import backfilling, queue
from newsarchive.archive.archive import Archive
from newsarchive.archive.store import register_outlets
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
        queue.sight(archive, "post", [Sighting(url(name), SITEMAP, "sitemap", None, stamp) for name in names], NOW)
        queue.settle(archive, url("stored"), Outcome.ARTICLE, None, NOW, article_id=7)
        queue.settle(archive, url("failed"), Outcome.TIMED_OUT, "slow", NOW)
        queue.settle(archive, url("closed"), Outcome.ROBOTS_FORBIDS, "no", NOW)
        queue.settle(archive, url("refused"), Outcome.NOT_ARTICLE, "a list", NOW)
        yield archive


def due(archive, *names, now=NOW):
    return [one.url.rpartition("/")[2] for one in backfilling.due_of(archive.conn, [key(name) for name in names], now)]


def test_what_is_missing_is_due_in_the_order_asked_for(archive):
    assert due(archive, "b", "unknown", "stored", "closed", "refused", "a") == ["b", "a"]


def test_what_failed_is_due_when_its_time_has_come(archive):
    assert due(archive, "failed") == []
    assert due(archive, "failed", now=NOW + timedelta(hours=1)) == ["failed"]


def test_nothing_asked_for_is_nothing_due(archive):
    assert due(archive) == []
