"""The index of a folder of captures: the lines of cdxj-indexer, sorted, without erased and damaged records."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from cdxj_indexer.main import write_cdx_index

from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.exporting.cdx import CdxWritten, write_cdx
from newsarchive.exporting.line_sort import LineSorter
from newsarchive.records import Page

AT = datetime(2026, 11, 22, 23, 40, 5, tzinfo=UTC)


def capture(files: CaptureFiles, path: str, days: int = 0) -> CaptureRef:
    url = f"https://post.example/{path}"
    headers = (("Content-Type", "text/html"),)
    return files.append(pack(Page(url, url, AT + timedelta(days), 200, headers, f"<p>{path} {days}".encode())))


def index(files: CaptureFiles, refs: list[CaptureRef]) -> tuple[CdxWritten, bytes]:
    out = BytesIO()
    with LineSorter(held_bytes=400) as sorter:
        written = write_cdx(files, refs, out, sorter)
    return written, out.getvalue()


def test_an_index_is_that_of_cdxj_indexer(tmp_path: Path):
    files = CaptureFiles(tmp_path / "captures")
    refs = [capture(files, path, days) for path, days in (("b", 0), ("a", 1), ("a", 0), ("é", 0), ("B", 2))]
    files.close()
    # The kinds of records are named, because loading py-wacz changes the ones that cdxj-indexer takes by default.
    options = {"sort": True, "records": "response,revisit,resource"}
    write_cdx_index(str(tmp_path / "reference.cdxj"), [str(files.folder)], options)
    assert index(files, refs) == (CdxWritten(captures=5), (tmp_path / "reference.cdxj").read_bytes())


def test_erased_records_are_passed_over_and_damaged_ones_reported(tmp_path: Path):
    files = CaptureFiles(tmp_path / "captures")
    kept, erased = capture(files, "a"), capture(files, "b")
    files.close()
    files.erase(erased)
    written, lines = index(files, [kept, erased, CaptureRef("lost.warc.gz", 0, 9, "sha1:A")])
    assert (written.captures, written.passed_over, written.damaged) == (1, 1, 1)
    assert "lost.warc.gz at 0: cannot be read" in written.problems[0]
    assert [line.split()[0] for line in lines.splitlines()] == [b"example,post)/a"]
