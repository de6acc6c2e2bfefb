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
        pytest.param("20261120 08:30:00", at(20, 5, 30), id="a day without separators"),
        pytest.param("20261120T083000Z", at(20, 8, 30), id="ISO 8601 without separators"),
        pytest.param("20261120083000", at(20, 5, 30), id="only digits"),
        pytest.param("2026-11-20T23:30:00Z", at(20, 23, 30, on=21), id="UTC near midnight is the next day there"),
        pytest.param("2026-11-20T23:30:00-05:00", Stamp(date(2026, 11, 20), at(21, 4, 30).at), id="the day as written"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 GMT", at(20, 8, 30), id="RFC 822"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 +0300", at(20, 5, 30), id="RFC 822 with offset"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 EST", at(20, 13, 30), id="RFC 822 zone"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 CET", at(20, 7, 30), id="a zone that RFC 822 does not know"),
        pytest.param("Fri, 20 Nov 2026 08:30:00", at(20, 5, 30), id="RFC 822 without zone"),
        pytest.param("2026-11-20 3:09 PM", at(20, 12, 9), id="ISO 8601 with p.m."),
        pytest.param("2026-11-20T12:30:00 pm", at(20, 9, 30), id="12 p.m. is noon"),
        pytest.param("2026-11-20 12:05 AM", at(19, 21, 5, on=20), id="12 a.m. is midnight"),
        pytest.param("2026-11-20 15:09 PM", at(20, 12, 9), id="p.m. behind a 24-hour clock"),
        pytest.param("2026-11-20T08:30:5Z", Stamp(date(2026, 11, 20), at(20, 8, 30).at.replace(second=5)), id="5 s"),
        pytest.param("2026-11-20T08:30:00EST", at(20, 13, 30), id="ISO 8601 with a zone's name"),
        pytest.param("2026-11-20 08:30 GMT+2", at(20, 6, 30), id="GMT+2"),
        pytest.param("November 20, 2026, 6:47 p.m.", at(20, 15, 47), id="English with p.m."),
        pytest.param("November 20, 2026 - 3:09pm", at(20, 12, 9), id="a dash before the time"),
        pytest.param("Fri, 20 Nov 2026 03:09:00 PM +0100", at(20, 14, 9), id="p.m. and an offset"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 +01:00", at(20, 7, 30), id="RFC 822, offset with a colon"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 UTC+01:00", at(20, 7, 30), id="RFC 822, offset from UTC"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 -0000", at(20, 8, 30), id="-0000 is UTC"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 ET", at(20, 13, 30), id="New York's time in winter"),
        pytest.param("Fri, 20 Nov 2026 08:30:00 MET", at(20, 7, 30), id="the old name of CET"),
        pytest.param("Fri Nov 20 08:30:00 CET 2026", at(20, 7, 30), id="zone before the year"),
        pytest.param("Fri Nov 20 2026 08:30:00 GMT+0100 (Central Time)", at(20, 7, 30), id="JavaScript"),
        pytest.param("Fri, 20th Nov 2026 08:30:00 GMT", at(20, 8, 30), id="an ordinal"),
        pytest.param("Friday 20 November 2026", Stamp(date(2026, 11, 20)), id="a weekday without a comma"),
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
     "2026-02-30", "2026-11-20T25:00:00Z", "99999999999999999999", "2026-11-20T08:30:00+99:00",
     "Fri, 20 Nov 2026 13:60", "x" * 10_000],
)  # fmt: skip
def test_a_text_without_a_plausible_time_gives_none(text):
    assert parse_time(text, ISTANBUL) is None


@pytest.mark.parametrize(("zone", "utc_hour"), [("Asia/Shanghai", 0), ("America/Chicago", 14), ("Europe/London", 14)])
def test_a_name_of_two_zones_means_the_outlets_own(zone, utc_hour):
    stamp = parse_time("Fri, 20 Nov 2026 08:30:00 CST", ZoneInfo(zone))
    assert (stamp.at.hour, stamp.at.minute) == (utc_hour, 30)


@given(st.text(max_size=120))
def test_no_text_raises(text):
    parse_time(text, ISTANBUL)


@given(st.datetimes(min_value=datetime(1900, 1, 1)).map(lambda moment: moment.replace(microsecond=0, tzinfo=UTC)))
def test_a_stored_time_is_read_back(moment):
    assert parse_utc(format_utc(moment)) == moment
