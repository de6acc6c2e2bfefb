"""Text is cleaned without a change of wording, and split where a search splits it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.text import (
    SEPARATOR,
    clean_body,
    clean_text,
    count_words,
    fold,
    needs_spacing,
    shared_beginning,
    spaced,
    unspaced,
    words,
)


@pytest.mark.parametrize(
    ("raw", "tidy"),
    [
        pytest.param("  a \t b\n c ", "a b c", id="white space"),
        pytest.param("co\u00adoperate\u200b\ufeff", "cooperate", id="soft hyphen and zero width"),
        pytest.param("a\x00b\x1fc\ud800", "abc", id="control characters and lone surrogates"),
        pytest.param("cafe\u0301", "café", id="composed"),
        pytest.param("می\u200cخواهم", "می\u200cخواهم", id="the Persian joiner stays"),
        pytest.param("क्\u200dष", "क्\u200dष", id="the Indic joiner stays"),
        pytest.param("👩\u200d🚀 👩🏽\u200d🚀 ❤️\u200d🔥", "👩\u200d🚀 👩🏽\u200d🚀 ❤️\u200d🔥", id="joined emoji stay"),
        pytest.param("Auf\u200clage news\u200dpaper", "Auflage newspaper", id="joiners between Latin letters"),
        pytest.param("\u200driver \u200c, мост\u200c", "river , мост", id="joiners at the ends of words"),
        pytest.param("“quoted” — …", "“quoted” — …", id="typography stays"),
    ],
)
def test_clean_text_removes_only_invisible_characters(raw, tidy):
    assert clean_text(raw) == tidy


def test_clean_body_keeps_paragraphs_one_empty_line_apart():
    assert clean_body("\r\n one\ntwo \r\n\r\n\r\n\u2029 three \n \t\n") == "one two\n\nthree"


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_body(clean_body(text)) == clean_body(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("The Minister’s “Plan”", 'the minister\'s "plan"', id="quotes and case"),
        pytest.param("2024 – ２０２４", "2024 - 2024", id="dashes and width"),
        pytest.param("Straße", "STRASSE", id="sharp s"),
        pytest.param("a\u00a0b", "a b", id="no-break space"),
    ],
)
def test_fold_makes_spellings_of_one_headline_equal(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("text", "split"),
    [
        pytest.param("2024年AI大会", "2024|年|AI|大|会", id="mixed"),
        pytest.param("정부는 발표", "정|부|는 발|표", id="Korean keeps its spaces"),
        pytest.param("รัฐบาล", "รั|ฐ|บ|า|ล", id="Thai marks stay with their letter"),
        pytest.param("ガラス、ﾃﾞｰﾀ", "ガ|ラ|ス、ﾃﾞ|ｰ|ﾀ", id="kana with voicing"),
        pytest.param("हिन्दी text", "हिन्दी text", id="Hindi is left alone"),
    ],
)
def test_scripts_without_spaces_are_split_into_units(text, split):
    assert spaced(text).replace(SEPARATOR, "|") == split


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from("年大会รัฐアﾃﾞ가a1 ")), max_size=40).map(clean_text))
def test_splitting_can_be_undone(text):
    assert unspaced(spaced(text)) == text
    assert needs_spacing(text) or spaced(text) == text


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two-three don't", 3), ("हिन्दी समाचार", 2), ("北京大学", 2), ("東京で1人", 3), ("— … !", 0)],
)
def test_words_are_counted_in_every_script(text, words):
    assert count_words(text) == words


@pytest.mark.parametrize(
    ("text", "split"),
    [
        pytest.param("It's 4.5%, she said.", ["It", "s", "4", "5", "she", "said"], id="punctuation"),
        pytest.param("naïve cafe\u0301", ["naïve", "cafe\u0301"], id="accents"),
        pytest.param("हिन्दी में", ["हिन्दी", "में"], id="Indic vowel signs"),
        pytest.param("בְּרֵאשִׁית", ["בְּרֵאשִׁית"], id="Hebrew points"),
        pytest.param("2024年AI大会", ["2024", "年", "AI", "大", "会"], id="Chinese among letters"),
        pytest.param("รัฐ", ["รั", "ฐ"], id="Thai"),
        pytest.param("…", [], id="none"),
    ],
)
def test_punctuation_separates_words(text, split):
    assert words(text) == split


@pytest.mark.parametrize(
    ("one", "other", "length"), [("", "a", 0), ("abc", "abd", 2), ("ab", "abc", 2), ("abc", "abc", 3), ("a", "b", 0)]
)
def test_the_shared_beginning_of_two_texts_has_a_length(one, other, length):
    assert shared_beginning(one, other) == shared_beginning(other, one) == length
