"""What an import prints: a line for each document while they are few, and the numbers of each larger file."""

import json
from collections import Counter
from dataclasses import dataclass, field

import click

from newsarchive.cli.reports.status import StatusLine
from newsarchive.importing.documents import ImportedFile
from newsarchive.importing.jsonl import JsonlReport
from newsarchive.importing.warc_report import WarcReport
from newsarchive.records import Verdict

# Unknown hosts that a report names; a file of the whole web's news has thousands.
MOST_HOSTS = 10
# If an import has more files than this, documents are counted instead of named.
MOST_NAMED = 50
_PROGRESS_SECONDS = 1.0


@dataclass
class ImportReport:
    """Prints the results of one import of so many files as they come, as text or as JSON, and counts what failed."""

    as_json: bool
    files: int
    failed: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    status: StatusLine = field(default_factory=lambda: StatusLine(_PROGRESS_SECONDS))

    def document(self, imported: ImportedFile) -> None:
        """Prints and counts one file of documents."""
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
        """Shows how far a file of JSON lines is read."""
        self.status.show(lambda: f"{report.file.name}: {report.lines:,} lines")

    def jsonl(self, report: JsonlReport) -> None:
        """Prints and counts one file of JSON lines."""
        self.status.clear()
        self.failed += report.has_failed
        if self.as_json:
            click.echo(json.dumps(_jsonl_row(report), ensure_ascii=False))
            return
        click.echo(f"{report.file}: {report.lines:,} lines: {_counted(report.verdicts) or 'nothing stored'}")
        for problem in (*report.line_problems, *([report.problem] if report.problem else [])):
            click.echo(problem, err=True)
        if report.bad > len(report.line_problems):
            click.echo(f"{report.file}: {report.bad:,} lines could not be read; only the first are named", err=True)

    def progress(self, report: WarcReport) -> None:
        """Shows how far a WARC file is read."""
        self.status.show(lambda: f"{report.file.name}: {report.pages:,} pages, {report.verdicts.total():,} articles")

    def warc(self, report: WarcReport) -> None:
        """Prints and counts one WARC file."""
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
        """Removes the progress line, and prints the numbers of documents that were not named."""
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
        return [f"{report.file}: already imported; use --again to read it again"]
    begin = f"continued at byte {report.resumed_at:,}, " if report.resumed_at else ""
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
