"""A crawl with workers gives the archive that a crawl on one machine gives, and no host is asked by two of them."""

import json
import random
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from archive_rows import rows_without_times
from desk import Crawled, Desk, atom, index, news_urlset, rss, story, today, urlset, with_etag

from newsarchive.crawl.fleet.driver import crawl_with_fleet
from newsarchive.crawl.process import CrawlOptions, CrawlReport
from newsarchive.crawl.registry import spider_by_name
from newsarchive.segments.folder import SegmentFolder
from newsarchive.settings import Settings, load_settings
from newsarchive.workers.executors import TaskPool

# Each part is crawled by a process that takes some two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(300)

LETTERS = "abdefgiklmnoprstuw"
OUTLETS = ("feeder", "corrected", "indexed", "restricted", "silent")


def unlike(headline: str, about: str = "") -> Any:
    """A story whose text is like that of no other, so that no order of arrival makes one a copy of another."""
    chance = random.Random(headline + about)
    words = [" ".join("".join(chance.choices(LETTERS, k=7)) for _ in range(30)) for _ in range(4)]
    made = "".join(f"<p>{one.capitalize()}.</p>" for one in words)
    published = f"{today() - timedelta(hours=3):%Y-%m-%dT%H:%M:%SZ}"
    return with_etag(
        f"<html lang='en'><head><title>{headline}</title><meta property='article:published_time' content='{published}'>"
        f"</head><body><article><h1>{headline}</h1>{made}</article></body></html>".encode()
    )


def declare_all(desk: Desk, serve: Any) -> dict[str, Any]:
    sites = {name: serve() for name in OUTLETS}
    feeder, corrected, indexed, restricted = (sites[name] for name in OUTLETS[:4])
    feeder.routes |= {
        "/flood": story("The flood of the year", canonical=feeder.url("/flood")),
        "/amp/flood": story("The flood of the year", canonical=feeder.url("/flood")),
        "/market": unlike("Market day is put off"),
        "/busy": {"status": 503, "body": b"busy"},
        "/away": {"status": 302, "headers": {"Location": feeder.url("/elsewhere", host="localhost")}},
        "/moved": {"status": 301, "headers": {"Location": "/moved-here"}},
        "/moved-here": unlike("The ferry has moved"),
        "/short": {"body": b"<html><title>Short</title><body><p>Closed.</p></body></html>"},
    }
    paths = ["flood", "amp/flood?utm_source=rss", "market", "gone", "busy", "away", "moved", "short"]
    feeder.routes["/rss"] = with_etag(rss([(feeder.url(f"/{path}"), path) for path in paths]), "application/rss+xml")
    desk.declare("feeder", feeder, feeds=[feeder.url("/rss")])
    corrected.routes["/wall"] = unlike("The wall will cost two million")
    corrected.routes["/feed"] = with_etag(atom(corrected.url("/wall"), "The wall", today() - timedelta(hours=4)))
    desk.declare("corrected", corrected, feeds=[corrected.url("/feed")])
    indexed.routes |= {
        "/index.xml": {
            "body": index([(indexed.url("/recent.xml"), today()), (indexed.url("/2019.xml"), today())]),
        },
        "/recent.xml": {"body": urlset([(indexed.url("/a/fresh"), today()), (indexed.url("/a/1"), today())])},
        "/a/fresh": unlike("A fresh story from the map"),
        "/a/1": unlike("A second story from the map"),
    }
    desk.declare("indexed", indexed, sitemaps=[indexed.url("/index.xml")])
    restricted.routes |= {
        "/robots.txt": {"body": f"User-agent: *\nDisallow: /closed/\nSitemap: {restricted.url('/map.txt')}\n".encode()},
        "/map.txt": {"body": news_urlset([(restricted.url("/open/1"), "Open"), (restricted.url("/closed/2"), "No")])},
        "/open/1": unlike("What robots may read"),
    }
    desk.declare("restricted", restricted)
    desk.declare("silent", sites["silent"], feeds=[sites["silent"].url("/none.xml")])
    return sites


def correct(sites: dict[str, Any]) -> None:
    corrected = sites["corrected"]
    corrected.routes["/wall"] = unlike("The wall will cost three million")
    corrected.routes["/feed"] = with_etag(atom(corrected.url("/wall"), "The wall", today()))


@pytest.fixture
def members() -> Iterator[dict[str, Executor]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(ThreadPoolExecutor(1)) for name in ("one", "two")}


def crawl_alone(desk: Desk) -> Crawled:
    process = desk.start(*OUTLETS)
    printed, complaints = process.communicate()
    return Crawled(process.returncode, json.loads(printed), complaints)


def settings_of(desk: Desk, folder: Path) -> Settings:
    folder.mkdir(exist_ok=True)
    return load_settings(folder / "archive.db", environ={**desk.ours(), **desk.environ})


def crawl(
    settings: Settings, members: dict[str, Executor], outlets: tuple[str, ...] = OUTLETS, **options: Any
) -> CrawlReport:
    pool = TaskPool(ThreadPoolExecutor(1), lambda: len(members), "the test", lambda: members)
    spiders = [spider_by_name(settings, name) for name in outlets]
    folder = SegmentFolder(str(settings.db.parent / "segments" / "crawl"))
    return crawl_with_fleet(settings, spiders, CrawlOptions(**options), pool, folder)


@pytest.mark.timeout(900)
def test_the_archive_equals_that_of_a_crawl_on_one_machine(desk: Desk, serve: Any, tmp_path: Path, members: Any):
    # A request that times out on a busy machine is sent again, and counted.
    desk.environ["NEWSARCHIVE_PAGE_TIMEOUT_SECONDS"] = "300"
    sites = declare_all(desk, serve)
    alone = [crawl_alone(desk)]
    settings = settings_of(desk, tmp_path / "fleet")
    reports = [crawl(settings, members)]
    first = rows_without_times(desk.db), rows_without_times(settings.db)
    correct(sites)
    alone.append(crawl_alone(desk))
    reports.append(crawl(settings, members))
    second = rows_without_times(desk.db), rows_without_times(settings.db)
    for expected, found in (first, second):
        for table, rows in expected.items():
            missing, more = (
                Counter(map(repr, one)) - Counter(map(repr, other))
                for one, other in ((rows, found[table]), (found[table], rows))
            )
            assert (table, list(missing), list(more)) == (table, [], [])
    assert len(second[0]["articles"]) == 7
    assert [report.exit_code for report in reports] == [one.exit_code for one in alone] == [0, 0]
    for ours, theirs in zip(reports, alone, strict=True):
        for run in ours.outlets:
            counts, expected = run.counts, theirs.counts(run.outlet)
            assert {**expected, "median_answer_ms": 0} == {
                name: getattr(counts, name) if name != "median_answer_ms" else 0 for name in expected
            }
            assert (run.outcome, run.problem) == (theirs.run(run.outlet)["outcome"], theirs.run(run.outlet)["problem"])
    assert not (settings.db.parent / "segments" / "crawl").exists()
