"""Dates are read as people write them."""

import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.extraction.dates.date_parsing import DateStyle, parse_date, parse_dates

ROME = ZoneInfo("Europe/Rome")  # UTC+2 in May
FETCHED = datetime(2024, 5, 4, 12, 0, 30, tzinfo=UTC)
DAY = date(2024, 5, 3)


def style(language="en", **more):
    return DateStyle(ROME, FETCHED, tuple(dict.fromkeys((language, "en"))), **more)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "May 3, 2024"), ("en", "3rd of May 2024"), ("en", "Friday, 3 May 2024"), ("en", "03-May-2024"),
        ("en", "Fri May 03 2024"), ("en", "May 3 14:20:00 UTC 2024"), ("de", "Freitag, 3. Mai 2024"),
        ("de", "Fr 03.05.24"),
        ("fr", "le 3 mai 2024"), ("es", "3 de mayo de 2024"), ("es", "mayo 3, 2024"), ("pt", "3 de maio de 2024"),
        ("it", "3 maggio 2024"), ("nl", "vr 3 mei 2024"), ("sv", "3 maj 2024"), ("fi", "3.5.2024"),
        ("fi", "3. toukokuuta 2024"), ("pl", "3 maja 2024 r."), ("cs", "3. května 2024"), ("hr", "3. svibnja 2024."),
        ("hu", "2024. május 3."), ("lt", "2024 m. gegužės 3 d."), ("lv", "2024. gada 3. maijs"),
        ("eu", "2024ko maiatzaren 3a"),
        ("ca", "3 de maig de 2024"), ("ru", "3 мая 2024 г."), ("uk", "3 травня 2024"), ("bg", "3 май 2024"),
        ("el", "3 Μαΐου 2024"), ("tr", "3 Mayıs 2024 Cuma"), ("he", "3 במאי 2024"), ("ar", "٣ مايو ٢٠٢٤"),
        ("ar", "3 أيار/مايو 2024"), ("ar", "24 شوال 1445 - 3 مايو 2024"), ("fa", "۱۴ اردیبهشت ۱۴۰۳"),
        ("fa", "۱۴۰۳/۰۲/۱۴"),
        ("hi", "03 मई 2024"), ("bn", "৩ মে ২০২৪"), ("th", "3 พ.ค. 2567"), ("th", "๓ พฤษภาคม ๒๕๖๗"), ("th", "3พ.ค.67"),
        ("th", "03/05/2567"), ("vi", "ngày 3 tháng 5 năm 2024"), ("id", "Jumat, 3 Mei 2024"),
        ("ja", "2024年5月3日（金）"),
        ("ja", "令和6年5月3日"), ("ja", "２０２４年５月３日"), ("zh", "2024-05-03"), ("zh", "民國113年5月3日"),
        ("ko", "2024년 5월 3일"), ("ko", "2024.05.03."), ("en", "12 comments 3 May 2024"),
        ("pl", "3 V 2024"), ("hu", "3.V.2024"), ("es", "3/V/2024"), ("en", "3/May/2024"), ("ar", "3/مايو/2024"),
        ("ja", "公開日：2024.05.03"), ("zh", "時間:2024-05-03"), ("en", "Published:03/05/2024"),
        ("de", "Datum:3. Mai 2024"), ("ar", "24 شوال 1445 هـ"), ("ar", "1445/10/24 هـ"), ("ar", "الجمعة 24 شوال 1445"),
        ("ar", "الجمعة 25 شوال 1445"),
        ("ar", "25 شوال 1445 - 3 مايو 2024"),
    ],
)  # fmt: skip
def test_a_day_in_words_stays_a_day(language, text):
    found = parse_date(text, style(language))
    assert found is not None
    assert (found.stamp.on, found.has_year) == (DAY, True)
    assert found.stamp.at is None or "14:20" in text


@pytest.mark.parametrize(
    ("language", "text", "month"),
    [
        ("en", "12 December 2023, 10:15", 12), ("de", "12. Dezember 2023", 12), ("es", "12 diciembre 2023", 12),
        ("es", "12 de diciembre de 2023", 12), ("it", "12 d'ottobre 2023", 10), ("it", "12 dicembre 2023", 12),
        ("ga", "12 Deireadh Fómhair 2023", 10), ("id", "12 Desember 2023", 12), ("sv", "den 12 december 2023", 12),
        ("fr", "12 déc. 2023", 12), ("nl", "12 dec 2023", 12), ("mn", "2023 оны 12 сарын 12", 12),
        ("mn", "2023 оны тавдугаар сарын 12", 5), ("ru", "12 фев 2023", 2), ("sr", "12. januara 2023", 1),
    ],
)  # fmt: skip
def test_a_month_that_begins_like_of_is_read(language, text, month):
    assert parse_date(text, style(language)).stamp.on == date(2023, month, 12)


