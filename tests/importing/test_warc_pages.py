"""Which records may be pages of an outlet, and why others are not."""

from pathlib import Path

import pytest

from newsarchive.archive.captures.warc_reader import Position, WarcRecord
from newsarchive.importing.warc_pages import may_be_page, place_of, prepare_record, requested_url, why_not
from newsarchive.importing.warc_report import DAMAGED, NO_PAGE, NOT_WANTED, TOO_LARGE, UNKNOWN_HOST
from newsarchive.outlet import Outlet

URL = "https://post.example/news/1"
HEAD = b"WARC/1.0\r\n\r\n"
POST = Outlet("post", "Post", "https://post.example/", "en", "UTC", domains=("post.example",), article_urls=("/news/",))


def a_record(status="200", raw=None, **fields):
    """A response record; a field that is None is left out."""
    headers = {"warc-type": "response", "warc-target-uri": URL, "warc-date": "2026-11-22T23:40:00Z", **fields}
    answer = HEAD + f"HTTP/1.1 {status} as it was\r\n\r\n".encode() if raw is None else raw
    known = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
    return WarcRecord(known, answer, len(HEAD), Position(4711), Position(5000))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        pytest.param(a_record(), True, id="a response"),
        pytest.param(a_record(**{"warc-type": "request"}), False, id="a request"),
        pytest.param(a_record(**{"warc-target-uri": "dns:post.example"}), False, id="another scheme"),
        pytest.param(a_record(**{"warc-type": "resource", "content-type": "image/png"}), False, id="a picture"),
        pytest.param(a_record(**{"warc-type": "resource", "content-type": "text/html"}), True, id="a resource of HTML"),
    ],
)
def test_requests_pictures_and_other_schemes_are_not_pages(record, expected):
    assert may_be_page(record) is expected


@pytest.mark.parametrize(
    ("record", "outlet", "reason"),
    [
        pytest.param(a_record(), POST, None, id="a page"),
        pytest.param(a_record(**{"warc-type": "revisit"}), POST, NO_PAGE, id="the same as before"),
        pytest.param(a_record(), None, UNKNOWN_HOST, id="no outlet"),
        pytest.param(a_record(**{"warc-target-uri": "https://post.example/tag/1"}), POST, NOT_WANTED, id="not wanted"),
        pytest.param(a_record(**{"warc-truncated": "length"}), POST, TOO_LARGE, id="cut off"),
        pytest.param(a_record(raw=HEAD + b"no answer"), POST, DAMAGED, id="no status"),
        pytest.param(a_record(**{"warc-date": "yesterday"}), POST, DAMAGED, id="no time"),
        pytest.param(a_record("404"), POST, NO_PAGE, id="not found"),
    ],
)
def test_a_record_says_why_it_is_not_read(record, outlet, reason):
    assert why_not(record, outlet) == reason


def test_our_own_records_say_what_was_requested():
    assert requested_url(a_record()) == URL
    assert requested_url(a_record(**{"warc-x-requested-uri": "https://post.example/s"})) == "https://post.example/s"


def test_the_place_of_a_record_is_its_first_byte():
    assert place_of(Path("pages.warc"), a_record()) == f"pages.warc: byte 4,711: {URL}"


def test_bytes_without_a_record_are_a_reason_and_not_an_error():
    assert str(prepare_record(b"", POST, 10**6)).startswith("cannot be read")
