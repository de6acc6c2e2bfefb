"""The files of an export: which writer a format has, progress on a terminal, and what is said at the end."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import Self, TextIO

import click

from newsarchive import clock
from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.archive.several.archives import OpenArchives, open_archives
from newsarchive.archive.several.desks import check_joint_desk_filters
from newsarchive.archive.several.joint_export import count_together, iterate_together
from newsarchive.archive.sqlite_errors import in_one_line
from newsarchive.cli.interrupts import ended_by_signals
from newsarchive.cli.options import ChosenArchives
from newsarchive.cli.outlets.sets import outlets_in_sets, with_checked_outlets
from newsarchive.cli.reports.status import StatusLine
from newsarchive.cli.standard_streams import standard_output
from newsarchive.counted import counted
from newsarchive.errors import UsageError
from newsarchive.exporting.citations import write_citations
from newsarchive.exporting.csv_table import write_csv
from newsarchive.exporting.documents import write_documents, write_folder
from newsarchive.exporting.opensearch import write_opensearch
from newsarchive.exporting.output import whole_file, whole_folder
from newsarchive.exporting.parquet import write_parquet
from newsarchive.exporting.wacz import write_wacz
from newsarchive.exporting.warc import WarcCopied, write_warc
from newsarchive.formats.citations.citation import CitingArchive
from newsarchive.formats.citations.files import CITATION_FORMATS
from newsarchive.formats.jsonl import write_jsonl
from newsarchive.records import StoredArticle
from newsarchive.settings import Settings

_PROGRESS_SECONDS = 0.5
# Captures are beside one archive, a citation has an address in one archive, and OpenSearch knows an article by its id.
_OF_ONE_ARCHIVE = ("warc", "wacz", "opensearch", *CITATION_FORMATS)


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """The format and the place of an export, and the options that only some formats have."""

    form: str
    output: Path | None
    full: bool = False
    versions: bool = False
    with_texts: bool = False
    raw: bool = False


def export_articles(chosen: ChosenArchives, selection: Selection, wanted: ExportRequest, *, as_json: bool) -> bool:
    """Writes the articles and reports it; False if a captured page is damaged.

    Raises:
        UsageError: several archives are chosen for a format that takes one.
    """
    is_of_one_archive = wanted.form in _OF_ONE_ARCHIVE
    if is_of_one_archive and len(chosen.paths) > 1:
        raise UsageError(f"--format {wanted.form}: takes one archive; run the command once for each --db")
    with ended_by_signals(), open_archives(chosen.paths) as archives:
        selection = with_checked_outlets(archives, chosen.settings, selection)
        check_joint_desk_filters(archives, selection)
        total = count_together(archives) if selection.is_whole_archive else None
        with _Progress(total) as progress:
            if is_of_one_archive:
                written = _write_of_one(chosen.settings, selection, wanted, progress)
            else:
                written = _write(archives, progress.watch(iterate_together(archives, selection)), wanted)
    _report(written, wanted.form, wanted.output, as_json)
    return not (isinstance(written, WarcCopied) and written.damaged)


def export_feeds(settings: Settings, selection: Selection, output: Path | None, *, as_json: bool) -> None:
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
    with ended_by_signals(), _text_to(output) as out:
        written = write_feeds(chosen, out, clock.now())
    if as_json:
        click.echo(json.dumps({"format": "opml", "output": str(output), **asdict(written)}, ensure_ascii=False))
        return
    what = f"{counted(written.feeds, 'feed')} of {counted(written.outlets, 'outlet')}"
    click.echo(f"{what} exported" + (f" to {output}" if output else ""), err=True)
    if written.without_feeds:
        click.echo(f"{counted(len(written.without_feeds), 'outlet')} without feeds left out", err=True)


def _write_of_one(
    settings: Settings, selection: Selection, wanted: ExportRequest, progress: "_Progress"
) -> int | WarcCopied:
    """Writes what is read from one archive only: captures, lines for OpenSearch, or citations."""
    output = wanted.output
    with Archive.open(settings.db) as archive, in_one_line(settings.db):
        if wanted.form == "warc":
            return _write_warc(archive, selection, wanted, progress)
        if wanted.form == "wacz" and output is not None:
            with whole_file(output) as file:
                return write_wacz(
                    archive,
                    selection,
                    file,
                    clock.now(),
                    versions=wanted.versions,
                    with_texts=wanted.with_texts,
                    folder=output.parent if output.parent.is_dir() else None,
                    progress=progress.pages,
                )
        articles = progress.watch(iterate(archive.conn, selection))
        if wanted.form == "opensearch" and output is not None:
            with whole_folder(output) as folder:
                return write_opensearch(articles, folder)
        with _text_to(output) as out:
            return write_citations(archive, articles, out, wanted.form, CitingArchive(address=settings.public_url))


def _write(archives: OpenArchives, articles: Iterable[StoredArticle], wanted: ExportRequest) -> int:
    form, output = wanted.form, wanted.output
    are_several = len(archives) > 1
    if form == "documents" and output is not None and (output.is_dir() or not output.suffix):
        with whole_folder(output) as folder:
            return write_folder(articles, folder, full=wanted.full)
    if form == "parquet" and output is not None:
        with whole_file(output) as file:
            return write_parquet(articles, file, with_archives=are_several)
    with _text_to(output) as out:
        if form == "csv":
            return write_csv(articles, out, raw=wanted.raw, with_archives=are_several)
        return write_jsonl(articles, out) if form == "jsonl" else write_documents(articles, out, full=wanted.full)


def _write_warc(archive: Archive, selection: Selection, wanted: ExportRequest, progress: "_Progress") -> WarcCopied:
    write = partial(write_warc, archive, selection, now=clock.now(), versions=wanted.versions, progress=progress.pages)
    if wanted.output is None:
        with standard_output() as out:
            return write(out.buffer, name="standard output")
    with whole_file(wanted.output) as file:
        return write(file, name=wanted.output.name)


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
