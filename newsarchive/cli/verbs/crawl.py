"""`newsarchive crawl`: fetch the new articles of outlets."""

import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from newsarchive.cli.completion import complete_countries, complete_outlets
from newsarchive.cli.fleet_options import fleet_option, opened_fleet
from newsarchive.cli.open_files import ensure_open_files, files_of_crawl
from newsarchive.cli.options import COUNT, Day, Minutes, db_option, json_option, log_option, wait_option
from newsarchive.cli.outlets.sets import set_option, spiders_in_sets
from newsarchive.cli.suggestions import KnownChoice
from newsarchive.cli.verbs.new import draft_in_own_process
from newsarchive.errors import ArchiveError, ArchiveFull, NotificationError, UsageError
from newsarchive.records import Outcome
from newsarchive.settings import Settings
from newsarchive.urls import is_web_address

if TYPE_CHECKING:
    from newsarchive.crawl.process import CrawlOptions, CrawlReport
    from newsarchive.crawl.spider import OutletSpider
    from newsarchive.workers.executors import TaskPool

_NOT_RETRIABLE = (Outcome.PENDING, Outcome.ARTICLE, Outcome.REMOVED, Outcome.ARCHIVED_ELSEWHERE)
RETRIABLE = [outcome.value for outcome in Outcome if outcome not in _NOT_RETRIABLE]

# Whoever stops a crawl waits for its end. What is not sent then is sent by the next crawl.
_SECONDS_AFTER_SIGNAL = 5.0


@click.command("crawl")
@click.argument("names", metavar="[OUTLET|URL]…", nargs=-1, shell_complete=complete_outlets)
@click.option("--all", "every", is_flag=True, help="All outlets.")
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_countries,
    help="All outlets of a country, such as gb; may be repeated.",
)
@set_option
@click.option("--since", type=Day(), help="Also fetch older pages that feeds and sitemaps list, from this day on.")
@click.option("--limit", type=COUNT, metavar="N", help="At most N pages per outlet.  [default: pages_per_run]")
@click.option(
    "--for",
    "for_minutes",
    type=Minutes(0, min_open=True),
    metavar="MINUTES",
    help="Stop cleanly after this time. Outlets that waited longest for a crawl come first.",
)
@click.option("--every-feed", is_flag=True, help="With --all, --country or --set, also ask the feeds that are not due.")
@fleet_option
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
    sets: tuple[str, ...],
    since: date | None,
    limit: int | None,
    for_minutes: float | None,
    every_feed: bool,
    fleet: str | None,
    wait_minutes: float,
    retry: tuple[str, ...],
    as_json: bool,
    settings: Settings,
) -> None:
    """Fetch the new articles of outlets and store them.

    A URL stands for its outlet. If no outlet has it, the file of a new outlet is drafted first, as `new` does. Ctrl-C
    stops cleanly: everything fetched is stored, and the next crawl continues from there. If the output is not a
    terminal, only alerts are printed: each problem once when it begins, once a week, and when it is over.

    With --all, --country and --set, a feed is asked only when a new entry is expected, judged by the entries it had so
    far. An outlet that you name is asked in full. --set and --country together crawl the outlets that are in both. With
    --fleet, workers on this or other machines fetch and read the pages.

    \b
    Example:
      newsarchive crawl guardian asahi_shimbun
      newsarchive crawl --set agency --set language:tr
      newsarchive crawl --all --fleet tls://main:8786 --for 53
    """  # fmt: skip
    # Loaded here because Scrapy takes a second.
    from newsarchive.cli.reports.crawl_report import print_report, summary_line
    from newsarchive.crawl import registry
    from newsarchive.crawl.process import CrawlOptions, crawl_outlets
    from newsarchive.crawl.reporting.progress import Progress
    from newsarchive.notifications.ping import pinged

    with pinged(settings.ping_url) as ping:
        registry.check_named_outlets(settings)
        spiders = _chosen(settings, names, every, countries, sets)
        ensure_open_files(files_of_crawl(min(len(spiders), settings.window), settings.workers))
        options = CrawlOptions(
            since=since,
            limit=limit,
            for_minutes=for_minutes,
            wait_minutes=wait_minutes,
            due_only=not (names or every_feed or since),
            retry=tuple(Outcome(value) for value in retry),
            command=" ".join(["newsarchive", *sys.argv[1:]]),
        )
        if not settings.contact and sys.stderr.isatty():
            click.echo("no contact is set: outlets cannot reach you; set `contact` in newsarchive.toml", err=True)
        try:
            with opened_fleet(fleet, settings) as pool:
                if pool is None:
                    report = crawl_outlets(settings, spiders, options, Progress())
                else:
                    report = _crawl_with_fleet(settings, spiders, options, pool)
        except ArchiveFull:
            # Whoever reads only the channels learns it too, once.
            if settings.db.exists():
                _report_alerts(settings, None)
            raise
        ping.status, ping.note = report.exit_code, summary_line(report)
        print_report(report, as_json, with_failures=False)
        _queue_digest(settings)
        _report_alerts(settings, report)
    sys.exit(report.exit_code)


