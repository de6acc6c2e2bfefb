"""How publishers ask to be polled."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from newsarchive.discovery.feeds import parse_feed
from newsarchive.discovery.polling import NO_PAUSE, StatedPause

SYNDICATION = "http://purl.org/rss/1.0/modules/syndication/"


def pause_of(stated: str) -> StatedPause:
    body = f"""<?xml version="1.0"?><rss version="2.0" xmlns:sy="{SYNDICATION}"><channel><title>News</title>{stated}
<item><title>The bridge opens</title><link>https://post.example/1</link></item></channel></rss>"""
    return parse_feed(body.encode(), "https://post.example/rss", ZoneInfo("UTC")).pause


@pytest.mark.parametrize(
    ("stated", "pause"),
    [
        pytest.param("", NO_PAUSE, id="nothing"),
        pytest.param("<ttl>90</ttl>", StatedPause(timedelta(minutes=90)), id="ttl in minutes"),
        pytest.param("<ttl>soon</ttl>", NO_PAUSE, id="ttl is no number"),
        pytest.param("<ttl>-5</ttl>", NO_PAUSE, id="ttl below zero"),
        pytest.param(f"<ttl>{'9' * 400}</ttl>", NO_PAUSE, id="ttl of 400 digits"),
        pytest.param(
            "<skipHours><hour>1</hour><hour> 24 </hour><hour>77</hour></skipHours>",
            StatedPause(hours=frozenset({0, 1})),
            id="hours",
        ),
        pytest.param(
            "<skipDays><day>Saturday</day><day>Sunday</day><day>Someday</day></skipDays>",
            StatedPause(weekdays=frozenset({5, 6})),
            id="weekdays",
        ),
        pytest.param(
            "<skipHours>" + "".join(f"<hour>{hour}</hour>" for hour in range(24)) + "</skipHours>",
            NO_PAUSE,
            id="no hour is left",
        ),
        pytest.param(
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            StatedPause(timedelta(hours=6)),
            id="four times a day",
        ),
        pytest.param(
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            StatedPause(timedelta(hours=1)),
            id="a frequency of zero",
        ),
    ],
)
def test_what_a_feed_states(stated: str, pause: StatedPause):
    assert pause_of(stated) == pause
