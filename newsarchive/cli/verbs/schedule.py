"""`newsarchive schedule`: crontab lines to paste; it never edits a crontab."""

import shlex
import shutil
import sys
from pathlib import Path

import click

from newsarchive.cli.options import db_option
from newsarchive.errors import UsageError
from newsarchive.settings import Settings

# Hours between two crawls that divide a day, and cron's field for them; a daily crawl starts at three in the night.
_HOURS = {1: "*", **{hours: f"*/{hours}" for hours in (2, 3, 4, 6, 8, 12)}, 24: "3"}


@click.command("schedule")
@click.option(
    "--every",
    "every_minutes",
    type=click.IntRange(15, 1440),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="How often to crawl: 15, 20, 30, 60, 120, 180, 240, 360, 480, 720 or 1440.",
)
@click.option(
    "--minute",
    type=click.IntRange(0, 59),
    default=7,
    show_default=True,
    help="The minute of the hour to start at; not 0, because most jobs start then.",
)
@click.option("--log", type=click.Path(path_type=Path), help="The log file.  [default: crawl.log beside the archive]")
@db_option
def schedule_command(every_minutes: int, minute: int, log: Path | None, settings: Settings) -> None:
    """Print crontab lines that keep the archive up to date.

    Paste them with `crontab -e`. Crawls never overlap: each crawl locks the archive and stops before the next one
    starts. The outlets that waited longest come first, so every outlet gets its turn.

    \b
    Example:
      newsarchive schedule --every 60
    """  # fmt: skip
    click.echo(crontab(settings, every_minutes, minute, log or settings.db.parent / "crawl.log"))


def crontab(settings: Settings, every_minutes: int, minute: int, log: Path) -> str:
    """The lines: comments that say what the job does and what mail from cron means, then the job."""
    # A tenth of the interval is left to stop cleanly and for what the crawl does after its last page.
    budget = max(10, every_minutes * 9 // 10 - 1)
    words = [*_command(), "crawl", "--all", "--for", str(budget), "--db", str(settings.db.absolute())]
    crawl = " ".join(map(_quoted, words))
    job = f"cd {_quoted(settings.root.absolute())} && {crawl} 2>&1 | tee -a {_quoted(log.absolute())}"
    return "\n".join(
        (
            "# newsarchive: fetch new articles, every " + _interval(every_minutes) + ".",
            "# It prints nothing when all is well. Mail from cron says what went wrong, such as an outlet that was not",
            f"# reached or a full disk. `newsarchive runs` shows the history. The log is {log.absolute()}.",
            f"{_times(every_minutes, minute)} {job}",
        )
    )


def _command() -> list[str]:
    """The absolute path of this installation's command: cron's PATH is short."""
    beside = Path(sys.executable).parent / "newsarchive"
    found = beside if beside.is_file() else shutil.which("newsarchive")
    return [str(found)] if found else [sys.executable, "-m", "newsarchive.cli.main"]


def _quoted(word: object) -> str:
    # In a crontab an unescaped percent sign ends the line, even inside quotes (crontab(5)).
    return shlex.quote(str(word)).replace("%", r"\%")


def _times(every_minutes: int, minute: int) -> str:
    if 60 % every_minutes == 0 and every_minutes < 60:
        minutes = sorted((minute + step) % 60 for step in range(0, 60, every_minutes))
        return ",".join(map(str, minutes)) + " * * * *"
    hours, rest = divmod(every_minutes, 60)
    if rest == 0 and hours in _HOURS:
        return f"{minute} {_HOURS[hours]} * * *"
    evenly = ", ".join(str(hour * 60) for hour in _HOURS)
    raise UsageError(f"schedule --every {every_minutes}: cron cannot repeat this evenly; use 15, 20, 30, {evenly}")


def _interval(minutes: int) -> str:
    hours = minutes // 60
    return f"{minutes} minutes" if minutes < 60 else "hour" if hours == 1 else f"{hours} hours"
