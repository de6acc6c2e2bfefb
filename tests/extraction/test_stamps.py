"""When a page says it was published and changed."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.extraction.markup import ParsedPage
from newsarchive.extraction.stamps import find_modified, find_published
from newsarchive.records import Stamp

OSLO = ZoneInfo("Europe/Oslo")
FETCHED = date(2026, 11, 22)
LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "{}": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'


def published(page: ParsedPage) -> Stamp | None:
    found = find_published(page, OSLO, FETCHED)
    return found.stamp if found else None


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        pytest.param(
            LD.format("datePublished", "2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="JSON-LD",
        ),
        pytest.param(
            META.format("2026-11-20T08:30:00Z"), "", datetime(2026, 11, 20, 8, 30, tzinfo=UTC), id="meta in UTC"
        ),
        pytest.param(
            META.format("2026-11-20 08:30"), "", datetime(2026, 11, 20, 7, 30, tzinfo=UTC), id="outlet's zone"
        ),
        pytest.param(
            LD.format("datePublished", "2026-11-20") + META.format("2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="a day, and elsewhere its time",
        ),
        pytest.param(
            LD.format("datePublished", "2026-11-20T00:00:00+01:00") + META.format("2026-11-20T08:30:00+01:00"),
            "",
            datetime(2026, 11, 20, 7, 30, tzinfo=UTC),
            id="midnight, and elsewhere the time",
        ),
        pytest.param(
            LD.format("datePublished", "9999-01-01T00:00:00Z") + META.format("2026-11-20T08:30:00Z"),
            "",
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="a year that cannot be",
        ),
        pytest.param(
            META.format("2027-11-20T08:30:00Z"),
            '<time datetime="2026-11-20T08:30:00Z">x</time>',
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="after the fetch",
        ),
        pytest.param(
            "",
            '<aside><time datetime="2020-01-01T08:00Z">x</time></aside><time datetime="2026-11-20T08:30:00Z">x</time>',
            datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
            id="not another story's",
        ),
    ],
)
def test_the_time_is_read_from_the_most_trusted_place(
    parsed: Callable[..., ParsedPage], head: str, body: str, expected: datetime
) -> None:
    assert published(parsed(head, body)) == Stamp(expected.astimezone(OSLO).date(), expected)


def test_a_day_alone_stays_a_day(parsed: Callable[..., ParsedPage]) -> None:
    assert published(parsed(META.format("2026-11-20"))) == Stamp(date(2026, 11, 20))


def test_a_printed_day_is_found_where_nothing_is_declared(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(body='<article><div class="date">Published 20 November 2026</div><p>Text of the story.</p></article>')
    assert published(page) == Stamp(date(2026, 11, 20))


def test_no_date_is_none(parsed: Callable[..., ParsedPage]) -> None:
    assert published(parsed(body="<p>No date here.</p><p>None at all.</p>")) is None


@pytest.mark.parametrize(
    ("claimed", "expected"),
    [
        pytest.param("2026-11-21T10:00:00Z", datetime(2026, 11, 21, 10, tzinfo=UTC), id="after the publication"),
        pytest.param("2026-11-20T08:30:00Z", None, id="the same moment"),
        pytest.param("2026-11-19T08:30:00Z", None, id="before it"),
    ],
)
def test_modified_is_a_change_after_the_publication(
    parsed: Callable[..., ParsedPage], claimed: str, expected: datetime | None
) -> None:
    first = Stamp(date(2026, 11, 20), datetime(2026, 11, 20, 8, 30, tzinfo=UTC))
    found = find_modified(parsed(LD.format("dateModified", claimed)), OSLO, FETCHED, first)
    assert (found.stamp.at if found else None) == expected
