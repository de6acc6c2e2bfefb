"""The verb that brings articles in: import."""

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import click

from newsarchive import clock
from newsarchive.archive.database import Archive
from newsarchive.archive.lock import write_lock
from newsarchive.cli.options import FAILED, db_option, json_option, wait_option
from newsarchive.cli.reports.status import StatusLine
from newsarchive.errors import UsageError
from newsarchive.importing.documents import ImportedFile, import_documents
from newsarchive.importing.files import files_in
from newsarchive.importing.jsonl import JsonlReport, import_jsonl
from newsarchive.importing.warc import WarcReport, import_warc_files
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Verdict
from newsarchive.settings import Settings

# Hosts without an outlet that a report names; a file of the whole web's news has thousands.
MOST_HOSTS = 10
_PROGRESS_SECONDS = 1.0
# Documents that are named one by one on the terminal; a folder of thousands is told in numbers.
MOST_NAMED = 50


@click.command("import")
@click.argument("paths", metavar="FILE…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--outlet", "outlet_name", metavar="NAME", help="The outlet they are filed under.  [default: imported]")
@click.option("--again", is_flag=True, help="WARC files: read from the beginning also what was read before.")
@wait_option
@json_option
@db_option
def import_command(
    paths: tuple[Path, ...], outlet_name: str | None, again: bool, wait_minutes: int, as_json: bool, settings: Settings
) -> None:
    """Store documents, articles of an export as JSON lines, and the pages of WARC files.

    A folder stands for the .txt, .md, .jsonl, .warc and .warc.gz files in it. A file that is no document is reported
    and left out; all others are stored. Importing twice changes nothing. Pages of a WARC file belong to the outlets
    whose hosts they are of, or with --outlet to that one alone; an import that was stopped goes on where it was.

    \b
    Example:
      newsarchive import letters/ --outlet our_bulletin
      newsarchive import guardian.jsonl
      newsarchive import CC-NEWS-20260101000000-00001.warc.gz
    """
    files = files_in(list(paths))
    if not files:
        raise UsageError(f"{', '.join(map(str, paths))}: no .txt, .md, .jsonl, .warc or .warc.gz files there")
    outlet = _outlet(settings, outlet_name)
    outlet_for_url = _outlet_finder(settings, outlet_name, outlet) if files.warcs else None
    report = _Reporting(as_json, len(files))
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        for one in import_documents(archive, files.documents, outlet, clock.now()):
            report.document(one)
        for file in files.jsonls:
            report.jsonl(import_jsonl(archive, file, lambda name: _declared(settings, name), report.jsonl_progress))
        if outlet_for_url is not None:
            progress = report.progress
            import_warc_files(
                archive, files.warcs, outlet_for_url, settings, again=again, done=report.warc, progress=progress
            )
    report.end()
    if report.failed:
        click.echo(f"{report.failed} of {len(files)} files could not be imported", err=True)
        sys.exit(FAILED)


@dataclass
class _Reporting:
    """What is told of an import: a line a document while they are few, the numbers of each WARC file."""

    as_json: bool
    files: int
    failed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    status: StatusLine = field(default_factory=lambda: StatusLine(_PROGRESS_SECONDS))

    def document(self, imported: ImportedFile) -> None:
        self.documents += 1
        if self.as_json or imported.problem or self.files <= MOST_NAMED:
            self.status.clear()
        self.failed += imported.problem is not None
        self.verdicts.update((one.verdict or Verdict.NEW).value for one in imported.results)
        if self.as_json:
            click.echo(json.dumps(_document_row(imported), ensure_ascii=False))
        elif imported.problem:
            click.echo(imported.problem, err=True)
        elif self.files <= MOST_NAMED:
            _name(imported)
        self.status.show(lambda: f"{self.documents:,} of {self.files:,} files")

    def jsonl_progress(self, report: JsonlReport) -> None:
        self.status.show(lambda: f"{report.file.name}: {report.lines:,} lines")

    def jsonl(self, report: JsonlReport) -> None:
        self.status.clear()
        self.failed += report.has_failed
        if self.as_json:
            click.echo(json.dumps(_jsonl_row(report), ensure_ascii=False))
            return
        click.echo(f"{report.file}: {report.lines:,} lines: {_counted(report.verdicts) or 'nothing stored'}")
        for problem in (*report.line_problems, *([report.problem] if report.problem else [])):
            click.echo(problem, err=True)
        if report.bad > len(report.line_problems):
            click.echo(f"{report.file}: {report.bad:,} lines could not be read, the first are named", err=True)

    def progress(self, report: WarcReport) -> None:
        self.status.show(lambda: f"{report.file.name}: {report.pages:,} pages, {report.verdicts.total():,} articles")

    def warc(self, report: WarcReport) -> None:
        self.status.clear()
        self.failed += report.problem is not None
        if self.as_json:
            click.echo(json.dumps(_warc_row(report), ensure_ascii=False))
            return
        for line in _warc_lines(report) if report.pages or not report.problem else ():
            click.echo(line)
        for problem in (*report.page_problems, *([report.problem] if report.problem else [])):
            click.echo(problem, err=True)

    def end(self) -> None:
        self.status.clear()
        if not self.as_json and self.documents > MOST_NAMED:
            click.echo(f"{self.documents:,} files: {_counted(self.verdicts) or 'nothing stored'}")


