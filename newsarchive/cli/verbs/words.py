"""`newsarchive words`: the words that are typical of the articles of a search."""

import csv
import json
import sys
from typing import Any

import click

from newsarchive.archive.analysis.distinctive_words import read_distinctive_words
from newsarchive.archive.analysis.word_rows import WORD_COLUMNS, basis_line, word_values, words_values
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.cli.options import Number, check_days, csv_option, db_option, json_option, selection_options
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.formats.csv_cells import safe_cells
from newsarchive.settings import Settings


@click.command("words")
@click.argument("words", nargs=-1)
@selection_options
@click.option("--stop-words", is_flag=True, help="Also list stop words, such as the and and.")
@click.option("--limit", type=Number(1, 500), default=30, show_default=True, help="How many words to list.")
@csv_option
@json_option
@db_option
def words_command(
    words: tuple[str, ...],
    stop_words: bool,
    limit: int,
    as_csv: bool,
    as_json: bool,
    settings: Settings,
    **filters: Any,
) -> None:
    """List the words that are typical of the articles of a search.

    They are more frequent in up to 1,000 of these articles than in up to 2,000 other articles of the same outlets.

    \b
    Example:
      newsarchive words flood --country gb --since 2026-01-01
    """
    # The options of selection_options have the names of a Selection's fields.
    selection = Selection(query=" ".join(words), **filters)
    check_days(selection.since, selection.until)
    with Archive.open(settings.db) as archive:
        selection = with_checked_outlets((OpenArchive(None, archive.conn),), settings, selection)
        found = read_distinctive_words(archive.conn, selection, limit, with_stop_words=stop_words)
    rows = [word_values(word) for word in found.words]
    if as_json:
        click.echo(json.dumps(words_values(found), ensure_ascii=False, indent=2))
    elif as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(WORD_COLUMNS)
        table.writerows(safe_cells(row.values()) for row in rows)
    elif rows:
        width = max(len("word"), *(len(row["word"]) for row in rows))
        click.echo(f"{'word':{width}}  articles  times here  in the others  as often as there  log-likelihood")
        for row in rows:
            times = f"{row['times']:.3g}" if row["other_count"] else "only here"
            click.echo(
                f"{row['word']:{width}}  {row['articles']:8,}  {row['count']:10,}  {row['other_count']:13,}  "
                f"{times:>17}  {row['log_likelihood']:14,.0f}"
            )
    for note in found.notes:
        click.echo(note, err=True)
    click.echo(basis_line(found) if found.articles else "no articles found", err=True)
