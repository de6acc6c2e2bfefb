"""Stop words: words such as "the" and "and" that are in texts about anything.

The lists are those of stopwords-iso (MIT). They are long: the English one has "computer" and "million". So a listed
word is left out only if it is in many articles of the archive too.
"""

from collections.abc import Iterable

from stopwordsiso import has_lang, stopwords

# The share of articles that must have a listed word.
COMMON_SHARE = 0.1
# Tags of languages whose list has another name.
_LISTED_AS = {"nb": "no", "nn": "no", "fil": "tl", "prs": "fa", "iw": "he", "in": "id"}


def stop_words(language_tags: Iterable[str | None]) -> frozenset[str]:
    """The stop words of languages, folded; a language without a list adds none."""
    return frozenset(word.casefold() for code in _codes(language_tags) for word in stopwords(code))


def languages_without_list(language_tags: Iterable[str | None]) -> list[str]:
    """The tags of languages that have no list, in order; unknown languages are left out."""
    tags = {tag.split("-")[0].lower() for tag in language_tags if tag and tag != "und"}
    return sorted(tag for tag in tags if not has_lang(_LISTED_AS.get(tag, tag)))


def _codes(language_tags: Iterable[str | None]) -> set[str]:
    primary = {tag.split("-")[0].lower() for tag in language_tags if tag}
    return {_LISTED_AS.get(tag, tag) for tag in primary}
