"""`newsarchive remove`: erase an article for good."""

import sys

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.cli.options import FAILED, db_option, wait_option
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("remove")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--reason", required=True, help="Why, such as a court order, privacy or a mistake. It is kept.")
@wait_option
@db_option
def remove_command(article_id: int, reason: str, wait_minutes: float, settings: Settings) -> None:
    """Erase an article for good.

    Its text, versions, index entries and captured pages are erased. This cannot be undone. The reason is kept.

    \b
    Example:
      newsarchive remove 17 --reason "court order 12/2026"
    """
    if not reason.strip():
        raise UsageError("remove --reason is empty; say why, because the reason is all that is kept of the article")
    Archive.open(settings.db).close()
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        removed = remove_article(archive, article_id, reason, clock.now())
    for problem in removed.problems:
        click.echo(problem, err=True)
    click.echo(f"article {article_id} removed, captures erased: {removed.captures_erased}", err=True)
    if removed.problems:
        sys.exit(FAILED)
