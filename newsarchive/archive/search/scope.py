"""A selection as SQL over the index and the table articles. Runs no search."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from newsarchive.archive.search.desk_selection import read_desk_filters
from newsarchive.archive.search.outlets.chosen_outlets import chosen_outlets
from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.selection import CopyRole, Selection
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.search.typed.understanding import understand

# Weights of headline, standfirst, authors, body, keys: the same as the `rank` in schema/first_tables.py.
RANK = "bm25(articles_fts, 10.0, 4.0, 3.0, 1.0, 0.0)"
# The values of the article with a search_id: this index has all that filters and facets ask of a match, so no row of
# articles is read. The planner would prefer the smaller index of search_id, and look up each row.
VALUES = "articles a INDEXED BY articles_values"
LOWEST_SEARCH_ID, HIGHEST_SEARCH_ID = -(2**63), 2**63 - 1
# The view searchable begins the tokens of the column keys with these letters; no text contains them.
OUTLET_KEY, LANGUAGE_KEY, KEY_JOINT = "\ue000", "\ue001", "\ue002"

# How a statement over an index finds the rows of row_params. One seek for each row is fastest when the rows are far
# apart. One walk is fastest when they are close together, and for a prefix: each seek would collect the words of the
# prefix again (20 seeks took 1,900 ms, one walk 115 ms).
SEEK_ROWS = "rowid IN (SELECT value FROM json_each(:ids))"
WALK_ROWS = "rowid BETWEEN :oldest AND :newest AND +rowid IN (SELECT value FROM json_each(:ids))"


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The thresholds of the search plan, as measured at a million articles.

    common_sample, common_density: a query is too common to rank when its newest common_sample matches are more than
    that share of the articles between the oldest and the newest of them.
    window: the newest matches that facets count.
    newest, titles: when more match, so many of the newest matches and of the matches in headlines and standfirsts are
    ranked.
    versions: the newest earlier versions that are ranked or listed.
    steps: how much of the index one part of a search may read, in articles that have one word.
    candidates: the best of these that can be shown.
    depth: the best matches among which candidates of different clusters are looked for.
    key_share: a filter on fewer than that share of all articles is a word of the index, any other is a join.
    few: a filter that so few articles pass is a list of rows. Any other is checked for each article in turn.
    sorted_at_most: so many articles of several values are read and sorted. More are met in the order of time.
    count_cap: matches that are counted at most.
    snippet_tokens: the length of a snippet, in words of the index.
    """

    common_sample: int = 2_000
    common_density: float = 0.25
    window: int = 10_000
    newest: int = 2_000
    titles: int = 7_500
    versions: int = 4_000
    steps: int = 450_000
    candidates: int = 200
    depth: int = 2_000
    key_share: float = 0.2
    few: int = 2_000
    sorted_at_most: int = 20_000
    count_cap: int = 10_000
    snippet_tokens: int = 48


DEFAULT_PLAN = SearchPlan()


