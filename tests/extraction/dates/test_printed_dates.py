"""Dates printed near the headline are the article's; dates of other stories and of the page are not."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from newsarchive.extraction.dates.date_parsing import DateStyle
from newsarchive.extraction.dates.printed_dates import TimeElement, VisibleDates
from newsarchive.extraction.page.parsed_page import ParsedPage

FETCHED = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
STYLE = DateStyle(ZoneInfo("Europe/London"), FETCHED)
TEXT = "<p>The bridge over the river is open again after the storm, the city said on Friday, and traffic flows.</p>" * 3
DAY = date(2026, 11, 20)


def days(page: ParsedPage) -> list[date]:
    return [printed.date.stamp.on for printed in VisibleDates(page, STYLE).printed]


@pytest.mark.parametrize(
    ("body", "where"),
    [
        pytest.param(f"<h1>Bridge</h1><p>20 November 2026</p>{TEXT}", "printed below the headline", id="below"),
        pytest.param(
            f"<div><p>20 November 2026</p><h1>Bridge</h1></div>{TEXT}", "printed above the headline", id="above"
        ),
        pytest.param(f"<article><p>20 November 2026</p>{TEXT}</article>", "printed at the article's top", id="no h1"),
    ],
)
def test_a_date_near_the_headline_is_found(parsed: Callable[..., ParsedPage], body: str, where: str) -> None:
    (printed,) = VisibleDates(parsed(body=body), STYLE).printed
    assert (printed.date.stamp.on, printed.where) == (DAY, where)


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(f"<h1>Bridge</h1>{TEXT}<footer><p>20 November 2026</p></footer>", id="the footer"),
        pytest.param(f"<h1>Bridge</h1><div class='comments'><p>20 November 2026</p></div>{TEXT}", id="comments"),
        pytest.param(
            f"<h1>Bridge</h1><figure><figcaption>20 November 2026</figcaption></figure>{TEXT}", id="a caption"
        ),
        pytest.param(
            f"<h1>Bridge</h1>{TEXT}" + "".join(f"<li><b>{n} November 2026</b></li>" for n in range(10, 20)), id="a list"
        ),
        pytest.param(
            f"<h1>Bridge</h1><a href='/x'>Ferry prices rise again as the new season begins, 20 November 2026</a>{TEXT}",
            id="a link",
        ),
        pytest.param(f"<h1>Bridge</h1><p>© 20 November 2026</p>{TEXT}", id="a copyright"),
    ],
)
def test_other_dates_are_not_the_articles(parsed: Callable[..., ParsedPage], body: str) -> None:
    assert days(parsed(body=body)) == []


def test_time_elements_come_with_their_labels(parsed: Callable[..., ParsedPage]) -> None:
    page = parsed(
        body="<h1>Bridge</h1><time class='published' datetime='2026-11-20'>x</time> Updated "
        "<time datetime='2026-11-21'>x</time><aside><time datetime='2026-11-01'>x</time></aside>"
    )
    assert VisibleDates(page, STYLE).times == (
        TimeElement("2026-11-20", "published"),
        TimeElement("2026-11-21", "updated"),
    )
