"""What `check` prints of an outlet; whole checks of invented outlets are in tests/outlet_tools/check."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.cli.reports.check_report import checked_lines, checked_row
from newsarchive.outlet import Outlet
from newsarchive.outlet_tools.check.diagnosis import OutletCheck, PolledSource, TriedPage
from newsarchive.records import Article, Author, Outcome, Sighting, Stamp

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
FEED, PAGE = "https://post.example/rss", "https://post.example/news/1"
POST = Outlet(
    name="rivertown_post",
    title="Rivertown Post",
    home="https://post.example/",
    country="gb",
    language="en",
    timezone="Europe/London",
    domains=("post.example",),
)
ARTICLE = Article(
    outlet="rivertown_post",
    headline="Bridge opens after nine years",
    body="The bridge opened on Friday.\n\nThe ferry sails on.",
    authors=(Author("Martha Ellwood"),),
    byline="Martha Ellwood",
    published=Stamp(NOW.date(), NOW),
    provenance={"headline": "og:title", "authors": "meta author"},
)
READ = TriedPage(PAGE, Outcome.ARTICLE, article=ARTICLE, has_headline=True)


def a_feed(age: timedelta = timedelta(minutes=12)) -> PolledSource:
    newest = NOW - age
    return PolledSource(FEED, "feed", (Sighting(PAGE, FEED, "feed", published=Stamp(newest.date(), newest)),))


def a_check(*polled: PolledSource, tried: TriedPage | None = None) -> OutletCheck:
    return OutletCheck(POST, polled or (a_feed(),), (tried or READ,), NOW)


def test_an_outlet_is_two_lines():
    assert list(checked_lines(a_check(), with_fields=False)) == [
        "Rivertown Post (gb, en)   feed: 1 entry, newest 12 min ago",
        "1 of 1 articles read      headline 1  byline 1  published 1  body 1 (median 49 characters)",
    ]


def test_fields_are_listed_with_the_place_where_they_stood():
    lines = list(checked_lines(a_check(), with_fields=True))
    assert f"  {PAGE}" in lines
    assert "    headline   Bridge opens after nine years   [og:title]" in lines
    assert "    byline     Martha Ellwood   [meta author]" in lines
    assert "    section    -" in lines
    assert lines[-1] == "    body       49 characters, 2 paragraphs"


@pytest.mark.parametrize(
    ("age", "words"),
    [
        pytest.param(timedelta(seconds=30), "just now", id="seconds"),
        pytest.param(timedelta(minutes=119), "119 min ago", id="less than two hours"),
        pytest.param(timedelta(hours=47), "47 h ago", id="less than two days"),
        pytest.param(timedelta(days=3), "3 days ago", id="days"),
        pytest.param(timedelta(minutes=-5), "dated in the future", id="in the future"),
    ],
)
def test_the_age_of_the_newest_entry_is_in_a_unit_that_reads_well(age: timedelta, words: str):
    assert next(checked_lines(a_check(a_feed(age)), with_fields=False)).endswith(f"newest {words}")


def test_what_broke_is_a_line_of_its_own():
    gone = PolledSource(FEED, "feed", outcome=Outcome.NOT_FOUND, problem="404 Not Found")
    checked = a_check(gone, tried=TriedPage(PAGE, Outcome.TOO_SHORT, "3 words of text"))
    lines = list(checked_lines(checked, with_fields=True))
    assert any(line.startswith("  broken: feed: ") and "404 Not Found" in line for line in lines)
    assert f"  {PAGE}   too_short: 3 words of text" in lines


def test_programs_get_the_same_as_json():
    row = json.loads(json.dumps(checked_row(a_check())))
    assert (row["outlet"], row["is_well"], row["broken"], row["median_length"]) == ("rivertown_post", True, [], 49)
    assert row["sources"][0] | {"url": FEED, "entries": 1, "newest_at": "2026-11-20T11:48:00Z"} == row["sources"][0]
    (article,) = row["articles"]
    assert article["fields"]["headline"] == {"value": "Bridge opens after nine years", "from": "og:title"}
    assert article["fields"]["section"] == {"value": None, "from": None}
