"""`newsarchive health`: what is wrong with outlets and the disk, since when, and what to do."""

import json
import sys

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.health.current import current_health
from newsarchive.archive.search.totals import outlet_totals
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.cli.completion import complete_stored_outlets
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import db_option, json_option
from newsarchive.cli.outlets.names import check_outlet_names
from newsarchive.cli.outlets.sets import set_option, stored_outlets_in_sets
from newsarchive.cli.reports.health_report import health_lines, health_row
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("health")
@click.argument("names", metavar="[OUTLET]…", nargs=-1, shell_complete=complete_stored_outlets)
@set_option
@json_option
@db_option
def health_command(names: tuple[str, ...], sets: tuple[str, ...], as_json: bool, settings: Settings) -> None:
    """Report what is wrong with outlets and the disk, and what to do.

    Each outlet is compared with its own history, as crawls stored it: no network is used. Without names, all outlets
    are judged; with names or --set, their latest numbers are printed too. Exit status 1 if anything is wrong.

    \b
    Example:
      newsarchive health guardian
      newsarchive health --set agency
    """
    if names and sets:
        raise UsageError("health: name outlets, or use --set, not both; --set takes names of outlets too")
    now = clock.now()
    with Archive.open(settings.db) as archive:
        _check_names(archive, settings, names)
        if sets:
            names = tuple(stored_outlets_in_sets((OpenArchive(None, archive.conn),), settings, sets))
        health = current_health(archive.conn, archive.path, now, settings.min_free_gb, names or None)
    if as_json:
        click.echo(json.dumps(health_row(health, now), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(health_lines(health, now, with_outlets=bool(names))))
    if health.findings:
        sys.exit(FAILED)


def _check_names(archive: Archive, settings: Settings, names: tuple[str, ...]) -> None:
    """Raises UsageError for an outlet that does not exist, or of which the archive has nothing to judge."""
    check_outlet_names(archive, settings, names)
    stored = {total.name for total in outlet_totals(archive.conn)} if names else set()
    for name in names:
        if name not in stored:
            raise UsageError(f"health {name}: the outlet was never crawled; run `newsarchive crawl {name}` first")
