"""Words that are typical of the articles of a search, compared with other articles of the same outlets.

Both are samples of limited size, so that a search with a million results takes as long as one with a thousand. The
other articles are of the same outlets, languages and times, so that a difference is one of the subject. The full-text
index knows how often a word occurs in the whole archive, but not at which outlets, and to ask it takes long for a
common word.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from newsarchive.analysis.keyness import DistinctiveWord, distinctive_words
from newsarchive.analysis.stop_words import COMMON_SHARE, languages_without_list, stop_words
from newsarchive.analysis.word_counts import WordCounts, split_words
from newsarchive.archive.search.scope import VALUES, WALK_ROWS, Scope, make_scope, row_params
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.searched_form import searched_form
from newsarchive.errors import UsageError

# The articles of a search whose words are counted, and how many of the newest matches they are taken from.
MOST_ARTICLES = 1_000
MOST_MATCHES = 20_000
# The other articles: twice as many, since a rare word must have a chance to occur in them.
MOST_OTHERS = 2_000
# Of each text, and of all texts together: time in proportion to it is spent.
_MOST_CHARACTERS = 20_000
_MOST_CHARACTERS_IN_ALL = 12_000_000
# The other articles of an outlet are from the time of those found, and at least so long before and after.
_DAYS_AROUND = 45
_DAY_SECONDS = 86_400
# With fewer other articles, a word is typical by chance.
_FEW_OTHERS = 100
NOT_NARROWED = "Type words or choose a filter. The words of all articles have nothing to be compared with."
NO_OTHERS = "These outlets have no other articles to compare with."
FEW_OTHERS = f"There are fewer than {_FEW_OTHERS} other articles to compare with. The words say little."
NO_STOP_WORDS = "There is no list of stop words for these languages: {}."

_TEXTS = """SELECT a.search_id, a.cluster_id,
  a.headline || char(10) || coalesce(a.standfirst, '') || char(10) || substr(coalesce(b.body, ''), 1, :characters)
