"""The verb for a time that is past: backfill."""

import sys
from datetime import date

import click

from newsarchive import clock
from newsarchive.cli.options import Day, db_option, json_option, wait_option
from newsarchive.cli.verbs.crawl import print_report
from newsarchive.crawl import registry
from newsarchive.crawl.options import WAYS, Backfill, Way
from newsarchive.crawl.process import CrawlOptions, crawl_outlets
from newsarchive.crawl.progress import Progress
from newsarchive.discovery.periods import Span
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("backfill")
@click.argument("outlet")
@click.option("--from", "first", type=Day(), required=True, help="The first day whose articles are wanted.")
@click.option("--to", "last", type=Day(), help="The last day whose articles are wanted.  [default: today]")
@click.option("--by", type=click.Choice(WAYS), default=WAYS[0], show_default=True, help="Where to look for them.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="At most N pages.  [default: all]")
@wait_option
@json_option
@db_option
def backfill_command(
    outlet: str,
    first: date,
    last: date | None,
    by: Way,
    limit: int | None,
    wait_minutes: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Fetch an outlet's articles of a time that is past.

    They are found in the outlet's sitemaps, declared or named in its robots.txt; or among the copies that the Wayback
    Machine has; or in both, the outlet first. Ctrl-C ends it cleanly with everything stored; run again, it asks only
    for what is missing. As politely as a crawl: a page a second, a copy in three, however many.

    \b
    Example:
      newsarchive backfill guardian --from 2024-01-01 --to 2024-03-31
      newsarchive backfill guardian --from 2009-05-01 --to 2009-05-31 --by wayback --limit 200
    """
    span = _span(first, last)
    spider = registry.spider_by_name(settings, outlet)
    options = CrawlOptions(
        limit=limit,
        wait_minutes=wait_minutes,
        command=" ".join(["newsarchive", *sys.argv[1:]]),
        backfill=Backfill(span, by),
    )
    report = crawl_outlets(settings, [spider], options, Progress())
    print_report(report, as_json)
    sys.exit(report.exit_code)


def _span(first: date, last: date | None) -> Span:
    today = clock.now().date()
    if first > today:
        raise UsageError(f"backfill: --from {first} lies in the future; give a day that is past")
    if last is not None and last < first:
        raise UsageError(f"backfill: --to {last} is before --from {first}; give the earlier day first")
    return Span(first, last or today)
