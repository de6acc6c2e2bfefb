"""A worker gets what it needs and no secret, and its hosts are noted as lent before it has them."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from newsarchive.archive.queue.lent_queue import LentQueue
from newsarchive.crawl.fleet import handing_out
from newsarchive.crawl.fleet.handing_out import HandingOut
from newsarchive.crawl.fleet.known_workers import KnownWorkers
from newsarchive.crawl.fleet.parts import CrawlPart
from newsarchive.crawl.http.hosts import Hosts
from newsarchive.crawl.http.lent_hosts import LentHosts
from newsarchive.crawl.process import CrawlOptions
from newsarchive.crawl.session import Session
from newsarchive.crawl.spider import OutletSpider
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import open_parcel
from newsarchive.workers.executors import TaskPool
from tests.crawl.fleet.busy_worker import BusyWorker
from tests.crawl.fleet.journalled import opened, settings_of


class Post(OutletSpider):
    name, title, home = "post", "Rivertown Post", "https://post.example/"
    country, language, timezone = "gb", "en", "Europe/London"


PART = CrawlPart((Post,), Hosts.of(Post.outlet))


class Crawl:
    """A crawl with one worker, and what it hands out."""

    def __init__(self, folder: Path, worker: BusyWorker, *, task_seconds: float | None = None, **facts: Any):
        self.archive = opened(folder)
        settings = replace(settings_of(folder), **facts)
        self.shared = SegmentFolder(str(folder / "segments"))
        self.lent = LentHosts(settings.db)
        session = Session(settings, self.archive, 1, lambda: None)
        options = CrawlOptions(limit=10, for_minutes=5)
        self.handing_out = HandingOut(session, options, self.shared, self.lent, task_seconds)
        known = KnownWorkers(TaskPool(worker, lambda: 1, "the test", lambda: {"one": worker}))
        known.look()
        known.look()
        (self.worker,) = known


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(handing_out, "boot_seconds", lambda: 1000.0)


def test_the_worker_gets_its_outlets_hosts_and_queue_and_the_hosts_are_lent(tmp_path: Path):
    one = BusyWorker()
    crawl = Crawl(tmp_path, one, task_seconds=60, page_timeout_seconds=20, extraction_timeout_seconds=10)
    crawl.handing_out.give(crawl.worker, [PART], 1000)
    assert one.task is not None
    assert [name for name, _ in one.task.outlets] == ["post"]
    assert (one.task.hosts, one.task.options) == (PART.hosts, CrawlOptions(limit=10))
    assert open_parcel(crawl.shared, one.task.parcel, list[LentQueue]) == [LentQueue("post")]
    assert one.task.ask_until == crawl.worker.time_at(1060.0)
    # The last requests are answered and read in the rest.
    assert one.task.ends_at == crawl.worker.time_at(1090.0)
    attempt = crawl.worker.attempt
    assert attempt is not None
    assert (attempt.parts, attempt.ends_at, attempt.future) == ((PART,), 1090.0, one.answer)
    (loan,) = crawl.lent.open_loans()
    assert loan.hosts == PART.hosts
    assert not crawl.worker.is_free


def test_hosts_are_lent_before_the_worker_has_them(tmp_path: Path):
    class Careful(BusyWorker):
        def submit(self, function: Any, /, *args: Any, **kwargs: Any) -> Any:
            was_lent.append(bool(LentHosts(tmp_path / "archive.db").open_loans()))
            return super().submit(function, *args, **kwargs)

    was_lent: list[bool] = []
    crawl = Crawl(tmp_path, Careful())
    crawl.handing_out.give(crawl.worker, [PART], 1000)
    assert was_lent == [False, True]


@pytest.mark.parametrize(
    ("task_seconds", "seconds_left", "expected"),
    [(None, 10_000, 120 + 10 * 3), (None, 40, 40), (60, 10_000, 60), (60, 40, 40)],
    ids=["from its pages", "until the crawl ends", "as it is told", "told more than is left"],
)
def test_how_long_a_part_may_ask(tmp_path: Path, task_seconds: float | None, seconds_left: float, expected: float):
    one = BusyWorker()
    crawl = Crawl(tmp_path, one, task_seconds=task_seconds, delay_seconds=2)
    crawl.handing_out.give(crawl.worker, [PART], seconds_left)
    assert one.task is not None
    assert one.task.ask_until == crawl.worker.time_at(1000.0 + expected)


def test_a_worker_gets_no_secret(tmp_path: Path):
    one = BusyWorker()
    crawl = Crawl(
        tmp_path, one, alert_urls=("mailto://user:hunter2@example.org",), ping_url="https://ping.example/hunter2"
    )
    crawl.handing_out.give(crawl.worker, [PART], 1000)
    assert "hunter2" not in repr(one.task)


def test_an_attempt_that_is_called_back_keeps_its_hosts_until_it_is_closed(tmp_path: Path):
    one = BusyWorker()
    crawl = Crawl(tmp_path, one)
    crawl.handing_out.give(crawl.worker, [PART], 1000)
    attempt = crawl.worker.attempt
    assert attempt is not None
    crawl.handing_out.call_back(attempt)
    assert not crawl.shared.has(attempt.parcel)
    assert len(crawl.lent.open_loans()) == 1
    crawl.handing_out.close(attempt)
    assert crawl.lent.open_loans() == []


def test_when_no_worker_is_left_all_hosts_are_given_back_and_those_of_other_crawls_are_not(tmp_path: Path):
    one = BusyWorker()
    crawl = Crawl(tmp_path, one)
    other = Hosts(frozenset({"other.example"}))
    crawl.lent.lend("crawl-0-1", other, 1000)
    crawl.handing_out.give(crawl.worker, [PART], 1000)
    crawl.handing_out.give_back_all()
    assert [loan.hosts for loan in crawl.lent.open_loans()] == [other]
