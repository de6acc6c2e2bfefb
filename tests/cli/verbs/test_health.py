"""`newsarchive health` as a user runs it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.archive.health.outlet_days import record_run
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts

YOUNG = "2 were crawled on fewer than 14 days, so their volume is not judged yet"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@pytest.fixture
def crawled(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with two outlets: a bot wall refuses the pages of one, and nothing is wrong with the other."""
    monkeypatch.setattr("newsarchive.clock.now", lambda: NOW)
    monkeypatch.setenv("NEWSARCHIVE_MIN_FREE_GB", "0")
    with Archive.open(archive, write=True) as opened:
        for name in ("guardian", "orf"):
            register_outlets(opened, [Outlet(name, name.title(), f"https://{name}.example/", "en", "UTC")])
        for name, counts in (("guardian", RunCounts(refused={"refused": 6})), ("orf", RunCounts(same=9))):
            run_id = runs.begin_run(opened, None, name, NOW - timedelta(hours=1))
            runs.end_run(opened, run_id, "finished", counts, NOW)
            record_run(opened, run_id, NOW)
    return archive


def test_what_is_wrong_is_said_with_what_to_do(run, crawled: Path):
    ran = run("health")
    assert (ran.status, ran.err) == (1, "")
    assert ran.out.splitlines()[:4] == [
        "guardian: refused since 2026-11-22 00:00 UTC",
        "  6 of 6 pages were refused where 5% is usual",
        "  run `newsarchive check guardian`: it names the bot wall or the answer",
        f"outlets: something is wrong with 1 of 2; {YOUNG}",
    ]
    assert ran.out.splitlines()[4].startswith("disk: ")


def test_an_outlet_that_is_well_is_shown_with_its_numbers(run, crawled: Path):
    ran = run("health", "orf")
    assert ran.status == 0
    head, line, *rest = ran.out.splitlines()
    assert head.split() == ["outlet", "last", "7", "days", "newest", "article", "last", "crawl", "(UTC)"]
    assert line.split() == ["orf", "0", "-", "2026-11-22", "08:00"]
    assert rest[0].startswith("outlets: nothing is wrong with 1")


def test_programs_get_the_same_as_json(run, crawled: Path):
    ran = run("health", "--json")
    health = json.loads(ran.out)
    assert ran.status == 1
    (finding,) = health["findings"]
    assert (finding["outlet"], finding["kind"], finding["since"]) == ("guardian", "refused", "2026-11-22T00:00:00Z")
    assert [outlet["name"] for outlet in health["outlets"]] == ["guardian", "orf"]
    assert health["disk"]["days_left"] is None


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["gardian"], 2, "no outlet has that name; did you mean guardian", id="misspelt"),
        pytest.param(["zzz"], 2, "zzz: no outlet has that name", id="unknown"),
        pytest.param(["le_monde"], 2, "never crawled; run `newsarchive crawl le_monde` first", id="never crawled"),
        pytest.param(["--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
    ],
)  # fmt: skip
def test_wrong_use_gets_one_line(run, crawled: Path, words, status, complaint):
    ran = run("health", *words)
    assert (ran.status, ran.out) == (status, "")
    assert complaint in ran.err
    assert len(ran.err.splitlines()) == 1


def test_an_archive_that_was_never_crawled_says_so(run, archive: Path):
    ran = run("health")
    assert ran.status == 0
    assert ran.out.startswith("no outlet has been crawled yet; `newsarchive crawl OUTLET` crawls one\n")