@pytest.mark.parametrize("text", ["平成元年1月8日", "平成1年1月8日"])
def test_the_first_year_of_an_era_has_a_name_of_its_own(text):
    assert parse_date(text, style("ja")).stamp.on == date(1989, 1, 8)


@pytest.mark.parametrize(
    ("language", "text", "hour"),
    [
        pytest.param("de", "3. Mai 2024, 14:20 Uhr", 12, id="the outlet's zone"),
        pytest.param("de", "Fr 03.05.24 | 14.20 Uhr | Von", 12, id="a point in the time"),
        pytest.param("fi", "3.5.2024 klo 14.20", 12, id="a word before it"),
        pytest.param("fr", "3 mai 2024 à 14h20", 12, id="French"),
        pytest.param("pt", "3 de maio de 2024, às 14.20", 12, id="Portuguese"),
        pytest.param("es", "3 de mayo de 2024 a las 14.20", 12, id="Spanish"),
        pytest.param("pl", "3 maja 2024 r., godz. 14.20", 12, id="Polish"),
        pytest.param("en", "14:20, 3 May 2024", 12, id="before the day"),
        pytest.param("en", "May 3, 2024 at 2:20 p.m.", 12, id="afternoon"),
        pytest.param("en", "10:20 AM ET, Fri May 3, 2024", 14, id="an American zone"),
        pytest.param("en", "3 May 2024 14:20 BST", 13, id="a zone by its name"),
        pytest.param("vi", "3/5/2024, 14:20 (GMT+7)", 7, id="an offset"),
        pytest.param("ja", "2024年5月3日 14時20分", 12, id="Japanese"),
        pytest.param("zh", "2024年5月3日 下午2:20", 12, id="Chinese afternoon"),
        pytest.param("ko", "2024.05.03. 오후 2:20", 12, id="Korean afternoon"),
        pytest.param("fa", "۱۴ اردیبهشت ۱۴۰۳ ساعت ۱۴:۲۰", 12, id="Persian"),
        pytest.param("zh", "2024年5月3日下午2时20分", 12, id="Chinese afternoon without a space"),
        pytest.param("ja", "2024年5月3日午後2時20分", 12, id="Japanese afternoon without a space"),
        pytest.param("zh", "2024年5月3日凌晨2时20分", 0, id="Chinese small hours"),
        pytest.param("th", "2567-05-03T14:20:00+07:00", 7, id="a Buddhist year with an offset"),
        pytest.param("fr", "ven., 3 mai 2024 14:20:00 -0500", 19, id="an offset behind seconds"),
        pytest.param("en", "3 May 2024 14:20-15:30", 12, id="a range of hours is no offset"),
    ],
)
def test_a_time_next_to_the_day_is_read(language, text, hour):
    assert parse_date(text, style(language)).stamp.at == datetime(2024, 5, 3, hour, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ms", "3 Mei 2024, 4:15 petang"), ("ar", "3 مايو 2024 04:15 مساءً"), ("bn", "৩ মে ২০২৪, ০৪:১৫ পিএম"),
        ("es", "3 de mayo de 2024, 4:15 de la tarde"), ("vi", "3/5/2024 4:15 chiều"), ("nb", "3.5.2024 kl. 16.15."),
        ("en", "Time:16:15 Date:3 May 2024"),
    ],
)  # fmt: skip
def test_a_time_in_the_afternoon_is_read_in_words(language, text):
    found = parse_date(text, style(language))
    assert (found.clock.hour, found.clock.minute) == (16, 15)


@pytest.mark.parametrize(("name", "hour"), [("WIB", 8), ("WITA", 7), ("WIT", 6)])
def test_the_zones_of_indonesia_are_known(name, hour):
    found = parse_date(f"3 Mei 2024 15:00 {name}", style("id"))
    assert found.stamp.at == datetime(2024, 5, 3, hour, 0, tzinfo=UTC)


def test_a_short_day_with_its_weekday_is_a_day_without_a_year():
    (found,) = parse_dates("5/3(金) 10:15配信", style("ja"))
    assert (found.stamp.on, found.has_year, found.clock.hour) == (DAY, False, 10)
    assert parse_dates("5/3 10:15", style("ja")) == []


def test_a_time_of_a_change_is_not_the_time_of_the_day():
    assert parse_date("3 May 2024 | Updated 14:20", style()).stamp.at is None


