"""`newsarchive outlets --verify` and `--apply` on invented outlets. The feed of each has one fault, or works."""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.outlet_tools.loopback import a_feed, an_article, environment, serving, write_outlet

PATHS = ["/2026/11/wall", "/2026/11/quay"]
FEED = "feeds = [HOME + 'news.rss']"
# The invented outlets of shipped/ are taken for those that ship; outlets/ has the user's own.
PROGRAM = """
from pathlib import Path
from newsarchive import settings
settings.shipped_spiders = lambda: Path("shipped").resolve()
from newsarchive.cli.main import main
main()
"""


def sitemap(home: str, lastmod: str = "") -> bytes:
    urls = "".join(f"<url><loc>{home.rstrip('/')}{path}</loc>{lastmod}</url>" for path in PATHS)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def index_with_the_newest_last(home: str) -> dict[str, Any]:
    names = "".join(f"<sitemap><loc>{home}map-{number}.xml</loc></sitemap>" for number in range(4))
    index = f'<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{names}'
    old, new = ("<lastmod>2020-01-01</lastmod>", "<lastmod>2099-01-01</lastmod>")
    return {
        "/map.xml": f"{index}</sitemapindex>".encode(),
        **{f"/map-{number}.xml": sitemap(home, new if number == 3 else old) for number in range(4)},
    }


@dataclass(frozen=True)
class Case:
    """An outlet: its answers in addition to a good feed, its facts, and the state and words that are expected."""

    state: str
    routes: Callable[[str], dict[str, Any]] = lambda home: {}
    facts: str = FEED
    words: str = ""
    page: str = "full"


def page(body: bytes | tuple[int, bytes]) -> Callable[[str], dict[str, Any]]:
    return lambda home: dict.fromkeys(PATHS, body)


def feed(answer: Callable[[str], Any]) -> Callable[[str], dict[str, Any]]:
    return lambda home: {"/news.rss": answer(home)}


PAYWALLED = an_article(
    paragraphs=2,
    head='<script type="application/ld+json">{"@context": "https://schema.org", "@type": "NewsArticle", '
    '"isAccessibleForFree": false, "headline": "Harbour wall to be rebuilt before winter"}</script>',
)
CASES = {
    "good": Case("ok"),
    "good_sitemap": Case("ok", index_with_the_newest_last, "sitemaps = [HOME + 'map.xml']"),
    "moved_for_good": Case(
        "moved",
        lambda home: {
            "/news.rss": (301, "/feed/"),
            "/feed/": (308, f"{home}feed.xml"),
            "/feed.xml": a_feed(home, PATHS),
        },
        words="feed.xml",
    ),
    "moved_for_a_while": Case("ok", lambda home: {"/news.rss": (302, "/feed"), "/feed": a_feed(home, PATHS)}),
    "moved_to_the_home_page": Case(
        "not_a_feed", lambda home: {"/news.rss": (301, "/"), "/": b"<html><p>News</p></html>"}, words="an HTML page"
    ),
    "stale": Case("stale", feed(lambda home: a_feed(home, PATHS, timedelta(days=100)))),
    "quiet": Case("ok", feed(lambda home: a_feed(home, PATHS, timedelta(days=80)))),
    "empty": Case("empty", feed(lambda home: a_feed(home, [])), page="none"),
    "undated": Case("undated", lambda home: {"/map.xml": sitemap(home)}, "sitemaps = [HOME + 'map.xml']"),
    "unwanted": Case(
        "unwanted", facts=f"{FEED}\narticle_urls = [r'/story/']", words="matches none of article_urls", page="none"
    ),
    "skipped": Case("unwanted", facts=f"{FEED}\nskip_urls = [r'/2026/']", words="skip_urls /2026/", page="none"),
    "not_a_feed": Case("not_a_feed", feed(lambda home: b"<html><p>News</p></html>"), words="an HTML page", page="none"),
    "gone": Case("gone", feed(lambda home: (410, b"")), words="HTTP 410", page="none"),
    "refused": Case("refused", feed(lambda home: (403, b"")), words="HTTP 403", page="none"),
    "timed_out": Case("timed_out", feed(lambda home: (408, b"")), words="HTTP 408", page="none"),
    "failing": Case("failed", feed(lambda home: (500, b"")), words="HTTP 500", page="none"),
    "robots_forbids": Case(
        "robots", lambda home: {"/robots.txt": b"User-agent: *\nDisallow: /news.rss"}, words="forbids", page="none"
    ),
    "unknown_host": Case("unknown_host", facts="feeds = ['https://no-such-host.invalid/news.rss']", page="none"),
    # The setting allow_private does not list this address of our own machine.
    "private": Case(
        "unreachable", facts="feeds = ['http://127.0.0.2:9/news.rss']", words="private network", page="none"
    ),
    "paywalled": Case("ok", page(PAYWALLED), page="paywall"),
    "too_short": Case("ok", page(an_article().replace(b"<p>", b"<!--").replace(b"</p>", b"-->")), page="stub"),
    "page_gone": Case("ok", page((404, b"")), page="nothing"),
}
CASES["moved_to_the_home_page"] = Case(**{**vars(CASES["moved_to_the_home_page"]), "page": "none"})


