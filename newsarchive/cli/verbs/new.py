"""The verb that drafts an outlet: new."""

import json
import subprocess
import sys

import click

from newsarchive.cli.options import MISUSED, db_option, json_option
from newsarchive.errors import DraftError, UsageError
from newsarchive.settings import Settings

LOOKING = "looking at the site, which takes about a minute"
# How a shell reports a process that Ctrl-C ended.
_INTERRUPTED = 130


@click.command("new")
@click.argument("url", metavar="URL")
@click.option("--name", metavar="NAME", help="The outlet's name and its file's.  [default: from the title]")
@click.option("--country", metavar="CODE", help="Its country, such as gb.  [default: found out]")
@click.option("--language", metavar="TAG", help="Its language, such as en or pt-BR.  [default: found out]")
@click.option("--dry-run", is_flag=True, help="Print the file and write nothing; the report goes to standard error.")
@json_option
@db_option
def new_command(
    url: str,
    name: str | None,
    country: str | None,
    language: str | None,
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """Look at a site, and write the file of a new outlet for it.

    Asks for its home page, feeds, sitemaps and some twenty pages, at the pace of a crawl: about a minute. Says what
    was found, from what, and how sure that is. The file goes to the folder that the setting outlets_folder names,
    else into the checkout's spiders/.

    \b
    Example:
      newsarchive new https://rivertownpost.example/ --dry-run
    """  # fmt: skip
    # Imported here: it loads Scrapy.
    from newsarchive.outlet_tools.draft.new_outlet import DraftOptions, new_outlet
    from newsarchive.outlet_tools.draft.report import report_lines, report_row

    if sys.stderr.isatty():
        click.echo(f"{url}: {LOOKING}", err=True)
    options = DraftOptions(name, country.lower() if country else None, language)
    draft = new_outlet(settings, url, options, dry_run=dry_run)
    if as_json:
        click.echo(json.dumps(report_row(draft), ensure_ascii=False, indent=2))
        return
    for line in report_lines(draft):
        click.echo(line, err=dry_run)
    if dry_run:
        click.echo(draft.text, nl=False)


def draft_apart(url: str) -> str:
    """The name of the outlet that `new` has drafted for url, in a process of its own: a reactor runs once in a process.

    Raises:
        DraftError, UsageError: what `new` said of it.
        KeyboardInterrupt: it was stopped.
    """
    click.echo(f"{url}: of no outlet yet; {LOOKING}", err=True)
    command = [sys.executable, "-m", "newsarchive.cli.main", "new", url, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode == _INTERRUPTED:
        raise KeyboardInterrupt
    if done.returncode != 0:
        said = (done.stderr.strip().splitlines() or [f"{url}: drafting ended with {done.returncode}"])[-1]
        kind = UsageError if done.returncode == MISUSED else DraftError
        raise kind(said.removeprefix("newsarchive: "))
    row = json.loads(done.stdout)
    click.echo(f"{row['file']}: written; it is yours to edit", err=True)
    for warning in row["warnings"]:
        click.echo(warning, err=True)
    return str(row["name"])
