"""Articles as citations, for reference managers: BibTeX, RIS, CSL-JSON."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TextIO

from newsarchive.archive.articles.captured.capture_times import capture_times
from newsarchive.archive.articles.read import BATCH
from newsarchive.archive.database import Archive
from newsarchive.formats.citations.citation import Citation, CitingArchive, cite
from newsarchive.formats.citations.files import CITATION_FORMATS
from newsarchive.records import StoredArticle


def write_citations(
    archive: Archive, articles: Iterable[StoredArticle], out: TextIO, form: str, cited_as: CitingArchive
) -> int:
    """Writes a citation of each article's current version; returns how many there are. cited_as is the archive."""
    count = 0

    def counted() -> Iterator[Citation]:
        nonlocal count
        for citation in _cited(archive, articles, cited_as):
            count += 1
            yield citation

    for chunk in CITATION_FORMATS[form].chunks(counted()):
        out.write(chunk)
    return count


def _cited(archive: Archive, articles: Iterable[StoredArticle], cited_as: CitingArchive) -> Iterator[Citation]:
    ahead = iter(articles)
    while batch := list(islice(ahead, BATCH)):
        times = capture_times(archive.conn, [stored.id for stored in batch])
        yield from (cite(stored, cited_as, times.get((stored.id, stored.revision))) for stored in batch)
