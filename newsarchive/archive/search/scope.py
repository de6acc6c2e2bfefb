"""What a search looks for: its words and filters as SQL over the index and the table articles. Runs no search."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.totals import count_articles
from newsarchive.archive.search.typed.understanding import understand

Order = Literal["relevance", "newest"]

# Weights of headline, standfirst, authors, body, keys: the same as the `rank` in schema/migrations.py.
RANK = "bm25(articles_fts, 10.0, 4.0, 3.0, 1.0, 0.0)"
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
    count_cap: int = 10_000
    snippet_tokens: int = 48


DEFAULT_PLAN = SearchPlan()


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What a search looks for; days are those of DAY, and since and until are included.

    offset asks for a further page when the result is ranked, before (the search_id of the last hit) when it is newest
    first. A cluster of near-duplicates is one hit, the first in the order of the result; with all_copies each is a hit.
    exact_forms says that no other forms of the words are searched for.
    """

    query: str = ""
    outlets: tuple[str, ...] = ()
    source: str | None = None
    language: str | None = None
    section: str | None = None
    author: str | None = None
    since: date | None = None
    until: date | None = None
    order: Order = "relevance"
    all_copies: bool = False
    exact_forms: bool = False
    page_size: int = 20
    offset: int = 0
    before: int | None = None

    @property
    def filters(self) -> dict[str, str]:
        """The filters on one value of a column that totals counts; a choice of several outlets is not among them."""
        single = {"source": self.source, "language": self.language, "section": self.section}
        if len(self.outlets) == 1:
            single["outlet"] = self.outlets[0]
        return {name: value for name, value in single.items() if value is not None}

    @property
    def is_whole_archive(self) -> bool:
        """Whether the request has no filters; it may have words."""
        return not (self.filters or self.outlets or self.author or self.since or self.until)


@dataclass(frozen=True)
class Scope:
    """The words and filters of a request as parts of SQL statements."""

    parsed: ParsedQuery
    keys: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=lambda: {"lowest": LOWEST_SEARCH_ID, "highest": HIGHEST_SEARCH_ID})

    @property
    def match(self) -> str | None:
        """The words, and the filters that are words of the index."""
        return self._with_keys(self.parsed.match)

    @property
    def titles_match(self) -> str | None:
        return self._with_keys(self.parsed.titles_match)

    def matches(self, tail: str = "", columns: str = "articles_fts.rowid") -> str:
        """A statement over the index; its parameters are :match and params."""
        where = "articles_fts MATCH :match AND articles_fts.rowid BETWEEN :lowest AND :highest"
        # CROSS: the index comes first. Else the planner may read a million articles and look each up in the index.
        join = " CROSS JOIN articles a ON " + self._on("articles_fts.rowid") if self.conditions else ""
        return f"SELECT {columns} FROM articles_fts{join} WHERE {where} {tail}"  # noqa: S608

    def listing(self, tail: str = "", columns: str = "a.search_id") -> str:
        """A statement over the table articles, for a request without words."""
        where = " AND ".join(["a.search_id BETWEEN :lowest AND :highest", *self.conditions])
        return f"SELECT {columns} FROM articles a WHERE {where} {tail}"  # noqa: S608

    def members(self) -> str:
        """A statement for search_id and cluster of the articles in :clusters that pass every filter that is a join."""
        # Collected first: the planner would prefer the index of a filter, which may contain most of the archive.
        conditions = " AND ".join(["a.id = member.id", "a.search_id BETWEEN :lowest AND :highest", *self.conditions])
        return f"""WITH member(id) AS MATERIALIZED
          (SELECT m.id FROM json_each(:clusters) c CROSS JOIN articles m ON m.cluster_id = c.value)
          SELECT a.search_id, a.cluster_id FROM member CROSS JOIN articles a ON {conditions}"""  # noqa: S608

    def newest(self, tail: str) -> str:
        """A statement for the search_ids in scope, newest first."""
        if self.match is None:
            return self.listing(f"ORDER BY a.search_id DESC {tail}")
        return self.matches(f"ORDER BY articles_fts.rowid DESC {tail}")

    def _on(self, rowid: str) -> str:
        return " AND ".join([f"a.search_id = {rowid}", *self.conditions])

    def _with_keys(self, match: str | None) -> str | None:
        return " AND ".join([match, *self.keys]) if match else None


