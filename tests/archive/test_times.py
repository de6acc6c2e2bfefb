"""Time columns of the archive as datetimes."""

from datetime import UTC, datetime

import pytest

from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import format_utc

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def test_a_time_comes_back_as_it_was_written():
    assert time_at(format_utc(NOON)) == time_or_none(format_utc(NOON)) == NOON
    assert time_at(format_utc(NOON)).utcoffset() == NOON.utcoffset()


def test_no_time_stays_none():
    assert time_or_none(None) is None


def test_another_form_is_refused():
    with pytest.raises(ValueError, match="Invalid isoformat string"):
        time_at("22.11.2026")
