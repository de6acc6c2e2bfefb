"""Umlauts that were typed as two letters, and the other way round: `mueller` for Müller, `aarhus` for Århus.

Nothing of it is in the index, where ü is u. So `mueller` stands for `muller` only where a text with that word has it
with an umlaut: otherwise English `does` would find Spanish `dos`.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from itertools import islice, product

from newsarchive.archive.words.vocabulary import Vocabulary, vocabulary_form

# What is typed, and the letters that it may stand for.
_UMLAUTS: Mapping[str, str] = {"ae": "ä", "oe": "öø", "ue": "ü", "aa": "å"}
_TYPED_AS = {letter: pair for pair, letters in _UMLAUTS.items() for letter in letters}
# Behind these letters ue is not an umlaut: Steuer, neue, Quelle.
_BEFORE = "aeiouäöüyq"
MOST_TRIED, MOST_FOUND = 8, 2
# The newest texts with a word that are read to see how it is written.
TEXTS_READ = 10


def umlaut_forms(vocabulary: Vocabulary, typed: str) -> tuple[str, ...]:
    """The words of the vocabulary that are typed with or without its umlauts in two letters; typed is one word."""
    word = unicodedata.normalize("NFC", typed).casefold()
    plain = vocabulary_form(word)
    if not word.isalpha() or plain is None:
        return ()
    found: list[str] = []
    in_pairs = vocabulary_form("".join(_TYPED_AS.get(letter, letter) for letter in word))
    if in_pairs and in_pairs != plain and vocabulary.has(in_pairs):
        found.append(in_pairs)
    for spelling in islice(_with_umlauts(word), MOST_TRIED):
        form = vocabulary_form(spelling)
        if form and form != plain and form not in found and _is_written(vocabulary, form, spelling):
            found.append(form)
    return tuple(found[:MOST_FOUND])


def _is_written(vocabulary: Vocabulary, form: str, spelling: str) -> bool:
    """Whether one of the newest texts with form, a word of the vocabulary, has it in this spelling."""
    if not vocabulary.has(form):
        return False
    texts = vocabulary.conn.execute(
        """SELECT a.headline || ' ' || b.body FROM articles a JOIN bodies b ON b.article_id = a.id
           WHERE a.search_id IN
             (SELECT rowid FROM articles_fts WHERE articles_fts MATCH ? ORDER BY rowid DESC LIMIT ?)""",
        [f'"{form}"', TEXTS_READ],
    )
    return any(spelling in unicodedata.normalize("NFC", text).casefold() for (text,) in texts)


def _with_umlauts(word: str) -> Iterator[str]:
    """word with some or all of its pairs as umlauts, all of them first."""
    parts: list[tuple[str, ...]] = []
    place = 0
    while place < len(word):
        pair = word[place : place + 2]
        if pair in _UMLAUTS and (not place or word[place - 1] not in _BEFORE):
            parts.append((*_UMLAUTS[pair], pair))
            place += 2
        else:
            parts.append((word[place],))
            place += 1
    for chosen in product(*parts):
        if (spelling := "".join(chosen)) != word:
            yield spelling
