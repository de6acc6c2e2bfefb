"""The commands that keep an archive for a year, and when each of them runs."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from newsarchive.errors import UsageError
from newsarchive.settings import Settings

# Hours between two crawls that divide a day, and cron's field for them; a daily crawl starts at three in the night.
_HOURS = {1: "*", **{hours: f"*/{hours}" for hours in (2, 3, 4, 6, 8, 12)}, 24: "3"}
# Jobs of the same hour begin some minutes after the crawl, so that they do not all load at the same moment.
_CHECK_MINUTES, _VERIFY_MINUTES, _BACKUP_MINUTES = 10, 20, 30
_FEW_SECONDS, _MANY_SECONDS = 60, 600


@dataclass(frozen=True, slots=True)
class When:
    """A repeated moment: minutes of the hour, cron's field for hours, and the day of the week, such as Mon."""

    minutes: tuple[int, ...]
    hours: str = "*"
    weekday: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One command and when it runs.

    notes explain the job to the reader of a crontab. folders are those that the command writes to. If has_report, its
    standard output is a report for the log; only standard error is worth a mail.
    """

    name: str
    what: str
    notes: tuple[str, ...]
    words: tuple[str, ...]
    when: When
    folders: tuple[Path, ...]
    needs_network: bool = False
    has_report: bool = False
    random_delay_seconds: int = _MANY_SECONDS


@dataclass(frozen=True, slots=True)
class Installation:
    """Where the commands run: the folder, and the words that start newsarchive.

    config is the file of settings, if the environment names one. reads are other files and folders that are needed.
    """

    folder: Path
    command: tuple[str, ...]
    config: Path | None = None
    reads: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user wants: minutes between two crawls, the minute of the hour, and which other jobs.

    log is the file that each command appends to; None means none.
    """

    every_minutes: int = 60
    minute: int = 7
    verify: bool = False
    backup_folder: Path | None = None
    log: Path | None = None


def list_jobs(settings: Settings, wishes: Wishes) -> list[Job]:
    """The jobs, the crawl first.

    Raises:
        UsageError: the interval is not even, or the backup would replace the archive.
    """
    return list(_jobs(settings.db.absolute(), wishes))


def _jobs(db: Path, wishes: Wishes) -> Iterator[Job]:
    log = wishes.log.absolute() if wishes.log else None
    ending = ("--db", str(db), *(("--log", str(log)) if log else ()))
    folders = tuple(dict.fromkeys((db.parent, *((log.parent,) if log else ()))))
    yield _crawl(wishes, ending, folders)
    yield Job(
        "check",
        "check every outlet, on Mondays",
        ("Mail from it names the outlets that broke. `newsarchive check OUTLET` says what to do.",),
        ("check", *ending),
        When((_after(wishes, _CHECK_MINUTES),), "6", "Mon"),
        folders,
        needs_network=True,
        has_report=True,
    )
    if wishes.verify:
        yield Job(
            "verify",
            "check that the archive is not damaged, on Sundays",
            ("It waits for a crawl to end. Mail from it says how much is wrong. `newsarchive verify` lists it.",),
            ("verify", "--wait", str(wishes.every_minutes), *ending),
            When((_after(wishes, _VERIFY_MINUTES),), "4", "Sun"),
            folders,
            has_report=True,
        )
    if wishes.backup_folder:
        yield _backup(db, wishes.backup_folder.absolute(), wishes, ending, folders)


def _crawl(wishes: Wishes, ending: tuple[str, ...], folders: tuple[Path, ...]) -> Job:
    every = wishes.every_minutes
    # A tenth of the interval is left to wait for another writer, to stop cleanly, and for the work after the last page.
    budget = max(10, every * 9 // 10 - 1)
    wait = max(1, every - budget - 1)
    return Job(
        "crawl",
        f"fetch new articles, every {_interval(every)}",
        (
            "It prints nothing when all is well. Mail from it says what went wrong, such as an outlet that was not",
            "reached or a full disk. `newsarchive runs` shows the history.",
        ),
        ("crawl", "--all", "--for", str(budget), "--wait", str(wait), *ending),
        _crawl_times(every, wishes.minute),
        folders,
        needs_network=True,
        random_delay_seconds=_FEW_SECONDS,
    )


def _backup(db: Path, folder: Path, wishes: Wishes, ending: tuple[str, ...], folders: tuple[Path, ...]) -> Job:
    target = folder / db.name
    if folder.resolve() == db.parent.resolve():
        raise UsageError(f"schedule --backup {folder}: the archive itself is in this folder; name another one")
    return Job(
        "backup",
        "copy the archive, every night",
        ("Mail from it says why there is no new copy. Use another disk.",),
        ("backup", str(target), "--captures", "--force", *ending),
        When((_after(wishes, _BACKUP_MINUTES),), "2"),
        (*folders, folder),
        has_report=True,
    )


def _after(wishes: Wishes, minutes: int) -> int:
    return (wishes.minute + minutes) % 60


def _crawl_times(every_minutes: int, minute: int) -> When:
    if 60 % every_minutes == 0 and every_minutes < 60:
        return When(tuple(sorted((minute + step) % 60 for step in range(0, 60, every_minutes))))
    hours, rest = divmod(every_minutes, 60)
    if rest == 0 and hours in _HOURS:
        return When((minute,), _HOURS[hours])
    evenly = ", ".join(str(hour * 60) for hour in _HOURS)
    raise UsageError(f"schedule --every {every_minutes}: this cannot be repeated evenly; use 15, 20, 30, {evenly}")


def _interval(minutes: int) -> str:
    hours = minutes // 60
    return f"{minutes} minutes" if minutes < 60 else "hour" if hours == 1 else f"{hours} hours"
