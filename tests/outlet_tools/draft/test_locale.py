"""Country and time zone from domains, language tags and the offsets in dates."""

from datetime import UTC, datetime

import pytest

from newsarchive.outlet_tools.draft.locale import locale_of, written_moments, zones_of
from newsarchive.outlet_tools.draft.survey_values import DraftFact, Survey, SurveyedSource
from newsarchive.records import Page

SUMMER, WINTER = "2026-07-01T10:00:00", "2026-12-01T10:00:00"


def a_survey(home: str, dates: list[str], html: str = "<html>") -> Survey:
    page = Page(home, home, datetime(2026, 11, 22, tzinfo=UTC), 200, (("Content-Type", "text/html"),), html.encode())
    body = "".join(f"<lastmod>{date}</lastmod>" for date in dates).encode()
    return Survey(page, {}, (SurveyedSource(home, "sitemap", "", body=body),))


@pytest.mark.parametrize(
    ("home", "language", "html", "dates", "country", "zone"),
    [
        pytest.param("https://a.co.uk/", "en", "<html>", [], "gb", "Europe/London", id="only a domain"),
        pytest.param("https://a.co.za/", "en", "<html>", [WINTER + "+01:00"], "za", "Africa/Johannesburg",
                     id="a domain with offsets of another zone"),
        pytest.param("https://a.com/", "en", "<html>", [WINTER + "-05:00", SUMMER + "-04:00"], "us",
                     "America/New_York", id="summer and winter"),
        pytest.param("https://a.example/", "en", "<html>", [WINTER + "-08:00"], "us", "America/Los_Angeles",
                     id="another zone of the country"),
        pytest.param("https://a.example/", "en", "<html>", [WINTER + "+08:00"], "ph", "Asia/Manila",
                     id="main zones before others"),
        pytest.param("https://a.example/", "es", "<html>", [SUMMER + "-03:00"], "ar",
                     "America/Argentina/Buenos_Aires", id="a language of many countries"),
        pytest.param("https://a.example/", "de", '<html lang="de-AT">', [WINTER + "+01:00"], "at", "Europe/Vienna",
                     id="the region of the language"),
        pytest.param("https://a.io/", "fi", "<html>", [WINTER + "Z"], "fi", "Europe/Helsinki",
                     id="a domain that anybody can buy, times in UTC"),
        pytest.param("https://a.ru/", "ru", "<html>", [], "ru", "Europe/Moscow", id="not the first zone of the table"),
        pytest.param("https://a.example/", "und", "<html>", [WINTER + "+02:00"], None, "Etc/GMT-2", id="no country"),
        pytest.param("https://a.example/", "und", "<html>", [], None, "UTC", id="no evidence"),
    ],
)  # fmt: skip
def test_the_evidence_decides_country_and_zone(home, language, html, dates, country, zone):
    locale = locale_of(a_survey(home, dates, html), DraftFact("language", language, ""))
    assert (locale.country.value, locale.timezone.value) == (country, zone)


@pytest.mark.parametrize(
    ("language", "other_languages", "dates", "country"),
    [
        pytest.param("en", ["tr"], [WINTER + "+03:00"], "tr", id="the language of fewer countries decides"),
        pytest.param("en", ["tr"], [WINTER + "-05:00"], "us", id="unless the offsets do not fit"),
        pytest.param("tr", ["en"], [WINTER + "+03:00"], "tr", id="the language of more countries does not"),
        pytest.param("en", ["tr", "ru"], [WINTER + "+03:00"], "ke", id="several other languages prove nothing"),
    ],
)
def test_the_other_language_of_a_site_may_show_its_country(language, other_languages, dates, country):
    locale = locale_of(
        a_survey("https://a.example/", dates), DraftFact("language", language, ""), other_languages=other_languages
    )
    assert (locale.country.value, locale.country.sureness) == (country, "a guess")


def test_rfc_and_iso_dates_are_read_with_their_offset():
    survey = a_survey(
        "https://a.example/", ["Sun, 22 Nov 2026 10:00:00 +0300", "2026-11-22T10:00:00.5+0300", "no date"]
    )
    assert [offset.total_seconds() for _, offset in written_moments(survey)] == [10_800, 10_800]


def test_the_zone_with_the_most_people_comes_first():
    assert zones_of("br")[0] == "America/Sao_Paulo"
    assert zones_of("br").count("America/Sao_Paulo") == 1
    assert zones_of("xx") == ()