def _crawl_with_fleet(
    settings: Settings, spiders: list[type["OutletSpider"]], options: "CrawlOptions", pool: "TaskPool"
) -> "CrawlReport":
    # Loaded here because it needs the extra `fleet`.
    from newsarchive.crawl.fleet.driver import crawl_with_fleet
    from newsarchive.segments.folder import folder_of_archive

    folder = folder_of_archive(settings.db, settings.fleet_segments, "crawl")

    def tell(line: str) -> None:
        if sys.stderr.isatty():
            click.echo(line, err=True)

    return crawl_with_fleet(settings, spiders, options, pool, folder, told=tell)


def _report_alerts(settings: Settings, report: "CrawlReport | None") -> None:
    """Reports what is wrong and was not reported before; if that is impossible, what this crawl found.

    report is None for a crawl that could not begin.
    """
    # Loaded here as the crawl is.
    from newsarchive.cli.reports.crawl_report import print_failures
    from newsarchive.notifications.reporting import report_alerts
    from newsarchive.notifications.sending import SENDING_SECONDS

    try:
        is_stopped = report is not None and report.signal_number is not None
        seconds = _SECONDS_AFTER_SIGNAL if is_stopped else SENDING_SECONDS
        report_alerts(settings, lambda text: click.echo(text, err=True, nl=False), seconds)
    except NotificationError as error:
        click.echo(f"newsarchive: {error}", err=True)
    except ArchiveError as error:
        if report is not None and not sys.stderr.isatty():
            print_failures(report)
        click.echo(f"newsarchive: alerts were not reported: {error}", err=True)


def _queue_digest(settings: Settings) -> None:
    """Puts what is new in the watches among the messages that are reported next."""
    # Loaded here as the crawl is.
    from newsarchive.notifications.watching import queue_digest

    try:
        problems = queue_digest(settings)
    except ArchiveError as error:
        problems = [str(error)]
    for problem in problems:
        click.echo(f"newsarchive: watches were not reported: {problem}", err=True)


def _chosen(
    settings: Settings, names: tuple[str, ...], every: bool, countries: tuple[str, ...], sets: tuple[str, ...]
) -> list[type["OutletSpider"]]:
    # Loaded here because Scrapy takes a second.
    from newsarchive.crawl import registry

    if bool(names) + every + bool(countries or sets) != 1:
        raise UsageError(
            "crawl: name one or more outlets, or use --all or --country or --set; `newsarchive outlets` lists all"
        )
    if names:
        return list(dict.fromkeys(_named(settings, name) for name in names))
    wanted = {code.lower() for code in countries}
    spiders = [
        spider
        for spider in (spiders_in_sets(settings, sets) if sets else registry.find_outlets(settings).values())
        if not wanted or spider.outlet.country in wanted
    ]
    if not spiders:
        options = [("--country", countries), ("--set", sets)]
        asked = " ".join(f"{option} {value}" for option, values in options for value in values)
        raise UsageError(f"crawl {asked}: no outlets found; `newsarchive outlets` lists all")
    return spiders


def _named(settings: Settings, name: str) -> type["OutletSpider"]:
    # Loaded here because Scrapy takes a second.
    from newsarchive.crawl import registry

    if not is_web_address(name):
        return registry.spider_by_name(settings, name)
    outlet = registry.outlet_for_url(settings, name)
    return registry.spider_by_name(settings, outlet.name if outlet else draft_in_own_process(name))
