"""Other people's WARC files, record by record; tests/importing/test_warc.py imports whole files."""

from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest

from newsarchive.archive.captures.record_pages import page_of_record
from newsarchive.archive.captures.warc_reader import Position, WarcRecord, first_record_from, read_records
from newsarchive.errors import WarcError
from tests.archive.captures.two_pages import RENDERED, URL
from tests.importing.conftest import a_body


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


@pytest.mark.parametrize("date", ["9999-12-31T23:00:00-12:00", "0001-01-01T00:00:00+12:00", "yesterday", ""])
def test_a_time_that_no_calendar_has_is_none(date: str):
    assert WarcRecord({"warc-date": date}, b"", 0, Position(), Position()).date is None


def test_a_rendered_page_is_one_record_with_its_answer(rendered_file: Path):
    records = list(read_records(rendered_file))
    assert [record.kind for record in records] == ["warcinfo", "response", "response", "response"]
    for before, record in pairwise(records):
        assert before.next == record.position
    pages = [page_of_record(record.raw) for record in records[1:] if record.raw is not None]
    assert [page.body for page in pages] == [a_body(), RENDERED, a_body()]
    assert [page.raw and page.raw.body for page in pages] == [None, a_body(), None]


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
