"""How pages write days, times, languages and directions."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from newsarchive.records import Stamp
from newsarchive.web.formatting import (
    DateLabel,
    country_name,
    day_label,
    format_count,
    language_name,
    long_day,
    second_label,
    short_day,
    stamp_label,
    text_language,
    time_label,
)


@pytest.mark.parametrize(
    ("tag", "direction"),
    [
        *[
            ("ar", "rtl"),
            ("fa", "rtl"),
            ("he", "rtl"),
            ("ur-PK", "rtl"),
            ("pa-Arab", "rtl"),
            ("en", "ltr"),
            ("ja", "ltr"),
        ],
        *[("az", "ltr"), ("uz-Latn", "ltr"), (None, "auto"), ("und", "auto"), ('en" onload="x', "auto"), ("", "auto")],
    ],
)
def test_direction_follows_the_language(tag, direction):
    assert text_language(tag).direction == direction


def test_an_invalid_language_tag_is_not_written_into_the_page():
    assert str(text_language('x" onmouseover="alert(1)').attributes) == ' dir="auto"'
    assert str(text_language("pt-BR").attributes) == ' lang="pt-BR" dir="ltr"'


@pytest.mark.parametrize(
    ("tag", "name"),
    [("ja", "Japanese"), ("pt-BR", "Portuguese (Brazil)"), ("tlh", "Klingon"), ("not a tag", "not a tag")],
)
def test_languages_have_names(tag, name):
    assert language_name(tag) == name


def test_countries_have_names():
    assert country_name("gb") == "United Kingdom"
    assert country_name(None) == "International"
    assert country_name("zz!") == "ZZ!"


def test_numbers_and_days():
    assert format_count(1, "article") == "1 article"
    assert format_count(1234567, "article") == "1,234,567 articles"
    assert (long_day(date(2016, 12, 9)), short_day(date(2016, 12, 9))) == ("9 December 2016", "9 Dec 2016")


def test_a_day_alone_never_becomes_midnight():
    moment = stamp_label(Stamp(date(2016, 12, 9)))
    assert moment.text == "9 Dec 2016"
    assert moment.machine == "2016-12-09"


def test_times_are_shown_in_utc():
    there = datetime(2016, 12, 9, 1, 30, tzinfo=timezone(timedelta(hours=3)))
    assert stamp_label(Stamp(date(2016, 12, 9), there)).text == "8 Dec 2016, 22:30 UTC"


def test_without_a_date_the_label_says_when_the_article_was_seen():
    assert stamp_label(None, datetime(2016, 12, 9, 8, 0, tzinfo=UTC)).text == "seen 9 Dec 2016, 08:00 UTC"


def test_a_label_without_any_date_says_so():
    assert stamp_label(None) == DateLabel("no date", "", "the date is not known")


def test_the_title_of_a_day_says_that_the_time_is_not_known():
    assert day_label(date(2016, 12, 9)).title == "only the day is known"


def test_a_time_can_be_written_to_the_second():
    label = second_label(datetime(2016, 12, 9, 9, 5, 30, tzinfo=timezone(timedelta(hours=1))))
    assert (label.text, label.machine) == ("9 Dec 2016, 08:05:30 UTC", "2016-12-09T08:05:30Z")


def test_a_time_has_its_seconds_in_the_title():
    label = time_label(datetime(2016, 12, 9, 8, 30, 5, tzinfo=UTC))
    assert (label.text, label.machine, label.title) == (
        "9 Dec 2016, 08:30 UTC",
        "2016-12-09T08:30:05Z",
        "2016-12-09 08:30:05 UTC",
    )


def test_an_unknown_language_has_a_name_too():
    assert language_name(None) == language_name("und") == "unknown language"
