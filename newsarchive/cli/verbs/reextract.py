"""The verb that reads stored pages again with today's extraction and rules: reextract."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict
from datetime import date

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.archive.maintenance import reextraction as rereading
from newsarchive.cli.options import Day, db_option, json_option, wait_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.outlet import Outlet
from newsarchive.reextraction.applying import apply
from newsarchive.reextraction.planning import ReextractRequest, plan
from newsarchive.reextraction.report import CountedExamples, Report
from newsarchive.reextraction.spool import Spool
from newsarchive.settings import Settings

_PROGRESS_SECONDS = 0.5


@click.command("reextract")
@click.argument("names", metavar="[OUTLET…]", nargs=-1)
@click.option("--outlet", "more_names", multiple=True, metavar="NAME", help="The same as an OUTLET; may be repeated.")
@click.option("--since", type=Day(), help="Only articles published, and other pages captured, on this day or later.")
@click.option("--dry-run", is_flag=True, help="Report what would change, and write nothing.")
@click.option("--yes", is_flag=True, help="Write it without asking, as from cron.")
@click.option("--allow-shorter", is_flag=True, help="Also take readings with less than half of the stored text.")
@wait_option
@json_option
@db_option
def reextract_command(
    names: tuple[str, ...],
    more_names: tuple[str, ...],
    since: date | None,
    dry_run: bool,
    yes: bool,
    allow_shorter: bool,
    wait_minutes: int,
    as_json: bool,
    settings: Settings,
) -> None:
    """Read stored pages again with today's extraction and rules, and take what is read otherwise. No network.

    Says first what would change, field by field, with examples; then asks on a terminal, or writes with --yes. What
    changes is kept as a change of ours, never of the outlet's, and the old texts stay as earlier versions.

    \b
    Example:
      newsarchive reextract guardian --dry-run
    """
    is_asking = not (yes or dry_run or as_json) and _is_terminal()
    report, status = Report(), StatusLine(_PROGRESS_SECONDS)
    with ExitStack() as stack:
        may_write = yes and not dry_run and settings.db.exists()
        # Who must be asked may take hours to answer: nobody else is kept from writing meanwhile.
        lock = [stack.enter_context(write_lock(settings.db, wait_minutes))] if may_write else []
        archive = stack.enter_context(Archive.open(settings.db, write=may_write))
        outlets = tuple(_outlets(archive, settings, {*names, *more_names}, report))
        wanted = ReextractRequest(outlets, since, allow_shorter)
        spool = stack.enter_context(Spool(settings.db.parent)) if may_write or is_asking else None
        plan(archive, wanted, settings, report, spool, may_mark=may_write, progress=_reading(status))
        status.clear()
        if not as_json:
            _print(report)
        if spool is not None and (may_write or _is_agreed(report)):
            if not lock:
                archive.close()
                stack.enter_context(write_lock(settings.db, wait_minutes))
                archive = stack.enter_context(Archive.open(settings.db, write=True))
            apply(archive, spool, report, settings, clock.now(), progress=_writing(status))
            status.clear()
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False))
    else:
        click.echo(_end(report, dry_run))


def _outlets(archive: Archive, settings: Settings, names: set[str], report: Report) -> list[Outlet]:
    """Those that were named, or all that the archive has pages of; what is declared no more is noted."""
    from newsarchive.crawl import registry

    if names:
        return [registry.outlet_by_name(settings, name) for name in sorted(names)]
    there, files = rereading.outlets_with_captures(archive.conn), registry.outlet_files(settings)
    for name in there:
        if name not in files and (count := rereading.count_articles(archive.conn, name, "", None)):
            report.undeclared[name] = count
    return [registry.outlet_by_name(settings, name) for name in there if name in files]


def _is_terminal() -> bool:
    return sys.stdin.isatty() and sys.stderr.isatty()


def _is_agreed(report: Report) -> bool:
    return report.would_change > 0 and click.confirm("Write this?", err=True)


def _reading(status: StatusLine) -> Callable[[Report, int], None]:
    def progress(report: Report, articles: int) -> None:
        status.show(lambda: f"{report.pages:,} pages read again, of {articles:,} articles and pages that were none ")

    return progress


def _writing(status: StatusLine) -> Callable[[int], None]:
    return lambda written: status.show(lambda: f"{written:,} written ")


def _print(report: Report) -> None:
    click.echo(f"{report.outlets:,} outlets, {report.pages:,} pages read again, {report.same:,} as they are stored")
    if report.changed:
        click.echo(f"{report.changed:,} articles read otherwise:")
        for name, listed in sorted(report.fields.items(), key=lambda item: -item[1].count):
            click.echo(f"{listed.count:>9,}  {name}")
            _print_lines(listed)
    for listed, words in _lists(report):
        if listed.count:
            click.echo(f"{listed.count:,} {words}:")
            _print_lines(listed)
    for count, words in _counts(report):
        if count:
            click.echo(f"{count:,} {words}")
    for name, count in report.undeclared.items():
        click.echo(f"{count:,} articles of {name} stay as they are: no outlet has that name here")


def _print_lines(listed: CountedExamples) -> None:
    for line in listed.first:
        click.echo(f"             {line}")
    if listed.count > len(listed.first):
        click.echo(f"             and {listed.count - len(listed.first):,} more")


def _lists(report: Report) -> Iterator[tuple[CountedExamples, str]]:
    yield report.new, "pages that gave no article are articles"
    yield report.shorter, "articles stay as they are: less would be left (--allow-shorter takes it)"
    yield report.refused, "articles stay as they are: their page is no article by today's rules"
    yield report.unreadable, "pages could not be read"


def _counts(report: Report) -> Iterator[tuple[int, str]]:
    yield report.still_refused, "pages that gave no article still give none"
    yield report.other_outcome, "of those give none for another reason"
    yield report.known, "other pages are of an article that is stored, or was removed"
    yield report.expired, "pages are no longer kept"


def _end(report: Report, dry_run: bool) -> str:
    if not report.pages:
        return "nothing to read again: every page that is kept was read by today's reader"
    if not report.is_written:
        return "nothing was written" if dry_run or not report.would_change else "nothing was written; --yes writes it"
    came = {name.replace("_", " "): count for name, count in report.verdicts.items()}
    counts = {
        "new versions of ours": report.revised,
        "articles with other facts beside the text": report.amended,
        **{f"{name} of the pages that gave no article": count for name, count in came.items()},
        "left alone, since they changed meanwhile": report.changed_meanwhile,
    }
    told = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"written: {told or 'nothing but who has read what'}"
