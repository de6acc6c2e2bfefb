"""Sizes of files and of the disk."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.health.disk_days import disk_days, measure, record_disk
from newsarchive.errors import ArchiveError

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


def test_archive_and_captures_are_measured(tmp_path: Path):
    (tmp_path / "archive.db").write_bytes(b"x" * 300)
    (tmp_path / "archive.db-wal").write_bytes(b"x" * 20)
    (tmp_path / "captures").mkdir()
    (tmp_path / "captures" / "one.warc.gz").write_bytes(b"x" * 4000)
    seen = measure(tmp_path / "archive.db", NOW)
    assert (seen.day, seen.archive_bytes, seen.captures_bytes) == (NOW.date(), 320, 4000)
    assert seen.free_bytes > 0


def test_without_captures_only_the_archive_counts(tmp_path: Path):
    (tmp_path / "archive.db").write_bytes(b"x" * 300)
    assert measure(tmp_path / "archive.db", NOW).captures_bytes == 0


def test_a_folder_that_cannot_be_read_is_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    (tmp_path / "archive.db").write_bytes(b"x")
    (tmp_path / "captures").mkdir()

    def refuse(folder: Path):
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr("os.scandir", refuse)
    with pytest.raises(ArchiveError, match=r"captures: its size cannot be read \(Permission denied\)"):
        measure(tmp_path / "archive.db", NOW)


def test_the_last_crawl_of_a_day_says_its_sizes(archive: Archive):
    record_disk(archive, NOW - timedelta(days=9))
    record_disk(archive, NOW)
    (archive.path.parent / "captures").mkdir(exist_ok=True)
    (archive.path.parent / "captures" / "one.warc.gz").write_bytes(b"x" * 4000)
    record_disk(archive, NOW + timedelta(hours=1))
    known = disk_days(archive.conn, (NOW - timedelta(days=30)).date())
    assert [(one.day, one.captures_bytes) for one in known] == [
        ((NOW - timedelta(days=9)).date(), 0),
        (NOW.date(), 4000),
    ]
    assert [one.day for one in disk_days(archive.conn, NOW.date())] == [NOW.date()]
