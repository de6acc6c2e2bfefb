"""Time columns as datetimes."""

from datetime import UTC, datetime

import pytest

from newsarchive.archive.times import time_at, time_or_none
from newsarchive.dates import format_utc

NOON = datetime(2026, 11, 22, 12, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize("read", [time_at, time_or_none])
def test_a_column_comes_back_as_it_was_written(read):
    assert read(format_utc(NOON)) == NOON
    assert read(format_utc(NOON)).tzinfo is UTC


def test_null_is_none():
    assert time_or_none(None) is None


def test_a_column_in_another_form_is_an_error():
    with pytest.raises(ValueError, match="yesterday"):
        time_at("yesterday")
