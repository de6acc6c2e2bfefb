"""Texts of new articles that are written together are stored, indexed and compared as one after the other."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.verify import verify
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Stamp

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TABLES = ("articles", "bodies", "article_authors", "urls", "fingerprints", "revisions", "totals", "row_totals")
FOUND = """SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'harbour'"""


def a_text(seed: int) -> str:
    chosen = random.Random(seed)
    words = ("".join(chosen.choices(("har", "fer", "bri", "tow", "mar", "lig"), k=3)) for _ in range(120))
    return f"The harbour {' '.join(words)}."


def put(
    archive: Archive, texts: NewTexts | None, url: str, seed: int, *, headline: str = "Harbour", hours: int = 0
) -> tuple[str, int | None]:
    name = url.split("/")[2].split(".")[0]
    outlet = Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC", domains=(f"{name}.example",))
    at = NOW - timedelta(hours=hours)
    article = Article(name, headline, a_text(seed), published=Stamp(at.date(), at), authors=(Author("A. Reed"),) * 2)
    saved = save(
        archive, version_of(article, name, "1"), outlet=outlet, addresses=Addresses(url, url), now=NOW, texts=texts
    )
    return saved.verdict.value, saved.article_id


def put_all(archive: Archive, texts: NewTexts | None) -> list[tuple[str, int | None]]:
    """New articles out of order, a copy elsewhere, the same text under another address, and a changed page."""
    return [
        put(archive, texts, "https://post.example/1", 1, hours=3),
        put(archive, texts, "https://post.example/2", 2, hours=9),
        put(archive, texts, "https://echo.example/1", 1, headline="Echo", hours=1),
        put(archive, texts, "https://post.example/3", 2, hours=2),
        put(archive, texts, "https://post.example/4", 4, hours=8),
        put(archive, texts, "https://post.example/4", 5, hours=8),
        put(archive, texts, "https://post.example/5", 6, hours=8),
    ]


@pytest.fixture
def archives(tmp_path: Path):
    (tmp_path / "other").mkdir()
    with (
        Archive.open(tmp_path / "archive.db", write=True) as one,
        Archive.open(tmp_path / "other" / "archive.db", write=True) as other,
    ):
        yield one, other


def test_texts_that_wait_are_stored_and_compared_as_those_that_do_not(archives):
    together, singly = archives
    with together.transaction():
        texts = NewTexts(together.conn)
        results = put_all(together, texts)
        texts.write()
    assert [verdict for verdict, _ in results] == [
        "new", "new", "new", "known_elsewhere", "new", "revised", "new",
    ]  # fmt: skip
    assert put_all(singly, None) == results
    for table in TABLES:
        statement = f"SELECT * FROM {table} ORDER BY 1, 2"
        assert together.conn.execute(statement).fetchall() == singly.conn.execute(statement).fetchall(), table
    assert together.conn.execute("SELECT count(*) FROM articles WHERE copy_of IS NOT NULL").fetchone() == (1,)
    assert together.conn.execute(FOUND).fetchone() == (5,)
    assert [*verify(together, NOW)] == []


def test_hundreds_of_texts_make_a_few_pieces_of_the_index(archives):
    together, _ = archives
    with together.transaction():
        texts = NewTexts(together.conn)
        for number in range(300):
            put(together, texts, f"https://post.example/{number}", number, hours=300 - number % 17)
        texts.write()
    pieces = together.conn.execute("SELECT count(DISTINCT segid) FROM articles_fts_idx").fetchone()[0]
    assert pieces <= 4
    assert together.conn.execute(FOUND).fetchone() == (300,)
