"""`newsarchive runs`: the history of crawls, one line for each outlet and crawl."""

import json
from dataclasses import asdict
from typing import Any

import click
from rich.table import Table

from newsarchive.archive.database import Archive
from newsarchive.archive.runs import Run, list_runs
from newsarchive.archive.several.archives import OpenArchive
from newsarchive.cli.completion import complete_stored_outlets
from newsarchive.cli.options import COUNT, db_option, json_option
from newsarchive.cli.outlets.names import check_outlet_names
from newsarchive.cli.outlets.sets import set_option, stored_outlets_in_sets
from newsarchive.cli.reports.results_console import ResultsConsole
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("runs")
@click.argument("outlet", required=False, shell_complete=complete_stored_outlets)
@set_option
@click.option("--limit", type=COUNT, default=20, show_default=True, help="How many runs to list.")
@json_option
@db_option
def runs_command(outlet: str | None, sets: tuple[str, ...], limit: int, as_json: bool, settings: Settings) -> None:
    """List the latest runs, newest first.

    A run is one outlet in one crawl. The list shows how many addresses it saw, and how many articles were new,
    revised, unchanged or refused.

    \b
    Example:
      newsarchive runs guardian --limit 5
      newsarchive runs --set agency
    """
    if outlet and sets:
        raise UsageError("runs: name an outlet, or use --set, not both; --set takes names of outlets too")
    names = [outlet] if outlet else []
    with Archive.open(settings.db) as archive:
        check_outlet_names(archive, settings, names)
        if sets:
            names = stored_outlets_in_sets((OpenArchive(None, archive.conn),), settings, sets)
        found = list_runs(archive.conn, limit, names)
    if as_json:
        click.echo(json.dumps([_row(run) for run in found], ensure_ascii=False, indent=2))
        return
    # Close together, so that a row fits the 80 columns of cron's mail.
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0))
    for name in ("began (UTC)", "outlet", "outcome"):
        table.add_column(name, no_wrap=True)
    for name in ("seen", "new", "revised", "same", "refused"):
        table.add_column(name, justify="right", no_wrap=True, min_width=len(name))
    for run in found:
        counts = run.counts
        numbers = (counts.seen, counts.new_articles, counts.revised, counts.same, sum(counts.refused.values()))
        table.add_row(f"{run.began_at:%Y-%m-%d %H:%M}", run.outlet, run.outcome or "running", *map(str, numbers))
    ResultsConsole().print(table)
    for run in found:
        refused = ", ".join(f"{number} {outcome}" for outcome, number in run.counts.refused.items())
        details = "; ".join(part for part in (f"refused: {refused}" if refused else None, run.problem) if part)
        if details:
            click.echo(f"{format_utc(run.began_at)}  {run.outlet}: {details}")


def _row(run: Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "outlet": run.outlet,
        "began_at": format_utc(run.began_at),
        "ended_at": format_utc(run.ended_at) if run.ended_at else None,
        "outcome": run.outcome,
        "problem": run.problem,
        **asdict(run.counts),
    }