def run(folder: Path, *words: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", PROGRAM, *map(str, words)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=folder, timeout=100, check=False, env=environment()
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[], Any]) -> Path:
    """A folder with the outlets of CASES in shipped/ and one more in outlets/."""
    folder = tmp_path_factory.mktemp("verify")
    for name, case in CASES.items():
        site = serve()
        site.routes = {
            "/news.rss": a_feed(site.home, PATHS),
            **dict.fromkeys(PATHS, an_article()),
            **case.routes(site.home),
        }
        write_outlet(folder / "shipped", name, site.home, case.facts)
    write_outlet(folder / "outlets", "my_own", site.home, FEED)
    return folder


@pytest.fixture(scope="module")
def verified(folder: Path) -> dict[str, Any]:
    """The JSON of all outlets, with one page of each."""
    result = run(folder, "outlets", "--verify", "--pages", "--report", "report.md", "--json")
    assert result.returncode == 1, result.stderr
    assert result.stderr.splitlines()[-1].startswith("report.md: written, without 1 outlet of your own; ")
    assert not (folder / "archive.db").exists()
    row: dict[str, Any] = json.loads(result.stdout)
    return row


def found(verified: dict[str, Any], name: str) -> dict[str, Any]:
    row: dict[str, Any] = next(one for one in verified["findings"] if one["outlet"] == name)
    return row


@pytest.mark.parametrize("name", CASES)
def test_each_feed_has_its_state(verified, name: str):
    case, row = CASES[name], found(verified, name)
    (source,) = row["sources"]
    assert source["state"] == case.state, source
    assert case.words in (source["detail"] or "")
    assert (row["page"] or {"state": "none"})["state"] == case.page
    assert row["is_well"] == (case.state == "ok" and case.page != "nothing")


def test_a_feed_that_works_says_how_many_entries_it_has_and_of_which_day(verified):
    (source,) = found(verified, "good")["sources"]
    assert (source["entries"], source["wanted"], source["detail"], source["moved_to"]) == (2, 2, None, None)
    assert source["newest_on"] == verified["asked_on"] or source["newest_on"] < verified["asked_on"]


def test_only_a_move_for_good_to_a_feed_that_works_is_proposed(verified):
    (proposal,) = verified["proposals"]
    assert proposal["outlet"] == "moved_for_good"
    assert proposal["from"].endswith("/news.rss")
    assert proposal["to"].endswith("/feed.xml")


def test_the_report_has_each_shipped_outlet_and_nothing_about_the_machine(verified, folder: Path):
    report = (folder / "report.md").read_text()
    assert all(f"| {name} |" in report for name in CASES)
    assert "my_own" not in report
    assert str(folder) not in report
    assert "127.0.0.1, an address" not in report


def test_a_table_is_printed_while_outlets_are_polled(folder: Path):
    result = run(folder, "outlets", "--verify", "--country", "gb")
    assert result.returncode == 1
    lines = result.stdout.splitlines()
    assert lines[0].split() == ["state", "outlet", "entries", "newest", "address"]
    (gone,) = [number for number, line in enumerate(lines) if line.startswith("gone ")]
    assert lines[gone].split()[1:3] == ["gone", "0"]
    assert lines[gone + 1].strip() == "HTTP 410: removed for good"
    assert result.stderr.startswith(f"{len(CASES) + 1} outlets, {len(CASES) + 1} feeds and sitemaps: 8 ok, 1 moved, ")


