"""The chart of articles per day: its bars, and the day it ends with."""

from datetime import date, timedelta

from newsarchive.web.chart import DAYS, HEIGHT, draw_days, draw_small

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
