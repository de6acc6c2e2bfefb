"""The articles of a collection as the archive has them now, and articles found by what a file says about them."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from typing import Any

from newsarchive.archive.desk.collections import collected_ids
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.labels import ArticleLabels, labels_of
from newsarchive.archive.rows_by_name import rows_by_name
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.formats.collection_csv import MISSING, MOVED, REMOVED, WITHDRAWN, CollectionRow
from newsarchive.urls import url_key

# Articles in memory at a time.
BATCH = 1000

_ARTICLES = """SELECT id, coalesce(url, '') AS url, headline, outlet, coalesce(published_on, '') AS published_on,
  gone_at FROM articles WHERE id IN (SELECT value FROM json_each(?))"""
_NO_LABELS = ArticleLabels()


def collection_rows(conn: sqlite3.Connection, desk: Desk, name: str) -> Iterator[CollectionRow]:
    """One row for each article of the collection, the last one added first; conn is a connection to the archive.

    Raises:
        UsageError: there is no such collection.
    """
    added = collected_ids(desk, name)
    ids = list(added)
    return (
        _row(name, one, facts, labels, format_utc(added[one]))
        for start in range(0, len(ids), BATCH)
        for one, facts, labels in _batch(conn, desk, ids[start : start + BATCH])
    )


def missing_ids(conn: sqlite3.Connection, article_ids: Iterable[int]) -> dict[int, str]:
    """Those of the articles that the archive does not have, each with its state: removed, moved, or never there."""
    rows = conn.execute(
        """SELECT value, EXISTS (SELECT 1 FROM removals r WHERE r.article_id = value),
             EXISTS (SELECT 1 FROM moved_articles m WHERE m.article_id = value) FROM json_each(?)
           WHERE value NOT IN (SELECT id FROM articles WHERE id = value)""",
        [json.dumps(list(article_ids))],
    )
    return {one: REMOVED if is_removed else MOVED if is_moved else MISSING for one, is_removed, is_moved in rows}


def check_article_ids(conn: sqlite3.Connection, article_ids: Iterable[int]) -> None:
    """Checks that the archive has, or had, an article with each of the ids.

    Raises:
        UsageError: it does not; the message names the first id.
    """
    unknown = [one for one, state in missing_ids(conn, article_ids).items() if state == MISSING]
    if unknown:
        raise UsageError(f"no article {unknown[0]}; `newsarchive search` shows the ids of articles")


def find_article(conn: sqlite3.Connection, article_id: int | None, url: str) -> int | None:
    """The id of the article that a row names: by id, if address and id belong together, else by its address.

    So a list of another archive, where ids mean other articles, finds its articles. A removed article is found by its
    id alone, and one that was moved also by its address. None if there is no such article.
    """
    key = url_key(url) if url else None
    if article_id is not None:
        row = conn.execute("SELECT url FROM articles WHERE id = ?", [article_id]).fetchone()
        if row is not None and (key is None or (row[0] and url_key(row[0]) == key)):
            return article_id
        if key is None:
            return article_id if missing_ids(conn, [article_id]).get(article_id) in (REMOVED, MOVED) else None
    row = conn.execute(
        """SELECT article_id FROM urls WHERE key = ? AND (article_id IN (SELECT id FROM articles)
             OR article_id IN (SELECT article_id FROM moved_articles))""",
        [key],
    ).fetchone()
    if row is None and url:
        row = conn.execute("SELECT id FROM articles WHERE url = ?", [url]).fetchone()
    return row[0] if row else None


def _batch(conn: sqlite3.Connection, desk: Desk, ids: list[int]) -> Iterator[tuple[int, dict[str, Any], ArticleLabels]]:
    there = {row["id"]: row for row in rows_by_name(conn.execute(_ARTICLES, [json.dumps(ids)]))}
    absent = missing_ids(conn, [one for one in ids if one not in there])
    labels = labels_of(desk, ids)
    for one in ids:
        yield one, there.get(one, {"state": absent.get(one, MISSING)}), labels.get(one, _NO_LABELS)


def _row(name: str, article_id: int, facts: dict[str, Any], labels: ArticleLabels, added_at: str) -> CollectionRow:
    return CollectionRow(
        collection=name,
        article_id=article_id,
        url=facts.get("url", ""),
        headline=facts.get("headline", ""),
        outlet=facts.get("outlet", ""),
        published_on=facts.get("published_on", ""),
        state=facts.get("state") or (WITHDRAWN if facts.get("gone_at") else ""),
        added_at=added_at,
        tags=labels.tags,
        note=labels.note or "",
    )
