"""Distinctive words: the log-likelihood of published examples, the size of the effect, and what is left out."""

import pytest

from newsarchive.analysis.keyness import distinctive_words, log_likelihood
from newsarchive.analysis.word_counts import WordCounts


@pytest.mark.parametrize(
    ("count", "other_count", "total", "other_total", "expected"),
    [
        # By hand: 2 · (20·ln(20/10) + 0) and 2 · (10·ln(10/6) + 2·ln(2/6)).
        (20, 0, 1000, 1000, 27.7259),
        (10, 2, 1000, 1000, 5.8221),
        (5, 50, 1000, 10_000, 0.0),
        (0, 0, 10, 10, 0.0),
        (3, 4, 0, 10, 0.0),
    ],
)
def test_log_likelihood(count: int, other_count: int, total: int, other_total: int, expected: float):
    assert log_likelihood(count, other_count, total, other_total) == pytest.approx(expected, abs=0.001)


def words(texts: list[str], others: list[str], left_out=lambda word, share: False, limit: int = 10):
    return distinctive_words(WordCounts(texts), WordCounts(others), left_out, limit)


def test_words_that_are_more_frequent_are_found_with_the_size_of_the_difference():
    found = words(["flood water town council"] * 20, ["council town budget school"] * 20)
    assert [one.word for one in found] == ["flood", "water"]
    flood = found[0]
    assert (flood.count, flood.articles, flood.other_count, flood.other_articles) == (20, 20, 0, 0)
    # Half a word stands for none: 20 of 80 words, compared with 0.5 of 80.
    assert flood.times == 40
    assert flood.log_ratio == pytest.approx(5.32, abs=0.01)


def test_a_word_that_is_as_frequent_elsewhere_is_not_distinctive():
    assert words(["the town"] * 50, ["the town"] * 500) == []


def test_a_word_of_one_article_is_left_out_unless_there_is_only_one():
    once = ["zeppelin " * 30, *["town council"] * 20]
    assert "zeppelin" not in [one.word for one in words(once, ["town council"] * 20)]
    assert [one.word for one in words(once[:1], ["town council"] * 20)] == ["zeppelin"]


def test_words_are_left_out_by_word_and_share():
    seen = {}

    def is_left_out(word: str, share: float) -> bool:
        seen[word] = share
        return word == "flood"

    found = words(["flood water"] * 20, ["water budget", *["budget school"] * 19], is_left_out)
    assert [one.word for one in found] == ["water"]
    assert seen == {"flood": 0, "water": 0.05}


def test_there_are_at_most_as_many_as_asked_for_and_none_without_texts():
    texts = [" ".join(f"word{number}x" for number in range(40))] * 20
    assert len(words(texts, ["council"] * 400, limit=7)) == 7
    assert words([], ["a b"]) == []
    assert words(["a b"], []) == []
