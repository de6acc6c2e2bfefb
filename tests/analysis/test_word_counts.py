"""Words counted: spelling, numbers, scripts without spaces."""

import pytest

from newsarchive.analysis.word_counts import WordCounts, is_word, split_words


def test_words_are_counted_without_case_and_shown_as_they_are_mostly_written():
    counts = WordCounts(["The Harbour. The harbour", "Harbour!", "HARBOUR 1911 a"])
    assert counts.counts["harbour"] == 4
    assert counts.texts_with(["harbour", "the", "storm"]) == {"harbour": 3, "the": 1}
    assert counts.spellings(["harbour", "storm"]) == {"harbour": "Harbour"}
    assert (counts.texts, counts.total) == (3, 6)
    assert "1911" not in counts.counts


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("l'eau de la ville", ["l", "eau", "de", "la", "ville"]),
        ("東京都は", ["東京", "京都", "都は"]),
        ("東京 開く", ["東京", "開く"]),
        ("AI大会", ["AI", "大会"]),
        ("정부는 발표했다", ["정부는", "발표했다"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("الميناء مغلق", ["الميناء", "مغلق"]),
    ],
    ids=["French", "Japanese", "two words", "mixed", "Korean", "Hindi", "Arabic"],
)
def test_words_of_many_scripts(text: str, words: list[str]):
    assert split_words(text) == words


@pytest.mark.parametrize(("word", "counts"), [("ab", True), ("a", False), ("3rd", False), ("x" * 41, False)])
def test_what_counts_as_a_word(word: str, counts: bool):
    assert is_word(word) is counts


def test_words_beside_punctuation_and_in_one_piece_are_counted_by_themselves():
    counts = WordCounts(
        ["“Harbour,” (harbour) harbour-master; harbour…", "the_harbour l'eau https://post.example/harbour"]
    )
    assert counts.counts["harbour"] == 5
    assert counts.texts_with(["harbour", "master", "eau"]) == {"harbour": 2, "master": 1, "eau": 1}
    assert counts.counts["the_harbour"] == 1


def test_no_texts_have_no_words():
    assert (WordCounts().texts, WordCounts(["", "…"]).total) == (0, 0)
