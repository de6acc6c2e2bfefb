"""`newsarchive snapshot`: save a live page as a test page."""

from pathlib import Path

import click

from newsarchive.cli.completion import complete_outlets
from newsarchive.cli.options import db_option
from newsarchive.settings import Settings


@click.command("snapshot")
@click.argument("name", metavar="OUTLET", shell_complete=complete_outlets)
@click.argument("url", metavar="URL")
@click.option("--force", is_flag=True, help="Save the page even if its masked form is read differently.")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to save it.  [default: tests/outlets, or snapshots beside your own outlets]",
)
@db_option
def snapshot_command(name: str, url: str, force: bool, folder: Path | None, settings: Settings) -> None:
    """Save a live page as a test page, with invented words.

    The markup stays, and so do the words that rules depend on: dates, names of agencies, "read also" and the like. The
    expected article is saved beside the page. If the masked page is read differently from the original, nothing is
    saved and the differences are reported.

    \b
    Example:
      newsarchive snapshot guardian https://www.theguardian.com/world/2026/nov/22/harbour-wall
    """
    # Loaded here because Scrapy takes a second.
    from newsarchive.crawl import registry
    from newsarchive.outlet_tools.snapshot.snapshots import take_snapshot

    saved = take_snapshot(settings, registry.spider_by_name(settings, name), url, folder=folder, force=force)
    for difference in saved.differences:
        click.echo(f"read differently: {difference}", err=True)
    click.echo(saved.folder)
