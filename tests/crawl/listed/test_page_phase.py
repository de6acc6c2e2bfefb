"""Lists of pages on loopback, fetched by the command in a process of its own."""

import json
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, rss, story

# Each list is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(900)


@dataclass
class Listed:
    """How a fetch ended: its results by the last part of their addresses."""

    exit_code: int
    stderr: str
    rows: dict[str, dict[str, Any]]

    def states(self) -> dict[str, str]:
        return {path: row["state"] for path, row in self.rows.items()}


def fetch(desk: Desk, *words: str) -> Listed:
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", "fetch", *words, "--json")
    stdout, stderr = process.communicate(timeout=280)
    rows = [json.loads(line) for line in stdout.splitlines()]
    return Listed(process.returncode, stderr, {row["url"].rpartition("/")[2]: row for row in rows})


def write_list(desk: Desk, *urls: str) -> str:
    file = desk.folder / "list.txt"
    file.write_text("# what we look for\n\n" + "\n".join(urls) + "\n", encoding="utf-8")
    return str(file)


@dataclass
class Scene:
    """One list fetched three times, the last time with --again, and what the sites were asked each time."""

    desk: Desk
    results: list[Listed]
    asked: list[list[str]]
    port: int


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Scene:
    desk, known, other = Desk(tmp_path_factory.mktemp("listed")), serve(), serve()
    known.routes |= {
        "/robots.txt": {"body": b"User-agent: *\nDisallow: /closed/\n"},
        "/feed": {"body": rss([])},
        "/a": story("Report A"),
        "/about": {"body": b"<html><title>About</title><p>About us</p></html>"},
    }
    other.routes |= {
        "/b": story("Report B", "harbour"),
        "/moved": {"status": 302, "headers": {"Location": known.url("/target")}},
        "/down": {"status": 500},
    }
    known.routes["/target"] = story("Report T", "tower")
    desk.declare("known", known, feeds=[known.url("/feed")], article_urls=["/never-matches/"])
    urls = [
        *(known.url(path) for path in ("/a", "/closed/c", "/about", "/missing", "/a#part")),
        *(other.url(path) for path in ("/b", "/moved", "/down")),
    ]
    file = write_list(desk, *urls)
    results, asked = [], []
    for words in ((file,), (file,), (file, "--again")):
        before = len(known.pages()), len(other.pages())
        results.append(fetch(desk, *words))
        asked.append(known.pages()[before[0] :] + other.pages()[before[1] :])
    return Scene(desk, results, asked, other.port)


def test_each_address_has_its_result(scene: Scene) -> None:
    assert scene.results[0].states() == {
        "a": "new",
        "c": "robots_forbids",
        "about": scene.results[0].rows["about"]["outcome"],
        "missing": "not_found",
        "b": "new",
        "moved": "redirected",
        "target": "new",
        "down": "server_error",
    }, scene.results[0].stderr
    assert scene.results[0].rows["about"]["outcome"] in ("not_article", "too_short")
    assert scene.results[0].exit_code == 1
    assert "7 addresses: " in scene.results[0].stderr
    assert "1 more address repeated others" in scene.results[0].stderr


def test_pages_belong_to_the_outlet_of_their_host_or_to_one_made_for_their_site(scene: Scene) -> None:
    made = f"site_127_0_0_1_{scene.port}"
    assert scene.desk.headlines("known") == {"Report A", "Report T"}
    assert scene.desk.headlines(made) == {"Report B"}
    assert scene.desk.rows(f"SELECT title, country, language FROM outlets WHERE name = '{made}'") == [
        (f"127.0.0.1:{scene.port}", None, "und")
    ]


def test_the_second_time_nothing_with_a_result_is_requested(scene: Scene) -> None:
    assert scene.asked[1] == []
    states = scene.results[1].states()
    assert (states["a"], states["target"], states["missing"], states["down"]) == (
        "known", "known", "not_found", "server_error",
    )  # fmt: skip
    assert all(row["is_earlier"] for row in scene.results[1].rows.values())


def test_again_requests_everything(scene: Scene) -> None:
    assert {"/a", "/about", "/missing", "/b", "/moved", "/target", "/down"} == set(scene.asked[2])
    assert "/closed/c" not in scene.asked[2]
    assert scene.results[2].states()["a"] == "unchanged"


def test_a_list_says_nothing_about_the_health_of_an_outlet(scene: Scene) -> None:
    assert scene.desk.rows("SELECT sum(runs) FROM health_days") == [(0,)]


def test_a_later_outlet_file_takes_over_what_its_site_had(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/b": story("Report B"), "/feed": {"body": rss([])}})
    assert fetch(desk, site.url("/b")).exit_code == 0
    assert desk.rows("SELECT outlet FROM articles") == [(f"site_127_0_0_1_{site.port}",)]
    desk.declare("post", site, feeds=[site.url("/feed")])
    assert desk.crawl("post").exit_code == 0
    assert desk.rows("SELECT name FROM outlets") == [("post",)]
    assert desk.headlines("post") == {"Report B"}


def test_a_stopped_list_goes_on_where_it_was(desk: Desk, serve: Callable[..., Any]) -> None:
    site, arrived, go_on = serve(), threading.Event(), threading.Event()

    def slow(arrival: Any, number: int) -> Any:
        arrived.set()
        go_on.wait(280)
        return {"status": 404}

    paths = [f"/{number}" for number in range(30)]
    site.routes |= {path: {"status": 404} for path in paths}
    site.routes["/5"] = slow
    file = write_list(desk, *(site.url(path) for path in paths))
    process = desk.popen(sys.executable, "-m", "newsarchive.cli.main", "fetch", file)
    assert arrived.wait(280)
    process.send_signal(signal.SIGINT)
    go_on.set()
    stdout, stderr = process.communicate(timeout=280)
    assert process.returncode == 130
    assert "without a result (stopped by a signal); the same command continues" in stderr
    done = {line.split()[2].rpartition("/")[2] for line in stdout.splitlines()}
    assert done < {path[1:] for path in paths}
    asked = len(site.pages())
    second = fetch(desk, file)
    assert set(second.rows) == {path[1:] for path in paths}
    assert not done & {path[1:] for path in site.pages()[asked:]}


def test_a_host_that_asks_for_a_pause_leaves_the_rest_for_later(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/1": {"status": 429, "headers": {"Retry-After": "3600"}}, "/2": story("Report")})
    done = fetch(desk, site.url("/1"), site.url("/2"))
    assert done.states() == {"1": "rate_limited", "2": "pending"}
    assert "asked for a pause" in done.rows["2"]["reason"]
    assert done.exit_code == 1
    assert Path(desk.db).exists()
