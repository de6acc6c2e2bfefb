"""The answers of a feed add up to its day."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from newsarchive.archive.database import Archive
from newsarchive.archive.health.feed_days import FeedAnswer, record_answer
from newsarchive.archive.health.history import outlet_histories
from newsarchive.archive.health.outlet_days import record_run
from newsarchive.health.days import FeedDay
from tests.archive.health.rows import add_run

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
READ = FeedAnswer("https://post.example/rss", "post", "feed", NOW, entries=40, new_urls=3, newest_at=NOW - HOUR)
UNCHANGED = replace(READ, at=NOW + HOUR, is_unchanged=True, entries=None, new_urls=0)
FAILED = FeedAnswer(READ.url, "post", "feed", NOW + 2 * HOUR, is_failure=True, problem="404 not found")


def feed_days_in(archive: Archive) -> list[FeedDay]:
    record_run(archive, add_run(archive, NOW), NOW)
    (history,) = outlet_histories(archive.conn, NOW)
    (feed,) = history.feeds
    assert (feed.url, feed.kind, feed.due_at) == (READ.url, "feed", None)
    return list(feed.days)


def test_the_answers_of_a_day_add_up(archive: Archive):
    for answer in (READ, UNCHANGED, FAILED):
        record_answer(archive, answer)
    assert feed_days_in(archive) == [
        FeedDay(
            day=date(2026, 11, 22),
            asked=3,
            asked_at=NOW + 2 * HOUR,
            unchanged=1,
            failures=1,
            entries=40,
            new_urls=3,
            newest_at=NOW - HOUR,
            read_at=NOW + HOUR,
            problem="404 not found",
        )
    ]


def test_a_feed_that_can_be_read_again_has_no_problem(archive: Archive):
    record_answer(archive, replace(FAILED, at=NOW))
    record_answer(archive, replace(UNCHANGED, newest_at=None, moved_to="https://new.example/rss"))
    (day,) = feed_days_in(archive)
    assert (day.problem, day.read_at, day.newest_at, day.entries) == (None, NOW + HOUR, None, None)
    assert day.moved_to == "https://new.example/rss"


def test_the_newest_entry_of_a_day_stays_known(archive: Archive):
    record_answer(archive, READ)
    record_answer(archive, replace(READ, at=NOW + HOUR, newest_at=NOW - 3 * HOUR))
    assert feed_days_in(archive)[0].newest_at == NOW - HOUR


def test_each_day_has_a_row_of_its_own(archive: Archive):
    record_answer(archive, replace(READ, at=NOW - timedelta(days=1)))
    record_answer(archive, READ)
    assert [one.asked for one in feed_days_in(archive)] == [1, 1]
