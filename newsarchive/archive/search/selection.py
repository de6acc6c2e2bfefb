"""The articles that an export selects: the same filters and words as search, and the ids of the articles that pass."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from newsarchive.archive.search.query import ParsedQuery
from newsarchive.archive.search.scope import CONDITIONS, Scope, day_params, typed_conditions, typed_params
from newsarchive.archive.search.typed.understanding import understand
from newsarchive.errors import UsageError

# Ids in memory at a time: some 300 kB. Each read collects the words of a prefix again, so there should be few reads.
IDS_HELD = 10_000

# The filters of a Selection that list values of one column of articles, and that column.
_COLUMNS = {"outlets": "outlet", "languages": "language", "sources": "source", "sections": "section"}
_DAYS = ("since", "until")
# Checked for each article in turn, newest first: an author may have written half of the archive.
_BY_AUTHORS = """EXISTS (SELECT 1 FROM article_authors w
  WHERE w.article_id = a.id AND +w.name IN (SELECT value FROM json_each(:authors)))"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Filters. An article passes when it has a value of every list that is not empty, and its words and day fit.

    Days are those of search (scope.DAY); since and until are included. query has the syntax of search; None means any
    words.
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

    No read stays open between two lists, so a long export does not block a writer or keep it from emptying the WAL.
    Articles that are saved meanwhile may be included. An article whose publication time changes meanwhile may be
    missing or come twice.

    Raises:
        UsageError: query contains nothing to search for.
    """
    return _lists(conn, _scope(conn, selection))


def _lists(conn: sqlite3.Connection, scope: Scope) -> Iterator[list[int]]:
    # Materialized: the index gives the order, and only these few rows are looked up and sorted again.
    statement = f"""WITH newest(search_id) AS MATERIALIZED ({scope.newest("LIMIT :limit")})
      SELECT a.id, a.search_id FROM newest CROSS JOIN articles a ON a.search_id = newest.search_id
      ORDER BY newest.search_id DESC"""  # noqa: S608
    params = {**scope.params, "match": scope.match, "limit": IDS_HELD}
    while rows := [tuple(row) for row in conn.execute(statement, params)]:
        yield [article_id for article_id, _ in rows]
        params["highest"] = rows[-1][1] - 1


def _scope(conn: sqlite3.Connection, selection: Selection) -> Scope:
    parsed = _parsed(conn, selection)
    conditions = [*_value_conditions(selection), *(CONDITIONS[name] for name in _DAYS if getattr(selection, name))]
    if selection.authors:
        conditions.append(_BY_AUTHORS)
    conditions += typed_conditions(parsed)
    return Scope(parsed, (), tuple(conditions), {**_params(selection), **typed_params(parsed)})


def _parsed(conn: sqlite3.Connection, selection: Selection) -> ParsedQuery:
    if selection.query is None:
        return ParsedQuery()
    parsed = understand(conn, selection.query, selection.languages)
    if parsed.match is None and not parsed.has_filters:
        raise UsageError(f"--search {selection.query!r}: {' '.join(parsed.notes)}")
    return parsed


def _value_conditions(selection: Selection) -> Iterator[str]:
    for name, column in _COLUMNS.items():
        values = getattr(selection, name)
        # One value is a range of an index in order of time. With several values the planner would sort the rows of all
        # of them for each list: the plus prevents that.
        if len(values) == 1:
            yield f"a.{column} = :{name}"
        elif values:
            yield f"+a.{column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608


def _params(selection: Selection) -> dict[str, Any]:
    lists = {name: list(getattr(selection, name)) for name in _COLUMNS}
    values = {name: some[0] if len(some) == 1 else json.dumps(some) for name, some in lists.items()}
    days = day_params(selection.since, selection.until)
    return {**values, **days, "authors": json.dumps(list(selection.authors))}
