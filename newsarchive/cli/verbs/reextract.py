"""`newsarchive reextract`: read stored pages again with today's rules."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict
from datetime import date
from secrets import token_hex
from typing import TYPE_CHECKING

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.cli.completion import complete_stored_outlets
from newsarchive.cli.fleet_options import fleet_option, opened_fleet
from newsarchive.cli.interrupts import sigterm_as_ctrl_c
from newsarchive.cli.options import Day, db_option, json_option, wait_option
from newsarchive.cli.outlets.sets import set_option, stored_outlets_in_sets
from newsarchive.cli.reports.reextract_report import closing_line, print_report
from newsarchive.cli.reports.status import StatusLine
from newsarchive.errors import ArchiveTooOld, UsageError
from newsarchive.outlet import Outlet
from newsarchive.reextraction.report import Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings

if TYPE_CHECKING:
    from newsarchive.reextraction.planning import CaptureReader

_PROGRESS_SECONDS = 0.5


@click.command("reextract")
@click.argument("names", metavar="[OUTLET…]", nargs=-1, shell_complete=complete_stored_outlets)
@click.option(
    "--outlet",
    "more_names",
    multiple=True,
    metavar="NAME",
    shell_complete=complete_stored_outlets,
    help="The same as OUTLET; may be repeated.",
)
@set_option
@click.option("--since", type=Day(), help="Only articles published, and other pages captured, on this day or later.")
@click.option("--dry-run", is_flag=True, help="Report what would change; write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking, for example from cron.")
@click.option(
    "--allow-shorter", is_flag=True, help="Also accept a text that is less than half as long as the stored one."
)
@fleet_option
@wait_option
@json_option
@db_option
def reextract_command(
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    sets: tuple[str, ...],
    since: date | None,
    dry_run: bool,
    yes: bool,
    allow_shorter: bool,
    fleet: str | None,
    wait_minutes: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Read stored pages again with today's rules, and store what changed.

    It uses no network. It first reports what would change, field by field, with examples. Then it asks, if it runs in
    a terminal, or writes with --yes. The changes are recorded as ours, not as the outlet's. The old texts stay as
    earlier versions. With --fleet, workers on this or other machines read the pages.

    \b
    Example:
      newsarchive reextract guardian --dry-run
      newsarchive reextract --set country:gb --yes
    """
    if (names or more_names) and sets:
        raise UsageError("reextract: name outlets, or use --set, not both; --set takes names of outlets too")
    # Loaded here because trafilatura takes half a second.
    from newsarchive.reextraction.applying import apply
    from newsarchive.reextraction.planning import ReextractRequest, plan

    # If there is no archive, none is made. An older archive is migrated when it is opened for writing below.
    with suppress(ArchiveTooOld):
        Archive.open(settings.db).close()
    is_asking = not (yes or dry_run or as_json) and _is_terminal()
    report, status = Report(), StatusLine(_PROGRESS_SECONDS)
    with ExitStack() as stack:
        stack.enter_context(sigterm_as_ctrl_c())
        may_write = yes and not dry_run
        # The answer may take hours; until then other commands can write, so the lock is taken after it.
        lock = [stack.enter_context(write_lock(settings.db, wait_minutes))] if may_write else []
        archive = stack.enter_context(Archive.open(settings.db, write=may_write))
        outlets = tuple(_outlets(archive, settings, {*names, *more_names}, sets, report))
        wanted = ReextractRequest(outlets, since, allow_shorter)
        spool = stack.enter_context(Spool(settings.db.parent)) if may_write or is_asking else None

        def write() -> None:
            assert spool is not None
            apply(archive, spool, report, settings, clock.now(), progress=_writing(status))
            spool.clear()

        with _capture_reader(fleet, settings, outlets) as reader:
            progress = _reading(status)
            plan(
                archive, wanted, settings, report, spool,
                write=write if may_write else None, reader=reader, progress=progress,
            )  # fmt: skip
        status.clear()
        if not as_json:
            print_report(report)
        if spool is not None and (may_write or _is_agreed(report)):
            if not lock:
                archive.close()
                stack.enter_context(write_lock(settings.db, wait_minutes))
                archive = stack.enter_context(Archive.open(settings.db, write=True))
            write()
            status.clear()
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        click.echo(closing_line(report, dry_run))


@contextmanager
def _capture_reader(
    place: str | None, settings: Settings, outlets: Iterable[Outlet]
) -> "Iterator[CaptureReader | None]":
    """What reads the captured pages with --fleet; None without it."""
    with opened_fleet(place, settings) as pool:
        if pool is None:
            yield None
            return
        # Loaded here because it needs the extra `fleet`.
        from newsarchive.reextraction.reread_task import fleet_reader
        from newsarchive.segments.folder import folder_of_archive

        # A dry run holds no lock, so that others may read the same archive again at the same time.
        folder = folder_of_archive(settings.db, settings.fleet_segments, f"reextract-{token_hex(4)}")
        with fleet_reader(pool, folder, outlets, settings.extraction_timeout_seconds) as reader:
            yield reader


def _outlets(
    archive: Archive, settings: Settings, names: set[str], sets: tuple[str, ...], report: Report
) -> list[Outlet]:
    """The outlets named, or those of the sets or all of which the archive has pages.

    Outlets that are no longer declared go into report.
    """
    # Loaded here because Scrapy takes half a second.
    from newsarchive.archive.maintenance import reextraction as rereading
    from newsarchive.crawl import registry

    if names:
        return [registry.outlet_by_name(settings, name) for name in sorted(names)]
    there, files = rereading.outlets_with_captures(archive.conn), registry.outlet_files(settings)
    if sets:
        chosen = stored_outlets_in_sets((OpenArchive(None, archive.conn),), settings, sets)
        there = [name for name in there if name in chosen]
    for name in there:
        if name not in files and (count := rereading.count_articles(archive.conn, name, "", None)):
            report.undeclared[name] = count
    return [registry.outlet_by_name(settings, name) for name in there if name in files]


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _is_agreed(report: Report) -> bool:
    return report.would_change > 0 and click.confirm("Write this?", err=True)


def _reading(status: StatusLine) -> Callable[[Report, int], None]:
    def progress(report: Report, articles: int) -> None:
        status.show(lambda: f"{report.pages:,} of {articles:,} pages read again ")

    return progress


def _writing(status: StatusLine) -> Callable[[int], None]:
    return lambda written: status.show(lambda: f"{written:,} written ")
