"""Checks of the machine: Python, SQLite, time zones, the clock, free disk space, and open files."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from newsarchive.archive.maintenance.sqlite_features import LEAST_VERSION, SqliteFeatures
from newsarchive.cli.doctor.diagnosis import Diagnosis, ok, problem, warning
from newsarchive.cli.open_files import files_allowed, files_of_crawl

LEAST_PYTHON = (3, 11)
# Later versions may work; no release of ours was tested with them.
NEWEST_PYTHON = (3, 14)
BYTES_PER_GB = 10**9
# A backup, an export or a sort may need this much in the folder of temporary files.
TEMPORARY_GB = 0.5
# A clock before this is wrong: this program did not exist then.
RELEASED = datetime(2026, 1, 1, tzinfo=UTC)
# Outlets and machines may differ by this much.
CLOCK_DIFFERENCE = timedelta(minutes=5)
_ZONES = ("Europe/London", "America/New_York", "Asia/Tokyo", "Africa/Nairobi")


def python_check(version: tuple[int, int, int], prefix: str) -> Iterator[Diagnosis]:
    """Whether this Python is one that we support; prefix is where it is installed."""
    shown = f"{'.'.join(map(str, version))} in {prefix}"
    if version[:2] < LEAST_PYTHON:
        yield problem("python", shown, f"install Python {'.'.join(map(str, LEAST_PYTHON))} or newer")
    elif version[:2] > NEWEST_PYTHON:
        newest = ".".join(map(str, NEWEST_PYTHON))
        yield warning("python", shown, f"newsarchive was tested with Python up to {newest}; if something fails, use it")
    else:
        yield ok("python", shown)


def sqlite_check(features: SqliteFeatures) -> Iterator[Diagnosis]:
    """Whether Python's SQLite can do what archives need."""
    if features.missing:
        yield problem(
            "sqlite",
            f"SQLite {features.version} lacks {', '.join(features.missing)}",
            f"use a Python whose SQLite is {LEAST_VERSION} or newer and was built with FTS5, such as Debian's or "
            "one that `uv python install` brings",
        )
    else:
        yield ok("sqlite", f"SQLite {features.version} with full-text search (FTS5)")


def time_zone_check(names: tuple[str, ...] = _ZONES) -> Iterator[Diagnosis]:
    """Whether the times that outlets write without an offset can be read."""
    missing = [name for name in names if not _has_zone(name)]
    if missing:
        yield problem(
            "time zones",
            f"no data for {', '.join(missing)}",
            "run `pip install tzdata`, or install the system's tzdata",
        )
    else:
        yield ok("time zones", "their data are there")


def _has_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def clock_check(now: datetime, newest_row_at: datetime | None) -> Iterator[Diagnosis]:
    """Whether the clock can be right; newest_row_at is the time of the newest row that the archive has."""
    shown = f"{now:%Y-%m-%d %H:%M} UTC"
    advice = "set the clock, or turn on NTP (`timedatectl set-ntp true`), before the next crawl"
    if now < RELEASED:
        yield problem("clock", f"{shown}, which is before newsarchive existed", advice)
    elif newest_row_at and now + CLOCK_DIFFERENCE < newest_row_at:
        yield problem("clock", f"{shown}, but the archive has a row of {newest_row_at:%Y-%m-%d %H:%M} UTC", advice)
    else:
        yield ok("clock", shown)


def disk_check(folders: dict[str, Path], min_free_gb: float) -> Iterator[Diagnosis]:
    """Free space where archive and captures are. The line of captures is left out if they are on the archive's disk."""
    seen: set[int] = set()
    for name, folder in folders.items():
        there = _existing(folder)
        device = there.stat().st_dev
        if device in seen:
            continue
        seen.add(device)
        yield _free_space(f"disk of {name}", there, min_free_gb)


def temporary_check() -> Iterator[Diagnosis]:
    """Whether there is a folder for temporary files, with space in it."""
    try:
        folder = Path(tempfile.gettempdir())
    except FileNotFoundError:
        yield problem("temporary files", "no folder can be written", "set TMPDIR to a folder that you may write")
        return
    yield _free_space("temporary files", folder, TEMPORARY_GB)


def _free_space(name: str, folder: Path, least_gb: float) -> Diagnosis:
    free = shutil.disk_usage(folder).free / BYTES_PER_GB
    shown = f"{free:.1f} GB free in {folder}"
    if name == "temporary files":
        advice = "make room, or set TMPDIR to a folder on another disk"
        return ok(name, shown) if free >= least_gb else warning(name, shown, advice)
    if free < least_gb:
        return problem(
            name,
            f"{shown}; crawls stop below {least_gb:g} GB (min_free_gb)",
            "make room, or delete old captures: set captures_keep_days or captures_max_gb in newsarchive.toml",
        )
    if free < 2 * least_gb:
        return warning(name, f"{shown}; crawls stop below {least_gb:g} GB (min_free_gb)", "make room soon")
    return ok(name, shown)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that exists."""
    return next(one for one in (folder.absolute(), *folder.absolute().parents) if one.is_dir())


def open_files_check(window: int, workers: int | None) -> Iterator[Diagnosis]:
    """Whether a crawl of so many outlets at a time may open enough files."""
    allowed, needed = files_allowed(), files_of_crawl(window, workers)
    shown = f"{allowed:,} allowed; a crawl of {window} outlets at a time needs {needed:,}"
    if allowed < needed:
        advice = "raise it with `ulimit -n 4096` or LimitNOFILE= of systemd, or lower the setting window"
        yield warning("open files", shown, advice)
    else:
        yield ok("open files", shown)


def this_python() -> tuple[tuple[int, int, int], str]:
    """The version of this Python, and its folder."""
    return sys.version_info[:3], os.fspath(sys.prefix)
