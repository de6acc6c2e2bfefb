"""Distinctive words for programs, and the sentence that says what they rest on."""

from dataclasses import replace

from newsarchive.analysis.keyness import DistinctiveWord
from newsarchive.archive.analysis.distinctive_words import DistinctiveWords
from newsarchive.archive.analysis.word_rows import WORD_COLUMNS, basis_line, word_values, words_values

WORD = DistinctiveWord("dyke", 20, 12, 5, 4, 31.5, 8.0)
FOUND = DistinctiveWords((WORD,), "flood", 1000, 20000, True, 2000, 12, ("a note",))


def test_values():
    assert tuple(word_values(WORD)) == WORD_COLUMNS
    assert word_values(WORD)["log_ratio"] == 3.0
    assert words_values(FOUND)["words"] == [word_values(WORD)]
    assert words_values(FOUND)["matches_are_capped"] is True


def test_the_sentence_says_on_how_many_articles_the_words_rest():
    assert basis_line(FOUND) == (
        "From 1,000 of the newest 20,000 articles, compared with 2,000 other articles of the same 12 outlets."
    )
    one = replace(FOUND, articles=1, matches=1, is_capped=False, others=1, outlets=1)
    assert basis_line(one) == "From 1 of 1 article, compared with 1 other article of the same outlet."
