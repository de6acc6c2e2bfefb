"""Other people's WARC files, record by record; tests/importing/test_warc.py imports whole files."""

import gzip
from contextlib import suppress
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from newsarchive.archive.captures import warc_reader
from newsarchive.archive.captures.warc_files import CaptureFiles, pack, target_url
from newsarchive.archive.captures.warc_reader import (
    Position,
    WarcRecord,
    first_record_from,
    page_of_record,
    read_records,
)
from newsarchive.errors import WarcError, WarcRecordError
from newsarchive.records import Page
from tests.importing.conftest import WarcMaker, a_body

AT = datetime(2026, 11, 22, 23, 40, tzinfo=UTC)
RENDERED = b"<html><body><p>Brought by a script.</p></body></html>"
URL = "https://post.example/news/{}"


@pytest.fixture(params=[True, False], ids=["gzip'd", "plain"])
def file(request, tmp_path: Path) -> Path:
    """A WARC file of two pages, each after its request."""
    made = WarcMaker(tmp_path / "pages.warc", is_gzip=request.param)
    return made.page(URL.format(1), a_body()).page(URL.format(2), a_body(number=2)).save()


def test_records_come_in_the_order_of_the_file(file: Path):
    records = list(read_records(file))
    assert [record.kind for record in records] == ["warcinfo", "request", "response", "request", "response"]
    assert [record.url for record in records if record.kind == "response"] == [URL.format(1), URL.format(2)]
    assert {record.http_status for record in records if record.kind == "response"} == {200}
    assert not any(record.is_cut for record in records)


def test_reading_continues_at_any_record(file: Path):
    records = list(read_records(file))
    assert records[0].position == Position()
    for before, record in pairwise(records):
        assert before.next == record.position
        assert next(read_records(file, record.position)).raw == record.raw


def test_the_first_record_from_any_byte_on_is_found(file: Path):
    records = list(read_records(file))
    for before, record in pairwise(records):
        for offset in (before.position.offset + 1, record.position.offset):
            assert first_record_from(file, offset) == record.position
    assert first_record_from(file, 0) == Position()
    assert first_record_from(file, records[-1].position.offset + 1) is None
    with pytest.raises(WarcError, match="cannot be read"):
        first_record_from(file.with_name("gone.warc"), 1)


def test_a_record_larger_than_wanted_comes_without_its_bytes(file: Path):
    kept = [record.raw is not None for record in read_records(file, max_bytes=400)]
    assert kept == [True, True, False, True, False]


def test_a_response_is_a_page(file: Path):
    response = next(record for record in read_records(file) if record.kind == "response")
    assert response.raw is not None
    page = page_of_record(response.raw)
    assert (page.final_url, page.status, page.body) == (URL.format(1), 200, a_body())
    assert page.fetched_at == response.date


def test_a_record_that_is_not_a_response_has_no_page(file: Path):
    request = next(record for record in read_records(file) if record.kind == "request")
    assert request.raw is not None
    with pytest.raises(WarcRecordError, match="no HTTP answer in it"):
        page_of_record(request.raw)


def test_a_record_that_does_not_match_its_digest_is_refused(file: Path):
    response = next(record for record in read_records(file) if record.kind == "response")
    assert response.raw is not None
    with pytest.raises(WarcRecordError, match="the record does not match its sha1 digest"):
        page_of_record(response.raw.replace(b"Hundreds", b"Hundredz"))


def test_another_kind_of_file_is_named(tmp_path: Path):
    (tmp_path / "page.html").write_text("<!DOCTYPE html><title>Page</title>" * 9)
    with pytest.raises(WarcError, match="not a WARC file; it begins with"):
        list(read_records(tmp_path / "page.html"))


def test_a_file_that_is_cut_off_gives_the_records_before(file: Path):
    whole = list(read_records(file))
    file.write_bytes(file.read_bytes()[: whole[-1].position.offset + 150])
    records = read_records(file)
    assert [next(records).kind for _ in range(4)] == ["warcinfo", "request", "response", "request"]
    with pytest.raises(WarcError, match="everything before it was read"):
        next(records)


