"""Lines of a CDXJ index: what they say of a record, compared with cdxj-indexer, and records that are passed over."""

from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from cdxj_indexer.main import CDXJIndexer
from hypothesis import given
from hypothesis import strategies as st
from warcio.warcwriter import WARCWriter

from newsarchive.archive.captures.cdxj import cdxj_line, head_in, read_head, url_key
from newsarchive.archive.captures.warc_files import CaptureFiles, CaptureRef
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.errors import CaptureError, CaptureGone
from newsarchive.records import Page

AT = datetime(2026, 11, 22, 23, 40, 5, tzinfo=UTC)
HTML = (("Content-Type", "text/html;charset=utf-8"),)
PAGES = {
    "plain": Page("https://www.post.example/a?b=1&a=2", "https://www.post.example/a?b=1&a=2", AT, 200, HTML, b"<p>a"),
    "redirected": Page("https://post.example/old", "https://post.example/new", AT, 200, HTML, b"<p>b"),
    "no type": Page("https://post.example/b", "https://post.example/b", AT, 404, (), b"<p>c"),
    "other script": Page("https://xn--mgbh0fb.test/%D8%A7", "https://xn--mgbh0fb.test/%D8%A7", AT, 200, HTML, b"a"),
    "empty type": Page("https://post.example/c", "https://post.example/c", AT, 200, (("Content-Type", " ;"),), b"<p>d"),
    "rendered": Page("https://post.example/d", "https://post.example/d", AT, 200, HTML, b"<p>e").rendered(b"<p>made"),
}  # fmt: skip


@pytest.fixture
def files(tmp_path: Path) -> CaptureFiles:
    return CaptureFiles(tmp_path / "captures")


def reference_index(file: Path) -> list[str]:
    """What cdxj-indexer says of a file."""
    out = StringIO()
    with file.open("rb") as stream:
        # The kinds of records are named, because loading py-wacz changes the ones that are taken by default.
        indexer = CDXJIndexer(out, [], filename=file.name, records="response,revisit,resource")
        indexer.process_one(stream, out, file.name)
    return out.getvalue().splitlines(keepends=True)


def test_lines_are_those_of_cdxj_indexer(files):
    refs = [files.append(pack(page)) for page in PAGES.values()]
    files.close()
    lines = [cdxj_line(read_head(files, ref), ref, ref.file).decode() for ref in refs]
    # cdxj-indexer writes an empty type for a header without a type; here the field is left out.
    assert lines == [line.replace('"mime": "", ', "") for line in reference_index(files.folder / refs[0].file)]


def test_a_line_has_key_time_and_place(files):
    ref = files.append(pack(PAGES["plain"]))
    key, time, fields = cdxj_line(read_head(files, ref), ref, "data.warc.gz", recordDigest="sha256:1").split(b" ", 2)
    assert (key, time) == (b"example,post)/a?a=2&b=1", b"20261122234005")
    assert fields.endswith(b'"filename": "data.warc.gz", "recordDigest": "sha256:1"}\n')


def test_bytes_that_look_like_a_second_record_do_not_shorten_the_first(files):
    # Such bytes come by chance in the compressed text of one page in some hundred; here in the comment of a header.
    packed = pack(PAGES["plain"]).record
    stored = packed[:3] + b"\x10" + packed[4:10] + b"a \x1f\x8b\x08 in it\0" + packed[10:]
    head = head_in(stored, CaptureRef("a", 0, len(stored), ""))
    assert head is not None
    assert head.length == len(stored)


def test_an_erased_record_is_passed_over(files):
    ref = files.append(pack(PAGES["plain"]))
    files.close()
    files.erase(ref)
    assert read_head(files, ref) is None


@pytest.mark.parametrize("kind", ["conversion", "metadata", "warcinfo"])
def test_records_that_answer_no_request_are_passed_over(kind: str):
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    record = writer.create_warc_record(
        "https://post.example/a", kind, payload=BytesIO(b"<p>"), warc_content_type="text/html"
    )
    writer.write_record(record)
    assert head_in(out.getvalue(), CaptureRef("a", 0, 1, "")) is None


def test_a_resource_record_has_its_own_type_and_no_status():
    out = BytesIO()
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warc_record(
            "https://post.example/a.jpg", "resource", payload=BytesIO(b"\xff"), warc_content_type="image/jpeg"
        )
    )
    head = head_in(out.getvalue(), CaptureRef("a", 0, 1, ""))
    assert head is not None
    assert (head.mime, head.status) == ("image/jpeg", None)


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"offset": 1}, id="another offset"),
        pytest.param({"length": 20}, id="another length"),
        pytest.param({"length": 10**6}, id="beyond the end"),
        pytest.param({"file": "absent.warc.gz"}, id="no such file"),
    ],
)
def test_a_record_that_is_not_there_is_said_to_be_missing(files, change):
    ref = files.append(pack(PAGES["plain"]))
    place = {"file": ref.file, "offset": ref.offset, "length": ref.length, "digest": ref.digest, **change}
    with pytest.raises(CaptureGone):
        read_head(files, CaptureRef(**place))


def test_a_file_outside_the_folder_is_not_read(files):
    with pytest.raises(CaptureError, match="outside"):
        read_head(files, CaptureRef("../archive.db", 0, 10, ""))


@given(st.binary(max_size=300))
def test_other_bytes_are_an_error_and_no_traceback(data: bytes):
    for stored in (data, b"\x1f\x8b\x08" + data):
        with pytest.raises(CaptureError):
            head_in(stored, CaptureRef("a", 0, 1, ""))


@given(st.text(max_size=100))
def test_every_address_has_a_key_of_one_word(address: str):
    for url in (address, f"https://{address}", f"https://post.example/{address}"):
        assert not set(url_key(url)) & {" ", "\n"}
