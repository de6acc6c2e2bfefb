"""`newsarchive check` on invented outlets. Each is broken in one way, or works."""

import json
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.articles.article_rows import version_of
from newsarchive.archive.articles.identity import Addresses
from newsarchive.archive.articles.saving import save
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Stamp
from tests.outlet_tools.loopback import NOW, a_feed, an_article, newsarchive, serving, write_outlet
from tests.web.support import needs_chromium

PATHS = ["/2026/11/wall", "/2026/11/quay", "/2026/11/boats", "/2026/11/older"]
WALL = b"""<html><head><title>Just a moment...</title></head><body><div id="cf-challenge">Checking</div>
<script>window._cf_chl_opt = {}</script></body></html>"""
FEED = "feeds = [HOME + 'news.rss']"


@dataclass(frozen=True)
class Case:
    """An outlet: its answers in addition to a feed of four good pages, its facts, and the expected fault."""

    routes: Callable[[str], dict[str, Any]] = lambda home: {}
    facts: str = FEED
    part: str | None = None
    what: str = ""


def pages(page: bytes | tuple[int, bytes]) -> Callable[[str], dict[str, Any]]:
    return lambda home: dict.fromkeys(PATHS, page)


def sitemap(home: str, lastmod: bool) -> bytes:
    day = f"<lastmod>{NOW:%Y-%m-%dT%H:%M:%S}Z</lastmod>" if lastmod else ""
    urls = "".join(f"<url><loc>{home.rstrip('/')}{path}</loc>{day}</url>" for path in PATHS)
    return f'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()


def sitemap_index(home: str) -> dict[str, Any]:
    index = (
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"<sitemap><loc>{home}map-1.xml</loc></sitemap></sitemapindex>"
    )
    return {"/index.xml": index.encode(), "/map-1.xml": sitemap(home, lastmod=True)}