@dataclass(frozen=True)
class Scope:
    """The words and filters of a selection as parts of SQL statements.

    keys are words of the index, conditions are about a row of articles, and row_lists names the parameters that hold,
    as JSON, the only search_ids that may pass. has_nothing_to_find: something was typed, but neither a word that can be
    searched for nor a filter. key_share is the share of the articles that have the rarest of keys; None without keys.
    """

    parsed: ParsedQuery
    keys: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    row_lists: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=lambda: {"lowest": LOWEST_SEARCH_ID, "highest": HIGHEST_SEARCH_ID})
    has_nothing_to_find: bool = False
    key_share: float | None = None

    @cached_property
    def match(self) -> str | None:
        """The words, and the filters that are words of the index."""
        return self._with_keys(self.parsed.match)

    @property
    def titles_match(self) -> str | None:
        return self._with_keys(self.parsed.titles_match)

    @property
    def is_words_alone(self) -> bool:
        """Whether no filter narrows the matches of the words."""
        bounds = (self.params["lowest"], self.params["highest"])
        has_filters = self.keys or self.conditions or self.row_lists
        return not has_filters and bounds == (LOWEST_SEARCH_ID, HIGHEST_SEARCH_ID)

    @property
    def without_days(self) -> "Scope":
        """The scope without its first and last day; the range of search_id is still limited by them."""
        days = _DAY_CONDITIONS.values()
        return replace(self, conditions=tuple(one for one in self.conditions if one not in days))

    def matches(self, tail: str = "", columns: str = "articles_fts.rowid") -> str:
        """A statement over the index; its parameters are :match and params."""
        where = " AND ".join(
            [
                "articles_fts MATCH :match AND articles_fts.rowid BETWEEN :lowest AND :highest",
                # The plus makes FTS5 walk its matches once, and not seek each row of the list.
                *self._in_lists("+articles_fts.rowid"),
            ]
        )
        # CROSS: the index comes first. Else the planner may read a million articles and look each up in the index.
        join = f" CROSS JOIN {VALUES} ON {self._on('articles_fts.rowid')}" if self.conditions else ""
        return f"SELECT {columns} FROM articles_fts{join} WHERE {where} {tail}"  # noqa: S608

    def listing(self, tail: str = "", columns: str = "a.search_id") -> str:
        """A statement over the table articles, for a selection without words."""
        return f"SELECT {columns} FROM articles a WHERE {self.where_articles()} {tail}"  # noqa: S608

    def counting(self) -> str:
        """A statement that counts the articles in scope, in the order that is quickest to read."""
        if self.match is not None:
            return self.matches(columns="count(*)")
        quickest = replace(self, conditions=tuple(one.removeprefix("+") for one in self.conditions))
        return quickest.listing(columns="count(*)")

    def members(self) -> str:
        """A statement for search_id and cluster of the articles in :clusters that pass every filter that is a join."""
        # Collected first: the planner would prefer the index of a filter, which may contain most of the archive.
        return f"""WITH member(id) AS MATERIALIZED
          (SELECT m.id FROM json_each(:clusters) c CROSS JOIN articles m ON m.cluster_id = c.value)
          SELECT a.search_id, a.cluster_id FROM member CROSS JOIN articles a
          ON a.id = member.id AND {self.where_articles("+a.search_id")}"""  # noqa: S608

    def newest(self, tail: str) -> str:
        """A statement for the search_ids in scope, newest first."""
        return self._by_time(f"DESC {tail}")

    def oldest(self, tail: str) -> str:
        """A statement for the search_ids in scope, oldest first."""
        return self._by_time(f"ASC {tail}")

    def _by_time(self, tail: str) -> str:
        if self.match is None:
            return self.listing(f"ORDER BY a.search_id {tail}")
        return self.matches(f"ORDER BY articles_fts.rowid {tail}")

    def where_articles(self, search_id: str = "a.search_id") -> str:
        """The condition that a row of articles passes every filter but those that are words of the index."""
        bounds = f"{search_id} BETWEEN :lowest AND :highest"
        return " AND ".join([bounds, *self._in_lists(search_id), *self.conditions])

    def _in_lists(self, rowid: str) -> list[str]:
        return [f"{rowid} IN (SELECT value FROM json_each(:{name}))" for name in self.row_lists]  # noqa: S608

    def _on(self, rowid: str) -> str:
        return " AND ".join([f"a.search_id = {rowid}", *self.conditions])

    def _with_keys(self, match: str | None) -> str | None:
        return " AND ".join([match, *self.keys]) if match else None


