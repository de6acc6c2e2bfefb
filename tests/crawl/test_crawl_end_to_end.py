"""Whole crawls of small outlets on loopback: what is stored, what is asked again, what is refused and why.

One crawl and the one after it are made for the whole module; each test looks at one thing that came of them.
"""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.lock import write_lock
from newsarchive.crawl.registry import load_spider

# Each crawl is a process that takes some two seconds of one core; a busy machine makes that many.
pytestmark = pytest.mark.timeout(300)

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TODAY = datetime.now(UTC)


def long_text(about: str) -> list[str]:
    return [
        f"The {about} council met on the evening of the flood and heard from forty residents of the lower streets.",
        f"Paragraph two says what {about} will pay for the new wall, which engineers want finished before next winter.",
        f"A spokeswoman for {about} said that the boats would leave from the old pier until the bridge is mended.",
        f"Nobody in {about} expects the market to open again this month, although two traders have tried already.",
    ]


def story(headline: str, about: str | None = None, canonical: str | None = None) -> dict[str, Any]:
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{one}</p>" for one in long_text(about or headline))
    body = (
        f"<html lang='en'><head><title>{headline}</title><meta property='og:title' content='{headline}'>"
        f"<meta property='article:published_time' content='{TODAY - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}'>{link}"
        f"</head><body><article><h1>{headline}</h1>{paragraphs}</article></body></html>"
    )
    return with_etag(body.encode())


def with_etag(body: bytes, content_type: str = "text/html; charset=utf-8") -> Any:
    """A route that answers 304 to whoever names its ETag."""
    etag = f'"{hash(body)}"'
    headers = {"ETag": etag, "Content-Type": content_type}

    def answer(arrival: Any, number: int) -> dict[str, Any]:
        if arrival.headers.get("if-none-match") == etag:
            return {"status": 304, "headers": headers}
        return {"body": body, "headers": headers}

    return answer


def rss(items: list[tuple[str, str]], updated: datetime = TODAY) -> bytes:
    at = format_datetime(updated)
    entries = "".join(
        f"<item><title>{headline}</title><link>{url}</link><pubDate>{at}</pubDate></item>" for url, headline in items
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>News</title>{entries}</channel></rss>'.encode()


def atom(url: str, headline: str, updated: datetime) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id>'
        f"<entry><title>{headline}</title><id>{url}</id><link href='{url}'/>"
        f"<published>{TODAY - timedelta(hours=5):%Y-%m-%dT%H:%M:%SZ}</published>"
        f"<updated>{updated:%Y-%m-%dT%H:%M:%SZ}</updated></entry></feed>"
    ).encode()


def urlset(entries: list[tuple[str, datetime]]) -> bytes:
    rows = "".join(f"<url><loc>{url}</loc><lastmod>{day:%Y-%m-%d}</lastmod></url>" for url, day in entries)
    return f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()


def news_urlset(entries: list[tuple[str, str]]) -> bytes:
    rows = "".join(
        f"<url><loc>{url}</loc><news:news><news:title>{headline}</news:title>"
        f"<news:publication_date>{TODAY:%Y-%m-%d}</news:publication_date></news:news></url>"
        for url, headline in entries
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{rows}</urlset>'
    ).encode()


def index(entries: list[tuple[str, datetime | None]]) -> bytes:
    rows = "".join(
        f"<sitemap><loc>{url}</loc>{f'<lastmod>{day:%Y-%m-%d}</lastmod>' if day else ''}</sitemap>"
        for url, day in entries
    )
    return f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</sitemapindex>'.encode()


