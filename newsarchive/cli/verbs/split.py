"""`newsarchive split`: move older articles into an archive of their own."""

import json
import sys
from contextlib import suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.splitting.freeing import free_moved
from newsarchive.archive.splitting.job import Note
from newsarchive.archive.splitting.split import SplitResult, split_archive
from newsarchive.archive.splitting.split_rows import name_beside
from newsarchive.archive.splitting.split_size import SplitSize, measure_split
from newsarchive.archive.splitting.targets import check_target
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import Day, db_option, json_option, log_option, wait_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.counted import counted
from newsarchive.errors import ArchiveTooOld, UsageError
from newsarchive.settings import Settings, real_file

# Free pages that are worth a hint about --vacuum.
_MUCH_FREE_BYTES = 100_000_000


@click.command("split")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--before", type=Day(), help="Move the articles of days before this one.")
@click.option("--vacuum", is_flag=True, help="At the end, make the archive's file smaller; needs room for two copies.")
@click.option("--dry-run", is_flag=True, help="Show how much would move; write nothing.")
@click.option(
    "--forget", is_flag=True, help="Move nothing; allow crawls and imports to store the articles of FILE here again."
)
@wait_option
@log_option
@json_option
@db_option
def split_command(
    file: Path,
    before: date | None,
    vacuum: bool,
    dry_run: bool,
    forget: bool,
    wait_minutes: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Move older articles into an archive of their own, FILE.

    Their versions, addresses and captured pages move with them. This archive remembers their addresses, so that nothing
    is fetched again. Nothing is erased here before all of it was compared with FILE. If the command is interrupted, run
    it again: it continues.

    \b
    Example:
      newsarchive split --before 2026-01-01 archive-2025.db
    """
    if forget:
        _forget(settings, file, before, wait_minutes, as_json)
        return
    if before is None:
        raise UsageError("split: say which articles move, with --before YYYY-MM-DD")
    if dry_run:
        with Archive.open(settings.db) as archive:
            check_target(archive, real_file(file), before)
            _print_size(measure_split(archive, before), before, as_json)
        return
    status = StatusLine(0.2)
    _check_archive(settings)
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        result = split_archive(archive, file, before, clock.now(), vacuum=vacuum, note=_progress(status))
    status.clear()
    _print_result(result, file, before, as_json)
    if result.problems:
        sys.exit(FAILED)


def _check_archive(settings: Settings) -> None:
    """If there is no archive, none is made. An older archive is migrated when it is opened for writing."""
    with suppress(ArchiveTooOld):
        Archive.open(settings.db).close()


def _progress(status: StatusLine) -> Note:
    def note(step: str, done: int, total: int) -> None:
        status.show(lambda: f"{step} {done:,} of {total:,} " if total else f"{step} ")

    return note


def _print_size(size: SplitSize, before: date, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(asdict(size)))
        return
    click.echo(
        f"{counted(size.articles, 'article')} before {before}, {counted(size.versions, 'version')}, "
        f"about {size.archive_bytes:,} bytes of the archive's file; "
        f"{counted(size.captures, 'capture')}, {size.capture_bytes:,} bytes"
    )


def _print_result(result: SplitResult, file: Path, before: date, as_json: bool) -> None:
    for problem in result.problems:
        click.echo(problem, err=True)
    counts = result.counts
    if as_json:
        click.echo(json.dumps({"file": str(file), **asdict(counts), **_bytes_of(result)}, ensure_ascii=False))
        return
    if not counts.articles:
        click.echo(f"no articles before {before}; nothing moved")
    else:
        click.echo(
            f"{file}: {counted(counts.articles, 'article')} before {before}, {counted(counts.versions, 'version')}, "
            f"{counted(counts.captures, 'capture')}; {result.freed_bytes:,} bytes of capture files freed"
        )
    if result.free_pages_bytes > _MUCH_FREE_BYTES:
        click.echo(
            f"{result.free_pages_bytes:,} bytes inside the archive's file are free for new articles; "
            "run the command with --vacuum to give them back to the disk"
        )


def _bytes_of(result: SplitResult) -> dict[str, int]:
    return {"freed_bytes": result.freed_bytes, "free_pages_bytes": result.free_pages_bytes}


def _forget(settings: Settings, file: Path, before: date | None, wait_minutes: float, as_json: bool) -> None:
    if before is not None:
        raise UsageError("split: --forget is about all articles of FILE; leave --before out")
    _check_archive(settings)
    status = StatusLine(0.2)
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        name = name_beside(real_file(file), archive.path)
        freed = free_moved(archive, name, lambda done: status.show(lambda: f"{done:,} addresses forgotten "))
    status.clear()
    words = f"addresses of articles in {name} forgotten: {freed:,}"
    click.echo(json.dumps({"forgotten": freed}) if as_json else words)
