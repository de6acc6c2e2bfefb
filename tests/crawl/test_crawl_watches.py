"""What `newsarchive crawl` does for the watches at its end, as cron runs it: without a terminal."""

import sys
from collections.abc import Callable
from typing import Any

import pytest
from desk import Desk, rss, story

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def run(desk: Desk, *words: str) -> tuple[int, str]:
    """The exit status of a command, and what it printed to standard error."""
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", *words)
    _, err = process.communicate(timeout=120)
    return process.returncode, err


def publish(site: Any, *numbers: int) -> None:
    """The feed has these stories, which all are about a harbour."""
    entries = [(site.url(f"/{number}"), f"Story {number}") for number in numbers]
    site.routes["/rss"] = {"body": rss(entries), "headers": {"Content-Type": "application/rss+xml"}}
    for number in numbers:
        site.routes[f"/{number}"] = story(f"A new wall for harbour number {number}")


def test_each_crawl_reports_what_is_new_once(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("post", site, feeds=[site.url("/rss")])
    publish(site, 1)
    assert run(desk, "crawl", "post") == (0, "")
    assert run(desk, "watch", "add", "harbour", "harbour")[0] == 0
    assert run(desk, "crawl", "post") == (0, "")
    publish(site, 1, 2)
    status, err = run(desk, "crawl", "post")
    assert status == 0
    assert err.startswith("harbour: 1 new article\n  A new wall for harbour number 2\n")
    assert site.url("/2") in err
    assert run(desk, "crawl", "post") == (0, "")
    # A desk that cannot be read is one line, and the crawl goes on.
    (desk.folder / "desk.db").write_bytes(b"damaged " * 1000)
    publish(site, 1, 2, 3)
    status, err = run(desk, "crawl", "post")
    assert (status, err.count("\n")) == (0, 1)
    assert err.startswith("newsarchive: watches were not reported: ")
    assert "desk.db: the file is damaged" in err
    assert len(desk.headlines("post")) == 3
