"""`newsarchive tag`: tags of articles, beside the archive."""

import json

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import check_article_ids
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_names import check_tag
from newsarchive.archive.desk.labels import ArticleLabels, add_tags, labels_of, list_tags, remove_tags
from newsarchive.cli.options import ARTICLE_ID, db_option, json_option
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("tag")
@click.argument("article_id", metavar="[ID]", required=False, type=ARTICLE_ID)
@click.argument("tags", metavar="[TAG]…", nargs=-1)
@click.option("--remove", is_flag=True, help="Take the tags away from the article.")
@json_option
@db_option
def tag_command(article_id: int | None, tags: tuple[str, ...], remove: bool, as_json: bool, settings: Settings) -> None:
    """Tag an article; without an article, list all tags.

    A tag may have several words; put it in quotes then. A-Z and a-z are the same. Tags are a filter of search and
    export: --tag TAG, or tag:TAG in the words. They are in desk.db beside the archive.

    \b
    Example:
      newsarchive tag 17 eyewitness "to check"
      newsarchive tag 17 "to check" --remove
    """
    if remove and not tags:
        raise UsageError("tag --remove: name the tags to take away")
    wanted = list(dict.fromkeys(check_tag(tag) for tag in tags))
    with Archive.open(settings.db) as archive:
        if article_id is None:
            _list(settings, as_json)
            return
        if not remove:
            check_article_ids(archive.conn, [article_id])
    with Desk.open(settings.db, write=bool(wanted) and (not remove or Desk.is_made(settings.db))) as desk:
        if wanted and remove:
            remove_tags(desk, article_id, wanted)
        elif wanted:
            add_tags(desk, article_id, wanted, clock.now())
        now = labels_of(desk, [article_id]).get(article_id, ArticleLabels()).tags
    if as_json:
        click.echo(json.dumps({"article_id": article_id, "tags": list(now)}, ensure_ascii=False, indent=2))
    else:
        click.echo(f"article {article_id}: {', '.join(now) or 'no tags'}")


def _list(settings: Settings, as_json: bool) -> None:
    with Desk.open(settings.db) as desk:
        found = list_tags(desk)
    if as_json:
        rows = [{"tag": tag, "articles": count} for tag, count in found]
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    for tag, count in found:
        click.echo(f"{count:>7,}  {tag}")
