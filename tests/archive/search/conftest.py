"""The invented archive of 2,500 articles, opened as Datasette opens its connections."""

import sqlite3

import pytest

from newsarchive.archive.database import Archive
from tests.archive.search.invented import ARTICLES, SPECIAL, an_article, fill


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    path = tmp_path_factory.mktemp("search") / "archive.db"
    articles = {n: an_article(n) for n in range(ARTICLES)} | {a["id"] - 1: a for a in SPECIAL}
    with Archive.open(path, write=True) as archive, archive.transaction():
        fill(archive.conn, list(articles.values()))
    with Archive.open(path) as archive:
        archive.conn.row_factory = sqlite3.Row
        yield archive.conn
