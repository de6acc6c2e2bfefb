"""The pages of articles as a WACZ file (WACZ 1.1.1), which ReplayWeb.page and other programs replay without a server.

A ZIP file with the WARC records as they are stored, an index in blocks, the list of pages, and the digest of each.
"""

import gzip
import hashlib
import json
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from newsarchive import __version__
from newsarchive.archive.articles.read import CapturedPage, as_of, read_articles
from newsarchive.archive.captures.cdxj import RecordHead, cdxj_line, head_in
from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.captures.warc_packing import warcinfo
from newsarchive.archive.database import Archive
from newsarchive.archive.search.selection import Selection
from newsarchive.dates import format_utc
from newsarchive.exporting.line_sort import LineSorter
from newsarchive.exporting.warc import WarcCopied, describe, verified_records
from newsarchive.records import StoredArticle

WACZ_VERSION = "1.1.1"
# The file names that the programs of Webrecorder give.
RECORDS = "data.warc.gz"
INDEX = "index.cdx.gz"
# Lines of the index that are compressed together, as py-wacz does: a reader of the file fetches one such block.
BLOCK_LINES = 1024


def write_wacz(
    archive: Archive,
    selection: Selection,
    out: BinaryIO,
    now: datetime,
    *,
    versions: bool = False,
    with_texts: bool = False,
    folder: Path | None = None,
    progress: Callable[[WarcCopied], None] = lambda copied: None,
) -> WarcCopied:
    """Writes the captures of the selected articles, newest first, to out, from which nothing is read back.

    With versions, the captures of earlier texts too. With with_texts, the list of pages has the text of each. folder
    is for temporary files. Memory does not grow with the number of captures.

    Raises:
        UsageError: the selection's query contains nothing to search for.
        NewsArchiveError: a temporary file cannot be written.
    """
    copied = WarcCopied()
    batches = verified_records(archive, selection, copied, versions=versions)
    with LineSorter(folder) as sorter, TemporaryFile(dir=folder) as pages, ZipFile(out, "w") as zip_file:
        package = _Package(zip_file, now)
        pages.write(_json_line(_pages_header(with_texts)))
        with package.file(f"archive/{RECORDS}") as records:
            records.write(warcinfo(RECORDS, now, description=describe(selection, versions)))
            for batch in batches:
                _write_batch(archive, batch, records, sorter, pages, with_texts)
                progress(copied)
        blocks = BytesIO()
        with package.file(f"indexes/{INDEX}") as index:
            _write_index(sorter.lines(), index, blocks)
        with package.file("indexes/index.idx", ZIP_DEFLATED) as list_of_blocks:
            list_of_blocks.write(blocks.getvalue())
        pages.seek(0)
        with package.file("pages/pages.jsonl", ZIP_DEFLATED) as list_of_pages:
            shutil.copyfileobj(pages, list_of_pages)
        package.finish(describe(selection, versions))
    return copied


class _Package:
    """A ZIP file of which each file's size and digest are kept for datapackage.json."""

    def __init__(self, zip_file: ZipFile, now: datetime) -> None:
        self._zip = zip_file
        self._now = now
        self._resources: list[dict[str, str | int]] = []

    @contextmanager
    def file(self, path: str, compression: int = ZIP_STORED) -> Iterator["_Hashed"]:
        """A file of the package to write to. What is compressed already is only stored, so that parts can be read."""
        entry = ZipInfo(path, self._now.timetuple()[:6])
        entry.compress_type = compression
        # A time of change (Info-ZIP's "UT"). wabac.js, which ReplayWeb.page uses, takes a file without such a field in
        # the directory of the ZIP file to have none before its data either, but there are the 64 bits of its size.
        entry.extra = struct.pack("<HHBl", 0x5455, 5, 1, int(self._now.timestamp()))
        # 64 bits, because the size is not known before.
        with self._zip.open(entry, "w", force_zip64=True) as opened:
            hashed = _Hashed(opened)
            yield hashed
        name = path.rpartition("/")[2]
        self._resources.append({"name": name, "path": path, "hash": hashed.digest, "bytes": hashed.bytes})

    def finish(self, description: str) -> None:
        """Writes what the package contains, and the digest of that."""
        package = {
            "profile": "data-package",
            "title": "Captured pages of news articles",
            "description": description,
            "created": format_utc(self._now),
            "wacz_version": WACZ_VERSION,
            "software": f"newsarchive {__version__}",
            "resources": list(self._resources),
        }
        data = json.dumps(package, indent=2, ensure_ascii=False).encode()
        digest = {"path": "datapackage.json", "hash": _sha256(data)}
        with self.file("datapackage.json", ZIP_DEFLATED) as file:
            file.write(data)
        with self.file("datapackage-digest.json", ZIP_DEFLATED) as file:
            file.write(json.dumps(digest, indent=2).encode())