@dataclass
class Desk:
    """A folder with outlet files and an archive, and crawls of them in processes of their own."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    @property
    def db(self) -> Path:
        return self.folder / "archive.db"

    def declare(self, name: str, site: Any, code: str = "", **facts: Any) -> None:
        folder = self.folder / "outlets" / "gb"
        folder.mkdir(parents=True, exist_ok=True)
        known = {"name": name, "title": name.title(), "home": site.url("/"), "country": "gb", "language": "en", **facts}
        lines = "".join(f"    {fact} = {value!r}\n" for fact, value in known.items())
        (folder / f"{name}.py").write_text(
            "from dataclasses import replace\n\nfrom newsarchive.crawl.spider import OutletSpider\n"
            "from newsarchive.records import Sighting\n\n\n"
            f"class {name.title()}(OutletSpider):\n{lines}    timezone = 'Europe/London'\n{code}",
            encoding="utf-8",
        )

    def start(self, *outlets: str, **options: Any) -> "subprocess.Popen[str]":
        job = json.dumps({"db": str(self.db), "outlets": outlets, "options": options})
        return self.popen(sys.executable, str(HERE / "outlets_job.py"), job)

    def popen(self, *command: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.folder,
            env={**clean_environ(), **self.ours(), **self.environ},
        )

    def ours(self) -> dict[str, str]:
        return {
            "NEWSARCHIVE_DB": str(self.db),
            "NEWSARCHIVE_OUTLETS_FOLDER": str(self.folder / "outlets"),
            "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
            "NEWSARCHIVE_DELAY_SECONDS": "0",
            "NEWSARCHIVE_MIN_FREE_GB": "0",
            "NEWSARCHIVE_WORKERS": "1",
        }

    def crawl(self, *outlets: str, **options: Any) -> "Crawled":
        return ended(self.start(*outlets, **options))

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.db)) as conn:
            return conn.execute(sql).fetchall()

    def outcomes(self, outlet: str) -> dict[str, tuple[str, str | None]]:
        rows = self.rows(f"SELECT url, outcome, reason FROM urls WHERE outlet = '{outlet}'")
        return {url.partition("127.0.0.1")[2].partition("/")[2]: (outcome, reason) for url, outcome, reason in rows}

    def headlines(self, outlet: str) -> set[str]:
        return {row[0] for row in self.rows(f"SELECT headline FROM articles WHERE outlet = '{outlet}'")}


@dataclass
class Crawled:
    """How a crawl's process ended, and its report."""

    exit_code: int
    report: dict[str, Any]
    stderr: str

    def run(self, outlet: str) -> dict[str, Any]:
        return next(run for run in self.report["outlets"] if run["outlet"] == outlet)

    def counts(self, outlet: str) -> dict[str, Any]:
        counts: dict[str, Any] = self.run(outlet)["counts"]
        return counts


def ended(process: "subprocess.Popen[str]") -> Crawled:
    stdout, stderr = process.communicate(timeout=90)
    return Crawled(process.returncode, json.loads(stdout) if stdout.strip() else {}, stderr)


def clean_environ() -> dict[str, str]:
    return {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("NEWSARCHIVE_", "SCRAPY_")) and not key.lower().endswith("_proxy")
    }


# Outlets of the first two crawls: how each says what it has published.


def feed_outlet(desk: Desk, site: Any) -> None:
    """A feed with a story at two addresses, one corrected later, and one of each kind that is refused."""
    site.routes |= {
        "/flood": story("The flood of the year", canonical=site.url("/flood")),
        "/amp/flood": story("The flood of the year", canonical=site.url("/flood")),
        "/market": story("Market day is put off"),
        "/gone": {"status": 404, "body": b"gone"},
        "/busy": {"status": 503, "body": b"busy"},
        "/away": {"status": 302, "headers": {"Location": site.url("/elsewhere", host="localhost")}},
        "/to-home": {"status": 302, "headers": {"Location": "/"}},
        "/moved": {"status": 301, "headers": {"Location": "/moved-here"}},
        "/moved-here": story("The ferry has moved"),
        "/short": {"body": b"<html><title>Short</title><body><p>Closed.</p></body></html>"},
        "/pdf": {"body": b"%PDF-1.4 \0\1", "headers": {"Content-Type": "application/pdf"}},
    }
    paths = ["flood", "amp/flood?utm_source=rss", "market", "gone", "busy", "away", "to-home", "moved", "short", "pdf"]
    items = [(site.url(f"/{path}"), path) for path in [*paths, "video/clip"]]
    site.routes["/rss"] = with_etag(rss(items), "application/rss+xml")
    desk.declare("feeder", site, feeds=[site.url("/rss")], skip_urls=["/video/"])


