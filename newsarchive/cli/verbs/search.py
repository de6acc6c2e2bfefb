"""The verbs that read what is stored: search and show. They load nothing that reads pages, which takes 0.3 s."""

import json
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from newsarchive.archive.articles.read import get_article, get_version
from newsarchive.archive.database import Archive
from newsarchive.archive.search.article_search import search
from newsarchive.archive.search.query import SYNTAX
from newsarchive.archive.search.results import END_FOUND, FOUND, EarlierText, Hit, SearchResult
from newsarchive.archive.search.scope import SearchRequest
from newsarchive.archive.search.version_search import search_versions
from newsarchive.cli.options import db_option, json_option, selection_options
from newsarchive.dates import format_utc
from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.formats.document import write_document
from newsarchive.formats.jsonl import stored_row
from newsarchive.settings import Settings


@click.command("search", epilog=f"Syntax: {SYNTAX}.")
@click.argument("words", nargs=-1)
@selection_options
@click.option("--newest", is_flag=True, help="Newest first instead of most relevant first.")
@click.option("--all-copies", is_flag=True, help="Show every near-copy singly, not one for all of them.")
@click.option("--versions", is_flag=True, help="Search the texts that later versions replaced, not today's.")
@click.option("--limit", type=click.IntRange(1, 200), default=20, show_default=True, help="How many to print.")
@json_option
@db_option
def search_command(
    words: tuple[str, ...],
    outlets: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    sections: tuple[str, ...],
    authors: tuple[str, ...],
    since: date | None,
    until: date | None,
    newest: bool,
    all_copies: bool,
    versions: bool,
    limit: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Search the archive; without words, list the newest articles.

    \b
    Example:
      newsarchive search 'harbour "new bridge" -ferry' --language en --since 2026-01-01
      newsarchive search "four pounds" --versions
    """
    request = SearchRequest(
        query=" ".join(words),
        outlets=outlets,
        source=_only(sources, "source"),
        language=_only(languages, "language"),
        section=_only(sections, "section"),
        author=_only(authors, "author"),
        since=since,
        until=until,
        order="newest" if newest else "relevance",
        all_copies=all_copies,
        page_size=limit,
    )
    with Archive.open(settings.db) as archive:
        result = (search_versions if versions else search)(archive.conn, request)
    if as_json:
        click.echo(json.dumps(_result_row(result), ensure_ascii=False, indent=2))
    else:
        _print_result(result, request)


@click.command("show")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--full", is_flag=True, help="Add address, outlet, authors and exact time under the day.")
@click.option("--version", "number", type=click.IntRange(1), metavar="N", help="An earlier version, 1 being the first.")
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
            raise NewsArchiveError(f"{settings.db}: no article {article_id}; `newsarchive search` lists ids")
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


def _only(values: tuple[str, ...], name: str) -> str | None:
    if len(values) > 1:
        raise UsageError(f"search takes one --{name}; for several, search once for each")
    return values[0] if values else None


def _result_row(result: SearchResult) -> dict[str, Any]:
    return {
        "understood": result.understood,
        "total": result.total,
        "is_capped": result.is_capped,
        "is_ranked": result.is_ranked,
        "notes": list(result.notes),
        "hits": [_hit_row(hit) for hit in result.hits],
    }


def _hit_row(hit: Hit) -> dict[str, Any]:
    """A hit as JSON values, what was found in **double asterisks**."""
    return {name: _plain(value) for name, value in asdict(hit).items() if name != "search_id"}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, datetime):
        return format_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return value.replace(FOUND, "**").replace(END_FOUND, "**") if isinstance(value, str) else value


def _print_result(result: SearchResult, request: SearchRequest) -> None:
    console = Console(highlight=False, soft_wrap=not Console().is_terminal)
    for hit in result.hits:
        day = hit.published_on.isoformat() if hit.published_on else "undated"
        console.print(Text(f"{hit.id:>7}  ", "dim") + _marked(hit.headline, "bold"))
        console.print(Text(f"         {day}  {hit.outlet_title}" + (f"  {hit.source}" if hit.source else ""), "dim"))
        if hit.snippet:
            console.print(Text("         ") + _marked(hit.snippet, ""))
        if hit.earlier:
            console.print(Text(f"         {_earlier_line(hit, hit.earlier)}", "dim"))
        if hit.copies and not request.all_copies:
            console.print(Text(f"         and {hit.copies:,} more", "dim"))
    for note in result.notes:
        click.echo(note, err=True)
    click.echo(_counted(result, request), err=True)


def _earlier_line(hit: Hit, earlier: EarlierText) -> str:
    """`version 1 of 3, replaced 2026-11-19, not in today's text`."""
    replaced = f", replaced {earlier.replaced_at.date().isoformat()}" if earlier.replaced_at else ""
    gone = "" if earlier.matches_today else ", not in today's text"
    return f"version {earlier.number} of {hit.revision}{replaced}{gone}"


def _counted(result: SearchResult, request: SearchRequest) -> str:
    """`57 articles, the first 20 shown`; near-copies that stand together count as shown."""
    shown = sum(1 if request.all_copies else 1 + hit.copies for hit in result.hits)
    told = f"{result.total:,}{'+' if result.is_capped else ''} article{'' if result.total == 1 else 's'}"
    return f"{told}, the first {len(result.hits)} shown" if result.total > shown else told


def _marked(text: str, style: str) -> Text:
    """text with what was found set off, by colour on a terminal and not at all elsewhere."""
    shown = Text(style=style)
    for number, part in enumerate(text.replace(END_FOUND, FOUND).split(FOUND)):
        shown.append(part, "bold yellow" if number % 2 else "")
    return shown