def make_scope(
    conn: sqlite3.Connection,
    selection: Selection,
    plan: SearchPlan = DEFAULT_PLAN,
    words: ParsedQuery | None = None,
) -> Scope:
    """The scope of selection. A filter becomes a word of the index, a list of rows, or a condition.

    Which of these it is depends on its share of the archive. words are the words of selection, if they were understood
    before: see opened/opened_search.py.
    """
    selection = read_desk_filters(conn, selection).selection
    parsed = words or understand(conn, selection)
    keys: dict[str, float] = {}
    conditions = [_DAY_CONDITIONS[name] for name in _DAY_CONDITIONS if getattr(selection, name) is not None]
    params: dict[str, Any] = day_params(selection.since, selection.until)
    for column, values in {**_single_columns(selection), "outlet": chosen_outlets(conn, selection)}.items():
        if values is None:
            continue
        is_key = parsed.match and values and column in _KEYS
        if is_key and (share := _share(conn, column, values)) < plan.key_share:
            keys[_key(*_KEYS[column], values)] = share
        else:
            is_sorted = parsed.match is None and _are_few_enough_to_sort(conn, column, values, plan)
            conditions.append(_one_of(column, values).removeprefix("+" if is_sorted else ""))
            params[column] = values[0] if len(values) == 1 else json.dumps(values)
    if selection.near_duplicates and not _RARE_ROLES.issuperset(selection.near_duplicates):
        conditions.append("(" + " OR ".join(_COPY_ROLES[role] for role in selection.near_duplicates) + ")")
    row_lists: list[str] = []
    for name, condition in _rare(selection).items():
        params |= _rare_params(name, selection)
        rare = _search_ids(conn, condition, params, limit=plan.few + 1) if parsed.match else None
        if rare == []:
            conditions.append("0")  # SQLite then reads nothing
        elif rare is not None and len(rare) <= plan.few:
            params[f"rare_{name}"] = json.dumps(rare)
            row_lists.append(f"rare_{name}")
        else:
            conditions.append(condition)
    if selection.article_ids is not None:
        ids = {"values": json.dumps(list(selection.article_ids))}
        only = _search_ids(conn, "a.id IN (SELECT value FROM json_each(:values))", ids)
        params["only"] = json.dumps(only)
        row_lists.append("only")
    if selection.excluded_ids:
        params["excluded"] = json.dumps(list(selection.excluded_ids))
        conditions.append("a.id NOT IN (SELECT value FROM json_each(:excluded))")
    if selection.authors:
        params["authors"] = json.dumps(list(selection.authors))
        by_authors = _search_ids(conn, _OF_AUTHORS, params, limit=plan.few + 1)
        if len(by_authors) <= plan.few:
            params["by_authors"] = json.dumps(by_authors)
            row_lists.append("by_authors")
        else:
            conditions.append(_BY_AUTHORS)
    typed_shares = {name: _share(conn, name, values) for name, values in parsed.filters.items() if name in _KEYS}
    as_keys = [name for name, share in typed_shares.items() if parsed.match and share < plan.key_share]
    keys |= {_key(*_KEYS[name], parsed.filters[name]): typed_shares[name] for name in as_keys}
    conditions += typed_conditions(parsed, without=as_keys)
    params |= typed_params(parsed)
    is_void = bool(selection.query.strip()) and parsed.match is None and not parsed.has_filters
    return Scope(
        parsed, tuple(keys), tuple(conditions), tuple(row_lists), params, is_void, min(keys.values(), default=None)
    )


# The day that an article counts for: the outlet's own day. When the outlet gives none, or one that was in the future
# when the article was first seen, it is the UTC day of search_id. No timezone is a whole day ahead of UTC.
DAY = "iif(a.published_on <= date(a.search_id + 86400, 'unixepoch'), a.published_on, date(a.search_id, 'unixepoch'))"
_DAY_CONDITIONS = {"since": f"{DAY} >= :since", "until": f"{DAY} <= :until"}
# The columns whose values are words of the index: the letter before them, and what KEY_JOINT stands for in them.
_KEYS = {"outlet": (OUTLET_KEY, "_"), "language": (LANGUAGE_KEY, "-")}
_COLUMNS_WITH_TOTALS = ("outlet", "language", "source", "section")
# A key for each value is a list to merge. More values than these are cheaper to check.
_MAX_KEYS = 100
_COPY_ROLES: dict[CopyRole, str] = {
    "none": "a.cluster_id IS NULL",
    "first": "a.cluster_id = a.id",
    "copy": "a.copy_of IS NOT NULL",
}
# Values that few articles have, in conditions that the indexes of these articles repeat (schema/migrations.py).
_USUAL_KIND = "article"
_RARE_ROLES: frozenset[CopyRole] = frozenset(("first", "copy"))
_OF_AUTHORS = """a.id IN
  (SELECT w.article_id FROM article_authors w WHERE w.name IN (SELECT value FROM json_each(:authors)))"""
# Checked for each article in turn, newest first: these authors wrote much.
_BY_AUTHORS = """EXISTS (SELECT 1 FROM article_authors w
  WHERE w.article_id = a.id AND +w.name IN (SELECT value FROM json_each(:authors)))"""


def typed_conditions(parsed: ParsedQuery, without: Iterable[str] = ()) -> list[str]:
    """The conditions of the filters that were typed into a query; their parameters are typed_params."""
    wanted = [_typed_condition(name, values) for name, values in parsed.filters.items() if name not in without]
    return wanted + [f"NOT coalesce({_typed_condition(name, (), 'not')}, 0)" for name in parsed.excluded_filters]


def typed_params(parsed: ParsedQuery) -> dict[str, Any]:
    """The parameters of typed_conditions."""
    params: dict[str, Any] = {}
    for kind, filters in (("typed", parsed.filters), ("not", parsed.excluded_filters)):
        for name, values in filters.items():
            params |= {f"{kind}_{name}": json.dumps(values), f"{kind}_{name}0": values[0]}
    return params


def _typed_condition(name: str, values: tuple[str, ...], kind: str = "typed") -> str:
    """The condition of a filter that was typed; a single value can be found by an index in the order of time."""
    if len(values) == 1:
        return f"a.{name} = :{kind}_{name}0"
    return f"+a.{name} IN (SELECT value FROM json_each(:{kind}_{name}))"  # noqa: S608


