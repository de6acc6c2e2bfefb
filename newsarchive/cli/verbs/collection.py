"""`newsarchive collection`: named lists of articles, beside the archive."""

import json
import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import check_article_ids, collection_rows
from newsarchive.archive.desk.collections import (
    CollectionInfo,
    add_to_collection,
    collected_ids,
    delete_collection,
    list_collections,
    remove_from_collection,
)
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_names import check_desk_name
from newsarchive.archive.search.desk_selection import check_desk_filters
from newsarchive.archive.search.ids.selected_ids import select_ids
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import ARTICLE_ID, check_days, db_option, json_option, selection_options
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.counted import counted
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.exporting.output import whole_file
from newsarchive.formats.collection_csv import CollectionRow, write_collection
from newsarchive.importing.collection_csv import check_collection_file, import_collection
from newsarchive.settings import Settings

_IDS = click.argument("article_ids", metavar="[ID]…", nargs=-1, type=ARTICLE_ID)
_NAME = click.argument("name")


def _search_option(command: Any) -> Any:
    words = click.option("--search", "query", metavar="WORDS", help="Also the articles that match, as in `search`.")
    return words(selection_options(command))


@click.group("collection")
def collection_command() -> None:
    """Collect articles under a name, and take them in and out as CSV.

    Collections, tags and notes are in desk.db beside the archive, which stays as it was crawled. A collection is a
    filter of search and export: --collection NAME, or collection:NAME in the words. All commands take --db.

    \b
    Example:
      newsarchive collection add flood-2026 17 18
      newsarchive collection add flood-2026 --search 'flood "river wall"' --since 2026-11-01
      newsarchive collection show flood-2026
      newsarchive collection export flood-2026 --output flood-2026.csv
    """


@collection_command.command("add")
@_NAME
@_IDS
@_search_option
@db_option
def add_command(name: str, article_ids: tuple[int, ...], query: str | None, settings: Settings, **filters: Any) -> None:
    """Add articles to a collection; a new name makes a new collection.

    Give ids, or --search, or filters, or both. What a search finds later is not added by itself: see `watch`.

    \b
    Example:
      newsarchive collection add flood-2026 17 18
    """
    check_desk_name("collection", name)
    with Archive.open(settings.db) as archive:
        wanted = _wanted(archive, settings, article_ids, query, filters)
        if article_ids and not wanted:
            raise UsageError("collection add: no article was found")
        with Desk.open(settings.db, write=True) as desk:
            added = add_to_collection(desk, name, wanted, clock.now())
            total = len(collected_ids(desk, name))
    known = len(wanted) - added
    click.echo(
        f"{name}: {counted(added, 'article')} added, {known:,} were in it before; it has {total:,} now", err=True
    )


@collection_command.command("remove")
@_NAME
@_IDS
@_search_option
@db_option
def remove_command(
    name: str, article_ids: tuple[int, ...], query: str | None, settings: Settings, **filters: Any
) -> None:
    """Take articles out of a collection. They stay in the archive, with their tags and notes.

    \b
    Example:
      newsarchive collection remove flood-2026 18
    """
    with Archive.open(settings.db) as archive:
        # Any id may be taken out, also one that another archive gave.
        found = _found(archive, settings, query, filters) if query is not None or _has(filters) else []
        if not (article_ids or found or query is not None or _has(filters)):
            raise UsageError("collection remove: give ids, --search or a filter")
        with Desk.open(settings.db, write=Desk.is_made(settings.db)) as desk:
            removed = remove_from_collection(desk, name, [*article_ids, *found])
            total = len(collected_ids(desk, name))
    click.echo(f"{name}: {counted(removed, 'article')} removed; it has {total:,} now", err=True)


@collection_command.command("list")
@json_option
@db_option
def list_command(as_json: bool, settings: Settings) -> None:
    """List the collections.

    \b
    Example:
      newsarchive collection list
    """
    with Archive.open(settings.db), Desk.open(settings.db) as desk:
        found = list_collections(desk)
    if as_json:
        click.echo(json.dumps([_info_row(one) for one in found], ensure_ascii=False, indent=2))
        return
    width = max((len(one.name) for one in found), default=0)
    for one in found:
        click.echo(f"{one.name:{width}}  {one.articles:>7,}  {one.changed_at:%Y-%m-%d %H:%M}")
    if not found and sys.stderr.isatty():
        click.echo("no collections; `newsarchive collection add NAME ID…` makes one", err=True)


@collection_command.command("show")
@_NAME
@json_option
@db_option
def show_command(name: str, as_json: bool, settings: Settings) -> None:
    """List the articles of a collection with their tags and notes, the last one added first.

    \b
    Example:
      newsarchive collection show flood-2026
    """
    with Archive.open(settings.db) as archive, Desk.open(settings.db) as desk, in_one_line(settings.db):
        rows = collection_rows(archive.conn, desk, name)
        if as_json:
            click.echo(json.dumps([_row(row) for row in rows], ensure_ascii=False, indent=2))
            return
        for row in rows:
            click.echo(f"{row.article_id:>7}  {row.headline or f'({row.state})'}")
            facts = (row.published_on, row.outlet, row.state if row.headline else "", _tags(row))
            click.echo("         " + "  ".join(filter(None, facts)) if any(facts) else "", nl=any(facts))
            for line in row.note.splitlines():
                click.echo(f"         | {line}")


