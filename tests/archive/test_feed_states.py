"""What is remembered of feeds, and when they are due."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive.archive import Archive
from newsarchive.archive.feed_states import feed_state, feed_states, next_due, save_feed_state
from newsarchive.archive.store import register_outlets
from newsarchive.outlet import Outlet
from newsarchive.records import FeedState

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
STATE = FeedState(url="https://rivertown.example/rss", outlet="rivertown_post", kind="feed")
HOUR = 3600


@pytest.fixture
def archive(tmp_path):
    outlet = Outlet("rivertown_post", "Rivertown Post", "https://rivertown.example/", "en", "UTC")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [outlet])
        yield archive


def test_a_feed_that_was_never_asked_for_is_unknown(archive):
    assert feed_state(archive.conn, STATE.url) is None


def test_a_state_comes_back_as_it_was_saved(archive):
    full = replace(
        STATE,
        etag='"1"',
        last_modified="Sun, 22 Nov 2026 11:00:00 GMT",
        body_hash="abc",
        polled_at=NOW,
        due_at=NOW + timedelta(hours=1),
        interval_seconds=HOUR,
        failures=2,
        newest_item_at=NOW - timedelta(hours=1),
        problem="an entry without a link",
    )
    save_feed_state(archive, STATE)
    save_feed_state(archive, full)
    assert feed_state(archive.conn, STATE.url) == full
    assert feed_states(archive.conn, "rivertown_post") == [full]


@pytest.mark.parametrize(
    ("before", "found_new", "failed", "after"),
    [
        pytest.param(None, False, False, HOUR, id="the first poll"),
        pytest.param(None, False, True, 2 * HOUR, id="the first poll failed"),
        pytest.param(HOUR, True, False, HOUR // 2, id="news comes sooner"),
        pytest.param(HOUR, False, False, HOUR * 3 // 2, id="no news comes later"),
        pytest.param(HOUR, False, True, 2 * HOUR, id="a failure backs off"),
        pytest.param(1000, True, False, 900, id="never sooner than a quarter of an hour"),
        pytest.param(20 * HOUR, False, True, 24 * HOUR, id="never later than a day"),
    ],
)
def test_the_interval_follows_the_news(before, found_new, failed, after):
    state = next_due(replace(STATE, interval_seconds=before), NOW, found_new=found_new, failed=failed)
    assert state.interval_seconds == after
    assert state.due_at == NOW + timedelta(seconds=after)
