"""The session that the runs of one process share: its lock, its rows, its stop, its end."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.settings import Settings as ScrapySettings

from newsarchive.archive.articles import saving
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.runs import list_runs
from newsarchive.crawl import session
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.crawl.session import Session, SessionHolder, check_disk, open_session
from newsarchive.errors import ArchiveBusy, ArchiveError, ArchiveFull
from newsarchive.outlet import Outlet
from newsarchive.records import Page, RunCounts
from newsarchive.settings import Settings

OUTLET = Outlet(name="river", title="River", home="https://river.test/", language="en", timezone="UTC")


class ACrawler:
    """The part of Scrapy's crawler that a session uses."""

    def __init__(self, *, is_running: bool = True):
        self.engine = SimpleNamespace(running=is_running)
        self.is_stopped = False

    async def stop_async(self) -> None:
        self.is_stopped = True


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(root=tmp_path, db=tmp_path / "archive.db", min_free_gb=0)


@pytest.fixture
def opened(settings: Settings) -> Iterator[Session]:
    one = open_session(settings, "a test")
    yield one
    one.abandon()


def report(outcome: str = "finished", **changes: Any) -> RunReport:
    return RunReport(**{"outlet": "river", "title": "River", "outcome": outcome, "counts": RunCounts(), **changes})


async def test_a_holder_opens_one_session_and_a_new_one_after_it_is_closed(settings: Settings) -> None:
    holder = SessionHolder()
    assert holder.session is None
    first = holder.open(settings, "a test")
    assert holder.session is first
    assert holder.open(settings, "a test") is first
    await first.close()
    assert holder.session is None
    second = holder.open(settings, "a test")
    assert second is not first
    second.abandon()


def test_every_copy_of_scrapys_settings_has_the_same_holder() -> None:
    holder = SessionHolder()
    copied = ScrapySettings({"NEWSARCHIVE_SESSION": holder}).copy()
    assert copied["NEWSARCHIVE_SESSION"] is holder


async def test_the_unread_bytes_are_those_of_the_pool(opened: Session) -> None:
    holder = SessionHolder(opened)
    assert (SessionHolder().unread_bytes(), holder.unread_bytes()) == (0, 0), "without a session, or without a pool"
    opened.pool.in_flight_bytes = 300
    assert holder.unread_bytes() == 300


async def test_a_function_runs_in_a_worker(opened: Session) -> None:
    assert await opened.in_worker(os.getpid) != os.getpid()
    await opened.close()


def test_an_open_session_holds_the_lock_until_its_end(settings: Settings) -> None:
    one = open_session(settings, "a test")
    with pytest.raises(ArchiveBusy), write_lock(settings.db):
        pass
    one.abandon()
    one.abandon()
    assert one.is_closed
    with write_lock(settings.db):
        pass


def test_a_run_begins_and_ends_with_its_numbers(opened: Session, settings: Settings) -> None:
    crawler: Any = ACrawler()
    run_id = opened.begin_run(crawler, OUTLET)
    opened.end_run(crawler, run_id, report(counts=RunCounts(new_articles=3, refused={"too_short": 2}), problem="slow"))
    run = list_runs(opened.archive.conn, 1)[0]
    assert (run.outlet_title, run.outcome, run.problem) == ("River", "finished", "slow")
    assert (run.counts.new_articles, run.counts.refused) == (3, {"too_short": 2})
    days = opened.archive.conn.execute("SELECT outlet, runs, refused FROM health_days").fetchall()
    assert days == [("river", 1, '{"too_short": 2}')]


def test_the_next_session_marks_an_unfinished_run_as_interrupted(settings: Settings) -> None:
    killed = open_session(settings, "a test")
    killed.begin_run(ACrawler(), OUTLET)  # type: ignore[arg-type]
    killed.abandon()
    open_session(settings, "a test").abandon()
    with Archive.open(settings.db) as archive:
        assert [run.outcome for run in list_runs(archive.conn, 5)] == ["interrupted"]
        assert archive.conn.execute("SELECT outlet, runs FROM health_days").fetchall() == [("river", 1)]


