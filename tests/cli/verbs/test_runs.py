"""`newsarchive runs` as a user runs it."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive import runs
from newsarchive.archive.articles.saving import register_outlets
from newsarchive.archive.database import Archive
from newsarchive.outlet import Outlet
from newsarchive.records import RunCounts


@pytest.fixture
def crawled(archive: Path) -> Path:
    """An archive with a finished run, a failed one after it, and one that is going on."""
    with Archive.open(archive, write=True) as opened:
        at = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
        first = runs.begin_run(opened, None, "guardian", at)
        counts = RunCounts(seen=9, new_articles=4, revised=1, same=2, refused={"not_found": 2})
        runs.end_run(opened, first, "finished", counts, at.replace(minute=5))
        second = runs.begin_run(opened, None, "orf", at.replace(hour=7))
        runs.end_run(opened, second, "failed", RunCounts(), at.replace(hour=7, minute=1), "no feed could be read")
        runs.begin_run(opened, None, "guardian", at.replace(hour=8))
    return archive


def test_an_archive_that_was_never_crawled_has_no_runs(run, archive: Path):
    assert json.loads(run("runs", "--json").out) == []


def test_runs_are_listed_newest_first_with_what_they_did(run, crawled: Path):
    head, *lines = run("runs").out.splitlines()
    assert head.split() == ["began", "(UTC)", "outlet", "outcome", "seen", "new", "revised", "same", "refused"]
    assert [line.split()[2:4] for line in lines[:3]] == [
        ["guardian", "running"],
        ["orf", "failed"],
        ["guardian", "finished"],
    ]
    assert lines[2].split()[4:] == ["9", "4", "1", "2", "2"]
    assert lines[3:] == [
        "2026-11-20T07:00:00Z  orf: no feed could be read",
        "2026-11-20T06:00:00Z  guardian: refused: 2 not_found",
    ]


def test_runs_of_one_outlet_and_only_so_many(run, crawled: Path):
    assert [row["outlet"] for row in json.loads(run("runs", "guardian", "--json").out)] == ["guardian", "guardian"]
    (row,) = json.loads(run("runs", "--limit", 1, "--json").out)
    assert (row["began_at"], row["ended_at"], row["outcome"]) == ("2026-11-20T08:00:00Z", None, None)


def test_runs_of_a_set(run, crawled: Path):
    with Archive.open(crawled, write=True) as opened:
        orf = Outlet("orf", "ORF", "https://orf.at/", "de", "UTC", "at")
        register_outlets(opened, [orf, Outlet("guardian", "Guardian", "https://g.example/", "en", "UTC", "gb")])
    assert [row["outlet"] for row in json.loads(run("runs", "--set", "at", "--json").out)] == ["orf"]
    both = json.loads(run("runs", "--set", "orf", "--set", "country:gb", "--json").out)
    assert [row["outlet"] for row in both] == ["guardian", "orf", "guardian"]


@pytest.mark.parametrize(
    ("words", "status", "complaint"),
    [
        pytest.param(["--db", "absent.db"], 1, "absent.db: no archive there", id="no archive"),
        pytest.param(["--limit", "0"], 2, "0 is not in the range 1<=x<=1000000000", id="no runs wanted"),
    ],
)
def test_wrong_use_gets_one_line(run, archive: Path, words, status, complaint):
    result = run("runs", *words)
    assert (result.status, result.out) == (status, "")
    assert complaint in result.err
    assert "Traceback" not in result.err
