"""Distinctive words as values for programs."""

from typing import Any

from newsarchive.analysis.keyness import DistinctiveWord
from newsarchive.archive.analysis.distinctive_words import DistinctiveWords

WORD_COLUMNS = (
    *("word", "articles", "count", "other_articles", "other_count", "times", "log_ratio", "log_likelihood"),
)


def word_values(word: DistinctiveWord) -> dict[str, Any]:
    """One word with the names of WORD_COLUMNS."""
    return {
        "word": word.word,
        "articles": word.articles,
        "count": word.count,
        "other_articles": word.other_articles,
        "other_count": word.other_count,
        "times": word.times,
        "log_ratio": round(word.log_ratio, 2),
        "log_likelihood": word.log_likelihood,
    }


def words_values(found: DistinctiveWords) -> dict[str, Any]:
    """The words as JSON values, with what they rest on."""
    return {
        "understood": found.understood,
        "articles": found.articles,
        "matches": found.matches,
        "matches_are_capped": found.is_capped,
        "other_articles": found.others,
        "outlets": found.outlets,
        "notes": list(found.notes),
        "words": [word_values(word) for word in found.words],
    }


def basis_line(found: DistinctiveWords) -> str:
    """`From 1,000 of 4,711 articles, compared with 2,000 other articles of 12 outlets.`"""
    matches = f"the newest {found.matches:,}" if found.is_capped else f"{found.matches:,}"
    articles = "article" if found.matches == 1 else "articles"
    others = "1 other article" if found.others == 1 else f"{found.others:,} other articles"
    outlets = "the same outlet" if found.outlets == 1 else f"the same {found.outlets:,} outlets"
    return f"From {found.articles:,} of {matches} {articles}, compared with {others} of {outlets}."
