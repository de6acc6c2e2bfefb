"""The state of an archive's file."""

from datetime import UTC, datetime
from pathlib import Path

from newsarchive.archive import runs
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance import file_state as module
from newsarchive.archive.maintenance.file_state import file_state, quick_check

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)


def test_the_newest_row_is_that_of_a_crawl_or_a_page(tmp_path: Path):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        assert file_state(archive).newest_row_at is None
        runs.begin_crawl(archive, "newsarchive crawl", NOW)
        state = file_state(archive)
    assert state.newest_row_at == NOW
    assert state.crawl is not None
    assert state.articles == 0
    assert state.wal_bytes > 0


def test_a_file_without_damage_has_no_lines(tmp_path: Path, monkeypatch):
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        assert quick_check(archive) == ()
        assert quick_check(archive, seconds=-1) in (None, ())
        monkeypatch.setattr(module, "QUICK_CHECK_BYTES", 1)
        assert quick_check(archive) is None
