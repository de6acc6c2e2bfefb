"""When the next crawl is scheduled, as far as the user's crontab and the timer of systemd say it."""

import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

# What cron's short names stand for (crontab(5)).
_NAMES = {"@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0"}
_RANGES = ((0, 59), (0, 23), (1, 31), (1, 12), (0, 7))
_WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Longer than that between two runs is not a schedule of crawls.
_DAYS = 366
_SECONDS = 5
_UNITS = ("newsarchive-crawl.timer", "newsarchive-crawl.service")


@dataclass(frozen=True, slots=True)
class NextCrawl:
    """When a scheduled crawl begins, in UTC, and who starts it: crontab or systemd."""

    at: datetime
    source: str


def next_crawls(db: Path, now: datetime) -> list[NextCrawl]:
    """The next scheduled crawls of the archive at db, the soonest first; empty where none is known."""
    path = db.absolute()
    found = [*_of_crontab(_output("crontab", "-l"), path, now)]
    shown = _output("systemctl", "show", "-p", "NextElapseUSecRealtime", "-p", "ExecStart", *_UNITS)
    found += _of_systemd(shown, path)
    return sorted(found, key=lambda one: one.at)


def _of_crontab(text: str, db: Path, now: datetime) -> Iterator[NextCrawl]:
    local = now.astimezone().replace(tzinfo=None)
    for line in text.splitlines():
        times, command = _split(line)
        if command and _crawls(command, db):
            moment = next_time(times, local)
            if moment is not None:
                yield NextCrawl(moment.astimezone(UTC), "crontab")


def _split(line: str) -> tuple[str, str]:
    """The times and the command of a line; no command for a comment, a variable or an empty line."""
    first, _, rest = line.strip().partition(" ")
    if first in _NAMES:
        return _NAMES[first], rest
    words = line.split(maxsplit=5)
    return (" ".join(words[:5]), words[5]) if len(words) == 6 and not line.lstrip().startswith("#") else ("", "")


def _crawls(command: str, db: Path) -> bool:
    """Whether a command of a crontab crawls this archive; one without --db may."""
    try:
        words = shlex.split(command.replace("\\%", "%"))
    except ValueError:
        return False
    if "crawl" not in words or not any("newsarchive" in word for word in words):
        return False
    return "--db" not in words[:-1] or Path(words[words.index("--db") + 1]) == db


def next_time(times: str, after: datetime) -> datetime | None:
    """The first minute after `after` that cron's five fields name, in the same (local) time; None where there is none.

    If both the day of the month and the weekday are restricted, one of them is enough (crontab(5)).
    """
    fields = times.lower().split()
    try:
        minutes, hours, days, months, weekdays = (_values(*one) for one in zip(fields, _RANGES, strict=True))
    except ValueError:
        return None
    by_day, by_weekday = not fields[2].startswith("*"), not fields[4].startswith("*")
    start = after.replace(hour=0, minute=0, second=0, microsecond=0)
    for day in (start + timedelta(days=number) for number in range(_DAYS + 1)):
        matches = (day.day in days, day.isoweekday() % 7 in {one % 7 for one in weekdays})
        if day.month not in months or not (any(matches) if by_day and by_weekday else all(matches)):
            continue
        moments = (day.replace(hour=hour, minute=minute) for hour in sorted(hours) for minute in sorted(minutes))
        found = next((one for one in moments if one > after), None)
        if found is not None:
            return found
    return None


def _values(field: str, bounds: tuple[int, int]) -> set[int]:
    """The numbers of a field such as `*/15`, `1-5`, `mon,wed` or `7`.

    Raises:
        ValueError: it is not a field of a crontab.
    """
    values: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        first, _, last = span.partition("-")
        low, high = bounds if span == "*" else (_number(first), _number(last or first))
        if step and "-" not in span and span != "*":
            high = bounds[1]
        if not bounds[0] <= low <= high <= bounds[1] or (step and int(step) < 1):
            raise ValueError(field)
        values.update(range(low, high + 1, int(step or 1)))
    return values


def _number(word: str) -> int:
    if word in _WEEKDAYS:
        return _WEEKDAYS.index(word)
    return _MONTHS.index(word) + 1 if word in _MONTHS else int(word)


def _of_systemd(shown: str, db: Path) -> Iterator[NextCrawl]:
    """From the properties of timer and service; a timer that is not active has no time."""
    time = re.search(r"^NextElapseUSecRealtime=\w+ ([\d-]{10} [\d:]{8}) UTC$", shown, re.MULTILINE)
    if time and str(db) in shown:
        yield NextCrawl(datetime.strptime(f"{time[1]} +0000", "%Y-%m-%d %H:%M:%S %z").astimezone(UTC), "systemd")


def _output(*command: str) -> str:
    """What a command of the system prints; nothing where it is missing, fails, or takes long."""
    environ = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    try:
        done = subprocess.run(  # noqa: S603  (fixed words)
            command, capture_output=True, text=True, errors="replace", timeout=_SECONDS, check=False, env=environ
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""
