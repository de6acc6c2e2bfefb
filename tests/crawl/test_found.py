"""What a parse method returned, in each of the forms it may have."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from scrapy import Request

from newsarchive.crawl.found import Found, collect
from newsarchive.discovery.listing import Listing
from newsarchive.discovery.sitemaps import NestedSitemap, SitemapListing
from newsarchive.records import Sighting, Stamp

RSS = "https://post.example/rss"
ONE = Sighting("https://post.example/1", RSS, "feed")
FURTHER = Request("https://post.example/archive")
MAP = NestedSitemap("https://post.example/map.xml")


async def awaited(value: Any) -> Any:
    return value


async def yielded() -> AsyncIterator[Any]:
    yield ONE
    yield FURTHER


@pytest.mark.parametrize(
    ("result", "found"),
    [
        pytest.param(Listing((ONE,), "cut off"), Found([ONE], problem="cut off"), id="a feed"),
        pytest.param(SitemapListing((ONE,), nested=(MAP,), is_news=True),
                     Found([ONE], nested=[MAP], is_news=True), id="a sitemap"),
        pytest.param(Found([ONE], feeds=[RSS]), Found([ONE], feeds=[RSS]), id="a Found"),
        pytest.param([ONE, FURTHER], Found([ONE], requests=[FURTHER]), id="a list of both"),
        pytest.param(iter([ONE]), Found([ONE]), id="a generator"),
        pytest.param(["neither"], Found(), id="other things are ignored"),
        pytest.param(None, Found(), id="nothing"),
    ],
)  # fmt: skip
async def test_every_form_of_result_is_collected(result: Any, found: Found) -> None:
    assert await collect(result) == found


async def test_a_result_may_be_awaitable_or_come_asynchronously() -> None:
    assert await collect(awaited([ONE])) == Found([ONE])
    assert await collect(yielded()) == Found([ONE], requests=[FURTHER])


@pytest.mark.parametrize(
    ("found", "leads_on"),
    [
        pytest.param(Found([ONE]), False, id="only sightings"),
        pytest.param(Found(nested=[MAP]), True, id="a sitemap"),
        pytest.param(Found(feeds=[RSS]), True, id="a feed"),
        pytest.param(Found(requests=[FURTHER]), True, id="a request"),
    ],
)
def test_an_answer_that_names_further_sources_leads_on(found: Found, leads_on: bool) -> None:
    assert found.leads_on is leads_on


def test_the_newest_item_is_the_newest_with_a_time_of_day() -> None:
    day = date(2026, 11, 20)
    at = datetime(2026, 11, 20, 9, tzinfo=UTC)
    timed = Sighting("https://post.example/2", RSS, "feed", None, Stamp(day, at))
    dated = Sighting("https://post.example/3", RSS, "feed", None, Stamp(date(2026, 11, 21)))
    assert Found([ONE, timed, dated]).newest_item_at == at
    assert Found([ONE, dated]).newest_item_at is None
