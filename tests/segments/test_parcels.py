"""A value arrives as it was sent; a file that is missing or damaged is one line."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from newsarchive.archive.queue.lent_queue import LentQueue
from newsarchive.errors import SegmentError
from newsarchive.records import FeedState
from newsarchive.segments.folder import SegmentFolder
from newsarchive.segments.parcels import open_parcel, send_parcel

QUEUE = LentQueue(
    "post",
    (FeedState("https://post.example/rss", "post", "feed", polled_at=datetime(2026, 11, 22, tzinfo=UTC)),),
    ({"key": -(2**63), "url": "https://post.example/ü", "attempts": 0, "etag": None},),
    other_keys=bytes(range(256)),
)


def test_a_value_arrives_as_it_was_sent_each_under_a_name_of_its_own(tmp_path: Path):
    folder = SegmentFolder(str(tmp_path / "segments"))
    names = [send_parcel(folder, "crawl-1", [QUEUE]) for _ in range(2)]
    assert len(set(names)) == 2
    assert open_parcel(SegmentFolder(folder.address), names[0], list[LentQueue]) == [QUEUE]


def test_a_parcel_that_is_missing_or_damaged_is_named(tmp_path: Path):
    folder = SegmentFolder(str(tmp_path))
    name = send_parcel(folder, "crawl-1", [QUEUE])
    (tmp_path / name).write_bytes((tmp_path / name).read_bytes()[:-9])
    with pytest.raises(SegmentError, match=rf"{name}: damaged"):
        open_parcel(folder, name, list[LentQueue])
    folder.remove(name)
    with pytest.raises(SegmentError, match="cannot be read"):
        open_parcel(folder, name, list[LentQueue])
