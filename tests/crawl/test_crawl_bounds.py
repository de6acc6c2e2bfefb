"""The limits of one crawl: pages, disk, other writers, hosts and workers that fail, mistakes in outlet files."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from desk import Desk, rss, story, today, urlset, with_etag

from newsarchive.archive.lock import write_lock

# Each crawl is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def test_a_limit_takes_the_newest_and_leaves_the_rest_in_the_queue(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    days = {f"/day/{number}": today() - timedelta(days=number) for number in range(1, 6)}
    for path in days:
        site.routes[path] = story(f"What happened on {path}")
    site.routes["/map.xml"] = {"body": urlset([(site.url(path), day) for path, day in days.items()])}
    desk.declare("daily", site, sitemaps=[site.url("/map.xml")])
    desk.crawl("daily", limit=2)
    assert desk.headlines("daily") == {"What happened on /day/1", "What happened on /day/2"}
    assert desk.rows("SELECT outcome, count(*) FROM urls GROUP BY 1 ORDER BY 1") == [("article", 2), ("pending", 3)]


def test_since_widens_the_window_and_an_unchanged_sitemap_is_read_again(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/old": story("An old story is found")})
    site.routes["/map.xml"] = with_etag(urlset([(site.url("/old"), today() - timedelta(days=90))]), "text/xml")
    desk.declare("olden", site, sitemaps=[site.url("/map.xml")])
    assert desk.crawl("olden").counts("olden")["seen"] == 0
    desk.crawl("olden", since=f"{today() - timedelta(days=100):%Y-%m-%d}")
    assert desk.headlines("olden") == {"An old story is found"}


def test_nothing_is_written_to_a_disk_that_is_almost_full(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("river", site, feeds=[site.url("/rss")])
    desk.environ["NEWSARCHIVE_MIN_FREE_GB"] = "1000000"
    refused = desk.crawl("river")
    assert refused.exit_code == 1
    assert "less than the reserve of 1e+06 GB" in refused.stderr
    assert site.paths() == []
    assert not desk.db.exists()


def test_a_crawl_ends_when_another_command_is_writing(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    desk.declare("river", site, feeds=[site.url("/rss")])
    with write_lock(desk.db):
        refused = desk.crawl("river")
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "another newsarchive is writing" in refused.stderr


def test_a_crawl_fails_when_no_outlet_answers(desk: Desk, serve: Callable[..., Any]) -> None:
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


def test_an_outlets_own_code_runs_and_its_mistakes_stop_no_other_outlet(desk: Desk, serve: Callable[..., Any]) -> None:
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
    assert desk.rows("SELECT count(*) FROM captures") == [(3,)], "also of the page that could not be read"


HANGING_READING = """
    @staticmethod
    def read(page, article):
        while page.final_url.endswith("/1"):
            pass
        return article
"""


def test_a_page_that_never_ends_in_a_worker_does_not_affect_others(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/1": story("Reads for ever"), "/2": story("Reads well")})
    site.routes["/rss"] = {"body": rss([(site.url("/1"), "1"), (site.url("/2"), "2")])}
    desk.declare("hanging", site, HANGING_READING, feeds=[site.url("/rss")])
    desk.environ["NEWSARCHIVE_EXTRACTION_TIMEOUT_SECONDS"] = "3"
    desk.crawl("hanging")
    assert desk.headlines("hanging") == {"Reads well"}
    assert desk.outcomes("hanging")["1"][0] == "reader_timed_out"
    assert desk.rows("SELECT count(*) FROM captures") == [(2,)]


def test_pages_of_a_host_that_wants_a_long_pause_stay_pending(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    items = [(site.url(f"/{number}"), str(number)) for number in range(30)]
    site.routes["/rss"] = {"body": rss(items)}
    for number in range(30):
        site.routes[f"/{number}"] = {"status": 429, "headers": {"Retry-After": "7200"}, "body": b"slow down"}
    desk.declare("limited", site, feeds=[site.url("/rss")])
    limited = desk.crawl("limited")
    asked = len([path for path in site.paths() if path not in ("/robots.txt", "/rss")])
    assert asked <= 2, "without a delay a second request may already be sent"
    assert limited.counts("limited")["refused"] == {"rate_limited": asked}
    assert desk.rows("SELECT count(*) FROM urls WHERE outcome = 'pending' AND attempts = 0") == [(30 - asked,)]
    assert "left alone" in limited.run("limited")["problem"]