HOME_PAGE = ("<html><body>" + "".join(
    f'<a href="{path}-of-the-old-harbour-town">Wall of the old harbour town to be rebuilt</a>' for path in PATHS
) + "</body></html>").encode()  # fmt: skip
OWN_METHOD = """
def parse_home(self, response):
    from newsarchive.api import Sighting
    yield Sighting(response.urljoin('/2026/11/wall'), response.url, 'home')
"""
OWN_MISTAKE = """
def parse_home(self, response):
    raise KeyError('teaser')
"""
CASES = {
    "good": Case(),
    "good_by_robots_sitemap": Case(
        facts="", routes=lambda home: {"/robots.txt": f"Sitemap: {home}index.xml".encode(), **sitemap_index(home)}
    ),
    "good_by_home_page": Case(
        facts="",
        routes=lambda home: {
            "/": HOME_PAGE,
            **{f"{path}-of-the-old-harbour-town": an_article() for path in PATHS},
        },
    ),
    "good_by_home_page_with_an_undated_sitemap": Case(
        facts="",
        routes=lambda home: {
            "/robots.txt": f"Sitemap: {home}map.xml".encode(),
            "/map.xml": sitemap(home, lastmod=False),
            "/": HOME_PAGE,
            **{f"{path}-of-the-old-harbour-town": an_article() for path in PATHS},
        },
    ),
    "undated_sitemap_and_empty_home_page": Case(
        facts="",
        routes=lambda home: {
            "/robots.txt": f"Sitemap: {home}map.xml".encode(),
            "/map.xml": sitemap(home, lastmod=False),
            "/": b"<html><body><p>Hello</p></body></html>",
        },
        part="feed",
        what="none of its 4 URLs has a lastmod, so none counts as recent",
    ),
    "good_by_own_method": Case(facts=OWN_METHOD, routes=lambda home: {"/": b"<html><body>x</body></html>"}),
    "good_but_for_one_page": Case(routes=lambda home: {PATHS[0]: (404, b"gone")}),
    "feed_gone": Case(lambda home: {"/news.rss": (404, b"")}, part="feed", what="news.rss: is gone, HTTP 404"),
    "feed_is_a_page": Case(
        lambda home: {"/news.rss": b"<!DOCTYPE html><html><body><p>News</p></body></html>"},
        part="feed",
        what="not RSS, Atom or JSON Feed but an HTML page",
    ),
    "feed_empty": Case(lambda home: {"/news.rss": a_feed(home, [])}, part="feed", what="news.rss: has no entries"),
    "feed_silent": Case(
        lambda home: {"/news.rss": a_feed(home, PATHS, timedelta(days=40))},
        part="feed",
        what=f"silent since {NOW - timedelta(days=40):%Y-%m-%d}",
    ),
    "server_down": Case(lambda home: {"/news.rss": (500, b"")}, part="feed", what="HTTP 500"),
    "sitemap_undated": Case(
        lambda home: {"/map.xml": sitemap(home, lastmod=False)},
        facts="sitemaps = [HOME + 'map.xml']",
        part="feed",
        what="none of its 4 URLs has a lastmod, so none counts as recent",
    ),
    "own_mistake": Case(
        lambda home: {"/": HOME_PAGE}, facts=OWN_MISTAKE, part="feed", what="the outlet's file: KeyError: 'teaser'"
    ),
    "rules_match_nothing": Case(
        facts=f"{FEED}\narticle_urls = [r'/story/']",
        part="rules",
        what="they accept none of the 4 URLs found, such as http://127.0.0.1:",
    ),
    "rules_match_lists": Case(
        pages(b"<html><body>" + b"<a href='/x'>One of many links here</a> " * 60 + b"</body></html>"),
        part="rules",
        what="they accept pages that are not articles: 3 of 3, such as http://127.0.0.1:",
    ),
    "body_rule_misses": Case(
        facts=f"{FEED}\nbody = '.text-of-before'", part="rules", what="body .text-of-before matches on none of 3"
    ),
    "headline_missing": Case(pages(an_article("")), part="headline", what="missing on 3 of 3 pages"),
    "date_missing": Case(pages(an_article(published=None)), part="published", what="missing on 3 of 3 pages"),
    "body_missing": Case(pages(an_article(paragraphs=0)), part="body", what="missing on 3 of 3 pages"),
    "suddenly_short": Case(
        pages(an_article(paragraphs=2)), part="short", what="characters; in the archive 3,000 are usual"
    ),
    "blocked_by_a_wall": Case(pages((403, WALL)), part="blocked", what="bot wall: Cloudflare"),
    "wall_with_200": Case(pages(WALL), part="blocked", what="bot wall: Cloudflare"),
    "feed_behind_a_wall": Case(lambda home: {"/news.rss": WALL}, part="blocked", what="bot wall: Cloudflare"),
    "blocked_at_the_feed": Case(lambda home: {"/news.rss": (429, b"")}, part="blocked", what="HTTP 429"),
    "robots_forbids": Case(
        lambda home: {"/robots.txt": b"User-agent: *\nDisallow: /2026/"}, part="robots", what="robots.txt forbids it"
    ),
    "robots_unreadable": Case(lambda home: {"/robots.txt": (503, b"")}, part="robots", what="robots.txt: HTTP 503"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, serve: Callable[[], Any]) -> Path:
    """A folder with all the outlets and an archive of one of them."""
    folder = tmp_path_factory.mktemp("check")
    for name, case in CASES.items():
        site = serve()
        usual = {"/news.rss": a_feed(site.home, PATHS), **dict.fromkeys(PATHS, an_article())}
        site.routes = {**usual, **case.routes(site.home)}
        write_outlet(folder / "outlets", name, site.home, case.facts)
    outlet = Outlet("suddenly_short", "T", "https://quay.example/", "en", "UTC", domains=("quay.example",))
    with Archive.open(folder / "archive.db", write=True) as archive:
        for number in range(20):
            url = f"https://quay.example/{number}"
            article = Article(outlet.name, f"Story {number}", "x" * 3_000, published=Stamp(date(2026, 11, 1)))
            version = version_of(article, outlet.name, None)
            save(archive, version, outlet=outlet, addresses=Addresses(url, url), now=datetime(2026, 11, 2, tzinfo=UTC))
    return folder


@pytest.fixture(scope="module")
def checked(folder: Path) -> dict[str, dict[str, Any]]:
    """What `check --json` says of every outlet, by its name."""
    stored = (folder / "archive.db").read_bytes()
    result = newsarchive(folder, "check", *CASES, "--json")
    assert result.returncode == 1, result.stderr
    assert (folder / "archive.db").read_bytes() == stored
    assert not (folder / "captures").exists()
    return {row["outlet"]: row for row in json.loads(result.stdout)}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.part is None])
def test_an_outlet_that_works_has_no_broken_part(checked, name: str):
    row = checked[name]
    assert row["broken"] == []
    assert row["is_well"]
    assert 1 <= sum(page["outcome"] == "article" for page in row["articles"]) <= 3


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.part is not None])
def test_only_the_broken_part_is_named(checked, name: str):
    row, case = checked[name], CASES[name]
    # One part; several sources may have the fault.
    assert {one["part"] for one in row["broken"]} == {case.part}
    assert case.what in row["broken"][0]["what"]
    assert not row["is_well"]


def test_each_field_has_its_place(checked):
    (page, *others) = checked["good"]["articles"]
    assert len(others) == 2
    assert page["url"].endswith(PATHS[0])
    assert page["fields"]["headline"] == {"value": "Harbour wall to be rebuilt before winter", "from": "og:title"}
    assert page["fields"]["byline"] == {"value": "Tom Reed", "from": "meta author"}
    assert page["fields"]["published"]["from"] == "meta article:published_time: 2026-11-20T08:30:00+00:00"
    assert page["fields"]["body"]["value"].endswith("4 paragraphs")
    assert page["length"] == checked["good"]["median_length"]


