"""Months and relative times are recognized by their words."""

import pytest

from newsarchive.extraction.dates.date_words import (
    jalali_month_of,
    month_of,
    months,
    plain,
    relative_patterns,
    short_month_of,
    today_and_yesterday,
)

# The fifth month in a date of each language.
MAY = {
    "af": "Mei", "ar": "مايو", "az": "may", "bg": "май", "bn": "মে", "ca": "maig", "cs": "května", "da": "maj",
    "de": "Mai", "el": "Μαΐου", "en": "May", "es": "mayo", "et": "mai", "eu": "maiatzaren", "fa": "مه",
    "fi": "toukokuuta",
    "fr": "mai", "he": "במאי", "hi": "मई", "hr": "svibnja", "hu": "május", "id": "Mei", "is": "maí", "it": "maggio",
    "ka": "მაისი", "lt": "gegužės", "lv": "maijs", "mk": "мај", "nb": "mai", "nl": "mei", "pl": "maja", "pt": "maio",
    "ro": "mai", "ru": "мая", "sk": "mája", "sl": "maja", "sq": "maj", "sr": "мај", "sv": "maj", "sw": "Mei",
    "ta": "மே", "th": "พ.ค.", "tr": "Mayıs", "uk": "травня", "ur": "مئی",
}  # fmt: skip


@pytest.mark.parametrize("language", MAY)
def test_may_is_recognized_in_each_language(language):
    assert month_of(plain(MAY[language]), (language,)) == 5


@pytest.mark.parametrize(
    ("word", "language", "month"),
    [
        pytest.param("listopada", "hr", 10, id="October in Zagreb"),
        pytest.param("listopada", "pl", 11, id="November in Warsaw"),
        pytest.param("أيار/مايو", "ar", 5, id="two names at once"),
        pytest.param("أيار", "ar", 5, id="the Levant's"),
        pytest.param("ماي", "ar", 5, id="the Maghreb's"),
        pytest.param("jänner", "de", 1, id="Austria's"),
        pytest.param("sept", "en", 9, id="a short form"),
        pytest.param("ΜΑΪΟΥ", "el", 5, id="Greek capitals without accents"),
        pytest.param("ΣΕΠΤΕΜΒΡΙΟΥ", "el", 9, id="more Greek capitals"),
        pytest.param("फरवरी", "hi", 2, id="Hindi without the point below"),
        pytest.param("दिसम्बर", "hi", 12, id="Hindi with a letter for a nasal"),
        pytest.param("ফেব্রুয়ারি", "bn", 2, id="Bengali with a short i"),
        pytest.param("studenog", "hr", 11, id="the short genitive"),
        pytest.param("ابريل", "ar", 4, id="Arabic without hamza"),
        pytest.param("comments", "en", None, id="not a month"),
    ],
)
def test_a_month_is_read_in_the_pages_language(word, language, month):
    assert month_of(word, (language,)) == month


@pytest.mark.parametrize(
    ("word", "language", "month"), [("фев", "ru", 2), ("sept", "fr", 9), ("jui", "fr", None), ("ma", "en", None)]
)
def test_a_short_form_is_the_beginning_of_one_month(word, language, month):
    assert short_month_of(word, (language,)) == month


@pytest.mark.parametrize("word", ["تیر", "تير"])
def test_a_persian_month_may_have_arabic_letters(word):
    assert jalali_month_of(word) == 4


def test_other_languages_are_used_only_on_request_and_only_if_they_agree():
    assert month_of("травня", ("en",)) is None
    assert month_of("травня", ("en",), anywhere=True) == 5
    assert month_of("listopada", ("en",), anywhere=True) is None


@pytest.mark.parametrize("language", ["xx", "", "zz-Latn", "not a tag", "e" * 12])
def test_an_unknown_language_has_no_words(language):
    assert months(language) == {}
    assert relative_patterns((language,)) == ()
    assert today_and_yesterday(language) == ()
