"""Reading articles back: one by its id, or many in order of time with little memory."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from newsarchive.dates import parse_utc
from newsarchive.records import Article, ArticleVersion, Author, Stamp, StoredArticle

BATCH = 100
_NEWEST = 2**63 - 1

_COLUMNS = """a.id, a.search_id, a.outlet, coalesce(o.title, a.outlet) AS outlet_title, a.url, a.headline, a.standfirst,
  a.published_at, a.published_on, a.modified_at, a.modified_on, a.source, a.source_date, a.language, a.section, a.kind,
  a.completeness, a.is_free, a.revision, a.read_by, a.revised_at, a.first_seen_at, a.checked_at, a.gone_at,
  b.body, b.byline, b.image_url, b.canonical_url, b.provenance"""
_FROM = "articles a JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet"

# The filters of a Selection that are lists of values of one column of articles.
_VALUES = {"outlets": "outlet", "languages": "language", "sources": "source", "sections": "section"}
# An article whose day is unknown counts for the day it was first seen.
_DAY = "coalesce(a.published_on, substr(a.first_seen_at, 1, 10))"
_DAYS = {"since": f"{_DAY} >= :since", "until": f"{_DAY} <= :until"}
# Filters that name few articles: these are looked up first, where others are met on the way through time.
_FEW = {
    "ids": "a.id IN (SELECT value FROM json_each(:ids))",
    "authors": """a.id IN (SELECT article_id FROM article_authors
                    WHERE name IN (SELECT value FROM json_each(:authors)))""",
}
# search_id may lie this much after the outlet's own day: zones reach 14 hours, and days without a time fill up.
_SLACK = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles: those that have one of the values in every list that is not empty, published from since to until.

    Days are the outlet's own and inclusive; ids of None means any.
    """

    outlets: Sequence[str] = ()
    languages: Sequence[str] = ()
    sources: Sequence[str] = ()
    sections: Sequence[str] = ()
    authors: Sequence[str] = ()
    since: date | None = None
    until: date | None = None
    ids: Sequence[int] | None = None


def get_article(conn: sqlite3.Connection, article_id: int) -> StoredArticle | None:
    """The article with that id; None where there is none, or where it was removed."""
    rows = _rows(conn, f"SELECT {_COLUMNS} FROM {_FROM} WHERE a.id = :id", {"id": article_id})  # noqa: S608
    return _stored(rows[0], _authors(conn, [article_id])) if rows else None


def iterate(conn: sqlite3.Connection, selection: Selection = Selection()) -> Iterator[StoredArticle]:
    """The selected articles, newest first, a hundred in memory at a time.

    No read stays open between two of them, so that a long export hinders no writer; what is saved meanwhile may be
    among them.
    """
    for ids in _batches(conn, selection):
        named = f"SELECT {_COLUMNS} FROM {_FROM} WHERE a.id IN (SELECT value FROM json_each(:ids))"  # noqa: S608
        rows = _rows(conn, f"{named} ORDER BY +a.search_id DESC", {"ids": json.dumps(ids)})
        authors = _authors(conn, ids)
        earlier = _earlier(conn, [row["id"] for row in rows if row["revision"] > 1])
        for row in rows:
            yield _stored(row, authors, earlier.get(row["id"], ()))


def _batches(conn: sqlite3.Connection, selection: Selection) -> Iterator[list[int]]:
    """The ids of the selected articles, newest first."""
    names_few = selection.ids is not None or bool(selection.authors)
    conditions, params = _where(selection, names_few)
    below, lowest = _bounds(conn, selection)
    # The plus keeps the planner from walking through time to find a few.
    search_id, limit = ("+a.search_id", -1) if names_few else ("a.search_id", BATCH)
    statement = f"""SELECT a.id AS id, a.search_id AS search_id FROM articles a
      WHERE {" AND ".join([f"{search_id} < :below", f"{search_id} >= :lowest", *conditions])}
      ORDER BY a.search_id DESC LIMIT {limit}"""  # noqa: S608
    while rows := _rows(conn, statement, {**params, "below": below, "lowest": lowest}):
        for start in range(0, len(rows), BATCH):
            yield [row["id"] for row in rows[start : start + BATCH]]
        below = rows[-1]["search_id"]


