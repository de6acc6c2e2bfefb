"""The order of the best matches of several archives.

SQLite's bm25 weighs a word by how many articles of its own file have it, so the ranks of two files cannot be compared.
Here each word or phrase is scored by itself in each file, without the weight that it has there. It is then weighed by
how many articles of all files have it: log((N - n + 0.5) / (n + 0.5)), as SQLite does (FTS5 manual, section 5.1.1).
Only the length of an article is compared with the average of its own file.

Which articles are ranked follows the same plan as in one archive (ranked/ranking.py), for all files together.
"""

import json
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from newsarchive.archive.search.opened.costs import costs_of
from newsarchive.archive.search.ranked.ranking import Ranking, as_typed
from newsarchive.archive.search.scope import Scope, SearchPlan
from newsarchive.archive.several.pages_by_time import PartId
from newsarchive.archive.several.parts import SearchedArchive, newest_together, part_to_read
from newsarchive.archive.words.terms import AllOf, terms_of

# With weights as large as this, bm25 is its weight of the phrase times k1 + 1, however long the text is.
_HUGE = 1e12
_K1_PLUS_1 = 2.2
# bm25's weight of a phrase that half of the articles have, or more.
_LEAST_WEIGHT = 1e-6


@dataclass(frozen=True, slots=True)
class ScoredIndex:
    """An index of texts, the table with a row for each of them, and the weights of the index's columns."""

    name: str
    table: str
    weights: tuple[float, ...]

    def count(self, conn: Any) -> int:
        """How many texts it has."""
        row = conn.execute("SELECT rows FROM row_totals WHERE table_name = ?", [self.table]).fetchone()
        return int(row[0]) if row else 0

    def statement(self, rows: str) -> str:
        """A statement for the rowids of a phrase among rows, each with bm25 and with bm25 for huge weights."""
        huge = ", ".join(str(_HUGE * (weight > 0)) for weight in self.weights)
        # SQLite counts the articles of a phrase once for both.
        return f"""SELECT rowid, bm25({self.name}, {", ".join(map(str, self.weights))}), bm25({self.name}, {huge})
          FROM {self.name} WHERE {self.name} MATCH :phrase AND {rows}"""  # noqa: S608


# The weights of RANK (scope.py).
TODAY = ScoredIndex("articles_fts", "articles", (10.0, 4.0, 3.0, 1.0, 0.0))


def rank_together(parts: Sequence[SearchedArchive[Any]], plan: SearchPlan, depth: int) -> Ranking[PartId] | None:
    """The best depth matches of all parts; None when every word is too common to rank by.

    As in one archive, the words as typed come before their other forms.
    """
    typed = [_as_typed(part) for part in parts]
    best = _ranked(typed, plan, depth)
    has_forms = any(one is not part for one, part in zip(typed, parts, strict=True))
    if best is None or not has_forms or len(best.ids) >= depth:
        return best
    return best.followed_by(_ranked(parts, plan, depth), depth)


def _as_typed(part: SearchedArchive[Any]) -> SearchedArchive[Any]:
    """The part without other forms of its words; itself when it has none."""
    scope = as_typed(part.scope)
    if scope is part.scope:
        return part
    costs = costs_of(part.conn, scope)
    return replace(part, opened=replace(part.opened, scope=scope, costs=costs, newest=None))


def score_together(
    phrases: Sequence[Sequence[str]], conns: Sequence[Any], ids: Sequence[list[int]], index: ScoredIndex = TODAY
) -> list[tuple[int, int]]:
    """The ids, best first, as pairs of the place of their archive and the id. ids and phrases are by archive."""
    scores: dict[tuple[int, int], float] = {}
    articles = sum(index.count(conn) for conn in conns)
    for phrase in dict.fromkeys(one for some in phrases for one in some):
        found = [
            _scored(conn, phrase, wanted, index) if phrase in some else _Scored({}, 0)
            for conn, wanted, some in zip(conns, ids, phrases, strict=True)
        ]
        having = sum(one.articles for one in found)
        weight = max(math.log((articles - having + 0.5) / (having + 0.5)), _LEAST_WEIGHT)
        for number, one in enumerate(found):
            for rowid, share in one.shares.items():
                scores[number, rowid] = scores.get((number, rowid), 0.0) + weight * share
    everything = ((number, rowid) for number, some in enumerate(ids) for rowid in some)
    return sorted(everything, key=lambda pair: (-scores.get(pair, 0.0), pair[1], pair[0]))


