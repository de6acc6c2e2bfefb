"""What `newsarchive outlets` does with --verify and --apply. Loads Scrapy."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from newsarchive import __version__, clock
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.reports.status import StatusLine
from newsarchive.cli.reports.when_online import WhenOnline, none_reached
from newsarchive.crawl import registry
from newsarchive.crawl.spider import OutletSpider
from newsarchive.exporting.output import disk_errors, whole_file
from newsarchive.outlet_tools.verify.findings import OutletFinding
from newsarchive.outlet_tools.verify.markdown import markdown
from newsarchive.outlet_tools.verify.mending import mend, read_proposals
from newsarchive.outlet_tools.verify.outlets import verify_outlets
from newsarchive.outlet_tools.verify.report import HEADER, VerifyReport, finding_lines, report_row, summary
from newsarchive.settings import Settings, shipped_spiders

_INTERRUPTED = 130


@dataclass(frozen=True)
class VerifyOptions:
    """How findings are shown, and whether one page of each outlet is read too."""

    narrowed_by: tuple[str, ...] = ()
    with_page: bool = False
    as_json: bool = False
    report: Path | None = None


def verify(settings: Settings, spiders: Sequence[type[OutletSpider]], options: VerifyOptions) -> int:
    """Polls the outlets, prints each when it is done, and writes the report; returns the exit status.

    Ctrl-C ends the polling; what was found so far is printed and reported.
    """
    if options.report is not None:
        _check_writable(options.report)
    done: list[OutletFinding] = []
    status, heading, is_interrupted = StatusLine(seconds=0.2), [HEADER], False

    def show(found: OutletFinding) -> None:
        status.clear()
        click.echo("\n".join([*heading, *finding_lines(found)]))
        heading.clear()

    online = WhenOnline(show, is_online=len(spiders) == 1)

    def add(found: OutletFinding) -> None:
        done.append(found)
        if not options.as_json:
            online.add(found)
        status.show(lambda: f"{len(done)} of {len(spiders)} outlets")

    try:
        verify_outlets(settings, spiders, add, with_page=options.with_page)
    except KeyboardInterrupt:
        is_interrupted = True
    status.clear()
    report = VerifyReport(tuple(done), len(spiders), clock.now().date(), __version__, options.narrowed_by)
    _finish(report, _shipped(settings, {one.name for one in spiders}), options)
    if is_interrupted:
        return _INTERRUPTED
    return 0 if all(one.is_well for one in done) else FAILED


def _check_writable(path: Path) -> None:
    """Raises before the outlets are polled, not an hour later, if the report cannot be written."""
    if path.exists() and not path.is_file():
        return
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
    if report.is_offline:
        first = next(source.detail for one in report.findings for source in one.sources)
        said = "; no report was written" if options.report else ""
        click.echo(none_reached(len(report.findings), first) + said, err=True)
        return
    click.echo(summary(report), err=True)
    if options.report is not None and report.findings:
        with whole_file(options.report) as file:
            file.write(markdown(report.of(shipped)).encode())
        own = report.asked - len(shipped)
        without = f", without {own} outlet{'s' * (own != 1)} of your own" if own else ""
        click.echo(f"{options.report}: written{without}; docs/adding-an-outlet.md says how to send it", err=True)


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
