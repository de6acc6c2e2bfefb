"""What replaces an erased record: as long as the record, with its id and date and nothing else of it."""

import gzip

import pytest

from newsarchive.archive.captures.tombstones import tombstone_of
from newsarchive.errors import CaptureError

RECORD_ID = b"<urn:uuid:0a1b2c3d-0000-4000-8000-0123456789ab>"
RECORD = b"\r\n".join(
    [
        b"WARC/1.1",
        b"WARC-Type: response",
        b"WARC-Record-ID: " + RECORD_ID,
        b"WARC-Date: 2026-11-22T12:00:00Z",
        b"WARC-Target-URI: https://post.example/SECRET",
        b"",
        bytes(range(256)) * 4,
    ]
)


def test_a_tombstone_has_the_length_the_id_and_the_date_of_its_record():
    old = gzip.compress(RECORD)
    tombstone = tombstone_of(old, "pages.warc.gz at 0")
    assert len(tombstone) == len(old)
    content = gzip.decompress(tombstone)
    assert RECORD_ID in content
    assert b"WARC-Date: 2026-11-22T12:00:00Z" in content
    assert b"SECRET" not in content


def test_of_bytes_that_are_no_gzip_it_has_an_id_of_its_own():
    content = gzip.decompress(tombstone_of(b"x" * 400, "pages.warc.gz at 0"))
    assert content.startswith(b"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:")
    assert b"WARC-Date: 1970-01-01T00:00:00Z" in content


def test_too_few_bytes_are_one_clear_line():
    with pytest.raises(CaptureError, match=r"pages\.warc\.gz at 7: 20 bytes are too few"):
        tombstone_of(b"x" * 20, "pages.warc.gz at 7")
