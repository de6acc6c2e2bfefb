"""A journal that is taken in gives the archive, the numbers and the report that a run on this machine gives."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest
from archive_rows import rows_without_times

from newsarchive import clock
from newsarchive.archive import runs
from newsarchive.archive.database import Archive
from newsarchive.crawl.fleet.intake import Taken, take_in
from newsarchive.crawl.session import Session
from newsarchive.errors import SegmentError
from tests.crawl.fleet.journalled import LATER, NOW, POST, journal_of, opened, run, settings_of


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch):
    def set_clock(now):
        monkeypatch.setattr(clock, "now", lambda: now)

    set_clock(NOW)
    return set_clock


def alone(archive: Archive, folder: Path, now, **options) -> Session:
    crawl_id = runs.begin_crawl(archive, "newsarchive crawl", now)
    session = Session(settings_of(folder), archive, crawl_id, release=lambda: None)
    run(session, now, **options)
    return session


def with_journal(archive: Archive, folder: Path, now, number: int = 1, **options) -> Taken:
    crawl_id = runs.begin_crawl(archive, "newsarchive crawl", now)
    shared, journal = journal_of(archive, folder, now, **options)
    return take_in(archive, shared, journal, POST, crawl_id, ("crawl", number), settings_of(folder))


def test_the_archive_and_the_report_are_those_of_a_run_on_this_machine(tmp_path: Path, at):
    with opened(tmp_path / "alone") as one, opened(tmp_path / "fleet") as other:
        for number, now in enumerate((NOW, LATER), start=1):
            at(now)
            options = {"words": "Nobody expects the market to open again"} if now is LATER else {}
            session = alone(one, tmp_path / "alone", now, **options)
            taken = with_journal(other, tmp_path / "fleet", now, number, **options)
            assert taken.report == session.reports[-1]
    expected = rows_without_times(tmp_path / "alone" / "archive.db")
    found = rows_without_times(tmp_path / "fleet" / "archive.db")
    for table, rows in expected.items():
        assert found[table] == rows, table
    assert [len(expected[name]) for name in ("articles", "revisions", "urls", "feeds", "runs")] == [2, 2, 5, 2, 2]


def test_the_ledger_takes_a_journal_once(tmp_path: Path, at):
    with opened(tmp_path) as archive:
        shared, journal = journal_of(archive, tmp_path)
        place, settings = ("crawl", 1), settings_of(tmp_path)
        take_in(archive, shared, journal, POST, 1, place, settings)
        before = rows_without_times(settings.db)
        with pytest.raises(sqlite3.IntegrityError):
            take_in(archive, shared, journal, POST, 1, place, settings)
        assert rows_without_times(settings.db) == before
        assert archive.conn.execute("SELECT source, begins_at, ends_at, digest, pages FROM segments").fetchall() == [
            ("crawl", 1, 2, journal.digest, 3)
        ]


@pytest.mark.parametrize("spoil", ["byte", "cut", "gone"])
def test_nothing_of_a_damaged_journal_is_stored(tmp_path: Path, at, spoil: str):
    with opened(tmp_path) as archive:
        shared, journal = journal_of(archive, tmp_path)
        before = rows_without_times(tmp_path / "archive.db")
        file = tmp_path / "segments" / f"{journal.name}.jsonl"
        data = file.read_bytes()
        if spoil == "gone":
            file.unlink()
        else:
            file.write_bytes(
                data.replace(b"not found", b"not  ound") if spoil == "byte" else data[: data.rfind(b"\n", 0, -2) + 1]
            )
        with pytest.raises(SegmentError):
            take_in(archive, shared, journal, POST, 1, ("crawl", 1), settings_of(tmp_path))
        assert rows_without_times(tmp_path / "archive.db") == before


def test_a_clock_that_is_ahead_puts_nothing_into_the_future(tmp_path: Path, at):
    with opened(tmp_path) as archive:
        at(NOW + timedelta(hours=3))
        shared, journal = journal_of(archive, tmp_path, NOW + timedelta(hours=3))
        at(NOW)
        take_in(archive, shared, journal, POST, 1, ("crawl", 1), settings_of(tmp_path))
        latest = archive.conn.execute("SELECT max(began_at), max(ended_at) FROM runs").fetchone()
        seen = archive.conn.execute("SELECT max(first_seen_at), max(last_seen_at) FROM urls").fetchone()
    assert (*latest, *seen) == ("2026-11-22T12:00:00Z",) * 4


def test_a_version_that_another_extraction_read_is_read_again_first(tmp_path: Path, at):
    for name in ("alone", "fleet"):
        with opened(tmp_path / name) as archive:
            alone(archive, tmp_path / name, NOW)
            with archive.transaction():
                archive.conn.execute("UPDATE articles SET read_by = '0.0.1-older'")
                archive.conn.execute("UPDATE bodies SET body = body || ' Read in another way.'")
    at(LATER)
    with opened(tmp_path / "fleet") as archive:
        taken = with_journal(archive, tmp_path / "fleet", LATER)
        causes = archive.conn.execute("SELECT DISTINCT cause FROM revisions").fetchall()
    assert (causes, taken.report.counts.revised) == ([("ours",)], 0)
