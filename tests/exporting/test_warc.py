"""The captures of a selection become a WARC file that other tools read and that can be imported again."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio

from newsarchive.archive.articles.read import iterate
from newsarchive.archive.database import Archive
from newsarchive.archive.maintenance.removal import remove_article
from newsarchive.archive.maintenance.retention import delete_old_captures
from newsarchive.archive.maintenance.verify import verify
from newsarchive.archive.search.selection import EVERYTHING, Selection
from newsarchive.exporting.warc import WarcCopied, describe, write_warc
from newsarchive.importing.warc import import_warc_files
from newsarchive.ingest import ingest, keep_document
from newsarchive.outlet import IMPORTED, Outlet
from newsarchive.outlet_index import OutletIndex
from newsarchive.records import Article, Page
from newsarchive.settings import Settings
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
    """Articles 1 to 3, the second with a version of before, and a document that came without a page."""
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        for number in (1, 2, 3):
            take_in(archive, number)
        take_in(archive, 2, ADDED, timedelta(days=1))
        keep_document(archive, Article("imported", "A letter", "It has no page."), IMPORTED, CAPTURED_AT)
        archive.captures.close()
        yield archive


def export(archive: Archive, folder: Path, selection: Selection = EVERYTHING, **options) -> tuple[WarcCopied, Path]:
    out = BytesIO()
    copied = write_warc(archive, selection, out, "some.warc.gz", NOW, **options)
    file = folder / "some.warc.gz"
    file.write_bytes(out.getvalue())
    return copied, file


def records(file: Path) -> list[tuple[str, str, bool]]:
    """Type, address and whether the added sentence is in it, of each record."""
    with file.open("rb") as stream:
        return [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                ADDED.encode() in record.raw_stream.read(),
            )
            for record in ArchiveIterator(stream)
        ]


def test_the_page_of_each_article_newest_first(archive: Archive, tmp_path: Path):
    copied, file = export(archive, tmp_path)
    assert copied == WarcCopied(articles=4, captures=3, pageless=1)
    assert records(file) == [
        ("warcinfo", None, False),
        ("response", "https://post.example/news/3", False),
        ("response", "https://post.example/news/2", True),
        ("response", "https://post.example/news/1", False),
    ]


def test_with_versions_the_earlier_pages_follow_todays(archive: Archive, tmp_path: Path):
    copied, file = export(archive, tmp_path, Selection(query='"bridge 2"'), versions=True)
    assert copied == WarcCopied(articles=1, captures=2)
    assert records(file)[1:] == [
        ("response", "https://post.example/news/2", True),
        ("response", "https://post.example/news/2", False),
    ]


def test_the_tools_of_the_field_take_it(archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    _, file = export(archive, tmp_path, versions=True)
    with pytest.raises(SystemExit) as end:
        warcio(["check", str(file)])
    assert end.value.code == 0
    assert capsys.readouterr().out == ""
    index = tmp_path / "index.cdxj"
    warcio(["index", "-f", "warc-type,warc-filename", "-o", str(index), str(file)])
    assert [line.count('"response"') for line in index.read_text().splitlines()] == [0, 1, 1, 1, 1]
    assert '"some.warc.gz"' in index.read_text()


@pytest.mark.parametrize("versions", [False, True], ids=["today's pages", "with those of before"])
def test_the_export_can_be_imported_again(archive: Archive, tmp_path: Path, versions: bool):
    _, file = export(archive, tmp_path, Selection(outlets=["post"]), versions=versions)
    (tmp_path / "other").mkdir()
    with Archive.open(tmp_path / "other" / "archive.db", write=True) as other:
        settings = Settings(root=tmp_path, db=other.path, min_free_gb=0, workers=1)
        import_warc_files(other, [file], OutletIndex([POST]).outlet_for_url, settings, done=lambda report: None)
        back = {stored.article.url: stored for stored in iterate(other.conn)}
    for stored in iterate(archive.conn, Selection(outlets=["post"])):
        again = back.pop(stored.article.url or "")
        assert again.article == stored.article
        if versions:
            texts = [[(one.body, one.seen_at) for one in each.earlier] for each in (again, stored)]
            assert texts[0] == texts[1]
    assert back == {}


def test_deleted_captures_are_counted(archive: Archive, tmp_path: Path):
    delete_old_captures(archive, CAPTURED_AT + timedelta(days=3), keep_days=2.5)
    copied, file = export(archive, tmp_path, Selection(outlets=["post"]), versions=True)
    assert (copied.given_up, copied.captures, copied.damaged) == (3, 1, 0)
    assert len(records(file)) == 2


def test_a_damaged_record_is_named_and_left_out(archive: Archive, tmp_path: Path):
    file, offset = archive.conn.execute("SELECT file, offset FROM captures WHERE url LIKE '%/1' ORDER BY id").fetchone()
    with (archive.captures.folder / file).open("r+b") as warc:
        warc.seek(offset + 300)
        warc.write(b"\0" * 40)
    copied, written = export(archive, tmp_path)
    assert (copied.captures, copied.damaged) == (2, 1)
    assert f"{file} at {offset}" in copied.problems[0]
    assert [url for _, url, _ in records(written)] == [
        None,
        "https://post.example/news/3",
        "https://post.example/news/2",
    ]


def test_the_warcinfo_record_says_what_was_selected(archive: Archive, tmp_path: Path):
    _, file = export(archive, tmp_path, Selection(outlets=("post",), query="bridge"))
    with file.open("rb") as stream:
        info = next(iter(ArchiveIterator(stream))).content_stream().read().decode()
    assert "description: captures of articles: query bridge; outlets post\r\n" in info
    assert describe(EVERYTHING, True) == "captures of articles and of their earlier versions: the whole archive"


def test_progress_is_reported_for_each_batch(archive: Archive, tmp_path: Path):
    counts: list[int] = []
    export(archive, tmp_path, progress=lambda copied: counts.append(copied.articles))
    assert counts == [4]


SHELL = b"<html><body><div id='root'></div><script src='/app.js'></script></body></html>"


def test_a_rendered_page_goes_through_verify_export_import_and_removal(tmp_path: Path):
    url = "https://post.example/news/7"
    sent = Page(url, url, CAPTURED_AT, 200, HTML, SHELL)
    settings = Settings(root=tmp_path, db=tmp_path / "elsewhere" / "other.db", workers=1, min_free_gb=0)
    with Archive.open(tmp_path / "archive.db", write=True) as archive:
        kept = ingest(archive, sent.rendered(a_body("Bridge 7 opens", 7)), POST, now=CAPTURED_AT)
        archive.captures.close()
        assert kept.article_id
        assert list(verify(archive, NOW)) == []
        copied, file = export(archive, tmp_path)
        assert copied.captures == 1
        assert [kind for kind, _, _ in records(file)] == ["warcinfo", "response", "conversion"]
        (tmp_path / "elsewhere").mkdir()
        with Archive.open(settings.db, write=True) as other:
            import_warc_files(other, [file], OutletIndex([POST]).outlet_for_url, settings, done=lambda report: None)
            other.captures.close()
            assert [stored.article.headline for stored in iterate(other.conn)] == ["Bridge 7 opens"]
            _, again = export(other, tmp_path / "elsewhere")
            assert [kind for kind, _, _ in records(again)] == ["warcinfo", "response", "conversion"]
        removed = remove_article(archive, kept.article_id, "asked for", NOW)
        assert (removed.captures_erased, removed.problems) == (1, ())
