"""`newsarchive check`: which outlets can still be found and read, and what broke."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from newsarchive.cli.completion import complete_outlets
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import db_option, json_option, log_option
from newsarchive.cli.outlets.sets import set_option, spiders_in_sets
from newsarchive.cli.reports.when_online import WhenOnline, none_reached
from newsarchive.errors import ArchiveMissing, ArchiveTooOld, UsageError
from newsarchive.settings import Settings

if TYPE_CHECKING:
    from newsarchive.outlet_tools.check.diagnosis import OutletCheck, UsualTexts


@click.command("check")
@click.argument("names", metavar="[OUTLET]…", nargs=-1, shell_complete=complete_outlets)
@set_option
@log_option
@json_option
@db_option
def check_command(names: tuple[str, ...], sets: tuple[str, ...], as_json: bool, settings: Settings) -> None:
    """Read feeds and three articles of each outlet, and report what broke.

    Nothing is stored. Without names, all outlets are checked, as politely as in a crawl. With an archive, the length
    of the texts is also compared with what is usual for the outlet. Exit status 1 if anything broke.

    \b
    Example:
      newsarchive check guardian
      newsarchive check --set agency
    """
    # Loaded here because Scrapy takes a second.
    from newsarchive.cli.reports.check_report import checked_lines, checked_row
    from newsarchive.crawl import registry
    from newsarchive.outlet_tools.check.outlets import check_outlets

    if names and sets:
        raise UsageError("check: name outlets, or use --set, not both; --set takes names of outlets too")
    registry.check_named_outlets(settings)
    spiders = [registry.spider_by_name(settings, name) for name in dict.fromkeys(names)]
    if sets:
        spiders = spiders_in_sets(settings, sets)
    spiders = spiders or list(registry.find_outlets(settings).values())

    def show(checked: "OutletCheck") -> None:
        click.echo("\n".join(checked_lines(checked, with_fields=bool(names))))

    # One outlet alone may have moved. If none of several answers, the network is the reason, and one line says so.
    online = WhenOnline(show, is_online=len(spiders) == 1)
    with _usual_texts(settings) as usual_texts:
        done = check_outlets(settings, spiders, usual_texts, online.add if not as_json else lambda checked: None)
    if as_json:
        click.echo(json.dumps([checked_row(one) for one in done], ensure_ascii=False, indent=2))
    broken = [one for one in done if one.broken]
    if broken:
        click.echo(_broken_line(broken, len(done)), err=True)
        sys.exit(FAILED)


def _broken_line(broken: Sequence["OutletCheck"], number: int) -> str:
    if number > 1 and sum(one.is_unreachable for one in broken) == number:
        reason = broken[0].polled[0].problem
        return none_reached(number, reason)
    return f"broken: {len(broken)} of {number}: {', '.join(sorted(one.outlet.name for one in broken))}"


@contextmanager
def _usual_texts(settings: Settings) -> Iterator[Callable[[str], "UsualTexts"]]:
    """What an outlet's texts usually are; nothing is known of them if no archive can be read."""
    # Loaded here because --help needs no database.
    from newsarchive.archive.database import Archive
    from newsarchive.archive.search.totals import share_of_full_texts, typical_length
    from newsarchive.outlet_tools.check.diagnosis import UsualTexts

    try:
        archive = Archive.open(settings.db)
    except (ArchiveMissing, ArchiveTooOld):
        yield lambda outlet: UsualTexts()
        return
    with archive:
        yield lambda outlet: UsualTexts(typical_length(archive.conn, outlet), share_of_full_texts(archive.conn, outlet))
