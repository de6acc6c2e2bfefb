"""`newsarchive export`: articles for people and for other programs."""

import sys
from pathlib import Path
from typing import Any

import click

from newsarchive.archive.search.selection import Selection
from newsarchive.cli.exit_statuses import FAILED
from newsarchive.cli.options import (
    ChosenArchives,
    archives_option,
    check_days,
    full_option,
    json_option,
    selection_options,
)
from newsarchive.cli.suggestions import KnownChoice
from newsarchive.errors import UsageError
from newsarchive.formats.citations.files import CITATION_FORMATS

FORMATS = ("documents", "jsonl", "csv", "parquet", "warc", "wacz", "opensearch", "opml", *CITATION_FORMATS)


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
    # Loaded here because a shell that completes an option needs no archive.
    from newsarchive.cli.results.export_files import ExportRequest, export_articles, export_feeds

    if form == "opml":
        export_feeds(chosen.settings, selection, output, as_json=as_json)
        return
    wanted = ExportRequest(form, output, full=full, versions=versions, with_texts=with_texts, raw=raw)
    if not export_articles(chosen, selection, wanted, as_json=as_json):
        sys.exit(FAILED)


def _check(form: str, output: Path | None, versions: bool) -> None:
    if versions and form not in ("warc", "wacz"):
        raise UsageError(
            "--versions is for --format warc and wacz; JSON lines always have every version, "
            "other formats only today's text"
        )
    if form == "parquet":
        # Loaded here and below as the export is.
        from newsarchive.exporting.parquet import load_pyarrow

        load_pyarrow()
        if output is None:
            raise UsageError("--format parquet: name a file with --output, such as articles.parquet")
    if form == "opensearch":
        from newsarchive.exporting.opensearch import check_opensearch_folder

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
