"""What is asked of the Wayback Machine's index, and what its answers name."""

import json
from datetime import UTC, datetime

import pytest

from newsarchive.discovery.wayback import (
    WaybackSnapshot,
    listing_url,
    parse_listing,
    resume_url,
    snapshot_at,
    snapshot_url,
)
from newsarchive.errors import WaybackError

BASE = "https://web.archive.example"
INDEX = f"{BASE}/cdx/search/cdx?url=post.example"
AT = datetime(2024, 1, 15, 6, 30, 5, tzinfo=UTC)
BRIDGE = WaybackSnapshot("https://post.example/bridge?id=4", AT)
FIELDS = ["timestamp", "original"]
ROW = ["20240115063005", "https://post.example/bridge?id=4"]


def parse(*rows: object):
    return parse_listing(json.dumps(rows).encode(), INDEX)


def test_the_index_is_asked_for_one_good_copy_a_page_of_the_whole_domain():
    first, last = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert listing_url(BASE + "/", "post.example", first, last) == (
        f"{BASE}/cdx/search/cdx?url=post.example&matchType=domain&from=20240101000000&to=20240131235959&output=json"
        "&fl=timestamp,original&filter=statuscode:200&filter=mimetype:text/html&collapse=urlkey&limit=5000"
        "&showResumeKey=true"
    )


def test_a_resume_key_goes_back_as_it_came():
    assert resume_url(INDEX, "example%2Cpost%29%2F+20240115063005%21") == (
        f"{INDEX}&resumeKey=example%2Cpost%29%2F+20240115063005%21"
    )
    assert resume_url(INDEX, None) == INDEX


def test_rows_name_copies():
    assert parse(FIELDS, ROW).snapshots == (BRIDGE,)


def test_fields_come_in_the_order_that_the_first_row_names():
    assert parse(["original", "timestamp"], ROW[::-1]).snapshots == (BRIDGE,)


def test_a_resume_key_stands_apart_in_the_last_row():
    found = parse(FIELDS, ROW, [], ["example%2Cpost%29%2F+20240115063005%21"])
    assert found.snapshots == (BRIDGE,)
    assert found.resume_key == "example%2Cpost%29%2F+20240115063005%21"


@pytest.mark.parametrize("body", [b"[]", b"", b"\n", json.dumps([FIELDS]).encode()])
def test_nothing_found_is_no_copy(body):
    assert parse_listing(body, INDEX) == parse_listing(b"[]", INDEX)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["20240115063005", "javascript:void(0)"], id="no web address"),
        pytest.param(["20240115", "https://post.example/"], id="a day for a time"),
        pytest.param(["20241315063005", "https://post.example/"], id="no such month"),
        pytest.param(["20240115063005"], id="a field is missing"),
        pytest.param([None, 7], id="other values"),
    ],
)
def test_a_row_that_names_no_copy_is_left_out(row):
    assert parse(FIELDS, row, ROW).snapshots == (BRIDGE,)


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        pytest.param(b"<html>Busy</html>", "not the answer of a CDX index but b'<html>Busy</html>'", id="a page"),
        pytest.param(b'{"error": "no"}', "not the answer of a CDX index, which is a list of lists", id="an object"),
        pytest.param(
            b'[["urlkey"]]', "the answer has the fields ['urlkey']; expected timestamp, original", id="other fields"
        ),
    ],
)
def test_what_is_no_index_is_refused(body, complaint):
    with pytest.raises(WaybackError) as refusal:
        parse_listing(body, INDEX)
    assert complaint in str(refusal.value)


def test_a_copy_stands_at_its_time_and_address_as_it_was():
    address = snapshot_url(BASE, BRIDGE)
    assert address == f"{BASE}/web/20240115063005id_/https://post.example/bridge?id=4"
    assert snapshot_at(address) == BRIDGE


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{BASE}/web/20240115063005/https://post.example/", id="with the archive's additions"),
        pytest.param(f"{BASE}/web/20249915063005id_/https://post.example/", id="no such time"),
        pytest.param("https://post.example/", id="the outlet itself"),
    ],
)
def test_other_addresses_are_no_copies(address):
    assert snapshot_at(address) is None
