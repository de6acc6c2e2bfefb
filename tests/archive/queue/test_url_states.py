"""The queue: which URLs are new, which are due, what a request changes, and what reopens a URL."""

from datetime import UTC, date, datetime, timedelta

import pytest

from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.queue import url_states
from newsarchive.outlet import Outlet
from newsarchive.records import Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FEED, OTHER_FEED = "https://rivertown.example/rss", "https://rivertown.example/news.xml"
URL = "https://rivertown.example/a"
POST, TIMES = "rivertown_post", "hill_times"


def an_outlet(name):
    return Outlet(name=name, title=name, home="https://rivertown.example/", language="en", timezone="UTC")


def a_sighting(url=URL, at=NOW - HOUR, **facts):
    stamp = Stamp(at.date(), at) if at else None
    return Sighting(**{"url": url, "found_in": FEED, "kind": "feed", "headline": "A", "published": stamp, **facts})


def modified(at):
    return Stamp(at.date(), at)


@pytest.fixture
def archive(tmp_path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [an_outlet(POST), an_outlet(TIMES)])
        yield archive


def add(archive, *sightings, now=NOW, outlet=POST):
    return url_states.add_sightings(archive, outlet, sightings, now)


def due(archive, now=NOW, limit=100, **bounds):
    return [one.url.rpartition("/")[2] for one in url_states.due(archive.conn, POST, now, limit, **bounds)]


def record(archive, outcome, now=NOW, url=URL, reason=None, **facts):
    url_states.record_outcome(archive, url, outcome, reason, now, **facts)


def store_article(archive, url=URL):
    """An article and the outcome of its URL, as saving would leave them."""
    with archive.transaction():
        cursor = archive.conn.execute(
            "INSERT INTO articles(search_id, outlet, url, headline, word_count, first_seen_at, checked_at, last_status)"
            " VALUES (1, ?, ?, 'A', 1, '2026-11-22T12:00:00Z', '2026-11-22T12:00:00Z', 200)",
            [POST, url],
        )
    record(archive, Outcome.ARTICLE, url=url, article_id=cursor.lastrowid)
    return cursor.lastrowid


def row(archive, url=URL):
    cursor = archive.conn.execute("SELECT * FROM urls WHERE url = ?", [url])
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def article(archive, article_id):
    return archive.conn.execute("SELECT last_status, gone_at FROM articles WHERE id = ?", [article_id]).fetchone()


def test_a_url_is_new_once(archive):
    assert add(archive, a_sighting(), a_sighting("https://rivertown.example/b")) == 2
    assert add(archive, a_sighting(), now=NOW + HOUR) == 0
    assert row(archive)["first_seen_at"] == "2026-11-22T12:00:00Z"
    assert row(archive)["last_seen_at"] == "2026-11-22T13:00:00Z"


def test_spellings_of_one_address_are_one_url(archive):
    twice = [a_sighting(URL + "?utm_source=rss"), a_sighting("http://www.rivertown.example/a#top")]
    assert add(archive, *twice) == 1
    assert add(archive) == 0


def test_the_sighting_of_a_url_comes_back_with_it(archive):
    sighting = a_sighting(modified=Stamp(date(2026, 11, 22)))
    add(archive, sighting)
    (queued,) = url_states.due(archive.conn, POST, NOW, 1)
    assert (queued.sighting, queued.outlet, queued.outcome, queued.attempts) == (sighting, POST, Outcome.PENDING, 0)


def test_a_sitemap_of_fifty_thousand_is_one_transaction(archive):
    statements = []
    archive.conn.set_trace_callback(statements.append)
    many = [a_sighting(f"https://rivertown.example/{n}", kind="sitemap") for n in range(50_000)]
    assert add(archive, *many) == 50_000
    assert [one for one in statements if one.startswith(("BEGIN", "COMMIT"))] == ["BEGIN IMMEDIATE", "COMMIT"]
    assert url_states.pending_counts(archive.conn) == {POST: 50_000}


def test_the_newest_are_due_first_and_the_undated_by_when_they_were_seen(archive):
    add(archive, a_sighting("https://rivertown.example/undated", at=None), now=NOW - 2 * HOUR)
    add(
        archive,
        a_sighting("https://rivertown.example/old", at=NOW - 5 * DAY),
        a_sighting("https://rivertown.example/corrected", at=NOW - 9 * DAY, modified=modified(NOW - HOUR)),
        a_sighting("https://rivertown.example/day", at=None, published=Stamp(date(2026, 11, 21))),
    )
    assert due(archive) == ["corrected", "undated", "day", "old"]
    assert due(archive, limit=2) == ["corrected", "undated"]


