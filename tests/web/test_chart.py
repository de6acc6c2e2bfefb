"""The chart of articles per day: its bars, and the day it ends with."""

from datetime import date, timedelta

import pytest

from newsarchive.web.chart import DAYS, HEIGHT, MOST_YEARS, draw_days, draw_small, draw_span

TODAY = date(2026, 11, 20)


def draw(counts):
    return draw_days(counts, TODAY, lambda day: f"/search?since={day}")


def test_without_articles_there_is_no_chart():
    assert draw({}) is None


def test_the_busiest_day_fills_the_height_and_one_article_stays_visible():
    chart = draw({TODAY: 5000, TODAY - timedelta(days=1): 1})
    *_, before, last = chart.bars
    assert (last.height, last.y) == (HEIGHT, 0)
    assert before.height >= 1
    assert len(chart.bars) == DAYS
    assert "5,001 articles" in chart.description
    assert chart.bars[0].height == 0


def test_the_chart_of_old_articles_ends_with_their_newest_day():
    chart = draw({date(2016, 12, 9): 1})
    assert chart.last == "9 Dec 2016"


def test_after_a_pause_of_some_weeks_the_chart_still_ends_today():
    chart = draw({TODAY - timedelta(days=30): 2})
    assert chart.last == "20 Nov 2026"


def test_days_in_the_future_do_not_move_the_chart():
    chart = draw({date(2099, 1, 1): 7, TODAY: 1})
    assert chart.last == "20 Nov 2026"
    assert chart.bars[-1].count == 1


def test_each_bar_has_its_day_its_number_and_its_address():
    bar = draw({TODAY: 5000}).bars[-1]
    assert (bar.day, bar.number, bar.label) == ("20 November 2026", "5,000", "20 November 2026: 5,000 articles")
    assert bar.href == "/search?since=2026-11-20"
    assert bar.x == (DAYS - 1) * bar.step


def test_a_small_chart_has_a_bar_for_each_day_with_articles_and_a_line_for_each_gap():
    days = [date(2026, 11, day) for day in (18, 19, 20)]
    chart = draw_small("Post", {days[0]: 4, days[2]: 1}, days)
    assert chart.bars == "M0 24v-24h3v24zM8 24v-6h3v6z"
    assert chart.gaps == "M4 23h4v1h-4z"
    assert chart.description == "Post: 5 articles in 2 days with a crawl, at most 4 a day"
    assert draw_small("Post", {days[0]: 0}, days[:1]).bars == ""


def span(*days, today=TODAY):
    return draw_span(dict.fromkeys(days, 3), today, lambda since, until: f"{since}..{until}")


@pytest.mark.parametrize(
    ("first", "unit", "bars", "first_name"),
    [
        (date(2026, 9, 1), "day", DAYS, "23 Aug 2026"),
        (date(2026, 8, 1), "week", 17, "the week of 27 Jul 2026"),
        (date(2024, 6, 1), "week", 130, "the week of 27 May 2024"),
        (date(2024, 5, 1), "month", 31, "May 2024"),
        (date(2019, 1, 1), "month", 95, "January 2019"),
        (date(1987, 3, 1), "year", 40, "1987"),
        (date(1, 1, 1), "year", MOST_YEARS, "1827"),
    ],
)
def test_the_whole_span_is_shown_in_days_weeks_months_or_years(first, unit, bars, first_name):
    chart = span(first, TODAY)
    assert (chart.unit, len(chart.bars), chart.first) == (unit, bars, first_name)
    assert chart.last == "20 Nov 2026"
    assert chart.title == f"Articles per {unit}"
    assert chart.bars[-1].count == 3


def test_a_period_has_all_its_articles_and_the_address_of_its_days():
    chart = span(date(2025, 1, 1), date(2025, 1, 31), date(2025, 3, 1), date(2019, 5, 5), TODAY)
    january, february, november = chart.bars[-23], chart.bars[-22], chart.bars[-1]
    assert (january.day, january.number, january.href) == ("January 2025", "6", "2025-01-01..2025-01-31")
    assert january.height == HEIGHT
    assert (february.is_gap, february.label) == (True, "February 2025: nothing in the archive")
    assert november.href == "2026-11-01..2026-11-20"
    assert "most in January 2025: 6" in chart.summary
    assert "months without articles." in chart.description


def test_a_span_without_articles_or_only_in_the_future_has_no_chart():
    assert span() is None
    assert span(date(2099, 1, 1)) is None
