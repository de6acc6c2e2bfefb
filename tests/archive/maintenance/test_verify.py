"""Verify finds each damage, names its row, mends what can be derived again, and is silent on a whole archive."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, save
from newsarchive.archive.captures.warc_files import CaptureRef, pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import verify_captures
from newsarchive.archive.maintenance.problem import Finding
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.verify import verify
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Author, Page, Stamp

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))


def put(archive: Archive, number: int, body: str, headline: str | None = None) -> None:
    url = f"https://post.example/{number}"
    article = Article(
        outlet="post",
        headline=headline or f"Report {number}",
        body=body,
        authors=(Author("A. Reed"), Author("B. Lund")),
        published=Stamp(date(2026, 11, 22)),
        source="Post",
    )
    capture = Capture(pack(Page(url, url, NOW, 200, (), body.encode() * 20)), url)
    save(
        archive, version_of(article, "post", "1"), outlet=POST, addresses=Addresses(url, url), now=NOW, capture=capture
    )


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Three articles, the first of them corrected once, the third in Japanese; four captures."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        put(opened, 1, "The harbour opens in May.")
        put(opened, 1, "The harbour opens in June.")
        put(opened, 2, "The ferry costs more.")
        put(opened, 3, "新しい橋が完成した。", "東京で新しい橋")
        yield opened


def findings(archive: Archive, **options: bool) -> list[Finding]:
    return list(verify(archive, NOW, **options))


def warc(archive: Archive) -> Path:
    (file,) = archive.captures.folder.iterdir()
    return file


def overwrite(archive: Archive, capture_id: int, at: int, data: bytes) -> None:
    (offset,) = archive.conn.execute("SELECT offset FROM captures WHERE id = ?", [capture_id]).fetchone()
    with warc(archive).open("r+b") as file:
        file.seek(offset + at)
        file.write(data)


def behind_the_triggers(archive: Archive, name: str, statement: str) -> None:
    (trigger,) = archive.conn.execute("SELECT sql FROM sqlite_master WHERE name = ?", [name]).fetchone()
    archive.conn.execute(f"DROP TRIGGER {name}")
    archive.conn.execute(statement)
    archive.conn.execute(trigger)


def test_nothing_is_wrong_with_a_whole_archive(archive: Archive) -> None:
    assert findings(archive) == []
    remove_article(archive, 2, "court order", NOW)
    assert findings(archive) == []


@pytest.mark.parametrize(
    ("statement", "check", "row"),
    [
        pytest.param("DROP TRIGGER body_added", "triggers", "body_added", id="a trigger dropped"),
        pytest.param("UPDATE bodies SET spaced_headline = 'x'", "spaced forms", "bodies 1", id="spaced form wrong"),
        pytest.param(
            "UPDATE bodies SET spaced_body = NULL WHERE article_id = 3",
            "spaced forms",
            "bodies 3",
            id="spaced form lost",
        ),
        pytest.param(
            "UPDATE revisions SET spaced_body = 'x'", "spaced forms", "revisions 1000001", id="spaced form of a version"
        ),
        pytest.param(
            "UPDATE totals SET articles = 9 WHERE dimension = 'outlet'",
            "totals",
            "totals outlet post",
            id="total wrong",
        ),
        pytest.param("DELETE FROM totals", "totals", "totals language en", id="totals lost"),
        pytest.param("DELETE FROM outlet_days", "totals", "outlet_days post 2026-11-22", id="days lost"),
        pytest.param("UPDATE url_totals SET urls = 0", "totals", "url_totals post article", id="outcomes wrong"),
        pytest.param("UPDATE row_totals SET rows = 7", "totals", "row_totals articles", id="rows wrong"),
        pytest.param("UPDATE urls SET article_id = 99", "urls", "urls ", id="address points nowhere"),
        pytest.param(
            "UPDATE articles SET copy_of = id + 1, cluster_id = id + 1 WHERE id < 3", "copies", "articles 1", id="chain"
        ),
    ],
)
def test_what_can_be_derived_is_found_and_mended(archive: Archive, statement: str, check: str, row: str) -> None:
    if "language" in row:
        archive.conn.execute("UPDATE articles SET language = 'en' WHERE id = 1")
    archive.conn.execute(statement)
    found = findings(archive)
    assert any(one.check == check and one.row.startswith(row) and not one.is_mended for one in found)
    assert all(one.is_mended for one in findings(archive, repair=True))
    assert findings(archive) == []


def test_words_changed_behind_the_index_are_found_and_it_is_built_again(archive: Archive) -> None:
    change = "UPDATE bodies SET body = 'The quay opens.' WHERE article_id = 1"
    archive.conn.execute("DROP TRIGGER body_changed")
    behind_the_triggers(archive, "body_changes", change)
    assert {one.check for one in findings(archive, repair=True)} == {"triggers", "index"}
    assert findings(archive) == []
    assert archive.conn.execute("SELECT count(*) FROM articles_fts WHERE articles_fts MATCH 'quay'").fetchone() == (1,)


def test_words_of_an_earlier_version_changed_behind_its_index_are_found_too(archive: Archive) -> None:
    archive.conn.execute("DROP TRIGGER version_changed")
    behind_the_triggers(archive, "version_changes", "UPDATE revisions SET body = 'The quay opens in April.'")
    wrong = findings(archive, repair=True)
    assert {(one.check, one.row) for one in wrong} == {("triggers", "version_changed"), ("index", "revisions_fts")}
    assert findings(archive) == []
    found = archive.conn.execute("SELECT rowid FROM revisions_fts WHERE revisions_fts MATCH 'april'").fetchall()
    assert found == [(1_000_001,)]


def test_an_address_that_points_to_no_article_is_asked_for_again(archive: Archive) -> None:
    archive.conn.execute("UPDATE urls SET article_id = 99 WHERE article_id = 2")
    findings(archive, repair=True)
    assert archive.conn.execute("SELECT outcome, article_id FROM urls WHERE url LIKE '%/2'").fetchone() == (
        "pending",
        None,
    )


@pytest.mark.parametrize(
    ("statement", "row"),
    [
        pytest.param("DELETE FROM bodies WHERE article_id = 2", "articles 2", id="text lost"),
        pytest.param("DELETE FROM revisions", "articles 1", id="revision lost"),
        pytest.param("UPDATE revisions SET number = 4", "articles 1", id="hole in the revisions"),
        pytest.param(
            "DELETE FROM article_authors WHERE article_id = 1 AND position = 0", "article_authors 1", id="name lost"
        ),
        pytest.param("UPDATE urls SET outcome = 'removed' WHERE article_id = 1", "urls ", id="removal without reason"),
        pytest.param("UPDATE articles SET capture_id = 99 WHERE id = 2", "articles 2", id="capture lost"),
    ],
)
def test_what_cannot_be_derived_is_named_and_left_alone(archive: Archive, statement: str, row: str) -> None:
    archive.conn.execute(statement)
    left = [one for one in findings(archive, repair=True) if not one.is_mended]
    assert [one.row.startswith(row) for one in left] == [True]
    assert left[0].advice.startswith("restore a backup")


def test_a_lost_record_is_marked_as_expired_by_a_repair_only(archive: Archive) -> None:
    with warc(archive).open("r+b") as file:
        file.truncate(archive.conn.execute("SELECT offset + 30 FROM captures WHERE id = 4").fetchone()[0])
    assert [(one.check, one.row) for one in findings(archive)] == [
        ("captures", "captures 4"),
        ("files", warc(archive).name),
    ]
    assert findings(archive, fast=True) == []
    assert [one.is_mended for one in findings(archive, repair=True)] == [True]
    expired = "SELECT id FROM captures WHERE expired_at IS NOT NULL"
    assert archive.conn.execute(expired).fetchall() == [(4,)]
    assert findings(archive) == []


def test_a_damaged_record_is_found_and_never_given_up(archive: Archive) -> None:
    overwrite(archive, 2, 100, b"\0\0\0\0")
    for _ in range(2):
        found = findings(archive, repair=True)
        assert [(one.check, one.is_mended) for one in found] == [("captures", False), ("files", False)]


def test_a_folder_that_is_not_there_costs_no_row(archive: Archive) -> None:
    archive.captures.folder.rename(archive.path.parent / "elsewhere")
    assert [one.is_mended for one in findings(archive, repair=True)] == [False] * 4
    (archive.path.parent / "elsewhere").rename(archive.captures.folder)
    assert findings(archive) == []


def test_a_torn_tail_and_a_record_without_row_are_legal(archive: Archive) -> None:
    orphan = pack(Page("https://post.example/9", "https://post.example/9", NOW, 200, (), b"orphan"))
    archive.captures.append(orphan)
    with warc(archive).open("ab") as file:
        file.write(orphan.record[:50])
    assert findings(archive) == []


def test_an_erased_record_whose_row_does_not_say_so_is_marked(archive: Archive) -> None:
    columns = "file, offset, length, digest"
    ref = CaptureRef(*archive.conn.execute(f"SELECT {columns} FROM captures WHERE id = 3").fetchone())
    archive.captures.erase(ref)
    assert "removed" in findings(archive)[0].problem
    findings(archive, repair=True)
    assert findings(archive) == []


def test_many_captures_are_read_by_several_processes(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_captures, "BATCH", 2)
    overwrite(archive, 3, 100, b"\0\0\0\0")
    counts: list[int] = []
    found = list(verify_captures.check_captures(archive, NOW, repair=False, note=counts.append))
    assert [one.row for one in found] == ["captures 3"]
    assert sum(counts) == 4
