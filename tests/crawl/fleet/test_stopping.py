"""How a crawl with workers ends before its time: by one Ctrl-C, by two of them, or because the scheduler is lost."""

import os
import signal
import sqlite3
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest
from desk import Desk, rss, story

from newsarchive.crawl.fleet import stop_signals
from newsarchive.crawl.fleet.driver import crawl_with_fleet
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import CrawlOptions, CrawlReport
from newsarchive.crawl.registry import spider_by_name
from newsarchive.errors import FleetError
from newsarchive.segments.folder import SegmentFolder
from newsarchive.settings import load_settings
from newsarchive.workers.executors import TaskPool
from tests.crawl.fleet.busy_worker import BusyWorker

STORIES = 40


@pytest.fixture
def site(desk: Desk, serve: Any) -> Any:
    """An outlet of many stories."""
    made = serve()
    made.routes |= {f"/{number}": story(f"Report number {number}") for number in range(STORIES)}
    made.routes["/rss"] = {"body": rss([(made.url(f"/{number}"), f"Report {number}") for number in range(STORIES)])}
    desk.declare("post", made, feeds=[made.url("/rss")])
    return made


def crawl(desk: Desk, worker: BusyWorker, *, ends: bool = False) -> CrawlReport:
    """A crawl whose only worker is that one; ends says whether it ends when the pool is told to end its workers."""
    settings = load_settings(desk.db, environ=desk.ours())
    pool = TaskPool(worker, lambda: 1, "the test", lambda: {"one": worker}, lambda: ends)
    folder = SegmentFolder(str(desk.folder / "segments"))
    return crawl_with_fleet(settings, [spider_by_name(settings, "post")], CrawlOptions(), pool, folder)


def crawls(db: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(db)) as conn:
        return conn.execute("SELECT outcome, problem FROM crawls").fetchall()


@pytest.mark.parametrize("ends", [True, False], ids=["workers of the command", "workers elsewhere"])
def test_a_second_signal_ends_it_at_once_with_a_report(desk: Desk, site: Any, monkeypatch: Any, ends: bool):
    monkeypatch.setattr(stop_signals, "_SAME_SIGNAL_SECONDS", 0)
    worker = BusyWorker()

    def press_ctrl_c_twice() -> None:
        worker.has_begun.wait()
        assert worker.task is not None
        os.kill(os.getpid(), signal.SIGINT)
        # It has handled the first one when it has called the worker back.
        while (desk.folder / "segments" / worker.task.parcel).exists():
            pass
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press_ctrl_c_twice, daemon=True).start()
    report = crawl(desk, worker, ends=ends)
    assert (report.exit_code, report.stop_reason, report.untried) == (130, "stopped by a signal", ("post",))
    assert crawls(desk.db) == [("stopped", "stopped by a signal")]
    assert not (desk.folder / "segments").exists()
    # Nobody knows whether a worker elsewhere still asks; one of this command has ended.
    assert bool(LentHosts(desk.db).open_loans()) is not ends
    assert site.arrivals == []


def test_a_lost_scheduler_ends_it_in_one_line_and_its_hosts_stay_lent(desk: Desk, site: Any):
    worker = BusyWorker()
    worker.answer.cancel()
    worker.answer.set_running_or_notify_cancel()
    with pytest.raises(FleetError, match="the test: the scheduler is lost; start it again") as lost:
        crawl(desk, worker)
    assert crawls(desk.db) == [("failed", str(lost.value))]
    (loan,) = LentHosts(desk.db).open_loans()
    assert f"127.0.0.1:{site.port}" in loan.hosts.names


# The command, its workers and the process that crawls are four starts of Python.
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_ctrl_c_in_a_terminal_ends_command_and_workers_and_stores_what_was_fetched(desk: Desk, site: Any):
    desk.environ["NEWSARCHIVE_DELAY_SECONDS"] = "0.2"
    command = (sys.executable, "-m", "newsarchive.cli.main", "crawl", "post", "--fleet", "1")
    # Ctrl-C in a terminal reaches every process that the command started.
    process = desk.popen(*command, start_new_session=True)
    assert site.has_pages(4)
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=200)
    assert (process.returncode, out, err) == (130, "", "")
    fetched = len(site.pages()) - 1
    assert 0 < len(desk.headlines("post")) == fetched < STORIES
    assert desk.rows("SELECT outcome FROM runs") == [("stopped",)]
    assert LentHosts(desk.db).open_loans() == []
    assert not list(desk.folder.glob("*-segments"))
    started = [one for one in psutil.process_iter() if session_of(one.pid) == process.pid]
    # The last ones notice the end of those that started them.
    assert psutil.wait_procs(started, timeout=60)[1] == []


def session_of(pid: int) -> int | None:
    with suppress(ProcessLookupError, PermissionError):
        return os.getsid(pid)
    return None
