"""How `newsarchive reextract --fleet` ends before its time: by Ctrl-C, SIGTERM, or because the scheduler is lost."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, suppress
from pathlib import Path

import pytest

from newsarchive.archive.articles import saving
from newsarchive.archive.database import Archive
from newsarchive.errors import ArchiveFull
from newsarchive.reextraction import planning
from newsarchive.reextraction.applying import apply
from newsarchive.reextraction.planning import ReextractRequest, plan
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings
from tests.reextraction.conftest import NOW, POST, a_page, as_an_older_reader, keep

OUTLET = """
import signal

from newsarchive.crawl.spider import OutletSpider


class Post(OutletSpider):
    name = "post"
    title = "Rivertown Post"
    home = "https://post.example/"
    country, language, timezone = "gb", "en", "Europe/London"
    domains = ["post.example"]
    feeds = ["https://post.example/rss"]
    article_urls = [r"/news/\\d+"]

    def read(page, article):
        while page.final_url.endswith("/1"):
            signal.pause()
        return article
"""
# Two pages a task, and what was read is written at once, so that a test sees how far it is.
COMMAND = """
from newsarchive.reextraction import planning, reread_task
planning._CHANGES_AT_ONCE, reread_task.PAGES_PER_TASK = 1, 2
from newsarchive.cli.main import main
main()
"""
NEWSARCHIVE = (sys.executable, "-m", "newsarchive.cli.main")
PAGES = 6
STOPPED = "newsarchive: stopped; what was stored stays. Run the command again to go on\n"
Start = Callable[..., "subprocess.Popen[str]"]

# A command, its workers and their readers are several starts of Python, on a machine that may be busy.
slow = [pytest.mark.slow, pytest.mark.timeout(300)]


def pages_that_changed(archive: Archive) -> None:
    """Fills the archive. The newest article is the last one, and is read first."""
    for number in range(1, PAGES + 1):
        keep(archive, a_page(number))
        as_an_older_reader(archive, number, headline=f"Another headline {number}")


def is_read(db: Path) -> list[int]:
    """The articles that were read again and stored."""
    with closing(sqlite3.connect(db, timeout=60)) as conn:
        return [row[0] for row in conn.execute("SELECT id FROM articles WHERE read_by <> '0+older' ORDER BY id")]


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder with an archive of six changed articles. The reader of the oldest one never ends."""
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        saving.register_outlets(archive, [POST])
        pages_that_changed(archive)
    file = tmp_path / "own" / "gb" / "post.py"
    file.parent.mkdir(parents=True)
    file.write_text(OUTLET)
    facts = 'outlets_folder = "own"\nmin_free_gb = 0\nworkers = 1\nextraction_timeout_seconds = 300\n'
    (tmp_path / "newsarchive.toml").write_text(facts)
    return tmp_path