def _rare(selection: Selection) -> dict[str, str]:
    """By name, the conditions on values that few articles have: none of them lets the usual value pass."""
    found = {}
    if selection.kinds and _USUAL_KIND not in selection.kinds:
        kinds = "a.kind = :kind" if len(selection.kinds) == 1 else "a.kind IN (SELECT value FROM json_each(:kind))"
        found["kind"] = f"{kinds} AND a.kind <> '{_USUAL_KIND}'"
    if tuple(selection.completeness) == ("stub",):
        found["completeness"] = "a.completeness = 'stub'"
    if selection.near_duplicates and _RARE_ROLES.issuperset(selection.near_duplicates):
        both = len(set(selection.near_duplicates)) > 1
        found["near_duplicates"] = "a.cluster_id IS NOT NULL" if both else _COPY_ROLES[selection.near_duplicates[0]]
    return found


def _rare_params(name: str, selection: Selection) -> dict[str, Any]:
    if name != "kind":
        return {}
    return {"kind": selection.kinds[0] if len(selection.kinds) == 1 else json.dumps(list(selection.kinds))}


def _single_columns(selection: Selection) -> dict[str, tuple[str, ...] | None]:
    """By column of articles, the values of which an article must have one; None when any will do."""
    columns = {
        "language": selection.languages,
        "source": selection.sources,
        "section": selection.sections,
        "kind": selection.kinds,
        "completeness": selection.completeness,
    }
    rare = _rare(selection)
    return {column: tuple(values) or None for column, values in columns.items() if column not in rare}


def _search_ids(conn: sqlite3.Connection, condition: str, params: Mapping[str, Any], limit: int = -1) -> list[int]:
    """The search_ids of the articles that meet condition, with its parameters."""
    rows = conn.execute(
        f"SELECT a.search_id FROM articles a WHERE {condition} LIMIT :limit",  # noqa: S608
        {**params, "limit": limit},
    )
    return [row[0] for row in rows]


def day_params(since: date | None, until: date | None) -> dict[str, Any]:
    """The parameters of a statement for the days since to until: the days, and the range of search_id to read.

    The range is a day wider at each end, since no timezone is further from UTC. It is another day wider at the end:
    thousands of articles of one day without a time take the seconds after it.
    """
    return {
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "lowest": _second(since, days=-1) if since else LOWEST_SEARCH_ID,
        "highest": _second(until, days=3) if until else HIGHEST_SEARCH_ID,
    }


def row_params(ids: list[int]) -> dict[str, Any]:
    """The parameters of SEEK_ROWS and WALK_ROWS for ids, which are not empty."""
    return {"ids": json.dumps(ids), "oldest": min(ids), "newest": max(ids)}


def _second(day: date, *, days: int) -> int:
    """The Unix second at which a day begins in UTC: the one that is so many days after day."""
    return int(datetime.combine(day, time(), UTC).timestamp()) + days * int(timedelta(days=1).total_seconds())


def _one_of(column: str, values: tuple[str, ...]) -> str:
    if not values:
        return "0"
    if len(values) == 1:
        return f"a.{column} = :{column}"  # a range of an index in order of search_id
    # The plus keeps the order of search_id: to sort many articles of several values costs more than to skip the others.
    return f"+a.{column} IN (SELECT value FROM json_each(:{column}))"  # noqa: S608


def _are_few_enough_to_sort(conn: sqlite3.Connection, column: str, values: tuple[str, ...], plan: SearchPlan) -> bool:
    """Whether a column with totals has several values that few articles have: to read and sort these is quickest."""
    if len(values) < 2 or column not in _COLUMNS_WITH_TOTALS:
        return False
    return _share(conn, column, values) * count_articles(conn) <= plan.sorted_at_most


def _key(letter: str, separator: str, values: tuple[str, ...]) -> str:
    tokens = (letter + value.replace(separator, KEY_JOINT).replace('"', " ") for value in values)
    return "keys : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"


def _share(conn: sqlite3.Connection, dimension: str, values: tuple[str, ...]) -> float:
    """The share of all articles that have one of values, 0 to 1, from the totals; 1 for too many values."""
    if len(values) > _MAX_KEYS:
        return 1.0
    (some,) = conn.execute(
        "SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = ? "
        "AND value IN (SELECT value FROM json_each(?))",
        (dimension, json.dumps(values)),
    ).fetchone()
    return float(some) / max(1, count_articles(conn))
