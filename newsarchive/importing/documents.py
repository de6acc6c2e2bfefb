"""Imports documents: files in the form of the sample, through the same ingest as a crawl, each file all or nothing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from newsarchive.archive.database import Archive
from newsarchive.errors import DocumentError
from newsarchive.formats.document import read_documents
from newsarchive.ingest import keep_document
from newsarchive.outlet import Outlet
from newsarchive.records import Article, Ingested

# A book of a thousand pages has 2 MB. A larger file is not a document.
MAX_BYTES = 50_000_000


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """The results of one file, one a document; or problem, the reason why nothing of it was stored."""

    file: Path
    headlines: tuple[str, ...] = ()
    results: tuple[Ingested, ...] = ()
    problem: str | None = None


def import_documents(archive: Archive, files: list[Path], outlet: Outlet, now: datetime) -> Iterator[ImportedFile]:
    """Stores the documents of files, in order; a file that is not a document is reported and skipped.

    Documents that name their own outlet keep it. Raises the errors of Archive.transaction.
    """
    for file in files:
        try:
            articles = list(read_file(file, outlet))
        except DocumentError as error:
            yield ImportedFile(file, problem=str(error))
            continue
        with archive.transaction():
            results = tuple(keep_document(archive, article, outlet, now) for article in articles)
        yield ImportedFile(file, tuple(article.headline for article in articles), results)


def read_file(file: Path, outlet: Outlet) -> Iterator[Article]:
    """The documents in one file.

    Raises:
        DocumentError: the file cannot be read, is not UTF-8 text, or is not in the form of a document.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise DocumentError(f"{file}: larger than {MAX_BYTES // 1_000_000} MB, which no document is")
        text = file.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        raise DocumentError(f"{file}: not UTF-8 text (byte {error.start}); convert it first") from error
    except OSError as error:
        raise DocumentError(f"{file}: cannot be read: {error.strerror}") from error
    return read_documents(text, name=str(file), outlet=outlet.name)
