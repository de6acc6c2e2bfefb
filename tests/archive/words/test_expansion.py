"""Other forms of a word and the words of a prefix, from the vocabulary of the archive."""

import pytest

from newsarchive.archive.words import expansion
from newsarchive.archive.words.expansion import PrefixWords, WordForms, expand_forms, expand_prefixes, forms_of
from newsarchive.archive.words.terms import AllOf, Term, terms_of

USUAL = ("en", "de", "ru")


def variants(conn, *terms, languages=(), usual=USUAL):
    part = expand_forms(conn, AllOf(terms), languages, usual)
    return [term.variants for term in terms_of(part)]


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        pytest.param("government", {"governments", "governing"}, id="English"),
        pytest.param("GOVERNMENTS", {"government", "governing"}, id="in capitals"),
        pytest.param("Haus", {"hauser"}, id="German, with an umlaut"),
        pytest.param("правительство", {"правительства"}, id="Russian"),
        pytest.param("quayside", set(), id="a word without forms"),
        pytest.param("unheard", set(), id="a word that no article has"),
        pytest.param("governs", {"government", "governments", "governing"}, id="a form that no article has"),
    ],
)
def test_forms_have_the_same_stem(conn, word, forms):
    (found,) = variants(conn, Term(word))
    assert set(found[1:]) == forms


def test_the_typed_word_comes_first_and_the_most_frequent_form_next(conn):
    assert variants(conn, Term("governing"))[0][:2] == ("governing", "government")


def test_a_form_belongs_to_the_language_of_the_word(conn):
    # dies is a form of the English verb, but most articles with it are German, where it is another word.
    assert variants(conn, Term("die"), languages=["en"]) == [("die", "died")]
    assert variants(conn, Term("die"), languages=["de"]) == [()]


@pytest.mark.parametrize(
    "term",
    [
        pytest.param(Term("government", is_phrase=True), id="in quotes"),
        pytest.param(Term("government", is_exact=True), id="with ="),
        pytest.param(Term("government", is_prefix=True), id="a prefix"),
        pytest.param(Term("well-government"), id="several words"),
        pytest.param(Term("go"), id="too short"),
        pytest.param(Term("2016"), id="a number"),
        pytest.param(Term("北京"), id="a script without spaces"),
    ],
)
def test_these_have_no_forms(conn, term):
    assert variants(conn, term) == [()]


def test_a_pasted_page_has_forms_of_its_first_words_only(conn, monkeypatch):
    monkeypatch.setattr(expansion, "MOST_EXPANDED", 1)
    found = variants(conn, Term("government"), Term("governments"), Term("government"))
    assert [bool(one) for one in found] == [True, False, True]


def test_forms_are_told_once(conn):
    part = expand_forms(conn, AllOf((Term("die"), Term("Die"))), ["en"], ())
    assert forms_of(terms_of(part)) == (WordForms("Die", ("died",)),)


def prefix(conn, text):
    part, cut = expand_prefixes(conn, AllOf((Term(text, " " in text, is_prefix=True),)))
    return next(terms_of(part)).variants, cut


def test_a_prefix_of_rare_words_is_left_to_the_index(conn):
    assert prefix(conn, "gov") == ((), ())


def test_a_prefix_of_frequent_words_stands_for_them(conn):
    words, cut = prefix(conn, "coast")
    assert set(words) == {"coastal", "coaster", "coasting", "coastline", "coastguards"}
    assert cut == ()


def test_only_the_most_frequent_words_of_a_prefix_are_taken(conn, monkeypatch):
    monkeypatch.setattr(expansion, "MOST_VARIANTS", 2)
    words, cut = prefix(conn, "coast")
    assert words == ("coastal", "coaster")
    assert cut == (PrefixWords("coast*", 2),)


def test_a_phrase_may_end_in_a_prefix(conn):
    words, _ = prefix(conn, "coastal coast")
    assert "coastal coaster" in words


def test_every_stemmer_exists():
    # A name that Snowball does not know is a KeyError.
    for name in set(expansion.STEMMERS.values()):
        assert expansion.Stemmer.Stemmer(name).stemWord("a")
