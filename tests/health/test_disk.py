"""When the disk will be full."""

from datetime import date, timedelta

import pytest

from newsarchive.health.days import DiskDay
from newsarchive.health.disk import disk_finding, forecast
from newsarchive.records import FindingKind
from tests.health.invented import at

GB = 10**9
TODAY = DiskDay(date(2026, 11, 28), 20 * GB, 50 * GB, 42 * GB)


def before(days: int, fewer: float) -> DiskDay:
    return DiskDay(TODAY.day - timedelta(days=days), int((20 - fewer) * GB), 50 * GB, 60 * GB)


def test_the_forecast_follows_the_growth_of_the_last_month():
    seen = forecast([before(90, 19), before(20, 20), before(10, 10)], TODAY, 1 * GB)
    assert (seen.bytes_a_day, seen.days_left) == (1 * GB, 41)
    assert seen.sentence == "disk: 70.0 GB used, 42.0 GB free; full in 41 days at this rate (1.0 GB a day)"
    assert disk_finding(seen, at(0)) is None


def test_less_than_a_month_is_a_finding():
    finding = disk_finding(forecast([before(10, 20)], TODAY, 1 * GB), at(3, 5))
    assert finding is not None
    assert (finding.outlet, finding.kind, finding.key) == (None, FindingKind.DISK, ("", "disk", ""))
    assert "full in 20 days at this rate (2.0 GB a day)" in finding.summary
    assert "captures_max_gb" in finding.advice


@pytest.mark.parametrize("days", [[], [before(3, 3)], [before(40, 3)]], ids=["none", "three days", "too old"])
def test_too_few_days_give_no_forecast(days: list[DiskDay]):
    seen = forecast(days, TODAY, GB)
    assert seen.days_left is None
    assert seen.sentence.endswith("a forecast needs a week of crawls")
    assert disk_finding(seen, at(0)) is None


def test_an_archive_that_shrinks_is_never_full():
    seen = forecast([before(10, -3)], TODAY, GB)
    assert (seen.bytes_a_day, seen.days_left) == (0, None)
    assert seen.sentence.endswith("the archive does not grow")


def test_a_disk_with_less_than_the_reserve_is_full_now():
    assert forecast([before(10, 1)], TODAY, 50 * GB).days_left == 0
