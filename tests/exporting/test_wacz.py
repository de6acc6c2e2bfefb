"""A WACZ file of a selection: what py-wacz's validator says of it, its index and pages, and stopped exports."""

import gzip
import json
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from cdxj_indexer.main import CDXJIndexer

from newsarchive.archive.articles.pictures import WantedPicture, keep_picture
from newsarchive.archive.articles.saving import Capture
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.exporting import wacz
from newsarchive.exporting.output import whole_file
from newsarchive.exporting.wacz import write_wacz
from newsarchive.exporting.warc import WarcCopied
from newsarchive.ingest import ingest, keep_document
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.records import Article, Page
from tests.importing.conftest import HTML, a_body

POST = Outlet(
    name="post", title="Rivertown Post", home="https://post.example/", language="en", timezone="Europe/London",
    domains=("post.example",), article_urls=(r"/news/\d+",),
)  # fmt: skip
CAPTURED_AT = datetime(2024, 3, 1, 10, tzinfo=UTC)
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ADDED = "A sentence of the outlet's was added to this report on the following day."


def take_in(archive: Archive, number: int, more: str = "", later: timedelta = timedelta()) -> None:
    url, at = f"https://post.example/news/{number}", CAPTURED_AT + timedelta(minutes=number) + later
    body = a_body(f"Bridge {number} opens", number, more)
    assert ingest(archive, Page(url, url, at, 200, HTML, body), POST, now=at).article_id


@pytest.fixture
def archive(tmp_path: Path):
    """Articles 1 to 3, the second with an earlier version, and a document that came without a page."""
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for number in (1, 2, 3):
            take_in(archive, number)
        take_in(archive, 2, ADDED, timedelta(days=1))
        keep_document(archive, Article("imported", "A letter", "It has no page."), IMPORTED, CAPTURED_AT)
        archive.captures.close()
        yield archive


def export(archive: Archive, folder: Path, selection: Selection = EVERYTHING, **options) -> tuple[WarcCopied, Path]:
    file = folder / "some.wacz"
    with whole_file(file) as out:
        copied = write_wacz(archive, selection, out, NOW, folder=folder, **options)
    return copied, file


def pages(file: Path) -> list[dict]:
    """The list of pages, with its header."""
    with ZipFile(file) as opened:
        return [json.loads(line) for line in opened.read("pages/pages.jsonl").splitlines()]


def index_lines(file: Path) -> bytes:
    with ZipFile(file) as opened:
        return gzip.decompress(opened.read("indexes/index.cdx.gz"))


