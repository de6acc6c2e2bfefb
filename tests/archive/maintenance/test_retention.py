"""Captures that are too old or too many are deleted, oldest first, current texts last; a crash does no harm."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import Capture, record_capture, save
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import retention
from newsarchive.archive.maintenance.retention import DeletedCaptures, delete_old_captures, read_capture
from newsarchive.archive.maintenance.verify import verify
from newsarchive.errors import CaptureGone
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Page

FIRST = datetime(2026, 11, 1, 10, 0, tzinfo=UTC)
NOW = FIRST + timedelta(days=10)
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",))


def a_capture(day: int) -> Capture:
    url = f"https://post.example/{day}"
    return Capture(pack(Page(url, url, FIRST + timedelta(days=day), 200, (), b"Ferry costs more. " * 50)), url)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Five captures on five days, a file each; of the first an article was read."""
    with Archive.open(tmp_path / "archive.db", write=True) as opened:
        article = Article(outlet="post", headline="Ferry", body="Ferry costs more. " * 50)
        url = "https://post.example/0"
        version, addresses = version_of(article, "post", "1"), Addresses(url, url)
        save(opened, version, outlet=POST, addresses=addresses, now=FIRST, capture=a_capture(0))
        for day in range(1, 5):
            record_capture(opened, a_capture(day))
        yield opened


def kept(archive: Archive) -> list[int]:
    return [row[0] for row in archive.conn.execute("SELECT id FROM captures WHERE expired_at IS NULL ORDER BY id")]


def gb(archive: Archive, files: float) -> float:
    size = max(file.stat().st_size for file in archive.captures.folder.iterdir())
    return files * size / 1e9


@pytest.mark.parametrize(
    ("files", "days", "left"),
    [
        pytest.param(None, None, [1, 2, 3, 4, 5], id="no limit"),
        pytest.param(5, 10, [1, 2, 3, 4, 5], id="within both"),
        pytest.param(None, 8, [3, 4, 5], id="too old, a current text's too"),
        pytest.param(3, None, [1, 4, 5], id="too many, a current text's last"),
        pytest.param(1, None, [1], id="room for one"),
        pytest.param(0.5, None, [], id="room for none"),
        pytest.param(1, 8, [5], id="both"),
    ],
)
def test_the_limits_decide_which_files_are_deleted(
    archive: Archive, files: float | None, days: float | None, left: list[int]
) -> None:
    max_gb = None if files is None else gb(archive, files)
    done = delete_old_captures(archive, NOW, max_gb=max_gb, keep_days=days)
    assert kept(archive) == left
    assert (done.captures, done.files) == (5 - len(left), 5 - len(left))
    assert len(list(archive.captures.folder.iterdir())) == len(left)
    assert list(verify(archive, NOW)) == []


def test_reading_a_deleted_capture_says_when_it_was_deleted(archive: Archive) -> None:
    assert read_capture(archive, 1).body.startswith(b"Ferry")
    delete_old_captures(archive, NOW, keep_days=1)
    with pytest.raises(CaptureGone, match="capture 1 was deleted at 2026-11-11T10:00:00Z"):
        read_capture(archive, 1)
    with pytest.raises(CaptureGone, match="no capture 77"):
        read_capture(archive, 77)


def test_a_crash_between_rows_and_file_is_completed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(path: Path) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(retention, "_delete", killed)
        with pytest.raises(KeyboardInterrupt):
            delete_old_captures(archive, NOW, keep_days=8)
    assert len(list(archive.captures.folder.iterdir())) == 5
    assert list(verify(archive, NOW)) == []
    done = delete_old_captures(archive, NOW, keep_days=8)
    assert (done.files, done.captures) == (2, 0)
    assert list(verify(archive, NOW)) == []


def test_a_crash_before_the_rows_deletes_nothing(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(retention, "_expire", killed)
        with pytest.raises(KeyboardInterrupt):
            delete_old_captures(archive, NOW, keep_days=8)
    assert kept(archive) == [1, 2, 3, 4, 5]
    assert list(verify(archive, NOW)) == []


def test_the_file_being_written_may_be_deleted(archive: Archive) -> None:
    delete_old_captures(archive, NOW, max_gb=1e-9)
    assert delete_old_captures(archive, NOW, max_gb=1e-9) == DeletedCaptures()
    capture_id = record_capture(archive, a_capture(4))
    assert read_capture(archive, capture_id).body.startswith(b"Ferry")