@collection_command.command("delete")
@_NAME
@click.option("--yes", is_flag=True, help="Delete without asking, for example from a script.")
@db_option
def delete_command(name: str, yes: bool, settings: Settings) -> None:
    """Delete a collection. Its articles stay in the archive, with their tags and notes.

    \b
    Example:
      newsarchive collection delete flood-2026
    """
    with Archive.open(settings.db), Desk.open(settings.db, write=Desk.is_made(settings.db)) as desk:
        number = len(collected_ids(desk, name))
        if not (yes or _is_agreed(name, number)):
            click.echo("nothing was deleted", err=True)
            return
        delete_collection(desk, name)
    click.echo(f"{name}: deleted, with {counted(number, 'article')} in it", err=True)


@collection_command.command("export")
@_NAME
@click.option("--output", type=click.Path(path_type=Path), help="The file to write, instead of standard output.")
@click.option("--raw", is_flag=True, help="Leave cells as they are that a spreadsheet would run as formulas.")
@db_option
def export_command(name: str, output: Path | None, raw: bool, settings: Settings) -> None:
    """Write a collection as CSV, with addresses, tags and notes. `export --collection` writes the articles themselves.

    \b
    Example:
      newsarchive collection export flood-2026 --output flood-2026.csv
    """
    with Archive.open(settings.db) as archive, Desk.open(settings.db) as desk, in_one_line(settings.db):
        rows = collection_rows(archive.conn, desk, name)
        count = write_collection(rows, sys.stdout, raw=raw) if output is None else _write(rows, output, raw)
    click.echo(f"{counted(count, 'article')} exported" + (f" to {output}" if output else ""), err=True)


@collection_command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--name", help="Add all articles to this collection, whatever the file says.")
@json_option
@db_option
def import_command(file: Path, name: str | None, as_json: bool, settings: Settings) -> None:
    """Add the articles of a CSV file to collections, with their tags and notes.

    Articles are found by article_id and url, in another archive by url alone. Without a column collection, the
    collection has the name of the file. Rows whose article the archive does not have are reported and left out; then
    the exit status is 1.

    \b
    Example:
      newsarchive collection import flood-2026.csv --name flood-2026
    """
    if name is not None:
        check_desk_name("collection", name)
    check_collection_file(file)
    with Archive.open(settings.db) as archive, Desk.open(settings.db, write=True) as desk, in_one_line(settings.db):
        done = import_collection(archive, desk, file, clock.now(), name)
    for problem in done.problems:
        click.echo(problem, err=True)
    if as_json:
        row = {"collections": done.collections, "rows": done.rows, "added": done.added, "problems": done.problems}
        click.echo(json.dumps(row, ensure_ascii=False, indent=2))
    else:
        into = f" to {', '.join(done.collections)}" if done.collections else ""
        click.echo(
            f"{counted(done.added, 'article')} added{into}, {done.rows - done.added:,} were in it before", err=True
        )
    if done.problems:
        sys.exit(FAILED)


def _write(rows: Iterator[CollectionRow], output: Path, raw: bool) -> int:
    with whole_file(output) as file:
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        count = write_collection(rows, out, raw=raw)
        # Flushes, and leaves the file open for whole_file, which closes it.
        out.detach()
    return count


def _wanted(
    archive: Archive, settings: Settings, article_ids: tuple[int, ...], query: str | None, filters: dict[str, Any]
) -> list[int]:
    """The ids given, which must exist, and those of the search, each once."""
    check_article_ids(archive.conn, article_ids)
    if query is None and not _has(filters):
        if not article_ids:
            raise UsageError("collection add: give ids, --search or a filter")
        return list(dict.fromkeys(article_ids))
    return list(dict.fromkeys([*article_ids, *_found(archive, settings, query, filters)]))


def _found(archive: Archive, settings: Settings, query: str | None, filters: dict[str, Any]) -> list[int]:
    if query is not None and not query.strip():
        raise UsageError("--search is empty; give the words to search for, or leave the option out")
    selection = Selection(query or "", **filters)
    check_days(selection.since, selection.until)
    selection = with_checked_outlets((OpenArchive(None, archive.conn),), settings, selection)
    check_desk_filters(archive.conn, selection)
    with in_one_line(settings.db):
        return [one for ids in select_ids(archive.conn, selection) for one in ids]


def _has(filters: dict[str, Any]) -> bool:
    return any(filters.values())


def _is_agreed(name: str, number: int) -> bool:
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise UsageError(f"collection delete: cannot ask without a terminal; give --yes to delete {name}")
    return click.confirm(f"Delete the collection {name}, with {counted(number, 'article')} in it?", err=True)


def _info_row(one: CollectionInfo) -> dict[str, Any]:
    return {
        "name": one.name,
        "articles": one.articles,
        "made_at": format_utc(one.made_at),
        "changed_at": format_utc(one.changed_at),
    }


def _row(row: CollectionRow) -> dict[str, Any]:
    return {
        "article_id": row.article_id,
        "url": row.url or None,
        "headline": row.headline or None,
        "outlet": row.outlet or None,
        "published_on": row.published_on or None,
        "state": row.state or None,
        "added_at": row.added_at,
        "tags": list(row.tags),
        "note": row.note or None,
    }


def _tags(row: CollectionRow) -> str:
    return " ".join(f"[{tag}]" for tag in row.tags)