def _where(selection: Selection, names_few: bool) -> tuple[list[str], dict[str, Any]]:
    conditions: list[str] = []
    params: dict[str, Any] = {}
    for name, column in _VALUES.items():
        values = list(getattr(selection, name))
        if values:
            # One value is a range of an index in the order of time. Of several, the rows of all would be sorted for
            # each batch: the plus keeps the planner from it.
            is_range = len(values) == 1 and not names_few
            several = f"+a.{column} IN (SELECT value FROM json_each(:{name}))"  # noqa: S608
            conditions.append(f"a.{column} = :{name}" if is_range else several)
            params[name] = values[0] if is_range else json.dumps(values)
    for name, condition in _DAYS.items():
        day = getattr(selection, name)
        if day is not None:
            conditions.append(condition)
            params[name] = day.isoformat()
    # No ids at all is a selection of nothing; no authors is no filter.
    few = {"ids": selection.ids, "authors": selection.authors or None}
    wanted = {name: json.dumps(list(values)) for name, values in few.items() if values is not None}
    return [*conditions, *(_FEW[name] for name in wanted)], {**params, **wanted}


def _bounds(conn: sqlite3.Connection, selection: Selection) -> tuple[int, int]:
    """The search_ids below which, and from which, the selected days lie."""
    below, lowest = _NEWEST, -_NEWEST
    if selection.until:
        below = _second(selection.until) + int(_SLACK.total_seconds())
    if selection.since:
        # Asked for, since an article whose claim lay in the future stands at the second it was first seen. The plus
        # leads to the index of days, which has only those since.
        first = conn.execute(
            "SELECT min(+search_id) FROM articles WHERE published_on >= ?", [selection.since.isoformat()]
        ).fetchone()[0]
        lowest = min(_second(selection.since), _NEWEST if first is None else first)
    return below, lowest


def _second(day: date) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp())


def _rows(conn: sqlite3.Connection, statement: str, params: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows by name, whatever row factory the connection has: Datasette's is another than ours."""
    cursor = conn.execute(statement, params)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, tuple(row), strict=True)) for row in cursor]


def _authors(conn: sqlite3.Connection, article_ids: list[int]) -> dict[int, tuple[Author, ...]]:
    rows = conn.execute(
        """SELECT article_id, name, kind FROM article_authors
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, position""",
        [json.dumps(article_ids)],
    )
    authors: dict[int, tuple[Author, ...]] = {}
    for article_id, name, kind in rows:
        authors[article_id] = (*authors.get(article_id, ()), Author(name, kind))
    return authors


def _earlier(conn: sqlite3.Connection, article_ids: list[int]) -> dict[int, tuple[ArticleVersion, ...]]:
    """The superseded versions of each of those articles, the first one first."""
    rows = conn.execute(
        """SELECT article_id, number, seen_at, headline, standfirst, body, read_by, cause FROM revisions
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, number""",
        [json.dumps(article_ids)],
    )
    earlier: dict[int, tuple[ArticleVersion, ...]] = {}
    for article_id, number, seen_at, *rest in map(tuple, rows):
        version = ArticleVersion(number, parse_utc(seen_at), *rest)
        earlier[article_id] = (*earlier.get(article_id, ()), version)
    return earlier


def _stored(
    row: dict[str, Any], authors: dict[int, tuple[Author, ...]], earlier: tuple[ArticleVersion, ...] = ()
) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        article=_article(row, authors.get(row["id"], ())),
        outlet_title=row["outlet_title"],
        revision=row["revision"],
        first_seen_at=parse_utc(row["first_seen_at"]),
        checked_at=_time(row["checked_at"]),
        gone_at=_time(row["gone_at"]),
        read_by=row["read_by"],
        revised_at=_time(row["revised_at"]),
        earlier=earlier,
    )


_SAME_NAMES = (
    "outlet", "url", "headline", "standfirst", "body", "byline", "canonical_url", "image_url", "source", "language",
    "section", "kind", "completeness",
)  # fmt: skip


def _article(row: dict[str, Any], authors: tuple[Author, ...]) -> Article:
    return Article(
        **{name: row[name] for name in _SAME_NAMES},
        authors=authors,
        published=_stamp(row["published_on"], row["published_at"]),
        modified=_stamp(row["modified_on"], row["modified_at"]),
        source_date=date.fromisoformat(row["source_date"]) if row["source_date"] else None,
        is_free=None if row["is_free"] is None else bool(row["is_free"]),
        provenance=json.loads(row["provenance"]) if row["provenance"] else {},
    )


def _stamp(on: str | None, at: str | None) -> Stamp | None:
    moment = _time(at)
    if on:
        return Stamp(date.fromisoformat(on), moment)
    return Stamp(moment.date(), moment) if moment else None


def _time(text: str | None) -> datetime | None:
    return parse_utc(text) if text else None
