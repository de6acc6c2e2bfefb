"""What readers wrote about articles: tags, and one note for each article."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from newsarchive.archive.desk.desk_file import Desk
from newsarchive.dates import format_utc


@dataclass(frozen=True, slots=True)
class ArticleLabels:
    """What the desk has about one article."""

    collections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    note: str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the desk has nothing about the article."""
        return not (self.collections or self.tags or self.note)


def labels_of(desk: Desk, article_ids: Iterable[int]) -> dict[int, ArticleLabels]:
    """What the desk has about each of the articles, by id; nothing for an article that it does not know."""
    ids = json.dumps(list(article_ids))
    collections = _grouped(
        desk,
        """SELECT article_id, name FROM collected_articles JOIN collections ON id = collection_id
           WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY name""",
        ids,
    )
    tags = _grouped(
        desk,
        "SELECT article_id, tag FROM article_tags WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY tag",
        ids,
    )
    notes = dict(
        desk.conn.execute(
            "SELECT article_id, note FROM article_notes WHERE article_id IN (SELECT value FROM json_each(?))", [ids]
        ).fetchall()
    )
    return {
        one: ArticleLabels(collections.get(one, ()), tags.get(one, ()), notes.get(one))
        for one in {*collections, *tags, *notes}
    }


def list_tags(desk: Desk) -> list[tuple[str, int]]:
    """Each tag, and how many articles have it, by name."""
    return [
        (tag, count)
        for tag, count in desk.conn.execute("SELECT tag, count(*) FROM article_tags GROUP BY tag ORDER BY tag")
    ]


def add_tags(desk: Desk, article_id: int, tags: Iterable[str], now: datetime) -> None:
    """Gives the article the tags. A tag that differs from a known one only in A-Z and a-z is written like that."""
    with desk.transaction():
        for tag in tags:
            row = desk.conn.execute("SELECT tag FROM article_tags WHERE tag = ? LIMIT 1", [tag]).fetchone()
            desk.conn.execute(
                "INSERT INTO article_tags(tag, article_id, added_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                [row[0] if row else tag, article_id, format_utc(now)],
            )


def remove_tags(desk: Desk, article_id: int, tags: Iterable[str]) -> int:
    """How many of the tags the article had, and has no more."""
    with desk.transaction():
        return desk.conn.execute(
            """DELETE FROM article_tags WHERE article_id = ?
                 AND EXISTS (SELECT 1 FROM json_each(?) WHERE value = article_tags.tag COLLATE NOCASE)""",
            [article_id, json.dumps(list(tags))],
        ).rowcount


def set_note(desk: Desk, article_id: int, note: str, now: datetime) -> None:
    """Makes note the article's note, in place of the one before."""
    with desk.transaction():
        desk.conn.execute(
            """INSERT INTO article_notes(article_id, note, changed_at) VALUES (?, ?, ?)
               ON CONFLICT(article_id) DO UPDATE SET note = excluded.note, changed_at = excluded.changed_at""",
            [article_id, note, format_utc(now)],
        )


def remove_note(desk: Desk, article_id: int) -> bool:
    """Whether the article had a note; it has none any more."""
    with desk.transaction():
        return desk.conn.execute("DELETE FROM article_notes WHERE article_id = ?", [article_id]).rowcount > 0


def _grouped(desk: Desk, statement: str, ids: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for article_id, value in desk.conn.execute(statement, [ids]):
        found[article_id] = (*found.get(article_id, ()), value)
    return found