@pytest.fixture
def start(place: Path) -> Iterator[Start]:
    """Starts commands in the folder, each in a session of its own, as in a terminal of its own."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("NEWSARCHIVE_")}
    with ExitStack() as stack:

        def begin(*command: str) -> "subprocess.Popen[str]":
            process = subprocess.Popen(
                command, cwd=place, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                start_new_session=True,
                # Tests may run in the background of a shell, whose children ignore Ctrl-C.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )  # fmt: skip
            stack.enter_context(process)
            stack.callback(process.kill)
            return process

        yield begin


def wait_until(process: "subprocess.Popen[str]", is_so: Callable[[], bool]) -> None:
    """Returns when it is so, or when the process has ended."""
    while not is_so() and process.poll() is None:
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.05)


def segments_of(place: Path) -> list[Path]:
    return list(place.glob("*-segments"))


def press(process: "subprocess.Popen[str]", number: signal.Signals) -> None:
    """Ctrl-C in a terminal reaches every process that the command started; SIGTERM is sent to the command."""
    if number is signal.SIGINT:
        os.killpg(process.pid, number)
    else:
        process.send_signal(number)


@pytest.mark.parametrize(
    ("signals", "status"),
    [
        pytest.param([signal.SIGINT], 130, id="Ctrl-C", marks=slow),
        pytest.param([signal.SIGINT, signal.SIGINT], 130, id="Ctrl-C twice", marks=slow),
        pytest.param([signal.SIGTERM], 143, id="SIGTERM", marks=slow),
    ],
)
def test_a_signal_ends_it_in_one_line_and_what_was_read_is_stored(
    place: Path, start: Start, signals: list[signal.Signals], status: int
):
    process = start(sys.executable, "-c", COMMAND, "reextract", "--yes", "--fleet", "1")
    wait_until(process, lambda: len(is_read(place / "archive.db")) == PAGES - 2)
    press(process, signals[0])
    for number in signals[1:]:
        # It has handled the first one then, and waits for the end of its workers.
        wait_until(process, lambda: not segments_of(place))
        press(process, number)
    out, err = process.communicate(timeout=200)
    assert (process.returncode, out, err) == (status, "", STOPPED)
    assert is_read(place / "archive.db") == [3, 4, 5, 6]
    assert not segments_of(place)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_lost_scheduler_ends_it_in_one_line_and_what_was_read_is_stored(place: Path, start: Start):
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    scheduler = start(*NEWSARCHIVE, "fleet", "scheduler", address)
    assert "Press Ctrl-C to stop" in scheduler.stdout.readline()
    worker = start(*NEWSARCHIVE, "fleet", "worker", address, "--count", "1")
    assert "Press Ctrl-C to stop" in worker.stdout.readline()
    process = start(sys.executable, "-c", COMMAND, "reextract", "--yes", "--fleet", address)
    wait_until(process, lambda: len(is_read(place / "archive.db")) == PAGES - 2)
    scheduler.kill()
    out, err = process.communicate(timeout=200)
    lost = f"newsarchive: {address}: the scheduler is lost; start it again, then run the command again: it continues\n"
    assert (process.returncode, out, err) == (1, "", lost)
    assert is_read(place / "archive.db") == [3, 4, 5, 6]
    assert not segments_of(place)


class Rereading:
    """Reads the pages again and writes what changed; `written` is how many changes were written each time."""

    def __init__(self, archive: Archive) -> None:
        self.written: list[int] = []
        self._archive = archive

    def run(self) -> None:
        db = self._archive.path
        settings = Settings(root=db.parent, db=db, min_free_gb=0, workers=1)
        report = Report()
        with Spool(db.parent) as spool:

            def write() -> None:
                self.written.append(len(list(spool)))
                apply(self._archive, spool, report, settings, NOW)
                spool.clear()

            plan(self._archive, ReextractRequest((POST,)), settings, report, spool, write=write)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), RuntimeError("the workers are lost")], ids=["Ctrl-C", "error"])
def test_what_was_read_before_a_stop_is_written(archive: Archive, monkeypatch, stop: BaseException):
    pages_that_changed(archive)
    # It is read as it is stored.
    as_an_older_reader(archive, 5, headline="Bridge 5 opens after nine years")
    decide = planning._Planning._decide

    def stopped(self: object, page: planning.ArticleCapture, *rest: object) -> None:
        if page.article_id == 2:
            raise stop
        decide(self, page, *rest)

    monkeypatch.setattr(planning._Planning, "_decide", stopped)
    rereading = Rereading(archive)
    with pytest.raises(type(stop)):
        rereading.run()
    assert rereading.written == [3]
    assert is_read(archive.path) == [3, 4, 5, 6]


def test_changes_are_written_whenever_some_have_come(archive: Archive, monkeypatch):
    pages_that_changed(archive)
    monkeypatch.setattr(planning, "_CHANGES_AT_ONCE", 4)
    rereading = Rereading(archive)
    rereading.run()
    # The last three, of which one says that the outlet is finished, are for the caller.
    assert rereading.written == [4]
    assert is_read(archive.path) == [3, 4, 5, 6]


def test_a_full_disk_is_not_written_to_once_more(archive: Archive, monkeypatch):
    pages_that_changed(archive)

    def is_full(self: object, *rest: object) -> None:
        raise ArchiveFull("no room")

    monkeypatch.setattr(planning._Planning, "_decide", is_full)
    rereading = Rereading(archive)
    with pytest.raises(ArchiveFull):
        rereading.run()
    assert rereading.written == []
