"""What `crawl` and `backfill` print at their end: a table for people, JSON for programs."""

import json
import sys
from dataclasses import asdict
from typing import Any

import click
from rich.console import Console

from newsarchive.crawl.backfill.page_phase import OTHER_DAYS, UNDATED
from newsarchive.crawl.process import CrawlReport
from newsarchive.crawl.reporting.progress import closing_table, failure_lines
from newsarchive.crawl.reporting.run_report import RunReport
from newsarchive.dates import format_utc

# What only a backfill counts, in words.
_APART = {
    OTHER_DAYS: "articles were published on other days; they were stored too",
    UNDATED: "addresses in sitemaps were skipped because their day is unknown",
}


def print_report(report: CrawlReport, as_json: bool, *, with_failures: bool = True) -> None:
    """The closing table for people, JSON for programs; without a terminal only what went wrong.

    with_failures: without a terminal, also each outlet that failed. Where alerts report these, they are not repeated.
    """
    if as_json:
        click.echo(json.dumps(report_row(report), ensure_ascii=False, indent=2))
        return
    if sys.stderr.isatty():
        _print_table(report)
    elif with_failures:
        print_failures(report)
    if report.stop_reason and (sys.stderr.isatty() or report.has_failed):
        click.echo(f"ended early: {report.stop_reason}", err=True)


def print_failures(report: CrawlReport) -> None:
    """One line for each outlet that failed."""
    for line in failure_lines(report.outlets):
        click.echo(line, err=True)


def _print_table(report: CrawlReport) -> None:
    Console(stderr=True).print(closing_table(report.outlets))
    for one in report.outlets:
        for line in (one.problem, *_apart(one)):
            if line:
                click.echo(f"{one.outlet}: {line}", err=True)
    if report.untried:
        click.echo(f"not crawled, no time left: {', '.join(report.untried)}", err=True)


def summary_line(report: CrawlReport) -> str:
    """The crawl in one line, for a service that is told how it ended."""
    failed = sum(one.outcome == "failed" for one in report.outlets)
    new = sum(one.counts.new_articles for one in report.outlets)
    end = f", ended early: {report.stop_reason}" if report.stop_reason else ""
    outlets = f"{len(report.outlets)} {'outlet' if len(report.outlets) == 1 else 'outlets'}"
    return f"{outlets}, {failed} failed, {new} new articles{end}"


def report_row(report: CrawlReport) -> dict[str, Any]:
    """The report as JSON values."""
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


def _apart(report: RunReport) -> list[str]:
    return [f"{number:,} {_APART[name]}" for name, number in report.apart.items() if number and name in _APART]