def test_another_outlets_urls_are_not_due(archive):
    add(archive, a_sighting(), outlet=TIMES)
    assert due(archive) == []


@pytest.mark.parametrize(
    ("bounds", "urls"),
    [
        pytest.param({}, ["home", "new", "feed", "old", "undated"], id="no bounds"),
        pytest.param({"sitemap_days": 7}, ["home", "new", "feed"], id="a week of sitemaps"),
        pytest.param({"sitemap_days": 7, "since": date(2026, 10, 1)}, ["home", "new", "feed", "old"], id="since a day"),
    ],
)
def test_old_and_undated_addresses_of_sitemaps_stay_pending(archive, bounds, urls):
    def base(name):
        return f"https://rivertown.example/{name}"

    add(archive, a_sighting(base("home"), at=None, kind="home"))
    add(archive, a_sighting(base("new"), kind="sitemap"))
    add(archive, a_sighting(base("feed"), at=NOW - 30 * DAY))
    add(archive, a_sighting(base("old"), at=NOW - 40 * DAY, kind="sitemap"))
    add(archive, a_sighting(base("undated"), at=None, kind="sitemap"), now=NOW - 60 * DAY)
    assert due(archive, **bounds) == urls
    assert url_states.pending_counts(archive.conn) == {POST: 5}


@pytest.mark.parametrize("outcome", [o for o in Outcome if o.is_final and o not in url_states.STORED])
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
    (queued,) = url_states.due(archive.conn, POST, NOW + 100 * DAY, 1)
    assert (queued.etag, queued.last_modified) == ('"2"', "Sun, 22 Nov 2026 11:00:00 GMT")


def test_a_url_that_was_never_seen_is_not_handled_by_the_queue(archive):
    record(archive, Outcome.NOT_FOUND)
    assert url_states.outcomes(archive.conn) == {}


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
    (queued,) = url_states.due(archive.conn, POST, NOW + 2 * HOUR, 1)
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


def test_an_article_whose_announced_change_waits_is_still_checked_by_its_age(archive):
    add(archive, a_sighting())
    store_article(archive)
    archive.conn.execute("UPDATE articles SET recheck_at = '2026-11-22T14:30:00Z'")
    archive.conn.execute("UPDATE urls SET retry_at = '2026-11-25T00:00:00Z'")
    later = NOW + 3 * HOUR
    assert [one.url for one in url_states.rechecks(archive.conn, POST, later, 9)] == [URL]
    archive.conn.execute("UPDATE urls SET attempts = 1")
    assert url_states.rechecks(archive.conn, POST, later, 9) == []


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
    "outcome", [o for o in Outcome if o not in (*url_states.STORED, Outcome.REMOVED, Outcome.PENDING)]
)
def test_a_stored_article_stays_stored_whatever_a_later_check_finds(archive, outcome):
    add(archive, a_sighting())
    article_id = store_article(archive)
    record(archive, outcome, now=NOW + HOUR)
    assert (row(archive)["outcome"], row(archive)["article_id"]) == (Outcome.ARTICLE, article_id)
    assert due(archive, now=NOW + 2 * DAY) == (["a"] if outcome.is_retried else [])


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
    assert url_states.outcomes(archive.conn, POST) == {Outcome.PENDING: 2}
    assert url_states.outcomes(archive.conn) == {Outcome.PENDING: 2, Outcome.NOT_ARTICLE: 1}


def test_stored_articles_can_be_requested_again_and_stay_stored(archive):
    add(archive, a_sighting())
    store_article(archive)
    assert url_states.reopen(archive, [POST], Outcome.ARTICLE) == 1
    assert due(archive) == ["a"]
    assert row(archive)["outcome"] == Outcome.ARTICLE


def test_due_urls_are_read_in_the_order_of_the_index(archive):
    plan = archive.conn.execute(
        "EXPLAIN QUERY PLAN " + url_states._DUE, {"outlet": POST, "now": "", "limit": 9, "oldest": ""}
    ).fetchall()
    details = [detail for *_, detail in plan]
    assert not [detail for detail in details if detail.startswith("SCAN urls")]
    first_list = details[details.index(next(detail for detail in details if "urls_queue" in detail)) + 1]
    assert "TEMP B-TREE" not in first_list


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
