"""A part of a WARC file is read by the records that begin in it, and says where they begin and end."""

from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_reader import Position
from newsarchive.errors import FleetError
from newsarchive.importing import warc_report
from newsarchive.importing.warc_range import RangeRead, SegmentPage, WarcRange, pages_of, read_range
from newsarchive.outlet import Outlet
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.outlets import write_outlets
from newsarchive.segments.version import this_reading_version
from tests.importing.conftest import Make, a_body

POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",), article_urls=("/news/",))
URL = "https://post.example/news/{}"


@pytest.fixture
def folder(tmp_path: Path) -> SegmentFolder:
    return SegmentFolder(str(tmp_path / "segments"))


def a_range(folder: SegmentFolder, file: Path, begins: int, ends: int, **more) -> WarcRange:
    outlets = write_outlets(folder, [POST])
    return WarcRange(
        0, str(file), "source", Position(begins), ends, folder.address, outlets, 10_000_000, 30.0,
        **{"read_by": this_reading_version(), **more},
    )  # fmt: skip


def pages_in(folder: SegmentFolder, read: RangeRead) -> list[SegmentPage]:
    assert read.segment is not None
    return list(pages_of(folder, read.segment))


def test_the_records_that_begin_in_it_are_read(folder: SegmentFolder, a_warc: Make):
    made = a_warc()
    for number in range(4):
        made.page(URL.format(number), a_body(number=number))
    file, offsets = made.save(), made.offsets
    read = read_range(a_range(folder, file, offsets[1] - 5, offsets[3] - 5))
    # Before each page is the record of its request.
    assert read.begins == Position(offsets[1])
    assert read.ends is not None
    assert offsets[2] < read.ends.offset <= offsets[3]
    pages = pages_in(folder, read)
    assert [page.url for page in pages] == [URL.format(1), URL.format(2)]
    assert all(page.prepared and page.prepared.version and page.prepared.capture.record for page in pages)


def test_refused_and_damaged_pages_have_their_reasons(folder: SegmentFolder, a_warc: Make):
    made = a_warc().page("https://other.example/a").page("https://post.example/about", a_body())
    made.page(URL.format(1), b"x" * 50, WARC_Payload_Digest="sha1:" + "A" * 32)
    made.page("https://", a_body())
    pages = pages_in(folder, read_range(a_range(folder, made.save(), 0, 10**6)))
    assert [page.refused for page in pages] == [warc_report.UNKNOWN_HOST, warc_report.NOT_WANTED, None, None]
    assert pages[3].problem is not None
    assert pages[3].problem.endswith(warc_report.NO_WEB_ADDRESS)


def test_a_part_in_which_no_record_begins_is_empty(folder: SegmentFolder, a_warc: Make):
    made = a_warc().page(URL.format(1), a_body())
    file = made.save()
    assert read_range(a_range(folder, file, made.offsets[0] + 10, 10**6)) == RangeRead()


def test_the_file_must_be_there_and_the_version_the_same(folder: SegmentFolder, tmp_path: Path):
    with pytest.raises(FleetError, match=r"gone\.warc: not there on .* under the same path"):
        read_range(a_range(folder, tmp_path / "gone.warc", 0, 1))
    with pytest.raises(FleetError, match="install the same newsarchive"):
        read_range(a_range(folder, tmp_path / "gone.warc", 0, 1, read_by="another"))
