"""gzip in feeds and sitemaps: layers, parts and limits."""

import gzip

import pytest

from newsarchive.discovery.packing import gunzip, unpack


def test_gunzip_returns_unpacked_data_unchanged_and_stops_at_the_limit():
    assert gunzip(b"<urlset/>", 10) == (b"<urlset/>", None)
    assert gunzip(gzip.compress(b"x" * 10), 10) == (b"x" * 10, None)
    with pytest.raises(ValueError, match="when unpacked"):
        gunzip(gzip.compress(b"x" * 6) + gzip.compress(b"x" * 5), 10)


def test_gunzip_reads_a_limited_number_of_parts():
    data, problem = gunzip(gzip.compress(b"x") * 101, 1_000)
    assert (data, problem) == (b"x" * 100, "gzip of more than 100 parts; the rest was not read")


def test_layers_are_taken_off_one_by_one():
    twice = gzip.compress(gzip.compress(b"<rss/>"))
    assert unpack(twice, 1_000) == (b"<rss/>", None)
    assert unpack(b"<rss/>", 1_000) == (b"<rss/>", None)
    assert unpack(gzip.compress(b"<rss/>")[:-9], 1_000)[1] == "the gzip data ends early"


def test_layers_without_end_are_left_as_they_are():
    body = b"x"
    for _ in range(9):
        body = gzip.compress(body)
    inner, problem = unpack(body, 10_000)
    assert inner.startswith(b"\x1f\x8b")
    assert problem is None


def test_each_layer_has_the_limit():
    with pytest.raises(ValueError, match="when unpacked"):
        unpack(gzip.compress(gzip.compress(bytes(2_000))), 1_000)
