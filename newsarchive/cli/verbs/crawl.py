"""`newsarchive crawl`: fetch the new articles of outlets."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from newsarchive.cli.options import COUNT, Day, Minutes, db_option, json_option, log_option, wait_option
from newsarchive.cli.suggestions import KnownChoice
from newsarchive.cli.verbs.new import draft_in_own_process
from newsarchive.errors import UsageError
from newsarchive.records import Outcome
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address

if TYPE_CHECKING:
    from newsarchive.crawl.spider import OutletSpider

RETRIABLE = [outcome.value for outcome in Outcome if outcome not in (Outcome.PENDING, Outcome.ARTICLE, Outcome.REMOVED)]


@click.command("crawl")
@click.argument("names", metavar="[OUTLET|URL]…", nargs=-1)
@click.option("--all", "every", is_flag=True, help="All outlets.")
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="All outlets of a country, such as gb; may be repeated.",
)
@click.option("--since", type=Day(), help="Also fetch older pages that feeds and sitemaps list, from this day on.")
@click.option("--limit", type=COUNT, metavar="N", help="At most N pages per outlet.  [default: pages_per_run]")
@click.option(
    "--for",
    "for_minutes",
    type=Minutes(0, min_open=True),
    metavar="MINUTES",
    help="Stop cleanly after this time. Outlets that waited longest for a crawl come first.",
)
@wait_option
@click.option(
    "--retry",
    "retry",
    multiple=True,
    type=KnownChoice(RETRIABLE),
    metavar="OUTCOME",
    help="Fetch pages with this outcome again, such as not_article after you corrected a rule.",
)
@log_option
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

    A URL stands for its outlet. If no outlet has it, the file of a new outlet is drafted first, as `new` does. Ctrl-C
    stops cleanly: everything fetched is stored, and the next crawl continues from there. When all is well and the
    output is not a terminal, nothing is printed.

    \b
    Example:
      newsarchive crawl guardian asahi_shimbun
    """  # fmt: skip
    # Loaded here because Scrapy takes a second.
    from newsarchive.cli.reports.crawl_report import print_report
    from newsarchive.crawl.process import CrawlOptions, crawl_outlets
    from newsarchive.crawl.reporting.progress import Progress

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


def _chosen(
    settings: Settings, names: tuple[str, ...], every: bool, countries: tuple[str, ...]
) -> list[type["OutletSpider"]]:
    # Loaded here because Scrapy takes a second.
    from newsarchive.crawl import registry

    if bool(names) + every + bool(countries) != 1:
        raise UsageError("crawl: name one or more outlets, or use --all or --country; `newsarchive outlets` lists all")
    if names:
        return list(dict.fromkeys(_named(settings, name) for name in names))
    spiders = [
        spider
        for spider in registry.find_outlets(settings).values()
        if every or spider.outlet.country in {code.lower() for code in countries}
    ]
    if not spiders:
        raise UsageError(f"crawl --country {' '.join(countries)}: no outlets found; `newsarchive outlets` lists all")
    return spiders


def _named(settings: Settings, name: str) -> type["OutletSpider"]:
    # Loaded here because Scrapy takes a second.
    from newsarchive.crawl import registry

    if not is_web_address(name):
        return registry.spider_by_name(settings, name)
    outlet = registry.outlet_for_url(settings, name)
    return registry.spider_by_name(settings, outlet.name if outlet else draft_in_own_process(name))
