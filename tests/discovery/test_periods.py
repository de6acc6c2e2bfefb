"""Periods in the names of sitemaps and the addresses of articles, and which sightings are in a span of days."""

from datetime import date

import pytest

from newsarchive.discovery.periods import Span, address_period, is_in_span, may_contain, sitemap_periods, sorting_day
from newsarchive.records import Sighting, Stamp

SITE = "https://rivertownpost.example"
WINTER = Span(date(2024, 1, 10), date(2024, 2, 20))
JANUARY = Span(date(2024, 1, 1), date(2024, 1, 31))
YEAR = Span(date(2024, 1, 1), date(2024, 12, 31))


def day(text: str) -> Span:
    return Span(date.fromisoformat(text), date.fromisoformat(text))


@pytest.mark.parametrize(
    ("name", "period"),
    [
        pytest.param("/sitemap-2024-01.xml", JANUARY, id="year and month"),
        pytest.param("/sitemap-202401.xml.gz", JANUARY, id="six digits"),
        pytest.param("/sitemaps/2024/01/articles.xml", JANUARY, id="folders"),
        pytest.param("/sitemaps/2024/1", JANUARY, id="folders without a nought"),
        pytest.param("/sitemap/2024-january.xml", JANUARY, id="a month's name"),
        pytest.param("/sitemap_jan_2024.xml", JANUARY, id="a month's name before the year"),
        pytest.param("/sitemap-2024-01-15.xml", day("2024-01-15"), id="a day"),
        pytest.param("/sitemap-20240115.xml", day("2024-01-15"), id="eight digits"),
        pytest.param("/sitemap/2024/1/5/", day("2024-01-05"), id="a day's folders"),
        pytest.param("/sitemap.xml?yyyy=2024&mm=01&dd=15", day("2024-01-15"), id="a day in the query"),
        pytest.param("/sitemap.xml?year=2024&month=1", JANUARY, id="a month in the query"),
        pytest.param("/map-2024-01-01-2024-01-31.xml", JANUARY, id="from and to"),
        pytest.param("/sitemap-2024-q1.xml", Span(date(2024, 1, 1), date(2024, 3, 31)), id="a quarter"),
        pytest.param("/sitemap-Q4-2023.xml", Span(date(2023, 10, 1), date(2023, 12, 31)), id="a quarter first"),
        pytest.param("/sitemap-2024.xml", YEAR, id="a year"),
        pytest.param("/sitemap-2024-1.xml", YEAR, id="a year's first part"),
        pytest.param("/sitemap-2024-01-1.xml", YEAR, id="a month's first part, read as far as it is plain"),
        pytest.param("/sitemap-2024-02-30.xml", YEAR, id="an impossible day"),
        pytest.param("/sitemap-12024.xml", None, id="part of a number"),
        pytest.param("/news.xml", None, id="nothing"),
    ],
)
def test_a_sitemaps_name_gives_its_period(name, period):
    assert sitemap_periods([SITE + name]) == {SITE + name: period}


def test_numbers_that_cannot_all_be_years_are_parts():
    names = [f"{SITE}/post-sitemap{number}.xml" for number in (2, 1998, 2024)]
    assert set(sitemap_periods(names).values()) == {None}


def test_numbers_that_cannot_all_be_months_are_parts_of_a_year():
    names = [f"{SITE}/sitemap-2024-{number:02}.xml" for number in (1, 12, 13)]
    assert set(sitemap_periods(names).values()) == {YEAR}


def test_names_of_another_series_do_not_matter():
    assert sitemap_periods([f"{SITE}/sitemap-2024-01.xml", f"{SITE}/pages-7.xml"]) == {
        f"{SITE}/sitemap-2024-01.xml": JANUARY,
        f"{SITE}/pages-7.xml": None,
    }


