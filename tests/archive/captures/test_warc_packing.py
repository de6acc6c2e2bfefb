"""What a packed record says of a page: memento, headers, length, digest; and that all of it comes back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator
from warcio.cli import main as warcio_main

from newsarchive.archive.captures.warc_files import CaptureFiles
from newsarchive.archive.captures.warc_packing import pack
from newsarchive.records import Memento
from tests.archive.captures.invented_page import FETCHED_AT, RENDERED, a_page


def test_a_memento_says_where_it_is_and_when_it_was_fetched(files):
    page = a_page(memento=Memento("https://web.example/web/20261122234000id_/https://rivertown.example/a", FETCHED_AT))
    ref = files.append(pack(page))
    assert files.read(ref).memento == page.memento
    with (files.folder / ref.file).open("rb") as file:
        headers = [record.rec_headers for record in ArchiveIterator(file) if record.rec_type == "response"]
    assert headers[0].get_header("WARC-Target-URI") == "https://rivertown.example/a"
    assert headers[0].get_header("WARC-Source-URI") == page.memento.url
    assert headers[0].get_header("WARC-Creation-Date") == "2026-11-22T23:40:00Z"


def test_encodings_are_dropped_and_the_length_is_that_of_the_decoded_body(files):
    headers = (("content-length", "17"), ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked"), ("X", "y"))
    back = files.read(files.append(pack(a_page(body=b"x" * 1000, headers=headers))))
    assert back.headers == (("content-length", "1000"), ("X", "y"))
    assert back.body == b"x" * 1000


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param((("X-Title", "Grüße 北京"),), id="not ASCII"),
        pytest.param((("X-Odd", 'a="ü"; b'),), id="not ASCII beside parameters"),
        pytest.param((("X-Empty", ""),), id="empty value"),
    ],
)
def test_odd_headers_come_back_as_they_were(files, headers):
    assert files.read(files.append(pack(a_page(headers=headers)))).headers[:-1] == headers


def test_a_header_cannot_add_another_line(files):
    page = a_page(headers=(("X", "a\r\n\r\n<script>"), (" \n", "no name"), ("\tY:", "b")))
    back = files.read(files.append(pack(page)))
    assert back.headers[:-1] == (("X", "a <script>"), ("Y", "b"))
    assert back.body == page.body


@settings(deadline=None)
@given(st.binary(max_size=400), st.integers(100, 999), st.text(max_size=40))
def test_any_body_status_and_header_can_be_packed_and_read(tmp_path_factory, body, status, value):
    files = CaptureFiles(tmp_path_factory.mktemp("captures"))
    back = files.read(files.append(pack(a_page(body=body, status=status, headers=(("X-Any", value),)))))
    assert (back.body, back.status) == (body, status)


def test_a_digest_names_its_algorithm_and_depends_on_the_body_alone():
    first, second = pack(a_page()), pack(a_page(final_url="https://rivertown.example/b"))
    assert first.digest == second.digest
    assert first.digest.startswith("sha1:")
    assert pack(a_page(body=b"other")).digest != first.digest


def test_a_rendered_page_is_an_answer_and_a_conversion_of_it(files, capsys):
    ref = files.append(pack(a_page().rendered(RENDERED)))
    path = files.folder / ref.file
    with path.open("rb") as file:
        _, answer, made = [
            (one.rec_type, one.rec_headers, one.content_stream().read()) for one in ArchiveIterator(file)
        ]
    assert (answer[0], made[0]) == ("response", "conversion")
    assert made[1].get_header("WARC-Refers-To") == answer[1].get_header("WARC-Record-ID")
    assert made[1].get_header("WARC-Target-URI") == answer[1].get_header("WARC-Target-URI")
    assert (answer[2], made[2]) == (a_page().body, RENDERED)
    assert made[1].get_header("WARC-Payload-Digest") == ref.digest
    with pytest.raises(SystemExit) as ended:
        warcio_main(["check", "-v", str(path)])
    assert ended.value.code == 0
