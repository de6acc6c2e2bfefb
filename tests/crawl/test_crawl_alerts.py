"""What `newsarchive crawl` prints, sends and pings, as cron runs it: without a terminal."""

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from desk import Desk, rss, story

from tests.notifications.webhook import Webhook, webhook

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def hook(desk: Desk) -> Iterator[Webhook]:
    """Gets both messages and pings."""
    with webhook() as one:
        desk.environ["NEWSARCHIVE_ALERT_URLS"] = one.url
        desk.environ["NEWSARCHIVE_PING_URL"] = f"http://127.0.0.1:{one.port}/ping"
        yield one


def crawl(desk: Desk, *words: str) -> tuple[int, str]:
    """The exit status and what was printed to standard error; nothing is ever printed to standard output."""
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", "crawl", *words)
    out, err = process.communicate(timeout=120)
    assert out == ""
    return process.returncode, err


def pings(hook: Webhook) -> list[str]:
    found = [one.path.partition("?")[0] for one in hook.posted if one.path.startswith("/ping")]
    return [path.removeprefix("/ping/") for path in found]


def messages(hook: Webhook) -> list[str]:
    return [one.json["title"] for one in hook.posted if one.path == "/secret-path"]


def test_a_broken_feed_is_reported_once_and_the_exit_status_stays(
    desk: Desk, serve: Callable[..., Any], hook: Webhook
) -> None:
    site = serve()
    desk.declare("post", site, feeds=[site.url("/rss")])
    status, err = crawl(desk, "post")
    assert status == 1
    assert err.startswith("New:\n  post: failed\n")
    assert "404" in err
    assert crawl(desk, "post") == (1, "")
    assert messages(hook) == ["newsarchive: post: failed"]
    assert pings(hook) == ["start", "1", "start", "1"]
    site.routes["/rss"] = {"body": rss([(site.url("/a"), "A")]), "headers": {"Content-Type": "application/rss+xml"}}
    site.routes["/a"] = story("A new wall for the harbour")
    assert crawl(desk, "post") == (0, "")
    assert pings(hook)[-2:] == ["start", "0"]
    assert hook.posted[-1].body == "1 outlet, 0 failed, 1 new articles"
    assert b"secret-path" not in b"".join(file.read_bytes() for file in desk.folder.glob("archive.db*"))


def test_a_crawl_that_a_signal_ends_pings_its_exit_status(desk: Desk, serve: Callable[..., Any], hook: Webhook) -> None:
    site, asked = serve(), threading.Event()

    def slow(arrival: Any, number: int) -> dict[str, Any]:
        asked.set()
        return {"body": rss([]), "seconds": 2}

    site.routes["/rss"] = slow
    desk.declare("post", site, feeds=[site.url("/rss")])
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", "crawl", "post")
    assert asked.wait(60)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=120)
    assert process.returncode == 143
    assert pings(hook) == ["start", "143"]


def test_a_full_disk_is_said_each_time_and_sent_once(desk: Desk, serve: Callable[..., Any], hook: Webhook) -> None:
    site = serve()
    site.routes["/rss"] = {"body": rss([]), "headers": {"Content-Type": "application/rss+xml"}}
    desk.declare("post", site, feeds=[site.url("/rss")])
    desk.environ["NEWSARCHIVE_MIN_FREE_GB"] = "1000000000"
    status, err = crawl(desk, "post")
    assert (status, "GB free, less than the reserve" in err) == (1, True)
    assert not desk.db.exists()
    del desk.environ["NEWSARCHIVE_MIN_FREE_GB"]
    crawl(desk, "post")
    desk.environ["NEWSARCHIVE_MIN_FREE_GB"] = "1000000000"
    told, again = crawl(desk, "post"), crawl(desk, "post")
    assert [one[0] for one in (told, again)] == [1, 1]
    assert told[1].startswith("New:\n  archive: disk\n")
    assert [len(one[1].splitlines()) for one in (told, again)][1] == 1
    assert messages(hook)[-1] == "newsarchive: archive: disk"
    assert len([one for one in messages(hook) if "disk" in one]) == 1


def test_a_problem_of_the_crawl_itself_is_said_each_time_and_pinged(desk: Desk, hook: Webhook) -> None:
    for _ in range(2):
        status, err = crawl(desk, "post", "--db", "absent/archive.db")
        assert status in (1, 2)
        assert err.startswith("newsarchive: ")
    assert pings(hook) == ["start", str(status)] * 2
    assert messages(hook) == []
