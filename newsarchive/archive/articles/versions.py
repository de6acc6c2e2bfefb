"""The versions of an article: those that a later one replaced, and today's."""

import sqlite3
from dataclasses import replace

from newsarchive.archive.articles.read import get_article
from newsarchive.dates import parse_utc
from newsarchive.records import ArticleVersion, StoredArticle


def list_versions(conn: sqlite3.Connection, article_id: int) -> list[ArticleVersion]:
    """Every version, the first one first."""
    rows = conn.execute(
        """SELECT number, seen_at, headline, standfirst, body, read_by, cause FROM article_versions
           WHERE article_id = ? ORDER BY number""",
        [article_id],
    )
    return [ArticleVersion(number, parse_utc(seen_at), *rest) for number, seen_at, *rest in map(tuple, rows)]


def get_version(conn: sqlite3.Connection, article_id: int, number: int) -> StoredArticle | None:
    """The article as that version had it; None where there is no such article or version."""
    stored = get_article(conn, article_id)
    version = next((one for one in list_versions(conn, article_id) if one.number == number), None)
    if stored is None or version is None:
        return None
    return as_of(stored, version)


def as_of(stored: StoredArticle, version: ArticleVersion) -> StoredArticle:
    """stored with the text of one of its versions."""
    article = replace(stored.article, headline=version.headline, standfirst=version.standfirst, body=version.body)
    return replace(stored, article=article, revision=version.number, read_by=version.read_by)
