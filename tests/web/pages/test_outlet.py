"""The page of an outlet."""

from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.health.outlet_profile import FieldShares, outlet_profile
from newsarchive.records import FeedState
from newsarchive.web.pages.outlet import feed_entry
from tests.web.sample_archive import NOW, SCRIPT
from tests.web.support import Markup, get, text_of


async def test_the_page_shows_extent_fields_feeds_and_runs(health):
    page = (await get(health, "/outlet/rivertown_post")).text
    text = text_of(page)
    assert "Outlet file gb/rivertown_post.py" in text
    assert "with a byline 40% 100%" in text
    assert "median length 2,500 characters 2,500 characters" in text
    assert "failed 3 times in a row: HTTP 404: not found" in text
    assert "30 seen, 4 new, 1 revised, 2 refused" in text
    assert "blocked 56" in text
    assert 'href="/search?outlet=rivertown_post"' in page
    assert 'href="/search?outlet=rivertown_post&amp;section=' in page


async def test_nothing_that_an_outlet_states_becomes_markup_or_a_script(health):
    page = (await get(health, "/outlet/rivertown_post")).text
    links = [attributes.get("href", "") for tag, attributes in Markup(page).elements if tag == "a"]
    assert not any(link.startswith("javascript:") for link in links)
    assert SCRIPT not in page
    assert SCRIPT not in (await get(health, "/outlet/hostile")).text


async def test_what_is_wrong_with_the_outlet_is_on_its_page(health):
    assert "no new article since 15 Nov 2026" in (await get(health, "/outlet/mimori_shimpo")).text
    assert "What is wrong" not in (await get(health, "/outlet/rivertown_post")).text


async def test_an_unknown_outlet_says_which_one_was_meant(health):
    page = (await get(health, "/outlet/rivertown_pots", 404)).text
    assert "The archive has no outlet rivertown_pots. Did you mean rivertown_post?" in text_of(page)
    assert "Did you mean" not in (await get(health, "/outlet/zzz", 404)).text


async def test_the_same_as_json(health):
    values = (await get(health, "/outlet/mimori_shimpo.json")).json()
    assert values["title"] == "三森新報"
    assert [one["kind"] for one in values["findings"]] == ["silent"]
    assert values["before"]["articles"] == 90
    post = (await get(health, "/outlet/rivertown_post.json")).json()
    assert post["runs"][0]["refused"] == {"blocked": 2}
    assert post["feeds"][0]["polled_at"] == "2026-11-20T12:00:00Z"
    await get(health, "/outlet/rivertown_post.csv", 404)


def test_an_outlet_that_was_never_crawled_has_a_profile(health_path: Path):
    with Archive.open(health_path) as archive:
        profile = outlet_profile(archive.conn, "sada_almarsa", NOW)
        assert profile is not None
        assert (profile.recent, profile.feeds, profile.runs) == (None, [], [])
        assert outlet_profile(archive.conn, "nobody", NOW) is None


def test_shares_are_those_of_all_articles_of_the_days(health_path: Path):
    with Archive.open(health_path) as archive:
        profile = outlet_profile(archive.conn, "rivertown_post", NOW)
    assert profile is not None
    # Two of the thirty days had no crawl.
    assert profile.recent == FieldShares(280, 0.4, 1.0, 0.0, 1.0, 2500)


@pytest.mark.parametrize(
    ("feed", "state"),
    [
        (FeedState("https://a.example/", "a", "feed"), "not asked yet"),
        (FeedState("https://a.example/", "a", "feed", polled_at=NOW), "answers"),
        (FeedState("https://a.example/", "a", "feed", polled_at=NOW, problem="broken XML"), "broken XML"),
        (
            FeedState("https://a.example/", "a", "feed", polled_at=NOW, failures=1, problem="HTTP 503"),
            "failed 1 time in a row: HTTP 503",
        ),
    ],
    ids=["never asked", "answers", "a problem", "fails"],
)
def test_the_state_of_a_feed(feed: FeedState, state: str):
    assert feed_entry(feed).state == state
