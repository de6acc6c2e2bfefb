"""Articles of another archive come back with their versions."""

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.new_texts import NewTexts
from newsarchive.archive.articles.read import get_article, list_versions
from newsarchive.archive.articles.restore import prepare, restore_all
from newsarchive.archive.articles.saving import SaveResult
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.errors import ArchiveFull
from newsarchive.formats.jsonl import write_jsonl
from newsarchive.outlet import Outlet
from newsarchive.records import Article, ArticleVersion, StoredArticle, Verdict

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
POST = Outlet("post", "Rivertown Post", "https://post.example/", "en", "UTC", domains=("post.example",))
BODY = "The harbour opened again on Monday, and crowds stood on the quay. " * 5
FIRST = ArticleVersion(1, NOW, "Harbour opens", None, BODY, "1+rules", "theirs")
STORED = StoredArticle(
    id=77,
    article=Article("post", "Port opens", BODY, url="https://post.example/news/1"),
    outlet_title="Rivertown Post",
    revision=2,
    first_seen_at=NOW,
    checked_at=NOW + 5 * DAY,
    gone_at=NOW + 4 * DAY,
    read_by="1+rules",
    revised_at=NOW + DAY,
    earlier=(FIRST,),
)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def line_of(stored: StoredArticle) -> str:
    out = io.StringIO()
    write_jsonl([stored], out)
    return out.getvalue()


def restore(archive: Archive, stored: StoredArticle, outlet: Outlet) -> SaveResult:
    return restore_all(archive, [(prepare(line_of(stored)), outlet)])[0]


def headlines(archive: Archive) -> list[tuple]:
    return [(one.number, one.headline, one.seen_at) for one in list_versions(archive.conn, 1)]


def test_an_article_comes_back_with_its_versions_and_times(archive: Archive):
    assert restore(archive, STORED, POST).verdict is Verdict.NEW
    assert headlines(archive) == [(1, "Harbour opens", NOW), (2, "Port opens", NOW + DAY)]
    stored = get_article(archive.conn, 1)
    assert stored is not None
    assert (stored.first_seen_at, stored.checked_at, stored.gone_at) == (NOW, NOW + 5 * DAY, NOW + 4 * DAY)


def test_restoring_twice_changes_nothing(archive: Archive):
    restore(archive, STORED, POST)
    before = headlines(archive)
    assert restore(archive, STORED, POST).verdict is Verdict.UNCHANGED
    assert headlines(archive) == before


def test_a_known_article_gets_the_versions_it_lacks(archive: Archive):
    only_current = replace(STORED, revision=1, first_seen_at=NOW + DAY, revised_at=None, gone_at=None, earlier=())
    restore(archive, only_current, POST)
    assert restore(archive, STORED, POST).verdict is Verdict.REVISED
    assert headlines(archive) == [(1, "Harbour opens", NOW), (2, "Port opens", NOW + DAY)]


def test_a_removed_article_does_not_come_back(archive: Archive):
    restore(archive, STORED, POST)
    remove_article(archive, 1, "court order", NOW)
    assert restore(archive, STORED, POST).verdict is Verdict.REMOVED
    assert get_article(archive.conn, 1) is None


def test_of_several_articles_all_are_stored_or_none(archive: Archive, monkeypatch: pytest.MonkeyPatch):
    articles = [
        (prepare(line_of(replace(STORED, article=replace(STORED.article, url=f"{POST.home}{number}")))), POST)
        for number in range(3)
    ]

    def full(self: NewTexts) -> None:
        raise ArchiveFull("no room")

    with monkeypatch.context() as patch:
        patch.setattr(NewTexts, "write", full)
        with pytest.raises(ArchiveFull):
            restore_all(archive, articles[:1])
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    assert [saved.verdict for saved in restore_all(archive, articles)] == ["new", "known_elsewhere", "known_elsewhere"]
    assert headlines(archive) == [(1, "Harbour opens", NOW), (2, "Port opens", NOW + DAY)]
