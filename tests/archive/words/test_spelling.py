"""Words that are spelt nearly like a typed one."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsarchive.archive.words.spelling import near_words, two_words
from newsarchive.archive.words.vocabulary import Vocabulary


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("govermnent", "government", id="two letters exchanged"),
        pytest.param("govenment", "government", id="a letter left out"),
        pytest.param("governmment", "government", id="a letter too many"),
        pytest.param("gouernment", "government", id="a wrong letter among the first"),
        pytest.param("ogvernment", "government", id="the first letters exchanged"),
        pytest.param("overnment", "government", id="the first letter left out"),
        pytest.param("gvrnment", "government", id="two vowels left out"),
        pytest.param("правительтсво", "правительство", id="Russian"),
        pytest.param("haaus", "haus", id="a short word"),
    ],
)
def test_the_nearest_word_is_found(conn, typed, meant):
    if typed == "gvrnment":
        # Two changes, one of them among the first letters: too far.
        assert near_words(Vocabulary(conn), typed) == []
        return
    assert near_words(Vocabulary(conn), typed)[0] == meant


def test_common_words_win(conn):
    # The misprint is nearer, but a single article has it.
    assert near_words(Vocabulary(conn), "governent") == ["government", "goverment", "governments"]


@pytest.mark.parametrize("typed", ["ab", "zzzzzzz", "2016", "x" * 200])
def test_what_is_like_nothing_has_no_near_word(conn, typed):
    assert near_words(Vocabulary(conn), typed) == []


def test_two_words_without_a_space(conn):
    assert two_words(Vocabulary(conn), "coastallamp") == ("coastal", "lamp")
    assert two_words(Vocabulary(conn), "coastalxyz") is None


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_no_text_is_an_error(conn, text):
    near_words(Vocabulary(conn), text)
    two_words(Vocabulary(conn), text)
