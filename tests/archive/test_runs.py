"""Crawls and runs: begun, ended, interrupted, listed."""

from datetime import UTC, datetime, timedelta

import pytest

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
COUNTS = RunCounts(9, 12345, 40, 5, 1, 2, {"not_found": 1, "timed_out": 2}, 0)


@pytest.fixture
def archive(tmp_path):
    outlets = [
        Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC") for name in ("post", "times", "star")
    ]
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        register_outlets(archive, outlets)
        yield archive


def test_a_run_says_what_it_did(archive):
    crawl = runs.begin_crawl(archive, "crawl post", NOW)
    run = runs.begin_run(archive, crawl, "post", NOW)
    runs.end_run(archive, run, "finished", COUNTS, NOW + HOUR, "1 feed of 2 failed")
    runs.end_crawl(archive, crawl, "finished", NOW + HOUR)
    (listed,) = runs.list_runs(archive.conn, 10)
    assert listed == runs.Run(run, crawl, "post", "Post", NOW, NOW + HOUR, "finished", COUNTS, "1 feed of 2 failed")


def test_a_run_in_progress_has_no_outcome(archive):
    runs.begin_run(archive, None, "post", NOW)
    (listed,) = runs.list_runs(archive.conn, 10)
    assert (listed.ended_at, listed.outcome, listed.counts) == (None, None, RunCounts())


def test_runs_without_an_end_are_interrupted_at_the_next_start(archive):
    crawl = runs.begin_crawl(archive, "crawl", NOW)
    ended, killed = (runs.begin_run(archive, crawl, name, NOW) for name in ("post", "times"))
    runs.end_run(archive, ended, "finished", COUNTS, NOW + HOUR)
    assert runs.interrupt_unfinished(archive, NOW + 2 * HOUR) == 1
    assert runs.interrupt_unfinished(archive, NOW + 3 * HOUR) == 0
    by_id = {run.id: run for run in runs.list_runs(archive.conn, 10)}
    assert by_id[ended].outcome == "finished"
    assert (by_id[killed].outcome, by_id[killed].ended_at) == ("interrupted", None)
    assert by_id[killed].problem == "found without an end at 2026-11-22T14:00:00Z"
    assert archive.conn.execute("SELECT outcome FROM crawls").fetchone() == ("interrupted",)


def test_runs_are_listed_newest_first_and_by_outlet(archive):
    ids = [runs.begin_run(archive, None, name, NOW + n * HOUR) for n, name in enumerate(["post", "times", "post"])]
    assert [run.id for run in runs.list_runs(archive.conn, 2)] == [ids[2], ids[1]]
    assert [run.id for run in runs.list_runs(archive.conn, 9, ["post"])] == [ids[2], ids[0]]


def test_outlets_longest_unvisited_come_first(archive):
    for hours, name in ((3, "post"), (1, "times"), (2, "times")):
        runs.begin_run(archive, None, name, NOW + hours * HOUR)
    assert runs.longest_unvisited(archive.conn, ["post", "times", "star"]) == ["star", "times", "post"]
