"""What `reextract` prints: what today's rules read differently, and what was written."""

from collections.abc import Iterator

import click

from newsarchive.reextraction.report import CountedExamples, Report


def print_report(report: Report) -> None:
    """What is read differently, what stays unchanged and why, with examples."""
    click.echo(f"{report.outlets:,} outlets, {report.pages:,} pages read again, {report.same:,} unchanged")
    if report.changed:
        click.echo(f"{report.changed:,} articles read differently:")
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
        click.echo(f"{count:,} articles of {name} stay unchanged: no outlet has this name")


def _print_lines(listed: CountedExamples) -> None:
    for line in listed.first:
        click.echo(f"             {line}")
    if listed.count > len(listed.first):
        click.echo(f"             and {listed.count - len(listed.first):,} more")


def _lists(report: Report) -> Iterator[tuple[CountedExamples, str]]:
    yield report.new, "pages without an article now have one"
    yield (
        report.shorter,
        "articles stay unchanged: less than half of the text would be left (--allow-shorter accepts this)",
    )
    yield report.refused, "articles stay unchanged: today's rules find no article on the page"
    yield report.unreadable, "pages could not be read"


def _counts(report: Report) -> Iterator[tuple[int, str]]:
    yield report.still_refused, "pages without an article still have none"
    yield report.other_outcome, "of these now have another reason"
    yield report.known, "other pages belong to an article that is stored or was removed"
    yield report.expired, "pages are no longer kept"


def closing_line(report: Report, dry_run: bool) -> str:
    """What was written, or why nothing was."""
    if not report.pages:
        return "nothing to read again: all stored pages were read with today's rules"
    if not report.is_written:
        return (
            "nothing was written"
            if dry_run or not report.would_change
            else "nothing was written; use --yes to write it"
        )
    came = {name.replace("_", " "): count for name, count in report.verdicts.items()}
    counts = {
        "new versions": report.revised,
        "articles with other fields changed": report.amended,
        **{f"{name} from pages without an article": count for name, count in came.items()},
        "skipped because they changed meanwhile": report.changed_meanwhile,
    }
    written = ", ".join(f"{count:,} {name}" for name, count in counts.items() if count)
    return f"written: {written or 'only the reading versions'}"
