"""The words of an archive that a typed word stands for: its other forms, and the words that begin with a prefix.

`government` also finds `governments`: words of the vocabulary with the same stem, by Snowball's rules for the language
of the texts. Nothing of it is in the index, and no language has a list of its own here. A word is read in the languages
that its own articles have, and another form must mostly be in articles of that language: `dies` is a form of the
English verb `die`, but in a German archive it is another word.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import takewhile

import Stemmer

from newsarchive.archive.searched_form import searched_form
from newsarchive.archive.words.spellings import other_spellings
from newsarchive.archive.words.terms import Part, Term, with_terms
from newsarchive.archive.words.vocabulary import ENOUGH, Vocabulary, newest_with, primary, vocabulary_form

# Snowball's names of languages, by the primary tag.
STEMMERS = {
    "ar": "arabic",
    "hy": "armenian",
    "eu": "basque",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "nl": "dutch",
    "en": "english",
    "eo": "esperanto",
    "et": "estonian",
    "fi": "finnish",
    "fr": "french",
    "de": "german",
    "el": "greek",
    "hi": "hindi",
    "hu": "hungarian",
    "id": "indonesian",
    "ga": "irish",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "no": "norwegian",
    "nb": "norwegian",
    "nn": "norwegian",
    "fa": "persian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "st": "sesotho",
    "es": "spanish",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
MIN_LETTERS = 3
# Words typed after these have no forms searched, so that a pasted page costs no more than a sentence.
MOST_EXPANDED = 8
MOST_FORMS = 12
# A language counts for a word when the word's newest articles have this share of it, and for a form when its own have.
LANGUAGE_SHARE, FORM_SHARE = 0.2, 0.5
SAMPLE = 40
MOST_LANGUAGES = 3
# What is read of the vocabulary for the forms of one word, and for one prefix.
FORM_ROWS, FORM_WORDS = 4_000, 60
PREFIX_ROWS, PREFIX_WORDS = 12_000, 300
# Words that stand for a prefix, and those that may end a phrase.
MOST_VARIANTS, MOST_ENDINGS = 40, 10
# The newest articles that are read of each frequent word to find the most frequent.
NEWEST = 300


@dataclass(frozen=True, slots=True)
class WordForms:
    """A typed word and the other forms that were searched for with it, most frequent first."""

    typed: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrefixWords:
    """A typed prefix of which only the most frequent words were searched for."""

    typed: str
    searched: int


def expand_forms(conn: sqlite3.Connection, part: Part, languages: Iterable[str], usual: Iterable[str]) -> Part:
    """part with the forms of its words. languages are those that the search is limited to, if it is.

    usual are the languages that the archive has most of, for words that no article has.
    """
    vocabulary, left, known = Vocabulary(conn), MOST_EXPANDED, dict[str, tuple[str, ...]]()
    only, most = {primary(tag) for tag in languages}, tuple(dict.fromkeys(map(primary, usual)))[:MOST_LANGUAGES]

    def expand(term: Term) -> Term:
        nonlocal left
        word = None if term.is_phrase or term.is_prefix or term.is_exact else vocabulary_form(term.text)
        if word is None or len(word) < MIN_LETTERS or not word.isalpha():
            return term
        if word not in known:
            if not left:
                return term
            left -= 1
            known[word] = _forms(vocabulary, word, only, most)
        return replace(term, variants=(word, *known[word])) if known[word] else term

    return with_terms(part, expand)


def expand_prefixes(conn: sqlite3.Connection, part: Part) -> tuple[Part, tuple[PrefixWords, ...]]:
    """part with the words that its prefixes stand for, unless they are rare; and the prefixes that have too many.

    FTS5 reads every occurrence of every word of a prefix before it gives the first article. Of single words it reads as
    much as is asked for. Rare words are left to FTS5, which is exact.
    """
    vocabulary, cut, known = Vocabulary(conn), list[PrefixWords](), dict[tuple[str, int], tuple[str, ...]]()

    def expand(term: Term) -> Term:
        before, _, last = term.text.rpartition(" ")
        word = vocabulary_form(last) if term.is_prefix else None
        if word is None or len(known) == MOST_EXPANDED:
            return term
        most = MOST_ENDINGS if before else MOST_VARIANTS
        if (word, most) not in known:
            known[word, most], is_cut = _words_of_prefix(vocabulary, word, most)
            if is_cut:
                cut.append(PrefixWords(term.typed, len(known[word, most])))
        beginning = searched_form(before) + " " if before else ""
        return replace(term, variants=tuple(beginning + variant for variant in known[word, most]))

    return with_terms(part, expand), tuple(cut)


def expand_spellings(conn: sqlite3.Connection, part: Part) -> Part:
    """part with the other spellings of its words; a phrase of several words has none."""
    vocabulary, left = Vocabulary(conn), MOST_EXPANDED

    def expand(term: Term) -> Term:
        nonlocal left
        if term.is_prefix or " " in term.text or not left:
            return term
        left -= 1
        spellings = other_spellings(vocabulary, term.text)
        return replace(term, spellings=spellings) if spellings else term

    return with_terms(part, expand)


def forms_of(terms: Iterable[Term]) -> tuple[WordForms, ...]:
    """The words among terms that have other forms, each once."""
    by_word: Mapping[str, WordForms] = {
        term.text.casefold(): WordForms(term.text, term.variants[1:])
        for term in terms
        if term.variants and not term.is_prefix
    }
    return tuple(by_word.values())


def _forms(vocabulary: Vocabulary, word: str, only: set[str], most: tuple[str, ...]) -> tuple[str, ...]:
    if vocabulary.is_common(word):
        return ()  # words such as `the` and `was` have no forms that anybody looks for
    shares = vocabulary.languages(word, SAMPLE)
    spoken = [tag for tag, share in shares.items() if share >= LANGUAGE_SHARE] or list(most)
    found: dict[str, int] = {}
    for tag in sorted(only or spoken):
        if tag in STEMMERS:
            for form, occurrences in _with_same_stem(vocabulary, word, STEMMERS[tag]).items():
                if form not in found and len(found) < 2 * MOST_FORMS and _is_of(vocabulary, form, tag):
                    found[form] = occurrences
    return tuple(_most_frequent(vocabulary, found, MOST_FORMS))


def _with_same_stem(vocabulary: Vocabulary, word: str, language: str) -> dict[str, int]:
    """Other words of the vocabulary with the stem of word, most frequent first, and their occurrences."""
    # A Stemmer must not be used by two threads at a time.
    stemmer = Stemmer.Stemmer(language)
    stem = stemmer.stemWord(word)
    beginning = _shared_beginning(word, stem)
    # The last letter of a stem may differ between the forms: city and cities have the stem citi.
    beginnings = [beginning] if len(beginning) < len(stem) or stem[-1] not in "eiy" else [beginning, beginning[:-1]]
    words: dict[str, int] = {}
    for some in beginnings:
        if len(some) >= MIN_LETTERS:
            words |= vocabulary.beginning_with(some, FORM_ROWS, FORM_WORDS).occurrences
    forms = {form: number for form, number in words.items() if form != word and stemmer.stemWord(form) == stem}
    return dict(sorted(forms.items(), key=lambda pair: -pair[1]))


def _is_of(vocabulary: Vocabulary, form: str, language: str) -> bool:
    shares = vocabulary.languages(form, SAMPLE)
    return not shares or shares.get(language, 0.0) >= FORM_SHARE


def _words_of_prefix(vocabulary: Vocabulary, prefix: str, most: int) -> tuple[tuple[str, ...], bool]:
    """The words to search for in place of a prefix, none when FTS5 should; and whether there are more."""
    words = vocabulary.beginning_with(prefix, PREFIX_ROWS, PREFIX_WORDS)
    if words.is_whole and all(number < ENOUGH for number in words.occurrences.values()):
        return (), False
    chosen = tuple(_most_frequent(vocabulary, words.occurrences, most))
    return chosen, not words.is_whole or len(chosen) < len(words.occurrences)


def _most_frequent(vocabulary: Vocabulary, words: Mapping[str, int], most: int) -> list[str]:
    """The words with most occurrences; where these are ENOUGH, those that are in most of the newest articles."""
    ordered = sorted(words, key=lambda word: (-words[word], word))
    if len(ordered) > most and words[ordered[most]] == ENOUGH:
        frequent = takewhile(lambda word: words[word] == ENOUGH, ordered)
        newest = {word: newest_with(vocabulary.conn, word, NEWEST) for word in frequent}
        # The sort keeps the order of the alphabet.
        ordered = sorted(newest, key=lambda word: newest[word], reverse=True)
    return ordered[:most]


def _shared_beginning(one: str, other: str) -> str:
    length = next((n for n, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]), None)
    return one[: min(len(one), len(other)) if length is None else length]