def test_the_end_of_a_crawl_measures_the_disk(settings: Settings) -> None:
    open_session(settings, "a test").abandon()
    with Archive.open(settings.db) as archive:
        ((archive_bytes, free_bytes),) = archive.conn.execute("SELECT archive_bytes, free_bytes FROM disk_days")
    assert min(archive_bytes, free_bytes) > 0


async def test_a_stop_reaches_every_running_crawler_and_keeps_its_first_reason(opened: Session) -> None:
    running, starting = ACrawler(), ACrawler(is_running=False)
    for crawler in (running, starting):
        opened.begin_run(crawler, OUTLET)  # type: ignore[arg-type]
    opened.stop("the time was up")
    opened.stop("later")
    await session.asyncio.gather(*opened._stopping)
    assert opened.stop_reason == "the time was up"
    assert running.is_stopped
    assert not starting.is_stopped, "Scrapy would never end a crawler that is stopped before its engine runs"


@pytest.mark.parametrize(
    ("end", "outcome"),
    [
        pytest.param(lambda one: None, "finished", id="nothing happened"),
        pytest.param(lambda one: one.stop("Ctrl-C"), "stopped", id="stopped"),
        pytest.param(lambda one: one.fail("the disk is full"), "failed", id="could not write"),
    ],
)
async def test_the_crawls_row_says_how_it_ended(settings: Settings, end: Any, outcome: str) -> None:
    one = open_session(settings, "newsarchive crawl river")
    end(one)
    await one.close()
    with Archive.open(settings.db) as archive:
        assert archive.conn.execute("SELECT command, outcome FROM crawls").fetchall() == [
            ("newsarchive crawl river", outcome)
        ]


async def test_a_disk_that_fills_stops_the_crawl(opened: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    async def stored(page: object) -> None: ...

    def full(settings: Settings) -> None:
        raise ArchiveFull("0.5 GB free")

    monkeypatch.setattr(session, "check_disk", full)
    monkeypatch.setattr(opened._groups, "store", stored)
    for _ in range(session.PAGES_PER_DISK_CHECK):
        await opened.store(None)  # type: ignore[arg-type]
    assert (opened.stop_reason, opened.has_failed) == ("0.5 GB free", True)


def test_free_disk_space_is_checked_before_a_file_is_made(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, db=tmp_path / "archive.db", min_free_gb=1e9)
    with pytest.raises(ArchiveFull, match="min_free_gb"):
        open_session(settings, "a test")
    assert list(tmp_path.iterdir()) == []


def test_the_archive_reports_a_missing_folder(tmp_path: Path) -> None:
    settings = Settings(root=tmp_path, db=tmp_path / "absent" / "archive.db", min_free_gb=0)
    check_disk(settings)
    with pytest.raises(ArchiveError, match="there is no folder"):
        open_session(settings, "a test")


def test_a_broken_archive_leaves_no_lock_behind(settings: Settings) -> None:
    settings.db.write_text("not a database, however long it may be" * 100)
    with pytest.raises(ArchiveError, match="not a database"):
        open_session(settings, "a test")
    with write_lock(settings.db):
        pass


async def test_the_end_of_a_crawl_deletes_captures_that_are_too_old(settings: Settings) -> None:
    at = datetime(2020, 1, 1, tzinfo=UTC)
    page = Page("https://river.test/1", "https://river.test/1", at, 200, (), b"<p>The river rose.</p>")
    one = open_session(settings, "a test")
    saving.record_capture(one.archive, saving.Capture(pack(page), page.final_url))
    await one.close()
    assert len(list(settings.captures_folder.iterdir())) == 1
    await open_session(replace(settings, captures_keep_days=30), "a test").close()
    assert list(settings.captures_folder.iterdir()) == []
    with Archive.open(settings.db) as archive:
        assert archive.conn.execute("SELECT count(expired_at) FROM captures").fetchone() == (1,)
