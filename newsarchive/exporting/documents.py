"""Articles as documents: all in one stream, or one file for each."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from newsarchive.formats.document import write_document
from newsarchive.records import StoredArticle

# Imported articles may have outlet names with any characters.
_NOT_IN_NAMES = re.compile(r"[^\w-]+")


def write_documents(articles: Iterable[StoredArticle], out: TextIO, *, full: bool = False) -> int:
    """Writes a stream of documents; returns how many there are."""
    count = 0
    for stored in articles:
        out.write(write_document(stored.article, full=full))
        count += 1
    return count


def write_folder(articles: Iterable[StoredArticle], folder: Path, *, full: bool = False) -> int:
    """Writes one file for each article, named by its day so that a listing is in order of time; returns how many."""
    count = 0
    for stored in articles:
        (folder / file_name(stored)).write_text(write_document(stored.article, full=full), encoding="utf-8")
        count += 1
    return count


def file_name(stored: StoredArticle) -> str:
    """A name such as 2016-12-09-rivertown_post-17.txt; the number is the article's id.

    Of several archives, the name of the archive comes before the id, which is unique only there.
    """
    published = stored.article.published
    day = published.on.isoformat() if published else "undated"
    archive = f"{_NOT_IN_NAMES.sub('_', stored.archive)[:40]}-" if stored.archive else ""
    return f"{day}-{_NOT_IN_NAMES.sub('_', stored.article.outlet)[:100]}-{archive}{stored.id}.txt"
