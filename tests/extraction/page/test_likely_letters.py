"""The letters of a text are likelier in its own language than in any other that its encoding is used for."""

import codecs

import pytest

from newsarchive.extraction.page.declared_charsets import codec_of
from newsarchive.extraction.page.likely_letters import (
    LANGUAGES,
    all_codecs,
    characters,
    codecs_of,
    language_of,
    languages_in,
    likelihood,
)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("pl", "pl"), ("pt-BR", "pt"), ("NB_no", "no"), ("bs", "hr"), ("zh-Hant", "zh"), ("xx", None), (None, None)],
)
def test_tags_become_languages_whose_letters_are_known(tag: str | None, language: str | None) -> None:
    assert language_of(tag) == language


@pytest.mark.parametrize("language", [name for name, _, _ in LANGUAGES])
def test_every_language_has_encodings_that_python_reads_and_that_contain_its_letters(language: str) -> None:
    letters = next(letters for name, _, letters in LANGUAGES if name == language)
    assert len(set(letters)) == len(letters)
    assert codecs_of(language)
    for codec in codecs_of(language):
        assert language in languages_in(codec)
        assert codecs.lookup(codec)
    assert letters.encode(codecs_of(language)[0], "ignore").decode(codecs_of(language)[0]) == letters


def test_every_encoding_is_one_of_the_encoding_standard() -> None:
    known = {codec_of(label) for label in ("gbk", "big5", "shift_jis", "euc-jp", "euc-kr", "tis-620", "macintosh")}
    for codec in all_codecs():
        assert codec in known or codec_of(codec) == codec or codec == "mac-cyrillic"


def test_frequent_letters_are_likelier_than_rare_ones_and_these_than_foreign_ones() -> None:
    worths = [likelihood(characters(text), "fr") for text in ("é", "û", "É", "’", "№", "ł", "☃", "\x92")]
    assert worths[0] > worths[1] > worths[3] > worths[4] > worths[5] > worths[6] > worths[7]
    assert worths[0] > worths[2]


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("橋は閉鎖された", "ja", "zh"),
        ("大桥关闭了，我们走", "zh", "ja"),
        ("다리가 폐쇄되었다", "ko", "zh"),
        ("мост через реку", "ru", "el"),
    ],
)
def test_a_text_is_likeliest_in_its_own_language(text: str, better: str, worse: str) -> None:
    assert likelihood(characters(text), better) > likelihood(characters(text), worse)


def test_ascii_counts_for_nothing() -> None:
    assert characters("plain") == {}
    assert likelihood({}, "en") == 0
