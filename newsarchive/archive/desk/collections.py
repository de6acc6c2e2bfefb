"""Collections: named lists of articles."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from difflib import get_close_matches

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.times import time_at
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError


@dataclass(frozen=True, slots=True)
class CollectionInfo:
    """One collection: its name, when it was made, how many articles it has, and when the last one was added."""

    name: str
    made_at: datetime
    articles: int
    changed_at: datetime


def list_collections(desk: Desk) -> list[CollectionInfo]:
    """All collections by name."""
    rows = desk.conn.execute(
        """SELECT name, made_at, count(article_id), coalesce(max(added_at), made_at)
           FROM collections LEFT JOIN collected_articles ON collection_id = id GROUP BY id ORDER BY name"""
    )
    return [CollectionInfo(name, time_at(made), count, time_at(changed)) for name, made, count, changed in rows]


def find_collection(desk: Desk, name: str) -> CollectionInfo | None:
    """The collection of that name; None if there is none."""
    return next((one for one in list_collections(desk) if one.name == name), None)


def collected_ids(desk: Desk, name: str) -> dict[int, datetime]:
    """The ids of the articles of a collection, each with the time when it was added; the last one added is first.

    Raises:
        UsageError: there is no such collection.
    """
    rows = desk.conn.execute(
        """SELECT article_id, added_at FROM collected_articles WHERE collection_id = ?
           ORDER BY added_at DESC, article_id""",
        [_id_of(desk, name)],
    )
    return {article_id: time_at(added_at) for article_id, added_at in rows}


def add_to_collection(desk: Desk, name: str, article_ids: Iterable[int], now: datetime) -> int:
    """How many of the articles were not in the collection before; a missing collection is made."""
    with desk.transaction():
        desk.conn.execute(
            "INSERT INTO collections(name, made_at) VALUES (?, ?) ON CONFLICT DO NOTHING", [name, format_utc(now)]
        )
        return _changed(
            desk,
            """INSERT INTO collected_articles(collection_id, article_id, added_at)
               SELECT ?, value, ? FROM json_each(?) WHERE true ON CONFLICT DO NOTHING""",
            [_id_of(desk, name), format_utc(now), json.dumps(list(article_ids))],
        )


def remove_from_collection(desk: Desk, name: str, article_ids: Iterable[int]) -> int:
    """How many of the articles were in the collection, and are not any more.

    Raises:
        UsageError: there is no such collection.
    """
    with desk.transaction():
        return _changed(
            desk,
            """DELETE FROM collected_articles WHERE collection_id = ?
                 AND article_id IN (SELECT value FROM json_each(?))""",
            [_id_of(desk, name), json.dumps(list(article_ids))],
        )


def delete_collection(desk: Desk, name: str) -> int:
    """How many articles the collection had that was deleted. Their tags and notes stay.

    Raises:
        UsageError: there is no such collection.
    """
    with desk.transaction():
        collection_id = _id_of(desk, name)
        count = _changed(desk, "DELETE FROM collected_articles WHERE collection_id = ?", [collection_id])
        desk.conn.execute("DELETE FROM collections WHERE id = ?", [collection_id])
    return count


def unknown_collection(name: str, known: Iterable[str]) -> str:
    """`There is no collection flod-2026. Did you mean flood-2026?`"""
    near = get_close_matches(name[:100].lower(), list(known), n=1)
    hint = f"Did you mean {near[0]}?" if near else "`newsarchive collection list` shows all."
    return f"There is no collection {name[:100]}. {hint}"


def _id_of(desk: Desk, name: str) -> int:
    row = desk.conn.execute("SELECT id FROM collections WHERE name = ?", [name]).fetchone()
    if row is None:
        raise UsageError(unknown_collection(name, (one.name for one in list_collections(desk))))
    return int(row[0])


def _changed(desk: Desk, statement: str, values: list[object]) -> int:
    return desk.conn.execute(statement, values).rowcount
