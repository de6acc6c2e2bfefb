"""What is remembered of feeds between two polls."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue.feed_states import feed_state, feed_states, save_feed_state
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATE = FeedState(url="https://rivertown.example/rss", outlet="rivertown_post", kind="feed")


@pytest.fixture
def archive(tmp_path):
    outlet = Outlet("rivertown_post", "Rivertown Post", "https://rivertown.example/", "en", "UTC")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [outlet])
        yield archive


def test_a_feed_that_was_never_requested_is_unknown(archive):
    assert feed_state(archive.conn, STATE.url) is None


def test_a_state_comes_back_as_it_was_saved(archive):
    full = replace(
        STATE,
        etag='"1"',
        last_modified="Sun, 22 Nov 2026 11:00:00 GMT",
        body_hash="abc",
        polled_at=NOW,
        due_at=NOW + timedelta(hours=1),
        failures=2,
        newest_item_at=NOW - timedelta(hours=1),
        problem="an entry without a link",
        poll_at=NOW + timedelta(hours=2),
        rhythm='{"as_of":"2026-11-22T12:00:00+00:00"}',
    )
    save_feed_state(archive, STATE)
    save_feed_state(archive, full)
    assert feed_state(archive.conn, STATE.url) == full
    assert feed_states(archive.conn, "rivertown_post") == [full]
