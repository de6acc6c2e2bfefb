"""How a crawl ends before its time: by Ctrl-C, SIGTERM, kill -9, one signal too many, or when its time is up."""

import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, ended, rss, story, with_etag

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


class SlowSite:
    """An outlet of many stories that answers slowly; `reached` is set when the fourth is requested."""

    STORIES = 16

    def __init__(self, desk: Desk, site: Any):
        self.site = site
        self.reached = threading.Event()
        items = [(site.url(f"/story/{number}"), f"Story {number}") for number in range(self.STORIES)]
        site.routes["/rss"] = with_etag(rss(items), "application/rss+xml")
        for number in range(self.STORIES):
            site.routes[f"/story/{number}"] = self.slowly(story(f"Story {number} of the slow outlet"))
        desk.declare("slow", site, feeds=[site.url("/rss")])

    def slowly(self, route: Any) -> Any:
        def answer(arrival: Any, number: int) -> dict[str, Any]:
            if len(self.asked()) >= 4:
                self.reached.set()
            return {**route(arrival, number), "seconds": 0.1}

        return answer

    def asked(self) -> list[str]:
        return [path for path in self.site.paths() if path.startswith("/story/")]


def test_ctrl_c_ends_a_crawl_cleanly_and_the_next_one_continues(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(240)
    process.send_signal(signal.SIGINT)
    stopped = ended(process)
    assert stopped.exit_code == 130, stopped.stderr
    assert stopped.run("slow")["outcome"] == "stopped"
    assert 0 < len(slow.asked()) < SlowSite.STORIES
    assert len(desk.headlines("slow")) == len(slow.asked()), "requests under way are finished and stored"
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert desk.crawl("slow").exit_code == 0
    assert len(desk.headlines("slow")) == SlowSite.STORIES
    assert len(slow.asked()) == SlowSite.STORIES, "no stored page is fetched again"


@pytest.mark.parametrize(("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)], ids=lambda one: str(one))
def test_other_signals_end_a_crawl_as_cleanly(
    desk: Desk, serve: Callable[..., Any], number: signal.Signals, status: int
) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(240)
    process.send_signal(number)
    assert ended(process).exit_code == status
    assert len(desk.headlines("slow")) == len(slow.asked())


def test_after_kill_9_all_articles_are_whole_and_the_next_crawl_fetches_the_rest(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(240)
    process.kill()
    ended(process)
    stored = desk.headlines("slow")
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert desk.rows("SELECT count(*) FROM articles LEFT JOIN bodies ON article_id = id WHERE body IS NULL") == [(0,)]
    before = len(slow.asked())
    assert desk.crawl("slow").exit_code == 0
    assert len(desk.headlines("slow")) == SlowSite.STORIES
    again = slow.asked()[before:]
    assert len(again) == SlowSite.STORIES - len(stored)
    assert desk.rows("SELECT outcome FROM runs ORDER BY id") == [("interrupted",), ("finished",)]


def test_a_second_signal_ends_a_crawl_at_once_and_leaves_a_sound_archive(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    hanging = threading.Event()
    slow.site.routes["/story/7"] = hang(hanging)
    process = desk.start("slow")
    assert hanging.wait(240)
    process.send_signal(signal.SIGINT)
    assert process.poll() is None
    while process.poll() is None:  # a signal that arrives before the first one was handled counts as the first
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.3)
    assert process.returncode == 130
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc, which shows signal handlers")
def test_a_signal_while_the_process_ends_does_not_change_its_exit_status(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(240)
    process.send_signal(signal.SIGINT)
    while handles(process, signal.SIGINT):
        assert process.poll() is None
    process.send_signal(signal.SIGINT)
    assert ended(process).exit_code == 130


def handles(process: "subprocess.Popen[str]", number: signal.Signals) -> bool:
    """Whether process has a handler of its own for a signal (proc(5), SigCgt)."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii")
    caught = int(next(line.split()[1] for line in status.splitlines() if line.startswith("SigCgt")), 16)
    return bool(caught >> (number - 1) & 1)


def hang(reached: threading.Event) -> Any:
    async def answer(arrival: Any, reader: Any, writer: Any) -> None:
        reached.set()
        await reader.read()

    return answer


def test_for_ends_a_crawl_cleanly_and_outlets_without_a_turn_come_first_next_time(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    slow = SlowSite(desk, serve())
    other = serve({"/rss": {"body": rss([])}})
    desk.declare("other", other, feeds=[other.url("/rss")])
    ran_out = desk.crawl("slow", "other", for_minutes=1 / 60, window=1)
    assert ran_out.report["stop_reason"] == "the time of --for was up"
    assert ran_out.report["untried"] == ["other"]
    assert ran_out.exit_code == 0
    next_time = desk.crawl("slow", "other", window=1, limit=1)
    assert [run["outlet"] for run in next_time.report["outlets"]] == ["other", "slow"]
    assert len(slow.asked()) <= SlowSite.STORIES
