"""`newsarchive verify`: whether everything stored is readable and consistent."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.problem import ArchiveProblem
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.maintenance.verify_part import EVERYTHING, ArchivePart, choose_part
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import db_option, json_option, log_option, wait_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.counted import counted
from newsarchive.errors import ArchiveTooOld
from newsarchive.settings import Settings


@click.command("verify")
@click.option("--repair", is_flag=True, help="Rebuild what can be rebuilt: index, totals, triggers, lost pointers.")
@click.option("--fast", is_flag=True, help="Skip the captured pages (WARC); of a large archive, check 10,000 articles.")
@wait_option
@log_option
@json_option
@db_option
def verify_command(repair: bool, fast: bool, wait_minutes: float, as_json: bool, settings: Settings) -> None:
    """Check that everything stored is readable and consistent.

    Prints each problem, the row that has it, and how to repair it. No text is ever changed. Exit status 0 if nothing
    is wrong, 1 if a problem remains. With --fast, 10,000 articles of a larger archive are checked, others each time.

    \b
    Example:
      newsarchive verify --fast
    """
    # If there is no archive, none is made. An older archive is migrated when it is opened for writing below.
    with suppress(ArchiveTooOld):
        Archive.open(settings.db).close()
    found, left, status = 0, 0, StatusLine()
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        now = clock.now()
        part = choose_part(archive.conn, now) if fast else EVERYTHING
        for finding in verify(archive, now, repair=repair, fast=fast, part=part, note=_progress(status)):
            found, left = found + 1, left + (not finding.is_mended)
            status.clear()
            click.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else _line(finding))
    status.clear()
    if part.runs is not None:
        click.echo(f"{settings.db}: {_not_checked(part)}", err=True)
    if found or sys.stderr.isatty():
        click.echo(f"{settings.db}: {found or 'nothing'} wrong, {found - left} repaired", err=True)
    if left:
        sys.exit(FAILED)


def _not_checked(part: ArchivePart) -> str:
    """What a fast check of a large archive read, and what it did not read."""
    places = counted(len(part.runs or ()), "place")
    return (
        f"checked {part.articles:,} of {part.of_articles:,} articles, in {places}; not checked: "
        "all others, addresses without an article, fingerprints, the index of earlier versions and captured pages. "
        "`newsarchive verify` checks everything."
    )


def _line(finding: ArchiveProblem) -> str:
    end = "repaired" if finding.is_mended else finding.advice
    return f"{finding.check}: {finding.row}: {finding.problem}; {end}"


def _progress(status: StatusLine) -> Callable[[str, int], None]:
    """Shows what is being checked, and how much of it is done."""
    done: Counter[str] = Counter()

    def note(check: str, count: int) -> None:
        done[check] += count
        number = f" {done[check]:,}{' bytes' if check == 'files' else ''}" if done[check] else ""
        status.show(lambda: f"checking {check}{number} ")

    return note
