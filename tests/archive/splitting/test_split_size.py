"""How much would move, and whether there is room for it."""

import shutil
from collections import namedtuple
from datetime import date

import pytest

from newsarchive.archive.database import Archive
from newsarchive.archive.splitting.split_size import measure_split
from newsarchive.errors import ArchiveFull
from tests.archive.splitting.new_year import NEW_YEAR, opened, split

Usage = namedtuple("Usage", "total used free")


def test_what_is_announced_is_what_moves(archive: Archive) -> None:
    size = measure_split(archive, NEW_YEAR)
    assert 0 < size.archive_bytes < archive.path.stat().st_size
    counts = split(archive).counts
    assert (counts.articles, counts.versions) == (size.articles, size.versions)
    with opened(archive) as new:
        row = new.conn.execute("SELECT count(*), sum(length) FROM captures WHERE expired_at IS NULL").fetchone()
        assert row == (size.captures, size.capture_bytes)


def test_nothing_older_is_nothing(archive: Archive) -> None:
    assert measure_split(archive, date(1999, 1, 1)).articles == 0


def test_a_disk_without_room_is_seen_before_anything_is_written(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: Usage(10, 10, 0))
    with pytest.raises(ArchiveFull, match="make room, or split at an earlier day"):
        split(archive)
    assert not archive.path.with_name("archive-2025.db").exists()
    assert archive.conn.execute("SELECT count(*) FROM splits").fetchone() == (0,)
