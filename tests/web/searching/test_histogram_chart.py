"""The histogram of a search as bars: sizes, words and links."""

from datetime import date

import pytest

from newsarchive.archive.search.histogram import Histogram, TimeSpan
from newsarchive.web.searching.histogram_chart import HEIGHT, MIN_BAR_HEIGHT, draw_histogram, span_label

JANUARY = TimeSpan(date(2026, 1, 1), date(2026, 1, 31), 1_000)
FEBRUARY = TimeSpan(date(2026, 2, 1), date(2026, 2, 28), 1)
MARCH = TimeSpan(date(2026, 3, 1), date(2026, 3, 9), 0)


def draw(*spans, unit="month"):
    return draw_histogram(Histogram(unit, spans), lambda since, until: f"/search?since={since}&until={until}")


def test_bars_are_as_high_as_their_share_and_link_to_their_days():
    chart = draw(JANUARY, FEBRUARY, MARCH)
    assert [bar.height for bar in chart.bars] == [HEIGHT, MIN_BAR_HEIGHT, 0]
    assert chart.bars[1].href == "/search?since=2026-02-01&until=2026-02-28"
    assert (chart.bars[1].since, chart.bars[1].until) == ("2026-02-01", "2026-02-28")
    assert [bar.label for bar in chart.bars] == [
        "January 2026: 1,000 articles",
        "February 2026: 1 article",
        "1 Mar 2026 to 9 Mar 2026: 0 articles",
    ]
    assert chart.summary == "1,001 articles, most in January 2026: 1,000"
    assert (chart.first, chart.last, chart.note) == ("1 Jan 2026", "9 Mar 2026", None)


def test_what_was_not_counted_is_no_zero():
    chart = draw(TimeSpan(date(2025, 12, 1), date(2025, 12, 31), None), JANUARY, FEBRUARY)
    assert (chart.bars[0].number, chart.bars[0].label) == (None, "December 2025: not counted")
    assert chart.note == "Too many results to count all of them: counted from 1 January 2026 on."


def test_days_are_named_as_days():
    day = TimeSpan(date(2026, 1, 5), date(2026, 1, 5), 3)
    assert draw(day, unit="day").summary == "3 articles, most on 5 Jan 2026: 3"
    assert draw(day, unit="day").title == "Articles per day"


@pytest.mark.parametrize(
    ("first", "last", "unit", "label"),
    [
        (date(2026, 1, 5), date(2026, 1, 11), "week", "5 Jan 2026 to 11 Jan 2026"),
        (date(2024, 2, 1), date(2024, 2, 29), "month", "February 2024"),
        (date(2024, 1, 1), date(2024, 12, 31), "year", "2024"),
        (date(2024, 3, 1), date(2024, 12, 31), "year", "1 Mar 2024 to 31 Dec 2024"),
        (date(1990, 1, 1), date(1999, 12, 31), "decade", "1990 to 1999"),
        (date(9999, 12, 1), date.max, "month", "December 9999"),
    ],
)
def test_stretches_have_names(first, last, unit, label):
    assert span_label(TimeSpan(first, last, 1), unit) == label
