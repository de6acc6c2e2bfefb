"""`newsarchive remove`: erase articles for good."""

import sys
from collections.abc import Iterator

import click

from newsarchive import clock
from newsarchive.archive.articles.read import get_article
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance.removal import check_removable, remove_article
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import ARTICLE_ID, db_option, wait_option
from newsarchive.counted import counted
from newsarchive.errors import DeskError, UsageError
from newsarchive.records import StoredArticle
from newsarchive.settings import Settings


@click.command("remove")
@click.argument("article_ids", metavar="ID…", nargs=-1, required=True, type=ARTICLE_ID)
@click.option("--reason", help="Why, such as a court order, privacy or a mistake. It is kept.")
@click.option("--yes", is_flag=True, help="Remove without asking, for example from a script.")
@click.option("--dry-run", is_flag=True, help="Show what would be removed; write nothing.")
@wait_option
@db_option
def remove_command(
    article_ids: tuple[int, ...], reason: str | None, yes: bool, dry_run: bool, wait_minutes: float, settings: Settings
) -> None:
    """Erase articles for good.

    Their texts, versions, index entries and captured pages are erased. This cannot be undone. The reason is kept. The
    command shows each article first, and asks. If one of the articles is not there, none is removed.

    \b
    Example:
      newsarchive remove 17 18 --reason "court order 12/2026"
    """
    if not dry_run and not (reason or "").strip():
        raise UsageError("remove: say why with --reason; it is all that is kept of an article")
    wanted = list(dict.fromkeys(article_ids))
    with Archive.open(settings.db) as archive:
        for line in _shown(archive, wanted):
            click.echo(line, err=True)
    if dry_run or not (yes or _is_agreed(len(wanted))):
        click.echo("nothing was removed", err=True)
        return
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        problems = [problem for one in wanted for problem in _remove(archive, settings, one, reason or "")]
    if problems:
        sys.exit(FAILED)


def _shown(archive: Archive, article_ids: list[int]) -> Iterator[str]:
    """A line for each article; raises UsageError before the first line if one of them is not there."""
    for article_id in article_ids:
        check_removable(archive, article_id)
    for article_id in article_ids:
        stored = get_article(archive.conn, article_id)
        if stored is not None:
            yield _line(stored)


def _line(stored: StoredArticle) -> str:
    """`17  Bridge opens in May, guardian, 2026-11-22, 3 versions`."""
    article = stored.article
    day = article.published.on.isoformat() if article.published else "undated"
    return f"{stored.id:>7}  {article.headline}, {article.outlet}, {day}, {counted(stored.revision, 'version')}"


def _is_agreed(number: int) -> bool:
    what = "this article" if number == 1 else f"these {number} articles"
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"remove: cannot ask without a terminal; give --yes to erase {what}, or --dry-run to look")
    return click.confirm(f"Erase {what} for good?", err=True)


def _remove(archive: Archive, settings: Settings, article_id: int, reason: str) -> tuple[str, ...]:
    # Loaded here because most commands need none of it.
    from newsarchive.notifications.watching import forget_article

    removed = remove_article(archive, article_id, reason, clock.now())
    try:
        forget_article(archive, settings, article_id)
    except DeskError as error:
        click.echo(f"messages about watches were not searched for the article: {error}", err=True)
    for problem in removed.problems:
        click.echo(problem, err=True)
    click.echo(f"article {article_id} removed, captures erased: {removed.captures_erased}", err=True)
    return removed.problems
