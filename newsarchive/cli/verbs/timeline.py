"""`newsarchive timeline`: how many articles of each day, week or month have the words of a search."""

import csv
import json
import sys
from dataclasses import replace
from typing import Any, get_args

import click

from newsarchive import clock
from newsarchive.analysis.periods import STEPS, Step
from newsarchive.archive.analysis.timeline import read_joint_timeline
from newsarchive.archive.analysis.timeline_rows import COLUMNS, timeline_rows, timeline_values
from newsarchive.archive.analysis.timeline_values import Split, TimelineRequest
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import open_archives
from newsarchive.cli.options import (
    ChosenArchives,
    archives_option,
    check_days,
    csv_option,
    json_option,
    selection_options,
)
from newsarchive.cli.outlets.sets import with_checked_outlets
from newsarchive.cli.reports.timeline_report import timeline_lines
from newsarchive.formats.csv_cells import safe_cells


@click.command("timeline")
@click.argument("queries", metavar="SEARCH…", nargs=-1, required=True)
@selection_options
@click.option("--by", "step", type=click.Choice(STEPS), help="Days, weeks and so on; else chosen by the length.")
@click.option("--share", "as_share", is_flag=True, help="Print shares of all articles of the outlets, not numbers.")
@click.option("--once", is_flag=True, help="Count one article for all its copies: the earliest that matches.")
@click.option("--split", type=click.Choice(get_args(Split)), help="A table for each outlet or each country.")
@csv_option
@json_option
@archives_option
def timeline_command(
    queries: tuple[str, ...],
    step: Step | None,
    as_share: bool,
    once: bool,
    split: Split | None,
    as_csv: bool,
    as_json: bool,
    chosen: ChosenArchives,
    **filters: Any,
) -> None:
    """Count the articles of a search by day, week, month or year.

    Up to five searches are compared; quote a search of several words. "" counts all articles. A gap is a time of which
    the archive has no article of the outlets, and in which no crawl of them ran. With several --db, the numbers of the
    archives are added.

    \b
    Example:
      newsarchive timeline flood 'storm "high water"' --by month --share --country gb
    """
    # The options of selection_options have the names of a Selection's fields.
    request = TimelineRequest(queries, Selection(**filters), step, all_copies=not once, split=split)
    check_days(request.selection.since, request.selection.until)
    with open_archives(chosen.paths) as archives:
        selection = with_checked_outlets(archives, chosen.settings, request.selection)
        request = replace(request, selection=selection)
        timeline = read_joint_timeline(archives, request, clock.now().date())
    if as_json:
        click.echo(json.dumps(timeline_values(timeline), ensure_ascii=False, indent=2))
    elif as_csv:
        table = csv.writer(sys.stdout, lineterminator="\n")
        table.writerow(COLUMNS)
        table.writerows(safe_cells(row.values()) for row in timeline_rows(timeline))
    else:
        click.echo("\n".join(timeline_lines(timeline, as_share=as_share)))
    for note in timeline.notes:
        click.echo(note, err=True)
