"""The machine: each check is one call with the values that it judges."""

from collections import namedtuple
from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.maintenance.sqlite_features import SqliteFeatures
from newsarchive.cli.doctor import machine
from newsarchive.cli.doctor.diagnosis import State
from newsarchive.cli.doctor.machine import clock_check, disk_check, python_check, sqlite_check, time_zone_check

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
Usage = namedtuple("Usage", "total used free")


def states(lines) -> list[State]:
    return [line.state for line in lines]


@pytest.mark.parametrize(
    ("version", "state"),
    [((3, 10, 2), State.PROBLEM), ((3, 11, 0), State.OK), ((3, 14, 1), State.OK), ((3, 99, 0), State.WARNING)],
)
def test_pythons_that_we_support_are_ok(version: tuple[int, int, int], state: State):
    assert states(python_check(version, "/usr")) == [state]


def test_sqlite_without_full_text_search_is_a_problem():
    (line,) = sqlite_check(SqliteFeatures("3.31.0", ("full-text search (FTS5)",)))
    assert (line.state, line.found) == (State.PROBLEM, "SQLite 3.31.0 lacks full-text search (FTS5)")
    assert states(sqlite_check(SqliteFeatures("3.46.1", ()))) == [State.OK]


def test_missing_time_zones_are_named():
    (line,) = time_zone_check(("Europe/London", "No/Where"))
    assert (line.state, line.found) == (State.PROBLEM, "no data for No/Where")
    assert states(time_zone_check()) == [State.OK]


@pytest.mark.parametrize(
    ("now", "newest", "state"),
    [
        pytest.param(NOW, None, State.OK, id="no archive"),
        pytest.param(NOW, datetime(2026, 11, 29, 12, 4, tzinfo=UTC), State.OK, id="a little behind"),
        pytest.param(NOW, datetime(2026, 11, 30, tzinfo=UTC), State.PROBLEM, id="before the newest row"),
        pytest.param(datetime(1970, 1, 1, tzinfo=UTC), None, State.PROBLEM, id="no battery"),
    ],
)
def test_a_clock_that_cannot_be_right_is_a_problem(now: datetime, newest: datetime | None, state: State):
    assert states(clock_check(now, newest)) == [state]


@pytest.mark.parametrize(("free_gb", "state"), [(0.5, State.PROBLEM), (1.5, State.WARNING), (9, State.OK)])
def test_free_space_is_compared_with_the_reserve(monkeypatch, tmp_path: Path, free_gb: float, state: State):
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: Usage(0, 0, free_gb * 1e9))
    # Both are on one disk, and a folder that does not exist yet will be on that of the folder above it.
    folders = {"the archive": tmp_path / "absent", "the captures": tmp_path}
    assert states(disk_check(folders, 1.0)) == [state]


def test_no_folder_for_temporary_files_is_a_problem(monkeypatch):
    def none() -> str:
        raise FileNotFoundError

    monkeypatch.setattr(machine.tempfile, "gettempdir", none)
    assert states(machine.temporary_check()) == [State.PROBLEM]


@pytest.mark.parametrize(("allowed", "state"), [(100, State.WARNING), (8_192, State.OK)])
def test_a_crawl_needs_open_files(monkeypatch, allowed: int, state: State):
    monkeypatch.setattr(machine, "files_allowed", lambda: allowed)
    assert states(machine.open_files_check(100, 2)) == [state]
