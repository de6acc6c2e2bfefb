"""`newsarchive outlets`: what can be crawled, what the archive has of it, and whether its feeds still work.

It loads no more of Scrapy than the outlet files themselves need.
"""

import json
import shutil
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from rich.cells import cell_len, set_cell_size

from newsarchive.cli.options import db_option, json_option
from newsarchive.cli.outlets.sets import set_option, spiders_in_sets
from newsarchive.dates import format_utc
from newsarchive.errors import UsageError
from newsarchive.outlet import Outlet
from newsarchive.outlet_sets.set_names import KINDS
from newsarchive.settings import Settings

# The width if the output is not a terminal. Titles are cut if the table is wider.
NARROW = 80
TITLE, ARTICLES = 2, 5
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("outlets")
@click.option(
    "--country",
    "countries",
    multiple=True,
    metavar="CODE",
    help="Only this country, such as gb, or int; may be repeated.",
)
@click.option(
    "--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only outlets of this kind; may be repeated."
)
@set_option
@click.option("--verify", "is_verified", is_flag=True, help="Poll each feed and sitemap once, and say what is wrong.")
@click.option("--pages", "with_page", is_flag=True, help="With --verify: also read the newest article of each outlet.")
@click.option(
    "--report", type=_FILE, metavar="FILE", help="With --verify: also write a report to send back, in Markdown."
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
    sets: tuple[str, ...],
    is_verified: bool,
    with_page: bool,
    report: Path | None,
    reports: tuple[Path, ...],
    dry_run: bool,
    as_json: bool,
    settings: Settings,
) -> None:
    """List the outlets by country, with what the archive has of each.

    Several options narrow the list together. The kind of an outlet is left empty if no source says it. With --verify,
    each feed and sitemap is polled once, as politely as in a crawl; nothing is stored. Exit status 1 if anything is
    wrong. With --apply, feeds that moved for good are replaced in the outlets' files.

    \b
    Example:
      newsarchive outlets --country jp
      newsarchive outlets --kind agency --set language:es
      newsarchive outlets --verify --country jp --report outlets-jp.md
    """
    if (with_page or report) and not is_verified:
        raise UsageError("outlets: --pages and --report are about --verify; give that too")
    if dry_run and not reports:
        raise UsageError("outlets: --dry-run is about --apply; give that too")
    if reports and (is_verified or as_json or countries or kinds or sets):
        raise UsageError("outlets: --apply reads reports and changes files; give it alone or with --dry-run")
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry

    if reports:
        # Loaded here because it loads what a crawl needs.
        from newsarchive.cli.outlets.verifying import apply_reports

        sys.exit(apply_reports(settings, reports, dry_run=dry_run))
    wanted = {code.lower() for code in countries}
    spiders = list(registry.find_outlets(settings).values())
    chosen = [
        one
        for one in (spiders_in_sets(settings, sets) if sets else spiders)
        if (not countries or (one.outlet.country or registry.INTERNATIONAL) in wanted)
        and (not kinds or one.outlet.kind in kinds)
    ]
    options = [("--country", countries), ("--kind", kinds), ("--set", sets)]
    asked = " ".join(f"{option} {value}" for option, values in options for value in values)
    if not chosen:
        raise UsageError(f"outlets {asked}: no outlets found; `newsarchive outlets` lists all")
    if is_verified:
        from newsarchive.cli.outlets.verifying import VerifyOptions, verify

        sys.exit(verify(settings, chosen, VerifyOptions((*sorted(wanted), *kinds, *sets), with_page, as_json, report)))
    stored = _stored(settings)
    rows = [_row(one.outlet, *stored[one.outlet.name]) for one in chosen]
    rows.sort(key=lambda row: (row["country"] or "~", row["title"].casefold()))
    if as_json:
        click.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(rows, registry.INTERNATIONAL)


def _stored(settings: Settings) -> dict[str, tuple[int, str | None]]:
    """For each outlet the number of its articles and the time of its last visit; empty if there is no archive."""
    stored: dict[str, tuple[int, str | None]] = defaultdict(lambda: (0, None))
    try:
        settings.db.stat()
    except FileNotFoundError:
        return stored
    except OSError:
        # Archive.open says what is wrong.
        pass
    # Loaded here because a list without an archive needs no database.
    from newsarchive.archive import runs
    from newsarchive.archive.database import Archive
    from newsarchive.archive.search.totals import outlet_totals

    with Archive.open(settings.db) as archive:
        visits = runs.last_visits(archive.conn)
        counts = {total.name: total.articles for total in outlet_totals(archive.conn)}
    for name in {*visits, *counts}:
        visit = visits.get(name)
        stored[name] = (counts.get(name, 0), format_utc(visit) if visit else None)
    return stored


def _row(outlet: Outlet, articles: int, visited: str | None) -> dict[str, Any]:
    return {
        "name": outlet.name,
        "title": outlet.title,
        "country": outlet.country,
        "language": outlet.language,
        "kind": outlet.kind,
        "owner": outlet.owner,
        "home": outlet.home,
        "feeds": len(outlet.feeds),
        "sitemaps": len(outlet.sitemaps),
        "articles": articles,
        "last_crawled_at": visited,
    }


def _print(rows: list[dict[str, Any]], international: str) -> None:
    """A table by country, one line per outlet, with the day of the last visit; the exact time is in --json."""
    lines = [("", "name", "title", "lang", "kind", "articles", "crawled")]
    country = ""
    for row in rows:
        here = row["country"] or international
        visited = (row["last_crawled_at"] or "never")[:10]
        shown = "" if here == country else here
        kind = (row["kind"] or "").removesuffix("_broadcaster")
        lines.append((shown, row["name"], row["title"], row["language"], kind, f"{row['articles']:,}", visited))
        country = here
    # For hundreds of rows, rich's own table takes ten times as long.
    widths = [max(map(cell_len, column)) for column in zip(*lines, strict=True)]
    room = shutil.get_terminal_size((NARROW, 1)).columns - sum(widths) - len(widths) + 1
    widths[TITLE] = min(widths[TITLE], max(widths[TITLE] + room, 8))
    click.echo("\n".join(" ".join(_cells(line, widths)).rstrip() for line in lines))
    click.echo(_summary(rows), err=True)


def _cells(line: tuple[str, ...], widths: list[int]) -> Iterator[str]:
    for number, (text, width) in enumerate(zip(line, widths, strict=True)):
        if cell_len(text) > width:
            text = set_cell_size(text, width - 1) + "…"
        yield " " * (width - cell_len(text)) + text if number == ARTICLES else set_cell_size(text, width)


def _summary(rows: list[dict[str, Any]]) -> str:
    never = sum(row["last_crawled_at"] is None for row in rows)
    return f"{len(rows)} outlet{'s' * (len(rows) != 1)}, {never} of them never crawled"