def test_sources_are_counted(checked):
    (feed,) = checked["good"]["sources"]
    assert (feed["kind"], feed["entries"], feed["wanted"], feed["problem"]) == ("feed", 4, 4, None)
    assert [one["kind"] for one in checked["good_by_robots_sitemap"]["sources"]] == ["sitemap", "sitemap"]


def test_the_report_has_two_lines_and_the_fields(folder: Path):
    result = newsarchive(folder, "check", "good", "--db", "elsewhere.db")
    lines = result.stdout.splitlines()
    assert (result.returncode, result.stderr) == (0, "")
    assert lines[0].startswith("Good (gb, en)   feed: 4 entries, newest ")
    assert lines[0].endswith(" ago")
    assert lines[1].startswith("3 of 3 articles read      headline 3  byline 3  published 3  body 3 (median ")
    assert "    headline   Harbour wall to be rebuilt before winter   [og:title]" in lines
    assert not (folder / "elsewhere.db").exists()


def test_the_report_has_a_line_for_a_broken_part_and_exit_status_1(folder: Path):
    result = newsarchive(folder, "check", "good", "feed_gone")
    assert result.returncode == 1
    assert any(line.startswith("  broken: feed: feed http://127.0.0.1:") for line in result.stdout.splitlines())
    assert result.stderr == "broken: 1 of 2: feed_gone\n"


UNREACHABLE = ("no_such_host", "nothing_listens")


@pytest.fixture
def offline(folder: Path) -> Iterator[Path]:
    """The folder with two more outlets: one whose host name does not exist, one whose port nobody listens to."""
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    homes = ("https://no-such-host.invalid/", f"http://127.0.0.1:{port}/")
    for name, home in zip(UNREACHABLE, homes, strict=True):
        write_outlet(folder / "outlets", name, home, FEED if name == "no_such_host" else "")
    yield folder
    for name in UNREACHABLE:
        (folder / "outlets" / f"{name}.py").unlink()


def test_without_a_network_one_line_says_so(offline: Path):
    result = newsarchive(offline, "check", *UNREACHABLE)
    assert (result.returncode, result.stdout) == (1, "")
    (line,) = result.stderr.splitlines()
    assert line.startswith("none of 2 outlets can be reached (")
    assert line.endswith("; check the network of this machine")


def test_an_outlet_that_cannot_be_reached_is_broken_if_others_answer(offline: Path):
    result = newsarchive(offline, "check", *UNREACHABLE, "good")
    assert result.returncode == 1
    assert result.stderr == "broken: 2 of 3: no_such_host, nothing_listens\n"
    broken = [line for line in result.stdout.splitlines() if line.startswith("  broken: ")]
    assert sorted(line.partition(" cannot be reached, ")[2] for line in broken) == [
        "its host name cannot be resolved",
        "the connection was refused",
    ]
    assert all(line.startswith("  broken: host: ") for line in broken)
    assert "robots" not in result.stdout


def test_one_outlet_alone_that_cannot_be_reached_is_shown(offline: Path):
    result = newsarchive(offline, "check", "no_such_host")
    assert "  broken: host: feed https://no-such-host.invalid/news.rss: cannot be reached" in result.stdout
    assert result.stderr == "broken: 1 of 1: no_such_host\n"


def test_programs_get_each_outlet_also_without_a_network(offline: Path):
    result = newsarchive(offline, "check", *UNREACHABLE, "--json")
    assert [one["broken"][0]["part"] for one in json.loads(result.stdout)] == ["host", "host"]
    assert result.stderr.startswith("none of 2 outlets can be reached")


def test_an_unknown_outlet_is_a_wrong_use(folder: Path):
    result = newsarchive(folder, "check", "goood")
    assert result.returncode == 2
    assert "did you mean good" in result.stderr


SHELL = b"""<html><head><title>The Quay</title></head><body><div id="root"></div><script src="/app.js"></script></body>
</html>"""
APP = f"""document.getElementById('root').innerHTML = {json.dumps(an_article().decode().partition("<body>")[2])};"""


@pytest.mark.browser
@pytest.mark.timeout(900)
@needs_chromium
def test_texts_that_only_scripts_bring_are_noticed_and_tried(tmp_path: Path):
    with serving() as start:
        site = start()
        site.routes |= {"/news.rss": a_feed(site.home, PATHS), "/app.js": APP.encode(), **dict.fromkeys(PATHS, SHELL)}
        write_outlet(tmp_path / "outlets", "plain", site.home, FEED)
        done = newsarchive(tmp_path, "check", "plain", seconds=400)
        assert done.returncode == 1
        assert "broken: body: missing on 3 of 3 pages" in done.stdout
        assert "with render = True in plain.py it has " in done.stdout
        write_outlet(tmp_path / "outlets", "plain", site.home, f"{FEED}\nrender = True")
        assert "3 of 3 articles read" in newsarchive(tmp_path, "check", "plain", seconds=400).stdout