FROM json_each(:ids) i CROSS JOIN articles a ON a.search_id = i.value LEFT JOIN bodies b ON b.article_id = a.id
ORDER BY i.key"""


@dataclass(frozen=True, slots=True)
class DistinctiveWords:
    """Typical words, the surest first, and what they rest on.

    articles were counted of matches that were found (at least, if is_capped), others of the outlets' other articles. Of
    a cluster of near-duplicates one article is counted. notes are sentences for the reader.
    """

    words: tuple[DistinctiveWord, ...]
    understood: str
    articles: int
    matches: int
    is_capped: bool
    others: int
    outlets: int
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Stratum:
    """The matches of one outlet in one language: how many, and the first and last second."""

    outlet: str
    language: str | None
    matches: int
    first: int
    last: int


def read_distinctive_words(
    conn: sqlite3.Connection, selection: Selection, limit: int = 50, *, with_stop_words: bool = False
) -> DistinctiveWords:
    """The limit words that are most typical of the articles that selection finds.

    Raises:
        UsageError: selection has neither words nor filters.
    """
    if selection.is_whole_archive:
        raise UsageError(NOT_NARROWED)
    scope = make_scope(conn, selection)
    if scope.has_nothing_to_find:
        return DistinctiveWords((), "", 0, 0, False, 0, 0, scope.parsed.notes)
    matches = _newest(conn, scope)
    sample = _spread(matches[:MOST_MATCHES], MOST_ARTICLES)
    strata = _strata(conn, sample)
    others = _other_articles(conn, scope, strata)
    texts = WordCounts(_texts(conn, sample))
    other_texts = WordCounts(_texts(conn, others))
    languages = {stratum.language for stratum in strata}
    left_out = frozenset() if with_stop_words else stop_words(languages)
    asked = frozenset(_words_asked_for(scope))
    words = distinctive_words(
        texts,
        other_texts,
        lambda word, share: (word in left_out and share >= COMMON_SHARE) or searched_form(word).casefold() in asked,
        limit,
    )
    notes = [*(scope.parsed.notes if selection.query.strip() else ())]
    if sample and not other_texts.texts:
        notes.append(NO_OTHERS)
    elif sample and other_texts.texts < _FEW_OTHERS:
        notes.append(FEW_OTHERS)
    without = [] if with_stop_words else languages_without_list(languages)
    if without and sample:
        notes.append(NO_STOP_WORDS.format(", ".join(without[:5])))
    return DistinctiveWords(
        tuple(words),
        scope.parsed.understood,
        texts.texts,
        min(len(matches), MOST_MATCHES),
        len(matches) > MOST_MATCHES,
        other_texts.texts,
        len({stratum.outlet for stratum in strata}),
        tuple(notes),
    )


def _newest(conn: sqlite3.Connection, scope: Scope) -> list[int]:
    params = {**scope.params, "match": scope.match, "limit": MOST_MATCHES + 1}
    return [row[0] for row in conn.execute(scope.newest("LIMIT :limit"), params)]


def _spread(ids: Sequence[int], most: int) -> list[int]:
    """At most `most` of ids, at the same distance from each other."""
    if len(ids) <= most:
        return list(ids)
    return [ids[number * len(ids) // most] for number in range(most)]


def _strata(conn: sqlite3.Connection, ids: Sequence[int]) -> list[_Stratum]:
    rows = conn.execute(
        f"""SELECT a.outlet, a.language, count(*), min(a.search_id), max(a.search_id)
           FROM json_each(?) i CROSS JOIN {VALUES} ON a.search_id = i.value GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2""",  # noqa: S608
        [json.dumps(ids)],
    )
    return [_Stratum(*row) for row in map(tuple, rows)]


def _other_articles(conn: sqlite3.Connection, scope: Scope, strata: Sequence[_Stratum]) -> list[int]:
    """Articles of the same outlets, languages and times that do not match, at the same distance from each other."""
    matches = sum(stratum.matches for stratum in strata)
    found: list[int] = []
    for stratum in strata:
        wanted = -(-MOST_OTHERS * stratum.matches // matches)
        found += _articles_of(conn, stratum, wanted)
    if not found:
        return []
    matching = _matching(conn, scope, found)
    return _spread([one for one in found if one not in matching], MOST_OTHERS)


def _matching(conn: sqlite3.Connection, scope: Scope, ids: list[int]) -> set[int]:
    """Those of ids that the search finds too.

    The words decide alone: an article that has them is not another article, even if a filter keeps it out.
    """
    params = {**scope.params, **row_params(ids), "match": scope.match}
    if scope.match is None:
        statement = scope.listing("AND a.search_id IN (SELECT value FROM json_each(:ids))")
    else:
        # One walk over all matches: to seek thousands of rows in the index takes seconds.
        statement = f"SELECT rowid FROM articles_fts WHERE articles_fts MATCH :match AND {WALK_ROWS}"  # noqa: S608
    return {row[0] for row in conn.execute(statement, params)}


def _articles_of(conn: sqlite3.Connection, stratum: _Stratum, wanted: int) -> list[int]:
    """About wanted search_ids of the stratum's outlet and language, at the same distance in time."""
    around = _DAYS_AROUND * _DAY_SECONDS
    first, last = stratum.first - around, stratum.last + around
    # Some match and are left out afterwards, and some places have the same article.
    places = min(2 * wanted, MOST_OTHERS)
    seconds = [first + (last - first) * number // places for number in range(places)]
    rows = conn.execute(
        """SELECT DISTINCT (SELECT a.search_id FROM articles a INDEXED BY articles_outlet_language
             WHERE a.outlet = :outlet AND a.language IS :language AND a.search_id BETWEEN s.value AND :last
             ORDER BY a.search_id LIMIT 1) FROM json_each(:seconds) s""",
        {"outlet": stratum.outlet, "language": stratum.language, "last": last, "seconds": json.dumps(seconds)},
    )
    return _spread([row[0] for row in rows if row[0] is not None], places)


def _texts(conn: sqlite3.Connection, ids: Sequence[int]) -> Iterator[str]:
    """Headline, standfirst and text of the articles; one of each cluster of near-duplicates."""
    seen = set[int]()
    left = _MOST_CHARACTERS_IN_ALL
    rows = conn.execute(_TEXTS, {"ids": json.dumps(ids), "characters": _MOST_CHARACTERS})
    for _, cluster, text in map(tuple, rows):
        if cluster in seen:
            continue
        if cluster is not None:
            seen.add(cluster)
        left -= len(text)
        if left < 0:
            return
        yield text


def _words_asked_for(scope: Scope) -> Iterator[str]:
    """The words of the search, folded: they are typical of what they find, which says nothing."""
    for term in scope.parsed.terms:
        for text in (term.text, *term.variants, *term.spellings):
            yield from (searched_form(word).casefold() for word in split_words(text))