def check_with_py_wacz(file: Path) -> None:
    """In a process of its own, because py-wacz changes limits of the csv module and of cdxj-indexer."""
    script = "import sys; from wacz.main import main; sys.exit(main(['validate', '-f', sys.argv[1]]))"
    done = subprocess.run([sys.executable, "-c", script, str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_py_wacz_finds_it_valid(archive: Archive, tmp_path: Path):
    copied, file = export(archive, tmp_path, versions=True, with_texts=True)
    assert copied == WarcCopied(articles=4, captures=4, pageless=1)
    check_with_py_wacz(file)


def test_a_lead_picture_is_indexed_but_is_no_page(archive: Archive, tmp_path: Path):
    url = "https://images.example/weir.jpg"
    picture = Page(url, url, CAPTURED_AT, 200, (("Content-Type", "image/jpeg"),), b"\xff\xd8\xff\xe0 weir")
    keep_picture(archive, WantedPicture(1, url), Capture(pack(picture), url), "image/jpeg", CAPTURED_AT)
    archive.captures.close()
    _, file = export(archive, tmp_path)
    assert [page["url"] for page in pages(file)[1:]] == [f"https://post.example/news/{number}" for number in (3, 2, 1)]
    assert b'"url": "https://images.example/weir.jpg"' in index_lines(file)
    check_with_py_wacz(file)


def test_a_selection_without_a_page_is_valid_too(archive: Archive, tmp_path: Path):
    copied, file = export(archive, tmp_path, Selection("zeppelin"))
    assert copied == WarcCopied()
    check_with_py_wacz(file)


def test_the_index_is_that_of_cdxj_indexer_in_blocks(archive: Archive, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(wacz, "BLOCK_LINES", 3)
    _, file = export(archive, tmp_path, versions=True)
    with ZipFile(file) as opened:
        opened.extract("archive/data.warc.gz", tmp_path)
        header, *blocks = opened.read("indexes/index.idx").decode().splitlines()
        packed = opened.read("indexes/index.cdx.gz")
    out = StringIO()
    warc = tmp_path / "archive" / "data.warc.gz"
    with warc.open("rb") as stream:
        options = {"post_append": True, "digest_records": True, "records": "response,revisit,resource"}
        CDXJIndexer(out, [], **options).process_one(stream, out, warc.name)
    expected = sorted(out.getvalue().splitlines())
    assert [normal(line) for line in index_lines(file).decode().splitlines()] == [normal(line) for line in expected]
    assert json.loads(header.removeprefix("!meta 0 ")) == {"format": "cdxj-gzip-1.0", "filename": "index.cdx.gz"}
    assert len(blocks) == 2
    for block, first in zip(blocks, (expected[0], expected[3]), strict=True):
        key, time, place = block.split(" ", 2)
        assert [key, time] == first.split(" ", 2)[:2]
        where = json.loads(place)
        part = gzip.decompress(packed[where["offset"] : where["offset"] + where["length"]])
        assert part.decode().splitlines()[0].startswith(f"{key} {time} ")


def normal(line: str) -> tuple[str, str, dict]:
    key, time, fields = line.split(" ", 2)
    return key, time, json.loads(fields)


def test_pages_have_title_time_and_text(archive: Archive, tmp_path: Path):
    _, file = export(archive, tmp_path, versions=True, with_texts=True)
    header, *listed = pages(file)
    assert header == {"format": "json-pages-1.0", "id": "pages", "title": "Articles", "hasText": True}
    assert [(page["id"], page["ts"], page["title"], ADDED in page["text"]) for page in listed] == [
        ("3-1", "2024-03-01T10:03:00Z", "Bridge 3 opens", False),
        ("2-2", "2024-03-02T10:02:00Z", "Bridge 2 opens", True),
        ("2-1", "2024-03-01T10:02:00Z", "Bridge 2 opens", False),
        ("1-1", "2024-03-01T10:01:00Z", "Bridge 1 opens", False),
    ]
    assert listed[0]["url"] == "https://post.example/news/3"


def test_texts_are_left_out_unless_they_are_wanted(archive: Archive, tmp_path: Path):
    header, *listed = pages(export(archive, tmp_path)[1])
    assert "hasText" not in header
    assert all("text" not in page for page in listed)


def test_an_erased_article_is_not_in_the_file(archive: Archive, tmp_path: Path):
    article_id = archive.conn.execute("SELECT id FROM articles WHERE url LIKE '%/news/2'").fetchone()[0]
    remove_article(archive, article_id, "a court order", NOW)
    _, file = export(archive, tmp_path, versions=True)
    assert b"news/2" not in index_lines(file)
    assert {page["url"][-1] for page in pages(file)[1:]} == {"1", "3"}


def test_readers_that_compare_the_two_headers_of_a_file_find_its_data(archive: Archive, tmp_path: Path):
    """wabac.js takes the data to begin right behind the name if the directory has no extra field for a file."""
    with ZipFile(export(archive, tmp_path)[1]) as opened:
        assert all(entry.extra for entry in opened.infolist())
        stored = {entry.filename for entry in opened.infolist() if entry.compress_type == ZIP_STORED}
    assert stored == {"archive/data.warc.gz", "indexes/index.cdx.gz"}


def test_a_stopped_export_leaves_nothing(archive: Archive, tmp_path: Path):
    before = sorted(tmp_path.iterdir())

    def stop(copied: WarcCopied) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        export(archive, tmp_path, progress=stop)
    assert sorted(tmp_path.iterdir()) == before
