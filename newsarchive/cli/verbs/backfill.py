"""`newsarchive backfill`: fetch an outlet's older articles."""

import sys
from datetime import date

import click

from newsarchive import clock
from newsarchive.cli.completion import complete_outlets
from newsarchive.cli.open_files import ensure_open_files, files_of_crawl
from newsarchive.cli.options import COUNT, Day, db_option, json_option, wait_option
from newsarchive.cli.outlets.sets import set_option, spiders_in_sets
from newsarchive.cli.suggestions import KnownChoice
from newsarchive.crawl.options import WAYS, Backfill, Way
from newsarchive.discovery.periods import Span
from newsarchive.errors import UsageError
from newsarchive.settings import Settings


@click.command("backfill")
@click.argument("names", metavar="[OUTLET]…", nargs=-1, shell_complete=complete_outlets)
@set_option
@click.option("--from", "first", type=Day(), required=True, help="The first day of the articles to fetch.")
@click.option("--to", "last", type=Day(), help="The last day of the articles to fetch.  [default: today]")
@click.option("--by", type=KnownChoice(WAYS), default=WAYS[0], show_default=True, help="Where to look for articles.")
@click.option("--limit", type=COUNT, metavar="N", help="At most N pages of each outlet.  [default: all]")
@wait_option
@json_option
@db_option
def backfill_command(
    names: tuple[str, ...],
    sets: tuple[str, ...],
    first: date,
    last: date | None,
    by: Way,
    limit: int | None,
    wait_minutes: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Fetch older articles of outlets.

    They are found in the outlet's sitemaps, declared or listed in its robots.txt; or among the snapshots of the
    Wayback Machine; or in both, the outlet first. Ctrl-C stops cleanly: everything fetched is stored, and the same
    command continues from there. It is as polite as a crawl: one page a second, one snapshot every three seconds.

    \b
    Example:
      newsarchive backfill guardian --from 2024-01-01 --to 2024-03-31
      newsarchive backfill guardian --from 2009-05-01 --to 2009-05-31 --by wayback --limit 200
      newsarchive backfill --set public_broadcaster --from 2024-06-01 --to 2024-06-30
    """
    # Loaded here because Scrapy takes a second.
    from newsarchive.cli.reports.crawl_report import print_report
    from newsarchive.crawl import registry
    from newsarchive.crawl.process import CrawlOptions, crawl_outlets
    from newsarchive.crawl.reporting.progress import Progress

    span = _span(first, last)
    if bool(names) == bool(sets):
        raise UsageError("backfill: name one or more outlets, or use --set; `newsarchive outlets` lists all")
    registry.check_named_outlets(settings)
    spiders = (
        spiders_in_sets(settings, sets)
        if sets
        else [registry.spider_by_name(settings, name) for name in dict.fromkeys(names)]
    )
    ensure_open_files(files_of_crawl(min(len(spiders), settings.window), settings.workers))
    options = CrawlOptions(
        limit=limit,
        wait_minutes=wait_minutes,
        command=" ".join(["newsarchive", *sys.argv[1:]]),
        backfill=Backfill(span, by),
    )
    report = crawl_outlets(settings, spiders, options, Progress())
    print_report(report, as_json)
    sys.exit(report.exit_code)


def _span(first: date, last: date | None) -> Span:
    today = clock.now().date()
    if first > today:
        raise UsageError(f"backfill: --from {first} is in the future; give a past day")
    if last is not None and last < first:
        raise UsageError(f"backfill: --to {last} is before --from {first}; give the earlier day with --from")
    return Span(first, last or today)
