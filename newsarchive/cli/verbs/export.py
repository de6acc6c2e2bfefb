"""`newsarchive export`: articles for people and for other programs."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Self, TextIO

import click

from newsarchive import clock
from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchives, open_archives
from newsarchive.archive.several.desks import check_joint_desk_filters
from newsarchive.archive.several.joint_export import count_together, iterate_together
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.interrupts import ended_by_sigterm
from newsarchive.cli.options import (
    ChosenArchives,
    archives_option,
    check_days,
    full_option,
    json_option,
    selection_options,
)
from newsarchive.cli.outlets.sets import outlets_in_sets, with_checked_outlets
from newsarchive.cli.reports.status import StatusLine
from newsarchive.cli.standard_streams import standard_output
from newsarchive.cli.suggestions import KnownChoice
from newsarchive.counted import counted
from newsarchive.errors import UsageError
from newsarchive.exporting.citations import write_citations
from newsarchive.exporting.csv_table import write_csv
from newsarchive.exporting.documents import write_documents, write_folder
from newsarchive.exporting.opensearch import check_opensearch_folder, write_opensearch
from newsarchive.exporting.output import whole_file, whole_folder
from newsarchive.exporting.parquet import load_pyarrow, write_parquet
from newsarchive.exporting.wacz import write_wacz
from newsarchive.exporting.warc import WarcCopied, write_warc
from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.formats.citations.files import CITATION_FORMATS
from newsarchive.formats.jsonl import write_jsonl
from newsarchive.records import StoredArticle
from newsarchive.settings import Settings

FORMATS = ("documents", "jsonl", "csv", "parquet", "warc", "wacz", "opensearch", "opml", *CITATION_FORMATS)
# Captures are beside one archive, a citation has an address in one archive, and OpenSearch knows an article by its id.
OF_ONE_ARCHIVE = ("warc", "wacz", "opensearch", *CITATION_FORMATS)
_PROGRESS_SECONDS = 0.5


@click.command("export")
@click.option(
    "--format", "form", type=KnownChoice(FORMATS), default="documents", show_default=True, help="The format to write."
)
@selection_options
@click.option("--search", "query", metavar="WORDS", help="Only articles that match, with the syntax of `search`.")
@full_option
@click.option(
    "--versions",
    is_flag=True,
    help="WARC and WACZ: also the pages of earlier versions. JSON lines always have their texts.",
)
@click.option("--text", "with_texts", is_flag=True, help="WACZ: also the texts, in which ReplayWeb.page then searches.")
@click.option("--raw", is_flag=True, help="CSV: leave cells as they are that a spreadsheet would run as formulas.")
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write. For documents also a folder: it gets one file per article.",
)
@json_option
@archives_option
def export_command(
    form: str,
    full: bool,
    versions: bool,
    with_texts: bool,
    raw: bool,
    query: str | None,
    output: Path | None,
    as_json: bool,
    chosen: ChosenArchives,
    **filters: Any,
) -> None:
    """Export articles, their pages as WARC or WACZ, citations, or the feeds of outlets.

    The newest article comes first. A file or folder gets its name only when it is complete. With --output, --json
    reports on standard output what was written. bibtex, ris and csl are citations for reference managers, opensearch is
    a folder of bulk lines for OpenSearch, opml the feeds of the outlets for a feed reader. With several --db, the
    articles of all archives are in one order, and each says which archive it is from.

    \b
    Example:
      newsarchive export --format jsonl --outlet guardian --since 2026-01-01 --output guardian.jsonl
      newsarchive export --format ris --search 'flood' --output floods.ris
      newsarchive export --format warc --search 'flood' --output floods.warc.gz
      newsarchive export --format wacz --search 'flood' --text --output floods.wacz
      newsarchive export --format opml --country gb --output feeds.opml
      newsarchive export --format csv --db archive.db --db archive-2025.db --output both.csv
    """
    _check(form, output, versions)
    if with_texts and form != "wacz":
        raise UsageError("--text is for --format wacz; WARC files have only pages, other formats always the texts")
    if raw and form != "csv":
        raise UsageError("--raw is for --format csv; no other format changes a text")
    if as_json and output is None:
        raise UsageError("--json reports on standard output what was written; name a file with --output")
    if query is not None and not query.strip():
        raise UsageError("--search is empty; give the words to search for, or leave the option out")
    # The options of selection_options have the names of a Selection's fields.
    selection = Selection(query or "", **filters)
    check_days(selection.since, selection.until)
    if form == "opml":
        _export_feeds(chosen.settings, selection, output, as_json)
        return
    if len(chosen.paths) > 1 and form in OF_ONE_ARCHIVE:
        raise UsageError(f"--format {form}: takes one archive; run the command once for each --db")
    with ended_by_sigterm(), open_archives(chosen.paths) as archives:
        selection = with_checked_outlets(archives, chosen.settings, selection)
        check_joint_desk_filters(archives, selection)
        total = count_together(archives) if selection.is_whole_archive else None
        with _Progress(total) as progress:
            if form in OF_ONE_ARCHIVE:
                written = _write_of_one(chosen.settings, selection, form, output, versions, with_texts, progress)
            else:
                articles = progress.watch(iterate_together(archives, selection))
                written = _write(archives, articles, form, full, output, raw)
    _report(written, form, output, as_json)
    if isinstance(written, WarcCopied) and written.damaged:
        sys.exit(FAILED)


def _export_feeds(settings: Settings, selection: Selection, output: Path | None, as_json: bool) -> None:
    """Writes the feeds of outlet files; an archive is not needed."""
    # Loaded here because Scrapy takes half a second.
    from newsarchive.crawl import registry
    from newsarchive.exporting.opml import write_feeds

    if selection != Selection(outlets=selection.outlets, countries=selection.countries, sets=selection.sets):
        choosing = "only --outlet, --country and --set choose among them"
        raise UsageError(f"--format opml: has feeds and no articles; {choosing}")
    outlets = registry.all_outlets(settings)
    known = {one.name for one in outlets}
    for name in selection.outlets:
        if name not in known:
            raise UsageError(registry.no_outlet_file(settings, name, known))
    chosen = [
        one
        for one in (outlets_in_sets(outlets, settings, selection.sets) if selection.sets else outlets)
        if (not selection.outlets or one.name in selection.outlets)
        and (not selection.countries or (one.country or registry.INTERNATIONAL) in selection.countries)
    ]
    if not any(one.feeds for one in chosen):
        raise UsageError("--format opml: no outlets with feeds found; `newsarchive outlets` lists all outlets")
    with ended_by_sigterm(), _text_to(output) as out:
        written = write_feeds(chosen, out, clock.now())
    if as_json:
        click.echo(json.dumps({"format": "opml", "output": str(output), **asdict(written)}, ensure_ascii=False))
        return
    what = f"{counted(written.feeds, 'feed')} of {counted(written.outlets, 'outlet')}"
    click.echo(f"{what} exported" + (f" to {output}" if output else ""), err=True)
    if written.without_feeds:
        click.echo(f"{counted(len(written.without_feeds), 'outlet')} without feeds left out", err=True)


def _check(form: str, output: Path | None, versions: bool) -> None:
    if versions and form not in ("warc", "wacz"):
        raise UsageError(
            "--versions is for --format warc and wacz; JSON lines always have every version, "
            "other formats only today's text"
        )
    if form == "parquet":
        load_pyarrow()
        if output is None:
            raise UsageError("--format parquet: name a file with --output, such as articles.parquet")
    if form == "opensearch":
        check_opensearch_folder(output)
    if form == "wacz" and (output is None or not str(output).endswith(".wacz")):
        raise UsageError("--format wacz: name a file with --output that ends in .wacz, such as pages.wacz")
    if form == "warc" and output is None and sys.stdout.isatty():
        raise UsageError(
            "--format warc cannot be shown on a terminal; name a file with --output, such as pages.warc.gz"
        )
    is_file = output is not None and (output.is_file() or not output.exists())
    if form == "warc" and is_file and not str(output).endswith(".warc.gz"):
        raise UsageError(f"--output {output}: the name must end in .warc.gz; other tools rely on it")


def _write_of_one(
    settings: Settings,
    selection: Selection,
    form: str,
    output: Path | None,
    versions: bool,
    with_texts: bool,
    progress: "_Progress",
) -> int | WarcCopied:
    """Writes what is read from one archive only: captures, lines for OpenSearch, or citations."""
    with Archive.open(settings.db) as archive, in_one_line(settings.db):
        if form == "warc":
            return _write_warc(archive, selection, output, versions, progress)
        if form == "wacz" and output is not None:
            with whole_file(output) as file:
                return write_wacz(
                    archive,
                    selection,
                    file,
                    clock.now(),
                    versions=versions,
                    with_texts=with_texts,
                    folder=output.parent if output.parent.is_dir() else None,
                    progress=progress.pages,
                )
        articles = progress.watch(iterate(archive.conn, selection))
        if form == "opensearch" and output is not None:
            with whole_folder(output) as folder:
                return write_opensearch(articles, folder)
        with _text_to(output) as out:
            return write_citations(archive, articles, out, form, CitingArchive(address=settings.public_url))


def _write(
    archives: OpenArchives, articles: Iterable[StoredArticle], form: str, full: bool, output: Path | None, raw: bool
) -> int:
    are_several = len(archives) > 1
    if form == "documents" and output is not None and (output.is_dir() or not output.suffix):
        with whole_folder(output) as folder:
            return write_folder(articles, folder, full=full)
    if form == "parquet" and output is not None:
        with whole_file(output) as file:
            return write_parquet(articles, file, with_archives=are_several)
    with _text_to(output) as out:
        if form == "csv":
            return write_csv(articles, out, raw=raw, with_archives=are_several)
        return write_jsonl(articles, out) if form == "jsonl" else write_documents(articles, out, full=full)


def _write_warc(
    archive: Archive, selection: Selection, output: Path | None, versions: bool, progress: "_Progress"
) -> WarcCopied:
    write = partial(write_warc, archive, selection, now=clock.now(), versions=versions, progress=progress.pages)
    if output is None:
        with standard_output() as out:
            return write(out.buffer, name="standard output")
    with whole_file(output) as file:
        return write(file, name=output.name)


def _report(written: int | WarcCopied, form: str, output: Path | None, as_json: bool) -> None:
    """Prints what was written: how many articles, and for WARC how many pages and which are missing."""
    if as_json:
        row = asdict(written) if isinstance(written, WarcCopied) else {"articles": written}
        click.echo(json.dumps({"format": form, "output": str(output), **row}, ensure_ascii=False))
        return
    what = counted(written.articles if isinstance(written, WarcCopied) else written, "article")
    if isinstance(written, WarcCopied):
        what = f"{counted(written.captures, 'page')} of {what}"
    click.echo(f"{what} exported" + (f" to {output}" if output else ""), err=True)
    for line in _missing(written) if isinstance(written, WarcCopied) else ():
        click.echo(line, err=True)


def _missing(copied: WarcCopied) -> Iterator[str]:
    if copied.pageless:
        yield f"{counted(copied.pageless, 'article')} have no page, such as imported documents"
    if copied.given_up:
        yield f"{counted(copied.given_up, 'page')} no longer kept, because of captures_max_gb or captures_keep_days"
    yield from copied.problems
    if copied.damaged:
        yield f"{counted(copied.damaged, 'page')} damaged and skipped; `newsarchive verify` lists them"


class _Progress:
    """The progress of an export, on a terminal: the number of articles written, and the day of the last one."""

    def __init__(self, total: int | None) -> None:
        self._of = f" of {total:,}" if total is not None else ""
        self._status = StatusLine(_PROGRESS_SECONDS)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._status.clear()

    def watch(self, articles: Iterable[StoredArticle]) -> Iterator[StoredArticle]:
        for number, stored in enumerate(articles, start=1):
            yield stored
            self._status.show(partial(self._words, number, stored))

    def pages(self, copied: WarcCopied) -> None:
        self._status.show(lambda: f"{copied.articles:,}{self._of} articles, {copied.captures:,} pages")

    def _words(self, number: int, stored: StoredArticle) -> str:
        published = stored.article.published
        return f"{number:,}{self._of} articles" + (f", back to {published.on}" if published else "")


@contextmanager
def _text_to(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or the file as UTF-8."""
    if output is None:
        with standard_output() as out:
            yield out
        return
    with whole_file(output) as file:
        out = TextIOWrapper(file, encoding="utf-8", newline="")
        yield out
        # Flushes, and leaves the file open for whole_file, which closes it.
        out.detach()
