"""`newsarchive note`: one note for each article, beside the archive."""

import json
import sys

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import check_article_ids
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_names import check_note
from newsarchive.archive.desk.labels import ArticleLabels, labels_of, remove_note, set_note
from newsarchive.cli.options import ARTICLE_ID, db_option, json_option
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("note")
@click.argument("article_id", metavar="ID", type=ARTICLE_ID)
@click.argument("text", required=False)
@click.option("--append", is_flag=True, help="Add TEXT below the note that is there.")
@click.option("--remove", is_flag=True, help="Take the note away.")
@json_option
@db_option
def note_command(
    article_id: int, text: str | None, append: bool, remove: bool, as_json: bool, settings: Settings
) -> None:
    """Write a note on an article, or print it.

    An article has one note, which may have several lines; TEXT replaces it. "-" reads TEXT from standard input. Notes
    are shown on the article's page and in collections. They are in desk.db beside the archive.

    \b
    Example:
      newsarchive note 17 "The figure was corrected on the second day."
      newsarchive note 17 "Called the press office." --append
      newsarchive note 17
    """
    if remove and (text is not None or append):
        raise UsageError("note --remove: takes the whole note away; leave TEXT and --append out")
    if append and text is None:
        raise UsageError("note --append: give the TEXT to add")
    typed = sys.stdin.read() if text == "-" else text
    with Archive.open(settings.db) as archive:
        if not remove:
            check_article_ids(archive.conn, [article_id])
    writes = typed is not None or (remove and Desk.is_made(settings.db))
    with Desk.open(settings.db, write=writes) as desk, desk.transaction():
        before = _note_of(desk, article_id)
        if remove:
            remove_note(desk, article_id)
        elif typed is not None:
            set_note(desk, article_id, check_note(f"{before}\n{typed}" if append and before else typed), clock.now())
        now = _note_of(desk, article_id)
    if as_json:
        click.echo(json.dumps({"article_id": article_id, "note": now}, ensure_ascii=False, indent=2))
    elif text is None and now and not remove:
        click.echo(now)
    elif not now and sys.stderr.isatty():
        click.echo(f"article {article_id}: no note", err=True)


def _note_of(desk: Desk, article_id: int) -> str | None:
    return labels_of(desk, [article_id]).get(article_id, ArticleLabels()).note
