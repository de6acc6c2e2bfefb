"""Which captures the texts of articles were read from."""

import json
import sqlite3
from dataclasses import dataclass

from newsarchive.archive.captures.warc_files import CaptureRef

_CURRENT = """SELECT a.id AS article_id, a.revision AS number, a.capture_id FROM articles a
  WHERE a.id IN (SELECT value FROM json_each(:ids))"""
_EARLIER = """SELECT r.article_id, r.number, r.capture_id FROM revisions r
  WHERE r.article_id IN (SELECT value FROM json_each(:ids))"""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A capture that a text of an article was read from; ref is None where its record was given up."""

    article_id: int
    ref: CaptureRef | None


def kept_pages(conn: sqlite3.Connection, article_ids: list[int], *, versions: bool = False) -> list[KeptPage]:
    """The pages of the articles in the order of their ids in the list, today's first; each once.

    With versions those of earlier texts too. Nothing for an article that came without a page.
    """
    texts = f"{_CURRENT} UNION ALL {_EARLIER}" if versions else _CURRENT
    rows = conn.execute(
        f"""SELECT t.article_id, c.expired_at, c.file, c.offset, c.length, c.digest
            FROM ({texts}) t JOIN captures c ON c.id = t.capture_id
            GROUP BY t.article_id, c.id ORDER BY max(t.number) DESC""",  # noqa: S608
        {"ids": json.dumps(article_ids)},
    )
    pages: dict[int, list[KeptPage]] = {}
    for article_id, expired_at, *place in map(tuple, rows):
        page = KeptPage(article_id, None if expired_at else CaptureRef(*place))
        pages.setdefault(article_id, []).append(page)
    return [page for article_id in article_ids for page in pages.get(article_id, ())]