def _document_row(imported: ImportedFile) -> dict[str, object]:
    return {
        "file": str(imported.file),
        "problem": imported.problem,
        "documents": [
            {"id": result.article_id, "verdict": result.verdict, "reason": result.reason} for result in imported.results
        ],
    }


def _name(imported: ImportedFile) -> None:
    for headline, result in zip(imported.headlines, imported.results, strict=True):
        verdict = (result.verdict or Verdict.NEW).value.replace("_", " ")
        click.echo(f"{imported.file}: {verdict}, article {result.article_id}: {headline}")


def _jsonl_row(report: JsonlReport) -> dict[str, object]:
    return {
        "file": str(report.file),
        "problem": report.problem,
        "lines": report.lines,
        "verdicts": dict(report.verdicts),
        "bad": report.bad,
        "line_problems": report.line_problems,
    }


def _warc_row(report: WarcReport) -> dict[str, object]:
    return {
        "file": str(report.file),
        "problem": report.problem,
        "pages": report.pages,
        "verdicts": dict(report.verdicts),
        "refused": dict(report.refused),
        "unknown_hosts": dict(report.unknown_hosts.most_common()),
        "resumed_at": report.resumed_at,
        "was_finished": report.was_finished,
        "page_problems": report.page_problems,
    }


def _warc_lines(report: WarcReport) -> list[str]:
    if report.was_finished:
        return [f"{report.file}: read to its end before; --again reads it once more"]
    begin = f"from byte {report.resumed_at:,} on, " if report.resumed_at else ""
    pages = f"{report.pages:,} page{'' if report.pages == 1 else 's'}"
    lines = [f"{report.file}: {begin}{pages}: {_counted(report.verdicts) or 'no articles'}"]
    lines += [f"  {count:>7,}  {reason.replace('_', ' ')}" for reason, count in report.refused.most_common()]
    if report.unknown_hosts:
        named = [f"{host} {count:,}" for host, count in report.unknown_hosts.most_common(MOST_HOSTS)]
        more = len(report.unknown_hosts) - len(named)
        lines.append(f"  hosts without an outlet: {', '.join(named)}" + (f" and {more:,} more" if more else ""))
    return lines


def _counted(counts: Counter[str]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.most_common())


def _outlet(settings: Settings, name: str | None) -> Outlet:
    if name is None or name == IMPORTED.name:
        return IMPORTED
    from newsarchive.crawl import registry

    return registry.outlet_by_name(settings, name)


def _declared(settings: Settings, name: str) -> Outlet | None:
    """The outlet of that name, where there is one here; articles of others come in too."""
    from newsarchive.crawl import registry

    return registry.outlet_by_name(settings, name) if name in registry.outlet_files(settings) else None


def _outlet_finder(settings: Settings, name: str | None, outlet: Outlet) -> Callable[[str], Outlet | None]:
    """What finds the outlet of a page in a WARC file. Loading all outlets takes a second or so."""
    from newsarchive.crawl import registry

    return registry.OutletIndex([outlet] if name is not None else registry.all_outlets(settings)).outlet_for_url
