"""The captured pages of the article at an address: what a web archive calls the mementos of an original resource."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from newsarchive.archive.articles.captured.captured_versions import CapturedVersion, list_captured_versions
from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.urls import url_key

_ARTICLE = """SELECT u.article_id, a.id IS NOT NULL FROM urls u LEFT JOIN articles a ON a.id = u.article_id
  WHERE u.key = ?"""


@dataclass(frozen=True, slots=True)
class FoundMementos:
    """The captures of an article that are kept, oldest first; without one, why there is none.

    was_there says that there were captures, but they are gone.
    """

    article_id: int | None = None
    captures: tuple[CapturedVersion, ...] = ()
    why_none: str | None = None
    was_there: bool = False


def find_mementos(conn: sqlite3.Connection, url: str) -> FoundMementos:
    """The captures of the article that has url as one of its addresses, in any spelling that url_key joins."""
    row = conn.execute(_ARTICLE, [url_key(url)]).fetchone()
    article_id, is_here = tuple(row) if row else (None, False)
    if article_id is None:
        return FoundMementos(why_none="The archive has no article at this address.")
    if not is_here:
        return _absent(conn, article_id)
    every = list_captured_versions(conn, article_id)
    kept = sorted((one for one in every if one.expired_at is None), key=lambda one: one.fetched_at)
    if kept:
        return FoundMementos(article_id, tuple(kept))
    why = f"Article {article_id} came without a page; only its text is stored."
    if every:
        why = f"The captured pages of article {article_id} were deleted; its text is still stored."
    return FoundMementos(article_id, (), why, bool(every))


def _absent(conn: sqlite3.Connection, article_id: int) -> FoundMementos:
    if file := moved_to(conn, article_id):
        return FoundMementos(None, (), f"The article at this address was moved to {Path(file).name}.")
    removed = conn.execute("SELECT removed_at FROM removals WHERE article_id = ?", [article_id]).fetchone()
    if removed is None:
        return FoundMementos(why_none="The archive has no article at this address.")
    why = f"The article at this address was removed at {removed[0]}, and its captured pages were erased."
    return FoundMementos(None, (), why, was_there=True)
