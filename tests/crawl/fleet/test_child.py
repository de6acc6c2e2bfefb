"""The process that crawls a part: it refuses other outlet files, and stops when nobody wants its results any more."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from desk import Desk, rss, story

from newsarchive.archive.queue.lent_queue import LentQueue
from newsarchive.crawl.fleet.journal import entries_of
from newsarchive.crawl.fleet.task import CrawlTask, PartCrawled, crawl_part, machine_time, outlet_digest
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.process import CrawlOptions
from newsarchive.crawl.registry import spider_by_name
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import send_parcel
from newsarchive.segments.version import this_reading_version
from newsarchive.settings import load_settings

# Each is a process that takes some two seconds of one core, and much longer on a busy machine.
pytestmark = pytest.mark.timeout(400)

PAGES = 60


@pytest.fixture
def site(serve: Any, desk: Desk) -> Any:
    made = serve()
    made.routes |= {f"/{number}": story(f"Report number {number}") for number in range(PAGES)}
    made.routes["/rss"] = {"body": rss([(made.url(f"/{number}"), f"Report {number}") for number in range(PAGES)])}
    desk.declare("post", made, feeds=[made.url("/rss")])
    return made


def a_task(desk: Desk, name: str, seconds: float = 300, delay_seconds: float = 0.0, **facts: Any) -> CrawlTask:
    settings = replace(load_settings(desk.db, environ=desk.ours()), delay_seconds=delay_seconds)
    spider = spider_by_name(settings, "post")
    now, folder = machine_time(), SegmentFolder(str(desk.folder / "segments"))
    parcel = send_parcel(folder, name, [LentQueue("post")])
    task = CrawlTask(
        name, folder.address, parcel, settings, CrawlOptions(), (("post", outlet_digest(spider)),),
        Hosts.of(spider.outlet), replace(now, seconds=now.seconds + seconds),
        replace(now, seconds=now.seconds + seconds + 60), this_reading_version(),
    )  # fmt: skip
    return replace(task, **facts)


def test_an_outlet_whose_file_is_another_one_is_refused_before_anything_is_asked(desk: Desk, site: Any):
    crawled = crawl_part(a_task(desk, "other file", outlets=(("post", "another digest"),)))
    assert crawled.journals == ()
    assert crawled.problem is not None
    assert "post: its file is different on " in crawled.problem
    assert site.arrivals == []


def test_a_part_that_is_called_back_stops_and_hands_in_what_it_has(desk: Desk, site: Any):
    task = a_task(desk, "called back", delay_seconds=0.3)
    with ThreadPoolExecutor(1) as pool:
        crawling = pool.submit(crawl_part, task)
        assert site.has_pages(4)
        SegmentFolder(task.folder).remove(task.parcel)
        crawled = crawling.result()
    assert (crawled.problem, len(crawled.journals)) == (None, 1)
    *_, last = entries = list(entries_of(SegmentFolder(task.folder), crawled.journals[0][1]))
    assert last.end.report.outcome == "stopped"
    fetched = sum(one.page is not None for one in entries)
    assert 1 <= fetched == len(site.pages()) - 1 < PAGES
    # A busy server may notice one request late and the next one at once.
    assert min(site.gaps()) >= 0.15


def test_a_part_whose_time_is_over_before_it_may_ask_is_stopped_and_has_not_failed(desk: Desk, site: Any):
    crawled = crawl_part(a_task(desk, "too short", seconds=5, delay_seconds=60))
    shared = SegmentFolder(str(desk.folder / "segments"))
    entries = [entry for _, journal in crawled.journals for entry in entries_of(shared, journal)]
    # On a busy machine, the time is over before there is a run.
    assert {entry.end.report.outcome for entry in entries if entry.end} <= {"stopped"}
    assert (crawled.problem, site.arrivals) == (None, [])


def test_hosts_of_others_are_not_asked_and_are_named(desk: Desk, site: Any, serve: Any):
    other = serve({"/map.xml": {"body": b""}})
    site.routes["/rss"] = {"status": 302, "headers": {"Location": other.url("/map.xml")}}
    crawled = crawl_part(a_task(desk, "foreign"))
    *_, last = list(entries_of(SegmentFolder(str(desk.folder / "segments")), crawled.journals[0][1]))
    assert last.end.foreign == (f"127.0.0.1:{other.port}",)
    assert other.arrivals == []


def test_a_process_whose_parent_is_gone_asks_nothing(desk: Desk, tmp_path: Path):
    ended = subprocess.run(
        [sys.executable, "-m", "newsarchive.crawl.fleet.child", str(tmp_path), "1"], capture_output=True, check=False
    )
    assert (ended.returncode, ended.stderr) == (1, b"")


def test_a_parcel_that_is_gone_is_a_problem_in_one_line(desk: Desk, site: Any):
    task = a_task(desk, "gone")
    SegmentFolder(task.folder).remove(task.parcel)
    crawled = crawl_part(task)
    assert isinstance(crawled, PartCrawled)
    assert crawled.problem is not None
    assert "cannot be read" in crawled.problem
    assert site.arrivals == []