@pytest.mark.parametrize(
    ("path", "period"),
    [
        pytest.param("/2024/01/15/bridge", day("2024-01-15"), id="folders"),
        pytest.param("/news/2024/jan/15/bridge", day("2024-01-15"), id="a month's name"),
        pytest.param("/news/bridge-20240115.html", day("2024-01-15"), id="eight digits"),
        pytest.param("/news/2024-01-15/bridge", day("2024-01-15"), id="dashes"),
        pytest.param("/2024/01/bridge", JANUARY, id="a month"),
        pytest.param("/2024/jan/bridge", JANUARY, id="a month by name"),
        pytest.param("/news/budget-2024", None, id="a year in a headline"),
        pytest.param("/news/budget-2024-01", None, id="a month in a headline"),
        pytest.param("/news/4417-bridge", None, id="a number"),
        pytest.param("/news/1202401159", None, id="a long number"),
    ],
)
def test_an_articles_address_gives_its_day_or_month(path, period):
    assert address_period(SITE + path) == period


@pytest.mark.parametrize(
    ("period", "modified", "expected"),
    [
        pytest.param(JANUARY, None, True, id="a part of it"),
        pytest.param(Span(date(2024, 3, 1), date(2024, 3, 31)), date(2024, 1, 20), False, id="the name counts first"),
        pytest.param(day("2024-02-21"), None, True, id="the day after, in another zone"),
        pytest.param(day("2024-02-22"), None, False, id="two days after"),
        pytest.param(None, date(2023, 12, 31), False, id="not changed since"),
        pytest.param(None, date(2026, 11, 1), True, id="changed later"),
        pytest.param(None, None, True, id="nothing known"),
    ],
)
def test_a_sitemap_is_read_if_it_may_contain_the_span(period, modified, expected):
    assert may_contain(period, modified, WINTER) is expected


def seen(path: str = "/bridge", published: str | None = None, modified: str | None = None) -> Sighting:
    stamps = [Stamp(date.fromisoformat(text)) if text else None for text in (published, modified)]
    return Sighting(SITE + path, SITE + "/sitemap.xml", "sitemap", None, *stamps)


@pytest.mark.parametrize(
    ("sighting", "period", "expected"),
    [
        pytest.param(seen(published="2024-02-20"), None, True, id="published on the last day"),
        pytest.param(seen(published="2024-02-21", modified="2024-02-20"), None, False, id="published a day later"),
        pytest.param(seen(published="2019-05-01", modified="2024-01-20"), None, False, id="only changed in it"),
        pytest.param(seen("/2024/01/15/bridge", modified="2026-05-01"), None, True, id="the day in the address"),
        pytest.param(seen("/2019/05/01/bridge", modified="2024-01-20"), None, False, id="an old day in the address"),
        pytest.param(seen("/2024/01/bridge"), None, True, id="the month in the address"),
        pytest.param(seen(modified="2024-01-20"), None, True, id="last changed in it"),
        pytest.param(seen(modified="2024-01-09"), None, False, id="last changed before"),
        pytest.param(seen(modified="2024-01-09"), JANUARY, False, id="last changed before, in a month that reaches in"),
        pytest.param(seen(modified="2026-01-20"), None, None, id="changed later"),
        pytest.param(seen(modified="2026-01-20"), JANUARY, True, id="changed later, in the month's sitemap"),
        pytest.param(seen(), JANUARY, True, id="undated, in the month's sitemap"),
        pytest.param(seen(), day("2024-02-21"), False, id="undated, in the next day's sitemap"),
        pytest.param(seen(), YEAR, None, id="undated, in the year's sitemap"),
        pytest.param(seen(), None, None, id="undated"),
    ],
)
def test_sightings_are_in_a_span_or_not_or_unknown(sighting, period, expected):
    assert is_in_span(sighting, WINTER, period) is expected


def test_a_years_sitemap_is_enough_for_that_year():
    assert is_in_span(seen(), Span(date(2023, 6, 1), date(2024, 12, 31)), YEAR) is True


@pytest.mark.parametrize(
    ("sighting", "expected"),
    [
        pytest.param(
            seen("/2024/01/15/b", published="2024-01-16", modified="2024-03-01"), "2024-01-16", id="published"
        ),
        pytest.param(seen("/2024/01/15/b", modified="2024-03-01"), "2024-01-15", id="address"),
        pytest.param(seen(modified="2024-03-01"), "2024-03-01", id="changed"),
        pytest.param(seen(), "2024-01-01", id="the sitemap's"),
    ],
)
def test_sightings_are_sorted_by_their_day(sighting, expected):
    assert sorting_day(sighting, JANUARY) == date.fromisoformat(expected)