def corrected_outlet(desk: Desk, site: Any) -> None:
    site.routes["/wall"] = story("The wall will cost two million", about="Before")
    site.routes["/feed"] = with_etag(atom(site.url("/wall"), "The wall", TODAY - timedelta(hours=4)))
    desk.declare("corrected", site, feeds=[site.url("/feed")])


def correct(site: Any) -> None:
    site.routes["/wall"] = story("The wall will cost three million", about="Afterwards")
    site.routes["/feed"] = with_etag(atom(site.url("/wall"), "The wall", TODAY))


def index_outlet(desk: Desk, site: Any) -> None:
    """A sitemap index that lists itself, an old sitemap, a recent one, and a gzipped news sitemap."""
    old = TODAY - timedelta(days=400)
    site.routes |= {
        "/index.xml": {
            "body": index(
                [
                    (site.url("/index.xml"), TODAY),
                    (site.url("/2019.xml"), old),
                    (site.url("/recent.xml"), TODAY),
                    (site.url("/news.xml.gz"), None),
                ]
            )
        },
        "/recent.xml": {"body": urlset([(site.url("/a/fresh"), TODAY), (site.url("/a/stale"), old)])},
        "/news.xml.gz": {
            "body": gzip.compress(news_urlset([(site.url("/a/news"), "News of the day")])),
            "headers": {"Content-Type": "application/gzip"},
        },
        "/a/fresh": story("A fresh story from the map"),
        "/a/news": story("News of the day"),
    }
    desk.declare("indexed", site, sitemaps=[site.url("/index.xml")])


def robots_outlet(desk: Desk, site: Any) -> None:
    site.routes |= {
        "/robots.txt": {"body": f"User-agent: *\nDisallow: /closed/\nSitemap: {site.url('/map.txt')}\n".encode()},
        "/map.txt": {"body": news_urlset([(site.url("/open/1"), "Open"), (site.url("/closed/2"), "Closed")])},
        "/open/1": story("What robots may read"),
        "/closed/2": story("What robots may not read"),
    }
    desk.declare("mapped", site)


def home_outlet(desk: Desk, site: Any) -> None:
    put_home_page(site)
    desk.declare("homely", site)


def moved_outlet(desk: Desk, site: Any) -> None:
    """Its feed is gone and its sitemap has become a page; the front page is still there."""
    put_home_page(site)
    site.routes["/map.xml"] = {"body": b"<html><body>Our sitemap has moved</body></html>"}
    desk.declare("moved", site, feeds=[site.url("/rss")], sitemaps=[site.url("/map.xml")])


def undated_outlet(desk: Desk, site: Any) -> None:
    """Neither feed nor sitemap of its own; the sitemap that robots.txt names dates nothing. The front page has all."""
    put_home_page(site)
    rows = "".join(f"<url><loc>{site.url(f'/2026/11/{number}/old-{number}')}</loc></url>" for number in range(3))
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{rows}</urlset>'.encode()
    site.routes["/map.xml"] = with_etag(body, "application/xml")
    site.routes["/robots.txt"] = {"body": f"Sitemap: {site.url('/map.xml')}\n".encode()}
    desk.declare("undated", site)


def mapless_outlet(desk: Desk, site: Any) -> None:
    """Of the sitemaps that robots.txt names one is gone, one is a page, and one has nothing since last year."""
    put_home_page(site)
    old = [(site.url("/index.xml"), TODAY), (site.url("/2025.xml"), TODAY)]
    site.routes |= {
        "/page.xml": {"body": b"<html><body>Our sitemap has moved</body></html>"},
        "/index.xml": {"body": index(old)},
        "/2025.xml": {"body": urlset([(site.url("/2025/a"), TODAY - timedelta(days=300))])},
        "/robots.txt": {
            "body": "".join(
                f"Sitemap: {site.url(path)}\n" for path in ("/gone.xml", "/page.xml", "/index.xml")
            ).encode()
        },
    }
    desk.declare("mapless", site)


