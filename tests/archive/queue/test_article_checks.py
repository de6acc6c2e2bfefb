"""What checks of a stored article say about it, and when the next one is."""

from newsarchive.archive.queue import queued_urls
from newsarchive.records import Outcome
from tests.archive.queue.rivertown_queue import (
    DAY,
    HOUR,
    NOW,
    POST,
    URL,
    a_sighting,
    add,
    article,
    due,
    record,
    store_article,
)


def test_an_article_whose_announced_change_waits_is_still_checked_by_its_age(archive):
    add(archive, a_sighting())
    store_article(archive)
    archive.conn.execute("UPDATE articles SET recheck_at = '2026-11-22T14:30:00Z'")
    archive.conn.execute("UPDATE urls SET retry_at = '2026-11-25T00:00:00Z'")
    later = NOW + 3 * HOUR
    assert [one.url for one in queued_urls.rechecks(archive.conn, POST, later, 9)] == [URL]
    archive.conn.execute("UPDATE urls SET attempts = 1")
    assert queued_urls.rechecks(archive.conn, POST, later, 9) == []


def test_an_article_not_found_twice_a_day_apart_is_gone_since_the_first_time(archive):
    add(archive, a_sighting())
    article_id = store_article(archive)
    record(archive, Outcome.NOT_FOUND, now=NOW + HOUR)
    assert article(archive, article_id) == (404, None)
    assert due(archive, now=NOW + DAY) == []
    assert due(archive, now=NOW + HOUR + DAY) == ["a"]
    record(archive, Outcome.NOT_FOUND, now=NOW + HOUR + DAY, status=410)
    assert article(archive, article_id) == (410, "2026-11-22T13:00:00Z")
    assert due(archive, now=NOW + 1000 * DAY) == []


def test_an_article_not_found_twice_in_one_hour_is_not_gone(archive):
    add(archive, a_sighting())
    article_id = store_article(archive)
    record(archive, Outcome.NOT_FOUND, now=NOW)
    record(archive, Outcome.NOT_FOUND, now=NOW + HOUR)
    assert article(archive, article_id) == (404, None)
    record(archive, Outcome.SERVER_ERROR, now=NOW + 2 * HOUR, status=503)
    record(archive, Outcome.NOT_FOUND, now=NOW + DAY)
    assert article(archive, article_id) == (404, "2026-11-22T12:00:00Z")


def test_an_article_that_is_there_again_is_not_gone(archive):
    add(archive, a_sighting())
    article_id = store_article(archive)
    for days in (1, 2):
        record(archive, Outcome.NOT_FOUND, now=NOW + days * DAY)
    record(archive, Outcome.ARTICLE, now=NOW + 3 * DAY, reason="not modified")
    assert article(archive, article_id) == (200, None)
    record(archive, Outcome.NOT_FOUND, now=NOW + 9 * DAY)
    assert article(archive, article_id) == (404, None)


def test_an_alias_that_is_not_found_says_nothing_about_the_article(archive):
    add(archive, a_sighting(), a_sighting("https://rivertown.example/alias"))
    article_id = store_article(archive)
    alias = "https://rivertown.example/alias"
    record(archive, Outcome.SAME_ARTICLE, url=alias, article_id=article_id)
    for days in (1, 2, 3):
        record(archive, Outcome.NOT_FOUND, url=alias, now=NOW + days * DAY)
    assert article(archive, article_id) == (200, None)
