"""`newsarchive new`: look at a site and write the file of a new outlet."""

import json
import sys

import click

from newsarchive.cli.options import db_option, json_option
from newsarchive.cli.outlets.drafting import drafted_in_own_process
from newsarchive.settings import Settings

LOOKING = "looking at the site; this takes about a minute"


@click.command("new")
@click.argument("url", metavar="URL")
@click.option("--name", metavar="NAME", help="The name of the outlet and its file.  [default: from the title]")
@click.option("--country", metavar="CODE", help="The outlet's country, such as gb.  [default: from the site]")
@click.option("--language", metavar="TAG", help="The outlet's language, such as en or pt-BR.  [default: from the site]")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="A feed of the site to try first; may be repeated.")
@click.option(
    "--dry-run", is_flag=True, help="Print the file instead of writing it; the report goes to standard error."
)
@json_option
@db_option
def new_command(
    url: str,
    name: str | None,
    country: str | None,
    language: str | None,
    feeds: tuple[str, ...],
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Look at a site and write the file of a new outlet.

    Fetches its home page, feeds, sitemaps and about twenty pages, as politely as a crawl; this takes about a minute.
    Reports what was found, where, and how certain it is. The file goes to the folder that the setting outlets_folder
    names, or else to the checkout's spiders/.

    \b
    Example:
      newsarchive new https://rivertownpost.example/ --dry-run
    """  # fmt: skip
    # Loaded here because Scrapy takes a second.
    from newsarchive.outlet_tools.draft.new_outlet import DraftOptions, new_outlet
    from newsarchive.outlet_tools.draft.report import report_lines, report_row

    if sys.stderr.isatty():
        click.echo(f"{url}: {LOOKING}", err=True)
    options = DraftOptions(name, country.lower() if country else None, language, feeds)
    draft = new_outlet(settings, url, options, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(report_row(draft), ensure_ascii=False, indent=2))
        return
    for line in report_lines(draft):
        click.echo(line, err=dry_run)
    if dry_run:
        click.echo(draft.text, nl=False)


def draft_in_own_process(url: str) -> str:
    """The name of the outlet that `new` drafts for url.

    Raises:
        DraftError, UsageError, KeyboardInterrupt: as drafted_in_own_process.
    """
    click.echo(f"{url}: not a known outlet; {LOOKING}", err=True)
    row = drafted_in_own_process(url)
    click.echo(f"{row['file']}: written; you can edit it", err=True)
    for warning in row["warnings"]:
        click.echo(warning, err=True)
    return str(row["name"])