def put_home_page(site: Any) -> None:
    headlines = {
        f"/2026/11/{number}/the-pier-closes-{number}": f"The old pier closes, part {number}" for number in (1, 2)
    }
    links = "".join(f"<li><a href='{path}'>{headline}</a></li>" for path, headline in headlines.items())
    site.routes["/"] = {"body": f"<html><body><ul>{links}</ul><a href='/about'>About</a></body></html>".encode()}
    site.routes |= {path: story(headline) for path, headline in headlines.items()}


def lying_outlet(desk: Desk, site: Any) -> None:
    """A server that knows no validators: the same feed is sent again, whole."""
    site.routes |= {"/rss": {"body": rss([(site.url("/x"), "X")])}, "/x": story("The one story there is")}
    desk.declare("forgetful", site, feeds=[site.url("/rss")])


def broken_outlet(desk: Desk, site: Any) -> None:
    site.routes["/rss"] = {"body": b"<html><body>Our feed has moved</body></html>"}
    desk.declare("broken", site, feeds=[site.url("/rss"), site.url("/nowhere")])


OUTLETS: dict[str, Callable[[Desk, Any], None]] = {
    "feeder": feed_outlet,
    "corrected": corrected_outlet,
    "indexed": index_outlet,
    "mapped": robots_outlet,
    "homely": home_outlet,
    "moved": moved_outlet,
    "undated": undated_outlet,
    "mapless": mapless_outlet,
    "forgetful": lying_outlet,
    "broken": broken_outlet,
}


@dataclass
class TwoCrawls:
    """The first crawl of all outlets and the second, with what each asked of each outlet."""

    desk: Desk
    sites: dict[str, Any]
    first: Crawled
    first_asked: dict[str, list[str]]
    first_outcomes: dict[str, dict[str, tuple[str, str | None]]]
    second: Crawled
    second_asked: dict[str, list[str]]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> TwoCrawls:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    sites = {name: serve() for name in OUTLETS}
    for name, make in OUTLETS.items():
        make(desk, sites[name])
    first = desk.crawl(*OUTLETS)
    assert first.report, first.stderr
    asked = {name: site.paths() for name, site in sites.items()}
    outcomes = {name: desk.outcomes(name) for name in OUTLETS}
    correct(sites["corrected"])
    sites["feeder"].routes["/busy"] = story("The busy page has an answer now")
    second = desk.crawl(*OUTLETS, retry=["server_error"])
    assert second.report, second.stderr
    later = {name: site.paths()[len(asked[name]) :] for name, site in sites.items()}
    return TwoCrawls(desk, sites, first, asked, outcomes, second, later)


