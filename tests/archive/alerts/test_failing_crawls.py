"""Which outlets fail, as the rows of runs show it."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.alerts.failing_crawls import failed_crawl, failing_outlets, left_outlets
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts
from tests.alerts.some_findings import NOW

HOUR = timedelta(hours=1)
WELL, BAD = "finished", "failed"


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    names = ("post", "star", "times")
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, [Outlet(one, one.title(), f"https://{one}.example/", "en", "UTC") for one in names])
        yield archive


def crawl(
    archive: Archive, hour: int, outcomes: Mapping[str, str | None], errors: int = 0, bytes_received: int = 0
) -> None:
    """One crawl at an hour counted from NOW, with the outcome of each outlet's run; None: it is not ended."""
    at = NOW + hour * HOUR
    crawl_id = runs.begin_crawl(archive, "newsarchive crawl --all", at)
    for outlet, outcome in outcomes.items():
        run_id = runs.begin_run(archive, crawl_id, outlet, at)
        if outcome:
            problem = f"{outlet} at {hour}" if outcome == BAD else None
            runs.end_run(archive, run_id, outcome, RunCounts(errors=errors, bytes_received=bytes_received), at, problem)


def test_an_outlet_fails_since_the_first_failed_run_after_the_last_good_one(archive: Archive):
    crawl(archive, 0, {"post": BAD, "star": WELL})
    crawl(archive, 1, {"post": WELL, "star": WELL})
    for hour in (2, 3, 4):
        crawl(archive, hour, {"post": BAD, "star": WELL}, errors=hour)
    (one,) = failing_outlets(archive.conn, NOW + 5 * HOUR)
    assert (one.outlet, one.since) == ("post", NOW + 2 * HOUR)
    assert (one.errors, one.problem, one.is_new) == (4, "post at 4", False)
    crawl(archive, 5, {"post": WELL})
    assert failing_outlets(archive.conn, NOW + 6 * HOUR) == []


def test_stopped_and_unfinished_runs_say_nothing(archive: Archive):
    crawl(archive, 0, {"post": BAD, "star": WELL})
    crawl(archive, 1, {"post": "stopped", "star": "stopped"})
    crawl(archive, 2, {"post": None, "star": None})
    (one,) = failing_outlets(archive.conn, NOW + 3 * HOUR)
    assert (one.outlet, one.since, one.is_new) == ("post", NOW, True)


def test_crawls_in_which_no_outlet_answered_do_not_count_for_their_outlets(archive: Archive):
    crawl(archive, 0, {"post": WELL, "star": WELL})
    crawl(archive, 1, {"post": BAD, "star": BAD})
    crawl(archive, 2, {"post": BAD, "star": BAD})
    assert failing_outlets(archive.conn, NOW + 3 * HOUR) == []
    crawl(archive, 3, {"post": BAD, "star": WELL})
    (one,) = failing_outlets(archive.conn, NOW + 4 * HOUR)
    assert one.since == NOW + 3 * HOUR


def test_crawls_of_one_outlet_count(archive: Archive):
    for hour in (1, 2):
        crawl(archive, hour, {"post": BAD})
    (one,) = failing_outlets(archive.conn, NOW + 3 * HOUR)
    assert one.since == NOW + HOUR


def test_an_outlet_that_is_not_crawled_any_more_does_not_fail_forever(archive: Archive):
    crawl(archive, 0, {"post": BAD, "star": WELL})
    assert failing_outlets(archive.conn, NOW + timedelta(days=29))
    assert failing_outlets(archive.conn, NOW + timedelta(days=31)) == []


def test_outlets_that_were_not_crawled_for_a_month_are_left(archive: Archive):
    crawl(archive, 0, {"post": WELL})
    crawl(archive, 24 * 20, {"star": BAD})
    names = ["post", "star", "unknown"]
    assert left_outlets(archive.conn, names, NOW + timedelta(days=29)) == {"unknown"}
    assert left_outlets(archive.conn, names, NOW + timedelta(days=31)) == {"post", "unknown"}


def test_the_last_crawl_failed_if_no_outlet_answered(archive: Archive):
    assert failed_crawl(archive.conn) is None
    crawl(archive, 0, {"post": WELL, "star": BAD})
    assert failed_crawl(archive.conn) is None
    crawl(archive, 1, {"post": BAD, "star": BAD})
    crawl(archive, 2, {"star": BAD, "post": BAD, "times": BAD})
    failed = failed_crawl(archive.conn)
    assert failed is not None
    assert (failed.outlets, failed.since, failed.problem) == (("star", "post", "times"), NOW + HOUR, "star at 2")
    crawl(archive, 3, {"times": BAD})
    failed = failed_crawl(archive.conn)
    assert failed is not None
    assert (failed.outlets, failed.since) == (("times",), NOW + 3 * HOUR)
    crawl(archive, 4, {"post": BAD, "star": WELL})
    assert failed_crawl(archive.conn) is None


def test_runs_that_were_stopped_before_anything_answered_do_not_show_that_the_network_works(archive: Archive):
    crawl(archive, 0, {"post": WELL, "star": WELL, "times": WELL})
    crawl(archive, 1, {"post": BAD, "star": BAD, "times": "stopped"})
    crawl(archive, 2, {"post": "stopped", "star": None})
    failed = failed_crawl(archive.conn)
    assert failed is not None
    assert (failed.outlets, failed.since) == (("post", "star"), NOW + HOUR)
    assert failing_outlets(archive.conn, NOW + 3 * HOUR) == []
    crawl(archive, 3, {"post": BAD, "star": "stopped"}, bytes_received=200)
    assert failed_crawl(archive.conn) is None
    assert [one.outlet for one in failing_outlets(archive.conn, NOW + 4 * HOUR)] == ["post"]
