"""Times are read as outlets write them, and stored in UTC."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsarchive.dates import format_utc, parse_time, parse_utc
from newsarchive.records import Stamp

ISTANBUL = ZoneInfo("Europe/Istanbul")  # UTC+3 all year


def at(day, hour, minute, on=None):
    return Stamp(on=date(2026, 11, on or day), at=datetime(2026, 11, day, hour, minute, tzinfo=UTC))


@pytest.mark.parametrize(
    ("text", "stamp"),
    [
        pytest.param("2026-11-20T08:30:00+01:00", at(20, 7, 30), id="ISO 8601"),
        pytest.param("2026-11-20T08:30:00+0100", at(20, 7, 30), id="offset without colon"),
        pytest.param("2026-11-20T08:30:00.123456789Z", at(20, 8, 30), id="nanoseconds"),
        pytest.param("2026-11-20 08:30", at(20, 5, 30), id="no offset means the outlet's zone"),
        pytest.param("2026-11-20T23:30:00Z", at(20, 23, 30, on=21), id="UTC near midnight is the next day there"),
        pytest.param("2026-11-20T23:30:00-05:00", Stamp(date(2026, 11, 20), at(21, 4, 30).at), id="the day as written"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 GMT", at(20, 8, 30), id="RFC 822"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 +0300", at(20, 5, 30), id="RFC 822 with offset"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 EST", at(20, 13, 30), id="RFC 822 zone"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 CET", at(20, 7, 30), id="a zone that RFC 822 does not know"),
        pytest.param("Fri, 20 Nov 2026 08:30:00", at(20, 5, 30), id="RFC 822 without zone"),
        pytest.param("20 Nov 2026", Stamp(date(2026, 11, 20)), id="a day in words stays a day"),
        pytest.param("2026-11-20", Stamp(date(2026, 11, 20)), id="a day stays a day"),
        pytest.param("1795163400", at(20, 8, 30), id="seconds since 1970"),
        pytest.param("1795163400000", at(20, 8, 30), id="milliseconds since 1970"),
    ],
)
def test_times_are_read_as_written(text, stamp):
    assert parse_time(text, ISTANBUL) == stamp


@pytest.mark.parametrize(
    "text",
    ["", None, "soon", "0000-00-00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "Mon, 00 Jan 0000 00:00:00 GMT",
     "2026-02-30", "2026-11-20T25:00:00Z", "99999999999999999999", "2026-11-20T08:30:00+99:00", "x" * 10_000],
)  # fmt: skip
def test_a_text_without_a_plausible_time_gives_none(text):
    assert parse_time(text, ISTANBUL) is None


@given(st.text(max_size=120))
def test_no_text_raises(text):
    parse_time(text, ISTANBUL)


@given(st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC)))
def test_a_stored_time_is_read_back(moment):
    assert parse_utc(format_utc(moment)) == moment