def test_what_a_feed_names_is_stored_and_a_moved_page_too(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("feeder") >= {"The flood of the year", "Market day is put off", "The ferry has moved"}


def test_one_story_at_two_addresses_is_one_article(crawled: TwoCrawls) -> None:
    rows = crawled.desk.rows("SELECT count(*) FROM articles WHERE headline = 'The flood of the year'")
    assert rows == [(1,)]


@pytest.mark.parametrize(
    ("path", "outcome", "told"),
    [
        ("gone", "not_found", "404"),
        ("busy", "server_error", "503"),
        ("away", "not_article", "not on the outlet's domains"),
        ("to-home", "not_article", "redirects to the home page"),
        ("short", "too_short", ""),
        ("pdf", "not_article", ""),
    ],
)
def test_what_is_not_stored_has_an_outcome_and_a_reason(crawled: TwoCrawls, path: str, outcome: str, told: str) -> None:
    found, reason = crawled.first_outcomes["feeder"][path]
    assert found == outcome
    assert reason
    assert told in reason


def test_the_run_counts_what_was_refused_by_outcome(crawled: TwoCrawls) -> None:
    refused = crawled.first.counts("feeder")["refused"]
    assert refused == {"not_found": 1, "server_error": 1, "not_article": 3, "too_short": 1}


def test_a_redirect_out_of_the_outlet_is_not_followed(crawled: TwoCrawls) -> None:
    assert "/elsewhere" not in crawled.first_asked["feeder"]


def test_what_the_outlets_rules_skip_is_never_asked_for(crawled: TwoCrawls) -> None:
    assert "/video/clip" not in crawled.first_asked["feeder"]


def test_the_second_crawl_asks_for_no_page_again_save_the_one_to_retry(crawled: TwoCrawls) -> None:
    assert sorted(crawled.second_asked["feeder"]) == ["/busy", "/robots.txt", "/rss"]
    assert "The busy page has an answer now" in crawled.desk.headlines("feeder")


def test_a_feed_that_has_not_changed_answers_304(crawled: TwoCrawls) -> None:
    asked = [arrival for arrival in crawled.sites["feeder"].arrivals if arrival.path == "/rss"]
    assert "if-none-match" not in asked[0].headers
    assert "if-none-match" in asked[1].headers


def test_an_unchanged_feed_is_known_by_its_hash_where_the_server_knows_no_validators(crawled: TwoCrawls) -> None:
    assert crawled.second_asked["forgetful"].count("/x") == 0
    assert crawled.second.counts("forgetful")["seen"] == 0


def test_a_corrected_story_is_fetched_again_and_stored_beside_its_old_text(crawled: TwoCrawls) -> None:
    assert crawled.second.counts("corrected")["revised"] == 1
    assert crawled.desk.headlines("corrected") == {"The wall will cost three million"}
    old = crawled.desk.rows("SELECT headline FROM revisions")
    assert old == [("The wall will cost two million",)]


def test_a_sitemap_index_is_followed_within_its_window_and_ends_though_it_lists_itself(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("indexed") == {"A fresh story from the map", "News of the day"}
    asked = crawled.first_asked["indexed"]
    assert asked.count("/index.xml") == 1
    assert "/2019.xml" not in asked
    assert "/a/stale" not in asked


def test_without_feed_or_sitemap_robots_txt_names_the_sitemaps_and_forbids_pages(crawled: TwoCrawls) -> None:
    assert crawled.desk.headlines("mapped") == {"What robots may read"}
    assert "/closed/2" not in crawled.first_asked["mapped"]
    assert crawled.first_outcomes["mapped"]["closed/2"][0] == "robots_forbids"


def test_with_nothing_else_the_home_pages_links_are_read(crawled: TwoCrawls) -> None:
    assert len(crawled.desk.headlines("homely")) == 2
    assert "/about" not in crawled.first_asked["homely"]


@pytest.mark.parametrize("outlet", ["undated", "mapless"])
def test_where_the_sitemaps_of_robots_txt_name_nothing_recent_the_home_page_is_read(
    crawled: TwoCrawls, outlet: str
) -> None:
    assert len(crawled.desk.headlines(outlet)) == 2
    assert "map.xml: none of its 3 addresses has a lastmod" in (crawled.first.run("undated")["problem"] or "")
    # Again although the sitemap has not changed, and only where it is needed.
    assert crawled.second_asked[outlet].count("/") == 1
    assert "/" not in crawled.first_asked["mapped"] + crawled.second_asked["mapped"]


def test_an_outlet_whose_feeds_are_gone_is_read_from_its_home_page_and_the_problem_told(crawled: TwoCrawls) -> None:
    assert len(crawled.desk.headlines("moved")) == 2
    problem = crawled.first.run("moved")["problem"]
    assert "HTTP 404" in problem
    assert "/map.xml: not a sitemap" in problem


def test_a_feed_that_is_none_is_a_recorded_problem_of_feed_and_run(crawled: TwoCrawls) -> None:
    assert "not RSS, Atom or JSON Feed but an HTML page" in crawled.first.run("broken")["problem"]
    problems = dict(crawled.desk.rows("SELECT url, problem FROM feeds WHERE outlet = 'broken' AND failures > 0"))
    assert len(problems) == 3  # its feeds, and the home page that was asked in their place
    assert all(problems.values())


def test_every_run_has_a_row_and_the_crawl_an_end(crawled: TwoCrawls) -> None:
    finished = 2 * (len(OUTLETS) - 1)
    assert crawled.desk.rows("SELECT outcome, count(*) FROM runs GROUP BY 1") == [("failed", 2), ("finished", finished)]
    assert crawled.desk.rows("SELECT outcome FROM crawls") == [("finished",)] * 2


def test_the_wal_is_emptied_at_the_end_of_a_crawl(crawled: TwoCrawls) -> None:
    wal = crawled.desk.db.with_name("archive.db-wal")
    assert not wal.exists() or wal.stat().st_size == 0


def test_every_article_has_its_capture(crawled: TwoCrawls) -> None:
    missing = crawled.desk.rows(
        "SELECT count(*) FROM articles a LEFT JOIN captures c ON c.id = a.capture_id WHERE c.id IS NULL"
    )
    assert missing == [(0,)]


def test_a_crawl_that_went_well_says_nothing_and_exits_with_0(crawled: TwoCrawls) -> None:
    assert (crawled.first.exit_code, crawled.first.stderr) == (0, "")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "outlets").mkdir()
    return Desk(tmp_path)


class SlowSite:
    """An outlet of many stories that are slow to come; `reached` is set when the fourth is asked for."""

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


def test_ctrl_c_ends_a_crawl_cleanly_and_the_next_goes_on_from_there(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(60)
    process.send_signal(signal.SIGINT)
    stopped = ended(process)
    assert stopped.exit_code == 130, stopped.stderr
    assert stopped.run("slow")["outcome"] == "stopped"
    assert 0 < len(slow.asked()) < SlowSite.STORIES
    assert len(desk.headlines("slow")) == len(slow.asked()), "requests under way are finished and stored"
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    assert desk.crawl("slow").exit_code == 0
    assert len(desk.headlines("slow")) == SlowSite.STORIES
    assert len(slow.asked()) == SlowSite.STORIES, "nothing stored is asked for again"


def test_sigterm_ends_a_crawl_as_cleanly(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(60)
    process.terminate()
    assert ended(process).exit_code == 143
    assert len(desk.headlines("slow")) == len(slow.asked())


def test_kill_9_leaves_whole_articles_and_the_next_crawl_asks_only_for_the_rest(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(60)
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


def test_a_second_signal_ends_it_at_once_with_nothing_half_written(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    hanging = threading.Event()
    slow.site.routes["/story/7"] = hang(hanging)
    process = desk.start("slow")
    assert hanging.wait(60)
    process.send_signal(signal.SIGINT)
    assert process.poll() is None
    while process.poll() is None:  # a signal that arrives before the first was handled is the first
        process.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.3)
    assert process.returncode == 130
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="there is no /proc, which tells of signal handlers")
def test_one_signal_too_many_while_the_process_ends_does_not_change_its_status(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    slow = SlowSite(desk, serve())
    process = desk.start("slow")
    assert slow.reached.wait(60)
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


def test_the_time_of_for_ends_a_crawl_cleanly_and_those_without_a_turn_come_first_next_time(
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


def test_a_limit_takes_the_newest_and_leaves_the_rest_in_the_queue(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    days = {f"/day/{number}": TODAY - timedelta(days=number) for number in range(1, 6)}
    for path in days:
        site.routes[path] = story(f"What happened on {path}")
    site.routes["/map.xml"] = {"body": urlset([(site.url(path), day) for path, day in days.items()])}
    desk.declare("daily", site, sitemaps=[site.url("/map.xml")])
    desk.crawl("daily", limit=2)
    assert desk.headlines("daily") == {"What happened on /day/1", "What happened on /day/2"}
    assert desk.rows("SELECT outcome, count(*) FROM urls GROUP BY 1 ORDER BY 1") == [("article", 2), ("pending", 3)]


def test_since_widens_the_window_and_reads_an_unchanged_sitemap_afresh(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/old": story("An old story is found")})
    site.routes["/map.xml"] = with_etag(urlset([(site.url("/old"), TODAY - timedelta(days=90))]), "text/xml")
    desk.declare("olden", site, sitemaps=[site.url("/map.xml")])
    assert desk.crawl("olden").counts("olden")["seen"] == 0
    desk.crawl("olden", since=f"{TODAY - timedelta(days=100):%Y-%m-%d}")
    assert desk.headlines("olden") == {"An old story is found"}


def test_a_disk_below_its_reserve_is_left_alone(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("river", site, feeds=[site.url("/rss")])
    desk.environ["NEWSARCHIVE_MIN_FREE_GB"] = "1000000"
    refused = desk.crawl("river")
    assert refused.exit_code == 1
    assert "less than the reserve of 1e+06 GB" in refused.stderr
    assert site.paths() == []
    assert not desk.db.exists()


def test_one_writer_at_a_time(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("river", site, feeds=[site.url("/rss")])
    with write_lock(desk.db):
        refused = desk.crawl("river")
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "another newsarchive is writing" in refused.stderr


def test_when_nothing_answers_the_crawl_fails(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("silent", site, feeds=[site.url("/rss")])
    silent = desk.crawl("silent")
    assert silent.exit_code == 1
    assert silent.run("silent")["outcome"] == "failed"
    assert "HTTP 404" in silent.run("silent")["problem"]


OWN_PARSING = """
    def parse_feed(self, response):
        for path in response.json()["posts"]:
            yield Sighting(response.urljoin(path), response.url, "feed")
"""
OWN_READING = """
    @staticmethod
    def read(page, article):
        return replace(article, headline=article.headline + ", corrected by the outlet's file")
"""
MISTAKEN_PARSING = """
    def parse_feed(self, response):
        return response.nonsense
"""
MISTAKEN_READING = """
    @staticmethod
    def read(page, article):
        return article if page.final_url.endswith("/2") else article.nonsense
"""


def test_outlets_code_is_used_and_its_mistakes_are_told_and_cost_no_other_outlet(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    site = serve({"/1": story("As the page has it"), "/2": story("Reads well")})
    site.routes["/api"] = {"body": b'{"posts": ["/1"]}'}
    site.routes["/rss"] = {"body": rss([(site.url("/1"), "1"), (site.url("/2"), "2")])}
    desk.declare("special", site, OWN_PARSING + OWN_READING, feeds=[site.url("/api")])
    desk.declare("mistaken", site, MISTAKEN_PARSING, feeds=[site.url("/rss?mistaken")])
    other = serve(dict(site.routes))
    other.routes["/rss"] = {"body": rss([(other.url("/1"), "1"), (other.url("/2"), "2")])}
    desk.declare("clumsy", other, MISTAKEN_READING, feeds=[other.url("/rss")])
    site.routes["/rss?mistaken"] = site.routes["/rss"]
    crawled = desk.crawl("special", "mistaken", "clumsy")
    assert desk.headlines("special") == {"As the page has it, corrected by the outlet's file"}
    assert {run["outlet"]: run["outcome"] for run in crawled.report["outlets"]} == {
        "special": "finished",
        "mistaken": "failed",
        "clumsy": "failed",
    }
    assert crawled.stderr.count("no attribute 'nonsense'") >= 2
    assert desk.headlines("clumsy") == {"Reads well"}
    assert desk.outcomes("clumsy")["1"][0] == "reader_crashed"
    assert desk.rows("SELECT count(*) FROM captures") == [(3,)], "of the page that could not be read too"


HANGING_READING = """
    @staticmethod
    def read(page, article):
        while page.final_url.endswith("/1"):
            pass
        return article
"""


def test_a_page_that_hangs_its_reader_costs_that_page_only(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/1": story("Reads for ever"), "/2": story("Reads well")})
    site.routes["/rss"] = {"body": rss([(site.url("/1"), "1"), (site.url("/2"), "2")])}
    desk.declare("hanging", site, HANGING_READING, feeds=[site.url("/rss")])
    desk.environ["NEWSARCHIVE_EXTRACTION_TIMEOUT_SECONDS"] = "3"
    desk.crawl("hanging")
    assert desk.headlines("hanging") == {"Reads well"}
    assert desk.outcomes("hanging")["1"][0] == "reader_timed_out"
    assert desk.rows("SELECT count(*) FROM captures") == [(2,)]


def test_a_host_that_wants_a_long_pause_is_left_alone_and_its_pages_stay_pending(
    desk: Desk, serve: Callable[..., Any]
) -> None:
    site = serve()
    items = [(site.url(f"/{number}"), str(number)) for number in range(30)]
    site.routes["/rss"] = {"body": rss(items)}
    for number in range(30):
        site.routes[f"/{number}"] = {"status": 429, "headers": {"Retry-After": "7200"}, "body": b"slow down"}
    desk.declare("limited", site, feeds=[site.url("/rss")])
    limited = desk.crawl("limited")
    asked = len([path for path in site.paths() if path not in ("/robots.txt", "/rss")])
    assert asked <= 2, "without a delay a second one may be on its way"
    assert limited.counts("limited")["refused"] == {"rate_limited": asked}
    assert desk.rows("SELECT count(*) FROM urls WHERE outcome = 'pending' AND attempts = 0") == [(30 - asked,)]
    assert "left alone" in limited.run("limited")["problem"]


def scrapy(desk: Desk, *arguments: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", "scrapy", *arguments],
        capture_output=True,
        text=True,
        timeout=90,
        cwd=folder,
        env={**clean_environ(), **desk.ours()},
    )


def test_scrapys_own_commands_work_in_the_checkout(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/1": story("Plain scrapy stores it"), "/empty": {"body": rss([])}})
    site.routes["/rss"] = {"body": rss([(site.url("/1"), "1")])}
    desk.declare("river", site, feeds=[site.url("/rss")])
    desk.declare("dry", site, feeds=[site.url("/empty")])
    assert {"river", "dry"} <= set(scrapy(desk, "list").stdout.split())
    crawled = scrapy(desk, "crawl", "river", "-a", "limit=5")
    assert (crawled.returncode, crawled.stderr) == (0, "")
    assert desk.headlines("river") == {"Plain scrapy stores it"}
    assert desk.rows("SELECT outcome, command FROM crawls") == [("finished", "scrapy crawl river")]
    checked = scrapy(desk, "check", "river", "dry")
    assert "Ran 2 contracts" in checked.stderr
    assert "the answer names no address that the outlet wants" in checked.stderr
    assert checked.stderr.count("FAIL:") == 1
    unknown = scrapy(desk, "crawl", "rivers")
    assert unknown.returncode == 1
    assert unknown.stderr == "newsarchive: rivers: no outlet has that name; did you mean river?\n"


def test_genspider_with_our_template_makes_an_outlet_that_loads(desk: Desk) -> None:
    folder = desk.folder / "outlets" / "gb"
    folder.mkdir()
    template = ROOT / "newsarchive" / "crawl" / "templates" / "outlet.tmpl"
    made = scrapy(desk, "genspider", "-t", str(template), "village_news", "https://village.test/", folder=folder)
    assert made.returncode == 0, made.stderr
    spider = load_spider(folder / "village_news.py")
    assert spider.outlet.home == "https://village.test/"
    assert spider.outlet.domains == ("village.test",)


@pytest.fixture(scope="module")
def replay(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Real pages of three outlets, replayed behind an https proxy: the environment that leads there."""
    folder = tmp_path_factory.mktemp("replay")
    ca_file, log = folder / "ca.pem", folder / "log.jsonl"
    tool, truth = shared / "tools" / "replay.py", shared / "corpus" / "index.jsonl"
    process = subprocess.Popen(
        [sys.executable, tool, "--truth", truth, "--port", "0", "--ca", ca_file, "--etag", "--log", log],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    address = json.loads(process.stdout.readline())["listening"]
    yield {
        "http_proxy": address,
        "https_proxy": address,
        "NEWSARCHIVE_CA_FILE": str(ca_file),
        "NEWSARCHIVE_ALLOW_PRIVATE": "127.0.0.0/8",
    }
    process.terminate()
    process.wait(10)


def test_real_outlets_are_crawled_through_the_replayed_corpus(desk: Desk, replay: dict[str, str]) -> None:
    desk.environ |= replay
    outlets = ("guardian", "tagesschau", "asahi_shimbun")
    first = desk.crawl(*outlets, since="2000-01-01")
    assert first.exit_code == 0, first.stderr
    stored = {name: len(desk.headlines(name)) for name in outlets}
    assert all(stored.values()), first.report
    second = desk.crawl(*outlets, since="2000-01-01")
    assert {name: len(desk.headlines(name)) for name in outlets} == stored
    again = {name: second.counts(name) for name in outlets}
    assert all(counts["new_articles"] == counts["revised"] == counts["same"] == 0 for counts in again.values())
