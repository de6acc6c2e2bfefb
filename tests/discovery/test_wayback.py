"""Queries to the Wayback Machine's index, and its answers."""

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


def test_the_index_is_queried_for_one_good_snapshot_of_each_page_of_the_domain():
    first, last = datetime(2024, 1, 1, tzinfo=UTC), datetime(2024, 1, 31, 23, 59, 59, tzinfo=UTC)
    assert listing_url(BASE + "/", "post.example", first, last) == (
        f"{BASE}/cdx/search/cdx?url=post.example&matchType=domain&from=20240101000000&to=20240131235959&output=json"
        "&fl=timestamp,original&filter=statuscode:200&filter=mimetype:text/html&collapse=urlkey&limit=5000"
        "&showResumeKey=true"
    )


def test_a_resume_key_is_sent_back_unchanged():
    assert resume_url(INDEX, "example%2Cpost%29%2F+20240115063005%21") == (
        f"{INDEX}&resumeKey=example%2Cpost%29%2F+20240115063005%21"
    )
    assert resume_url(INDEX, None) == INDEX


def test_rows_are_snapshots():
    assert parse(FIELDS, ROW).snapshots == (BRIDGE,)


def test_the_first_row_gives_the_order_of_fields():
    assert parse(["original", "timestamp"], ROW[::-1]).snapshots == (BRIDGE,)


def test_a_resume_key_is_the_last_row_after_an_empty_one():
    found = parse(FIELDS, ROW, [], ["example%2Cpost%29%2F+20240115063005%21"])
    assert found.snapshots == (BRIDGE,)
    assert found.resume_key == "example%2Cpost%29%2F+20240115063005%21"


@pytest.mark.parametrize("body", [b"[]", b"", b"\n", json.dumps([FIELDS]).encode()])
def test_an_empty_answer_has_no_snapshots(body):
    assert parse_listing(body, INDEX) == parse_listing(b"[]", INDEX)


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(["20240115063005", "javascript:void(0)"], id="not a web address"),
        pytest.param(["20240115", "https://post.example/"], id="a day for a time"),
        pytest.param(["20241315063005", "https://post.example/"], id="an impossible month"),
        pytest.param(["20240115063005"], id="a field is missing"),
        pytest.param([None, 7], id="other values"),
    ],
)
def test_a_row_without_address_or_time_is_left_out(row):
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
def test_other_answers_are_refused(body, complaint):
    with pytest.raises(WaybackError) as refusal:
        parse_listing(body, INDEX)
    assert complaint in str(refusal.value)


def test_a_snapshots_address_has_its_time_and_page():
    address = snapshot_url(BASE, BRIDGE)
    assert address == f"{BASE}/web/20240115063005id_/https://post.example/bridge?id=4"
    assert snapshot_at(address) == BRIDGE


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{BASE}/web/20240115063005/https://post.example/", id="with the archive's additions"),
        pytest.param(f"{BASE}/web/20249915063005id_/https://post.example/", id="an impossible time"),
        pytest.param("https://post.example/", id="the outlet itself"),
    ],
)
def test_other_addresses_are_not_snapshots(address):
    assert snapshot_at(address) is None
