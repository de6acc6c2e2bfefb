"""A collection as CSV: one row for each article, with what its readers wrote about it. Pure; read back without loss.

Only article_id or url is needed in a file that is read, so that a list from a spreadsheet can become a collection.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TextIO

from newsarchive.errors import DocumentError
from newsarchive.formats.csv_cells import original_cell, reversible_cell

COLLECTION_COLUMNS = (
    *("collection", "article_id", "url", "headline", "outlet", "published_on", "state", "added_at", "tags", "note"),
)
REMOVED, MOVED, WITHDRAWN, MISSING = "removed", "moved", "withdrawn", "missing"
_TAG_SEPARATOR = ";"


@dataclass(frozen=True, slots=True)
class CollectionRow:
    """One article of a collection. state is removed, moved (into an archive of its own), withdrawn by the outlet,
    missing, or "" for any other article.

    Of a removed or moved article, and of one that the archive never had, only the id is known.
    """

    collection: str
    article_id: int | None
    url: str = ""
    headline: str = ""
    outlet: str = ""
    published_on: str = ""
    state: str = ""
    added_at: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


def write_collection(rows: Iterable[CollectionRow], out: TextIO, *, raw: bool = False) -> int:
    """Writes a header line and the rows (RFC 4180); returns how many rows there are.

    Spreadsheets run no cell of it as a formula, unless raw leaves texts as they are.
    """
    table = csv.writer(out)
    table.writerow(COLLECTION_COLUMNS)
    count = 0
    for row in rows:
        cells = [getattr(row, name) for name in COLLECTION_COLUMNS]
        cells[COLLECTION_COLUMNS.index("tags")] = f"{_TAG_SEPARATOR} ".join(row.tags)
        table.writerow(cells if raw else [reversible_cell(cell) for cell in cells])
        count += 1
    return count


def read_collection(lines: Iterable[str], name: str) -> Iterator[tuple[int, CollectionRow | DocumentError]]:
    """The rows of a file, each with the number of its last line; name is the collection of rows that name none.

    A row that cannot be read is an error in its place. Empty rows are left out, and so are columns that are not known.

    Raises:
        DocumentError: the first line does not have the columns that are needed, or the file is not CSV.
    """
    table = csv.reader(lines)
    try:
        header = [cell.strip().lower() for cell in next(table, [])]
        if not {"article_id", "url"} & set(header):
            raise DocumentError("the first line must name the columns; one of them must be article_id or url")
        for cells in table:
            if any(cell.strip() for cell in cells):
                values = {column: original_cell(cell) for column, cell in zip(header, cells, strict=False)}
                yield table.line_num, _row(values, name)
    except csv.Error as error:
        raise DocumentError(f"line {table.line_num}: not CSV ({error})") from error


def _row(values: dict[str, str], name: str) -> CollectionRow | DocumentError:
    typed = values.get("article_id", "").strip()
    # Longer numbers are not ids, and take long to read.
    if typed and not (typed.isascii() and typed.isdigit() and len(typed) <= 18):
        return DocumentError(f"article_id is {typed[:40]!r}, which is not the id of an article")
    url = values.get("url", "").strip()
    if not typed and not url:
        return DocumentError("neither article_id nor url is given")
    tags = (tag.strip() for tag in values.get("tags", "").split(_TAG_SEPARATOR))
    return CollectionRow(
        collection=values.get("collection", "").strip() or name,
        article_id=int(typed) if typed else None,
        url=url,
        state=values.get("state", "").strip(),
        added_at=values.get("added_at", "").strip(),
        tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
        note=values.get("note", "").strip(),
    )
