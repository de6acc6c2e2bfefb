"""What `newsarchive outlets` does with --verify and --apply. Loads Scrapy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from newsarchive import __version__, clock
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.reports.status import StatusLine
from newsarchive.cli.reports.when_online import WhenOnline, none_reached
from newsarchive.crawl import registry
from newsarchive.crawl.spider import OutletSpider
from newsarchive.exporting.output import check_place, disk_errors, whole_file
from newsarchive.outlet_tools.verify.findings import OutletFinding
from newsarchive.outlet_tools.verify.markdown import markdown
from newsarchive.outlet_tools.verify.mending import mend, read_proposals
from newsarchive.outlet_tools.verify.outlets import verify_outlets
from newsarchive.outlet_tools.verify.report import HEADER, VerifyReport, finding_lines, report_row, summary
from newsarchive.outlet_tools.verify.unfinished import UnfinishedReport
from newsarchive.settings import Settings, shipped_spiders

_INTERRUPTED = 130


@dataclass(frozen=True)
class VerifyOptions:
    """How findings are shown, and whether one page of each outlet is read too.

    again: outlets that were polled for an unfinished report are polled again.
    """

    narrowed_by: tuple[str, ...] = ()
    with_page: bool = False
    as_json: bool = False
    report: Path | None = None
    again: bool = False


def verify(settings: Settings, spiders: Sequence[type[OutletSpider]], options: VerifyOptions) -> int:
    """Polls the outlets, prints each when it is done, and writes the report; returns the exit status.

    Ctrl-C ends the polling; what was found so far is printed and reported. A report that was stopped continues: outlets
    that were polled for it are not polled again.
    """
    outlets = {one.name: one.outlet for one in spiders}
    unfinished = _unfinished(options)
    earlier = unfinished.findings(outlets.values()) if unfinished else []
    left = [one for one in spiders if one.name not in {found.name for found in earlier}]
    if unfinished and earlier:
        polled = f"{len(earlier)} of {len(spiders)} outlets were polled since {unfinished.begun_on}"
        click.echo(f"{options.report}: continues an unfinished report: {polled}; --again polls all", err=True)
    done: list[OutletFinding] = []
    status, heading, is_interrupted = StatusLine(seconds=0.2), [HEADER], False

    def show(found: OutletFinding) -> None:
        status.clear()
        click.echo("\n".join([*heading, *finding_lines(found)]))
        heading.clear()

    online = WhenOnline(show, is_online=len(left) == 1)

    def add(found: OutletFinding) -> None:
        done.append(found)
        if unfinished:
            with disk_errors(str(unfinished.path)):
                unfinished.add(found, outlets[found.name])
        if not options.as_json:
            online.add(found)
        status.show(lambda: f"{len(earlier) + len(done)} of {len(spiders)} outlets")

    try:
        if left:
            verify_outlets(settings, left, add, with_page=options.with_page)
    except KeyboardInterrupt:
        is_interrupted = True
    status.clear()
    today = unfinished.begun_on if unfinished else clock.now().date()
    of_now = VerifyReport(tuple(done), len(left), today, __version__, options.narrowed_by)
    report = replace(of_now, findings=(*earlier, *done), asked=len(spiders))
    if of_now.is_offline:
        _finish_offline(of_now, options)
    else:
        _finish(report, _shipped(settings, set(outlets)), options)
    is_to_be_continued = not report.is_complete or (of_now.is_offline and earlier)
    if unfinished and not is_to_be_continued:
        unfinished.delete()
    if is_interrupted:
        return _INTERRUPTED
    return 0 if all(one.is_well for one in report.findings) else FAILED


def _unfinished(options: VerifyOptions) -> UnfinishedReport | None:
    """What was found before a stop; None without a report, and where it goes to a device or a pipe."""
    if options.report is None or (options.report.exists() and not options.report.is_file()):
        return None
    _check_writable(options.report)
    today = clock.now().date()
    with disk_errors(str(options.report)):
        return UnfinishedReport.beside(options.report, today, with_page=options.with_page, again=options.again)


def _check_writable(path: Path) -> None:
    """Raises before the outlets are polled, not an hour later, if the report cannot be written."""
    check_place(path)
    trial = path.with_name(f"{path.name}.part")
    with disk_errors(str(path)):
        trial.touch()
        trial.unlink()


def _shipped(settings: Settings, names: set[str]) -> set[str]:
    """Those of the names whose files ship. Which outlets people have added is their own business."""
    folder = shipped_spiders()
    return {name for name, file in registry.outlet_files(settings).items() if name in names and folder in file.parents}


def _finish(report: VerifyReport, shipped: set[str], options: VerifyOptions) -> None:
    if options.as_json:
        click.echo(json.dumps(report_row(report), ensure_ascii=False, indent=2))
    click.echo(summary(report), err=True)
    if options.report is not None and report.findings:
        with whole_file(options.report) as file:
            file.write(markdown(report.of(shipped)).encode())
        own = report.asked - len(shipped)
        without = f", without {own} outlet{'s' * (own != 1)} of your own" if own else ""
        click.echo(f"{options.report}: written{without}; docs/adding-an-outlet.md says how to send it", err=True)


def _finish_offline(report: VerifyReport, options: VerifyOptions) -> None:
    """Says that no outlet was reached; what was found before a stop waits for the next run."""
    if options.as_json:
        click.echo(json.dumps(report_row(report), ensure_ascii=False, indent=2))
    first = next(source.detail for one in report.findings for source in one.sources)
    said = "; no report was written" if options.report else ""
    click.echo(none_reached(len(report.findings), first) + said, err=True)


def apply_reports(settings: Settings, reports: Sequence[Path], *, dry_run: bool) -> int:
    """Changes outlet files as the reports propose, and prints the changes; returns the exit status.

    Raises:
        UsageError: a file is not a report.
    """
    proposals = [one for path in reports for one in read_proposals(path)]
    changed, refused = mend(proposals, registry.all_outlets(settings), registry.outlet_files(settings))
    for file in changed:
        click.echo("\n".join(file.diff()))
        if not dry_run:
            with whole_file(file.path) as out:
                out.write(file.after.encode())
    for one in refused:
        click.echo(f"{one.proposal.outlet}: {one.proposal.old} → {one.proposal.new}: {one.reason}", err=True)
    did = "would change" if dry_run else "changed"
    click.echo(f"{len(changed)} file{'s' * (len(changed) != 1)} {did}, {len(refused)} left to you", err=True)
    return FAILED if refused else 0
