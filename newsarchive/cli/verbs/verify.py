"""The verbs that keep the archive whole: verify, backup."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.backup import back_up
from newsarchive.archive.maintenance.problem import ArchiveProblem
from newsarchive.archive.maintenance.verify import verify
from newsarchive.cli.options import FAILED, db_option, json_option, wait_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.errors import ArchiveTooOld
from newsarchive.settings import Settings


@click.command("verify")
@click.option("--repair", is_flag=True, help="Derive again what can be: index, totals, triggers, lost pointers.")
@click.option("--fast", is_flag=True, help="Leave the captured pages (WARC) unread.")
@wait_option
@json_option
@db_option
def verify_command(repair: bool, fast: bool, wait_minutes: int, as_json: bool, settings: Settings) -> None:
    """Check that everything stored can be read and agrees; no text is ever touched.

    Prints what is wrong, in which row, and how to mend it. Exit 0 nothing is wrong, 1 something is still wrong.

    \b
    Example:
      newsarchive verify --fast
    """
    # Where there is no archive none is made; an older one is brought up to date by being opened to be written.
    with suppress(ArchiveTooOld):
        Archive.open(settings.db).close()
    found, left, status = 0, 0, StatusLine()
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        for finding in verify(archive, clock.now(), repair=repair, fast=fast, note=_progress(status)):
            found, left = found + 1, left + (not finding.is_mended)
            status.clear()
            click.echo(json.dumps(asdict(finding), ensure_ascii=False) if as_json else _line(finding))
    status.clear()
    if found or sys.stderr.isatty():
        click.echo(f"{settings.db}: {found or 'nothing'} wrong, {found - left} mended", err=True)
    if left:
        sys.exit(FAILED)


@click.command("backup")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--captures", is_flag=True, help="Also the captured pages (WARC), into captures/ beside FILE.")
@click.option("--force", is_flag=True, help="Replace a FILE that is there.")
@json_option
@db_option
def backup_command(target: Path, captures: bool, force: bool, as_json: bool, settings: Settings) -> None:
    """Copy the archive as it is at this moment, also while a crawl writes to it.

    Captured pages are linked where FILE is on the same disk, else copied; a second run brings only what is new.

    \b
    Example:
      newsarchive backup /mnt/backup/archive.db --captures --force
    """
    status = StatusLine()
    with Archive.open(settings.db) as archive:
        done = back_up(
            archive,
            target,
            captures=captures,
            force=force,
            note=lambda copied, total: status.show(lambda: f"{copied:,} of {total:,} pages copied "),
        )
    status.clear()
    if as_json:
        click.echo(json.dumps({"file": str(target), **asdict(done)}, ensure_ascii=False))
        return
    files = f", {done.files_new} capture files new, {done.files_kept} there already" if captures else ""
    click.echo(f"{target}: {done.archive_bytes:,} bytes{files}", err=True)


def _line(finding: ArchiveProblem) -> str:
    end = "mended" if finding.is_mended else finding.advice
    return f"{finding.check}: {finding.row}: {finding.problem}; {end}"


def _progress(status: StatusLine) -> Callable[[str, int], None]:
    """Says what is being checked, and what was done of it."""
    done: Counter[str] = Counter()

    def note(check: str, count: int) -> None:
        done[check] += count
        number = f" {done[check]:,}{' bytes' if check == 'files' else ''}" if done[check] else ""
        status.show(lambda: f"checking {check}{number} ")

    return note
