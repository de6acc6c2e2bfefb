"""Loading what is judged."""

from datetime import UTC, datetime, timedelta

from newsarchive.archive.database import Archive
from newsarchive.archive.health.feed_days import FeedAnswer, record_answer
from newsarchive.archive.health.history import HISTORY_DAYS, outlet_histories
from newsarchive.archive.health.outlet_days import record_run
from newsarchive.archive.queue.feed_states import save_feed_state
from newsarchive.records import FeedState, RunCounts
from tests.archive.health.rows import add_run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def crawl(archive: Archive, outlet: str, days_ago: int) -> None:
    at = NOW - timedelta(days=days_ago)
    record_run(archive, add_run(archive, at, RunCounts(requests=days_ago), outlet), at)


def test_outlets_come_in_the_order_of_names_and_their_days_in_the_order_of_time(archive: Archive):
    for outlet, days_ago in (("times", 1), ("post", 1), ("post", 3), ("post", 2)):
        crawl(archive, outlet, days_ago)
    post, times = outlet_histories(archive.conn, NOW)
    assert [(one.outlet, one.title, one.country) for one in (post, times)] == [
        ("post", "Post", "gb"),
        ("times", "Times", "gb"),
    ]
    assert [one.requests for one in post.days] == [3, 2, 1]
    assert [one.outlet for one in outlet_histories(archive.conn, NOW, ["times"])] == ["times"]
    assert outlet_histories(archive.conn, NOW, []) == []


def test_outlets_that_were_not_crawled_lately_are_left_out(archive: Archive):
    crawl(archive, "post", HISTORY_DAYS + 3)
    crawl(archive, "times", 40)
    assert [one.outlet for one in outlet_histories(archive.conn, NOW)] == ["times"]
    assert outlet_histories(archive.conn, NOW, days=30) == []


def test_feeds_belong_to_their_outlet_and_say_when_they_are_due(archive: Archive):
    crawl(archive, "post", 1)
    crawl(archive, "times", 1)
    for number, outlet in ((1, "post"), (2, "post"), (3, "times")):
        url = f"https://{outlet}.example/{number}"
        record_answer(archive, FeedAnswer(url, outlet, "feed", NOW, is_failure=True, problem="429"))
        save_feed_state(archive, FeedState(url, outlet, "feed", due_at=NOW + timedelta(hours=number)))
    post, times = outlet_histories(archive.conn, NOW)
    assert [(one.url[-1], one.due_at) for one in post.feeds] == [
        ("1", NOW + timedelta(hours=1)),
        ("2", NOW + timedelta(hours=2)),
    ]
    assert [one.days[0].problem for one in times.feeds] == ["429"]
