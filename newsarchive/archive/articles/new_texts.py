"""The texts of new articles, written together: the search index then gets one piece for hundreds of them.

FTS5 gathers words in memory. It writes them as a piece of the index before each statement that may fail alone, and
before each article that is older than the last. So the texts wait here, and one statement writes them in the order of
time. A piece for each article would cost as much again as the article itself, in pieces and in merging them.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from newsarchive.deciding.versions import Version

# Rows in one statement: a text has a dozen values, and SQLite takes 32,766 at most. In a group there are hardly more.
_ROWS = 200


@dataclass(frozen=True, slots=True)
class _NewText:
    search_id: int
    version: Version
    columns: Mapping[str, str | None]


class NewTexts:
    """Texts that wait to be written inside a transaction. The rows of their articles are written already.

    Whoever reads texts calls write_if_among() first. The transaction must not end before write().
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._texts: dict[int, _NewText] = {}
        self._keys: set[tuple[str, int | None]] = set()

    def version(self, article_id: int) -> Version | None:
        """The version of an article that waits, None of any other."""
        text = self._texts.get(article_id)
        return text.version if text else None

    def add(self, article_id: int, search_id: int, version: Version, columns: Mapping[str, str | None]) -> None:
        """Adds the text of an article; columns are those of bodies, the same names for all."""
        self._texts[article_id] = _NewText(search_id, version, columns)
        self._keys.add((version.article.outlet, version.text_key))

    def write_if_among(self, article_ids: Iterable[int | None], version: Version) -> None:
        """Writes all texts if one of these articles waits, or one of the outlet with the same text as version."""
        is_same = version.text_key is not None and (version.article.outlet, version.text_key) in self._keys
        if is_same or any(article_id in self._texts for article_id in article_ids):
            self.write()

    def write(self) -> None:
        """Writes all texts that wait."""
        texts = sorted(self._texts.items(), key=lambda pair: pair[1].search_id)
        for start in range(0, len(texts), _ROWS):
            self._write_rows(texts[start : start + _ROWS])
        self._texts.clear()
        self._keys.clear()

    def _write_rows(self, texts: Sequence[tuple[int, _NewText]]) -> None:
        columns = list(texts[0][1].columns)
        bodies = [[article_id, *(text.columns[column] for column in columns)] for article_id, text in texts]
        _insert(self._conn, "bodies", ["article_id", *columns], bodies)
        authors = [
            [article_id, position, author.name, author.kind]
            for article_id, text in texts
            for position, author in enumerate(text.version.article.authors)
        ]
        for start in range(0, len(authors), _ROWS):
            names = ["article_id", "position", "name", "kind"]
            _insert(self._conn, "article_authors", names, authors[start : start + _ROWS])


def _insert(conn: sqlite3.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    one = f"({', '.join('?' * len(columns))})"
    values = [value for row in rows for value in row]
    conn.execute(f"INSERT INTO {table}({', '.join(columns)}) VALUES {', '.join([one] * len(rows))}", values)  # noqa: S608
