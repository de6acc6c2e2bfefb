"""`newsarchive outlets`: what can be crawled, what the archive has of it, and whether its feeds still work.

It loads no more of Scrapy than the outlet files themselves need.
"""

import json
import sys
from pathlib import Path
from typing import get_args

import click

from newsarchive.cli.completion import complete_countries
from newsarchive.cli.options import db_option, json_option
from newsarchive.cli.outlets.listing import ListedOutlet, Origin, listed_outlets, row_of, summary, table
from newsarchive.cli.outlets.sets import outlets_in_sets, set_option
from newsarchive.errors import UsageError
from newsarchive.outlet_sets.set_names import KINDS
from newsarchive.settings import Settings

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("outlets")
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    shell_complete=complete_countries,
    help="Only this country, such as gb, or int; may be repeated.",
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only outlets of this kind; may be repeated."
)
@click.option(
    "--origin",
    "origins",
    multiple=True,
    type=click.Choice(get_args(Origin)),
    help="Only outlets with a file, made by `fetch`, of imported documents, or whose file is missing.",
)
@set_option
@click.option("--verify", "is_verified", is_flag=True, help="Poll each feed and sitemap once, and say what is wrong.")
@click.option("--pages", "with_page", is_flag=True, help="With --verify: also read the newest article of each outlet.")
@click.option(
    "--report", type=_FILE, metavar="FILE", help="With --verify: also write a report to send back, in Markdown."
)
@click.option(
    "--again", is_flag=True, help="With --report: also poll the outlets that were polled for an unfinished report."
)
@click.option(
    "--apply",
    "reports",
    type=_FILE,
    multiple=True,
    metavar="FILE",
    help="Change outlet files as a report proposes; may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="With --apply: only print the changes.")
@json_option
@db_option
def outlets_command(
    countries: tuple[str, ...],
    kinds: tuple[str, ...],
    origins: tuple[str, ...],
    sets: tuple[str, ...],
    is_verified: bool,
    with_page: bool,
    report: Path | None,
    again: bool,
    reports: tuple[Path, ...],
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """List the outlets by country, with what the archive has of each.

    The list has the outlets with a file, and those that only the archive has: sites of which `fetch` stored pages,
    imported documents, and outlets whose file is missing. In place of a kind they have the origin in parentheses.
    Several options narrow the list together. The kind of an outlet is left empty if no source says it.

    With --verify, each feed and sitemap is polled once, as politely as in a crawl; nothing is stored. Exit status 1 if
    anything is wrong. The same command with --report continues a report that was stopped. With --apply, feeds that
    moved for good are replaced in the outlets' files.

    \b
    Example:
      newsarchive outlets --country jp
      newsarchive outlets --kind agency --set language:es
      newsarchive outlets --origin fetch
      newsarchive outlets --verify --country jp --report outlets-jp.md
    """
    if (with_page or report) and not is_verified:
        raise UsageError("outlets: --pages and --report are about --verify; give that too")
    if again and not report:
        raise UsageError("outlets: --again is about the unfinished report of --verify --report; give those too")
    if dry_run and not reports:
        raise UsageError("outlets: --dry-run is about --apply; give that too")
    if origins and is_verified:
        raise UsageError("outlets: --verify polls only outlets with a file; leave --origin out")
    if reports and (is_verified or as_json or countries or kinds or origins or sets):
        raise UsageError("outlets: --apply reads reports and changes files; give it alone or with --dry-run")
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    if reports:
        # Loaded here because it loads what a crawl needs.
        from newsarchive.cli.outlets.verifying import apply_reports

        sys.exit(apply_reports(settings, reports, dry_run=dry_run))
    wanted = {code.lower() for code in countries}
    spiders = registry.find_outlets(settings)
    declared = [one.outlet for one in spiders.values()]
    # Only outlets with a file have feeds to poll.
    listed = [ListedOutlet(one) for one in declared] if is_verified else listed_outlets(settings, declared)
    in_sets = {one.name for one in outlets_in_sets([one.outlet for one in listed], settings, sets)} if sets else set()
    chosen = [
        one
        for one in listed
        if (not countries or one.place in wanted)
        and (not kinds or one.outlet.kind in kinds)
        and (not origins or one.origin in origins)
        and (not sets or one.outlet.name in in_sets)
    ]
    options = [("--country", countries), ("--kind", kinds), ("--origin", origins), ("--set", sets)]
    asked = " ".join(f"{option} {value}" for option, values in options for value in values)
    if not chosen:
        raise UsageError(f"outlets {asked}: no outlets found; `newsarchive outlets` lists all")
    if is_verified:
        from newsarchive.cli.outlets.verifying import VerifyOptions, verify

        asked_spiders = [spiders[one.outlet.name] for one in chosen]
        verify_options = VerifyOptions((*sorted(wanted), *kinds, *sets), with_page, as_json, report, again)
        sys.exit(verify(settings, asked_spiders, verify_options))
    if as_json:
        click.echo(json.dumps([row_of(one) for one in chosen], ensure_ascii=False, indent=2))
        return
    click.echo(table(chosen))
    click.echo(summary(chosen), err=True)
