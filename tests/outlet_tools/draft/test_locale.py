"""Country and zone from domains, language tags and the offsets in dates."""

from datetime import UTC, datetime

import pytest

from newsarchive.outlet_tools.draft.locale import place_of, written_moments, zones_of
from newsarchive.outlet_tools.draft.survey_values import Fact, Source, Survey
from newsarchive.records import Page

SUMMER, WINTER = "2026-07-01T10:00:00", "2026-12-01T10:00:00"


def seen(home: str, dates: list[str], html: str = "<html>") -> Survey:
    page = Page(home, home, datetime(2026, 11, 22, tzinfo=UTC), 200, (("Content-Type", "text/html"),), html.encode())
    body = "".join(f"<lastmod>{date}</lastmod>" for date in dates).encode()
    return Survey(page, {}, (Source(home, "sitemap", "", body=body),))


@pytest.mark.parametrize(
    ("home", "language", "html", "dates", "country", "zone"),
    [
        pytest.param("https://a.co.uk/", "en", "<html>", [], "gb", "Europe/London", id="the domain alone"),
        pytest.param("https://a.co.za/", "en", "<html>", [WINTER + "+01:00"], "za", "Africa/Johannesburg",
                     id="a domain against odd offsets"),
        pytest.param("https://a.com/", "en", "<html>", [WINTER + "-05:00", SUMMER + "-04:00"], "us",
                     "America/New_York", id="both seasons"),
        pytest.param("https://a.example/", "en", "<html>", [WINTER + "-08:00"], "us", "America/Los_Angeles",
                     id="another zone of the country"),
        pytest.param("https://a.example/", "en", "<html>", [WINTER + "+08:00"], "ph", "Asia/Manila",
                     id="main zones before corners"),
        pytest.param("https://a.example/", "es", "<html>", [SUMMER + "-03:00"], "ar",
                     "America/Argentina/Buenos_Aires", id="a language of many countries"),
        pytest.param("https://a.example/", "de", '<html lang="de-AT">', [WINTER + "+01:00"], "at", "Europe/Vienna",
                     id="the region of the language"),
        pytest.param("https://a.io/", "fi", "<html>", [WINTER + "Z"], "fi", "Europe/Helsinki",
                     id="a domain for everybody, times in UTC"),
        pytest.param("https://a.ru/", "ru", "<html>", [], "ru", "Europe/Moscow", id="not the first of the table"),
        pytest.param("https://a.example/", "und", "<html>", [WINTER + "+02:00"], None, "Etc/GMT-2", id="no country"),
        pytest.param("https://a.example/", "und", "<html>", [], None, "UTC", id="nothing at all"),
    ],
)  # fmt: skip
def test_country_and_zone(home, language, html, dates, country, zone):
    place = place_of(seen(home, dates, html), Fact("language", language, ""))
    assert (place.country.value, place.zone.value) == (country, zone)


@pytest.mark.parametrize(
    ("language", "beside", "dates", "country"),
    [
        pytest.param("en", ["tr"], [WINTER + "+03:00"], "tr", id="the smaller language tells it"),
        pytest.param("en", ["tr"], [WINTER + "-05:00"], "us", id="unless the offsets are another's"),
        pytest.param("tr", ["en"], [WINTER + "+03:00"], "tr", id="the larger one does not"),
        pytest.param("en", ["tr", "ru"], [WINTER + "+03:00"], "ke", id="of many languages none is the country's"),
    ],
)
def test_the_other_language_of_a_site_tells_its_country(language, beside, dates, country):
    place = place_of(seen("https://a.example/", dates), Fact("language", language, ""), beside=beside)
    assert (place.country.value, place.country.sureness) == (country, "a guess")


def test_dates_of_mails_and_of_iso_are_moments_with_their_offset():
    survey = seen("https://a.example/", ["Sun, 22 Nov 2026 10:00:00 +0300", "2026-11-22T10:00:00.5+0300", "no date"])
    assert [offset.total_seconds() for _, offset in written_moments(survey)] == [10_800, 10_800]


def test_the_zone_most_people_live_in_comes_first():
    assert zones_of("br")[0] == "America/Sao_Paulo"
    assert zones_of("br").count("America/Sao_Paulo") == 1
    assert zones_of("xx") == ()
