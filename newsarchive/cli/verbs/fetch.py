"""`newsarchive fetch`: fetch the pages of a list of addresses."""

import sys

import click

from newsarchive.cli.address_files import STDIN, gathered_addresses
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.open_files import ensure_open_files, files_of_crawl
from newsarchive.cli.options import Minutes, db_option, json_option, log_option, wait_option
from newsarchive.counted import counted
from newsarchive.errors import UsageError
from newsarchive.settings import Settings
from newsarchive.urls import without_credentials

# Lines of a list that are reported one by one.
_MOST_PROBLEMS = 20
# Characters of the command that the archive stores.
_COMMAND_LENGTH = 200


@click.command("fetch")
@click.argument("sources", metavar="FILE|-|URL…", nargs=-1)
@click.option("--again", is_flag=True, help="Also request the addresses that have a result.")
@click.option(
    "--for", "for_minutes", type=Minutes(0, min_open=True), metavar="MINUTES", help="Stop cleanly after this time."
)
@wait_option
@log_option
@json_option
@db_option
def fetch_command(
    sources: tuple[str, ...],
    again: bool,
    for_minutes: float | None,
    wait_minutes: float,
    as_json: bool,
    settings: Settings,
) -> None:
    """Fetch the pages of a list of addresses and store the articles.

    A list has one address a line; empty lines and lines that begin with # are skipped. The bookmarks of a browser and
    CSV files (.csv, .tsv: the column url, or else the first) are read too. Each page goes to the outlet that has its
    host, otherwise to an outlet made for its site. Robots.txt and the pace of hosts hold as in a crawl.

    One line is printed for each address: the result, the article's number, the address, and why. The same command
    again continues where a stopped one was, and requests nothing that has a result. Exit status 0: the archive has
    all articles; 1: one or more are missing; 2: wrong usage; 129, 130 or 143: stopped by a signal.

    \b
    Example:
      newsarchive fetch https://rivertownpost.example/2026/11/flood
      newsarchive fetch articles.txt
      newsarchive fetch bookmarks.html links.csv --json
    """
    # Loaded here because Scrapy takes a second.
    from newsarchive.cli.reports.crawl_report import print_failures
    from newsarchive.cli.reports.fetch_report import FetchReport
    from newsarchive.crawl.listed.by_outlet import ListedByOutlet
    from newsarchive.crawl.process import CrawlOptions, crawl_outlets

    if not sources:
        raise UsageError("fetch: name an address, a file with one address a line, or - for standard input")
    found = gathered_addresses(sources)
    if not found.urls:
        raise UsageError(found.problems[0] if found.problems else f"{', '.join(sources)}: no addresses there")
    _print_problems(found.problems)
    report = FetchReport(as_json, len(found.urls))
    listed = ListedByOutlet(settings, found.urls, report.page, again=again)
    ensure_open_files(files_of_crawl(min(listed.outlets, settings.window), settings.workers))
    options = CrawlOptions(for_minutes=for_minutes, wait_minutes=wait_minutes, command=_command(sources), listed=listed)
    crawl = crawl_outlets(settings, listed.next_round(), options)
    if report.is_unread:
        raise BrokenPipeError
    # Why the pages of an outlet have no result, such as a browser or a file of cookies that is missing.
    print_failures(crawl)
    report.end(listed.addresses, crawl.stop_reason)
    if found.repeated:
        click.echo(f"{counted(found.repeated, 'more address', 'more addresses')} repeated others", err=True)
    if crawl.signal_number is not None or crawl.has_failed:
        sys.exit(crawl.exit_code)
    sys.exit(0 if report.is_complete(listed.addresses) and not found.problems else FAILED)


def _print_problems(problems: tuple[str, ...]) -> None:
    for line in problems[:_MOST_PROBLEMS]:
        click.echo(line, err=True)
    if len(problems) > _MOST_PROBLEMS:
        click.echo(f"and {len(problems) - _MOST_PROBLEMS:,} more lines without an address", err=True)


def _command(sources: tuple[str, ...]) -> str:
    """What the archive stores as the command of this crawl; a list of a thousand addresses is cut."""
    words = ["newsarchive", "fetch", *("-" if one == STDIN else without_credentials(one) for one in sources)]
    command = " ".join(words)
    return command if len(command) <= _COMMAND_LENGTH else f"{command[:_COMMAND_LENGTH]}…"
