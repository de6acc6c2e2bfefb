"""Nothing of a removed article is left, and no crawl stores it again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.articles.saving import Capture, SaveResult, record_capture, save
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import removal
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.queue.queued_urls import is_removed
from newsarchive.archive.schema.migrations import SEARCH_INDEXES
from newsarchive.errors import CaptureError, UsageError
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Author, Page, Stamp, Verdict
from newsarchive.urls import url_key

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))
URL = "https://post.example/secret"
SECRET = "Xylotheka"
ARTICLE = Article(
    outlet="post",
    headline=f"{SECRET} found",
    body=f"The {SECRET} was found in the attic of the old school. " * 8,
    standfirst=f"{SECRET}, at last.",
    authors=(Author(f"{SECRET} Reed"),),
    published=Stamp(date(2026, 11, 22)),
)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        yield opened


def put(archive: Archive, article: Article = ARTICLE, url: str = URL, **options: Any) -> SaveResult:
    given = {"outlet": POST, "addresses": Addresses(url, url), "now": NOW, **options}
    return save(archive, version_of(article, given["outlet"].name, None), **given)


def a_capture(url: str = URL) -> Capture:
    return Capture(pack(Page(url, url, NOW, 200, (), SECRET.encode())), url)


def record(archive: Archive, capture_id: int) -> CaptureRef:
    columns = "file, offset, length, digest"
    return CaptureRef(*archive.conn.execute(f"SELECT {columns} FROM captures WHERE id = ?", [capture_id]).fetchone())


def remove(archive: Archive, article_id: int = 1, **options: Any) -> Any:
    return remove_article(archive, article_id, "court order", NOW + timedelta(days=1), **options)


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_nothing_of_a_removed_article_is_left_on_the_disk(archive: Archive) -> None:
    put(archive, capture=a_capture())
    for number in range(40):
        other = replace(ARTICLE, headline=f"Other {number}", body="Other text.", standfirst=None, authors=())
        put(archive, other, f"https://post.example/{number}")
    put(archive, replace(ARTICLE, body=ARTICLE.body + SECRET), capture=a_capture())
    # In today's text, in an earlier version, and in the index of each.
    put(archive, replace(ARTICLE, headline="Renamed", body=ARTICLE.body + SECRET), capture=a_capture())
    archive.conn.execute("UPDATE urls SET hint_headline = ?", [SECRET])
    archive.checkpoint()
    assert SECRET.encode() in archive.path.read_bytes()
    removed = remove(archive)
    assert (removed.article_id, removed.captures_erased, removed.problems) == (1, 3, ())
    archive.conn.execute("UPDATE urls SET hint_headline = NULL")
    archive.checkpoint()
    assert SECRET.encode() not in bytes_of(archive.path.parent)
    assert SECRET.lower().encode() not in bytes_of(archive.path.parent)


def test_the_removed_article_is_not_found_and_the_others_are(archive: Archive) -> None:
    put(archive)
    put(archive, replace(ARTICLE, headline="Renamed"))
    put(archive, replace(ARTICLE, headline="Other", body="The attic of another school.", authors=()), f"{URL}/other")
    remove(archive)
    assert get_article(archive.conn, 1) is None
    assert archive.conn.execute("SELECT rowid FROM articles_fts WHERE articles_fts MATCH 'attic'").fetchall() == [
        (archive.conn.execute("SELECT search_id FROM articles").fetchone()[0],)
    ]
    for index in SEARCH_INDEXES:
        archive.conn.execute(f"INSERT INTO {index}({index}, rank) VALUES ('integrity-check', 1)")
    assert archive.conn.execute("SELECT count(*) FROM revisions_fts WHERE revisions_fts MATCH 'a*'").fetchone() == (0,)
    for table in ("revisions", "article_authors"):
        assert archive.conn.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    assert archive.conn.execute("SELECT article_id, outlet, reason, removed_at FROM removals").fetchall() == [
        (1, "post", "court order", "2026-11-23T10:00:00Z")
    ]


@pytest.mark.parametrize(
    ("article", "addresses"),
    [
        pytest.param(ARTICLE, Addresses(URL, URL), id="at its address"),
        pytest.param(
            replace(ARTICLE, headline="Renamed", body="Other text."), Addresses(URL, URL), id="rewritten there"
        ),
        pytest.param(ARTICLE, Addresses(f"{URL}?utm_source=x"), id="its address spelled otherwise"),
        pytest.param(ARTICLE, Addresses("https://post.example/go/1", URL), id="through a redirect"),
        pytest.param(ARTICLE, Addresses("https://post.example/2", None, URL), id="declared by another address"),
        pytest.param(ARTICLE, Addresses("https://post.example/2"), id="the same text at a new address"),
    ],
)
def test_no_crawl_stores_a_removed_article_again(archive: Archive, article: Article, addresses: Addresses) -> None:
    put(archive)
    remove(archive)
    assert put(archive, article, addresses=addresses, capture=a_capture()) == SaveResult(
        Verdict.REMOVED, 1, "court order"
    )
    assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)
    assert archive.conn.execute("SELECT DISTINCT outcome, article_id FROM urls").fetchall() == [("removed", 1)]
    assert addresses.requested is not None
    assert is_removed(archive.conn, url_key(addresses.requested or ""))
    assert archive.conn.execute("SELECT count(*) FROM captures").fetchone() == (0,)


def test_other_articles_are_stored_as_before(archive: Archive) -> None:
    put(archive)
    remove(archive)
    other = replace(ARTICLE, headline="Other", body="Farmers met the minister. " * 20)
    # Some outlets declare one address on many pages: that of a removed article among them.
    declared = Addresses("https://post.example/2", "https://post.example/2", URL)
    assert put(archive, other, addresses=declared) == SaveResult(Verdict.NEW, 2)
    times = Outlet("times", "Times", "https://times.example/", "en", "UTC", domains=("times.example",))
    assert put(archive, url="https://times.example/1", outlet=times) == SaveResult(Verdict.NEW, 3)


def test_document_without_address_stays_removed(archive: Archive) -> None:
    document = replace(ARTICLE, outlet="imported", body="Short.")
    put(archive, document, addresses=Addresses(), outlet=IMPORTED)
    remove(archive)
    assert put(archive, document, addresses=Addresses(), outlet=IMPORTED).verdict is Verdict.REMOVED


def test_captures_of_its_addresses_are_erased_too(archive: Archive) -> None:
    put(archive, capture=a_capture())
    record_capture(archive, a_capture())
    record_capture(archive, a_capture("https://post.example/else"))
    assert remove(archive).captures_erased == 2
    assert archive.captures.read(record(archive, 3)).body == SECRET.encode()
    for capture_id in (1, 2):
        with pytest.raises(CaptureError, match="removed"):
            archive.captures.read(record(archive, capture_id))
    expired = archive.conn.execute("SELECT expired_at FROM captures ORDER BY id").fetchall()
    assert expired == [("2026-11-23T10:00:00Z",), ("2026-11-23T10:00:00Z",), (None,)]


def test_a_missing_record_is_reported_and_the_text_is_erased(archive: Archive) -> None:
    put(archive, capture=a_capture())
    lost = record(archive, 1).file
    (archive.captures.folder / lost).unlink()
    removed = remove(archive)
    assert removed.captures_erased == 0
    assert lost in removed.problems[0]
    assert get_article(archive.conn, 1) is None


def test_its_near_duplicates_leave_the_cluster(archive: Archive) -> None:
    put(archive)
    put(archive, replace(ARTICLE, headline="Copy"), f"{URL}/copy")
    archive.conn.execute("UPDATE articles SET cluster_id = 1")
    archive.conn.execute("UPDATE articles SET copy_of = 1, similarity = 0.9 WHERE id = 2")
    remove(archive)
    assert archive.conn.execute("SELECT id, cluster_id, copy_of FROM articles").fetchall() == [(2, None, None)]


@pytest.mark.parametrize(
    ("article_id", "hint"),
    [pytest.param(7, "newsarchive search", id="unknown"), pytest.param(1, "removed at", id="twice")],
)
def test_an_article_that_does_not_exist_cannot_be_removed(archive: Archive, article_id: int, hint: str) -> None:
    put(archive)
    remove(archive)
    with pytest.raises(UsageError, match=hint):
        remove(archive, article_id)


@pytest.mark.parametrize("step", ["_expire", "_erase_captures", "_leave_tombstone", "_erase_rows"])
@pytest.mark.parametrize("comes", ["before", "after"])
def test_a_crash_at_any_step_leaves_a_sound_archive_and_the_next_removal_finishes(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, step: str, comes: str
) -> None:
    put(archive, capture=a_capture())
    real = getattr(removal, step)

    def killed(*given: Any) -> None:
        if comes == "after":
            real(*given)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(removal, step, killed)
        with pytest.raises(KeyboardInterrupt):
            remove(archive)
    assert get_article(archive.conn, 1) is not None
    assert list(verify(archive, NOW)) == []
    assert remove(archive).problems == ()
    assert list(verify(archive, NOW)) == []
    with pytest.raises(CaptureError, match="removed"):
        archive.captures.read(record(archive, 1))


def test_a_capture_that_was_deleted_before_is_no_problem(archive: Archive) -> None:
    put(archive, capture=a_capture())
    (archive.captures.folder / record(archive, 1).file).unlink()
    archive.conn.execute("UPDATE captures SET expired_at = '2026-11-22T12:00:00Z'")
    removed = remove(archive)
    assert (removed.captures_erased, removed.problems) == (0, ())
