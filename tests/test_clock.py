"""The clock gives whole seconds in UTC."""

from datetime import timedelta

from newsarchive import clock


def test_now_is_in_utc_without_fractions():
    now = clock.now()
    assert now.utcoffset() == timedelta(0)
    assert now.microsecond == 0
    assert clock.now() >= now
