"""`newsarchive page`: the page from which an article was read, as it was captured."""

import re
import sys
from pathlib import Path

import click

from newsarchive.archive.articles.captured.captured_versions import CapturedVersion, find_captured_version
from newsarchive.archive.database import Archive
from newsarchive.cli.options import ARTICLE_ID, COUNT, db_option
from newsarchive.errors import CaptureGone, CaptureMissing, NewsArchiveError, UsageError
from newsarchive.exporting.output import whole_file
from newsarchive.settings import Settings

# What a stranger's page could tell a terminal to do: control characters, also the second set in UTF-8.
_CONTROLS = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]")


@click.command("page")
@click.argument("article_id", metavar="ID", type=ARTICLE_ID)
@click.option("--version", "number", type=COUNT, metavar="N", help="The page of this version; the first is 1.")
@click.option("--warc", is_flag=True, help="The whole WARC record, with the headers of the answer, as .warc.gz.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="The file to write.")
@db_option
def page_command(article_id: int, number: int | None, warc: bool, output: Path | None, settings: Settings) -> None:
    """Print the captured page of an article, or write it to a file.

    The bytes are those that the outlet's server sent, without transfer and content encodings, in their own charset.
    If a browser has rendered the page, it is the HTML that was read, and --warc has what the server sent too.
    Without --version, it is the page from which the current text was read. On a terminal, control characters are
    replaced by question marks.

    \b
    Example:
      newsarchive page 17 --version 1 --output first.html
      newsarchive page 17 --warc --output page.warc.gz
    """
    if warc and output is None and sys.stdout.isatty():
        raise UsageError("--warc cannot be shown on a terminal; name a file with --output, such as page.warc.gz")
    with Archive.open(settings.db) as archive:
        capture = _found(archive, article_id, number)
        content = archive.captures.record(capture.ref) if warc else archive.captures.read(capture.ref).body
    if output is None:
        click.echo(_CONTROLS.sub(b"?", content) if sys.stdout.isatty() else content, nl=False)
        return
    with whole_file(output) as file:
        file.write(content)
    click.echo(f"{_described(capture, warc)} written to {output}", err=True)


def _found(archive: Archive, article_id: int, number: int | None) -> CapturedVersion:
    try:
        return find_captured_version(archive.conn, article_id, number)
    except (CaptureMissing, CaptureGone) as error:
        raise NewsArchiveError(f"{archive.path}: {error}") from error


def _described(capture: CapturedVersion, warc: bool) -> str:
    what = "WARC record of the page" if warc else "page"
    return f"{what} captured {capture.fetched_at:%Y-%m-%d %H:%M:%S} UTC from {capture.url}"
