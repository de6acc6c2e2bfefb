"""Which articles an export is of: filters and words as those of search, and the ids of what they let through."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsarchive.archive.search.query import ParsedQuery, parse_query
from newsarchive.archive.search.scope import CONDITIONS, Scope, bounds
from newsarchive.errors import UsageError

# Ids in memory at a time: some 300 kB. A prefix gathers its words anew for each read, so there should be few of them.
IDS_HELD = 10_000

# The filters of a Selection that are lists of values of one column of articles.
_VALUES = {"outlets": "outlet", "languages": "language", "sources": "source", "sections": "section"}
_DAYS = ("since", "until")
# Asked of each article on the way through time: an author may have written half of the archive.
_BY_AUTHORS = """EXISTS (SELECT 1 FROM article_authors w
  WHERE w.article_id = a.id AND +w.name IN (SELECT value FROM json_each(:authors)))"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles: those that have one of the values in every list that is not empty, of the days since to until.

    Days are as in search (scope.DAY) and inclusive. query is in the syntax of search; None asks for no words.
    """

    query: str | None = None
    outlets: Sequence[str] = ()
    languages: Sequence[str] = ()
    sources: Sequence[str] = ()
    sections: Sequence[str] = ()
    authors: Sequence[str] = ()
    since: date | None = None
    until: date | None = None

    @property
    def is_whole_archive(self) -> bool:
        return self == EVERYTHING


EVERYTHING = Selection()


def select_ids(conn: sqlite3.Connection, selection: Selection) -> Iterator[list[int]]:
    """The ids of the selected articles, newest first, at most IDS_HELD at a time.

    No read stays open between two lists, so that a long export hinders no writer and lets it empty the WAL. What is
    saved meanwhile may be among them; an article whose time of publication is learnt meanwhile may be missed, or met
    twice.

    Raises:
        UsageError: query holds nothing to search for.
    """
    return _lists(conn, _scope(selection))


def _lists(conn: sqlite3.Connection, scope: Scope) -> Iterator[list[int]]:
    # Materialized: the order is the index's own, and only these few are looked up and put in order again.
    statement = f"""WITH newest(search_id) AS MATERIALIZED ({scope.newest("LIMIT :limit")})
      SELECT a.id, a.search_id FROM newest CROSS JOIN articles a ON a.search_id = newest.search_id
      ORDER BY newest.search_id DESC"""  # noqa: S608
    params = {**scope.params, "match": scope.match, "limit": IDS_HELD}
    while rows := [tuple(row) for row in conn.execute(statement, params)]:
        yield [article_id for article_id, _ in rows]
        params["highest"] = rows[-1][1] - 1


def _scope(selection: Selection) -> Scope:
    parsed = _parsed(selection.query)
    conditions = [*_on_values(selection), *(CONDITIONS[name] for name in _DAYS if getattr(selection, name))]
    if selection.authors:
        conditions.append(_BY_AUTHORS)
    return Scope(parsed, (), tuple(conditions), _params(selection))


def _parsed(query: str | None) -> ParsedQuery:
    if query is None:
        return ParsedQuery()
    parsed = parse_query(query)
    if parsed.match is None:
        raise UsageError(f"--search {query!r}: {' '.join(parsed.notes)}")
    return parsed


def _on_values(selection: Selection) -> Iterator[str]:
    for name, column in _VALUES.items():
        values = getattr(selection, name)
        # One value is a range of an index in the order of time. Of several, the rows of all would be sorted for
        # each list: the plus keeps the planner from it.
        if len(values) == 1:
            yield f"a.{column} = :{name}"
        elif values:
            yield f"+a.{column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608


def _params(selection: Selection) -> dict[str, Any]:
    lists = {name: list(getattr(selection, name)) for name in _VALUES}
    values = {name: some[0] if len(some) == 1 else json.dumps(some) for name, some in lists.items()}
    days = {name: day.isoformat() if (day := getattr(selection, name)) else None for name in _DAYS}
    lowest, highest = bounds(selection.since, selection.until)
    return {**values, **days, "authors": json.dumps(list(selection.authors)), "lowest": lowest, "highest": highest}
