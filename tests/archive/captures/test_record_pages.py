"""The page in a record: its address, its body, its digest, and records that have no page."""

from pathlib import Path

import pytest

from newsarchive.archive.captures.record_pages import page_of_record, target_url
from newsarchive.archive.captures.warc_reader import read_records
from newsarchive.errors import WarcRecordError
from tests.archive.captures.two_pages import URL
from tests.importing.conftest import WarcMaker, a_body


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


def test_a_rendered_page_must_match_its_digest(rendered_file: Path):
    raw = list(read_records(rendered_file))[2].raw
    assert raw is not None
    with pytest.raises(WarcRecordError, match="digest"):
        page_of_record(raw.replace(b"Brought", b"Changed"))
