"""What a search is about: words and filters, as SQL over the index and the table articles. Runs no search itself."""

import sqlite3
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Literal

from newsarchive.archive.search.query import ParsedQuery, parse_query

Order = Literal["relevance", "newest"]

# Weights of headline, standfirst, authors, body, keys: the same as in schema.py's `rank`.
RANK = "bm25(articles_fts, 10.0, 4.0, 3.0, 1.0, 0.0)"
LOWEST, HIGHEST = -(2**63), 2**63 - 1
# The view searchable begins the tokens of the column keys with these letters; no text can meet them.
OUTLET_KEY, LANGUAGE_KEY, KEY_JOINT = "\ue000", "\ue001", "\ue002"


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """The thresholds of the plan, as measured at a million articles.

    A query is too common to rank when its newest common_sample matches are more than common_density of the
    articles they lie among. The newest `window` matches are ranked, with the best `candidates` of them and of the
    titles of all time. A filter is a word of the index below key_share of all articles, a join above. Where
    near-copies stand together, the candidates are of different clusters, and looked for among the best `depth`.
    """

    common_sample: int = 2_000
    common_density: float = 0.25
    window: int = 10_000
    candidates: int = 200
    depth: int = 2_000
    key_share: float = 0.2
    count_cap: int = 10_000
    snippet_tokens: int = 48


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is sought; days are those of DAY and inclusive.

    A further page is asked for by offset when ranked, and by before (the search_id of the last hit) when newest first.
    Of a cluster of near-copies one hit is shown, the first in the order asked for; with all_copies every one.
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
    page_size: int = 20
    offset: int = 0
    before: int | None = None

    @property
    def filters(self) -> dict[str, str]:
        """The filters on one value of one column of totals; several outlets are not among them."""
        single = {"source": self.source, "language": self.language, "section": self.section}
        if len(self.outlets) == 1:
            single["outlet"] = self.outlets[0]
        return {name: value for name, value in single.items() if value is not None}

    @property
    def is_whole_archive(self) -> bool:
        """Whether nothing narrows the request but its words."""
        return not (self.filters or self.outlets or self.author or self.since or self.until)


@dataclass(frozen=True)
class Scope:
    """The words and filters of a request as parts of SQL statements."""

    parsed: ParsedQuery
    keys: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    params: dict[str, Any] = field(default_factory=lambda: {"lowest": LOWEST, "highest": HIGHEST})

    @property
    def match(self) -> str | None:
        """The words and the filters that are words."""
        return self._with_keys(self.parsed.match)

    @property
    def titles_match(self) -> str | None:
        return self._with_keys(self.parsed.titles_match)

    @property
    def best_first(self) -> str:
        """How to order by rank: FTS5 sorts by itself, unless a join has rows to drop first."""
        return f"ORDER BY {RANK}" if self.conditions else "ORDER BY rank"

    def matches(self, tail: str = "", columns: str = "articles_fts.rowid") -> str:
        """A statement over the index; it wants :match and the scope's params."""
        where = "articles_fts MATCH :match AND articles_fts.rowid BETWEEN :lowest AND :highest"
        # CROSS: the index leads, else the planner may walk a million articles and ask the index about each.
        join = " CROSS JOIN articles a ON " + self._on("articles_fts.rowid") if self.conditions else ""
        return f"SELECT {columns} FROM articles_fts{join} WHERE {where} {tail}"  # noqa: S608

    def listing(self, tail: str = "", columns: str = "a.search_id") -> str:
        """A statement over the articles, for a request without words."""
        where = " AND ".join(["a.search_id BETWEEN :lowest AND :highest", *self.conditions])
        return f"SELECT {columns} FROM articles a WHERE {where} {tail}"  # noqa: S608

    def members(self) -> str:
        """A statement for search_id and cluster of the articles of :clusters that pass every filter that is no word."""
        # Gathered first: a filter's own index would look better to the planner, and has most of the archive in it.
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
    """The scope of request; filters become words of the index or joins, by their share of the archive."""
    parsed = parse_query(request.query)
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
    return Scope(parsed, tuple(keys), tuple(conditions), _params(request))


# The day an article counts for is that under which lists have it: the outlet's own, but the UTC day of search_id where
# none is claimed, or one that lay in the future when it was first seen. No zone is a whole day ahead of UTC.
DAY = "iif(a.published_on <= date(a.search_id + 86400, 'unixepoch'), a.published_on, date(a.search_id, 'unixepoch'))"
CONDITIONS = {
    "source": "a.source = :source",
    "section": "a.section = :section",
    "author": "EXISTS (SELECT 1 FROM article_authors w WHERE w.article_id = a.id AND w.name = :author)",
    "since": f"{DAY} >= :since",
    "until": f"{DAY} <= :until",
}


def _params(request: SearchRequest) -> dict[str, Any]:
    lowest, highest = bounds(request.since, request.until)
    return {
        **{f"outlet{position}": outlet for position, outlet in enumerate(request.outlets)},
        **{name: getattr(request, name) for name in ("source", "language", "section", "author")},
        "since": request.since.isoformat() if request.since else None,
        "until": request.until.isoformat() if request.until else None,
        "lowest": lowest,
        "highest": highest,
    }


def bounds(since: date | None, until: date | None) -> tuple[int, int]:
    """The search_ids between which the articles of these days stand.

    No zone is further than a day away; one day more, since thousands without a time on one day fill the seconds after.
    """
    lowest = _second(since, days=-1) if since else LOWEST
    highest = _second(until, days=3) if until else HIGHEST
    return lowest, highest


def _second(day: date, *, days: int) -> int:
    """The Unix second at which the day that many days later begins in UTC."""
    return int(datetime.combine(day, time(), UTC).timestamp()) + days * int(timedelta(days=1).total_seconds())


def _one_of_outlets(outlets: tuple[str, ...]) -> str:
    if len(outlets) == 1:
        return "a.outlet = :outlet0"
    # The plus keeps the order of search_id: sorting all of several outlets' articles costs more than walking past.
    return "+a.outlet IN (" + ", ".join(f":outlet{position}" for position in range(len(outlets))) + ")"


def _key(letter: str, separator: str, values: tuple[str, ...]) -> str:
    tokens = (letter + value.replace(separator, KEY_JOINT).replace('"', " ") for value in values)
    return "keys : (" + " OR ".join(f'"{token}"' for token in tokens) + ")"


def _share(conn: sqlite3.Connection, dimension: str, values: tuple[str, ...]) -> float:
    """The part of all articles that have one of values, 0 to 1, from the totals."""
    places = ", ".join("?" for _ in values)
    (some,) = conn.execute(
        f"SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = ? AND value IN ({places})",  # noqa: S608
        (dimension, *values),
    ).fetchone()
    return float(some) / max(1, count_articles(conn))


def count_articles(conn: sqlite3.Connection) -> int:
    """All articles, from the totals."""
    (total,) = conn.execute("SELECT coalesce(sum(articles), 0) FROM totals WHERE dimension = 'outlet'").fetchone()
    return int(total)