@pytest.mark.parametrize(
    ("text", "more", "expected", "other"),
    [
        pytest.param("04/03/2024", {}, date(2024, 3, 4), date(2024, 4, 3), id="day first"),
        pytest.param("04/03/2024", {"is_month_first": True}, date(2024, 4, 3), date(2024, 3, 4), id="month first"),
        pytest.param(
            "04.03.2024", {"is_month_first": True}, date(2024, 3, 4), date(2024, 4, 3), id="points: day first"
        ),
        pytest.param("03/25/2024", {}, date(2024, 3, 25), None, id="only one way a day"),
        pytest.param("04/05/2024", {"is_month_first": True}, date(2024, 4, 5), date(2024, 5, 4), id="both have passed"),
        pytest.param("01/06/2024", {}, date(2024, 1, 6), date(2024, 6, 1), id="one would be after the fetch"),
        pytest.param("24/03/04", {"is_year_first": True}, date(2024, 3, 4), None, id="year first"),
        pytest.param("03/03/2024", {}, date(2024, 3, 3), None, id="the same both ways"),
    ],
)
def test_day_and_month_are_read_in_the_pages_order(text, more, expected, other):
    found = parse_date(text, style(**more))
    assert (found.stamp.on, found.other) == (expected, other)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "3 hours ago", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("en", "an hour ago", datetime(2024, 5, 4, 11, 0, tzinfo=UTC)),
        ("de", "vor 20 Minuten", datetime(2024, 5, 4, 11, 40, tzinfo=UTC)),
        ("fr", "il y a 3 heures", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("ru", "21 час назад", datetime(2024, 5, 3, 15, 0, tzinfo=UTC)),
        ("ar", "منذ 3 ساعات", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("zh", "3小时前", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("ja", "3時間前", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("ko", "3시간 전", datetime(2024, 5, 4, 9, 0, tzinfo=UTC)),
        ("de", "gestern, 14:20 Uhr", datetime(2024, 5, 3, 12, 20, tzinfo=UTC)),
        ("ja", "昨日 14:20", datetime(2024, 5, 3, 12, 20, tzinfo=UTC)),
    ],
)
def test_a_relative_time_counts_back_from_the_fetch(language, text, expected):
    (found,) = parse_dates(text, style(language))
    assert (found.stamp.at, found.is_relative) == (expected, True)


def test_days_ago_give_only_a_day():
    (found,) = parse_dates("vor 3 Tagen", style("de"))
    assert (found.stamp.on, found.stamp.at) == (date(2024, 5, 1), None)


@pytest.mark.parametrize(
    ("language", "text", "labels"),
    [
        ("en", "Published 1 May 2024, updated 3 May 2024", ["published", "updated"]),
        ("de", "Erstellt: 01.05.2024 Stand: 03.05.2024, 10:00 Uhr", ["published", "updated"]),
        ("fr", "Publié le 1er mai 2024 à 14h30 - Mis à jour le 2 mai 2024 à 09h10", ["published", "updated"]),
        ("tr", "01.05.2024 - Güncelleme : 03.05.2024", [None, "updated"]),
        ("ko", "입력 2024-05-01 14:30 | 수정 2024-05-03 15:00", ["published", "updated"]),
        ("ja", "2024年5月3日 更新", ["updated"]),
        ("en", "Copyright 3 May 2024", ["other"]),
        ("en", "Accredited 3 May 2024", [None]),
        ("de", "Bildung, 3. Mai 2024", [None]),
    ],
)  # fmt: skip
def test_the_label_of_a_date_is_next_to_it(language, text, labels):
    assert [written.label for written in parse_dates(text, style(language))] == labels


def test_a_label_in_the_line_before_counts():
    (found,) = parse_dates("3 May 2024", style(), said_before="Last updated:")
    assert found.label == "updated"


@pytest.mark.parametrize(
    "text",
    ["", "© 2024", "31 February 2024", "45/45/2024", "0000-00-00", "3 May 9999", "3 May 0000", "room 12, 20 people",
     "version 1.2.2024.5", "USA Today reports", "25:61", "24 شوال 1445", "۱۴۰۳/۱۳/۴۰"],
)  # fmt: skip
def test_other_texts_are_not_a_date(text):
    assert parse_dates(text, style()) == []


@given(st.text(max_size=400), st.sampled_from(["en", "de", "th", "fa", "ja", "ar", "xx"]))
def test_no_text_raises(text, language):
    parse_dates(text, style(language))


# fmt: off
PARTS = [
    "3", "12", "31", "2024", "99", "0", ".", ",", "/", "-", ":", "May", "mai", "年", "月", "日", "พ.ค.", "updated",
    "ago", "vor", "am", "pm", "Uhr", "h", "UTC", "+",
]
# fmt: on


@given(st.lists(st.sampled_from(PARTS)))
def test_no_mixture_of_parts_of_dates_raises(parts):
    parse_dates(" ".join(parts), style())
    parse_dates("".join(parts), style("th"))


@pytest.mark.parametrize("piece", ["1", "1 a ", "a1 ", "1.1.", "年1", "ก1", "3 may ", " "])
def test_a_long_line_takes_little_time(piece):
    began = time.process_time()
    parse_dates(piece * 100_000, style("th"))
    assert time.process_time() - began < 0.5
