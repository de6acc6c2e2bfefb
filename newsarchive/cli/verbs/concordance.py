"""`newsarchive concordance`: the words of a search with the words around them, a line for each place."""

import csv
import json
import sys
from typing import Any

import click

from newsarchive.analysis.contexts import CONTEXT_ORDERS, ContextOrder
from newsarchive.archive.analysis.concordance import read_concordance
from newsarchive.archive.analysis.concordance_rows import LINE_COLUMNS, line_values
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import SearchRequest
from newsarchive.archive.search.typed.syntax import SYNTAX
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.cli.options import Number, check_days, csv_option, db_option, json_option, selection_options
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.cli.reports.concordance_report import concordance_lines
from newsarchive.counted import counted
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.settings import Settings


@click.command("concordance", epilog=f"Syntax: {SYNTAX}.")
@click.argument("words", nargs=-1, required=True)
@selection_options
@click.option(
    "--sort", "order", type=click.Choice(CONTEXT_ORDERS), default="results", help="By the word before or after."
)
@click.option("--newest", is_flag=True, help="Take the newest articles, not the most relevant ones.")
@click.option("--all-copies", is_flag=True, help="Take all copies, not one article for all of them.")
@click.option("--limit", type=Number(1, 200), default=20, show_default=True, help="How many articles to take.")
@csv_option
@json_option
@db_option
def concordance_command(
    words: tuple[str, ...],
    order: ContextOrder,
    newest: bool,
    all_copies: bool,
    limit: int,
    as_csv: bool,
    as_json: bool,
    settings: Settings,
    **filters: Any,
) -> None:
    """Show the words of a search where they stand in the articles.

    Each place is a line with ten words before and after it; in scripts without spaces, twenty characters.

    \b
    Example:
      newsarchive concordance '"high water"' --sort right --since 2026-01-01
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
    with Archive.open(settings.db) as archive:
        request = with_checked_outlets((OpenArchive(None, archive.conn),), settings, request)
        found = read_concordance(archive.conn, request, order)
    rows = [line_values(line) for line in found.lines]
    if as_json:
        click.echo(json.dumps({"notes": list(found.notes), "lines": rows}, ensure_ascii=False, indent=2))
    elif as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(LINE_COLUMNS)
        table.writerows(safe_cells(row.values()) for row in rows)
    else:
        for line in concordance_lines(found.lines):
            click.echo(line)
    for note in found.notes:
        click.echo(note, err=True)
    articles = len(found.result.hits)
    click.echo(f"{counted(len(rows), 'place')} in {counted(articles, 'article')}", err=True)
