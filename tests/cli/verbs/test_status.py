"""`newsarchive status` as a user runs it."""

import json
from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def without_a_schedule(monkeypatch: pytest.MonkeyPatch) -> None:
    """The crontab of whoever runs the tests is not part of them."""
    monkeypatch.setattr("newsarchive.cli.schedule.next_runs._output", lambda *command: "")


def test_a_small_archive_is_shown(run, archive: Path):
    ran = run("status")
    assert (ran.status, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"archive     {archive}"
    assert lines[1].startswith("            3 articles of 1 outlet; newest ")
    assert "writer      nobody is writing" in lines
    assert "watches     none" in lines


def test_watches_are_shown(run, archive: Path):
    assert run("watch", "add", "harbour", "harbour").status == 0
    assert "watches     harbour: 0 found" in run("status").out
    assert [one["name"] for one in json.loads(run("status", "--json").out)["watches"]] == ["harbour"]


def test_without_an_archive_there_is_one_line(run):
    ran = run("status")
    assert (ran.status, ran.out) == (1, "")
    assert "no archive there" in ran.err
