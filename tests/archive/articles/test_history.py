"""Earlier versions of an article: their headlines, and versions inserted at their own time."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles import history
from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import list_versions
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
URL = "https://post.example/news/1"
BODY = "The harbour opened again on Monday, and crowds stood on the quay. " * 5


def a_version(headline: str, read_by: str | None = "1+rules"):
    return version_of(Article("post", headline, BODY), "post", read_by)


@pytest.fixture
def archive(tmp_path: Path):
    """An article with two versions: First, and Third two days later."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        for headline, at in (("First", NOW), ("Third", NOW + 2 * DAY)):
            save(opened, a_version(headline), outlet=POST, addresses=Addresses(URL, URL), now=at)
        yield opened


def versions(archive: Archive) -> list[tuple]:
    return [(one.number, one.seen_at, one.headline, one.cause) for one in list_versions(archive.conn, 1)]


def test_the_headlines_are_in_order_and_the_current_one_is_last(archive: Archive):
    found = history.load_headlines(archive.conn, 1)
    assert [(past.headline, past.seen_at, past.cause) for past in found] == [
        ("First", NOW, "theirs"),
        ("Third", NOW + 2 * DAY, None),
    ]
    assert history.load_headlines(archive.conn, 99) == ()


def test_a_version_is_inserted_between_its_neighbours(archive: Archive):
    at = NOW + DAY
    with archive.transaction():
        neighbours = history.load_neighbours(archive.conn, 1, at)
        history.insert_revision(archive.conn, a_version("Second"), neighbours, "theirs", None)
    assert versions(archive) == [
        (1, NOW, "First", "theirs"),
        (2, at, "Second", "theirs"),
        (3, NOW + 2 * DAY, "Third", None),
    ]
    replaced = archive.conn.execute("SELECT replaced_at FROM revisions ORDER BY number").fetchall()
    assert replaced == [("2026-11-23T12:00:00Z",), ("2026-11-24T12:00:00Z",)]


def test_a_version_before_the_first_says_since_when_the_article_is_known(archive: Archive):
    with archive.transaction():
        neighbours = history.load_neighbours(archive.conn, 1, NOW - DAY)
        history.insert_revision(archive.conn, a_version("Zeroth"), neighbours, "unknown", None)
    assert [headline for _, _, headline, _ in versions(archive)] == ["Zeroth", "First", "Third"]
    assert archive.conn.execute("SELECT first_seen_at FROM articles").fetchone() == ("2026-11-21T12:00:00Z",)


def test_nothing_is_inserted_after_the_current_version(archive: Archive):
    neighbours = history.load_neighbours(archive.conn, 1, NOW + 3 * DAY)
    with pytest.raises(ValueError, match="no later version"), archive.transaction():
        history.insert_revision(archive.conn, a_version("Fourth"), neighbours, "theirs", None)
    assert len(versions(archive)) == 2


@pytest.mark.parametrize(
    ("headline", "seen_at"),
    [
        pytest.param("Third", NOW + DAY, id="the next version was already there"),
        pytest.param("Other", NOW + 2 * DAY, id="another text says nothing"),
    ],
)
def test_an_earlier_page_with_the_next_versions_text_moves_when_it_was_first_seen(archive: Archive, headline, seen_at):
    with archive.transaction():
        neighbours = history.load_neighbours(archive.conn, 1, NOW + DAY)
        history.record_earlier_check(archive.conn, a_version(headline), neighbours)
    assert [at for _, at, _, _ in versions(archive)] == [NOW, seen_at]
