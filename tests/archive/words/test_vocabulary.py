"""The words of an archive, their number, their languages, and the form that they have in the index."""

import sqlite3
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.archive.schema.migrations import SEARCH_INDEX
from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.vocabulary import ENOUGH, Vocabulary, Words, newest_with, primary, vocabulary_form


def test_words_are_found_with_their_number(conn):
    vocabulary = Vocabulary(conn)
    assert [vocabulary.has(word) for word in ("government", "krzyztopor", "govern")] == [True, True, False]
    assert vocabulary.count("government", 100) == 6
    assert vocabulary.count("government", 4) == 4


def test_the_newest_articles_with_a_word_are_read_as_far_as_asked(conn):
    ids = [row[0] for row in conn.execute("SELECT rowid FROM articles_fts('government') ORDER BY rowid DESC")]
    assert newest_with(conn, "government", 100) == (6, ids[-1])
    assert newest_with(conn, "government", 4) == (4, ids[3])
    assert newest_with(conn, "govern", 4) == (0, 0)


def test_words_of_a_beginning_are_counted_as_far_as_needed(conn):
    words = Vocabulary(conn).beginning_with("coast", 1_000, 10)
    coast = ["coastal", "coaster", "coastguards", "coasting", "coastline"]
    assert words == Words(dict(zip(coast, (ENOUGH, ENOUGH, 1, ENOUGH, ENOUGH), strict=True)), True)
    assert Vocabulary(conn).beginning_with("zz", 10, 10) == Words({}, True)


@pytest.mark.parametrize(("rows", "frequent"), [(10, 10), (1_000, 2)])
def test_no_more_is_read_than_allowed(conn, rows, frequent):
    words = Vocabulary(conn).beginning_with("coast", rows, frequent)
    assert not words.is_whole
    assert sum(words.occurrences.values()) <= max(rows, frequent * ENOUGH + 1)


def test_languages_of_a_word(conn):
    vocabulary = Vocabulary(conn)
    assert vocabulary.languages("die", 100) == {"en": 0.25, "de": 0.75}
    assert vocabulary.languages("unheard", 100) == {}


def test_a_word_is_common_when_a_quarter_of_many_articles_has_it(conn):
    # Not in a small archive: there everything can be ranked.
    assert not Vocabulary(conn).is_common("quay")


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("Łódź", "lodz"), ("STRASSE", "strasse"), ("Straße", "strasse"), ("сёла", "села"), ("йод", "йод"),
        ("İstanbul", "istanbul"), ("naïve", "naive"), ("οδός", "οδοσ"), ("كِتاب", "كتاب"),
        ("two words", None), ("well-known", None), ("北京", None), ("", None), ("…", None),
    ],
)  # fmt: skip
def test_a_word_has_the_form_of_the_index(typed, word):
    assert vocabulary_form(typed) == word


LETTERS = st.text(
    st.characters(max_codepoint=0x6FF, categories=["Ll", "Lu", "Lo"]).filter(lambda char: char not in "ʼ"), min_size=1
)


@given(LETTERS)
def test_the_tokenizer_makes_the_same_form(text):
    text = unicodedata.normalize("NFC", text)
    word = vocabulary_form(text)
    conn = sqlite3.connect(":memory:")
    conn.execute(SEARCH_INDEX[0].replace('content="searchable", content_rowid="search_id",', ""))
    conn.execute("CREATE VIRTUAL TABLE vocabulary USING fts5vocab(articles_fts, instance)")
    conn.execute("INSERT INTO articles_fts(body) VALUES (?)", [searched_form(text)])
    words = [row[0] for row in conn.execute("SELECT term FROM vocabulary")]
    # Letters that Python and SQLite turn into lower case differently are looked for in vain, and nothing worse.
    if word is not None and text.lower().upper().lower() == text.lower() and text.isalpha() and _is_plain(text):
        assert words == [word]
    conn.close()


def _is_plain(text):
    return all(ord(char) < 0x180 or 0x400 <= ord(char) < 0x482 or 0x5D0 <= ord(char) < 0x5EB for char in text)


def test_the_primary_language_of_a_tag():
    assert [primary(tag) for tag in ("en", "en-GB", "zh-Hant-TW")] == ["en", "en", "zh"]