@dataclass(frozen=True, slots=True)
class _Scored:
    """By rowid, bm25's score of a phrase without the phrase's weight; and how many articles of the file have it."""

    shares: dict[int, float]
    articles: int


def _scored(conn: Any, phrase: str, ids: list[int], index: ScoredIndex) -> _Scored:
    params = {"phrase": phrase, "ids": json.dumps(ids), "oldest": min(ids, default=0)}
    # The plus makes FTS5 read its list once from end to end. For each single row it would begin again.
    among = index.statement("rowid >= :oldest AND +rowid IN (SELECT value FROM json_each(:ids))")
    rows = [tuple(row) for row in conn.execute(among, params)] if ids else []
    # Without a row, one that is not asked for says how many articles have the phrase.
    known = rows or [tuple(row) for row in conn.execute(index.statement("1 LIMIT 1"), params)]
    if not known:
        return _Scored({}, 0)
    weight = -known[0][2] / _K1_PLUS_1
    return _Scored({rowid: -score / weight for rowid, score, _ in rows}, _having(index.count(conn), weight))


def _having(articles: int, weight: float) -> int:
    """How many articles have a phrase to which bm25 gives this weight: the formula above, solved for n."""
    odds = math.exp(weight)
    return round((articles + 0.5 - 0.5 * odds) / (1 + odds))


def _ranked(parts: Sequence[SearchedArchive[Any]], plan: SearchPlan, depth: int) -> Ranking[PartId] | None:
    ranked_by = _rankable(parts, plan.steps)
    if ranked_by is None:
        return None
    # As in one archive: each match of a filter that is a join is looked up in the table, so fewer are read.
    share = 2 / 3 if any(part.scope.conditions for part in parts) else 1
    newest, titles = int(plan.newest * share), int(plan.titles * share)
    chosen: list[set[int]] = [set() for _ in parts]
    is_cut = _choose(parts, chosen, newest + 1) > newest
    if is_cut:
        steps = plan.steps // 3 if share < 1 else plan.steps
        _choose(_in_titles(parts, steps), chosen, titles)
    phrases = [list(_phrases(part, ranked_by)) for part in parts]
    ids = score_together(phrases, [part.conn for part in parts], [sorted(some) for some in chosen])
    return Ranking([(parts[place].number, one) for place, one in ids[:depth]], is_cut or len(ids) > depth)


def _rankable(parts: Sequence[SearchedArchive[Any]], most: int) -> list[int] | None:
    """The places of the rarest conditions that together cost no more than most in all archives."""
    costs = [sum(costs) for costs in zip(*([cost for _, cost in part.costs.parts] for part in parts), strict=True)]
    chosen, spent = list[int](), 0
    for place in sorted(range(len(costs)), key=lambda one: costs[one]):
        spent += costs[place]
        if spent > most:
            break
        chosen.append(place)
    return chosen or None


def _choose(parts: Sequence[SearchedArchive[Any]], chosen: list[set[int]], most: int) -> int:
    """Adds the newest matches of all parts to chosen, by the place of their part; returns how many there were."""
    places = {part.number: place for place, part in enumerate(parts)}
    number = 0
    with newest_together(parts, most) as found:
        for search_id, part in islice(found, most):
            chosen[places[part.number]].add(search_id)
            number += 1
    return number


def _in_titles(parts: Sequence[SearchedArchive[Any]], steps: int) -> list[SearchedArchive[Any]]:
    """The parts, with only the matches in headline and standfirst: of all time, unless that is too much to read."""
    stop = part_to_read(parts, steps, sum(part.costs.total for part in parts))
    return [part.with_scope(_from(part.scope, stop), in_titles=True) for part in parts]


def _from(scope: Scope, stop: int | None) -> Scope:
    if stop is None:
        return scope
    return replace(scope, params={**scope.params, "lowest": max(scope.params["lowest"], stop)})


def _phrases(part: SearchedArchive[Any], places: Iterable[int]) -> Iterator[str]:
    root = part.scope.parsed.root
    assert isinstance(root, AllOf)  # a scope with costs has words
    for place in places:
        for term in terms_of(root.parts[place]):
            yield from term.phrases
