"""The verbs that move articles: export, remove."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TextIO

import click

from newsarchive import clock
from newsarchive.archive.archive import Archive
from newsarchive.archive.articles import Selection
from newsarchive.archive.lock import write_lock
from newsarchive.archive.removal import remove_article
from newsarchive.archive.selecting import select
from newsarchive.cli.options import FAILED, db_option, selection_options, wait_option
from newsarchive.document import write_document
from newsarchive.errors import NewsArchiveError, UsageError
from newsarchive.records import StoredArticle
from newsarchive.rows import write_csv, write_jsonl
from newsarchive.settings import Settings


@click.command("export")
@click.option(
    "--format", "form", type=click.Choice(["documents", "jsonl", "csv"]), default="documents", show_default=True
)
@selection_options
@click.option("--search", "query", metavar="WORDS", help="Only articles that match, in the syntax of `search`.")
@click.option("--full", is_flag=True, help="Documents: add address, outlet, authors and exact time.")
@click.option(
    "--output", type=click.Path(path_type=Path), help="A file; for documents, a folder gets one file an article."
)
@db_option
def export_command(
    form: str,
    outlets: tuple[str, ...],
    sources: tuple[str, ...],
    languages: tuple[str, ...],
    sections: tuple[str, ...],
    since: date | None,
    until: date | None,
    query: str | None,
    full: bool,
    output: Path | None,
    settings: Settings,
) -> None:
    """Write articles out, newest first: as documents, JSON lines or CSV.

    \b
    Example:
      newsarchive export --format jsonl --outlet guardian --since 2026-01-01 --output guardian.jsonl
    """
    selection = Selection(
        outlets=outlets, sources=sources, languages=languages, sections=sections, since=since, until=until
    )
    with Archive.open(settings.db) as archive:
        articles = select(archive.conn, selection, query)
        if form == "documents" and output is not None and (output.is_dir() or not output.suffix):
            count = _write_folder(articles, output, full)
        else:
            with _writing(output) as out:
                count = _write(articles, form, full, out)
    click.echo(f"{count:,} article{'' if count == 1 else 's'} exported" + (f" to {output}" if output else ""), err=True)


@click.command("remove")
@click.argument("article_id", metavar="ID", type=int)
@click.option("--reason", required=True, help="Kept with the tombstone: a court order, privacy, a mistake.")
@wait_option
@db_option
def remove_command(article_id: int, reason: str, wait_minutes: int, settings: Settings) -> None:
    """Erase an article for good: text, versions, index and captured page; nothing brings it back.

    \b
    Example:
      newsarchive remove 17 --reason "court order 12/2026"
    """
    if not reason.strip():
        raise UsageError("remove --reason: say why; it is what remains of the article")
    Archive.open(settings.db).close()
    with write_lock(settings.db, wait_minutes), Archive.open(settings.db, write=True) as archive:
        removed = remove_article(archive, article_id, reason, clock.now())
    for problem in removed.problems:
        click.echo(problem, err=True)
    click.echo(f"article {article_id} removed, captures erased: {removed.captures_erased}", err=True)
    if removed.problems:
        sys.exit(FAILED)


def _write(articles: Iterator[StoredArticle], form: str, full: bool, out: TextIO) -> int:
    if form == "jsonl":
        return write_jsonl(articles, out)
    if form == "csv":
        return write_csv(articles, out)
    count = 0
    for stored in articles:
        out.write(write_document(stored.article, full=full))
        count += 1
    return count


def _write_folder(articles: Iterator[StoredArticle], folder: Path, full: bool) -> int:
    """One file an article, named by its day and id so that a listing is in order of time."""
    count = 0
    with _disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for stored in articles:
            published = stored.article.published
            day = published.on.isoformat() if published else "undated"
            name = f"{day}-{stored.article.outlet}-{stored.id}.txt"
            (folder / name).write_text(write_document(stored.article, full=full), encoding="utf-8")
            count += 1
    return count


@contextmanager
def _writing(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears under its name only when it is whole."""
    if output is None:
        yield sys.stdout
        return
    part = output.with_name(output.name + ".part")
    with _disk_errors(output):
        try:
            with part.open("w", encoding="utf-8", newline="") as out:
                yield out
            part.replace(output)
        finally:
            part.unlink(missing_ok=True)


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise NewsArchiveError(
            f"{path}: cannot be written: {error.strerror}; nothing in the archive changed"
        ) from error
