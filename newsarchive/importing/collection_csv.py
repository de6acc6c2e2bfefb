"""Importing a collection from CSV: finds the articles of its rows in the archive, and adds them with tags and notes."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.archive.desk.collected_articles import find_article
from newsarchive.archive.desk.collections import add_to_collection
from newsarchive.archive.desk.desk_file import Desk
from newsarchive.archive.desk.desk_names import check_desk_name, check_note, check_tag, suggest_name
from newsarchive.archive.desk.labels import add_tags, labels_of, set_note
from newsarchive.dates import parse_utc
from newsarchive.errors import DocumentError, UsageError
from newsarchive.formats.collection_csv import CollectionRow, read_collection


@dataclass(frozen=True, slots=True)
class CollectionImport:
    """What an import came to: names of the collections, rows whose article was found, and articles that were new in it.

    problems has a line for each row that was left out, and for each note that was not stored.
    """

    collections: tuple[str, ...]
    rows: int
    added: int
    problems: tuple[str, ...]


def import_collection(
    archive: Archive, desk: Desk, file: Path, now: datetime, name: str | None = None
) -> CollectionImport:
    """Adds the articles of the file to name, or to the collections that its rows name, else to one named as the file.

    An article that has another note keeps it. All is stored in one transaction.

    Raises:
        DocumentError: the file cannot be read, or is not such a list.
        DeskError: the desk cannot be written. Nothing was stored.
    """
    problems: list[str] = []
    names: list[str] = []
    rows = added = 0
    with desk.transaction():
        for number, row in _rows(file, name):
            try:
                if isinstance(row, DocumentError):
                    raise row
                is_new, problem = _store(archive, desk, row, now, name)
            except (DocumentError, UsageError) as error:
                problems.append(f"{file}, line {number}: {error}; the row was left out")
                continue
            rows, added = rows + 1, added + is_new
            names.append(name or row.collection)
            if problem:
                problems.append(f"{file}, line {number}: {problem}")
    return CollectionImport(tuple(dict.fromkeys(names)), rows, added, tuple(problems))


def check_collection_file(file: Path) -> None:
    """Reads the first row of the file.

    Raises:
        DocumentError: the file cannot be read, or is not a list of articles.
    """
    next(_rows(file, None), None)


def _rows(file: Path, name: str | None) -> Iterator[tuple[int, CollectionRow | DocumentError]]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            yield from read_collection(lines, name or suggest_name(file.stem))
    except DocumentError as error:
        raise DocumentError(f"{file}: {error}") from error
    except UnicodeDecodeError as error:
        raise DocumentError(f"{file}: not UTF-8 text; save it as CSV in UTF-8") from error
    except OSError as error:
        raise DocumentError(f"{file}: cannot be read ({error.strerror})") from error


def _store(archive: Archive, desk: Desk, row: CollectionRow, now: datetime, name: str | None) -> tuple[int, str | None]:
    """How many articles were added, one or none, and why the note was not stored, if so."""
    collection = name or check_desk_name("collection", row.collection)
    tags = [check_tag(tag) for tag in row.tags]
    note = check_note(row.note) if row.note else None
    article_id = find_article(archive.conn, row.article_id, row.url)
    if article_id is None:
        wanted = [f"no article {row.article_id}"] if row.article_id else []
        wanted += [f"no article at {row.url[:200]}"] if row.url else []
        raise DocumentError("the archive has " + " and ".join(wanted))
    added = add_to_collection(desk, collection, [article_id], _added_at(row, now))
    add_tags(desk, article_id, tags, now)
    if note:
        labels = labels_of(desk, [article_id])
        before = labels[article_id].note
        if before not in (None, note):
            return added, f"article {article_id} has another note, which was kept"
        set_note(desk, article_id, note, now)
    return added, None


def _added_at(row: CollectionRow, now: datetime) -> datetime:
    """When the article was added to the collection that the file was made of; now if the file does not say it."""
    with suppress(ValueError):
        return min(parse_utc(row.added_at), now)
    return now
