"""`newsarchive search`: the articles that match, with the words found set off."""

from typing import Any

import click

from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.typed.syntax import SYNTAX
from newsarchive.cli.options import ChosenArchives, Number, archives_option, check_days, json_option, selection_options


@click.command("search", epilog=f"Syntax: {SYNTAX}.")
@click.argument("words", nargs=-1)
@selection_options
@click.option("--newest", is_flag=True, help="Sort by date, newest first, instead of by relevance.")
@click.option("--all-copies", is_flag=True, help="Show all copies, not one article for all of them.")
@click.option("--versions", is_flag=True, help="Search earlier versions, not today's texts.")
@click.option("--limit", type=Number(1, 200), default=20, show_default=True, help="How many articles to print.")
@json_option
@archives_option
def search_command(
    words: tuple[str, ...],
    newest: bool,
    all_copies: bool,
    versions: bool,
    limit: int,
    as_json: bool,
    chosen: ChosenArchives,
    **filters: Any,
) -> None:
    """Search the archive; without words, list the newest articles.

    With several --db, the archives are searched as one, and each article names its archive.

    \b
    Example:
      newsarchive search 'harbour "new bridge" -ferry' --language en --since 2026-01-01
      newsarchive search "four pounds" --versions
      newsarchive search --db archive.db --db archive-2025.db storm
    """
    # The options of selection_options have the names of a Selection's fields.
    request = SearchRequest(
        query=" ".join(words),
        **filters,
        order="newest" if newest else "relevance",
        all_copies=all_copies,
        page_size=limit,
    )
    check_days(request.since, request.until)
    # Loaded here because a shell that completes an option needs no archive.
    from newsarchive.cli.results.found_articles import print_found

    print_found(chosen, request, versions=versions, as_json=as_json)