def make_scope(conn: sqlite3.Connection, request: SearchRequest, plan: SearchPlan) -> Scope:
    """The scope of request; a filter becomes a word of the index or a join, depending on its share of the archive."""
    languages = (request.language,) if request.language else ()
    parsed = understand(conn, request.query, languages, exact_forms=request.exact_forms)
    keys: list[str] = []
    conditions: list[str] = []
    if request.outlets:
        if parsed.match and _share(conn, "outlet", request.outlets) < plan.key_share:
            keys.append(_key(OUTLET_KEY, "_", request.outlets))
        else:
            conditions.append(_one_of_outlets(request.outlets))
    if request.language:
        if parsed.match and _share(conn, "language", (request.language,)) < plan.key_share:
            keys.append(_key(LANGUAGE_KEY, "-", (request.language,)))
        else:
            conditions.append("a.language = :language")
    conditions += [condition for name, condition in CONDITIONS.items() if getattr(request, name) is not None]
    as_keys = [
        name
        for name, values in parsed.filters.items()
        if parsed.match and name in _KEYS and _share(conn, name, values) < plan.key_share
    ]
    keys += [_key(*_KEYS[name], parsed.filters[name]) for name in as_keys]
    conditions += typed_conditions(parsed, without=as_keys)
    return Scope(parsed, tuple(keys), tuple(conditions), {**_params(request), **typed_params(parsed)})


# The day that an article counts for: the outlet's own day. When the outlet gives none, or one that was in the future
# when the article was first seen, it is the UTC day of search_id. No timezone is a whole day ahead of UTC.
DAY = "iif(a.published_on <= date(a.search_id + 86400, 'unixepoch'), a.published_on, date(a.search_id, 'unixepoch'))"
CONDITIONS = {
    "source": "a.source = :source",
    "section": "a.section = :section",
    "author": "EXISTS (SELECT 1 FROM article_authors w WHERE w.article_id = a.id AND w.name = :author)",
    "since": f"{DAY} >= :since",
    "until": f"{DAY} <= :until",
}


# The filters that are words of the index: the letter its tokens begin with, and what KEY_JOINT stands for in them.
_KEYS = {"outlet": (OUTLET_KEY, "_"), "language": (LANGUAGE_KEY, "-")}


def _typed_condition(name: str, values: tuple[str, ...], kind: str = "typed") -> str:
    """The condition of a filter that was typed; a single value can be found by an index in the order of time."""
    if len(values) == 1:
        return f"a.{name} = :{kind}_{name}0"
    return f"+a.{name} IN (SELECT value FROM json_each(:{kind}_{name}))"  # noqa: S608


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


def _params(request: SearchRequest) -> dict[str, Any]:
    return {
        **{f"outlet{position}": outlet for position, outlet in enumerate(request.outlets)},
        **{name: getattr(request, name) for name in ("source", "language", "section", "author")},
        **day_params(request.since, request.until),
    }


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


def _one_of_outlets(outlets: tuple[str, ...]) -> str:
    if len(outlets) == 1:
        return "a.outlet = :outlet0"
    # The plus keeps the order of search_id: to sort all articles of several outlets costs more than to skip the others.
    return "+a.outlet IN (" + ", ".join(f":outlet{position}" for position in range(len(outlets))) + ")"


def _key(letter: str, separator: str, values: tuple[str, ...]) -> str:
    tokens = (letter + value.replace(separator, KEY_JOINT).replace('"', " ") for value in values)
    return "keys : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"


def _share(conn: sqlite3.Connection, dimension: str, values: tuple[str, ...]) -> float:
    """The share of all articles that have one of values, 0 to 1, from the totals."""
    places = ", ".join("?" for _ in values)
    (some,) = conn.execute(
        f"SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = ? AND value IN ({places})",  # noqa: S608
        (dimension, *values),
    ).fetchone()
    return float(some) / max(1, count_articles(conn))