def test_the_proposals_of_a_report_are_made(verified, folder: Path, tmp_path: Path):
    file = folder / "shipped" / "moved_for_good.py"
    before = file.read_text()
    (proposal,) = verified["proposals"]
    file.write_text(before.replace("HOME + 'news.rss'", repr(proposal["from"])))
    try:
        shown = run(folder, "outlets", "--apply", "report.md", "--dry-run")
        assert "news.rss" in file.read_text()
        done = run(folder, "outlets", "--apply", "report.md", "--apply", "report.md")
        again = run(folder, "outlets", "--verify", "--json")
    finally:
        mended, _ = file.read_text(), file.write_text(before)
    assert (shown.returncode, shown.stderr) == (0, "1 file would change, 0 left to you\n")
    assert (done.returncode, done.stderr) == (0, "1 file changed, 0 left to you\n")
    assert shown.stdout == done.stdout
    assert f'"{proposal["to"]}"' in mended
    assert found(json.loads(again.stdout), "moved_for_good")["sources"][0]["state"] == "ok"


def test_without_a_network_one_line_says_so_and_no_report_is_written(tmp_path: Path):
    (tmp_path / "shipped").mkdir()
    for name in ("one", "other"):
        write_outlet(tmp_path / "outlets", name, f"https://{name}.invalid/", FEED)
    result = run(tmp_path, "outlets", "--verify", "--report", "report.md")
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("none of 2 outlets can be reached (its host name cannot be resolved)")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["outlets", "shipped"]


@pytest.fixture
def silent_home() -> Iterator[str]:
    """The home of a site that does not answer before the test ends."""
    may_end = threading.Event()

    class Silent(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            may_end.wait(60)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    may_end.set()
    server.shutdown()
    server.server_close()


def test_ctrl_c_keeps_what_was_found_so_far(tmp_path: Path, silent_home: str):
    (tmp_path / "outlets").mkdir()
    with serving() as start:
        site = start()
        site.routes = {"/news.rss": a_feed(site.home, PATHS)}
        write_outlet(tmp_path / "shipped", "quick", site.home, FEED)
        write_outlet(tmp_path / "shipped", "slow", silent_home, FEED)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, "outlets", "--verify", "--report", "report.md"],
            cwd=tmp_path, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(2)]
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert lines[1].split()[:2] == ["ok", "quick"]
    assert process.returncode == 130, err
    assert "1 of 2 outlets, 1 feed or sitemap: 1 ok" in err
    report = (tmp_path / "report.md").read_text()
    assert "It was stopped: 1 of 2 outlets were not polled." in report
    assert "slow" not in report


# Three runs, each with a start of Scrapy.
@pytest.mark.timeout(600)
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGKILL])
def test_a_report_that_was_stopped_continues(tmp_path: Path, silent_home: str, stop: signal.Signals):
    command = ["outlets", "--verify", "--report", "report.md"]
    with serving() as start:
        site, later = start(), start()
        for one in (site, later):
            one.routes = {"/news.rss": a_feed(one.home, PATHS)}
        write_outlet(tmp_path / "outlets", "my_own", site.home, FEED)
        write_outlet(tmp_path / "shipped", "slow", silent_home, FEED)
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *command],
            cwd=tmp_path, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)][1].split()[:2] == ["ok", "my_own"]
        process.send_signal(stop)
        process.communicate(timeout=280)
        assert (tmp_path / "report.md.unfinished").exists()

        write_outlet(tmp_path / "shipped", "slow", later.home, FEED)
        polled = len(site.requested)
        result = run(tmp_path, *command)
        assert result.returncode == 0, result.stderr
        assert "report.md: continues an unfinished report: 1 of 2 outlets were polled since 20" in result.stderr
        assert "2 outlets, 2 feeds and sitemaps: 2 ok" in result.stderr
        assert len(site.requested) == polled
        assert "| slow |" in (tmp_path / "report.md").read_text()
        assert not (tmp_path / "report.md.unfinished").exists()
        # The report is complete, so the next one begins anew.
        assert run(tmp_path, *command).returncode == 0
        assert len(site.requested) > polled