class _Hashed:
    """A file that counts and hashes what is written to it."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._hash = hashlib.sha256()
        self.bytes = 0

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.bytes += len(data)
        return self._file.write(data)

    @property
    def digest(self) -> str:
        return f"sha256:{self._hash.hexdigest()}"


def _write_batch(
    archive: Archive,
    batch: Iterable[tuple[CapturedPage, bytes]],
    records: _Hashed,
    sorter: LineSorter,
    pages: IO[bytes],
    with_texts: bool,
) -> None:
    listed: list[_Listed] = []
    for page, record in batch:
        ref = CaptureRef(RECORDS, records.bytes, len(record), page.ref.digest if page.ref else "")
        records.write(record)
        head = head_in(record, ref)
        if head is not None:
            sorter.add(cdxj_line(head, ref, RECORDS, recordDigest=_sha256(record[: head.length])))
            if page.number:
                listed.append(_Listed(page.article_id, page.number, head))
    articles = {stored.id: stored for stored in read_articles(archive.conn, list({one.article_id for one in listed}))}
    for one in listed:
        pages.write(_json_line(one.as_page(articles.get(one.article_id), with_texts)))


@dataclass(frozen=True, slots=True)
class _Listed:
    """A capture that goes into the list of pages: the version of the article that was read from it."""

    article_id: int
    number: int
    head: RecordHead

    def as_page(self, stored: StoredArticle | None, with_text: bool) -> dict[str, str]:
        """Its line in the list of pages. Without title where the article was removed a moment ago."""
        page = {"id": f"{self.article_id}-{self.number}", "url": self.head.url, "ts": format_utc(self.head.at)}
        version = next((one for one in stored.earlier if one.number == self.number), None) if stored else None
        shown = as_of(stored, version) if stored and version else stored
        if shown is None:
            return page
        text = {"text": shown.article.body} if with_text else {}
        return {**page, "title": shown.article.headline, **text}


def _write_index(lines: Iterator[bytes], index: _Hashed, blocks: BytesIO) -> None:
    """Writes lines in compressed blocks to index, and a line for each block to blocks: its first key and its place.

    blocks stays small: some 150 bytes for 1,024 captures.
    """
    blocks.write(b"!meta 0 " + _json_line({"format": "cdxj-gzip-1.0", "filename": INDEX}))
    while block := list(islice(lines, BLOCK_LINES)):
        packed = gzip.compress(b"".join(block), mtime=0)
        key_and_time = b" ".join(block[0].split(b" ", 2)[:2])
        place = {"offset": index.bytes, "length": len(packed), "digest": _sha256(packed), "filename": INDEX}
        blocks.write(key_and_time + b" " + _json_line(place))
        index.write(packed)


def _pages_header(with_texts: bool) -> dict[str, str | bool]:
    header: dict[str, str | bool] = {"format": "json-pages-1.0", "id": "pages", "title": "Articles"}
    return {**header, "hasText": True} if with_texts else header


def _json_line(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"
