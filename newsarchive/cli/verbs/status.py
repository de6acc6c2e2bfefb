"""`newsarchive status`: everything about the archive on one screen."""

import json

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.health.overview import archive_overview
from newsarchive.archive.lock import lock_holder
from newsarchive.archive.watches.watch_rows import list_watches
from newsarchive.cli.options import db_option, json_option
from newsarchive.cli.reports.status_report import ShownStatus, status_lines, status_row
from newsarchive.cli.schedule.next_runs import next_crawls
from newsarchive.settings import Settings


@click.command("status")
@json_option
@db_option
def status_command(as_json: bool, settings: Settings) -> None:
    """Show the archive on one screen: articles, disk, crawls, due work, alerts.

    It reads totals only, so it is fast in any archive, and it uses no network. Alerts are those of the last crawl.

    \b
    Example:
      newsarchive status
      newsarchive status --json
    """
    now = clock.now()
    with Archive.open(settings.db) as archive:
        path = archive.path
        overview = archive_overview(archive.conn, path, now, settings.min_free_gb)
    with Desk.open(settings.db) as desk:
        watches = list_watches(desk)
    status = ShownStatus(path, overview, lock_holder(path), next_crawls(settings.db, now), watches)
    if as_json:
        click.echo(json.dumps(status_row(status), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(status_lines(status)))
