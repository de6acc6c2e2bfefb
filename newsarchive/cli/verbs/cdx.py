"""`newsarchive cdx`: an index of the captured pages for pywb and other programs of web archives."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import BinaryIO

import click

from newsarchive.archive.articles.captured.kept_captures import iterate_kept_captures
from newsarchive.archive.database import Archive
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.cli.completion import complete_stored_outlets
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.interrupts import ended_by_signals
from newsarchive.cli.options import Day, check_days, db_option, json_option
from newsarchive.cli.outlets.names import check_outlet_names
from newsarchive.cli.reports.status import StatusLine
from newsarchive.cli.standard_streams import standard_output
from newsarchive.counted import counted
from newsarchive.errors import UsageError
from newsarchive.exporting.cdx import CdxWritten, write_cdx
from newsarchive.exporting.line_sort import LineSorter
from newsarchive.exporting.output import whole_file
from newsarchive.settings import Settings

_PROGRESS_SECONDS = 0.5


@click.command("cdx")
@click.option(
    "--outlet",
    "outlets",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_stored_outlets,
    help="Only pages of this outlet; may be repeated.",
)
@click.option("--since", type=Day(), help="Only pages that were fetched on this day (UTC) or later.")
@click.option("--until", type=Day(), help="Only pages that were fetched on this day (UTC) or earlier.")
@click.option("--output", type=click.Path(path_type=Path), help="The file to write, such as index.cdxj.")
@json_option
@db_option
def cdx_command(
    outlets: tuple[str, ...],
    since: date | None,
    until: date | None,
    output: Path | None,
    as_json: bool,
    settings: Settings,
) -> None:
    """Write an index of the captured pages, with which other programs serve them.

    The index is a CDXJ file: one line for each captured page, with its address, time, and place in the folder
    captures/, sorted as pywb and other programs expect it. Erased and deleted pages are left out. With --output, --json
    reports on standard output what was written.

    \b
    Example:
      newsarchive cdx --output index.cdxj
      newsarchive cdx --outlet guardian --since 2026-01-01 --output guardian.cdxj
    """
    check_days(since, until)
    if as_json and output is None:
        raise UsageError("--json reports on standard output what was written; name a file with --output")
    status = StatusLine(_PROGRESS_SECONDS)
    folder = output.parent if output is not None and output.parent.is_dir() else None
    with ended_by_signals(), Archive.open(settings.db) as archive, in_one_line(settings.db):
        check_outlet_names(archive, settings, outlets)
        captures = iterate_kept_captures(archive.conn, outlets, since, until)
        with _binary_output(output) as out, LineSorter(folder) as sorter:
            written = write_cdx(
                archive.captures, captures, out, sorter, lambda now: status.show(lambda: f"{now.captures:,} pages")
            )
            status.clear()
    _report(written, output, as_json)
    if written.damaged:
        sys.exit(FAILED)


@contextmanager
def _binary_output(output: Path | None) -> Iterator[BinaryIO]:
    if output is None:
        with standard_output() as text:
            yield text.buffer
        return
    with whole_file(output) as file:
        yield file


def _report(written: CdxWritten, output: Path | None, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({"output": str(output), **asdict(written)}, ensure_ascii=False))
        return
    click.echo(f"{counted(written.captures, 'page')} indexed" + (f" in {output}" if output else ""), err=True)
    for problem in written.problems:
        click.echo(problem, err=True)
    if written.damaged:
        click.echo(f"{written.damaged:,} damaged and skipped; `newsarchive verify` lists them", err=True)
