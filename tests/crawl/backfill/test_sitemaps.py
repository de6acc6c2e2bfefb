"""Backfills of small outlets on loopback by their sitemaps: what is requested, what is stored, how they stop."""

import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from desk import JANUARY, Desk, Filled, backfill, ended, filled, index, put_stories, story, today, urlset_of

from newsarchive.archive.database import Archive
from newsarchive.archive.queue import queued_urls
from newsarchive.crawl.backfill.sitemaps import ByDay

# Each backfill is a process that takes about two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)


def old_outlet(desk: Desk, site: Any) -> None:
    """An outlet with sitemaps of many years: by month, by size, and one whose name has no date."""
    before = datetime(2022, 5, 1, tzinfo=UTC)
    site.routes |= {
        "/robots.txt": {"body": f"User-agent: *\nDisallow: /closed/\nSitemap: {site.url('/index.xml')}\n".encode()},
        "/index.xml": {
            "body": index(
                [
                    (site.url("/map-2023-11.xml"), today()),
                    (site.url("/map-2024-01.xml"), today()),
                    (site.url("/map-2024-04.xml"), today()),
                    (site.url("/long-ago.xml"), before),
                    (site.url("/mixed.xml"), None),
                ]
            )
        },
        "/map-2024-01.xml": urlset_of(
            site,
            {
                "/dated": "2024-01-10",
                "/undated": None,
                "/corrected": "2026-05-05",
                "/closed/1": None,
                "/video/clip": "2024-01-10",
                "/2019/05/01/old": "2024-01-11",
            },
        ),
        "/mixed.xml": urlset_of(
            site, {"/in": "2024-01-20", "/touched": "2024-01-21", "/before": "2023-01-01", "/someday": None}
        ),
    }
    days = {"/dated": "2024-01-10", "/undated": "2024-01-03", "/corrected": "2024-01-05", "/in": "2024-01-20"}
    put_stories(site, {**days, "/touched": "2018-03-04", "/before": "2023-01-01", "/someday": "2021-01-01"})
    desk.declare("olden", site, sitemaps=[site.url("/news.xml")], skip_urls=["/video/"])


@dataclass
class Twice:
    """One backfill and the same again, and the requests of each."""

    desk: Desk
    first: Filled
    second: Filled
    asked: list[str]
    asked_again: list[str]


@pytest.fixture(scope="module")
def twice(tmp_path_factory: pytest.TempPathFactory, serve: Callable[..., Any]) -> Twice:
    desk, site = Desk(tmp_path_factory.mktemp("backfill")), serve()
    old_outlet(desk, site)
    first = filled(desk, "olden", *JANUARY)
    asked = site.paths()
    site.routes["/mixed.xml"] = urlset_of(site, {"/in": "2024-01-31"})
    second = filled(desk, "olden", *JANUARY)
    return Twice(desk, first, second, asked, site.paths()[len(asked) :])


def test_only_sitemaps_that_may_name_the_span_are_read(twice: Twice) -> None:
    assert {path for path in twice.asked if path.endswith(".xml")} == {
        "/news.xml",
        "/index.xml",
        "/map-2024-01.xml",
        "/mixed.xml",
    }


def test_articles_of_the_span_are_stored(twice: Twice) -> None:
    paths = ("dated", "undated", "corrected", "in", "touched")
    assert twice.desk.headlines("olden") == {f"Report at /{path}" for path in paths}
    assert twice.first.exit_code == 0, twice.first.stderr


def test_addresses_of_other_days_or_without_a_day_are_not_fetched(twice: Twice) -> None:
    assert not {"/before", "/someday", "/2019/05/01/old", "/video/clip", "/map-2023-11.xml"} & set(twice.asked)


def test_an_article_whose_page_has_another_date_is_stored_and_counted_apart(twice: Twice) -> None:
    assert twice.desk.rows("SELECT published_on FROM articles WHERE url LIKE '%/touched'") == [("2018-03-04",)]
    assert (twice.first.run["other_days"], twice.first.run["undated"]) == (1, 1)


def test_robots_txt_is_obeyed_as_in_a_crawl(twice: Twice) -> None:
    assert twice.desk.outcomes("olden")["closed/1"][0] == "robots_forbids"
    assert twice.first.run["refused"] == {"robots_forbids": 1}


def test_a_problem_with_a_sitemap_is_reported(twice: Twice) -> None:
    assert "/news.xml: HTTP 404: not found" in twice.first.run["problem"]


def test_the_same_backfill_again_fetches_no_page(twice: Twice) -> None:
    assert twice.second.exit_code == 0
    assert [path for path in twice.asked_again if not path.endswith((".xml", ".txt"))] == []
    assert (twice.second.run["new_articles"], twice.second.run["same"]) == (0, 0)


def test_both_backfills_are_in_the_list_of_runs(twice: Twice) -> None:
    assert twice.desk.rows("SELECT outcome, new FROM runs ORDER BY id") == [("finished", 5), ("finished", 0)]
    assert twice.desk.rows("SELECT command LIKE 'newsarchive backfill olden --from%' FROM crawls") == [(1,), (1,)]


def test_changes_of_stored_articles_are_left_to_crawls(twice: Twice) -> None:
    assert twice.desk.rows("SELECT count(*) FROM urls WHERE article_id IS NOT NULL AND retry_at IS NOT NULL") == [(0,)]


