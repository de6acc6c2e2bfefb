"""The dates that a page declares for programs, and the day in its address."""

from collections.abc import Callable
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.extraction.dates.date_parsing import DateStyle
from newsarchive.extraction.dates.declared_dates import (
    address_days,
    declared_modified,
    declared_published,
    times_with_label,
)
from newsarchive.extraction.dates.printed_dates import TimeElement
from newsarchive.extraction.page.parsed_page import ParsedPage

STYLE = DateStyle(ZoneInfo("Europe/London"), datetime(2026, 11, 22, 12, 0, tzinfo=UTC))
HEAD = (
    '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2026-11-20T10:00:00Z", '
    '"dateModified": "2026-11-21T10:00:00Z", "dateCreated": "2026-11-19"}</script>'
    '<meta property="article:published_time" content="2026-11-20T11:00:00Z">'
    '<meta property="article:modified_time" content="2026-11-21T11:00:00Z">'
)
BODY = '<i itemprop="datePublished" content="2026-11-20">x</i><b itemprop="dateModified" content="2026-11-21">x</b>'


def test_published_times_come_with_the_most_trusted_place_first(parsed: Callable[..., ParsedPage]) -> None:
    found = [(candidate.where, candidate.value) for candidate in declared_published(parsed(HEAD, BODY))]
    assert found == [
        ("JSON-LD datePublished", "2026-11-20T10:00:00Z"),
        ("meta article:published_time", "2026-11-20T11:00:00Z"),
        ("itemprop datePublished", "2026-11-20"),
        ("JSON-LD dateCreated", "2026-11-19"),
    ]


def test_times_of_changes_come_with_the_most_trusted_place_first(parsed: Callable[..., ParsedPage]) -> None:
    assert [candidate.where for candidate in declared_modified(parsed(HEAD, BODY))] == [
        "JSON-LD dateModified",
        "meta article:modified_time",
        "itemprop dateModified",
    ]


def test_a_page_without_declarations_has_no_dates(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body="<p>20 November 2026</p>")
    assert [*declared_published(page), *declared_modified(page)] == []


@pytest.mark.parametrize(
    ("url", "day"),
    [
        pytest.param("https://post.example/2026/11/20/bridge", "2026-11-20", id="folders"),
        pytest.param("https://post.example/2026-11-20-bridge", "2026-11-20", id="hyphens"),
        pytest.param("https://post.example/20261120/bridge", "2026-11-20", id="digits"),
        pytest.param("https://post.example/2026/nov/20/bridge", "2026-11-20", id="a named month"),
    ],
)
def test_the_day_in_an_address_is_found(url: str, day: str) -> None:
    assert [(candidate.value, candidate.where) for candidate in address_days(url, STYLE)] == [(day, "address")]


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://post.example/2026/11/bridge", id="a month"),
        pytest.param("https://post.example/2019115-bridge", id="a number"),
        pytest.param("https://post.example/2026/13/20/bridge", id="not a month"),
        pytest.param("https://post.example/bridge?day=2026-11-20", id="in the query"),
        pytest.param("https://post.example/2026/foo/20/bridge", id="not the name of a month"),
    ],
)
def test_other_numbers_in_an_address_are_not_a_day(url: str) -> None:
    assert list(address_days(url, STYLE)) == []


def test_a_time_without_a_label_is_the_publication_time() -> None:
    times = [TimeElement("1", None), TimeElement("2", "updated"), TimeElement("3", "published")]
    assert [candidate.value for candidate in times_with_label(times, "published", "x")] == ["1", "3"]
    assert [candidate.value for candidate in times_with_label(times, "updated", "x")] == ["2"]
