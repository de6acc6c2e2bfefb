"""The verbs of crawling: crawl, runs."""

import json
import sys
from dataclasses import asdict
from datetime import date
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from newsarchive.archive import runs
from newsarchive.archive.database import Archive
from newsarchive.cli.options import Day, db_option, json_option
from newsarchive.cli.verbs.new import draft_apart
from newsarchive.crawl import registry
from newsarchive.crawl.backfill.page_phase import OTHER_DAYS, UNDATED
from newsarchive.crawl.process import CrawlOptions, CrawlReport, crawl_outlets
from newsarchive.crawl.progress import Progress, closing_table, failure_lines
from newsarchive.crawl.run_report import RunReport
from newsarchive.crawl.spider import OutletSpider
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.records import Outcome
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address

RETRIABLE = [outcome.value for outcome in Outcome if outcome not in (Outcome.PENDING, Outcome.ARTICLE, Outcome.REMOVED)]

_APART = {
    OTHER_DAYS: "articles turned out to be of other days, and were stored too",
    UNDATED: "addresses in sitemaps were left out, since nothing says of which day they are",
}


@click.command("crawl")
@click.argument("names", metavar="[OUTLET|URL]…", nargs=-1)
@click.option("--all", "every", is_flag=True, help="Every outlet there is.")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Every outlet of a country, such as gb.")
@click.option("--since", type=Day(), help="Also older pages that feeds and sitemaps name, from this day on.")
@click.option(
    "--limit", type=click.IntRange(1), metavar="N", help="At most N pages per outlet.  [default: pages_per_run]"
)
@click.option(
    "--for",
    "for_minutes",
    type=click.FloatRange(0, min_open=True),
    metavar="MINUTES",
    help="End cleanly after this time; outlets longest unvisited come first.",
)
@click.option(
    "--wait",
    "wait_minutes",
    type=click.FloatRange(0),
    default=0,
    metavar="MINUTES",
    help="Wait this long for another crawl to end.",
)
@click.option(
    "--retry",
    "retry",
    multiple=True,
    type=click.Choice(RETRIABLE),
    metavar="OUTCOME",
    help="Ask again for pages with this outcome, such as not_article after a rule was mended.",
)
@json_option
@db_option
def crawl_command(
    names: tuple[str, ...],
    every: bool,
    countries: tuple[str, ...],
    since: date | None,
    limit: int | None,
    for_minutes: float | None,
    wait_minutes: float,
    retry: tuple[str, ...],
    as_json: bool,
    settings: Settings,
) -> None:
    """Fetch the new articles of outlets and store them.

    A URL stands for the outlet it belongs to; for one of no outlet a file is drafted first, as `new` does. Ctrl-C ends
    cleanly with everything stored; the next crawl goes on from there. Silent on success when not on a terminal.

    \b
    Example:
      newsarchive crawl guardian asahi_shimbun
    """  # fmt: skip
    spiders = _chosen(settings, names, every, countries)
    options = CrawlOptions(
        since=since,
        limit=limit,
        for_minutes=for_minutes,
        wait_minutes=wait_minutes,
        retry=tuple(Outcome(value) for value in retry),
        command=" ".join(["newsarchive", *sys.argv[1:]]),
    )
    if not settings.contact and sys.stderr.isatty():
        click.echo("no contact is set: outlets cannot reach you; set `contact` in newsarchive.toml", err=True)
    report = crawl_outlets(settings, spiders, options, Progress())
    print_report(report, as_json)
    sys.exit(report.exit_code)


@click.command("runs")
@click.argument("outlet", required=False)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True, help="How many to list.")
@json_option
@db_option
def runs_command(outlet: str | None, limit: int, as_json: bool, settings: Settings) -> None:
    """List the latest runs, newest first: what each outlet's crawl found, stored and refused.

    \b
    Example:
      newsarchive runs guardian --limit 5
    """
    with Archive.open(settings.db) as archive:
        found = runs.list_runs(archive.conn, limit, outlet)
    if as_json:
        click.echo(json.dumps([_run_row(run) for run in found], ensure_ascii=False, indent=2))
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
        table.add_row(f"{run.began_at:%Y-%m-%d %H:%M}", run.outlet, run.outcome or "under way", *map(str, numbers))
    Console().print(table)
    for run in found:
        refused = ", ".join(f"{number} {outcome}" for outcome, number in run.counts.refused.items())
        details = "; ".join(part for part in (f"refused: {refused}" if refused else None, run.problem) if part)
        if details:
            click.echo(f"{format_utc(run.began_at)}  {run.outlet}: {details}")


def _chosen(
    settings: Settings, names: tuple[str, ...], every: bool, countries: tuple[str, ...]
) -> list[type[OutletSpider]]:
    if bool(names) + every + bool(countries) != 1:
        raise UsageError("crawl: name outlets, or give --all, or --country; `newsarchive outlets` lists what there is")
    if names:
        return list(dict.fromkeys(_named(settings, name) for name in names))
    spiders = [
        spider
        for spider in registry.find_outlets(settings).values()
        if every or spider.outlet.country in {code.lower() for code in countries}
    ]
    if not spiders:
        raise UsageError(f"crawl --country {' '.join(countries)}: no outlets there; `newsarchive outlets` lists all")
    return spiders


def _named(settings: Settings, name: str) -> type[OutletSpider]:
    if not is_web_address(name):
        return registry.spider_by_name(settings, name)
    outlet = registry.outlet_for_url(settings, name)
    return registry.spider_by_name(settings, outlet.name if outlet else draft_apart(name))


def print_report(report: CrawlReport, as_json: bool) -> None:
    """The closing table for people, JSON for programs; without a terminal only what went wrong."""
    if as_json:
        click.echo(json.dumps(_report_row(report), ensure_ascii=False, indent=2))
        return
    if sys.stderr.isatty():
        Console(stderr=True).print(closing_table(report.outlets))
        for one in report.outlets:
            for line in (one.problem, *_apart(one)):
                if line:
                    click.echo(f"{one.outlet}: {line}", err=True)
        if report.untried:
            click.echo(f"no time for: {', '.join(report.untried)}", err=True)
    else:
        for line in failure_lines(report.outlets):
            click.echo(line, err=True)
    if report.stop_reason and (sys.stderr.isatty() or report.has_failed):
        click.echo(f"ended early: {report.stop_reason}", err=True)


def _apart(report: RunReport) -> list[str]:
    """What a backfill counts beside, in words."""
    return [f"{number:,} {_APART[name]}" for name, number in report.apart.items() if number and name in _APART]


def _report_row(report: CrawlReport) -> dict[str, Any]:
    return {
        "crawl_id": report.crawl_id,
        "began_at": format_utc(report.began_at),
        "ended_at": format_utc(report.ended_at),
        "stop_reason": report.stop_reason,
        "untried": list(report.untried),
        "outlets": [
            {"outlet": one.outlet, "outcome": one.outcome, "problem": one.problem, **asdict(one.counts), **one.apart}
            for one in report.outlets
        ],
    }


def _run_row(run: runs.Run) -> dict[str, Any]:
    return {
        "id": run.id,
        "outlet": run.outlet,
        "began_at": format_utc(run.began_at),
        "ended_at": format_utc(run.ended_at) if run.ended_at else None,
        "outcome": run.outcome,
        "problem": run.problem,
        **asdict(run.counts),
    }
