"""A session elsewhere writes down what it would have stored, in order, and keeps its own small archive up to date."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from newsarchive import clock
from newsarchive.archive.queue import queued_urls
from newsarchive.crawl.fleet.journal import JournalSession, entries_of
from newsarchive.errors import ArchiveError
from newsarchive.ingest import prepare
from newsarchive.records import FeedState, Outcome
from newsarchive.segments.folder import SegmentFolder
from tests.crawl.fleet.journalled import CRAWLER, NOW, POST, journal_of, opened, page, run, settings_of


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> datetime:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return NOW


def session_in(folder: Path, archive, finished=lambda name, journal: None) -> JournalSession:
    shared = SegmentFolder(str(folder / "segments"))
    return JournalSession(settings_of(folder), archive, 1, shared, finished, lambda name: ("cdn.example",))


def test_everything_is_written_down_in_its_order_with_the_captures(tmp_path: Path):
    with opened(tmp_path) as archive:
        entries = list(entries_of(*journal_of(archive, tmp_path)))
    kinds = [
        next(name for name in ("feed", "sightings", "no_page", "page", "end") if getattr(one, name)) for one in entries
    ]
    assert kinds == ["sightings", "feed", "feed", "page", "page", "page", "no_page", "no_page", "end"]
    assert {one.at for one in entries} == {NOW}
    expected = prepare(page(1, "The bridge over the harbour opened on Friday"), POST)
    assert entries[3].page is not None
    assert entries[3].page.prepared == replace(expected, capture=entries[3].page.prepared.capture)
    assert all(one.page.prepared.capture.record for one in entries if one.page)
    assert entries[-1].end is not None
    assert entries[-1].end.report.counts.requests == 9


def test_hosts_that_the_outlet_needs_come_with_the_end(tmp_path: Path):
    found = []
    with opened(tmp_path) as archive:
        session = session_in(tmp_path, archive, lambda name, journal: found.append((name, journal)))
        run(session)
    ((name, journal),) = found
    *_, last = entries_of(SegmentFolder(str(tmp_path / "segments")), journal)
    assert (name, last.end.foreign) == ("post", ("cdn.example",))


def test_what_was_fetched_or_failed_is_not_due_any_more(tmp_path: Path):
    with opened(tmp_path) as archive:
        run(session_in(tmp_path, archive))
        assert queued_urls.due(archive.conn, "post", NOW, 10) == []
        assert archive.conn.execute("SELECT count(*) FROM articles").fetchone() == (0,)


def test_it_leaves_it_to_the_archive_at_home_to_read_again(tmp_path: Path):
    with opened(tmp_path) as archive:
        assert session_in(tmp_path, archive).needs_reextraction(prepare(page(1), POST)) is None


def test_a_folder_that_cannot_be_written_stops_the_run_as_a_full_disk_does(tmp_path: Path):
    (tmp_path / "segments").write_text("a file where the folder should be")
    with opened(tmp_path) as archive:
        session = session_in(tmp_path, archive)
        with pytest.raises(ArchiveError, match="segments: cannot be written"):
            session.begin_run(CRAWLER, POST)


def test_a_journal_that_cannot_be_completed_is_not_handed_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    found = []
    with opened(tmp_path) as archive:
        session = session_in(tmp_path, archive, lambda name, journal: found.append(journal))
        session.begin_run(CRAWLER, POST)
        writer = session._journals["post"].writer

        def full(*given):
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(writer, "add", full)
        with pytest.raises(ArchiveError, match="No space left"):
            session.save_feed(FeedState("https://post.example/rss", "post", "feed"), None)
        with pytest.raises(ArchiveError, match="No space left"):
            session.record_outcome("post", "https://post.example/1", Outcome.NOT_FOUND, None)
    assert found == []
