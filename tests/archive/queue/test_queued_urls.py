"""Which URLs are due, in which order, and what comes back with them."""

from datetime import date

import pytest

from newsarchive.archive.queue import queued_urls
from newsarchive.records import Outcome, Stamp
from tests.archive.queue.rivertown_queue import DAY, HOUR, NOW, POST, TIMES, a_sighting, add, due, modified


def test_the_sighting_of_a_url_comes_back_with_it(archive):
    sighting = a_sighting(modified=Stamp(date(2026, 11, 22)))
    add(archive, sighting)
    (queued,) = queued_urls.due(archive.conn, POST, NOW, 1)
    assert (queued.sighting, queued.outlet, queued.outcome, queued.attempts) == (sighting, POST, Outcome.PENDING, 0)


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
    assert queued_urls.pending_counts(archive.conn) == {POST: 5}


def test_due_urls_are_read_in_the_order_of_the_index(archive):
    plan = archive.conn.execute(
        "EXPLAIN QUERY PLAN " + queued_urls._DUE, {"outlet": POST, "now": "", "limit": 9, "oldest": ""}
    ).fetchall()
    details = [detail for *_, detail in plan]
    assert not [detail for detail in details if detail.startswith("SCAN urls")]
    first_list = details[details.index(next(detail for detail in details if "urls_queue" in detail)) + 1]
    assert "TEMP B-TREE" not in first_list