def test_the_empty_lines_after_a_record_are_skipped_in_blocks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    made = WarcMaker(tmp_path / "pages.warc.gz").page(URL.format(1), a_body())
    file = made.save(made.data + gzip.compress(b"WARC/1.0\r\nContent-Length: 0\r\n\r\n" + b"\r\n" * 4_000_000))
    looked, look = [], warc_reader._Inflated._more_here
    monkeypatch.setattr(warc_reader._Inflated, "_more_here", lambda inflated: looked.append(1) or look(inflated))
    assert len(list(read_records(file))) == 4
    assert len(looked) < 100


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("<https://post.example/news/1>", id="between angle brackets"),
        pytest.param(" https://post.example/news/1 ", id="between blanks"),
    ],
)
def test_the_url_of_a_record_is_the_url_of_its_page(tmp_path: Path, url: str):
    made = WarcMaker(tmp_path / "pages.warc").page(URL.format(1), a_body(), WARC_Target_URI=url)
    response = next(record for record in read_records(made.save()) if record.kind == "response")
    assert response.url == URL.format(1)


def test_blanks_and_letters_in_a_url_are_encoded():
    assert target_url("https://bücher.example/news/one two") == "https://xn--bcher-kva.example/news/one%20two"
    assert target_url("urn:text:https://post.example/") == "urn:text:https://post.example/"
    assert target_url("https://desk:word@post.example/news/1") == "https://post.example/news/1"
    assert target_url("https://desk:word@bücher.example/1") == "https://xn--bcher-kva.example/1"
    assert target_url(None) == ""


@pytest.mark.parametrize("date", ["9999-12-31T23:00:00-12:00", "0001-01-01T00:00:00+12:00", "yesterday", ""])
def test_a_time_that_no_calendar_has_is_none(date: str):
    assert WarcRecord({"warc-date": date}, b"", 0, Position(), Position()).date is None


@pytest.fixture(params=[True, False], ids=["gzip'd", "plain"])
def rendered_file(request, tmp_path: Path) -> Path:
    """A file of newsarchive's own: a rendered page between two that are not."""
    files = CaptureFiles(tmp_path)
    pages = [Page(URL.format(n), URL.format(n), AT, 200, (("Content-Type", "text/html"),), a_body()) for n in (1, 2, 3)]
    refs = [files.append(pack(page.rendered(RENDERED) if n == 1 else page)) for n, page in enumerate(pages)]
    files.close()
    path = tmp_path / refs[0].file
    if request.param:
        return path
    plain = tmp_path / "plain.warc"
    plain.write_bytes(gzip.decompress(path.read_bytes()))
    return plain


def test_a_rendered_page_is_one_record_with_its_answer(rendered_file: Path):
    records = list(read_records(rendered_file))
    assert [record.kind for record in records] == ["warcinfo", "response", "response", "response"]
    for before, record in pairwise(records):
        assert before.next == record.position
    pages = [page_of_record(record.raw) for record in records[1:] if record.raw is not None]
    assert [page.body for page in pages] == [a_body(), RENDERED, a_body()]
    assert [page.raw and page.raw.body for page in pages] == [None, a_body(), None]


def test_a_rendered_page_must_match_its_digest(rendered_file: Path):
    raw = list(read_records(rendered_file))[2].raw
    assert raw is not None
    with pytest.raises(WarcRecordError, match="digest"):
        page_of_record(raw.replace(b"Brought", b"Changed"))


def test_an_answer_whose_rendered_page_is_cut_off_is_still_read(rendered_file: Path):
    records = list(read_records(rendered_file))
    rendered_file.write_bytes(rendered_file.read_bytes()[: records[2].next.offset - 20])
    with pytest.raises(WarcError):
        list(read_records(rendered_file))
    found = _until_damage(rendered_file)
    assert [record.kind for record in found] == ["warcinfo", "response", "response"]
    assert found[2].raw is not None
    assert page_of_record(found[2].raw).raw is None


def _until_damage(path: Path) -> list[WarcRecord]:
    found = []
    with suppress(WarcError):
        for record in read_records(path):
            found.append(record)
    return found
