"""Live blogs and headlines that switch: when the next version may be stored."""

from datetime import timedelta

import pytest

from newsarchive.deciding.held_back import PastHeadline, held_until
from tests.deciding.versions import BODY, CORRECTED, NOW, a_stored_version, a_version

OPENS, REOPENS = "Harbour opens", "Port opens"


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


def switched(*hours_ago: float, cause="theirs") -> list[PastHeadline]:
    """The headlines of an outlet that switches between two of them, the first one a week old."""
    first = PastHeadline(NOW - timedelta(days=7), OPENS, cause if hours_ago else None)
    later = [
        PastHeadline(NOW - hours(ago), (REOPENS, OPENS)[number % 2], cause if number < len(hours_ago) - 1 else None)
        for number, ago in enumerate(hours_ago)
    ]
    return [first, *later]


@pytest.mark.parametrize(
    ("revision", "seen_hours_ago", "until"),
    [
        pytest.param(1, 1, None, id="the first change is stored at once"),
        pytest.param(2, 1, NOW + hours(5), id="a version an hour old is replaced five hours later"),
        pytest.param(2, 6, None, id="a version six hours old is replaced"),
    ],
)
def test_a_live_blog_gets_a_version_every_six_hours(revision, seen_hours_ago, until):
    stored = a_stored_version(revision=revision, seen_at=NOW - hours(seen_hours_ago))
    assert held_until(stored, a_version(kind="liveblog", body=CORRECTED), [], NOW) == until


@pytest.mark.parametrize(
    ("headlines", "new", "until"),
    [
        pytest.param(switched(), {"headline": REOPENS}, None, id="a headline that was never there"),
        pytest.param(switched(5, 4), {"headline": REOPENS}, None, id="two switches a day"),
        pytest.param(switched(5, 4, 3), {"headline": OPENS}, NOW + hours(19), id="three switches a day"),
        pytest.param(switched(5, 4, 3, 2), {"headline": OPENS}, NOW + hours(20), id="four switches a day"),
        pytest.param(switched(30, 4, 3), {"headline": OPENS}, None, id="one of three was the day before"),
        pytest.param(switched(5, 4, 3), {"headline": "Ships return"}, None, id="a new headline after three switches"),
        pytest.param(switched(5, 4, 3), {"headline": OPENS, "body": CORRECTED}, None, id="the text changed too"),
        pytest.param(switched(5, 4, 3, cause="ours"), {"headline": OPENS}, None, id="the switches were our readings"),
    ],
)
def test_a_headline_that_switches_back_is_held_after_three_a_day(headlines, new, until):
    stored = a_stored_version(headline=headlines[-1].headline, body=BODY)
    assert held_until(stored, a_version(**new), headlines, NOW) == until