def test_no_feed_state_is_stored(twice: Twice) -> None:
    assert twice.desk.rows("SELECT count(*) FROM feeds") == [(0,)]


def test_a_limit_takes_the_newest_and_the_next_backfill_the_rest(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    days = {f"/day/{number}": f"2024-01-{number:02}" for number in range(1, 7)}
    put_stories(site, days)
    site.routes["/map.xml"] = urlset_of(site, dict(days))
    desk.declare("daily", site, sitemaps=[site.url("/map.xml")])
    assert filled(desk, "daily", *JANUARY, "--limit", "2").exit_code == 0
    assert desk.headlines("daily") == {"Report at /day/6", "Report at /day/5"}
    with Archive.open(desk.db) as archive:
        assert queued_urls.due(archive.conn, "daily", today(), 10, sitemap_days=7) == []
    filled(desk, "daily", *JANUARY)
    assert len(desk.headlines("daily")) == 6
    assert sorted(path for path in site.paths() if path.startswith("/day/")) == sorted(days), "each was asked for once"


def test_a_removed_article_stays_removed(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve()
    put_stories(site, {"/kept": "2024-01-05", "/removed": "2024-01-06"})
    site.routes["/map.xml"] = urlset_of(site, {"/kept": "2024-01-05", "/removed": "2024-01-06"})
    desk.declare("daily", site, sitemaps=[site.url("/map.xml")])
    filled(desk, "daily", *JANUARY)
    ((removed,),) = desk.rows("SELECT id FROM articles WHERE url LIKE '%/removed'")
    words = ("remove", str(removed), "--reason", "asked", "--yes")
    removing = desk.popen(sys.executable, "-m", "newsarchive.cli.main", *words)
    assert removing.wait(60) == 0, removing.stderr
    # Changed later, and at another address too: no lastmod brings the article back.
    site.routes["/moved"] = site.routes["/removed"]
    site.routes["/map.xml"] = urlset_of(site, {"/kept": "2024-01-05", "/removed": "2024-01-30", "/moved": "2024-01-30"})
    filled(desk, "daily", *JANUARY)
    assert desk.headlines("daily") == {"Report at /kept"}
    assert site.paths().count("/removed") == 1
    assert desk.outcomes("daily")["moved"][0] == "removed"


class SlowSite:
    """An outlet of many old stories that answers slowly; `reached` is set when the sixth is requested."""

    STORIES = 12

    def __init__(self, desk: Desk, site: Any):
        self.site, self.reached = site, threading.Event()
        days = {f"/story/{number}": f"2024-01-{number + 1:02}" for number in range(self.STORIES)}
        site.routes["/map-2024-01.xml"] = urlset_of(site, dict(days))
        for path, day in days.items():
            site.routes[path] = self.slowly(story(f"Report at {path}", published=f"{day}T09:00:00Z"))
        desk.declare("slow", site, sitemaps=[site.url("/map-2024-01.xml")])

    def slowly(self, route: Any) -> Any:
        def answer(arrival: Any, number: int) -> dict[str, Any]:
            if len(self.asked()) >= 6:
                self.reached.set()
            return {**route(arrival, number), "seconds": 0.2}

        return answer

    def asked(self) -> list[str]:
        return [path for path in self.site.paths() if path.startswith("/story/")]


def test_after_kill_9_the_next_backfill_fetches_only_the_rest(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = backfill(desk, "slow", *JANUARY)
    assert slow.reached.wait(60)
    process.kill()
    process.communicate(timeout=60)
    stored = desk.headlines("slow")
    assert len(stored) < SlowSite.STORIES
    assert desk.rows("PRAGMA integrity_check") == [("ok",)]
    before = len(slow.asked())
    assert filled(desk, "slow", *JANUARY).exit_code == 0
    assert len(desk.headlines("slow")) == SlowSite.STORIES
    again = slow.asked()[before:]
    assert len(again) == SlowSite.STORIES - len(stored), "no stored page again"
    assert desk.rows("SELECT outcome FROM runs ORDER BY id") == [("interrupted",), ("finished",)]


def test_ctrl_c_ends_a_backfill_cleanly(desk: Desk, serve: Callable[..., Any]) -> None:
    slow = SlowSite(desk, serve())
    process = backfill(desk, "slow", *JANUARY, "--json")
    assert slow.reached.wait(60)
    process.send_signal(signal.SIGINT)
    stopped = ended(process)
    assert stopped.exit_code == 130, stopped.stderr
    assert stopped.report["outlets"][0]["outcome"] == "stopped"
    assert len(desk.headlines("slow")) == len(slow.asked()), "requests under way are finished and stored"


def test_an_outlet_without_sitemaps_fails_with_one_line(desk: Desk, serve: Callable[..., Any]) -> None:
    site = serve({"/robots.txt": {"body": b"User-agent: *\nDisallow:\n"}})
    desk.declare("mapless", site, feeds=[site.url("/rss")])
    process = backfill(desk, "mapless", *JANUARY)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 1
    assert stderr == "mapless: no sitemap is declared, and robots.txt names none\n"
    assert site.pages() == []


def test_found_addresses_come_in_chunks_newest_day_first() -> None:
    found = ByDay()
    for number in range(1200):
        found.add(date(2024, 1, 1 + number % 2), number)
    chunks = list(found.chunks())
    assert [len(chunk) for chunk in chunks] == [500, 100, 500, 100]
    assert set(chunks[0] + chunks[1]) == set(range(1, 1200, 2))
