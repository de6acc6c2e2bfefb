"""Reading articles back: one by its id, many in order of time with little memory, their versions and their pages."""

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.one_moment import one_moment
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.opened.opened_search import OpenedSearch
from newsarchive.archive.search.selection import EVERYTHING, SearchRequest, Selection
from newsarchive.archive.times import time_at, time_or_none
from newsarchive.formats.structure import known_structure
from newsarchive.records import Article, ArticleVersion, Author, Stamp, StoredArticle

# Articles in memory at a time, with all their versions.
BATCH = 100

_COLUMNS = """a.id, a.search_id, a.outlet, coalesce(o.title, a.outlet) AS outlet_title, a.url, a.headline, a.standfirst,
  a.published_at, a.published_on, a.modified_at, a.modified_on, a.source, a.source_date, a.language, a.section, a.kind,
  a.completeness, a.is_free, a.revision, a.read_by, a.revised_at, a.first_seen_at, a.checked_at, a.gone_at,
  b.body, b.structure, b.byline, b.image_url, b.canonical_url, b.provenance"""
_VERSION_COLUMNS = "number, seen_at, headline, standfirst, body, read_by, cause, structure"
_FROM = "articles a JOIN bodies b ON b.article_id = a.id LEFT JOIN outlets o ON o.name = a.outlet"
_CURRENT_PAGES = """SELECT a.id AS article_id, a.revision AS number, a.capture_id FROM articles a
  WHERE a.id IN (SELECT value FROM json_each(:ids))"""
_EARLIER_PAGES = """SELECT r.article_id, r.number, r.capture_id FROM revisions r
  WHERE r.article_id IN (SELECT value FROM json_each(:ids))"""

# Behind the pages.
_PICTURES = """SELECT p.article_id, 0 AS number, p.capture_id FROM pictures p
  WHERE p.article_id IN (SELECT value FROM json_each(:ids))"""


@dataclass(frozen=True, slots=True)
class CapturedPage:
    """A page from which a text of an article was read, or its picture; ref is None where its record was deleted.

    number is the version with that text, the newest if several were read from the page; 0 for a picture.
    """

    article_id: int
    number: int
    ref: CaptureRef | None


def get_article(conn: sqlite3.Connection, article_id: int) -> StoredArticle | None:
    """The article with that id; None where there is none or it was removed."""
    rows = rows_by_name(conn.execute(f"SELECT {_COLUMNS} FROM {_FROM} WHERE a.id = :id", {"id": article_id}))  # noqa: S608
    return _stored(rows[0], _authors(conn, [article_id])) if rows else None


def was_removed(conn: sqlite3.Connection, article_id: int) -> bool:
    """Whether the article with that id was erased for good."""
    return conn.execute("SELECT 1 FROM removals WHERE article_id = ?", [article_id]).fetchone() is not None


def iterate(conn: sqlite3.Connection, selection: Selection = EVERYTHING) -> Iterator[StoredArticle]:
    """The selected articles, newest first, each with its earlier versions; BATCH in memory at a time.

    As in select_ids, no read stays open between two of them.

    Raises:
        UsageError: the selection's query has no words to search for.
    """
    lists = select_ids(conn, selection)
    batches = (ids[start : start + BATCH] for ids in lists for start in range(0, len(ids), BATCH))
    return (stored for ids in batches for stored in read_articles(conn, ids))


def list_versions(conn: sqlite3.Connection, article_id: int) -> list[ArticleVersion]:
    """Every version of the article, oldest first."""
    rows = conn.execute(
        f"SELECT {_VERSION_COLUMNS} FROM article_versions WHERE article_id = ? ORDER BY number",  # noqa: S608
        [article_id],
    )
    return [_version(*row) for row in rows]


def get_version(conn: sqlite3.Connection, article_id: int, number: int) -> StoredArticle | None:
    """The article with the text of that version; None where there is no such article or version."""
    stored = get_article(conn, article_id)
    version = next((one for one in list_versions(conn, article_id) if one.number == number), None)
    if stored is None or version is None:
        return None
    return as_of(stored, version)


def as_of(stored: StoredArticle, version: ArticleVersion) -> StoredArticle:
    """stored with the text of one of its versions."""
    article = replace(
        stored.article,
        headline=version.headline,
        standfirst=version.standfirst,
        body=version.body,
        structure=version.structure,
    )
    return replace(stored, article=article, revision=version.number, read_by=version.read_by)


