"""The states of URLs: which are new, what a request changes, and what reopens a URL."""

from datetime import date, timedelta

import pytest

from newsarchive.archive.queue import outcome_groups, queued_urls, url_states
from newsarchive.records import Outcome, Stamp
from tests.archive.queue.rivertown_queue import (
    DAY,
    HOUR,
    NOW,
    OTHER_FEED,
    POST,
    TIMES,
    URL,
    a_sighting,
    add,
    due,
    modified,
    record,
    row,
    store_article,
)


def test_a_url_is_new_once(archive):
    assert add(archive, a_sighting(), a_sighting("https://rivertown.example/b")) == 2
    assert add(archive, a_sighting(), now=NOW + HOUR) == 0
    assert row(archive)["first_seen_at"] == "2026-11-22T12:00:00Z"
    assert row(archive)["last_seen_at"] == "2026-11-22T13:00:00Z"


def test_spellings_of_one_address_are_one_url(archive):
    twice = [a_sighting(URL + "?utm_source=rss"), a_sighting("http://www.rivertown.example/a#top")]
    assert add(archive, *twice) == 1
    assert add(archive) == 0


def test_a_sitemap_of_fifty_thousand_is_one_transaction(archive):
    statements = []
    archive.conn.set_trace_callback(statements.append)
    many = [a_sighting(f"https://rivertown.example/{n}", kind="sitemap") for n in range(50_000)]
    assert add(archive, *many) == 50_000
    assert [one for one in statements if one.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert queued_urls.pending_counts(archive.conn) == {POST: 50_000}


@pytest.mark.parametrize("outcome", [o for o in Outcome if o.is_final and o not in outcome_groups.STORED])
def test_a_url_with_a_final_outcome_is_not_requested_again(archive, outcome):
    add(archive, a_sighting())
    record(archive, outcome, reason="because")
    assert due(archive, now=NOW + 100 * DAY) == []
    assert (row(archive)["outcome"], row(archive)["reason"]) == (outcome, "because")


@pytest.mark.parametrize("outcome", [o for o in Outcome if o.is_retried])
def test_a_failure_is_retried_with_growing_gaps_and_then_left_alone(archive, outcome):
    add(archive, a_sighting())
    now = NOW
    for gap in url_states.RETRY_GAPS:
        record(archive, outcome, now=now)
        assert due(archive, now=now + gap - timedelta(seconds=1)) == []
        now += gap
        assert due(archive, now=now) == ["a"]
    record(archive, outcome, now=now)
    assert due(archive, now=now + 1000 * DAY) == []
    assert (row(archive)["outcome"], row(archive)["attempts"]) == (outcome, 6)


def test_a_wait_that_the_host_asks_for_is_kept(archive):
    add(archive, a_sighting())
    record(archive, Outcome.RATE_LIMITED, wait_seconds=7200)
    assert due(archive, now=NOW + HOUR) == []
    assert due(archive, now=NOW + 2 * HOUR) == ["a"]


def test_success_resets_the_failures(archive):
    add(archive, a_sighting())
    record(archive, Outcome.TIMED_OUT)
    article_id = store_article(archive)
    assert due(archive, now=NOW + 100 * DAY) == []
    assert (row(archive)["attempts"], row(archive)["article_id"]) == (0, article_id)


def test_validators_are_kept_for_the_next_time(archive):
    add(archive, a_sighting())
    record(archive, Outcome.TIMED_OUT, etag='"1"', last_modified="Sun, 22 Nov 2026 11:00:00 GMT")
    record(archive, Outcome.TIMED_OUT, etag='"2"')
    (queued,) = queued_urls.due(archive.conn, POST, NOW + 100 * DAY, 1)
    assert (queued.etag, queued.last_modified) == ('"2"', "Sun, 22 Nov 2026 11:00:00 GMT")


def test_a_url_that_was_never_seen_is_not_handled_by_the_queue(archive):
    record(archive, Outcome.NOT_FOUND)
    assert queued_urls.outcomes(archive.conn) == {}


NEWS = [
    pytest.param({"modified": modified(NOW + HOUR)}, True, id="a later modified time"),
    pytest.param({"at": NOW + HOUR}, True, id="a later published time"),
    pytest.param({"headline": "B"}, True, id="another headline"),
    pytest.param({"modified": modified(NOW + HOUR), "found_in": OTHER_FEED}, True, id="a later time in another feed"),
    pytest.param({"at": None, "modified": Stamp(date(2026, 11, 23))}, True, id="a later day"),
    pytest.param({}, False, id="the same again"),
    pytest.param({"headline": " a "}, False, id="the headline in another case"),
    pytest.param({"headline": None, "at": None}, False, id="nothing said"),
    pytest.param({"headline": "B", "found_in": OTHER_FEED}, False, id="another headline in another feed"),
    pytest.param({"headline": "B", "kind": "home"}, False, id="another headline on a home page"),
    pytest.param({"at": NOW - 2 * HOUR}, False, id="an earlier time"),
    pytest.param({"at": None, "published": Stamp(date(2026, 11, 22))}, False, id="the day of the time known"),
]


@pytest.mark.parametrize(("facts", "is_news"), NEWS)
@pytest.mark.parametrize("outcome", [Outcome.ARTICLE, Outcome.SAME_ARTICLE, Outcome.TOO_SHORT, Outcome.NOT_ARTICLE])
def test_a_changed_entry_makes_its_url_due_again(archive, outcome, facts, is_news):
    add(archive, a_sighting())
    if outcome is Outcome.ARTICLE:
        store_article(archive)
    else:
        record(archive, outcome, article_id=1 if outcome is Outcome.SAME_ARTICLE else None)
    add(archive, a_sighting(**facts), now=NOW + 2 * HOUR)
    assert due(archive, now=NOW + 2 * HOUR) == (["a"] if is_news else [])
    assert row(archive)["outcome"] == outcome


def test_a_corrected_article_is_requested_once(archive):
    add(archive, a_sighting())
    store_article(archive)
    corrected = a_sighting(modified=modified(NOW + HOUR), headline="B")
    add(archive, corrected, now=NOW + 2 * HOUR)
    (queued,) = queued_urls.due(archive.conn, POST, NOW + 2 * HOUR, 1)
    assert (queued.sighting, queued.outcome) == (corrected, Outcome.ARTICLE)
    record(archive, Outcome.ARTICLE, now=NOW + 2 * HOUR, reason="not modified")
    add(archive, corrected, now=NOW + 3 * HOUR)
    assert due(archive, now=NOW + 3 * HOUR) == []


def test_a_feed_whose_dates_move_at_every_poll_has_a_page_fetched_a_few_times(archive):
    add(archive, a_sighting())
    store_article(archive)
    fetched = []
    for hours in range(1, 200):
        now = NOW + hours * HOUR
        add(archive, a_sighting(at=now, headline=f"A at {hours}"), now=now)
        if due(archive, now=now):
            fetched.append(hours)
            record(archive, Outcome.ARTICLE, now=now, reason="not modified")
    assert fetched == [1, 3, 7, 15, 31, 63, 127]


@pytest.mark.parametrize("outcome", [Outcome.NOT_ARTICLE, Outcome.TOO_SHORT])
def test_a_page_without_an_article_is_fetched_a_few_times_too(archive, outcome):
    add(archive, a_sighting())
    record(archive, outcome)
    fetched = []
    for hours in range(1, 20):
        now = NOW + hours * HOUR
        add(archive, a_sighting(at=now), now=now)
        if due(archive, now=now):
            fetched.append(hours)
            record(archive, outcome, now=now)
    assert fetched == [1, 3, 7, 15]


def test_a_page_that_changed_is_fetched_at_once_the_next_time(archive):
    add(archive, a_sighting())
    store_article(archive)
    for hours in (1, 2, 3):
        now = NOW + hours * HOUR
        add(archive, a_sighting(at=now), now=now)
        assert due(archive, now=now) == ["a"]
        record(archive, Outcome.ARTICLE, now=now, has_changed=True)
    assert (row(archive)["unmet_hints"], row(archive)["hints_from"]) == (0, None)


def test_an_announced_change_that_waits_is_not_forgotten(archive):
    add(archive, a_sighting())
    store_article(archive)
    add(archive, a_sighting(at=NOW + HOUR), now=NOW + HOUR)
    record(archive, Outcome.ARTICLE, now=NOW + HOUR)
    add(archive, a_sighting(at=NOW + 2 * HOUR), now=NOW + 2 * HOUR)
    # The feed says nothing more, and stays as it is.
    assert due(archive, now=NOW + 2 * HOUR) == []
    assert due(archive, now=NOW + 3 * HOUR) == ["a"]


def test_two_feeds_that_differ_do_not_reopen_a_url_again_and_again(archive):
    first = a_sighting(headline="A", at=NOW - HOUR)
    second = a_sighting(headline="Not A", at=NOW - 2 * HOUR, found_in=OTHER_FEED, modified=modified(NOW - HOUR))
    add(archive, first, second)
    store_article(archive)
    for hours in range(1, 5):
        add(archive, first, now=NOW + hours * HOUR)
        add(archive, second, now=NOW + hours * HOUR)
        assert due(archive, now=NOW + hours * HOUR) == []


def test_a_url_without_hints_is_reopened_by_a_time_after_it_was_first_seen(archive):
    add(archive, a_sighting(at=None, headline=None, kind="home"))
    store_article(archive)
    add(archive, a_sighting(at=NOW - HOUR, found_in=OTHER_FEED), now=NOW + HOUR)
    assert due(archive, now=NOW + HOUR) == []
    add(archive, a_sighting(at=NOW + HOUR, found_in=OTHER_FEED), now=NOW + 2 * HOUR)
    assert due(archive, now=NOW + 2 * HOUR) == ["a"]


def test_news_reopens_a_url_that_was_given_up_and_does_not_hurry_one_that_waits(archive):
    add(archive, a_sighting())
    record(archive, Outcome.TIMED_OUT)
    news = a_sighting(modified=modified(NOW))
    add(archive, news)
    assert due(archive) == []
    for _ in range(6):
        record(archive, Outcome.TIMED_OUT)
    add(archive, a_sighting(modified=modified(NOW + HOUR)), now=NOW + HOUR)
    assert due(archive, now=NOW + HOUR) == ["a"]


def test_a_removed_article_gets_no_hints_and_is_not_reopened(archive):
    add(archive, a_sighting(headline=None))
    record(archive, Outcome.REMOVED)
    add(archive, a_sighting(modified=modified(NOW + HOUR), headline="The name that was removed"))
    assert row(archive)["hint_headline"] is None
    record(archive, Outcome.ARTICLE, article_id=7)
    assert row(archive)["outcome"] == Outcome.REMOVED
    assert url_states.reopen(archive, [POST], Outcome.REMOVED) == 0
    assert due(archive, now=NOW + 100 * DAY) == []


@pytest.mark.parametrize(
    "outcome", [o for o in Outcome if o not in (*outcome_groups.STORED, Outcome.REMOVED, Outcome.PENDING)]
)
def test_a_stored_article_stays_stored_whatever_a_later_check_finds(archive, outcome):
    add(archive, a_sighting())
    article_id = store_article(archive)
    record(archive, outcome, now=NOW + HOUR)
    assert (row(archive)["outcome"], row(archive)["article_id"]) == (Outcome.ARTICLE, article_id)
    assert due(archive, now=NOW + 2 * DAY) == (["a"] if outcome.is_retried else [])


def test_not_modified_does_not_make_a_page_an_article(archive):
    add(archive, a_sighting())
    record(archive, Outcome.TOO_SHORT, etag='"1"')
    record(archive, Outcome.ARTICLE, reason="not modified")
    assert row(archive)["outcome"] == Outcome.TOO_SHORT


def test_a_final_outcome_can_be_reopened(archive):
    add(archive, a_sighting(), a_sighting("https://rivertown.example/b"))
    add(archive, a_sighting("https://hill.example/c"), outlet=TIMES)
    for url in (URL, "https://rivertown.example/b", "https://hill.example/c"):
        record(archive, Outcome.NOT_ARTICLE, url=url)
    assert url_states.reopen(archive, [POST], Outcome.NOT_ARTICLE) == 2
    assert sorted(due(archive)) == ["a", "b"]
    assert queued_urls.outcomes(archive.conn, POST) == {Outcome.PENDING: 2}
    assert queued_urls.outcomes(archive.conn) == {Outcome.PENDING: 2, Outcome.NOT_ARTICLE: 1}


def test_stored_articles_can_be_requested_again_and_stay_stored(archive):
    add(archive, a_sighting())
    store_article(archive)
    assert url_states.reopen(archive, [POST], Outcome.ARTICLE) == 1
    assert due(archive) == ["a"]
    assert row(archive)["outcome"] == Outcome.ARTICLE


def test_an_address_that_redirects_to_another_article_keeps_its_own_article(archive):
    add(archive, a_sighting())
    record(archive, Outcome.ARTICLE, article_id=1)
    record(archive, Outcome.ARTICLE, article_id=2)
    assert archive.conn.execute("SELECT article_id FROM urls").fetchall() == [(1,)]


def test_a_canonical_of_two_articles_is_taken_from_both(archive):
    add(archive, a_sighting())
    store_article(archive)
    with archive.transaction():
        url_states.mark_shared_canonical(archive.conn, archive.conn.execute("SELECT key FROM urls").fetchone()[0])
    row = archive.conn.execute("SELECT outcome, article_id, reason FROM urls").fetchone()
    assert tuple(row) == ("not_article", None, "several articles declare this address as their own")
    assert due(archive) == []
