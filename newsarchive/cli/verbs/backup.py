"""`newsarchive backup`: a copy of the archive, with or without its captured pages."""

import json
import sys
from dataclasses import asdict
from pathlib import Path

import click

from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.backup import BackupResult, back_up
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import db_option, json_option, log_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.settings import Settings


@click.command("backup")
@click.argument("target", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--captures", is_flag=True, help="Also the captured pages (WARC), into captures/ beside FILE.")
@click.option("--force", is_flag=True, help="Replace FILE if it exists.")
@log_option
@json_option
@db_option
def backup_command(target: Path, captures: bool, force: bool, as_json: bool, settings: Settings) -> None:
    """Copy the archive, even during a crawl.

    The copy has the archive as it is at this moment, and beside it the desk: collections, tags, notes and watches.
    Captured pages are hard-linked if FILE is on the same disk, and copied otherwise. A second backup copies only what
    is new.

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
    else:
        click.echo(_line(target, done, captures))
    if done.desk_problem:
        click.echo(f"newsarchive: the desk was not copied: {done.desk_problem}", err=True)
        sys.exit(FAILED)


def _line(target: Path, done: BackupResult, captures: bool) -> str:
    desk = f", desk {done.desk_bytes:,} bytes" if done.desk_bytes else ""
    files = f", {done.files_new} new capture files, {done.files_kept} unchanged" if captures else ""
    return f"{target}: {done.archive_bytes:,} bytes{desk}{files}"
