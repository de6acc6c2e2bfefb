"""Articles as CSV: one row per article, for spreadsheets. The columns are a part of those of JSON lines."""

import csv
from collections.abc import Iterable
from typing import TextIO

from newsarchive.formats.csv_cells import safe_cell
from newsarchive.formats.jsonl import stored_row
from newsarchive.records import StoredArticle

# The names of several authors are joined by semicolons.
CSV_COLUMNS = (
    "id", "outlet", "url", "headline", "standfirst", "authors", "published_at", "published_on", "modified_at",
    "source", "source_date", "language", "section", "kind", "completeness", "is_free", "revision", "first_seen_at",
    "gone_at", "body",
)  # fmt: skip


def write_csv(articles: Iterable[StoredArticle], out: TextIO, *, raw: bool = False, with_archives: bool = False) -> int:
    """Writes a header line and one row for each article (RFC 4180); returns how many articles there are.

    raw leaves texts as they are that a spreadsheet would run as a formula. with_archives adds a first column with the
    name of the archive.
    """
    columns = ("archive", *CSV_COLUMNS) if with_archives else CSV_COLUMNS
    writer = csv.DictWriter(out, columns, extrasaction="ignore")
    writer.writeheader()
    count = 0
    for stored in articles:
        row = stored_row(stored)
        row["authors"] = "; ".join(author["name"] for author in row["authors"])
        writer.writerow(row if raw else {name: safe_cell(row[name]) for name in columns})
        count += 1
    return count
