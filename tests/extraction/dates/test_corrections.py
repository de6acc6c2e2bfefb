"""What a page shows about a wrong time of its own."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from newsarchive.extraction.dates.corrections import Corrections
from newsarchive.extraction.dates.gathered_dates import GatheredDates
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet
from newsarchive.records import Stamp

LD = '<script type="application/ld+json">{{"@type": "NewsArticle", "datePublished": "{}"}}</script>'
META = '<meta property="article:published_time" content="{}">'
OTHER_META = '<meta name="sailthru.date" content="{}">'
CHANGED = '<meta property="article:modified_time" content="{}">'
HEADLINE = "<h1>Ferry turns back after an hour</h1>"


def corrected(page: ParsedPage, zone: str = "Europe/Oslo") -> Stamp:
    """The page's first declared or visible time, after the corrections."""
    outlet = Outlet(name="harbour", title="Harbour Post", home="https://harbour.example/", language="en", timezone=zone)
    dates = GatheredDates(page, outlet, datetime(2026, 11, 22, 12, tzinfo=UTC))
    return Corrections(dates).corrected([*dates.declared, *dates.shown("published")][0]).stamp


def on_the_twentieth(hour: int, minute: int = 39) -> Stamp:
    return Stamp(date(2026, 11, 20), datetime(2026, 11, 20, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("head", "body", "hour"),
    [
        pytest.param(
            LD.format("2026-11-20T02:39:00+01:00") + OTHER_META.format("2026-11-20 14:39:00"), "", 13, id="declared"
        ),
        pytest.param(LD.format("2026-11-20T02:39"), "<p>20 November 2026 | 2:39 PM</p>", 13, id="printed with PM"),
        pytest.param(
            LD.format("2026-11-20T12:39:00+01:00") + OTHER_META.format("2026-11-20T00:39:00+01:00"),
            "",
            -1,
            id="half past midnight",
        ),
        pytest.param(LD.format("2026-11-20T02:39"), "<p>20 November 2026 | 2:39 AM</p>", 1, id="printed with AM"),
        pytest.param(LD.format("2026-11-20T02:39"), "<p>20 November 2026 | 2:40 PM</p>", 1, id="another minute"),
        pytest.param(
            LD.format("2026-11-20T02:39") + CHANGED.format("2026-11-20T14:39:00"), "", 1, id="the change, a day later"
        ),
        pytest.param(
            LD.format("2026-11-20T14:39:00+01:00") + OTHER_META.format("2026-11-20 02:39"), "", 13, id="a clock of 24"
        ),
    ],
)
def test_a_clock_of_twelve_hours_gets_its_half_of_the_day(
    parsed: Callable[..., ParsedPage], head: str, body: str, hour: int
) -> None:
    expected = (
        on_the_twentieth(hour) if hour >= 0 else Stamp(date(2026, 11, 20), datetime(2026, 11, 19, 23, 39, tzinfo=UTC))
    )
    assert corrected(parsed(head, f"<article>{HEADLINE}{body}</article>")) == expected


@pytest.mark.parametrize(
    ("line", "hour", "minute"),
    [
        pytest.param("<p>Published 20 November 2026 16:28</p>", 15, 28, id="the change is printed as the publication"),
        pytest.param("<p>Published 20 November 2026 21:02</p>", 20, 2, id="a story that was finished before"),
        pytest.param("<p>Updated 20 November 2026 16:28</p>", 20, 2, id="printed as the change"),
        pytest.param("", 20, 2, id="nothing printed"),
    ],
)
def test_a_publication_after_the_last_change_gives_way_to_the_printed_one(
    parsed: Callable[..., ParsedPage], line: str, hour: int, minute: int
) -> None:
    head = META.format("2026-11-20T20:02:00Z") + CHANGED.format("2026-11-20T15:28:00Z")
    assert corrected(parsed(head, f"<article>{HEADLINE}{line}</article>")) == on_the_twentieth(hour, minute)


@pytest.mark.parametrize(
    ("script", "line", "hour"),
    [
        pytest.param("2026-11-20T18:39:00+0000", "<p>20 November 2026 11:39</p>", 18, id="other zone printed"),
        pytest.param("2026-11-20T18:39:00+0000", "<p>20 November 2026 18:39</p>", 17, id="printed as written"),
        pytest.param("2026-11-20T18:39:00+0000", "", 17, id="nothing printed"),
        pytest.param("2026-11-20T18:40:00+0000", "<p>20 November 2026 11:39</p>", 17, id="another minute"),
    ],
)
def test_a_script_tells_the_zone_of_a_clock_that_the_page_prints_otherwise(
    parsed: Callable[..., ParsedPage], script: str, line: str, hour: int
) -> None:
    head = META.format("2026-11-20T18:39:00") + f"<script>window.publishDate = '{script}';</script>"
    assert corrected(parsed(head, f"<article>{HEADLINE}{line}</article>")) == on_the_twentieth(hour)


def test_a_number_of_seconds_shows_that_utc_is_utc(parsed: Callable[..., ParsedPage]) -> None:
    seconds = int(datetime(2026, 11, 20, 17, 39, tzinfo=UTC).timestamp())
    line = '<time datetime="2026-11-20 17:39:00 GMT" data-ts="{}">Nov 20, 2026 17:39</time>'
    sure = parsed("", f"<article>{HEADLINE}{line.format(seconds)}</article>")
    local = parsed("", f"<article>{HEADLINE}{line.format('')}</article>")
    assert corrected(sure, "America/New_York") == on_the_twentieth(17)
    assert corrected(local, "America/New_York") == on_the_twentieth(22)


def test_the_hand_written_z_of_an_analytics_service_tells_no_zone(parsed: Callable[..., ParsedPage]) -> None:
    parsely = """<meta name="parsely-page" content='{"pub_date": "2026-11-20T18:39:00Z"}'>"""
    assert corrected(parsed(META.format("2026-11-20 18:39:00") + parsely)) == on_the_twentieth(17)
