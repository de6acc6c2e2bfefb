"""`newsarchive schedule`: crontab lines or units of systemd to paste, or the jobs run here.

It never edits a crontab and starts no unit.
"""

import os
import pwd
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from newsarchive.cli.options import Number, db_option
from newsarchive.cli.schedule.crontab import crontab
from newsarchive.cli.schedule.foreground import run_jobs
from newsarchive.cli.schedule.jobs import Installation, Wishes, list_jobs
from newsarchive.cli.schedule.systemd import SERVE_UNIT, serve_unit, units
from newsarchive.errors import UsageError
from newsarchive.settings import CONFIG_VARIABLE, Settings

UNIT_FOLDER = Path("/etc/systemd/system")
# The variables that the printed commands do not need from the environment: their values are in the lines.
_PASSED_ON = {CONFIG_VARIABLE, "NEWSARCHIVE_DB"}


@click.command("schedule")
@click.option(
    "--every",
    "every_minutes",
    type=Number(15, 1440),
    default=60,
    show_default=True,
    metavar="MINUTES",
    help="How often to crawl: 15, 20, 30, 60, 120, 180, 240, 360, 480, 720 or 1440.",
)
@click.option(
    "--minute",
    type=Number(0, 59),
    default=7,
    show_default=True,
    help="The minute of the hour to start at; not 0, because most jobs start then.",
)
@click.option("--verify", is_flag=True, help="Also verify the archive, every week.")
@click.option(
    "--backup",
    "backup_folder",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Also copy the archive with its captured pages into FOLDER, every night.",
)
@click.option(
    "--log",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The log file.  [default: newsarchive.log beside the archive; with --systemd only the journal]",
)
@click.option("--systemd", "for_systemd", is_flag=True, help="Print services and timers of systemd instead.")
@click.option(
    "--serve",
    "serve_port",
    type=Number(1, 65535),
    metavar="PORT",
    help="With --systemd: also a service that shows the archive in the browser, on this machine only.",
)
@click.option(
    "--run", "runs_here", is_flag=True, help="Run the jobs here at their times, as in a container; a crawl begins now."
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --systemd: write the units as files into FOLDER, which is made if it does not exist.",
)
@db_option
def schedule_command(
    every_minutes: int,
    minute: int,
    verify: bool,
    backup_folder: Path | None,
    log: Path | None,
    for_systemd: bool,
    serve_port: int | None,
    runs_here: bool,
    output: Path | None,
    settings: Settings,
) -> None:
    """Print crontab lines that keep the archive up to date.

    They crawl, and check all outlets once a week. Paste them with `crontab -e`. Crawls never overlap: each crawl locks
    the archive and stops before the next one starts. The outlets that waited longest come first, so every outlet gets
    its turn.

    \b
    Example:
      newsarchive schedule --every 60 --verify --backup /mnt/backup
      newsarchive schedule --systemd --backup /mnt/backup
      newsarchive schedule --run --every 120
    """
    if runs_here and (for_systemd or output is not None):
        raise UsageError("schedule --run runs the jobs itself; --systemd and --output are for units of systemd")
    if serve_port is not None and not for_systemd:
        raise UsageError("schedule --serve is for --systemd; otherwise run `newsarchive serve`")
    if output is not None and not for_systemd:
        raise UsageError("schedule --output is for --systemd; crontab lines are pasted with `crontab -e`")
    if backup_folder is not None and not backup_folder.is_dir():
        raise UsageError(f"schedule --backup {backup_folder}: no such folder; make it first")
    if log is None and not for_systemd and not runs_here:
        log = settings.db.parent / "newsarchive.log"
    jobs = list_jobs(settings, Wishes(every_minutes, minute, verify, backup_folder, log))
    installation = Installation(settings.root.resolve(), _command(), _config(), tuple(_reads(settings)))
    if runs_here:
        sys.exit(run_jobs(jobs, installation, lambda line: click.echo(f"schedule: {line}", err=True)))
    if not for_systemd:
        click.echo(crontab(jobs, installation))
    else:
        texts = units(jobs, installation, _user())
        if serve_port is not None:
            texts |= serve_unit(settings.db.absolute(), serve_port, installation, _user())
        _print_units(texts, output)
    _warn_of_variables()


def _print_units(texts: dict[str, str], output: Path | None) -> None:
    """Prints each unit below the path of its file, as `systemctl cat` does; or writes the files."""
    # Of a job the timer is enabled; only the service that serves has none.
    wanted = [name for name in texts if name.endswith(".timer") or name == SERVE_UNIT]
    enabled = " ".join(wanted)
    if output is None:
        click.echo("\n".join(f"# {UNIT_FOLDER / name}\n{text}" for name, text in texts.items()), nl=False)
    else:
        _write_units(texts, output)
    first = "" if output is None or output.resolve() == UNIT_FOLDER else f"copy these files to {UNIT_FOLDER}, "
    click.echo(f"{first}then run: systemctl daemon-reload && systemctl enable --now {enabled}", err=True)


def _write_units(texts: dict[str, str], folder: Path) -> None:
    """Writes each unit as a file into folder, which is made if it does not exist."""
    place = folder
    try:
        folder.mkdir(exist_ok=True)
        for name, text in texts.items():
            place = folder / name
            place.write_text(text, encoding="utf-8")
            click.echo(place)
    except OSError as error:
        raise UsageError(f"schedule --output: {place}: cannot be written: {error.strerror}") from error


def _warn_of_variables() -> None:
    """Names the settings that stand only in this environment; their values are not printed."""
    names = sorted(name for name in os.environ if name.startswith("NEWSARCHIVE_") and name not in _PASSED_ON)
    if names:
        click.echo(
            f"{', '.join(names)}: set here, but not for these jobs; write the settings into newsarchive.toml", err=True
        )


def _command() -> tuple[str, ...]:
    """The absolute path of this installation's command: the PATH of cron is short."""
    beside = Path(sys.executable).parent / "newsarchive"
    found = beside if beside.is_file() else shutil.which("newsarchive")
    return (str(found),) if found else (sys.executable, "-m", "newsarchive.cli.main")


def _config() -> Path | None:
    named = os.environ.get(CONFIG_VARIABLE)
    return Path(named).expanduser().absolute() if named else None


def _reads(settings: Settings) -> Iterator[Path]:
    """The Python that runs newsarchive, and the user's own files."""
    yield from map(Path, (sys.prefix, sys.base_prefix))
    yield from (path.absolute() for path in (settings.outlets_folder, settings.ca_file) if path)


def _user() -> str:
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())
