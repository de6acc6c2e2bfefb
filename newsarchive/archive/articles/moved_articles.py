"""Articles that were moved into an archive of their own: where they are, and how a page of one of them is recognized.

archive/splitting moves them. Their addresses stay here with the outcome archived_elsewhere.
"""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass

from newsarchive.archive.articles.identity import (
    DAY_SECONDS,
    SAME_TEXT_DAYS,
    KeyedAddresses,
    KnownUrl,
    find_known,
    headline_key,
)
from newsarchive.archive.queue.url_states import Address
from newsarchive.records import Outcome


@dataclass(frozen=True, slots=True)
class MovedArticle:
    """An article that another archive has: its id, which is the same there, and the file as the split named it.

    addresses are those of a page that belong to the article.
    """

    article_id: int
    file: str
    addresses: tuple[Address, ...] = ()


def moved_to(conn: sqlite3.Connection, article_id: int) -> str | None:
    """The file of the archive that has the article now; None if it was not moved.

    The file is relative to the folder of this archive where it was in that folder. Web pages show only its name.
    """
    row = conn.execute(
        "SELECT s.file FROM moved_articles m JOIN splits s ON s.id = m.split_id WHERE m.article_id = ?", [article_id]
    ).fetchone()
    return row[0] if row else None


def find_moved(
    conn: sqlite3.Connection,
    outlet_name: str,
    addresses: KeyedAddresses,
    headline: str,
    text: int | None,
    second: int,
    known: Mapping[int, KnownUrl] | None = None,
) -> MovedArticle | None:
    """The moved article that a page belongs to; call it for a page that belongs to no article here.

    The rules are those of identity: a canonical address counts only with the same headline, the same text only at the
    same outlet within 30 days of second. A redirect from a moved article's address may lead to another article: then
    the page belongs to the moved one, but its final address stays free. known is what find_known() gives, if the caller
    has it.
    """
    moved = _moved_at(conn, find_known(conn, addresses) if known is None else known)
    own = tuple(address for address in addresses.distinct if address != addresses.canonical)
    if (found := moved.get(addresses.final.key)) is not None:
        return MovedArticle(*found[:2], own)
    if (found := moved.get(addresses.requested.key)) is not None:
        is_same = headline_key(headline) == found[2]
        return MovedArticle(*found[:2], own if is_same else ())
    declared = moved.get(addresses.canonical.key) if addresses.canonical else None
    if declared is not None and declared[2] == headline_key(headline):
        return MovedArticle(*declared[:2], own)
    return _with_text(conn, outlet_name, own, text, second)


def _moved_at(conn: sqlite3.Connection, known: Mapping[int, KnownUrl]) -> dict[int, tuple[int, str, int]]:
    """By key of an address: the id of the moved article there, its file, and the key of its headline."""
    ids = {key: row.absent_id for key, row in known.items() if row.outcome == Outcome.ARCHIVED_ELSEWHERE}
    if not ids:
        return {}
    rows = conn.execute(
        """SELECT m.article_id, s.file, m.headline_key FROM moved_articles m JOIN splits s ON s.id = m.split_id
           WHERE m.article_id IN (SELECT value FROM json_each(?))""",
        [json.dumps(list(ids.values()))],
    )
    moved = {row[0]: (row[0], row[1], row[2]) for row in rows}
    return {key: moved[article_id] for key, article_id in ids.items() if article_id in moved}


def _with_text(
    conn: sqlite3.Connection, outlet_name: str, own: tuple[Address, ...], text: int | None, second: int
) -> MovedArticle | None:
    if text is None:
        return None
    row = conn.execute(
        """SELECT m.article_id, s.file FROM moved_articles m JOIN splits s ON s.id = m.split_id
           WHERE m.text_key = ? AND m.outlet = ? AND m.search_id BETWEEN ? AND ? ORDER BY m.search_id LIMIT 1""",
        [text, outlet_name, second - SAME_TEXT_DAYS * DAY_SECONDS, second + SAME_TEXT_DAYS * DAY_SECONDS],
    ).fetchone()
    return MovedArticle(row[0], row[1], own) if row else None
