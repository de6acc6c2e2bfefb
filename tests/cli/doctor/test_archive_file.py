"""The archive's file: broken in every way, written by others, on a disk of another machine."""

import os
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from newsarchive.archive.health.coverage import CrawlState
from newsarchive.archive.lock import LockHolder, write_lock
from newsarchive.cli.doctor import archive_file
from newsarchive.cli.doctor.archive_file import (
    LARGE_WAL_BYTES,
    crawl_check,
    desk_check,
    file_system_check,
    held_by,
    lock_check,
    permission_check,
    read_state,
)
from newsarchive.cli.doctor.diagnosis import State

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
MOUNTS = """22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw
40 22 0:35 / /srv/two\\040words rw,relatime shared:9 - nfs4 server:/news rw
"""


def test_an_archive_is_opened_and_checked(archive: Path):
    state, lines = read_state(archive)
    assert state is not None
    assert state.articles == 3
    assert [(line.name, line.state) for line in lines] == [
        ("archive", State.OK),
        ("quick check", State.OK),
        ("write-ahead log", State.OK),
    ]


def test_damage_is_a_problem_and_no_error(archive: Path):
    with closing(sqlite3.connect(archive)) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        root = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'bodies'").fetchone()[0]
        size = conn.execute("PRAGMA page_size").fetchone()[0]
    with archive.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    _, lines = read_state(archive)
    assert State.PROBLEM in [line.state for line in lines]
    assert all(line.advice for line in lines if line.state is State.PROBLEM)


@pytest.mark.parametrize(
    ("content", "state", "found"),
    [
        (None, State.WARNING, "no archive there"),
        (b"", State.WARNING, "an empty file"),
        (b"x" * 99, State.PROBLEM, "not"),
    ],
)
def test_what_is_no_archive_is_said(tmp_path: Path, content: bytes | None, state: State, found: str):
    path = tmp_path / "a.db"
    if content is not None:
        path.write_bytes(content)
    nothing, (line,) = read_state(path)
    assert nothing is None
    assert line.state is state
    assert found in line.found


def test_a_large_write_ahead_log_is_a_warning(archive: Path, monkeypatch):
    monkeypatch.setattr("newsarchive.archive.maintenance.file_state.wal_bytes", lambda path: LARGE_WAL_BYTES + 1)
    _, lines = read_state(archive)
    assert lines[-1].state is State.WARNING


def test_who_writes_is_named(archive: Path):
    assert [line.found for line in lock_check(archive)] == ["nobody is writing"]
    with write_lock(archive):
        (line,) = lock_check(archive)
    assert line.found.endswith(" is writing") or f"process {os.getpid()} is writing: " in line.found
    assert held_by(LockHolder(None, None)) == "another process is writing"


@pytest.mark.parametrize(
    ("crawl", "state"),
    [
        pytest.param(None, State.OK, id="none yet"),
        pytest.param(CrawlState(NOW - timedelta(hours=1), NOW, "finished", None), State.OK, id="an hour ago"),
        pytest.param(CrawlState(NOW - timedelta(hours=1), NOW, "failed", "no disk"), State.WARNING, id="failed"),
        pytest.param(CrawlState(NOW - timedelta(days=3), NOW, "finished", None), State.WARNING, id="long ago"),
    ],
)
def test_the_last_crawl_is_judged(archive: Path, crawl: CrawlState | None, state: State):
    found, _ = read_state(archive)
    assert found is not None
    assert [line.state for line in crawl_check(replace(found, crawl=crawl), NOW, False)] == [state]


def test_a_damaged_desk_is_an_error_of_one_line(archive: Path):
    assert [line.state for line in desk_check(archive)] == [State.OK]
    (archive.parent / "desk.db").write_bytes(b"x" * 200)
    with pytest.raises(Exception, match="desk"):
        list(desk_check(archive))


def test_files_of_two_users_are_a_problem(archive: Path, monkeypatch):
    assert [line.state for line in permission_check(archive)] == [State.OK]
    monkeypatch.setattr(archive_file, "_owner", lambda path: "root" if path.name == "captures" else "ada")
    (archive.parent / "captures").mkdir(exist_ok=True)
    (line,) = permission_check(archive)
    assert line.state is State.PROBLEM
    assert "captures belongs to root" in line.found


def test_an_archive_of_another_user_is_a_warning(archive: Path, monkeypatch):
    monkeypatch.setattr(archive_file, "_owner", lambda path: "ada")
    assert [line.state for line in permission_check(archive)] == [State.WARNING]


def test_a_missing_folder_is_a_problem(tmp_path: Path):
    assert [line.state for line in permission_check(tmp_path / "absent" / "a.db")] == [State.PROBLEM]


@pytest.mark.parametrize(
    ("path", "states"), [("/srv/two words/a.db", [State.PROBLEM]), ("/srv/two wordsx/a.db", [State.OK])]
)
def test_a_disk_of_another_machine_is_a_problem(path: str, states: list[State]):
    assert [line.state for line in file_system_check(Path(path), MOUNTS)] == states
    assert list(file_system_check(Path(path), "")) == []
