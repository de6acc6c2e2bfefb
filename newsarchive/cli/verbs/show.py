"""`newsarchive show`: one stored article as a document."""

import json

import click

from newsarchive.archive.articles.moved_articles import moved_to
from newsarchive.archive.articles.read import get_article, get_version
from newsarchive.archive.database import Archive
from newsarchive.cli.options import ARTICLE_ID, COUNT, db_option, full_option, json_option
from newsarchive.errors import NewsArchiveError
from newsarchive.formats.document import write_document
from newsarchive.formats.jsonl import stored_row
from newsarchive.settings import Settings


@click.command("show")
@click.argument("article_id", metavar="ID", type=ARTICLE_ID)
@full_option
@click.option("--version", "number", type=COUNT, metavar="N", help="Print this version; the first is 1.")
@json_option
@db_option
def show_command(article_id: int, full: bool, number: int | None, as_json: bool, settings: Settings) -> None:
    """Print an article as a document.

    \b
    Example:
      newsarchive show 1 --full
    """
    with Archive.open(settings.db) as archive:
        stored = get_article(archive.conn, article_id)
        if stored is None:
            file = moved_to(archive.conn, article_id)
            advice = f"it was moved to {file}, see --db" if file else "`newsarchive search` lists ids"
            raise NewsArchiveError(f"{settings.db}: no article {article_id}; {advice}")
        if number is not None:
            version = get_version(archive.conn, article_id, number)
            if version is None:
                raise NewsArchiveError(
                    f"{settings.db}: article {article_id} has no version {number}; its newest is {stored.revision}"
                )
            stored = version
    if as_json:
        click.echo(json.dumps(stored_row(stored), ensure_ascii=False, indent=2))
    else:
        click.echo(write_document(stored.article, full=full), nl=False)
