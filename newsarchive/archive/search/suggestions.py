"""Other queries that the reader may mean: misspelt words put right, and wider queries when nothing was found."""

import sqlite3
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import replace

from newsarchive.archive.search.query import ParsedQuery, Suggestion
from newsarchive.archive.search.scope import Scope
from newsarchive.archive.words.spelling import near_words, two_words
from newsarchive.archive.words.terms import AllOf, AnyOf, Part, Term, with_terms
from newsarchive.archive.words.vocabulary import JointVocabulary, Vocabulary, vocabulary_form

DID_YOU_MEAN = "Did you mean"
WITHOUT_QUOTES = "No article has these words in this order. Without the quotes"
ANY_OF_THEM = "No article has all of these words. With any of them"
# A search with fewer articles than this may be a misprint that the archive has too.
FEW = 10
# A word is put right although it was found when the other one is so many times as frequent.
TIMES_AS_FREQUENT = 100
# Misspelt words that are looked up in one query: each takes some 20 ms at a million articles.
MOST_MISSPELT = 3


def suggest(conn: sqlite3.Connection, scope: Scope, total: int) -> Iterator[Suggestion]:
    """What may be meant by a search that found so many articles, the likeliest first."""
    return suggest_among([(conn, scope.parsed)], total)


def suggest_among(asked: Sequence[tuple[sqlite3.Connection, ParsedQuery]], total: int) -> Iterator[Suggestion]:
    """What may be meant by a search of several archives, from the words of all of them.

    asked has the connection to each archive, and the query as it was understood there; total is the sum of all.
    """
    parsed = asked[0][1]
    if parsed.root is None:
        return
    vocabulary = JointVocabulary([conn for conn, _ in asked]) if len(asked) > 1 else Vocabulary(asked[0][0])
    # Words that an archive has in other characters.
    spelt = {vocabulary_form(term.text) for _, one in asked for term in one.terms if term.spellings}
    right = _corrections(vocabulary, parsed, spelt, is_rare_wrong=total < FEW)
    for number in range(max(map(len, right.values()), default=0)):
        chosen = {word: others[min(number, len(others) - 1)] for word, others in right.items()}
        yield Suggestion(DID_YOU_MEAN, _with_root(parsed, _replacing(chosen)).understood)
    if total == 0 and not right and not parsed.suggestions:
        yield from _wider([conn for conn, _ in asked], parsed)


def _corrections(
    vocabulary: Vocabulary, parsed: ParsedQuery, spelt: Container[str | None], *, is_rare_wrong: bool
) -> dict[str, list[str]]:
    """By word as it was typed, what it may be a misspelling of; not of words in spelt, which are there."""
    found: dict[str, list[str]] = {}
    for typed in dict.fromkeys(word for term in parsed.terms for word in _typed_words(term)):
        word = vocabulary_form(typed)
        if word is None or len(found) == MOST_MISSPELT or word in spelt:
            continue
        is_found = vocabulary.has(word)
        if is_found and not is_rare_wrong:
            continue
        near = near_words(vocabulary, word)
        if is_found:
            least = TIMES_AS_FREQUENT * max(1, vocabulary.count(word, FEW))
            near = [other for other in near[:1] if vocabulary.count(other, least) == least]
        elif not near and (apart := two_words(vocabulary, word)):
            near = [" ".join(apart)]
        if near:
            found[typed] = near
    return found


def _typed_words(term: Term) -> list[str]:
    return [] if term.is_prefix or term.is_exact else term.text.split()


def _replacing(chosen: Mapping[str, str]) -> Callable[[Term], Term]:
    def change(term: Term) -> Term:
        words = [chosen.get(word, word) for word in _typed_words(term)]
        return replace(term, text=" ".join(words), variants=()) if words else term

    return change


def _with_root(parsed: ParsedQuery, change: Callable[[Term], Term]) -> ParsedQuery:
    root = with_terms(parsed.root, change) if parsed.root else None
    return replace(parsed, root=root if isinstance(root, AllOf) else None)


def _wider(conns: Sequence[sqlite3.Connection], parsed: ParsedQuery) -> Iterator[Suggestion]:
    """Queries that find something where each word is in the archive, but not as they are put together."""
    assert parsed.root is not None  # suggest returned without one
    parts = tuple(_without_quotes(part) for part in parsed.root.parts)
    loose = replace(parsed, root=replace(parsed.root, parts=tuple(one for some in parts for one in some)))
    if loose != parsed and _finds(conns, loose):
        yield Suggestion(WITHOUT_QUOTES, loose.understood)
        return
    assert loose.root is not None  # as above
    if len(loose.root.parts) > 1:
        any_of_them = replace(loose, root=AllOf((AnyOf(loose.root.parts),), loose.root.excluded))
        if _finds(conns, any_of_them):
            yield Suggestion(ANY_OF_THEM, any_of_them.understood)


def _without_quotes(part: Part) -> tuple[Part, ...]:
    if isinstance(part, Term) and part.is_phrase and not part.is_prefix and len(part.text.split()) > 1:
        return tuple(Term(word, field=part.field) for word in part.text.split() if any(map(str.isalnum, word)))
    return (part,)


def _finds(conns: Sequence[sqlite3.Connection], parsed: ParsedQuery) -> bool:
    scope = Scope(parsed)
    params = {**scope.params, "match": parsed.match}
    return any(conn.execute(scope.newest("LIMIT 1"), params).fetchone() is not None for conn in conns)
