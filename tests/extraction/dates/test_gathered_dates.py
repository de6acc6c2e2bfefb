"""The dates of one page, each read once."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from newsarchive.extraction.dates.gathered_dates import GatheredDates, is_day_only, is_same_day
from newsarchive.extraction.page.parsed_page import ParsedPage
from newsarchive.outlet import Outlet

HEADLINE = "<h1>Ferry turns back after an hour</h1>"


@pytest.fixture
def gathered(parsed: Callable[..., ParsedPage]) -> Callable[[str, str], GatheredDates]:
    def build(head: str, body: str) -> GatheredDates:
        outlet = Outlet(name="h", title="Harbour", home="https://h.example/", language="en", timezone="Europe/Oslo")
        return GatheredDates(parsed(head, body), outlet, datetime(2026, 11, 22, 12, tzinfo=UTC))

    return build


def test_each_place_counts_with_its_first_date(gathered: Callable[[str, str], GatheredDates]) -> None:
    meta = '<meta property="article:published_time" content="2026-11-{}">'
    dates = gathered(meta.format("20") + meta.format("19") + '<meta name="date" content="2026-11-18">', "")
    assert [one.stamp.on.day for one in dates.in_head] == [20, 18]


def test_what_is_printed_comes_after_time_elements(gathered: Callable[[str, str], GatheredDates]) -> None:
    body = f'{HEADLINE}<p class="date">Published 20 November 2026 09:05</p><time datetime="2026-11-20">Friday</time>'
    dates = [*gathered("", body).shown("published")]
    assert [one.candidate.where for one in dates] == ["time element", "printed below the headline"]
    assert [is_day_only(one) for one in dates] == [True, False]
    assert is_same_day(*dates)


def test_an_age_is_marked_as_one(gathered: Callable[[str, str], GatheredDates]) -> None:
    [age] = gathered("", f'{HEADLINE}<p class="date">2 hours ago</p>').shown("published")
    assert age.is_relative
    assert age.stamp.on == date(2026, 11, 22)


@pytest.mark.parametrize("day", ["1970-01-01", "2026-11-30"])
def test_a_missing_date_and_one_to_come_are_left_out(gathered: Callable[[str, str], GatheredDates], day: str) -> None:
    assert gathered(f'<meta name="date" content="{day}">', "").declared == []