def captured_pages(conn: sqlite3.Connection, article_ids: list[int], *, versions: bool = False) -> list[CapturedPage]:
    """The pages of the articles, in the order of the ids, the current page first, the picture last; each once.

    With versions, the pages of earlier texts too. Nothing for an article that came without a page.
    """
    texts = " UNION ALL ".join([_CURRENT_PAGES, _PICTURES, *([_EARLIER_PAGES] if versions else [])])
    rows = conn.execute(
        f"""SELECT t.article_id, max(t.number), c.expired_at, c.file, c.offset, c.length, c.digest
            FROM ({texts}) t JOIN captures c ON c.id = t.capture_id
            GROUP BY t.article_id, c.id ORDER BY max(t.number) DESC""",  # noqa: S608
        {"ids": json.dumps(article_ids)},
    )
    pages: dict[int, list[CapturedPage]] = {}
    for article_id, number, expired_at, *ref in map(tuple, rows):
        page = CapturedPage(article_id, number, None if expired_at else CaptureRef(*ref))
        pages.setdefault(article_id, []).append(page)
    return [page for article_id in article_ids for page in pages.get(article_id, ())]


def read_articles(conn: sqlite3.Connection, ids: list[int]) -> list[StoredArticle]:
    """The articles that are still there, in the order of ids, each with its earlier versions, as of one moment."""
    named = f"SELECT {_COLUMNS} FROM {_FROM} WHERE a.id IN (SELECT value FROM json_each(:ids))"  # noqa: S608
    with one_moment(conn):
        rows = {row["id"]: row for row in rows_by_name(conn.execute(named, {"ids": json.dumps(ids)}))}
        authors = _authors(conn, ids)
        earlier = _earlier(conn, [row["id"] for row in rows.values() if row["revision"] > 1])
    return [_stored(rows[one], authors, earlier.get(one, ())) for one in ids if one in rows]


def read_found_articles(
    conn: sqlite3.Connection, opened: OpenedSearch[SearchRequest], search_ids: list[int]
) -> list[StoredArticle]:
    """The articles that a search found, by their search_ids and in their order: for a WholeResult."""
    rows = conn.execute(
        "SELECT search_id, id FROM articles WHERE search_id IN (SELECT value FROM json_each(?))",
        [json.dumps(search_ids)],
    )
    ids: dict[int, int] = dict(map(tuple, rows))
    return read_articles(conn, [ids[one] for one in search_ids if one in ids])


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
    """The superseded versions of each of those articles, oldest first."""
    rows = conn.execute(
        f"""SELECT article_id, {_VERSION_COLUMNS} FROM revisions
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY article_id, number""",  # noqa: S608
        [json.dumps(article_ids)],
    )
    earlier: dict[int, tuple[ArticleVersion, ...]] = {}
    for article_id, *row in map(tuple, rows):
        earlier[article_id] = (*earlier.get(article_id, ()), _version(*row))
    return earlier


def _version(
    number: int,
    seen_at: str,
    headline: str,
    standfirst: str | None,
    body: str,
    read_by: str | None,
    cause: str | None,
    structure: str | None,
) -> ArticleVersion:
    known = known_structure(structure, body)
    return ArticleVersion(number, time_at(seen_at), headline, standfirst, body, read_by, cause, known)


def _stored(
    row: dict[str, Any], authors: dict[int, tuple[Author, ...]], earlier: tuple[ArticleVersion, ...] = ()
) -> StoredArticle:
    return StoredArticle(
        id=row["id"],
        article=_article(row, authors.get(row["id"], ())),
        outlet_title=row["outlet_title"],
        revision=row["revision"],
        first_seen_at=time_at(row["first_seen_at"]),
        checked_at=time_or_none(row["checked_at"]),
        gone_at=time_or_none(row["gone_at"]),
        read_by=row["read_by"],
        revised_at=time_or_none(row["revised_at"]),
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
        structure=known_structure(row["structure"], row["body"]),
        provenance=json.loads(row["provenance"]) if row["provenance"] else {},
    )


def _stamp(on: str | None, at: str | None) -> Stamp | None:
    moment = time_or_none(at)
    if on:
        return Stamp(date.fromisoformat(on), moment)
    return Stamp(moment.date(), moment) if moment else None
