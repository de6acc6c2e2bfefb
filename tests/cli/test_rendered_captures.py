"""Every command that works on a capture works on both records of a page that a browser has rendered."""

import gzip
import json
import sqlite3
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from warcio.archiveiterator import ArchiveIterator

from newsarchive.archive.captures.warc_files import CaptureRef
from newsarchive.archive.database import Archive
from newsarchive.ingest import ingest
from newsarchive.outlet import Outlet
from newsarchive.records import Page
from tests.cli.support import write_own_outlet
from tests.importing.conftest import HTML, a_body

POST = Outlet(
    name="rivertown_post", title="Rivertown Post", home="https://post.example/", language="en",
    timezone="Europe/London", domains=("post.example",), article_urls=(r"/news/",),
)  # fmt: skip
# Both on one day, so that their records are in one file: 1 moves when the archive is split, 2 stays.
CAPTURED_AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
PUBLISHED = {1: "2025-12-30T06:00:00Z", 2: "2026-03-01T06:00:00Z"}
SPLIT_DAY = "2026-01-01"


def shell(number: int) -> bytes:
    """What the server sent: no text."""
    return (
        f'<html><body><div id="root" data-page="{number}"></div><script src="/app.js"></script></body></html>'.encode()
    )


def made_of_it(number: int) -> bytes:
    """What the browser made of it."""
    time = f'<time datetime="{PUBLISHED[number]}"></time>'.encode()
    return a_body(f"Bridge {number} opens", number).replace(b"</h1>", b"</h1>" + time)


@pytest.fixture
def rendered(run, tmp_path: Path) -> Path:
    """The folder of an archive with two rendered pages."""
    write_own_outlet(tmp_path)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for number in (1, 2):
            url, at = f"https://post.example/news/{number}", CAPTURED_AT + timedelta(minutes=number)
            page = Page(url, url, at, 200, HTML, shell(number)).rendered(made_of_it(number))
            assert ingest(archive, page, POST, now=at).article_id == number
    return tmp_path


def records_in(packed: bytes) -> list[tuple[str, bytes]]:
    """The kind and body of each record but warcinfo."""
    found = [(one.rec_type, one.content_stream().read()) for one in ArchiveIterator(BytesIO(packed))]
    return [record for record in found if record[0] != "warcinfo"]


def both(number: int) -> list[tuple[str, bytes]]:
    return [("response", shell(number)), ("conversion", made_of_it(number))]


def stored_records(folder: Path) -> list[tuple[str, bytes]]:
    return [one for file in sorted(folder.glob("captures/*.warc.gz")) for one in records_in(file.read_bytes())]


def test_page_gives_what_was_read_and_its_record_both(run, rendered: Path):
    assert run("page", 2, "--output", "page.html").status == 0
    assert (rendered / "page.html").read_bytes() == made_of_it(2)
    assert run("page", 2, "--warc", "--output", "page.warc.gz").status == 0
    assert records_in((rendered / "page.warc.gz").read_bytes()) == both(2)


@pytest.mark.parametrize("half", [0, 1], ids=["the answer", "what the browser made of it"])
def test_verify_finds_a_damaged_half(run, rendered: Path, half: int):
    assert run("verify").status == 0
    with Archive.open(rendered / "archive.db") as archive:
        (ref,) = archive.conn.execute("SELECT file, offset, length, digest FROM captures WHERE id = 2")
        place = CaptureRef(*ref)
        stored = archive.captures.stored(place)
    second = stored.index(b"\x1f\x8b\x08", 1)
    damaged = bytearray((rendered / "captures" / place.file).read_bytes())
    damaged[place.offset + (second + 60 if half else 60)] ^= 0xFF
    (rendered / "captures" / place.file).write_bytes(damaged)
    found = run("verify")
    assert found.status == 1
    assert "captures 2" in found.out


def test_a_backup_has_both_records(run, rendered: Path):
    (rendered / "copy").mkdir()
    assert run("backup", "copy/archive.db", "--captures").status == 0
    assert stored_records(rendered / "copy") == both(1) + both(2)
    assert run("verify", "--db", "copy/archive.db").status == 0


def test_removal_erases_both_records_and_no_others(run, rendered: Path):
    assert run("remove", 1, "--reason", "asked for", "--yes").status == 0
    kinds = [kind for kind, _ in stored_records(rendered)]
    assert kinds == ["metadata", "response", "conversion"]
    everything = b"".join(body for _, body in stored_records(rendered))
    assert b'data-page="1"' not in everything
    assert b"Bridge 1" not in everything
    assert everything.endswith(made_of_it(2))
    assert run("verify").status == 0


def test_a_split_moves_both_records(run, rendered: Path):
    (rendered / "old").mkdir()
    assert run("split", "--before", SPLIT_DAY, "old/archive.db").status == 0
    assert stored_records(rendered) == both(2)
    assert stored_records(rendered / "old") == both(1)
    for db in ("archive.db", "old/archive.db"):
        assert run("verify", "--db", db).status == 0


def test_reextract_reads_what_the_browser_made(run, rendered: Path):
    with sqlite3.connect(rendered / "archive.db") as conn:
        conn.execute("UPDATE articles SET read_by = '0+older', headline = 'Wrong' WHERE id = 2")
    conn.close()
    assert run("reextract", "--yes").status == 0
    assert json.loads(run("show", 2, "--json").out)["headline"] == "Bridge 2 opens"


def test_an_exported_warc_file_is_imported_with_both_records(run, rendered: Path):
    assert run("export", "--format", "warc", "--output", "all.warc.gz").status == 0
    assert records_in((rendered / "all.warc.gz").read_bytes()) == both(2) + both(1)
    (rendered / "other").mkdir()
    assert run("import", "all.warc.gz", "--db", "other/archive.db").status == 0
    assert stored_records(rendered / "other") == both(2) + both(1)


def test_an_index_leads_to_the_answer_alone(run, rendered: Path):
    assert run("cdx", "--output", "index.cdxj").status == 0
    for number, line in enumerate((rendered / "index.cdxj").read_text().splitlines(), start=1):
        place = json.loads(line.split(" ", 2)[2])
        file = (rendered / "captures" / place["filename"]).read_bytes()
        part = file[int(place["offset"]) :][: int(place["length"])]
        assert records_in(part) == both(number)[:1]


def test_a_wacz_file_has_both_records_and_its_index_the_answers(run, rendered: Path):
    assert run("export", "--format", "wacz", "--output", "all.wacz").status == 0
    with ZipFile(rendered / "all.wacz") as package:
        packed = package.read("archive/data.warc.gz")
        index = gzip.decompress(package.read("indexes/index.cdx.gz")).decode().splitlines()
    assert records_in(packed) == both(2) + both(1)
    for number, line in enumerate(index, start=1):
        place = json.loads(line.split(" ", 2)[2])
        assert records_in(packed[int(place["offset"]) :][: int(place["length"])]) == both(number)[:1]
