"""The verbs that keep outlet files right: check, snapshot."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from newsarchive.archive.database import Archive
from newsarchive.archive.search.totals import typical_length
from newsarchive.cli.options import FAILED, db_option, json_option
from newsarchive.cli.reports.check_report import checked_lines, checked_row
from newsarchive.crawl import registry
from newsarchive.errors import ArchiveMissing, ArchiveTooOld
from newsarchive.outlet_tools.check.diagnosis import OutletCheck
from newsarchive.outlet_tools.check.outlets import check_outlets
from newsarchive.outlet_tools.snapshot.snapshots import take_snapshot
from newsarchive.settings import Settings


@click.command("check")
@click.argument("names", metavar="[OUTLET]…", nargs=-1)
@json_option
@db_option
def check_command(names: tuple[str, ...], as_json: bool, settings: Settings) -> None:
    """Poll outlets, read three articles of each and say which part broke; nothing is stored.

    Without names every outlet is checked, as politely as in a crawl. An archive is needed only to tell whether texts
    have become short. Exit 1 if anything broke.

    \b
    Example:
      newsarchive check guardian
    """
    spiders = [registry.spider_by_name(settings, name) for name in dict.fromkeys(names)]
    spiders = spiders or list(registry.find_outlets(settings).values())

    def show(checked: OutletCheck) -> None:
        if not as_json:
            click.echo("\n".join(checked_lines(checked, with_fields=bool(names))))

    with _usual_lengths(settings) as usual_length:
        done = check_outlets(settings, spiders, usual_length, show)
    if as_json:
        click.echo(json.dumps([checked_row(one) for one in done], ensure_ascii=False, indent=2))
    broken = [one.outlet.name for one in done if one.broken]
    if broken:
        click.echo(f"broken: {len(broken)} of {len(done)}: {', '.join(sorted(broken))}", err=True)
        sys.exit(FAILED)


@contextmanager
def _usual_lengths(settings: Settings) -> Iterator[Callable[[str], int | None]]:
    """How long an outlet's texts usually are, where there is an archive that can be read."""
    try:
        archive = Archive.open(settings.db)
    except (ArchiveMissing, ArchiveTooOld):
        yield lambda outlet: None
        return
    with archive:
        yield lambda outlet: typical_length(archive.conn, outlet)


@click.command("snapshot")
@click.argument("name", metavar="OUTLET")
@click.argument("url", metavar="URL")
@click.option("--force", is_flag=True, help="Keep it even if the masked page reads otherwise than the page did.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where snapshots lie.  [default: tests/outlets, or snapshots beside your own outlets]",
)
@db_option
def snapshot_command(name: str, url: str, force: bool, folder: Path | None, settings: Settings) -> None:
    """Save a live page of an outlet as a test case, its words replaced by invented ones.

    The markup is kept, and what rules go by: dates, agencies' names, "read also" and the like. The article that is
    expected lies beside it. A masked page that reads otherwise than the page did is refused, with what differs.

    \b
    Example:
      newsarchive snapshot guardian https://www.theguardian.com/world/2026/nov/22/harbour-wall
    """
    saved = take_snapshot(settings, registry.spider_by_name(settings, name), url, folder=folder, force=force)
    for difference in saved.differences:
        click.echo(f"reads otherwise: {difference}", err=True)
    click.echo(saved.folder)
